/// @file activation.hpp
/// φ(u), entry by entry: what stands between two linear layers, which would be one without it.
///
///     tanh, sigmoid 1/(1 + e^-u), softplus ln(1 + e^u), gelu u Φ(u), sin, relu max(u, 0)
///
/// relu alone has a kink. Gradient descent steps over it; a flow must find it (ode/kinks.hpp).
///
/// Leaves out: activations with parameters of their own.
/// Source: Hendrycks & Gimpel, Gaussian error linear units (2016).   Next: composition.hpp.
#pragma once

#include "nn/model.hpp"

namespace pathkernel {

enum class Activation { tanh, sigmoid, softplus, gelu, sin, relu };

inline constexpr std::array<std::pair<std::string_view, Activation>, 6> activations{{
    {"tanh", Activation::tanh},
    {"sigmoid", Activation::sigmoid},
    {"softplus", Activation::softplus},
    {"gelu", Activation::gelu},
    {"sin", Activation::sin},
    {"relu", Activation::relu},
}};

/// Whether φ has no kink.
[[nodiscard]] constexpr bool is_smooth(Activation activation) {
  return activation != Activation::relu;
}

/// u Φ(u) = u (1 + erf(u/√2))/2: the mean of u that is kept where a normal variate is below it.
template <Scalar S>
[[nodiscard]] Var<S> gelu(Var<S> u) {
  using std::sqrt;
  return u * (1 + erf(u * (S(1) / sqrt(S(2))))) / 2;
}

/// φ(u), entry by entry.
template <Scalar S>
[[nodiscard]] Var<S> activate(Activation activation, Var<S> u) {
  switch (activation) {
    case Activation::tanh: return tanh(u);
    case Activation::sigmoid: return sigmoid(u);
    case Activation::softplus: return softplus(u);
    case Activation::gelu: return gelu(u);
    case Activation::sin: return sin(u);
    case Activation::relu: return relu(u);
  }
  reject("nn: an activation that does not exist, number ", static_cast<int>(activation), ".");
}

/// A layer without parameters.
struct Activate {
  Activation activation = Activation::tanh;

  [[nodiscard]] std::vector<ParameterBlock> parameters() const { return {}; }

  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Vars<S> /*w*/, Var<S> x) const {
    return activate(activation, x);
  }
};

}  // namespace pathkernel
