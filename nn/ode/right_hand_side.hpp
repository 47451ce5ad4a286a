/// @file right_hand_side.hpp
/// g(w, c) as numbers: the field's program, replayed at one state after another.
///
/// Where the field has kinks, each state is on the side that its own distances tell; unless sides
/// are held, as an integrator does within a step.
///
/// Leaves out: series of g, which only Taylor's method needs.   Next: path.hpp.
#pragma once

#include "nn/ode/sides.hpp"

namespace pathkernel {

template <Real S>
class RightHandSide {
 public:
  explicit RightHandSide(const VectorField<S>& field)
      : branches_(smooth_branches(field)), sides_(branches_), finder_(branches_),
        replay_(branches_.field.tape, branches_.outputs()), distances_(sides_.entries().size()) {}
  RightHandSide(const RightHandSide&) = delete;  // the finder reads its branches
  RightHandSide& operator=(const RightHandSide&) = delete;

  /// Uses the control of stretch i from now on.
  void enter_stretch(std::size_t i) {
    stretch_ = i;
    if (branches_.field.control)
      replay_.set(*branches_.field.control, branches_.field.stretches[i].control);
  }
  /// From now on, holds the sides that w is on.
  void hold_sides_of(std::span<const S> w) {
    finder_.find(sides_, stretch_, w);
    held_ = true;
  }
  /// From now on, holds these. @param text  see Sides::text
  void hold_sides(std::string_view text) {
    sides_.assign(text);
    held_ = true;
  }

  /// derivative = g(w).
  void operator()(std::span<const S> w, std::span<S> derivative) {
    if (!held_) finder_.find(sides_, stretch_, w);
    sides_.put_into(replay_);
    replay_.set(branches_.field.state, w);
    replay_.run();
    gather_blocks<Replay<S>, S>(replay_, branches_.field.derivative, derivative);
    gather_blocks<Replay<S>, S>(replay_, branches_.distances(), distances_);
  }

  /// To every kink, at the state met last.
  [[nodiscard]] const std::vector<S>& distances() const { return distances_; }
  [[nodiscard]] const Sides<S>& sides() const { return sides_; }
  [[nodiscard]] Sides<S>& sides() { return sides_; }

 private:
  SmoothBranches<S> branches_;
  Sides<S> sides_;
  SideFinder<S> finder_;
  Replay<S> replay_;
  std::vector<S> distances_;
  std::size_t stretch_ = 0;
  bool held_ = false;
};

}  // namespace pathkernel
