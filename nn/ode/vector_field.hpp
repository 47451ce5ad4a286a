/// @file vector_field.hpp
/// A vector field is a recorded program: it takes a state and returns the state's derivative.
///
///     dw/dt = g(w, c(t))        c constant on each of a few stretches of time
///
/// The state is a plain vector to an integrator and a list of blocks to the program: parameters,
/// or positions and velocities, or these and integrals that are carried along. Whatever jumps in
/// time (which examples are in the mini-batch, say) is one input, the control, with the values it
/// takes and the times from which it takes them. No integrator ever steps across such a time.
///
/// Leaves out: fields that depend on t smoothly; make t a state with derivative 1.
/// Read first in nn/ode.   Next: kinks.hpp.
#pragma once

#include "autodiff/replay.hpp"

namespace pathkernel {

/// From `start` until the next stretch begins, the control has these values.
template <Real S>
struct Stretch {
  S start;
  std::vector<S> control;
};

/// dw/dt = g(w, c), recorded.
template <Real S>
struct VectorField {
  Tape<S> tape;
  std::vector<NodeId> state;                         ///< inputs w, block by block
  std::vector<NodeId> derivative;                    ///< outputs dw/dt, blocks of the same shapes
  std::optional<NodeId> control = std::nullopt;      ///< input c
  std::vector<Stretch<S>> stretches = {{S(0), {}}};  ///< in order of time; the first begins at 0
  std::optional<NodeId> objective = std::nullopt;    ///< L, if this is its gradient flow -∇L
  std::string problem = {};                          ///< what it is, in one line for the reader

  /// Numbers in a state vector.
  [[nodiscard]] std::size_t dimension() const {
    std::size_t sum = 0;
    for (const NodeId block : state) sum += tape[block].shape().size();
    return sum;
  }
};

/// When stretch i ends: where the next begins, or at `end`.
template <Real S>
[[nodiscard]] S stretch_end(const VectorField<S>& field, std::size_t i, const S& end) {
  return i + 1 < field.stretches.size() ? std::min(end, field.stretches[i + 1].start) : end;
}

/// @throws std::invalid_argument  unless dw/dt has the shapes of w, and controls their input's
template <Real S>
void require_fitting(const VectorField<S>& field) {
  const Recording<S>& tape = field.tape.recording();
  if (field.state.size() != field.derivative.size())
    reject("ode: a state of ", field.state.size(), " blocks, with a derivative of ",
           field.derivative.size(), ".");
  for (std::size_t b = 0; b < field.state.size(); ++b) {
    const Instruction& w = tape.instructions[field.state[b]];
    const Instruction& g = tape.instructions[field.derivative[b]];
    if (w.per_example || g.per_example || w.shape != g.shape)
      reject("ode: block ", b, " of the state is ", w.shape, w.per_example ? " per example" : "",
             ", its derivative ", g.shape, g.per_example ? " per example" : "",
             "; both must be one block of one shape for all examples. Is a sum missing?");
  }
  if (!field.control) return;
  const std::size_t size = tape.block(*field.control).entries().size();
  for (std::size_t i = 0; i < field.stretches.size(); ++i)
    if (field.stretches[i].control.size() != size)
      reject("ode: stretch ", i, " sets ", field.stretches[i].control.size(),
             " numbers of a control of ", size, ".");
}

/// @throws std::invalid_argument  before an integration that could not go well
template <Real S>
void require_integrable(const VectorField<S>& field, std::span<const S> start, const S& end) {
  using std::isfinite;
  if (start.size() != field.dimension())
    reject("ode: a start of ", start.size(), " numbers for a field of ", field.dimension(), ".");
  require_fitting(field);
  if (!isfinite(end) || !(end > 0))
    reject("ode: integration until t = ", end, "; it begins at 0 and needs a later, finite end.");
  if (field.stretches.empty()) reject("ode: a field without a stretch; the first begins at 0.");
  for (std::size_t i = 0; i < field.stretches.size(); ++i)
    if (i == 0 ? field.stretches[0].start != 0
               : !(field.stretches[i - 1].start < field.stretches[i].start))
      reject("ode: stretch ", i, " begins at t = ", field.stretches[i].start,
             "; the first must begin at 0 and each later than the one before.");
  for (std::size_t p = 0; p < start.size(); ++p)
    if (!isfinite(start[p])) reject("ode: the start's component ", p, " is ", start[p], ".");
}

/// Copies blocks of a run, one after another, into a plain vector: out of a state, or its slope.
template <class Run, Real S>
void gather_blocks(Run& run, std::span<const NodeId> blocks, std::span<S> to) {
  for (const NodeId block : blocks) {
    const auto values = run[block].entries();
    std::ranges::copy(values, to.begin());
    to = to.subspan(values.size());
  }
}

}  // namespace pathkernel
