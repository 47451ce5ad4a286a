/// @file gradient_descent.hpp
/// The method that Theorem 1 is about, before its steps tend to zero:
///
///     w ← w - ε ∇L(w)
///
/// On a quadratic L = a w²/2 this is w_k = (1 - εa)^k w_0: it tends to 0 if ε < 2/a, and grows
/// without end if ε > 2/a. Since L is a sum over the examples, a grows with their number, and ε
/// must shrink.
///
/// Leaves out: a rate for each parameter.
/// Source: Cauchy, Comptes rendus 25 (1847), 536-538.   Next: momentum.hpp.
#pragma once

#include "nn/learning/method.hpp"

namespace pathkernel {

template <Real S>
struct GradientDescent {
  LearningRate<S> learning_rate;

  void check() const { learning_rate.check(); }
  [[nodiscard]] static std::vector<std::size_t> memory(std::size_t) { return {}; }

  void step(LearningState<S>& state, std::span<const S> gradient) const {
    const S rate = learning_rate.at(state.steps);
    for (std::size_t p = 0; p < gradient.size(); ++p) state.w[p] -= rate * gradient[p];
    ++state.steps;
  }
};

}  // namespace pathkernel
