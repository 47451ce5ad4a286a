/// @file momentum.hpp
/// Steps that remember where they came from: a ball that rolls downhill, with friction 1 - β.
///
///     v ← β v - ε ∇L(w)
///
///     heavy ball      w ← w + v
///     Nesterov        w ← w + β v - ε ∇L(w)
///
/// Along a valley the velocity v adds up to 1/(1 - β) gradients; across it, it cancels. Nesterov's
/// w is a point ahead of the ball, where v would take it, and his slope is the one met there: he
/// writes x_{k+1} = w_k - ε ∇L(w_k),   w_{k+1} = x_{k+1} + β (x_{k+1} - x_k), of which v is
/// x_{k+1} - x_k.
///
/// Leaves out: a β that changes with k; dampening of the first gradients.
/// Source: Polyak, USSR Comp. Math. 4 (1964), 1-17; Nesterov, Doklady 269 (1983), 543-547.
/// Next: adam.hpp.
#pragma once

#include "nn/learning/method.hpp"

namespace pathkernel {

namespace detail {
/// v ← β v - ε ∇L.
template <Real S>
void accelerate(std::span<S> velocity, const S& momentum, const S& rate,
                std::span<const S> gradient) {
  for (std::size_t p = 0; p < velocity.size(); ++p)
    velocity[p] = momentum * velocity[p] - rate * gradient[p];
}
}  // namespace detail

/// Polyak's method; with β = 0, gradient descent.
template <Real S>
struct HeavyBall {
  LearningRate<S> learning_rate;
  S momentum = S(9) / 10;  ///< β

  void check() const {
    learning_rate.check();
    detail::require_fraction("a momentum", momentum);
  }
  /// The velocity.
  [[nodiscard]] static std::vector<std::size_t> memory(std::size_t parameters) {
    return {parameters};
  }
  void step(LearningState<S>& state, std::span<const S> gradient) const {
    const std::span<S> w(state.w), v(state.memory[0]);
    detail::accelerate(v, momentum, learning_rate.at(state.steps), gradient);
    for (std::size_t p = 0; p < w.size(); ++p) w[p] += v[p];
    ++state.steps;
  }
};

/// Nesterov's method. L is recorded where its gradient is: at w, ahead of the ball.
template <Real S>
struct Nesterov {
  LearningRate<S> learning_rate;
  S momentum = S(9) / 10;  ///< β

  void check() const {
    learning_rate.check();
    detail::require_fraction("a momentum", momentum);
  }
  /// The velocity.
  [[nodiscard]] static std::vector<std::size_t> memory(std::size_t parameters) {
    return {parameters};
  }
  void step(LearningState<S>& state, std::span<const S> gradient) const {
    const S rate = learning_rate.at(state.steps);
    const std::span<S> w(state.w), v(state.memory[0]);
    detail::accelerate(v, momentum, rate, gradient);
    for (std::size_t p = 0; p < w.size(); ++p) w[p] += momentum * v[p] - rate * gradient[p];
    ++state.steps;
  }
};

}  // namespace pathkernel
