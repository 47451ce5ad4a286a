/// @file b14_kernel_density.cpp
/// Statement.   Every probabilistic model learned by gradient descent is a form of kernel density
///              estimation (claim B14; Parzen 1962).
/// Hypotheses.  Of that estimate: k(x, x_i) >= 0 and Σ_x k(x, x_i) = 1, so that every example adds
///              a bump of mass 1/m, and nothing but these bumps is left.
/// Derivation.  p is normalised at all times, Σ_x p(x) = 1. So Σ_x ∇p(x) = 0, and the path kernel
///                Σ_x K(x, x_i) = ∫ [Σ_x ∇p(x)]·∇p(x_i) dt = 0:
///              as K(x_i, x_i) > 0, it is below 0 elsewhere. An example adds no mass to p_0; it
///              brings some from where K is negative.
/// Computation. Theorem 1 for p itself, by maximum likelihood, in 60 digits: of a density on a few
///              states; and of a mixture of two Gaussians on the line, where Σ_x is the trapezoidal
///              rule, all of whose digits are right for functions that fall as these do.
/// Control.     Of a Parzen estimate's kernel the same sum is 1, and no value is negative.
/// Not claimed. That Theorem 1 fails: p = p_0 + Σ a_i K(x, x_i) is exact. That the word "form"
///              can't be stretched, to kernels that are no densities and a p_0 that stays.

#include "kernel/machines/density_estimate.hpp"
#include "proofs/claims/claim.hpp"
#include "proofs/claims/points_and_curves.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

/// p(x) of finitely many states, one of which is seen twice, one once, and one three times.
Instance<S> states(std::uint32_t count, bool normalised) {
  const std::vector<std::size_t> seen{1, 1, 2, 4, 4, 4};
  Instance<S> instance{"states",
                       DensityOf{DiscreteDensity{count}},
                       NegativeLogLikelihood{DensityOutput::density},
                       {seen.size(), count, one_hot<S>(seen, count), {}, 0},
                       {},
                       S(1) / 2,
                       {}};
  if (!normalised)
    instance.model = RecordedModel{DiscreteDensity{count}.parameters(),
                                   [](auto w, auto x) { return exp(dot(x, w[0])); }};
  for (std::size_t state = 0; state < count; ++state) {
    instance.w.push_back(S(state % 3 == 0 ? 1 : -1) / 4);
    instance.queries.emplace_back(count, S(0));
    instance.queries.back()[state] = S(1);
  }
  return instance;
}

/// Two bells on the line that learn of six examples; queries a step apart, far out to both sides.
Instance<S> bells(const S& step) {
  Instance<S> instance{"bells",
                       DensityOf{GaussianMixture{1, 2}},
                       NegativeLogLikelihood{DensityOutput::density},
                       {0, 1, {}, {}, 0},
                       {S(0), S(1) / 5, S(-1), S(1), S(0), S(1) / 10},
                       S(1) / 4,
                       {}};
  for (const int tenths : {-19, -12, -10, 4, 15, 21}) instance.data.x.push_back(S(tenths) / 10);
  instance.data.count = instance.data.x.size();
  const int steps = static_cast<int>(S(22 / step));
  for (int n = -steps; n <= steps; ++n) instance.queries.push_back({n * step});
  return instance;
}

/// What k(·, x_i) adds up to over all x, each of which stands for a length `step`.
struct Mass {
  S sum = S(0), size = S(0), least = S(0);

  Mass(const std::vector<S>& k, const S& step) {
    using std::abs;
    for (const S& value : k) {
      sum += step * value;
      size += step * abs(value);
      least = min(least, value);
    }
  }
};

/// K(·, x_i).
std::vector<S> column(const Training<S>& training, std::size_t i) {
  std::vector<S> entries;
  for (const KernelMachine<S>& machine : training.machines)
    entries.push_back(machine.path_kernel[i]);
  return entries;
}

/// Theorem 1 for p, and that its K is no kernel of Parzen's. @return  the least K/Σ|K|
S check(const Instance<S>& instance, const Training<S>& training, const S& step,
        Evidence& evidence) {
  using std::abs;
  evidence.vanishes(instance.name + ": Theorem 1 for p at all x, the largest residual",
                    magnitude(largest_residual(training)), magnitude(S(1)));
  evidence.defect(instance.name + ": the path's defect |w' + ∇L|", magnitude(training.defect),
                  magnitude(S(1)));
  S off(0), least(0);
  for (std::size_t i = 0; i < instance.data.count; ++i) {
    const Mass mass(column(training, i), step);
    keep_largest(off, S(abs(mass.sum) / mass.size));
    least = min(least, S(mass.least / mass.size));
  }
  evidence.condition(instance.name + ": |Σ_x K(x, x_i)| beside Σ_x |K|", magnitude(off).text,
                     "<= 1e-45; of Parzen's it is 1", off <= S("1e-45"));
  evidence.condition(instance.name + ": the least K(x, x_i) beside Σ_x |K|", decimal(least, 3),
                     "below -0.01; of Parzen's none is below 0", least < S(-1) / 100);
  return least;
}

/// Parzen's bump at the first example, at the same queries.
std::vector<S> parzen(const Instance<S>& instance) {
  std::vector<S> bump;
  for (const std::vector<S>& x : instance.queries)
    bump.push_back(GaussianBump<S>{S(3) / 4}(x, std::vector{instance.data.x[3]}));
  return bump;
}

/// With 1 for its largest value.
std::vector<S> scaled(std::vector<S> values) {
  const S largest = std::ranges::max(values);
  for (S& value : values) value /= largest;
  return values;
}

Curve curve(const char* label, const Instance<S>& instance, const std::vector<S>& values) {
  Curve points{label, {}};
  for (std::size_t q = 0; q < values.size(); ++q)
    if (const double x = static_cast<double>(instance.queries[q][0]); std::abs(x) <= 5)
      points.points.push_back({x, static_cast<double>(values[q])});
  return points;
}

Figure figure(const Training<S>& on_states, const Instance<S>& instance,
              const Training<S>& training) {
  const std::vector<S> of_state = column(on_states, 0);
  const auto value = [&](std::size_t state) { return of_state[state]; };
  std::vector<S> first;
  for (const KernelMachine<S>& machine : training.machines) first.push_back(machine.initial);
  return {
      "b14_kernels",
      "The path kernel of a density",
      "Left: K(x, x_i) of the states; only x_i itself, state 2, is above 0. Middle: K(x, 0.4) of "
      "two bells has a hump around 0.4 that it pays for with hollows on both sides, where "
      "Parzen's bump is above 0 everywhere. Right: p before and after learning.",
      {Panel{.x_label = "state x",
             .y_label = "K(x, x_i)",
             .curves = {{"K(x, 2)", by_number(of_state.size(), value), Curve::Style::boxes}}},
       Panel{.x_label = "x",
             .y_label = "k(x, 0.4) beside its largest",
             .curves = {curve("K", instance, scaled(column(training, 3))),
                        curve("Parzen", instance, scaled(parzen(instance)))}},
       Panel{.x_label = "x",
             .y_label = "p(x)",
             .curves = {curve("p_0", instance, first), curve("p", instance, training.outputs)}}}};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const TrainingOptions<S> options{.progress = trial.progress};
  const Instance<S> discrete = states(trial.pick(7U, 5U), !trial.mistaken);
  const Training<S> on_states = train(discrete, options);
  const S least = check(discrete, on_states, S(1), evidence);

  const S step = S(1) / 4;
  const Instance<S> continuous = bells(step);
  const Mass bump(parzen(continuous), step);
  evidence.must_fail(
      "Parzen's ∫ k dx, and its least value",
      decimal(bump.sum, 3) + ", " + magnitude(bump.least).text, "1, and none below 0",
      magnitude(S(bump.sum - 1)).log < magnitude(S("1e-45")).log && bump.least == S(0));
  if (!trial.small) {
    const Training<S> on_line = train(continuous, options);
    check(continuous, on_line, step, evidence);
    decision.figures.push_back(figure(on_states, continuous, on_line));
  }
  evidence.conclude(Verdict::false_as_stated);
  decision.finding = "Σ_x K(x, x_i) = 0, where density estimation has 1: K falls to " +
                     decimal(least, 3) +
                     " of Σ |K|; an example brings mass from elsewhere, p_0 stays";
}

}  // namespace

Claim b14() {
  return {"B14", "every probabilistic model is kernel density estimation", Verdict::false_as_stated,
          "p is left without its normalisation, e^w", decide};
}

}  // namespace pathkernel::claims
