/// @file path.hpp
/// The path w(t) that an integrator found: a polynomial on each of its steps, so known at every t.
///
///     w(t) = Σ_k c_k (t - t_s)^k        t_s <= t <= t_s + h_s
///
/// Both integrators deliver this form: Taylor's polynomial is the method itself, Dormand and
/// Prince's is their interpolant of order 4. Who reads a path need not know which one made it.
///
/// A path is a value: it can be copied and compared, and knows how it was made, so that it can be
/// written to a file and read from it (path_file.hpp).
///
/// Leaves out: what the path means; that is for the readers of kernel/.
/// Next: fingerprint.hpp.
#pragma once

#include <algorithm>
#include <span>
#include <string>
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
  std::string sides = {};  ///< of the field's kinks, if it has any; see Sides::text

  friend bool operator==(const Step&, const Step&) = default;
};

/// What an integration cost.
struct Effort {
  std::size_t steps = 0;
  std::size_t rejected = 0;
  std::size_t right_hand_sides = 0;  ///< evaluations, or expansions of a Taylor method
  double smallest_step = 0;

  friend bool operator==(const Effort&, const Effort&) = default;
};

/// With what an integrator would begin its next step; an integration that goes on needs it.
struct Pace {
  double length = 0;                        ///< 0: not known
  double error_before = double{1} / 10000;  ///< of the step before, in units of the tolerance
  std::string sides = {};

  friend bool operator==(const Pace&, const Pace&) = default;
};

/// w: [0, T] -> R^P, with dw/dt.
template <Real S>
class Path {
 public:
  explicit Path(std::size_t dimension) : dimension_(dimension) {}

  /// Appends a step that begins where the last one ends. @param end  its end, if start + length
  /// would be rounded
  void append(Step<S> step, const S& end) {
    const double length = static_cast<double>(step.length);
    effort.smallest_step = effort.steps++ == 0 ? length : std::min(effort.smallest_step, length);
    end_ = end;
    steps_.push_back(std::move(step));
  }
  void append(Step<S> step) {
    const S end = step.start + step.length;
    append(std::move(step), end);
  }

  /// Forgets all steps but the last, if they were read on the way and the whole would not fit.
  void forget_all_but_last() {
    if (steps_.size() > 1) steps_.erase(steps_.begin(), std::prev(steps_.end()));
  }

  [[nodiscard]] std::size_t dimension() const { return dimension_; }
  [[nodiscard]] const std::vector<Step<S>>& steps() const { return steps_; }
  [[nodiscard]] const S& end() const { return end_; }
  /// w at the start of a step.
  [[nodiscard]] std::span<const S> start_of(const Step<S>& step) const {
    return std::span(step.coefficients).first(dimension_);
  }

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
    if (steps_.empty()) return start;
    return state_in(steps_.back(), steps_.back().length);
  }

  friend bool operator==(const Path&, const Path&) = default;

  std::vector<S> start;  ///< w(0), which a path of no steps has too
  std::string problem;   ///< what was integrated, in one line
  std::string method;    ///< by what, with its order or tolerance
  S until = S(0);        ///< to which time it was to lead: T, if nothing stopped it
  Effort effort;
  Pace pace;

 private:
  [[nodiscard]] std::size_t order(const Step<S>& step) const {
    return step.coefficients.size() / dimension_ - 1;
  }

  std::size_t dimension_;
  std::vector<Step<S>> steps_;
  S end_ = S(0);
};

}  // namespace pathkernel
