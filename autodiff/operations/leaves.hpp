/// @file leaves.hpp
/// Where a program begins: inputs, which a run may set anew, and constants, which it may not.
///
/// Leaves out: nothing; a leaf computes nothing and has nothing to differentiate.
/// Next: vectors.hpp.
#pragma once

#include "autodiff/apply.hpp"

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
template <class P, Scalar S>
Var<S> leaf(Recording<S>& tape, Shape shape, bool per_example, std::span<const S> values) {
  const std::size_t needed = shape.size() * (per_example ? tape.examples : 1);
  if (shape.size() == 0 || values.size() != needed)
    reject("autodiff: ", values.size(), " numbers for a ", shape, " ", P::name, " of ",
           per_example ? tape.examples : 1, " lanes, which holds ", needed, ".");
  const NodeId self = static_cast<NodeId>(tape.instructions.size());
  const NodeId id = tape.append({.opcode = opcode_of<P>,
                                 .per_example = per_example,
                                 .left = self,
                                 .right = self,
                                 .shape = shape});
  std::copy(values.begin(), values.end(), tape.block(id).data);
  return {&tape, id};
}
}  // namespace detail

/// A scalar input.
template <Scalar S>
[[nodiscard]] Var<S> input(Tape<S>& tape, const std::type_identity_t<S>& value) {
  return detail::leaf<Input, S>(tape.recording(), {}, false, {&value, 1});
}

/// A block that all examples share. @param values  row after row, shape.size() of them
template <Scalar S>
[[nodiscard]] Var<S> input(Tape<S>& tape, Shape shape,
                           std::span<const std::type_identity_t<S>> values) {
  return detail::leaf<Input, S>(tape.recording(), shape, false, values);
}

/// One block per example. @param values  lanes innermost: [row][column][example]
template <Scalar S>
[[nodiscard]] Var<S> example_input(Tape<S>& tape, Shape shape,
                                   std::span<const std::type_identity_t<S>> values) {
  return detail::leaf<Input, S>(tape.recording(), shape, true, values);
}

/// A number that is the same in every run.
template <Scalar S>
[[nodiscard]] Var<S> constant(Recording<S>& tape, const S& value) {
  using std::signbit;
  if (tape.known) {
    const auto [first, last] = tape.known->constants.equal_range(static_cast<double>(value));
    for (auto known = first; known != last; ++known) {
      const S& there = *std::as_const(tape).block(known->second).data;
      if (there == value && signbit(there) == signbit(value)) return {&tape, known->second};
    }
  }
  const Var<S> leaf = detail::leaf<Constant, S>(tape, {}, false, {&value, 1});
  if (tape.known) tape.known->constants.emplace(static_cast<double>(value), leaf.id);
  return leaf;
}
template <Scalar S>
[[nodiscard]] Var<S> constant(Tape<S>& tape, const std::type_identity_t<S>& value) {
  return constant<S>(tape.recording(), value);
}

/// A block that is the same in every run and for all examples. @param values  row after row
template <Scalar S>
[[nodiscard]] Var<S> constant(Tape<S>& tape, Shape shape,
                              std::span<const std::type_identity_t<S>> values) {
  return detail::leaf<Constant, S>(tape.recording(), shape, false, values);
}

// ---- a plain number beside an operand, for the rules and operators that follow ----

template <Scalar S>
[[nodiscard]] Var<S> constant_beside(Var<S> u, const S& value) {
  return constant(*u.tape, value);
}
template <Scalar S>
[[nodiscard]] Block<S> constant_beside(const Block<S>& u, const S& value) {
  Block<S> c(Shape{}, false, u.examples());
  *c.own().data = value;
  return c;
}
template <Scalar S>
[[nodiscard]] S constant_beside(const S& /*u*/, const std::type_identity_t<S>& value) {
  return value;
}

/// A block of constants for all examples, beside a variable or a block.
template <Scalar S>
[[nodiscard]] Var<S> constants_beside(Var<S> u, Shape shape, std::span<const S> values) {
  return detail::leaf<Constant, S>(*u.tape, shape, false, values);
}
template <Scalar S>
[[nodiscard]] Block<S> constants_beside(const Block<S>& u, Shape shape, std::span<const S> values) {
  Block<S> c(shape, false, u.examples());
  std::ranges::copy(values, c.own().data);
  return c;
}

}  // namespace pathkernel
