/// @file losses.hpp
/// ℓ(f, y): what a model's output f costs where y was wanted.
///
///     L(w) = Σ_i ℓ(f_w(x_i), y_i)        a sum over the examples, never a mean
///
/// Leaves out: losses of several outputs.
/// Next: regularizer.hpp.
#pragma once

#include "autodiff/operations/products.hpp"

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

}  // namespace pathkernel
