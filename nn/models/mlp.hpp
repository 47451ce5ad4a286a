/// @file mlp.hpp
/// A multilayer perceptron: h_0 = x, h_l = φ(W_l h_{l-1} + b_l), f = W_L h_{L-1} + b_L.
///
/// Leaves out: a φ of each layer's own, which a composition of layers has.
/// Next: polynomial.hpp.
#pragma once

#include "nn/layers/activation.hpp"
#include "nn/layers/linear.hpp"

namespace pathkernel {

struct Mlp {
  std::vector<std::uint32_t> widths = {1, 4, 1};  ///< inputs, hidden layers, outputs
  Activation activation = Activation::tanh;
  Parametrisation parametrisation = Parametrisation::standard;

  /// W1, b1, W2, b2, ...; W_l is width of layer l x width of layer l - 1.
  [[nodiscard]] std::vector<ParameterBlock> parameters() const {
    if (widths.size() < 2)
      reject("nn: an MLP of ", widths.size(),
             " widths; it needs those of its inputs and its output.");
    std::vector<ParameterBlock> blocks;
    for (std::size_t l = 1; l < widths.size(); ++l) {
      blocks.push_back(
          {detail::joined("W", l), {widths[l], widths[l - 1]}, Role::weight, parametrisation});
      blocks.push_back({detail::joined("b", l), {widths[l], 1}, Role::offset});
    }
    return blocks;
  }

  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Vars<S> w, Var<S> x) const {
    for (std::size_t l = 1; l < widths.size(); ++l) {
      if (l > 1) x = activate(activation, x);
      x = Linear{widths[l - 1], widths[l], parametrisation}(w.subspan(2 * l - 2, 2), x);
    }
    return x;
  }
};

}  // namespace pathkernel
