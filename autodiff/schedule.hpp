/// @file schedule.hpp
/// The order in which a program runs over a batch that is cut into chunks.
///
/// Instructions run chunk by chunk, so that the blocks between them stay in the cache. A sum over
/// examples is complete only after the last chunk; what uses it has to wait. So the program falls
/// into *phases*. In each phase,
///
///     1. what all examples share is computed once;
///     2. what is per example is computed chunk by chunk, and sums are added up on the way;
///     3. the parts of the sums are added, in the order of the examples.
///
/// The gradient of a sum over examples has one phase, second derivatives of a mean two or three. A
/// block that only its own phase uses needs no more room than a chunk.
///
/// Leaves out: reusing the room of blocks that are no longer needed.
/// Next: thread_pool.hpp.
#pragma once

#include "autodiff/rewrite.hpp"

namespace pathkernel {

/// One phase: the instructions to run, in order.
struct Phase {
  std::vector<NodeId> shared;       ///< once
  std::vector<NodeId> per_example;  ///< for every chunk; sums among them
  std::vector<NodeId> sums;         ///< those of per_example that sum over the examples
};

/// Phases, and which blocks must be kept for all examples.
struct Schedule {
  std::vector<Phase> phases;
  std::vector<char> kept;  ///< by NodeId: inputs, outputs, and what a later phase uses

  template <Scalar S>
  Schedule(const Recording<S>& program, std::span<const NodeId> outputs)
      : kept(program.instructions.size()) {
    const std::vector<Instruction>& instructions = program.instructions;
    std::vector<std::size_t> phase_of(instructions.size());
    std::vector<char> is_sum(instructions.size());
    for (NodeId id = 0; id < instructions.size(); ++id) {
      const Instruction& k = instructions[id];
      visit_primitive(k.opcode, [&]<class P>() { is_sum[id] = sums_over_examples<P>; });
      if (k.left == id) {  // a leaf
        kept[id] = true;
        continue;
      }
      for (const NodeId operand : {k.left, k.right})
        phase_of[id] = std::max(phase_of[id], phase_of[operand] + (is_sum[operand] ? 1 : 0));
      for (const NodeId operand : {k.left, k.right})
        if (phase_of[operand] < phase_of[id]) kept[operand] = true;
      if (phases.size() <= phase_of[id]) phases.resize(phase_of[id] + 1);
      Phase& phase = phases[phase_of[id]];
      (k.per_example || is_sum[id] ? phase.per_example : phase.shared).push_back(id);
      if (is_sum[id]) phase.sums.push_back(id);
    }
    for (const NodeId output : outputs) kept[output] = true;
    for (NodeId id = 0; id < instructions.size(); ++id)
      if (!instructions[id].per_example) kept[id] = true;
  }
};

}  // namespace pathkernel
