/// @file b13_line_search.cpp
/// Statement.   The weight of a round "can be constant or the result of a line search. In the
///              latter case gradient descent is similar to gradient boosting" (claim B13; the
///              paper's Discussion, after Mason et al. 1999).
/// Hypotheses.  f linear in w, so that f_{w - t∇L} = f_w + t h at every x and for every t.
/// Derivation.  Gradient boosting adds t h to F, where h is the weak learner that points down the
///              slope of the loss the steepest: of all Σ_i c_i k(·, x_i) of one norm, that with
///              c = -L', by Cauchy and Schwarz's inequality. Both searches see one function of t. ∎
/// Computation. Logistic regression. A line search moves w; another moves the values F at examples
///              and queries themselves, along h made of kernels. Rule and code of the searches are
///              the same, Armijo's; what they are given has nothing in common.
/// Control.     Of a network, whose f_{w - t∇L} is not f_w + t h, the two must part.
/// Not claimed. That boosting's weak learners are tangent kernel machines elsewhere: mostly they
///              are trees.

#include "nn/layers/linear.hpp"
#include "nn/learning/learn.hpp"
#include "nn/learning/line_search.hpp"
#include "nn/models/mlp.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/points_and_curves.hpp"
#include "proofs/claims/reading.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

/// What a method says at all points, examples and then queries, round after round.
struct Rounds {
  std::vector<std::vector<S>> F;  ///< F_0, F_1, ...
  std::vector<S> t, losses;       ///< of each round: how far, and the loss before
};

Instance<S> classifier(const std::string& name, const ModelOn<S>& model) {
  const Examples<S> data{6,
                         1,
                         {S(-2), S(-1), S(-1) / 3, S(1) / 4, S(1), S(3) / 2},
                         {S(0), S(0), S(1), S(0), S(1), S(1)}};
  return {name,
          model,
          LogisticLoss{},
          data,
          initial_parameters<S>(model, 1),
          S(1),
          {{S(1) / 2}, {S(4)}}};
}

Points<S> all_points(const Instance<S>& instance) {
  Points<S> points = points_of(instance.data);
  points.insert(points.end(), instance.queries.begin(), instance.queries.end());
  return points;
}

/// Gradient descent with a line search over w.
Rounds descend(const Instance<S>& instance, std::size_t steps) {
  const Points<S> points = all_points(instance);
  PointGradients<S> at(instance.model, 1, in_lanes(points, 1), points.size());
  Rounds rounds;
  std::vector<S> before, slope;
  const Observer<S> keep = [&](const LearningView<S>& view) {
    at.evaluate(view.w);
    rounds.F.push_back(at.outputs());
    rounds.losses.push_back(view.loss);
    if (!before.empty()) {  // w - w_before = -t ∇L
      for (std::size_t p = 0; p < before.size(); ++p) before[p] -= view.w[p];
      rounds.t.push_back(inner_product(before, slope) / inner_product(slope, slope));
    }
    before.assign(view.w.begin(), view.w.end());
    slope.assign(view.gradient.begin(), view.gradient.end());
    return true;
  };
  static_cast<void>(learn(instance.model, instance.loss, instance.data, instance.w, LineSearch<S>{},
                          {.steps = steps, .observers = {keep}}));
  return rounds;
}

/// Gradient boosting: a line search over functions, which are known by their values at some points.
class Boosting {
 public:
  Boosting(const Instance<S>& instance, bool without_bias)
      : instance_(instance), without_bias_(without_bias), points_(all_points(instance)),
        at_points_(instance.model, 1, in_lanes(points_, 1), points_.size()),
        at_examples_(instance.model, 1, instance.data.x, instance.data.count),
        places_(one_place_each(instance.data, points_.size())),
        loss_(table(points_.size()), instance.loss, places_), w_(instance.w) {
    std::vector<std::size_t> all(instance.data.count);
    std::iota(all.begin(), all.end(), std::size_t{0});
    loss_.use(all);
    at_points_.evaluate(w_);
    rounds_.F.push_back(at_points_.outputs());
  }

  /// F ← F + t h, and w ← w - t ∇L: the kernels of the next round are those of that w.
  void add_round() {
    std::vector<S> F = rounds_.F.back();
    loss_.evaluate(F);
    rounds_.losses.push_back(loss_.loss());
    const std::vector<S> slope(loss_.gradient().begin(), loss_.gradient().end());
    const S first = rounds_.t.empty() ? LineSearch<S>{}.first_step : S(2 * rounds_.t.back());
    rounds_.t.push_back(Armijo<S>{}.search(F, weak_learner(slope), first, loss_));
    rounds_.F.push_back(std::move(F));
    for (std::size_t i = 0; i < instance_.data.count; ++i) {
      const std::vector<S> g = at_examples_.df_dw(i);
      for (std::size_t p = 0; p < w_.size(); ++p) w_[p] -= rounds_.t.back() * slope[i] * g[p];
    }
  }

  /// h = -Σ_i L'_i k(·, x_i) at all points.
  [[nodiscard]] std::vector<S> weak_learner(const std::vector<S>& slope) {
    at_points_.evaluate(w_);
    at_examples_.evaluate(w_);
    kernel_ = tangent_kernel(at_points_, at_examples_);
    if (without_bias_)
      for (S& k : kernel_.entries) k -= 1;
    std::vector<S> h(kernel_.rows, S(0));
    for (std::size_t e = 0; e < kernel_.rows; ++e)
      for (std::size_t i = 0; i < kernel_.columns; ++i) h[e] -= slope[i] * kernel_(e, i);
    return h;
  }

  [[nodiscard]] const Rounds& rounds() const { return rounds_; }
  /// Between the examples, of the last round.
  [[nodiscard]] const Matrix<S>& kernel() const { return kernel_; }
  [[nodiscard]] std::span<const S> slopes() const {
    return loss_.gradient().first(instance_.data.count);
  }

 private:
  /// A model that is its own values: F_e at point e, a column of 0 with a 1 in its place.
  static ModelOn<S> table(std::size_t points) {
    return RecordedModel{{{"F", {static_cast<std::uint32_t>(points), 1}}},
                         [](auto w, auto x) { return dot(x, w[0]); }};
  }
  static Examples<S> one_place_each(const Examples<S>& data, std::size_t points) {
    Examples<S> places{data.count, points, std::vector<S>(points * data.count, S(0)), data.y};
    for (std::size_t i = 0; i < data.count; ++i) places.x[i * data.count + i] = S(1);
    return places;
  }

  const Instance<S>& instance_;
  bool without_bias_;
  Points<S> points_;
  PointGradients<S> at_points_, at_examples_;
  Examples<S> places_;
  BatchGradient<S> loss_;
  std::vector<S> w_;
  Matrix<S> kernel_;
  Rounds rounds_;
};

/// The largest difference between what two methods say, at any point after any round.
S apart(const std::vector<std::vector<S>>& F, const std::vector<std::vector<S>>& other) {
  using std::abs;
  S largest(0);
  for (std::size_t s = 0; s < F.size(); ++s)
    for (std::size_t e = 0; e < F[s].size(); ++e)
      keep_largest(largest, S(abs(F[s][e] - other[s][e])));
  return largest;
}

/// Of learners Σ_i c_i k(·, x_i) of norm 1, how steeply they point down the slope of the loss, that
/// with c = -L' being 1: the most that some c at random reach.
double steepest_at_random(const Matrix<S>& K, std::span<const S> slope, int tries) {
  Generator generator(1);
  const auto form = [&](std::span<const S> u, std::span<const S> v) {
    S sum(0);
    for (std::size_t i = 0; i < u.size(); ++i)
      for (std::size_t j = 0; j < v.size(); ++j) sum += u[i] * K(i, j) * v[j];
    return static_cast<double>(sum);
  };
  double most = 0;
  for (int n = 0; n < tries; ++n) {
    std::vector<S> c;
    for (std::size_t i = 0; i < slope.size(); ++i) c.push_back(S(generator.normal()));
    most = std::max(most, -form(slope, c) / std::sqrt(form(c, c) * form(slope, slope)));
  }
  return most;
}

Panel panel(const std::string& title, const Rounds& descent, const Rounds& boosting) {
  const auto losses = [](const Rounds& r) {
    return by_number(r.t.size(), [&](std::size_t s) { return r.losses[s]; });
  };
  return {.title = title,
          .x_label = "round",
          .y_label = "loss",
          .curves = {{"gradient descent", losses(descent)},
                     {"gradient boosting", losses(boosting), Curve::Style::points}}};
}

void decide(const Trial& trial, Decision& decision) {
  using std::abs;
  Evidence evidence(50, decision);
  const std::size_t steps = trial.pick(std::size_t{24}, std::size_t{6});
  const Instance<S> linear = classifier("logistic regression", Linear{1}),
                    network = classifier("network 1-3-1", Mlp{{1, 3, 1}, Activation::tanh});
  const Rounds descent = descend(linear, steps), of_network = descend(network, steps);
  Boosting boosting(linear, trial.mistaken), other(network, false);
  for (std::size_t s = 0; s < steps; ++s) {
    boosting.add_round();
    other.add_round();
    trial.progress(static_cast<double>(s) / static_cast<double>(steps));
  }
  S t_apart(0);
  for (std::size_t s = 0; s < steps; ++s)
    keep_largest(t_apart, S(abs(descent.t[s] - boosting.rounds().t[s])));
  evidence.vanishes("F of boosting less f of gradient descent",
                    magnitude(apart(descent.F, boosting.rounds().F)), {"1", 0});
  evidence.vanishes("how far they go in each round", magnitude(t_apart), {"1", 0});
  evidence.must_not_vanish(network.name + ": F less f",
                           magnitude(apart(of_network.F, other.rounds().F)));
  evidence.number("the steepest of 1,000 other learners, if h is 1",
                  decimal(steepest_at_random(boosting.kernel(), boosting.slopes(), 1000), 3));
  evidence.conclude(Verdict::holds);
  decision.finding = "for a linear model each of " + std::to_string(steps) +
                     " rounds is the same; a network's part by " +
                     magnitude(apart(of_network.F, other.rounds().F)).text;
  decision.figures.push_back(
      {"b13_rounds",
       "The loss, round by round, of two line searches",
       "Left, of a linear model: the points of boosting lie on gradient descent's line. Right, of "
       "a network they leave it.",
       {panel(linear.name, descent, boosting.rounds()),
        panel(network.name, of_network, other.rounds())}});
}

}  // namespace

Claim b13() {
  return {"B13", "with a line search it is gradient boosting", Verdict::holds,
          "the kernel has no part for the bias", decide};
}

}  // namespace pathkernel::claims
