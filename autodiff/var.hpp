/// @file var.hpp
/// A variable names an instruction of a tape; an operation on variables appends one.
///
/// Leaves out: the operations themselves, one struct each in operations/.
/// Next: primitives.hpp, the list of them.
#pragma once

#include <type_traits>

#include "autodiff/operations/rules.hpp"
#include "autodiff/primitives.hpp"
#include "autodiff/tape.hpp"

namespace pathkernel {

/// The block that one instruction computes. Cheap to copy; valid as long as its tape's body.
template <Real S>
struct Var {
  Recording<S>* tape = nullptr;
  NodeId id = 0;

  [[nodiscard]] const Instruction& instruction() const { return tape->instructions[id]; }
  [[nodiscard]] Shape shape() const { return instruction().shape; }
  [[nodiscard]] bool per_example() const { return instruction().per_example; }
  [[nodiscard]] BlockView<const S> block() const { return std::as_const(*tape).block(id); }

  /// The value met while recording, of a scalar that all examples share.
  [[nodiscard]] const S& value() const {
    if (!shape().is_scalar() || per_example())
      reject("autodiff: value() of a ", shape(), " block", per_example() ? ", one per example" : "",
             "; say which entry: value(row, column, example).");
    return *block().data;
  }
  /// One entry met while recording. @param example  ignored where all examples share the block
  [[nodiscard]] const S& value(std::size_t row, std::size_t column, std::size_t example = 0) const {
    if (row >= shape().rows || column >= shape().columns || example >= tape->examples)
      reject("autodiff: entry (", row, ", ", column, ") of example ", example, " of a ", shape(),
             " block on a tape of ", tape->examples, " examples; indices begin at 0.");
    return block().at(row * shape().columns + column, example);
  }
};

/// Several variables, as an argument; the scalar is deduced from another one.
template <Real S>
using Vars = std::span<const std::type_identity_t<Var<S>>>;

template <Real S>
void require_same_tape(Var<S> u, Var<S> v) {
  if (u.tape != v.tape)
    reject("autodiff: node ", u.id, " and node ", v.id, " were recorded on different tapes, so no ",
           "single sweep reaches both. Create all inputs with input(tape, value) on one tape.");
}

/// Appends y = φ(u, v) with a block of that shape, and computes it.
template <class P, Real S>
[[nodiscard]] Var<S> record_as(Var<S> u, Var<S> v, Shape shape) {
  Recording<S>& tape = *u.tape;
  const std::tuple key{opcode_of<P>, u.id, v.id, shape};
  if (tape.known) {
    const auto found = tape.known->instructions.find(key);
    if (found != tape.known->instructions.end()) return {&tape, found->second};
  }
  const bool per_example = result_per_example<P>(u.per_example(), v.per_example());
  const NodeId id = tape.append({opcode_of<P>, per_example, u.id, v.id, shape});
  if (tape.known) tape.known->instructions.emplace(key, id);
  const Recording<S>& recorded = tape;
  evaluate<P, S>(tape.block(id), recorded.block(u.id), recorded.block(v.id));
  return {&tape, id};
}

/// Appends y = φ(u, v). Tapes and shapes are checked before anything is appended.
template <class P, Real S>
[[nodiscard]] Var<S> record(Var<S> u, Var<S> v) {
  require_same_tape(u, v);
  return record_as<P, S>(u, v, result_shape<P>(u.shape(), v.shape()));
}

/// Appends y = φ(u).
template <class P, Real S>
[[nodiscard]] Var<S> record(Var<S> u) {
  return record<P, S>(u, u);
}

}  // namespace pathkernel
