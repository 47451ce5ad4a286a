/// @file stiffness.hpp
/// A stiff stretch, told by its price: short steps that lead nowhere, and too few of them left.
///
/// On a stiff flow it is stability that sets the steps, not accuracy: w hardly moves, and no method
/// made of explicit steps can make longer ones. That is no failure where the steps allowed
/// suffice; so this looks at both, every 256 steps.
///
/// Leaves out: an estimate of the fastest rate, which would tell as much by other means.
/// Next: integrate.hpp.
#pragma once

#include "nn/ode/path.hpp"

namespace pathkernel::detail {

/// Tells early that steps will run out: where the last 256 of them led nowhere, and as many more as
/// the rest of the way takes at that pace are not allowed.
template <Real S>
class StiffnessWatch {
 public:
  void note(const Path<S>& path, const std::vector<S>& w, std::size_t max_steps) {
    if (path.effort.steps % every != 0) return;
    const S& t = path.end();
    if (!w_.empty()) {
      const double pace = static_cast<double>(S(t - t_)) / static_cast<double>(every);
      const double needed = static_cast<double>(S(path.until - t)) / pace;
      const double moved = displacement(w);
      if (moved < double{1} / 16 &&
          needed > static_cast<double>(max_steps) - static_cast<double>(path.effort.steps))
        fail("ode: the flow is stiff at t = ", t, ": steps of ", pace, ", in ", every,
             " of which the state moved by ", moved, " of its size. The time left would take ",
             needed, " steps; ", max_steps,
             " are allowed. Shorten the time, allow more steps, ask for fewer digits, or scale ",
             "the parameters so that their rates differ less.");
    }
    t_ = t;
    w_ = w;
  }

 private:
  static constexpr std::size_t every = 256;

  /// max_p |Δw_p| / max(1, |w_p|): each component beside its own size.
  [[nodiscard]] double displacement(const std::vector<S>& w) const {
    using std::abs;
    S largest(0);
    for (std::size_t p = 0; p < w.size(); ++p)
      keep_largest(largest, S(abs(w[p] - w_[p]) / std::max(S(1), S(abs(w[p])))));
    return static_cast<double>(largest);
  }

  S t_ = S(0);
  std::vector<S> w_;
};

}  // namespace pathkernel::detail
