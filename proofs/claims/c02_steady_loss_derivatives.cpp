/// @file c02_steady_loss_derivatives.cpp
/// Statement.   If the loss's derivative barely changes, the dependence of a_i on x goes away
///              (claim C2, from a review of the paper).
/// Hypotheses.  Those of claim A4; and Θ_t(x, x_i) keeps its sign along the path.
/// Derivation.  If L'_i is the same all the time, S_i = L'_i K(x, x_i), so that a_i = -L'_i at
///              every x with K ≠ 0. Such are a loss linear in y, and cross-entropy as a function of
///              ln p. Else a_i is a mean of -L'_i with the weights Θ_t: where none is negative, all
///              the a_i(x) lie in the range of -L'_i, and so does not spread by more than that. ∎
/// Computation. Both exact cases, at several x: S_i and K are sums over the same nodes there, so
///              that this tests the L' met on the path, not the quadrature. Then
///              ℓ = -y f + λ f²/2, whose L' = -y + λ f changes less and less as λ falls: where
///              Θ > 0 the spread of a_i over x falls as λ. The same a_i beside a zero of K(., x_i),
///              where Θ has both signs, for the least λ.
/// Control.     With λ = 1, which is least squares, the a_i must visibly depend on x.
/// Not claimed. That L' barely changes where something is learned: claim A10 measures how much.

#include "kernel/path/cross_entropy_views.hpp"
#include "kernel/path/kernel_matrices.hpp"
#include "nn/data/made.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/met_on_path.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

/// ℓ = -y f + λ f²/2,   ∂ℓ/∂f = -y + λ f.
struct BentLoss {
  S bend;  ///< λ

  [[nodiscard]] Var<S> operator()(Var<S> f, Var<S> y) const { return bend / 2 * square(f) - y * f; }
};

/// A network with three examples, the first of them (-1, -1).
Instance<S> bent(const Trial& trial, const S& bend) {
  const Mlp model{.widths = {1, 3, 1}};
  const Examples<S> data{3, 1, {S(-1), S(1) / 3, S(1)}, {S(-1), S(1) / 3, S(1)}};
  return {"λ = " + decimal(bend, 3),
          model,
          BentLoss{bend},
          data,
          initial_parameters<S>(model, 1),
          trial.pick(S(1), S(1) / 16),
          {{S(-1) / 4}, {S(1) / 7}, {S(1) / 4}}};  // where all Θ are above 0
}

Instance<S> log_probabilities(const Trial& trial) {
  const Mlp model{.widths = {2, 2, 3}};
  return {"ln p of 3 classes",
          LogProbabilities{model},
          CrossEntropyOfLogProbabilities{},
          exactly<S>(made_blobs({.count = trial.pick(6U, 3U), .noise = 0.25}, 3)),
          initial_parameters<S>(model, 1),
          trial.pick(S(1), S(1) / 16),
          {{S(2) / 5, S(-1) / 3}, {S(-1), S(1) / 2}}};
}

/// A training, and its a_ik at some queries: -S_ik over K, or by mistake over T times the last Θ.
struct Trained {
  Instance<S> instance;
  bool mistaken;
  Training<S> training;

  Trained(const Trial& trial, Instance<S> i)
      : instance(std::move(i)), mistaken(trial.mistaken),
        training(train(instance, {.progress = trial.progress})) {}

  [[nodiscard]] Matrix<S> coefficients(const Points<S>& x) const {
    PathReader<S> along = reader(instance, training.path, x);
    const std::vector<KernelMachine<S>> machines = kernel_machines(along);
    along.go_to(instance.until);
    Matrix<S> a = loss_weighted_matrix(machines);
    for (std::size_t row = 0; row < a.rows; ++row)
      for (std::size_t term = 0; term < a.columns; ++term)
        a(row, term) /= -(mistaken ? S(instance.until * along.kernel(row, term))
                                   : machines[row].path_kernel[term]);
    return a;
  }
};

/// A loss whose derivative is -y_ik all the time: a_ik = y_ik at every query.
void check_constant(Evidence& evidence, const Trained& trained) {
  const Instance<S>& instance = trained.instance;
  const Matrix<S> a = trained.coefficients(instance.queries);
  const std::size_t outputs = instance.data.targets;
  S largest(0);
  for (std::size_t row = 0; row < a.rows; ++row)
    for (std::size_t term = 0; term < a.columns; ++term) {
      const std::size_t i = term / outputs, k = term % outputs;
      keep_largest(largest, S(abs(S(a(row, term) - instance.data.y[k * instance.data.count + i]))));
    }
  evidence.vanishes(instance.name + ": a_i - y_i at every x", magnitude(largest), magnitude(S(1)));
  evidence.defect(instance.name + ": the path's defect |w' + ∇L|",
                  magnitude(trained.training.defect), magnitude(S(1)));
}

/// The largest max_x a_i - min_x a_i, where Θ > 0: bounded by the range of L'_i.
S bounded_spread(Evidence& evidence, const Trained& trained) {
  const Matrix<S> a = trained.coefficients(trained.instance.queries);
  const MetOnPath<S> met(trained.instance, trained.training.path);
  S largest(0), share(0), least_kernel = met.least_kernel(0, 0);
  for (const S& theta : met.least_kernel.entries) least_kernel = min(least_kernel, theta);
  for (std::size_t i = 0; i < a.columns; ++i) {
    S lowest = a(0, i), highest = a(0, i);
    for (std::size_t row = 1; row < a.rows; ++row) {
      lowest = min(lowest, a(row, i));
      highest = max(highest, a(row, i));
    }
    keep_largest(largest, S(highest - lowest));
    keep_largest(share, S((highest - lowest) / met.range(i)));
  }
  const std::string& name = trained.instance.name;
  evidence.condition(name + ": least Θ", decimal(least_kernel, 3), "above 0", least_kernel > 0);
  evidence.condition(name + ": spread of a_i over range of L'_i", decimal(share, 3), "at most 1",
                     share <= 1);
  return largest;
}

/// Beside a zero of K(., x_1): a_1 beyond what -L'_1 can be, in units of the range of that.
S excess_beside_zero(const Trained& trained) {
  S negative(2), positive(0);  // K has these signs there
  for (int k = 0; k < 20; ++k) {
    const S middle = (negative + positive) / 2;
    PathReader<S> along = reader(trained.instance, trained.training.path, {{middle}});
    (kernel_machines(along).front().path_kernel[0] < 0 ? negative : positive) = middle;
  }
  return MetOnPath<S>(trained.instance, trained.training.path)
      .outside(trained.coefficients({{negative}})(0, 0), 0);
}

/// a_1 over x, without what is beyond the picture.
Curve curve(const Trained& trained, const Points<S>& x) {
  const Matrix<S> a = trained.coefficients(x);
  Curve result{trained.instance.name, {}, Curve::Style::line};
  for (std::size_t q = 0; q < a.rows; ++q) {
    const double value = static_cast<double>(a(q, 0));
    const bool inside = value >= -2 && value <= 0;
    result.points.push_back({static_cast<double>(x[q][0]), inside ? value : std::nan("")});
  }
  return result;
}

Figure figure(const Trial& trial) {
  Points<S> x;
  const int last = trial.pick(120, 2);
  for (int k = 0; k <= last; ++k) x.push_back({S(3 * (2 * k - last)) / last});
  Panel panel{.title = "a_1, of the example at x_1 = -1", .x_label = "x", .y_label = "a_1"};
  for (const int over : {1, 8, 64})
    panel.curves.push_back(curve(Trained(trial, bent(trial, S(1) / over)), x));
  return {"c02_steady_loss_derivatives",
          "Coefficients that depend less and less on x, but for a pole",
          "The steadier the loss's derivative, the flatter a_1 as a function of x, and the nearer "
          "to y_1 = -1. But a pole stays for every λ, where K changes sign, near x = 1; "
          "it only becomes narrower.",
          {panel}};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  check_constant(evidence, {trial, bent(trial, S(0))});
  check_constant(evidence, {trial, log_probabilities(trial)});
  evidence.must_not_vanish("λ = 1: spread of a_i",
                           magnitude(bounded_spread(evidence, {trial, bent(trial, S(1))})));
  std::vector<double> log_bend, log_spread;
  std::optional<Trained> steady;
  for (const int over : {64, 128, 256}) {
    steady.emplace(trial, bent(trial, S(1) / over));
    log_bend.push_back(-std::log(over));
    log_spread.push_back(log_magnitude(bounded_spread(evidence, *steady)));
  }
  evidence.order("spread of a_i against λ", log_bend, log_spread, 1);
  const S excess = excess_beside_zero(*steady);
  evidence.condition("beside a zero of K: a_1 beyond -L'_1, over its range", decimal(excess, 3),
                     "above 10", excess > 10);
  evidence.conclude(Verdict::holds_under_condition);
  decision.finding =
      "a_i = y_i at every x for a linear loss and for ln p; else it spreads by less "
      "than L' ranges where Θ_t(x, x_i) keeps its sign, but beside a zero of K it "
      "is " +
      decimal(excess, 2) + " ranges away";
  decision.figures.push_back(figure(trial));
}

}  // namespace

Claim c02() {
  return {"C2", "where the loss derivative is steady, a_i no longer depends on x",
          Verdict::holds_under_condition, "S_i is divided by T Θ_T in place of K", decide};
}

}  // namespace pathkernel::claims
