/// @file path.hpp
/// The path w(t) that an integrator found: a polynomial on each of its steps, so known at every t.
///
///     w(t) = Σ_k c_k (t - t_s)^k        t_s <= t <= t_s + h_s
///
/// Both integrators deliver this form: Taylor's polynomial is the method itself, Dormand and
/// Prince's is their interpolant of order 4. Who reads a path need not know which one made it.
///
/// Leaves out: writing a path to a file.
/// Next: taylor.hpp.
#pragma once

#include <algorithm>
#include <functional>
#include <vector>

#include "autodiff/error.hpp"
#include "autodiff/scalar.hpp"

namespace pathkernel {

/// One step: its polynomial's coefficients, order after order, `dimension` numbers each.
template <Real S>
struct Step {
  S start;
  S length;
  std::size_t stretch = 0;  ///< of the vector field, in which the step lies
  std::vector<S> coefficients;
};

/// What an integration cost.
struct Effort {
  std::size_t steps = 0;
  std::size_t rejected = 0;
  std::size_t right_hand_sides = 0;  ///< evaluations, or expansions of a Taylor method
  double smallest_step = 0;
};

/// What an integration may cost, and who watches it.
struct IntegrationLimits {
  std::size_t max_steps = 1'000'000;
  std::function<void(double)> on_step = {};  ///< called with the fraction of [0, T] done; may throw
};

/// w: [0, T] -> R^P, with dw/dt.
template <Real S>
class Path {
 public:
  explicit Path(std::size_t dimension) : dimension_(dimension) {}

  /// Appends a step that begins where the last one ends, and says how far of `end` it leads.
  void append(Step<S> step, const S& end, const IntegrationLimits& limits) {
    const double length = static_cast<double>(step.length);
    effort.smallest_step = effort.steps++ == 0 ? length : std::min(effort.smallest_step, length);
    end_ = step.start + step.length;
    steps_.push_back(std::move(step));
    if (limits.on_step) limits.on_step(static_cast<double>(S(end_ / end)));
    if (effort.steps >= limits.max_steps && end_ < end)
      fail("ode: ", effort.steps, " steps led to t = ", end_, " of ", end, ", the last of length ",
           length, "; allow more steps, ask for fewer digits, or shorten the time.");
  }

  [[nodiscard]] std::size_t dimension() const { return dimension_; }
  [[nodiscard]] const std::vector<Step<S>>& steps() const { return steps_; }
  [[nodiscard]] const S& end() const { return end_; }

  /// w at time `dt` after the start of a step, by Horner's rule.
  [[nodiscard]] std::vector<S> state_in(const Step<S>& step, const S& dt) const {
    std::vector<S> sum(dimension_, S(0));
    for (std::size_t k = order(step) + 1; k-- > 0;)
      for (std::size_t p = 0; p < dimension_; ++p) {
        sum[p] *= dt;
        sum[p] += step.coefficients[k * dimension_ + p];
      }
    return sum;
  }
  /// dw/dt likewise.
  [[nodiscard]] std::vector<S> derivative_in(const Step<S>& step, const S& dt) const {
    std::vector<S> sum(dimension_, S(0));
    for (std::size_t k = order(step); k > 0; --k)
      for (std::size_t p = 0; p < dimension_; ++p) {
        sum[p] *= dt;
        sum[p] += S(static_cast<int>(k)) * step.coefficients[k * dimension_ + p];
      }
    return sum;
  }

  /// The step that holds t; at a switching time, the one that begins there.
  /// @throws std::invalid_argument  outside [0, T]
  [[nodiscard]] const Step<S>& step_at(const S& t) const {
    if (steps_.empty() || !(t >= 0) || !(t <= end_))
      reject("ode: t = ", t, " is outside the path, which covers 0 to ", end_, ".");
    const auto after = std::ranges::upper_bound(steps_, t, {}, &Step<S>::start);
    return *std::prev(after);
  }

  /// w(t). @throws std::invalid_argument  outside [0, T]
  [[nodiscard]] std::vector<S> state(const S& t) const {
    const Step<S>& step = step_at(t);
    return state_in(step, t - step.start);
  }
  /// dw/dt; at a switching time, of the stretch that begins there.
  [[nodiscard]] std::vector<S> derivative(const S& t) const {
    const Step<S>& step = step_at(t);
    return derivative_in(step, t - step.start);
  }
  [[nodiscard]] std::vector<S> final_state() const {
    return state_in(steps_.back(), steps_.back().length);
  }

  Effort effort;

 private:
  [[nodiscard]] std::size_t order(const Step<S>& step) const {
    return step.coefficients.size() / dimension_ - 1;
  }

  std::size_t dimension_;
  std::vector<Step<S>> steps_;
  S end_ = S(0);
};

}  // namespace pathkernel
