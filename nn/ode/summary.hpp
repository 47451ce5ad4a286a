/// @file summary.hpp
/// What there is to know of an integration, in a few lines.
///
///     gradient flow of W1 4 x 1, b1 4 x 1, W2 1 x 4, b2 1 x 1, 8 examples
///     by Taylor series of order 71: t = 0 to 5 in 31 steps, the shortest 0.0625
///     0 steps rejected, 31 right-hand sides
///     defect |w' - g(w)|          1.2e-59
///     energy L(0) - L(T) - ∫|w'|²  -3e-61 of 2.73964
///
/// Leaves out: how far the end is from the true one; see digits.hpp.
/// Next: digits.hpp.
#pragma once

#include <ostream>

#include "nn/ode/defect.hpp"
#include "nn/ode/energy.hpp"

namespace pathkernel {

template <Real S>
struct PathSummary {
  std::string problem, method;
  S end;
  Effort effort;
  S defect;
  std::optional<EnergyBalance<S>> energy;  ///< of a gradient flow

  friend std::ostream& operator<<(std::ostream& out, const PathSummary& s) {
    out << (s.problem.empty() ? "a vector field" : s.problem) << "\nby " << s.method
        << ": t = 0 to " << s.end << " in " << s.effort.steps << " steps, the shortest "
        << s.effort.smallest_step << '\n'
        << s.effort.rejected << " steps rejected, " << s.effort.right_hand_sides
        << " right-hand sides\ndefect |w' - g(w)|           " << s.defect << '\n';
    if (s.energy)
      out << "energy L(0) - L(T) - ∫|w'|²  " << s.energy->residual() << " of " << s.energy->lost
          << '\n';
    return out;
  }
};

/// The path of a field, looked at: its defect, and its energy balance if it has one.
template <Real S>
[[nodiscard]] PathSummary<S> summary(const VectorField<S>& field, const Path<S>& path) {
  PathSummary<S> s{
      path.problem, path.method, path.end(), path.effort, path_defect(field, path), {}};
  if (field.objective) s.energy = energy_balance(field, path);
  return s;
}

}  // namespace pathkernel
