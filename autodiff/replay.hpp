/// @file replay.hpp
/// Runs a program again: new inputs, the same instructions, nothing allocated.
///
/// A replay owns the numbers it works on, so that a tape can be replayed by several threads at
/// once, each with a Replay of its own. The number of examples is the replay's too: a program
/// recorded on one example runs over a thousand, side by side in lanes.
///
/// Leaves out: cutting a large batch into chunks; threads.
/// Next: expansion.hpp.
#pragma once

#include "autodiff/rewrite.hpp"

namespace pathkernel {

/// One run after another of the instructions that some outputs need.
template <Real S>
class Replay {
 public:
  /// Inputs start with the values they were recorded with, but those per example only if the number
  /// of examples is the recorded one; otherwise they must be set before the first run.
  Replay(const Tape<S>& tape, std::span<const NodeId> outputs, std::size_t examples)
      : program_(rewritten(tape, outputs)), examples_(examples) {
    for (const Instruction& k : tape.recording().instructions)
      input_size_.push_back(k.opcode == opcode_of<Input> ? k.shape.size() * lanes(k) : 0);
    if (examples == 0) reject("autodiff: a replay over 0 examples; a batch needs at least 1.");
    const Recording<S>& recorded = program_.tape.recording();
    for (const Instruction& k : recorded.instructions) {
      offset_.push_back(values_.size());
      values_.resize(values_.size() + k.shape.size() * lanes(k));
    }
    unset_.resize(recorded.instructions.size());
    for (NodeId id = 0; id < recorded.instructions.size(); ++id) {
      const Instruction& k = recorded.instructions[id];
      if (k.left != id) continue;  // not a leaf
      if (k.per_example && examples != tape.examples())
        unset_[id] = true;
      else
        std::ranges::copy(recorded.block(id).entries(), block(id).data);
    }
  }
  Replay(const Tape<S>& tape, std::span<const NodeId> outputs)
      : Replay(tape, outputs, tape.examples()) {}

  /// New values of an input, lanes innermost. An input that no output needs is passed over.
  void set(NodeId input, std::span<const S> values) {
    if (input >= program_.place.size())
      reject("autodiff: input ", input, " of a tape that held ", program_.place.size(), " nodes.");
    if (!program_.place[input]) return;
    const NodeId id = *program_.place[input];
    const Instruction& k = program_.tape.recording().instructions[id];
    if (k.opcode != opcode_of<Input> || values.size() != block(id).entries().size())
      reject("autodiff: ", values.size(), " numbers for node ", input,
             "; only an input can be set, ", "and this ", k.shape, " block holds ",
             block(id).entries().size(), ".");
    std::ranges::copy(values, block(id).data);
    unset_[id] = false;
  }

  /// New values of several inputs, one after another in one vector.
  void set(std::span<const NodeId> inputs, std::span<const S> values) {
    for (const NodeId input : inputs) {
      const std::size_t size = input < input_size_.size() ? input_size_[input] : 0;
      if (size > values.size())
        reject("autodiff: ", values.size(), " numbers left for input ", input, ", which holds ",
               size, "; give as many as all the inputs hold together.");
      set(input, values.first(size));
      values = values.subspan(size);
    }
    if (!values.empty()) reject("autodiff: ", values.size(), " numbers more than the inputs hold.");
  }

  /// Computes every block from the inputs as they are now.
  void run() {
    const Recording<S>& program = program_.tape.recording();
    for (NodeId id = 0; id < program.instructions.size(); ++id) {
      const Instruction& k = program.instructions[id];
      if (unset_[id])
        reject("autodiff: a ", k.shape, " input of ", examples_,
               " examples was never set; the tape ", "was recorded on ", program.examples, ".");
      visit_primitive(k.opcode,
                      [&]<class P>() { evaluate<P, S>(block(id), view(k.left), view(k.right)); });
    }
  }

  /// The block of an output after the last run. @param node  as numbered on the recorded tape
  [[nodiscard]] BlockView<const S> operator[](NodeId node) const { return view(program_.at(node)); }
  [[nodiscard]] std::size_t examples() const { return examples_; }

 private:
  [[nodiscard]] std::size_t lanes(const Instruction& k) const {
    return k.per_example ? examples_ : 1;
  }
  [[nodiscard]] BlockView<S> block(NodeId id) {
    const Instruction& k = program_.tape.recording().instructions[id];
    return {values_.data() + offset_[id], k.shape, lanes(k)};
  }
  [[nodiscard]] BlockView<const S> view(NodeId id) const {
    const Instruction& k = program_.tape.recording().instructions[id];
    return {values_.data() + offset_[id], k.shape, lanes(k)};
  }

  Rewritten<S> program_;
  std::size_t examples_;
  std::vector<std::size_t>
      input_size_;                   ///< numbers in an input, by its NodeId on the recorded tape
  std::vector<std::size_t> offset_;  ///< where each block begins among the values
  std::vector<S> values_;
  std::vector<char> unset_;  ///< inputs without values for this number of examples
};

}  // namespace pathkernel
