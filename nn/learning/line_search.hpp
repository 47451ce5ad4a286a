/// @file line_search.hpp
/// How far to go along a direction d in which L falls: the first t = t_0, t_0/2, t_0/4, ... with
///
///     L(w + t d) <= L(w) + c t ∇L·d        (Armijo: a share c of the fall that the slope promises)
///
/// Gradient descent with it needs no learning rate. It begins each search with twice the step that
/// the last one ended with, so that steps grow where they may. Each trial has its gradient computed
/// with it: that of the last is the next step's.
///
/// L is computed, so two values that differ by rounding count as equal; else the last steps before
/// a minimum, which lower L by less than its last digit, would be refused. Of such steps the slope
/// decides: at their end, L must not rise more steeply than it fell at their beginning.
///
/// Leaves out: Wolfe's condition on the slope at the end, which quasi-Newton methods need.
/// Source: Armijo, Pacific J. Math. 16 (1966), 1-3; Hager & Zhang, SIAM J. Optim. 16 (2005),
/// 170-192, for the rounding.   Next: cholesky.hpp.
#pragma once

#include "nn/learning/method.hpp"

namespace pathkernel {

/// The share c of the fall.
template <Real S>
struct Armijo {
  S share = S(1) / 10000;

  void check() const {
    if (!(share > 0) || !(share < 1))
      reject("nn: a line search for a share of ", share, "; it must be between 0 and 1.");
  }

  /// Moves w to w + t d. @return  t; 0 if w stays: L does not fall along d, or t d was lost in
  /// rounding beside w
  /// @throws std::domain_error  if no t lowers L
  [[nodiscard]] S search(std::vector<S>& w, std::span<const S> d, const S& t_0,
                         BatchGradient<S>& objective) const {
    const std::vector<S> from = w;
    objective.evaluate(from);
    const S loss = objective.loss();
    const S slope = dot(objective.gradient(), d);
    if (!(slope < 0)) return S(0);  // nowhere to fall to along d
    using std::abs;
    const S rounding = 8 * std::numeric_limits<S>::epsilon() * abs(loss);
    S t = t_0;
    const int halvings = 2 * std::numeric_limits<S>::digits;
    for (int halved = 0; halved <= halvings; ++halved, t /= 2) {
      for (std::size_t p = 0; p < d.size(); ++p) w[p] = from[p] + t * d[p];
      if (w == from) return S(0);
      const S enough = loss + share * t * slope;
      if (!lowers(objective, w, enough + rounding)) continue;
      const bool certainly = objective.loss() <= enough - rounding;
      if (certainly || dot(objective.gradient(), d) <= (2 * share - 1) * slope) return t;
    }
    w = from;
    fail("nn: a step of ", t_0, " was halved ", halvings, " times, and the loss of ", loss,
         " was not lowered. Does it jump there? Choose a smooth loss, or another start.");
  }

 private:
  [[nodiscard]] static S dot(std::span<const S> u, std::span<const S> v) {
    S sum(0);
    for (std::size_t p = 0; p < u.size(); ++p) sum += u[p] * v[p];
    return sum;
  }
  /// Where L is not defined, it is not lowered.
  [[nodiscard]] static bool lowers(BatchGradient<S>& objective, std::span<const S> w,
                                   const S& enough) {
    try {
      objective.evaluate(w);
      return objective.loss() <= enough;
    } catch (const std::domain_error&) {
      return false;
    }
  }
};

/// Gradient descent whose learning rate is searched for in every step.
template <Real S>
struct LineSearch {
  S first_step = S(1);  ///< with which the first search begins
  Armijo<S> armijo = {};

  void check() const {
    if (!(first_step > 0) || !is_finite(first_step))
      reject("nn: a line search from a step of ", first_step, "; it must be above 0, and finite.");
    armijo.check();
  }
  /// t of the step before.
  [[nodiscard]] static std::vector<std::size_t> memory(std::size_t) { return {1}; }

  [[nodiscard]] bool step(LearningState<S>& state, BatchGradient<S>& objective) const {
    objective.evaluate(state.w);
    std::vector<S> downhill(objective.gradient().begin(), objective.gradient().end());
    for (S& entry : downhill) entry = -entry;
    S& t = state.memory[0][0];
    const S found = armijo.search(state.w, downhill, t > 0 ? S(2 * t) : first_step, objective);
    t = found;  // 0 if it was lost: the next search begins anew
    ++state.steps;
    return found > 0;
  }
};

}  // namespace pathkernel
