/// @file losses.hpp
/// ℓ(f, y): what a model's output f costs where y was wanted, and R(w): what w itself costs.
///
///     L(w) = Σ_i ℓ(f_w(x_i), y_i) + R(w)        a sum over the examples, never a mean
///
/// Both are kept apart, because Theorem 1 treats them apart: every example's loss derivative
/// ∂ℓ/∂f enters its own term of the sum, while ∇R enters the term b.
///
/// Leaves out: losses of several outputs; regularizers other than L2.
/// Next: gradient_flow.hpp.
#pragma once

#include "autodiff/operations/blocks.hpp"

namespace pathkernel {

/// Records ℓ(f, y), one scalar per example, from a model's output and the wanted one.
template <class L, class S>
concept Loss = requires(const L& loss, Var<S> v) {
  { loss(v, v) } -> std::same_as<Var<S>>;
};

/// ℓ = (f - y)²/2,   ∂ℓ/∂f = f - y.
struct SquaredLoss {
  template <Real S>
  [[nodiscard]] Var<S> operator()(Var<S> f, Var<S> y) const {
    return square(f - y) / 2;
  }
};

/// ℓ = -ln P(y) = ln(1 + e^f) - y f for a label y of 0 or 1 and the log-odds f,
/// ∂ℓ/∂f = sigmoid(f) - y.
struct LogisticLoss {
  template <Real S>
  [[nodiscard]] Var<S> operator()(Var<S> f, Var<S> y) const {
    return softplus(f) - y * f;
  }
};

/// R(w) = λ ‖w‖²/2,   ∇R = λ w.
template <Real S>
[[nodiscard]] Var<S> l2_penalty(const S& lambda, Vars<S> w) {
  Var<S> total = sum(square(w[0]));
  for (const Var<S>& block : w.subspan(1)) total = total + sum(square(block));
  return lambda / 2 * total;
}

}  // namespace pathkernel
