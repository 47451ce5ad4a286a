/// @file a14_joint_distributions.cpp
/// Statement.   A joint distribution learned by negative log likelihood is a kernel machine as a
///              classifier is, with p_i the probability of data point i (claim A14, Remark 3):
///                p_T(x) = p_0(x) + Σ_i ∫ ∇p(x)·∇p(x_i)/p(x_i) dt
/// Hypotheses.  ℓ = -ln p(x_i), p differentiable in w and above 0. A state that was seen n times
///              is n examples.
/// Derivation.  ∂ℓ/∂p(x_i) = -1/p(x_i); then claim A3 with f = p. ∎
/// Computation. A table of 4 states, ln p(x) = w_x - ln Σ e^w, and a Bayesian network of 3 binary
///              variables, p(a) p(b|a) p(c|a). Each path is also read with f = ln p, which predicts
///              the same with a_i = 1. Over all states the predictions add up to 1.
/// Control.     L' = -1 for f = p; the loudest example left out; the flow of 1.001 L.
/// Not claimed. That this is a density estimate of Parzen's kind: see claim B14.

#include "nn/models/discrete_density.hpp"
#include "proofs/claims/points_and_curves.hpp"
#include "proofs/claims/reading.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

/// ln p of (a, b, c), each 0 or 1, where b and c depend on a only. Of two logits of b or c, the
/// second is for a = 1.
struct BayesianNetwork {
  [[nodiscard]] static std::vector<ParameterBlock> parameters() {
    return {{"a", {1, 1}}, {"b", {1, 2}}, {"c", {1, 2}}};
  }
  template <Scalar T>
  [[nodiscard]] Var<T> operator()(Vars<T> w, Var<T> x) const {
    const Var<T> a = slice(x, 0, 0, {1, 1});
    const Var<T> which =
        concatenate_rows(1 - a, a);  // a row of w times this: the logit that counts
    return log_probability(w[0], a) +
           log_probability(product(w[1], which), slice(x, 1, 0, {1, 1})) +
           log_probability(product(w[2], which), slice(x, 2, 0, {1, 1}));
  }

 private:
  /// ln p(bit) for p(1) = sigmoid(logit).
  template <Scalar T>
  [[nodiscard]] static Var<T> log_probability(Var<T> logit, Var<T> bit) {
    return bit * logit - softplus(logit);
  }
};

/// A density and its states: it learns those of the data, and is asked all.
struct Density {
  std::string name;
  ModelOn<S> log_density, density;
  Points<S> states;
  std::vector<std::size_t> seen;  ///< state by data point
  std::vector<S> w;
};

Density table() {
  const DiscreteDensity model{4};
  Points<S> states(4, std::vector<S>(4, S(0)));
  for (std::size_t s = 0; s < 4; ++s) states[s][s] = S(1);
  return {"table", model,           DensityOf{model},
          states,  {0, 0, 0, 1, 3}, {S(1) / 4, S(-1) / 2, S(0), S(1) / 3}};
}

Density bayesian_network() {
  Points<S> states;
  for (int s = 0; s < 8; ++s) states.push_back({S(s / 4), S(s / 2 % 2), S(s % 2)});
  return {"Bayesian network",           BayesianNetwork{},
          DensityOf{BayesianNetwork{}}, states,
          {0, 0, 1, 7, 7, 7, 6, 4},     {S(1) / 5, S(-1) / 3, S(1) / 2, S(1) / 4, S(-1) / 7}};
}

Examples<S> data_of(const Density& density, const std::vector<std::size_t>& seen) {
  const std::size_t dimension = density.states.front().size();
  Points<S> points;
  for (const std::size_t state : seen) points.push_back(density.states[state]);
  return {points.size(), dimension, in_lanes(points, dimension), {}, 0};
}

Instance<S> p_view(const Density& density, const S& until) {
  return {density.name,
          density.density,
          NegativeLogLikelihood{DensityOutput::density},
          data_of(density, density.seen),
          density.w,
          until,
          density.states};
}

/// Largest |a_i - 1| in the log view, where L' is -1.
S distance_from_one(const Reading<S>& log_view) {
  using std::abs;
  S largest(0);
  for (const KernelMachine<S>& machine : log_view.machines)
    for (std::size_t i = 0; i < machine.path_kernel.size(); ++i)
      keep_largest(largest, S(abs(machine.loss_weighted[i] + machine.path_kernel[i])));
  return largest;
}

/// Both views' predictions at all states.
void check_predictions(Evidence& evidence, const std::string& name, const Reading<S>& p,
                       const Reading<S>& log_p) {
  using std::abs, std::exp;
  S apart(0), total(0);
  for (std::size_t row = 0; row < p.machines.size(); ++row) {
    const S said = p.machines[row].undivided_prediction();
    keep_largest(apart, S(abs(said - exp(log_p.machines[row].undivided_prediction()))));
    total += said;
  }
  evidence.vanishes(name + ": p less exp of the log view", magnitude(apart), {"1", 0});
  evidence.vanishes(name + ": Σ_x p(x) - 1", magnitude(S(total - 1)), {"1", 0});
  evidence.vanishes(name + ": S_i + K of the log view, as a_i = 1",
                    magnitude(distance_from_one(log_p)), {"1", 0});
}

/// @return  the p-view, for the figure
Reading<S> check(const Trial& trial, const Density& density, Evidence& evidence) {
  const Instance<S> instance = p_view(density, trial.pick(S(4), S(1) / 8));
  const Training<S> training = train(instance);
  Instance<S> read_as = instance;
  if (trial.mistaken) {
    std::vector<std::size_t> once = density.seen;
    once.erase(std::unique(once.begin(), once.end()), once.end());
    read_as.data = data_of(density, once);
  }
  Reading<S> p = reading(read_as, training.path);
  check_rows(evidence, density.name, p);
  check_identity(evidence, instance, training);

  Instance<S> log_view = instance;
  log_view.model = density.log_density;
  log_view.loss = NegativeLogLikelihood{};
  check_predictions(evidence, density.name, p, reading(log_view, training.path));
  Instance<S> of_the_logarithm = instance;
  of_the_logarithm.loss = NegativeLogLikelihood{};  // L' = -1, the log view's
  evidence.must_not_vanish(density.name + ": p with L' = -1",
                           magnitude(reading(of_the_logarithm, training.path).residual(0)));
  must_miss_the_loudest(evidence, density.name, p);
  check_order(evidence, asked(instance, {density.states.back()}), trial.pick(2, 1));
  return p;
}

/// How often a state is seen, of all data points.
S frequency(const Density& density, std::size_t state) {
  return S(static_cast<int>(std::ranges::count(density.seen, state))) /
         static_cast<int>(density.seen.size());
}

/// Σ_x |p(x) - frequency| falls from 0 to T. @return  "0.7 to 0.1"
std::string check_distance(Evidence& evidence, const Density& density, const Reading<S>& p) {
  using std::abs;
  S before(0), after(0);
  for (std::size_t s = 0; s < density.states.size(); ++s) {
    before += abs(p.machines[s].b() - frequency(density, s));
    after += abs(p.outputs[s] - frequency(density, s));
  }
  evidence.condition(density.name + ": Σ |p - frequency| at T", decimal(after, 3),
                     "below " + decimal(before, 3) + " at 0", after < before);
  return decimal(before, 2) + " to " + decimal(after, 2);
}

Panel panel(const Density& density, const Reading<S>& p) {
  const std::size_t n = density.states.size();
  return {
      .title = density.name,
      .x_label = "state",
      .y_label = "probability",
      .curves = {{"p_T = p_0 + the examples' sum",
                  by_number(n, [&](std::size_t s) { return p.machines[s].undivided_prediction(); }),
                  Curve::Style::boxes},
                 {"frequency in the data",
                  by_number(n, [&](std::size_t s) { return frequency(density, s); }),
                  Curve::Style::points},
                 {"p_0", by_number(n, [&](std::size_t s) { return p.machines[s].b(); }),
                  Curve::Style::line_and_points}}};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const Density first = table(), second = bayesian_network();
  const Reading<S> of_table = check(trial, first, evidence);
  trial.progress(0.4);
  const Reading<S> of_network = check(trial, second, evidence);
  trial.progress(0.8);
  must_miss_astray(evidence, asked(p_view(second, S(1)), {second.states.back()}));
  const std::string table_moved = check_distance(evidence, first, of_table),
                    network_moved = check_distance(evidence, second, of_network);

  evidence.conclude(Verdict::holds);
  decision.finding = "for a table of 4 states and a Bayesian network; the machines' p add up to 1";
  decision.figures.push_back(
      {"a14_densities",
       "Two joint distributions, before and after",
       "Boxes, the kernel machines' p at T, a line, p_0, and points, the frequencies in the data: "
       "Σ |p - frequency| falls from " +
           table_moved + " in the table, from " + network_moved + " in the network.",
       {panel(first, of_table), panel(second, of_network)}});
}

}  // namespace

Claim a14() {
  return {"A14", "joint distributions learned by negative log likelihood", Verdict::holds,
          "a state that was seen several times is counted once", decide};
}

}  // namespace pathkernel::claims
