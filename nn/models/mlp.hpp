/// @file mlp.hpp
/// A multilayer perceptron: h_0 = x, h_l = φ(W_l h_{l-1} + b_l), f = W_L h_{L-1} + b_L.
///
/// Leaves out: several outputs, activations with a kink, other parametrisations.
/// Next: ../losses.hpp.
#pragma once

#include "nn/model.hpp"

namespace pathkernel {

enum class Activation { tanh, sigmoid, softplus, sin };

inline constexpr std::array<std::pair<std::string_view, Activation>, 4> activations{{
    {"tanh", Activation::tanh},
    {"sigmoid", Activation::sigmoid},
    {"softplus", Activation::softplus},
    {"sin", Activation::sin},
}};

/// φ(u), entry by entry.
template <Real S>
[[nodiscard]] Var<S> activate(Activation activation, Var<S> u) {
  switch (activation) {
    case Activation::tanh: return tanh(u);
    case Activation::sigmoid: return sigmoid(u);
    case Activation::softplus: return softplus(u);
    case Activation::sin: return sin(u);
  }
  reject("nn: an activation that does not exist, number ", static_cast<int>(activation), ".");
}

struct Mlp {
  std::vector<std::uint32_t> widths = {1, 4, 1};  ///< inputs, hidden layers, 1 output
  Activation activation = Activation::tanh;

  /// W1, b1, W2, b2, ...; W_l is width of layer l x width of layer l - 1.
  [[nodiscard]] std::vector<ParameterBlock> parameters() const {
    if (widths.size() < 2)
      reject("nn: an MLP of ", widths.size(),
             " widths; it needs those of its inputs and its output.");
    std::vector<ParameterBlock> blocks;
    for (std::size_t l = 1; l < widths.size(); ++l) {
      blocks.push_back({detail::joined("W", l), {widths[l], widths[l - 1]}});
      blocks.push_back({detail::joined("b", l), {widths[l], 1}});
    }
    return blocks;
  }

  template <Real S>
  [[nodiscard]] Var<S> operator()(Vars<S> w, Var<S> x) const {
    Var<S> h = product(w[0], x) + w[1];
    for (std::size_t l = 2; l < widths.size(); ++l)
      h = product(w[2 * l - 2], activate(activation, h)) + w[2 * l - 1];
    return h;
  }
};

}  // namespace pathkernel
