/// @file rewrite.hpp
/// The part of a program that some outputs need, with every instruction in it once.
///
/// A tape holds all that was ever recorded on it: values that only the reader wanted, and sub-terms
/// that function and derivative both computed. Running a tape begins with leaving those out.
/// Going forwards and asking for each instruction whether its like is there already suffices, since
/// two instructions are alike when opcode, operands and shape are (value numbering).
///
/// Leaves out: algebra (u + 0, 1 u), and reusing the room of blocks that are no longer needed.
/// Source: Cocke & Schwartz, Programming Languages and Their Compilers (1970).
/// Next: schedule.hpp.
#pragma once

#include <functional>

#include "autodiff/operations/products.hpp"

namespace pathkernel {

/// Which instructions these are computed from, themselves included.
[[nodiscard]] inline std::vector<char> needed_by(const std::vector<Instruction>& program,
                                                 std::span<const NodeId> outputs) {
  std::vector<char> needed(program.size());
  for (const NodeId output : outputs) {
    if (output >= program.size())
      reject("autodiff: node ", output, " of a tape that holds ", program.size(), ".");
    needed[output] = true;
  }
  for (auto k = static_cast<NodeId>(program.size()); k-- > 0;)
    if (needed[k]) needed[program[k].left] = needed[program[k].right] = true;
  return needed;
}

/// A program made from another, and where the other's blocks are in it.
template <Scalar S>
struct Rewritten {
  Tape<S> tape;
  std::vector<std::optional<NodeId>> place;  ///< by the original's NodeId; absent if not needed

  /// @throws std::invalid_argument  if the block was not among the outputs, nor needed by them
  [[nodiscard]] NodeId at(NodeId original) const {
    if (original >= place.size() || !place[original])
      reject("autodiff: node ", original, " is not computed here; name it among the outputs.");
    return *place[original];
  }
  [[nodiscard]] std::vector<NodeId> at(std::span<const NodeId> originals) const {
    std::vector<NodeId> places;
    for (const NodeId original : originals) places.push_back(at(original));
    return places;
  }
};

/// May record something else for an instruction, and returns its place; else nothing. The
/// instruction's operands are in the result so far.
template <Scalar S>
using Replacement = std::function<std::optional<NodeId>(const Instruction&, Rewritten<S>&)>;

/// What the outputs need of the tape. Recording on the result goes on merging equal instructions.
template <Scalar S>
[[nodiscard]] Rewritten<S> rewritten(const Tape<S>& source, std::span<const NodeId> outputs,
                                     const std::type_identity_t<Replacement<S>>& replaced = {}) {
  const Recording<S>& from = source.recording();
  const std::vector<char> needed = needed_by(from.instructions, outputs);
  Rewritten<S> result{Tape<S>(source.examples()),
                      std::vector<std::optional<NodeId>>(source.size())};
  Recording<S>& to = result.tape.recording();
  to.known = std::make_unique<typename Recording<S>::Known>();
  for (NodeId id = 0; id < source.size(); ++id) {
    if (!needed[id]) continue;
    const Instruction& k = from.instructions[id];
    if (replaced) result.place[id] = replaced(k, result);
    if (result.place[id]) continue;
    visit_primitive(k.opcode, [&]<class P>() {
      if constexpr (std::same_as<P, Constant>)
        result.place[id] =
            k.shape.is_scalar()
                ? constant(to, *from.block(id).data).id
                : detail::leaf<Constant, S>(to, k.shape, false, from.block(id).entries()).id;
      else if constexpr (std::same_as<P, Input>)
        result.place[id] =
            detail::leaf<Input, S>(to, k.shape, k.per_example, from.block(id).entries()).id;
      else
        result.place[id] =
            record_as<P, S>({&to, *result.place[k.left]}, {&to, *result.place[k.right]}, k.shape)
                .id;
    });
  }
  return result;
}

}  // namespace pathkernel
