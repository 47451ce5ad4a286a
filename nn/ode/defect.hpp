/// @file defect.hpp
/// How far a path is from solving its equation: max ‖w'(t) - g(w(t))‖, wherever the path came from.
///
/// An integral identity along a path can hold on a wrong one; its residual then speaks of the
/// bookkeeping alone. The defect speaks of the path, and so stands beside every such residual.
///
/// Leaves out: a bound between the sampled times; how the defect adds up to an error of w.
/// Next: energy.hpp.
#pragma once

#include "nn/ode/path.hpp"
#include "nn/ode/right_hand_side.hpp"

namespace pathkernel {

/// max over `samples` + 1 evenly spaced times of every step, both ends among them, and over all
/// components. Units of w over t.
template <Real S>
[[nodiscard]] S path_defect(const VectorField<S>& field, const Path<S>& path, int samples = 3) {
  using std::abs;
  RightHandSide<S> g(field);
  std::vector<S> expected(path.dimension());
  S worst(0);
  for (const Step<S>& step : path.steps()) {
    g.enter_stretch(step.stretch);
    if (!step.sides.empty()) g.hold_sides(step.sides);
    for (int i = 0; i <= samples; ++i) {
      const S dt = step.length * i / samples;
      g(path.state_in(step, dt), expected);
      const std::vector<S> found = path.derivative_in(step, dt);
      for (std::size_t p = 0; p < found.size(); ++p)
        keep_largest(worst, S(abs(found[p] - expected[p])));
    }
  }
  return worst;
}

}  // namespace pathkernel
