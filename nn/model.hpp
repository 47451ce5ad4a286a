/// @file model.hpp
/// A model is a description plus a function that records f_w(x); it holds no weights.
///
/// Its parameters are blocks with names and shapes, in a fixed order; written one after another,
/// row by row, they are the vector w ∈ R^P that gradient flow moves.
///
/// A layer of a network is a model too: what it records may be the input of the next
/// (composition.hpp). So x and f_w(x) are blocks of any shape. By custom a column is one thing that
/// is seen (a vector, a pixel, a word) and its rows are the features of it.
///
/// Leaves out: the values, which parameters/ chooses, saves and loads.
/// Read first in nn.   Next: layers/linear.hpp.
#pragma once

#include <string>

#include "autodiff/operations/products.hpp"

namespace pathkernel {

/// What a block of parameters is for, which says how it begins.
enum class Role {
  weight,    ///< multiplies as many inputs as it has columns
  location,  ///< a point among the inputs, a row each
  offset,    ///< is added; begins at 0
  gain,      ///< multiplies entry by entry; begins at 1
};

/// Who divides by √n, n the inputs that a weight multiplies: its initial values, of variance 1/n,
/// or the model itself, W x/√n, whose weights then have variance 1 (Jacot, Gabriel & Hongler 2018).
/// Both are the same function at first. They learn at different speeds, and only the tangent kernel
/// of the second has a limit as n grows.
enum class Parametrisation { standard, ntk };

/// One block of parameters: W1, say, 4 x 1.
struct ParameterBlock {
  std::string name;
  Shape shape;
  Role role = Role::weight;
  Parametrisation parametrisation = Parametrisation::standard;

  bool operator==(const ParameterBlock&) const = default;
};

/// Records y = f_w(x) for a block x of inputs, one per example; w has a block for each that
/// parameters() names.
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

/// The part of w that belongs to one block.
/// @throws std::invalid_argument  if no block has that name, or w is not as long as all of them
template <class S>
[[nodiscard]] std::span<S> parameter(const std::vector<ParameterBlock>& blocks, std::span<S> w,
                                     std::string_view name) {
  if (w.size() != parameter_count(blocks))
    reject("nn: ", w.size(), " parameters for a model of ", parameter_count(blocks), ".");
  std::string names;
  for (const ParameterBlock& block : blocks) {
    if (block.name == name) return w.first(block.shape.size());
    w = w.subspan(block.shape.size());
    names += (names.empty() ? "" : ", ") + block.name;
  }
  reject("nn: no parameters \"", name, "\"; the model has ", names.empty() ? "none" : names, ".");
}

template <class S>
[[nodiscard]] std::span<const S> parameter(const std::vector<ParameterBlock>& blocks,
                                           const std::vector<S>& w, std::string_view name) {
  return parameter(blocks, std::span<const S>(w), name);
}

/// An input for every block of parameters, with w's values. @throws std::invalid_argument  if w is
/// not as long as the blocks together, or one of them is empty
template <Scalar S>
[[nodiscard]] std::vector<Var<S>> parameter_inputs(Tape<S>& tape,
                                                   const std::vector<ParameterBlock>& blocks,
                                                   std::span<const std::type_identity_t<S>> w) {
  if (w.size() != parameter_count(blocks))
    reject("nn: ", w.size(), " parameters for a model of ", parameter_count(blocks), ".");
  for (const ParameterBlock& block : blocks)
    if (block.shape.size() == 0)
      reject("nn: the parameters ", block.name, " of this model are ", block.shape,
             "; inputs, outputs, units and the like must be 1 or more.");
  std::vector<Var<S>> inputs;
  for (const ParameterBlock& block : blocks) {
    inputs.push_back(input(tape, block.shape, w.first(block.shape.size())));
    w = w.subspan(block.shape.size());
  }
  return inputs;
}

/// Inputs for a program whose w is set before every run. It is recorded at w between 1/2 and 3/4,
/// where log, sqrt and division are defined, all of them different.
template <Scalar S>
[[nodiscard]] std::vector<Var<S>> parameter_inputs(Tape<S>& tape,
                                                   const std::vector<ParameterBlock>& blocks) {
  const int count = static_cast<int>(parameter_count(blocks));
  std::vector<S> w;
  for (int p = 0; p < count; ++p) w.push_back(S(1) / 2 + S(p) / S(4 * count));
  return parameter_inputs(tape, blocks, w);
}

/// f_w(x) at one point, as a number.
template <Real S, class M>
  requires Model<M, S>
[[nodiscard]] S output(const M& model, const std::vector<S>& w, const std::vector<S>& x) {
  Tape<S> tape;
  const std::vector<Var<S>> parameters = parameter_inputs(tape, model.parameters(), w);
  return model(parameters, input(tape, {static_cast<std::uint32_t>(x.size()), 1}, x)).value();
}

/// All entries of f_w(x) at one point, row after row.
template <Real S, class M>
  requires Model<M, S>
[[nodiscard]] std::vector<S> outputs(const M& model, const std::vector<S>& w,
                                     const std::vector<S>& x) {
  Tape<S> tape;
  const std::vector<Var<S>> parameters = parameter_inputs(tape, model.parameters(), w);
  const Var<S> f = model(parameters, input(tape, {static_cast<std::uint32_t>(x.size()), 1}, x));
  const std::span<const S> entries = f.block().entries();
  return {entries.begin(), entries.end()};
}

/// Refuses x unless it has that many rows.
template <Operand W>
void require_rows(std::string_view layer, const W& x, std::uint32_t rows) {
  if (x.shape().rows != rows)
    reject("nn: ", layer, " of ", rows, " inputs was given a ", x.shape(), " block; it needs ",
           rows, " rows.");
}

/// A description of parameters and a callable that records f_w(x) from them: a user's own model.
///
///     RecordedModel{{{"k", {1, 1}}}, [](auto w, auto x) { return exp(-w[0] * square(x)); }}
template <class F>
struct RecordedModel {
  std::vector<ParameterBlock> blocks;
  F record;

  [[nodiscard]] std::vector<ParameterBlock> parameters() const { return blocks; }

  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Vars<S> w, Var<S> x) const {
    return record(w, x);
  }
};
template <class F>
RecordedModel(std::vector<ParameterBlock>, F) -> RecordedModel<F>;  // for clang 14

}  // namespace pathkernel
