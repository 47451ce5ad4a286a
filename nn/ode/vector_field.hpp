/// @file vector_field.hpp
/// A vector field is a recorded program: it takes a state and returns the state's derivative.
///
///     dw/dt = g(w, c(t))        c constant on each of a few stretches of time
///
/// The state is a plain vector to an integrator and a list of blocks to the program. Whatever jumps
/// in time (which examples are in the mini-batch, say) is one input, the control, with the values
/// it takes and the times from which it takes them. No integrator ever steps across such a time.
///
/// Leaves out: fields that depend on t smoothly; make t a state with derivative 1.
/// Read first in nn/ode.   Next: path.hpp.
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

/// @throws std::invalid_argument  before an integration that could not go well
template <Real S>
void require_integrable(const VectorField<S>& field, std::span<const S> start, const S& end) {
  using std::isfinite;
  if (start.size() != field.dimension())
    reject("ode: a start of ", start.size(), " numbers for a field of ", field.dimension(), ".");
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

/// @throws std::domain_error  if a step from t has led out of the scalar's range
template <Real S>
void require_finite(const std::vector<S>& w, const S& t, const S& length) {
  using std::isfinite;
  for (const S& entry : w)
    if (!isfinite(entry))
      fail("ode: the state left the range of its scalar in a step of ", length, " from t = ", t,
           ". End before that, or take shorter steps.");
}

/// g(w, c) by plain replay.
template <Real S>
class RightHandSide {
 public:
  explicit RightHandSide(const VectorField<S>& field)
      : field_(field), replay_(field.tape, field.derivative) {}

  /// Uses the control of stretch i from now on.
  void enter_stretch(std::size_t i) {
    if (field_.control) replay_.set(*field_.control, field_.stretches[i].control);
  }

  /// derivative = g(w).
  void operator()(std::span<const S> w, std::span<S> derivative) {
    replay_.set(field_.state, w);
    replay_.run();
    std::size_t from = 0;
    for (const NodeId block : field_.derivative) {
      const std::span<const S> values = replay_[block].entries();
      std::ranges::copy(values, derivative.begin() + static_cast<std::ptrdiff_t>(from));
      from += values.size();
    }
  }

 private:
  const VectorField<S>& field_;
  Replay<S> replay_;
};

}  // namespace pathkernel
