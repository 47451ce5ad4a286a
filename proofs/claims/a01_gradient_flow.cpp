/// @file a01_gradient_flow.cpp
/// Statement.   As ε -> 0, gradient descent w_{s+1} = w_s - ε ∇L(w_s) tends to gradient flow
///              dw/dt = -∇L at equal time t = ε s, with an error of order ε (claim A1), so that the
///              limit of its prediction is what Theorem 1 says of the flow's.
/// Hypotheses.  ∇L continuously differentiable near the path, for (1) once for each of its terms; T
///              fixed as ε -> 0; ε far below 2/λ, λ the largest curvature of L that is met.
/// Derivation.  A step is the flow's Taylor series of order 1: it errs by (ε²/2) w'' at first, and
///              T/ε such errors, carried along by the flow, add up to
///                w_ε(t) = w(t) + ε e_1(t) + ε² e_2(t) + ...,
///                e_1' = -∇²L e_1 - (1/2) ∇²L ∇L,    e_1(0) = 0                              (1)
///              (Hairer, Nørsett & Wanner 1993, II.8, on this expansion, and II.9, on its use). ∎
/// Computation. A small network, learned with rates T/n. First the order, from rates that are
///              halved. Then the limit itself: by (1) the polynomial in ε through w_ε at several
///              rates has w(T) as its value at ε = 0, but for terms beyond its degree: about two
///              digits for each rate. Nothing in it knows of the flow.
/// Control.     The flow of the loss times 1.001: no rate brings descent closer to it than that.
/// Not claimed. That rates in use are this small: see claim A22 for what is exact at any rate. Nor
///              that the error stays of order ε while T grows as ε shrinks.

#include "nn/learning/gradient_descent.hpp"
#include "nn/learning/learn.hpp"
#include "nn/models/mlp.hpp"
#include "proofs/claims/claim.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

Instance<S> network() {
  return {"tanh network 1-2-1",
          Mlp{{1, 2, 1}},
          SquaredLoss{},
          {3, 1, {S(-1), S(1) / 2, S(3) / 2}, {S(-1) / 2, S(1), S(0)}},
          {S(1) / 2, S(-2) / 3, S(1) / 5, S(-1) / 4, S(3) / 4, S(1) / 3, S(0)},
          S(1),
          {{S(1)}, {S(-2)}}};
}

/// w after each of n steps of length T/n, from w(0) on.
std::vector<std::vector<S>> descent(const Instance<S>& instance, int n) {
  std::vector<std::vector<S>> path;
  const Observer<S> keep = [&](const LearningView<S>& view) {
    path.emplace_back(view.w.begin(), view.w.end());
    return true;
  };
  LearningOptions<S> options;
  options.steps = static_cast<std::size_t>(n);
  options.observers = {keep};
  const Learning<S> learned =
      learn(instance.model, instance.loss, instance.data, instance.w,
            GradientDescent<S>{LearningRate<S>(S(instance.until / n))}, options);
  return path;
}

/// ‖w - w'‖
S distance(const std::vector<S>& w, const std::vector<S>& other) {
  S squares(0);
  for (std::size_t p = 0; p < w.size(); ++p) squares += square(S(w[p] - other[p]));
  using std::sqrt;
  return sqrt(squares);
}

/// The value at ε = 0 of the polynomial through w_ε at all rates added so far, by Neville's scheme.
class Limit {
 public:
  void add(const S& rate, std::vector<S> w) {
    rates_.push_back(rate);
    newest_.push_back(std::move(w));  // of the last k + 1 rates, from k = 0 on
    for (std::size_t k = rates_.size() - 1; k-- > 0;)
      for (std::size_t p = 0; p < newest_[k].size(); ++p)
        newest_[k][p] =
            newest_[k + 1][p] + (newest_[k + 1][p] - newest_[k][p]) * rate / (rates_[k] - rate);
  }
  [[nodiscard]] const std::vector<S>& value() const { return newest_.front(); }

 private:
  std::vector<S> rates_;
  std::vector<std::vector<S>> newest_;
};

/// The flow that descent should tend to; by mistake, that of the mean loss.
Instance<S> flow_of_descent(bool of_the_mean) {
  Instance<S> instance = network();
  const S m(static_cast<int>(instance.data.count));
  if (of_the_mean)
    instance.loss.record = [sum = instance.loss.record, m](Var<S> f, Var<S> y) {
      return sum(f, y) / m;
    };
  return instance;
}

/// w at ε = 0 from rates T/32, T/64, T/96, ...: as good as it gets before rounding takes over.
void check_limit(Evidence& evidence, const Trial& trial, const Training<S>& training,
                 const Training<S>& astray, Table& table) {
  const Instance<S> instance = network();
  const int rates = 24;
  Limit limit;
  int steps = 0;
  for (int k = 1; k <= rates; ++k) {
    limit.add(instance.until / (32 * k), descent(instance, 32 * k).back());
    steps += 32 * k;
    if (k == 1 || k % 4 == 0)
      table.rows.push_back({std::to_string(k), "T/" + std::to_string(32 * k), std::to_string(steps),
                            magnitude(distance(limit.value(), training.path.final_state())).text});
    trial.progress(k / (2.0 * rates));
  }
  evidence.vanishes("w at ε = 0, from " + std::to_string(rates) + " rates, less w of the flow",
                    magnitude(distance(limit.value(), training.path.final_state())),
                    magnitude(S(1)));
  evidence.must_not_vanish("the same, less w of the flow of 1.001 L",
                           magnitude(distance(limit.value(), astray.path.final_state())));
  for (std::size_t q = 0; q < instance.queries.size(); ++q)
    evidence.vanishes("y at ε = 0, less b - Σ S_i, query " + std::to_string(q),
                      magnitude(S(output(instance.model, limit.value(), instance.queries[q]) -
                                  training.machines[q].undivided_prediction())),
                      size_of_terms(training.machines[q]));
}

/// How far descent at several rates is from the flow, at T, and what this is in figures.
struct Distances {
  std::vector<double> log_rate, log_w, log_y, log_astray;

  void add(const S& rate, const S& of_w, const S& of_y, const S& astray) {
    log_rate.push_back(magnitude(rate).log);
    log_w.push_back(magnitude(of_w).log);
    log_y.push_back(magnitude(of_y).log);
    log_astray.push_back(magnitude(astray).log);
  }
  [[nodiscard]] Curve curve(const std::string& label, const std::vector<double>& log_y_axis) const {
    Curve curve{label, {}, Curve::Style::line_and_points};
    for (std::size_t k = 0; k < log_rate.size(); ++k)
      curve.points.push_back({std::exp(log_rate[k]), std::exp(log_y_axis[k])});
    return curve;
  }
};

/// ‖w_ε(t) - w(t)‖/ε at 32 times: by (1) nearly ‖e_1(t)‖, whatever ε.
Curve scaled_distance(const std::vector<std::vector<S>>& steps, const Path<S>& path) {
  const int n = static_cast<int>(steps.size()) - 1;
  Curve curve{"ε = T/" + std::to_string(n), {}, Curve::Style::line};
  for (int k = 0; k <= n; k += n / 32) {
    const S t = path.end() * k / n;
    const S apart = distance(steps[static_cast<std::size_t>(k)], path.state(t));
    curve.points.push_back(
        {static_cast<double>(t), static_cast<double>(S(apart * n / path.end()))});
  }
  return curve;
}

/// Rates that are halved: distances to the flow, and to the flow of 1.001 L.
void check_order(Evidence& evidence, const Trial& trial, const Training<S>& training,
                 const Training<S>& astray, Figure& figure) {
  const Instance<S> instance = network();
  Distances found;
  for (int n = 32; n <= trial.pick(2048, 256); n *= 2) {
    const std::vector<std::vector<S>> steps = descent(instance, n);
    found.add(instance.until / n, distance(steps.back(), training.path.final_state()),
              output(instance.model, steps.back(), instance.queries.front()) -
                  training.machines.front().undivided_prediction(),
              distance(steps.back(), astray.path.final_state()));
    if (n == 32 || n == 64 || n == 256)
      figure.panels[1].curves.push_back(scaled_distance(steps, training.path));
    trial.progress(0.5 + n / 5000.0);
  }
  evidence.order("distance of w from the flow, by ε", found.log_rate, found.log_w, 1, 0.1);
  evidence.order("y less b - Σ S_i of the flow, by ε", found.log_rate, found.log_y, 1, 0.1);
  figure.panels[0].curves = {found.curve("w, from the flow", found.log_w),
                             found.curve("y(1), from b - Σ S_i", found.log_y),
                             found.curve("w, from 1.001 L", found.log_astray)};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const Instance<S> flow = flow_of_descent(trial.mistaken);
  const Training<S> training = train(flow);
  const Training<S> astray = train(flow, {.speed = S(1001) / 1000});
  check_identity(evidence, flow, training);
  Table table{"The limit ε -> 0 of gradient descent, from descents alone",
              {"rates", "the smallest", "steps in all", "distance from the flow"},
              {}};
  check_limit(evidence, trial, training, astray, table);
  decision.tables.push_back(table);
  Figure figure{"a01_rates",
                "Gradient descent and gradient flow",
                "Left, log-log: w and y approach the flow along lines of slope 1 as the rate "
                "falls, while the distance to the flow of 1.001 L levels off near " +
                    decimal(distance(training.path.final_state(), astray.path.final_state()), 2) +
                    ". Right: over the rate, the distances at all times come to lie on one curve.",
                {{"At time T", "learning rate ε", "distance", true, true, {}, {}},
                 {"On the way, over ε", "t", "distance/ε", false, false, {}, {}}}};
  check_order(evidence, trial, training, astray, figure);
  if (!trial.small) decision.figures.push_back(figure);
  evidence.conclude(Verdict::holds);
  decision.finding = "order 1 in ε; from 24 rates the limit ε -> 0 is the flow but for " +
                     table.rows.back().back();
}

}  // namespace

Claim a01() {
  return {"A1", "Gradient descent tends to gradient flow as the learning rate tends to 0",
          Verdict::holds, "the flow is that of the mean loss, for the same time T", decide};
}

}  // namespace pathkernel::claims
