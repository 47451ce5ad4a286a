/// @file gradient_free.hpp
/// Learners that ask for values of L and never for ∇L. Each goes along a direction d of its own:
///
///     coordinate search           d = e_p, p = 1, 2, ...;  to w + t d or w - t d if L is less
///     there random search               d normal;                likewise
///     simultaneous perturbation   d = ±1 in every place;   w ← w - ε (L(w + c d) - L(w - c
///     d))/(2c) d
///
/// The last one's step is -ε ∇L in the mean over d, which is why it finds its way.
///
/// Leaves out: steps that shrink, which they would need to end in a minimum.
/// Source: Spall, Multivariate stochastic approximation using a simultaneous perturbation gradient
/// approximation (1992).
#pragma once

#include "nn/generator.hpp"
#include "nn/learning/method.hpp"

namespace pathkernel {

/// w + t d.
[[nodiscard]] inline std::vector<double> moved(std::vector<double> w, double t,
                                               const std::vector<double>& d) {
  for (std::size_t p = 0; p < w.size(); ++p) w[p] += t * d[p];
  return w;
}

/// What it draws depends on its seed and the step.
struct GradientFree {
  enum class Kind { coordinate_search, random_search, simultaneous_perturbation } kind;
  double reach;
  std::uint64_t seed = 1;

  static void check() {}
  [[nodiscard]] static std::vector<std::size_t> memory(std::size_t) { return {}; }
  [[nodiscard]] bool step(LearningState<double>& state, BatchGradient<double>& L) const {
    const std::vector<double> d = direction(++state.steps, state.w.size());
    const auto loss = [&](double t) {
      L.evaluate(moved(state.w, t, d));
      return L.loss();
    };
    double t = 0;
    if (kind == Kind::simultaneous_perturbation)
      t = -reach * (loss(1e-4) - loss(-1e-4)) / 2e-4;
    else if (const double here = loss(0); loss(reach) < here)
      t = reach;
    else if (loss(-reach) < here)
      t = -reach;
    state.w = moved(state.w, t, d);
    return true;
  }

 private:
  [[nodiscard]] std::vector<double> direction(std::size_t step, std::size_t parameters) const {
    Generator generator(seed, step);
    std::vector<double> d(parameters, 0);
    if (kind == Kind::coordinate_search) d[step % parameters] = 1;
    if (kind == Kind::random_search)
      for (double& entry : d) entry = generator.normal();
    if (kind == Kind::simultaneous_perturbation)
      for (double& entry : d) entry = generator.below(2) == 0 ? -1 : 1;
    return d;
  }
};

}  // namespace pathkernel
