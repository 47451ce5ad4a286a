/// @file model.hpp
/// A model is a description plus a function that records f_w(x); it holds no weights.
///
/// Its parameters are blocks with names and shapes, in a fixed order; written one after another,
/// row by row, they are the vector w ∈ R^P that gradient flow moves.
///
/// Leaves out: saving and loading parameters.
/// Read first in nn.   Next: models/linear.hpp.
#pragma once

#include <string>

#include "autodiff/operations/products.hpp"

namespace pathkernel {

/// One block of parameters: W1, say, 4 x 1.
struct ParameterBlock {
  std::string name;
  Shape shape;
};

/// Records y = f_w(x) for a block x of inputs, inputs x 1, one per example.
template <class M, class S>
concept Model = requires(const M& model, Vars<S> w, Var<S> x) {
  { model.parameters() } -> std::same_as<std::vector<ParameterBlock>>;
  { model(w, x) } -> std::same_as<Var<S>>;
};

/// P, the numbers in w.
[[nodiscard]] inline std::size_t parameter_count(const std::vector<ParameterBlock>& blocks) {
  std::size_t count = 0;
  for (const ParameterBlock& block : blocks) count += block.shape.size();
  return count;
}

/// An input for every block of parameters, with w's values. @throws std::invalid_argument  if w is
/// not as long as the blocks together
template <Real S>
[[nodiscard]] std::vector<Var<S>> parameter_inputs(Tape<S>& tape,
                                                   const std::vector<ParameterBlock>& blocks,
                                                   std::span<const std::type_identity_t<S>> w) {
  if (w.size() != parameter_count(blocks))
    reject("nn: ", w.size(), " parameters for a model of ", parameter_count(blocks), ".");
  std::vector<Var<S>> inputs;
  for (const ParameterBlock& block : blocks) {
    inputs.push_back(input(tape, block.shape, w.first(block.shape.size())));
    w = w.subspan(block.shape.size());
  }
  return inputs;
}

/// f_w(x) at one point, as a number.
template <Real S, class M>
  requires Model<M, S>
[[nodiscard]] S output(const M& model, const std::vector<S>& w, const std::vector<S>& x) {
  Tape<S> tape;
  const std::vector<Var<S>> parameters = parameter_inputs(tape, model.parameters(), w);
  return model(parameters, input(tape, {static_cast<std::uint32_t>(x.size()), 1}, x)).value();
}

}  // namespace pathkernel
