/// @file tape.hpp
/// A tape is a program: a straight line of instructions, each of which computes one block.
///
///     v_k = φ_k(v_i, v_j)        i, j < k
///
/// Overloaded operators append an instruction and compute its block at once, so a tape also holds
/// the values met while it was recorded. Everything else is a way of running the program: gradient
/// (gradient.hpp) walks it backwards and records the adjoints on the same tape, Adjoints
/// (adjoints.hpp) does so with numbers, Replay (replay.hpp) runs it on new inputs, Expansion
/// (expansion.hpp) on power series in time.
///
/// Operands always precede their instruction. Recording order therefore *is* a topological order,
/// and no sweep, in either direction, ever has to search or recurse.
///
/// Leaves out: in-place updates, and branches on a value.
/// Source: Griewank & Walther, Evaluating Derivatives, 2nd ed. (2008), ch. 2.   Next: var.hpp.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "autodiff/error.hpp"
#include "autodiff/scalar.hpp"
#include "autodiff/shape.hpp"

namespace pathkernel {

using NodeId = std::uint32_t;  ///< an instruction's place on its tape, and the name of its block
using Opcode = std::uint8_t;   ///< which primitive: its place in the list of primitives.hpp

/// v_k = φ(v_left, v_right). A primitive of one operand names it twice, one of none names itself.
struct Instruction {
  Opcode opcode = 0;
  bool per_example = false;  ///< one block per example, or one that all examples share
  bool is_number = false;    ///< a shared 1 x 1 block; noted when the instruction is appended
  NodeId left = 0;
  NodeId right = 0;
  Shape shape;
  std::uint32_t offset = 0;  ///< where the block begins among the tape's values
};

template <Scalar S>
struct Var;

/// The body of a tape, which stays where it is when the tape is moved.
template <Scalar S>
struct Recording {
  std::size_t examples = 1;  ///< lanes of a block that is per example
  std::vector<Instruction> instructions;
  std::vector<S> values;

  /// Set while a program is being rewritten: an instruction already there is found, not repeated.
  struct Known {
    std::map<std::tuple<Opcode, NodeId, NodeId, Shape>, NodeId> instructions;
    std::unordered_multimap<double, NodeId> constants;  ///< scalars, by their value in double
  };
  std::unique_ptr<Known> known;

  explicit Recording(std::size_t lanes) : examples(lanes) {}
  /// The program and its values; what is known serves one rewriting only.
  Recording(const Recording& other)
      : examples(other.examples), instructions(other.instructions), values(other.values) {}

  [[nodiscard]] std::size_t lanes(const Instruction& k) const {
    return k.per_example ? examples : 1;
  }
  [[nodiscard]] BlockView<const S> block(NodeId id) const {
    const Instruction& k = instructions[id];
    return {values.data() + k.offset, k.shape, lanes(k)};
  }
  [[nodiscard]] BlockView<S> block(NodeId id) {
    const Instruction& k = instructions[id];
    return {values.data() + k.offset, k.shape, lanes(k)};
  }

  /// Appends an instruction and room for its block, whose values are the caller's to compute.
  NodeId append(Instruction k) {
    k.offset = next_offset(k.shape.size() * lanes(k));
    k.is_number = !k.per_example && k.shape.is_scalar();
    values.resize(values.size() + k.shape.size() * lanes(k));
    instructions.push_back(k);
    return static_cast<NodeId>(instructions.size() - 1);
  }

  /// Forgets the newest instruction.
  void take_back() {
    values.resize(instructions.back().offset);
    instructions.pop_back();
  }

  /// Appends an instruction whose block is one number, computed already. The whole cost of
  /// recording a scalar program lies here.
  NodeId append_number(Opcode opcode, NodeId left, NodeId right, S value) {
    const std::uint32_t offset = next_offset(1);
    values.push_back(std::move(value));
    instructions.push_back({opcode, false, true, left, right, {}, offset});
    return static_cast<NodeId>(instructions.size() - 1);
  }

 private:
  [[nodiscard]] std::uint32_t next_offset(std::size_t size) const {
    if (values.size() + size > std::numeric_limits<std::uint32_t>::max())
      reject(
          "autodiff: a tape of more than 2^32 numbers; record fewer examples, and replay over "
          "more.");
    return static_cast<std::uint32_t>(values.size());
  }
};

/// A program over numbers of type S, with the values met while recording it.
///
/// A copy is a program of its own, with variables of its own: copy[v.id] is v's counterpart.
/// A move takes the body along, so that variables recorded before it stay valid.
template <Scalar S>
class Tape {
 public:
  /// @param examples  lanes of every block that is recorded per example; at least 1
  explicit Tape(std::size_t examples = 1) : body_(std::make_unique<Recording<S>>(examples)) {
    if (examples == 0) reject("autodiff: a tape of 0 examples; a batch needs at least 1.");
  }
  Tape(const Tape& other) : body_(std::make_unique<Recording<S>>(*other.body_)) {}
  Tape(Tape&&) noexcept = default;
  Tape& operator=(Tape other) noexcept {
    body_.swap(other.body_);
    return *this;
  }
  ~Tape() = default;

  [[nodiscard]] std::size_t size() const { return body_->instructions.size(); }
  [[nodiscard]] std::size_t examples() const { return body_->examples; }
  [[nodiscard]] Var<S> operator[](NodeId id) const { return {body_.get(), id}; }
  [[nodiscard]] Recording<S>& recording() const { return *body_; }

  /// Forgets the program and keeps its memory for the next one, as a vector does: no variable
  /// recorded before may be used after.
  void clear() {
    body_->instructions.clear();
    body_->values.clear();
    if (body_->known) *body_->known = {};
  }

 private:
  std::unique_ptr<Recording<S>> body_;
};

}  // namespace pathkernel
