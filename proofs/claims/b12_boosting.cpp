/// @file b12_boosting.cpp
/// Statement.   "Gradient descent can be viewed as a boosting algorithm, with tangent kernel
///              machines as the weak learner", h_s(x) = -Σ_i L'_i Θ_s(x, x_i), and "each round
///              (gradient descent step) decreases the loss" (claim B12; the paper's Discussion).
/// Hypotheses.  F_{s+1} = F_s + ε h_s with the kernels of w_s, where w_{s+1} = w_s - ε ∇L.
/// Derivation.  f_{w - ε∇L}(x) = f_w(x) - ε ∇f(x)·∇L + O(ε²), and -∇f(x)·∇L = h(x); without the
///              last term if f is linear in w. On a quadratic loss of curvature λ a step makes w
///              (1 - ελ) times itself: |1 - ελ| < 1 only if ε < 2/λ. ∎
/// Computation. Boosting and gradient descent side by side, of a linear model and of a network;
///              each round of boosting against h_s, had by one reverse sweep over all examples. The
///              loss of a linear regression, round by round, for ε on either side of 2/λ.
/// Control.     At 21/10 of 1/λ the loss has to rise. Of the network, boosting must not be gradient
///              descent.
/// Not claimed. A rate that lowers the loss of every network; a line search finds one: claim B13.

#include "kernel/gram/eigenvalues.hpp"
#include "kernel/machines/boosting.hpp"
#include "nn/layers/linear.hpp"
#include "nn/learning/gradient_descent.hpp"
#include "nn/learning/learn.hpp"
#include "nn/models/mlp.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/points_and_curves.hpp"
#include "proofs/claims/reading.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

Instance<S> regression(const std::string& name, const ModelOn<S>& model, const std::vector<S>& y) {
  const Examples<S> data{4, 1, {S(-1), S(-1) / 4, S(1) / 2, S(3) / 2}, y};
  return {name,
          model,
          SquaredLoss{},
          data,
          initial_parameters<S>(model, 3),
          S(1),
          {{S(1) / 5}, {S(-2)}}};
}

/// Gradient descent: w_0, w_1, ..., and the losses.
struct Descent {
  std::vector<std::vector<S>> w;
  std::vector<S> losses;

  Descent(const Instance<S>& instance, const BoostingRounds<S>& rounds) {
    const Observer<S> keep = [&](const LearningView<S>& view) {
      w.emplace_back(view.w.begin(), view.w.end());
      return true;
    };
    losses = learn(instance.model, instance.loss, instance.data, instance.w,
                   GradientDescent<S>{rounds.rate},
                   {.steps = rounds.count, .largest_growth = S(1'000'000'000), .observers = {keep}})
                 .losses;
  }
  [[nodiscard]] std::size_t rises() const {
    std::size_t count = 0;
    for (std::size_t s = 1; s < losses.size(); ++s) count += !(losses[s] < losses[s - 1]);
    return count;
  }
};

/// F_s at the queries, of boosting.
std::vector<std::vector<S>> boosted(const Instance<S>& instance,
                                    const TangentBoosting<S>& boosting) {
  const std::vector<S> x = in_lanes(instance.queries, 1);
  return boosting.predict(instance.model, 1, x, instance.queries.size());
}
TangentBoosting<S> boosting_of(const Instance<S>& instance, const BoostingRounds<S>& rounds) {
  return fit_tangent_boosting(instance.model, instance.loss, instance.data, instance.w, rounds);
}

/// max |F_s(x) - f_{w_s}(x)| after all rounds, the w_s of gradient descent.
S gap(const Instance<S>& instance, const BoostingRounds<S>& rounds,
      const BoostingRounds<S>& of_descent) {
  using std::abs;
  const std::vector<S> F = boosted(instance, boosting_of(instance, rounds)).back();
  const std::vector<S> w = Descent(instance, of_descent).w.back();
  S largest(0);
  for (std::size_t q = 0; q < F.size(); ++q)
    keep_largest(largest, S(abs(F[q] - output(instance.model, w, instance.queries[q]))));
  return largest;
}

/// Each round of boosting against ε h_s(x) = -ε ∇f(x)·Σ_i L'_i ∇f(x_i), where the sum is had by one
/// reverse sweep of Σ_i L'_i f(x_i): boosting's own takes a sweep for each example.
void check_learners(Evidence& evidence, const Instance<S>& instance,
                    const BoostingRounds<S>& rounds) {
  using std::abs;
  const TangentBoosting<S> boosting = boosting_of(instance, rounds);
  const std::vector<std::vector<S>> F = boosted(instance, boosting);
  Examples<S> weighted = instance.data;  // L'_i in place of y_i
  std::vector<std::size_t> all(weighted.count);
  std::iota(all.begin(), all.end(), std::size_t{0});
  PointGradients<S> queries(instance.model, 1, in_lanes(instance.queries, 1),
                            instance.queries.size());
  LossDerivatives<S> slopes(instance.loss, instance.data);
  const LossOn<S> product_loss([](auto f, auto slope) { return slope * f; });
  S largest(0);
  for (std::size_t s = 0; s < rounds.count; ++s) {
    weighted.y = slopes.at(boosting.outputs[s]);
    BatchGradient<S> sum(instance.model, product_loss, weighted);
    sum.use(all);
    sum.evaluate(boosting.w[s]);
    queries.evaluate(boosting.w[s]);
    for (std::size_t q = 0; q < instance.queries.size(); ++q) {
      const S h = -inner_product<S>(queries.df_dw(q), sum.gradient());
      keep_largest(largest, S(abs(F[s + 1][q] - F[s][q] - rounds.rate * h)));
    }
  }
  evidence.vanishes(instance.name + ": a round, less ε h_s", magnitude(largest), {"1", 0});
}

/// How boosting and gradient descent part as ε falls: in one step, and until ε s = 1.
void check_orders(Evidence& evidence, const Instance<S>& instance) {
  std::vector<double> log_rate, one_step, until_one;
  for (const int n : {32, 64, 128}) {
    const S rate = S(1) / n;
    log_rate.push_back(-std::log(n));
    one_step.push_back(magnitude(gap(instance, {1, rate}, {1, rate})).log);
    const BoostingRounds<S> all{static_cast<std::size_t>(n), rate};
    until_one.push_back(magnitude(gap(instance, all, all)).log);
  }
  evidence.order(instance.name + ": boosting less gradient descent, one step", log_rate, one_step,
                 2);
  evidence.order(instance.name + ": boosting less gradient descent, until ε s = 1", log_rate,
                 until_one, 1);
}

/// The greatest curvature of a linear regression's loss, that of Σ_i ∇f(x_i) ∇f(x_i)ᵀ, and of the
/// Gram matrix.
S curvature(const Instance<S>& linear) {
  PointGradients<S> examples(linear.model, 1, linear.data.x, linear.data.count);
  examples.evaluate(linear.w);
  return eigenvalues(tangent_kernel(examples, examples)).back();
}

void check_losses(const Trial& trial, const Instance<S>& linear, Evidence& evidence,
                  Decision& decision) {
  const S lambda = curvature(linear);
  Panel panel{
      .title = "least squares, linear", .x_label = "round", .y_label = "loss", .log_y = true};
  for (const int tenths : {5, 19, 21}) {
    const std::string rate = "ε = " + decimal(S(tenths) / 10, 2) + "/λ";
    const Descent descent(linear,
                          {trial.pick(std::size_t{40}, std::size_t{8}), tenths / (10 * lambda)});
    const std::string value = std::to_string(descent.rises()) + " rounds of " +
                              std::to_string(descent.losses.size() - 1) + " raise the loss";
    if (tenths < 20)
      evidence.condition(rate, value, "none", descent.rises() == 0);
    else
      evidence.must_fail(rate, value, "some", descent.rises() > 0);
    panel.curves.push_back(
        {rate, by_number(descent.losses.size(), [&](std::size_t s) { return descent.losses[s]; }),
         Curve::Style::line_and_points});
    if (tenths == 21) decision.finding += rate + ": " + value;
  }
  decision.figures.push_back(
      {"b12_losses",
       "The loss, round by round, below and above 2/λ",
       "On a logarithmic axis: with ε = 0.5/λ and 1.9/λ the loss falls in each round; with 2.1/λ "
       "it falls at first, and then rises without end.",
       {panel}});
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const std::vector<S> on_a_line{S(-5) / 2, S(-1), S(1) / 2, S(5) / 2};  // 2 x - 1/2
  const Instance<S> linear = regression("linear model", Linear{1}, on_a_line),
                    network = regression("network 1-3-1", Mlp{{1, 3, 1}, Activation::tanh},
                                         {S(1), S(0), S(1), S(-1) / 2});
  const BoostingRounds<S> rounds{trial.pick(std::size_t{20}, std::size_t{4}), S(1) / 20};
  BoostingRounds<S> weaker = rounds;
  if (trial.mistaken) weaker.rate /= static_cast<int>(linear.data.count);
  evidence.vanishes("linear model: boosting less gradient descent",
                    magnitude(gap(linear, weaker, rounds)), {"1", 0});
  evidence.must_not_vanish("network: boosting less gradient descent",
                           magnitude(gap(network, rounds, rounds)));
  check_learners(evidence, linear, rounds);
  check_learners(evidence, network, rounds);
  trial.progress(0.2);
  check_orders(evidence, network);
  trial.progress(0.8);
  decision.finding = "of the loss for ε < 2/λ, of the steps to order ε², exactly if linear; at ";
  check_losses(trial, linear, evidence, decision);
  const Descent small(network, {rounds.count, S(1) / 20});
  evidence.condition("network, ε = 1/20", std::to_string(small.rises()) + " rises", "none",
                     small.rises() == 0);
  evidence.conclude(Verdict::holds_under_condition);
}

}  // namespace

Claim b12() {
  return {"B12", "gradient descent is boosting with tangent kernel machines",
          Verdict::holds_under_condition,
          "the weak learner's slopes are those of the mean loss, the step's of the sum", decide};
}

}  // namespace pathkernel::claims
