/// @file var.hpp
/// A variable names an instruction of a tape; an operation on variables appends one.
///
/// Leaves out: the operations themselves, one struct each in operations/.
/// Next: block.hpp.
#pragma once

#include <type_traits>
#include <utility>

#include "autodiff/operations/rules.hpp"
#include "autodiff/primitives.hpp"
#include "autodiff/tape.hpp"

namespace pathkernel {

/// The block that one instruction computes. Cheap to copy; valid as long as its tape's body.
template <Scalar S>
struct Var {
  using Number = S;

  Recording<S>* tape = nullptr;
  NodeId id = 0;

  [[nodiscard]] const Instruction& instruction() const { return tape->instructions[id]; }
  [[nodiscard]] Shape shape() const { return instruction().shape; }
  [[nodiscard]] bool per_example() const { return instruction().per_example; }
  [[nodiscard]] BlockView<const S> block() const { return std::as_const(*tape).block(id); }

  /// The value met while recording, of a scalar that all examples share. A copy: the tape moves
  /// its numbers when it grows.
  [[nodiscard]] S value() const {
    if (!instruction().is_number)
      reject("autodiff: value() of a ", shape(), " block", per_example() ? ", one per example" : "",
             "; say which entry: value(row, column, example).");
    return *block().data;
  }
  /// One entry met while recording. @param example  all answer alike where they share the block
  [[nodiscard]] S value(std::size_t row, std::size_t column, std::size_t example = 0) const {
    if (row >= shape().rows || column >= shape().columns || example >= tape->examples)
      reject("autodiff: entry (", row, ", ", column, ") of example ", example, " of a ", shape(),
             " block on a tape of ", tape->examples, " examples; indices begin at 0.");
    return block().at(row * shape().columns + column, example);
  }
};

/// Several variables, as an argument; the scalar is deduced from another one.
template <Scalar S>
using Vars = std::span<const std::type_identity_t<Var<S>>>;

template <Scalar S>
void require_same_tape(Var<S> u, Var<S> v) {
  if (u.tape != v.tape)
    reject("autodiff: node ", u.id, " and node ", v.id, " were recorded on different tapes, so no ",
           "single sweep reaches both. Create all inputs with input(tape, value) on one tape.");
}

/// Appends an instruction, and computes its block. All that does not depend on the primitive is
/// here, and so is compiled once.
template <Scalar S>
[[nodiscard]] Var<S> record_block(Instruction k, Recording<S>& tape, Compute<S> compute) {
  const std::tuple key{k.opcode, k.left, k.right, k.shape};
  if (tape.known) {
    const auto found = tape.known->instructions.find(key);
    if (found != tape.known->instructions.end()) return {&tape, found->second};
  }
  const NodeId id = tape.append(k);
  const Recording<S>& recorded = tape;
  try {
    compute(tape.block(id), recorded.block(k.left), recorded.block(k.right));
  } catch (...) {  // what is refused leaves nothing behind
    tape.take_back();
    throw;
  }
  if (tape.known) tape.known->instructions.emplace(key, id);
  return {&tape, id};
}

/// Appends y = φ(u, v) with a block of that shape.
template <class P, Scalar S>
[[nodiscard]] Var<S> record_as(Var<S> u, Var<S> v, Shape shape) {
  const bool per_example = result_per_example<P>(u.per_example(), v.per_example());
  return record_block<S>({.opcode = opcode_of<P>,
                          .per_example = per_example,
                          .left = u.id,
                          .right = v.id,
                          .shape = shape},
                         *u.tape, evaluate<P, S>);
}

/// Appends y = φ(u, v). Tapes and shapes are checked before anything is appended.
template <class P, Scalar S>
[[nodiscard]] Var<S> record(Var<S> u, Var<S> v) {
  require_same_tape(u, v);
  if constexpr (Elementwise<P>) {
    Recording<S>& tape = *u.tape;
    const Instruction& left = u.instruction();
    const Instruction& right = v.instruction();
    if (left.is_number && right.is_number && !tape.known) {
      S y = value_of<P>(tape.values[left.offset], tape.values[right.offset]);
      return {&tape, tape.append_number(opcode_of<P>, u.id, v.id, std::move(y))};
    }
  }
  return record_as<P, S>(u, v, result_shape<P>(u.shape(), v.shape()));
}

/// Appends y = φ(u).
template <class P, Scalar S>
[[nodiscard]] Var<S> record(Var<S> u) {
  return record<P, S>(u, u);
}

}  // namespace pathkernel
