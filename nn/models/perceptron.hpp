/// @file perceptron.hpp
/// f_w(x) = φ(W x + b): one layer of units, each a smooth step for Rosenblatt's hard one.
///
/// A hard step has derivative 0 wherever it has one, so that gradient descent would learn nothing.
///
/// Leaves out: Rosenblatt's own rule, which learns from mistakes instead.
/// Source: Rosenblatt, The perceptron (1958).   Next: radial_basis.hpp.
#pragma once

#include "nn/layers/activation.hpp"
#include "nn/layers/linear.hpp"

namespace pathkernel {

struct Perceptron {
  std::uint32_t inputs = 1;
  std::uint32_t outputs = 1;
  Activation activation = Activation::sigmoid;

  [[nodiscard]] std::vector<ParameterBlock> parameters() const { return layer().parameters(); }

  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Vars<S> w, Var<S> x) const {
    return activate(activation, layer()(w, x));
  }

 private:
  [[nodiscard]] Linear layer() const { return {inputs, outputs}; }
};

}  // namespace pathkernel
