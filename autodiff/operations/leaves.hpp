/// @file leaves.hpp
/// Where a program begins: inputs, which a run may set anew, and constants, which it may not.
///
/// Leaves out: nothing; a leaf computes nothing and has nothing to differentiate.
/// Next: arithmetic.hpp.
#pragma once

#include "autodiff/var.hpp"

namespace pathkernel {

struct Input {
  static constexpr std::string_view name = "input";
  static constexpr Kind kind = Kind::leaf;
  static constexpr int operands = 0;
};

struct Constant {
  static constexpr std::string_view name = "constant";
  static constexpr Kind kind = Kind::leaf;
  static constexpr int operands = 0;
};

namespace detail {
template <class P, Real S>
Var<S> leaf(Recording<S>& tape, Shape shape, bool per_example, std::span<const S> values) {
  const std::size_t needed = shape.size() * (per_example ? tape.examples : 1);
  if (shape.size() == 0 || values.size() != needed)
    reject("autodiff: ", values.size(), " numbers for a ", shape, " ", P::name, " of ",
           per_example ? tape.examples : 1, " lanes, which holds ", needed, ".");
  const NodeId self = static_cast<NodeId>(tape.instructions.size());
  const NodeId id = tape.append({opcode_of<P>, per_example, self, self, shape});
  std::copy(values.begin(), values.end(), tape.block(id).data);
  return {&tape, id};
}
}  // namespace detail

/// A scalar input.
template <Real S>
[[nodiscard]] Var<S> input(Tape<S>& tape, const std::type_identity_t<S>& value) {
  return detail::leaf<Input, S>(tape.recording(), {}, false, {&value, 1});
}

/// A block that all examples share. @param values  row after row, shape.size() of them
template <Real S>
[[nodiscard]] Var<S> input(Tape<S>& tape, Shape shape,
                           std::span<const std::type_identity_t<S>> values) {
  return detail::leaf<Input, S>(tape.recording(), shape, false, values);
}

/// One block per example. @param values  lanes innermost: [row][column][example]
template <Real S>
[[nodiscard]] Var<S> example_input(Tape<S>& tape, Shape shape,
                                   std::span<const std::type_identity_t<S>> values) {
  return detail::leaf<Input, S>(tape.recording(), shape, true, values);
}

/// A number that is the same in every run.
template <Real S>
[[nodiscard]] Var<S> constant(Recording<S>& tape, const S& value) {
  using std::signbit;
  const bool comparable = value == value;  // a NaN has no place in an ordered map
  const std::pair key{signbit(value) != 0, value};
  if (tape.known && comparable) {
    const auto found = tape.known->constants.find(key);
    if (found != tape.known->constants.end()) return {&tape, found->second};
  }
  const Var<S> leaf = detail::leaf<Constant, S>(tape, {}, false, {&value, 1});
  if (tape.known && comparable) tape.known->constants.emplace(key, leaf.id);
  return leaf;
}
template <Real S>
[[nodiscard]] Var<S> constant(Tape<S>& tape, const std::type_identity_t<S>& value) {
  return constant<S>(tape.recording(), value);
}

}  // namespace pathkernel
