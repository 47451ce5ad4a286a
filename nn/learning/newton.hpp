/// @file newton.hpp
/// Newton's method: step to where the quadratic that touches L at w has its minimum.
///
///     w ← w - t H⁻¹ ∇L(w),        H = ∇²L(w),        t = 1, 1/2, 1/4, ... by Armijo's rule
///
/// For a strongly convex L every start leads to the minimum; near it t = 1, and a step doubles the
/// digits that are right. Least squares take one step. So 50 digits cost two steps more than 16 do.
///
/// Leaves out: L that are not convex, where H need not be positive definite: Cholesky then refuses.
/// Source: Nocedal & Wright, Numerical Optimization, 2nd ed. (2006), sec. 3.3.
/// Next: loss_watch.hpp.
#pragma once

#include "nn/learning/cholesky.hpp"
#include "nn/learning/line_search.hpp"

namespace pathkernel {

template <Real S>
struct Newton {
  Armijo<S> armijo = {};

  void check() const { armijo.check(); }
  [[nodiscard]] static std::vector<std::size_t> memory(std::size_t) { return {}; }

  /// @throws std::domain_error  if H is not positive definite
  [[nodiscard]] bool step(LearningState<S>& state, BatchGradient<S>& objective) const {
    objective.evaluate(state.w);
    const Cholesky<S> hessian(objective.hessian(), state.w.size());
    std::vector<S> d = hessian.solve(objective.gradient());
    for (S& entry : d) entry = -entry;
    const S t = armijo.search(state.w, d, S(1), objective);
    ++state.steps;
    return t > 0;
  }
};

}  // namespace pathkernel
