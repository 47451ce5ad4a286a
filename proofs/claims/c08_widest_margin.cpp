/// @file c08_widest_margin.cpp
/// Statement.   A support vector machine is the best possible separator (claim C8): none has a
///              wider margin 1/‖w‖, or with a price C for falling short, a lower cost P.
/// Hypotheses.  "Best" means that and no more. A hard margin needs labels that can be separated.
/// Derivation.  D(α) <= P(f) for every α within its bounds and every f (weak duality). So α and f
///              with P(f) = D(α) are both optimal: the gap P - D needs no trust in how they were
///              found. It is 0 exactly where Σ y_i α_i = 0 and, with f = Σ y_i α_i k(·, x_i) + b,
///                α_i = 0: y_i f(x_i) >= 1      0 < α_i < C: = 1      α_i = C: <= 1.    ∎
/// Computation. The dual by sequential minimal optimisation, in 60 digits; conditions and gap anew
///              from α and b. In the plane, the margin in every direction besides.
/// Control.     A perceptron separates as well; its gap must not vanish.
/// Not claimed. That the widest margin errs least on new points.

#include "kernel/classical/arc_cosine.hpp"
#include "kernel/classical/radial.hpp"
#include "kernel/machines/perceptron.hpp"
#include "kernel/machines/support_vector_machine.hpp"
#include "nn/data/made.hpp"
#include "proofs/claims/claim.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

struct Separation {
  std::string name;
  Points<S> x;
  std::vector<int> y;
  Matrix<S> K;
  std::optional<S> C = {};

  [[nodiscard]] std::size_t count() const { return y.size(); }
  /// y_i f(x_i), of all examples.
  [[nodiscard]] std::vector<S> margins(const KernelExpansion<S>& f) const {
    std::vector<S> all;
    for (std::size_t i = 0; i < count(); ++i) all.push_back(S(y[i]) * f.predict(K.row(i)));
    return all;
  }
  /// By how much the worst example fails its condition.
  [[nodiscard]] S violation(const std::vector<S>& alpha, const std::vector<S>& margin) const {
    S worst(0);
    for (std::size_t i = 0; i < count(); ++i) {
      const S shortfall = 1 - margin[i];
      if (alpha[i] == S(0) || (!C || alpha[i] < *C)) keep_largest(worst, shortfall);
      if (alpha[i] > S(0)) keep_largest(worst, S(-shortfall));
    }
    return worst;
  }
  /// P; with a hard margin f is stretched until no example falls short.
  [[nodiscard]] S primal(const KernelExpansion<S>& f) const {
    return detail::primal_of(margins(f), f.squared_norm(K), C);
  }
  /// A perceptron's f, offset included: by the kernel k + 1.
  [[nodiscard]] KernelExpansion<S> perceptron() const {
    Matrix<S> with_offset = K;
    for (S& entry : with_offset.entries) entry += S(1);
    KernelExpansion<S> f = fit_kernel_perceptron(with_offset, y).machine;
    for (const S& c : f.coefficients) f.bias += c;
    return f;
  }
};

/// Two clouds on both sides of a line, 1/4 or more from it.
Separation clouds(int count) {
  Separation s{"two clouds", {}, {}, {}};
  Generator generator(8);
  while (s.y.size() < static_cast<std::size_t>(count)) {
    const std::vector<S> x{S(2 * generator.normal()), S(2 * generator.normal())};
    const S side = (3 * x[0] + 4 * x[1] - 4) / 5;
    if (side * side < S(1) / 16) continue;
    s.x.push_back(x);
    s.y.push_back(side > S(0) ? 1 : -1);
  }
  s.K = gram(LinearKernel{}, s.x);
  return s;
}

/// Two moons that overlap, by a Gaussian kernel.
Separation moons(std::size_t count) {
  const Examples<double> data = made_moons({.count = count, .noise = 0.25});
  Separation s{"two moons", {}, {}, {}, S(2)};
  for (std::size_t i = 0; i < count; ++i) {
    s.x.push_back({S(data.x[i]), S(data.x[count + i])});
    s.y.push_back(data.y[i] > 0 ? 1 : -1);
  }
  s.K = gram(GaussianKernel{S(1) / 2}, s.x);
  return s;
}

SupportVectorMachine<S> check(const Trial& trial, const Separation& s, Evidence& evidence) {
  const SupportVectorMachine<S> fitted =
      fit_support_vector_machine(s.K, s.y, SupportVectorOptions<S>{.C = s.C});
  KernelExpansion<S> f = fitted.machine;
  if (trial.mistaken) f.bias = S(0);
  S balance(0), sum(0), short_by(0), outside(0);
  for (std::size_t i = 0; i < s.count(); ++i) {
    balance += f.coefficients[i];
    sum += fitted.alpha[i];
    keep_largest(outside, S(-fitted.alpha[i]));
    if (s.C) keep_largest(outside, S(fitted.alpha[i] - *s.C));
  }
  const std::vector<S> margins = s.margins(f);
  if (s.C)
    for (const S& margin : margins) short_by += relu(S(1 - margin));
  const S norm = f.squared_norm(s.K), dual = sum - norm / 2;
  const S primal = norm / 2 + s.C.value_or(S(0)) * short_by;
  evidence.vanishes(s.name + ": Σ y_i α_i", magnitude(balance), magnitude(sum));
  evidence.vanishes(s.name + ": an α_i below 0 or above C, by", magnitude(outside), magnitude(sum));
  evidence.vanishes(s.name + ": worst of the conditions on y_i f(x_i)",
                    magnitude(s.violation(fitted.alpha, margins)), magnitude(sum));
  evidence.vanishes(s.name + ": duality gap", magnitude(S(primal - dual)), magnitude(primal));
  evidence.must_not_vanish(s.name + ": a perceptron's gap",
                           magnitude(S(s.primal(s.perceptron()) - dual)));
  return fitted;
}

/// Half the gap between the labels in the direction (c, s).
S margin_along(const Separation& clouds, const S& c, const S& s) {
  std::optional<S> least, greatest;
  for (std::size_t i = 0; i < clouds.count(); ++i) {
    const S at = c * clouds.x[i][0] + s * clouds.x[i][1];
    if (clouds.y[i] > 0 && (!least || at < *least)) least = at;
    if (clouds.y[i] < 0 && (!greatest || at > *greatest)) greatest = at;
  }
  return (*least - *greatest) / 2;
}

/// The margin in all directions of the plane: no one is wider than 1/‖w‖, and w's own is that.
Panel check_directions(const Separation& clouds, const KernelExpansion<S>& f, Evidence& evidence) {
  using std::cos, std::sin, std::sqrt;
  std::vector<S> w(2, S(0));
  for (std::size_t i = 0; i < clouds.count(); ++i)
    for (std::size_t d = 0; d < 2; ++d) w[d] += f.coefficients[i] * clouds.x[i][d];
  const S length = sqrt(inner_product(w, w));
  evidence.vanishes("the margin along w less 1/‖w‖",
                    magnitude(S(margin_along(clouds, w[0] / length, w[1] / length) - 1 / length)),
                    magnitude(S(1)));
  Curve all{"margin", {}}, widest{"1/‖w‖", {}};
  bool none_wider = true;
  for (int quarter = 0; quarter < 720; ++quarter) {
    const S angle = S(quarter) * detail::half_turn<S>() / 360;
    const S margin = margin_along(clouds, cos(angle), sin(angle));
    none_wider &= margin <= 1 / length;
    if (margin < S(0)) continue;
    all.points.push_back({static_cast<double>(angle), static_cast<double>(margin)});
    widest.points.push_back({static_cast<double>(angle), static_cast<double>(S(1 / length))});
  }
  evidence.condition("directions of 720 with a wider margin", none_wider ? "none" : "some", "none",
                     none_wider);
  return {.x_label = "direction", .y_label = "margin", .curves = {all, widest}};
}

/// The gap after so many steps. D never falls on the way.
Panel check_progress(const Trial& trial, const Separation& s, std::size_t steps,
                     Evidence& evidence) {
  Panel panel{.x_label = "steps", .y_label = "duality gap", .log_y = true, .curves = {{"gap", {}}}};
  S last(0);
  bool rises = true;
  for (std::size_t n = 1; n <= steps; n += std::max<std::size_t>(1, steps / 40)) {
    const auto fitted =
        fit_support_vector_machine(s.K, s.y, SupportVectorOptions<S>{.C = s.C, .most_steps = n});
    rises &= fitted.dual >= last;
    last = fitted.dual;
    if (fitted.gap() > S(0))
      panel.curves[0].points.push_back({static_cast<double>(n), static_cast<double>(fitted.gap())});
    trial.progress(static_cast<double>(n) / static_cast<double>(steps));
  }
  evidence.condition("D, step by step", rises ? "never falls" : "falls", "never falls", rises);
  return panel;
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const Separation hard = clouds(trial.pick(60, 12)), soft = moons(trial.pick<std::size_t>(60, 14));
  const SupportVectorMachine<S> f = check(trial, hard, evidence), g = check(trial, soft, evidence);
  const Panel directions = check_directions(hard, f.machine, evidence),
              progress = check_progress(trial, soft, g.steps, evidence);
  evidence.conclude(Verdict::holds);
  const auto vectors = [](const SupportVectorMachine<S>& machine) {
    return std::to_string(std::ranges::count_if(machine.alpha, [](const S& a) { return a > 0; }));
  };
  decision.finding = "conditions and duality gap vanish, " + magnitude(g.gap()).text + " after " +
                     std::to_string(g.steps) + " steps; support vectors: " + vectors(f) +
                     " of the clouds, " + vectors(g) + " of the moons";
  decision.figures.push_back(
      {"c08_margin",
       "The widest margin, and how it is found",
       "Left: the margin between two clouds by direction comes up to the level 1/‖w‖, and nowhere "
       "above it. Right: the duality gap of two moons, on a logarithmic axis, over the steps.",
       {directions, progress}});
}

}  // namespace

Claim c08() {
  return {"C8", "a support vector machine is the best possible separator", Verdict::holds,
          "the offset b is left out of f", decide};
}

}  // namespace pathkernel::claims
