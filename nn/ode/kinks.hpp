/// @file kinks.hpp
/// A field with kinks is several smooth ones: which of them holds is an input, the sides.
///
/// relu(u) is u on one side of u = 0 and 0 on the other; |u|, max, min and masks likewise. Written
/// with the side as an input s of its own,
///
///     relu(u) = where(s, u)         |u| = where(s, u) - where(1-s, u)      (u < v) = s
///     max(u, v) = select(s, v, u)   min(u, v) = select(s, v, u)
///
/// a field is smooth in w for every fixed s, so that all series exist and a step may reach beyond a
/// kink. The distance d to it (u, or v - u) is an output. The integrator looks where d changes its
/// sign, ends the step there, exchanges that side, and goes on from the very kink: there d counts
/// as 0, and the side is judged by its slope.
///
/// Where the flow points at a kink from both sides, it would have to slide along it, which is no
/// solution of either field: refused.
///
/// Leaves out: sliding (Filippov's convex combination of both fields).
/// Source: Hairer, Nørsett & Wanner, Solving Ordinary Differential Equations I (1993), II.6.
/// Next: sides.hpp.
#pragma once

#include "autodiff/rewrite.hpp"
#include "nn/ode/vector_field.hpp"

namespace pathkernel {

/// A block of kinks: where their sides are set, and their distances read.
struct Kink {
  NodeId side;      ///< input: 1 where the distance is above 0, else 0
  NodeId distance;  ///< output, of the same shape and lanes
};

/// A field whose kinks' sides are inputs.
template <Real S>
struct SmoothBranches {
  VectorField<S> field;
  std::vector<Kink> kinks;
  /// The field as it was, and the distances recorded on its tape, kink by kink: they tell the sides
  /// of a state of which none is known.
  VectorField<S> natural;
  std::vector<NodeId> natural_distances;

  [[nodiscard]] std::vector<NodeId> distances() const {
    std::vector<NodeId> ids;
    for (const Kink& kink : kinks) ids.push_back(kink.distance);
    return ids;
  }
  /// dw/dt, and what else an integrator must know.
  [[nodiscard]] std::vector<NodeId> outputs() const {
    std::vector<NodeId> ids = field.derivative;
    for (const NodeId distance : distances()) ids.push_back(distance);
    return ids;
  }
};

namespace detail {

/// Which instructions depend on the state.
template <Real S>
std::vector<char> moving(const VectorField<S>& field) {
  const std::vector<Instruction>& program = field.tape.recording().instructions;
  std::vector<char> moves(program.size());
  for (const NodeId block : field.state) moves[block] = true;
  for (NodeId id = 0; id < program.size(); ++id)
    if (moves[program[id].left] || moves[program[id].right]) moves[id] = true;
  return moves;
}

inline bool has_kink(const Instruction& k) {
  const auto is_one_of = [&](auto... opcodes) { return ((k.opcode == opcodes) || ...); };
  return is_one_of(opcode_of<Relu>, opcode_of<Abs>, opcode_of<Less>, opcode_of<Max>,
                   opcode_of<Min>);
}

/// The distance to an instruction's kink, recorded.
template <Real S>
Var<S> distance_to_kink(const Instruction& k, Var<S> u, Var<S> v) {
  const auto is_zero = [](Var<S> x) {
    const Instruction& at = x.instruction();
    return at.opcode == opcode_of<Constant> && at.shape.is_scalar() && x.value() == S(0);
  };
  if (k.opcode == opcode_of<Relu> || k.opcode == opcode_of<Abs>) return u;
  if (k.opcode == opcode_of<Min>) return u - v;
  return is_zero(u) ? v : v - u;  // relu(v) and its mask 0 < v then share one kink
}

/// The instruction on a given side of its kink.
template <Real S>
Var<S> on_side(const Instruction& k, Var<S> u, Var<S> v, Var<S> side) {
  if (k.opcode == opcode_of<Less>) return side;
  if (k.opcode == opcode_of<Relu>) return apply<Where>(u, side);
  if (k.opcode == opcode_of<Abs>) return apply<Where>(u, side) - apply<Where>(u, 1 - side);
  return select(side, v, u);
}

}  // namespace detail

/// The field with its sides made inputs; the field itself if it has no kink that the state moves.
template <Real S>
[[nodiscard]] SmoothBranches<S> smooth_branches(const VectorField<S>& field) {
  const std::vector<char> moves = detail::moving(field);
  const Instruction* const program = field.tape.recording().instructions.data();
  std::vector<NodeId> needed = field.derivative;
  needed.insert(needed.end(), field.state.begin(), field.state.end());
  if (field.control) needed.push_back(*field.control);

  SmoothBranches<S> result{{Tape<S>(), {}, {}}, {}, field, {}};
  std::vector<Kink>& kinks = result.kinks;
  Rewritten<S> smooth = rewritten<S>(
      field.tape, needed, [&](const Instruction& k, Rewritten<S>& so_far) -> std::optional<NodeId> {
        if (!detail::has_kink(k) || !moves[static_cast<std::size_t>(&k - program)])
          return std::nullopt;
        Recording<S>& tape = so_far.tape.recording();
        const Var<S> u{&tape, so_far.at(k.left)}, v{&tape, so_far.at(k.right)};
        const Var<S> distance = detail::distance_to_kink(k, u, v);
        auto known = std::ranges::find(kinks, distance.id, &Kink::distance);
        if (known == kinks.end()) {
          const Instruction at = distance.instruction();
          std::vector<S> sides;  // those of the recorded state, at which this is recorded too
          for (const S& d : std::as_const(tape).block(distance.id).entries())
            sides.push_back(less(S(0), d));
          const Var<S> side = detail::leaf<Input, S>(tape, at.shape, at.per_example, sides);
          Recording<S>& own = result.natural.tape.recording();
          result.natural_distances.push_back(
              detail::distance_to_kink<S>(k, {&own, k.left}, {&own, k.right}).id);
          known = kinks.insert(kinks.end(), {side.id, distance.id});
        }
        return detail::on_side<S>(k, u, v, {&tape, known->side}).id;
      });
  if (kinks.empty()) {
    result.field = field;
    return result;
  }
  result.field.state = smooth.at(field.state);
  result.field.derivative = smooth.at(field.derivative);
  if (field.control) result.field.control = smooth.at(*field.control);
  result.field.stretches = field.stretches;
  result.field.tape = std::move(smooth.tape);
  return result;
}

}  // namespace pathkernel
