/// @file dormand_prince.hpp
/// Integrates by the pair of Dormand and Prince: order 5, with an estimate of the error by order 4.
///
/// A step whose error is above the tolerance is tried again, shorter; step sizes follow a
/// proportional-integral controller. Between steps the path is the pair's own interpolant of order
/// 4. A step that has passed a kink is shortened until it only just does.
///
/// Leaves out: fields that depend on t; a kink that is met twice within one step.
/// Next: defect.hpp.
#pragma once

#include "nn/ode/dormand_prince_pair.hpp"
#include "nn/ode/integrate.hpp"
#include "nn/ode/step_size.hpp"

namespace pathkernel {

template <Real S>
class DormandPrinceStepper;

/// The method, with the error allowed in each step: |error_p| <= tolerance max(1, |w_p|).
/// A fixed step length, if given, takes the place of the controller: for tests of order.
struct DormandPrince {
  double tolerance = 0;
  std::optional<double> fixed_step = std::nullopt;

  template <Real S>
  using Stepper = DormandPrinceStepper<S>;

  [[nodiscard]] std::string text() const {
    return fixed_step ? "Dormand-Prince, steps of " + detail::shortest(*fixed_step)
                      : "Dormand-Prince, tolerance " + detail::shortest(tolerance);
  }
  /// @throws std::invalid_argument
  void check() const {
    if (fixed_step && !(*fixed_step > 0))
      reject("ode: fixed steps of ", *fixed_step, "; their length must be above 0.");
    if (!fixed_step && !(tolerance > 0))
      reject("ode: a tolerance of ", tolerance,
             "; it must be above 0, and above the scalar's own rounding to be reached.");
  }
};

/// Makes one step of the pair after another, rejected ones included.
template <Real S>
class DormandPrinceStepper {
 public:
  DormandPrinceStepper(const VectorField<S>& field, const DormandPrince& method)
      : method_(method), g_(field), attempt_(field.dimension()) {
    pace_.length = method.fixed_step.value_or(0);
    if (!method.fixed_step && S(method.tolerance) < std::numeric_limits<S>::epsilon())
      reject("ode: a tolerance of ", method.tolerance, " for numbers that round to ",
             std::numeric_limits<S>::epsilon(), "; loosen it, or use numbers of more digits.");
  }

  /// Begins a stretch at w.
  void enter(std::size_t stretch, std::span<const S> w) {
    stretch_ = stretch;
    g_.enter_stretch(stretch);
    g_.hold_sides_of(w);
    slope_known_ = false;
  }

  /// One step from w at t, of length `room` at most.
  /// @throws std::domain_error  if there is none
  [[nodiscard]] Step<S> next(const S& t, const std::vector<S>& w, const S& room, Effort& effort) {
    find_slope(t, w, effort);
    for (;;) {
      const double h = method_.fixed_step.value_or(detail::dyadic_below(pace_.length));
      detail::require_step(h, t,
                           ": the solution leaves its range there, or too much is asked for. End "
                           "before it. Loosen the tolerance, or use numbers of more digits.");
      const S length = S(h) < room ? S(h) : room;
      const double error = tried(w, length, effort);
      if (!(error <= 1)) {
        ++effort.rejected;
        pace_.length = std::isfinite(error) ? detail::controlled_step(h, error, 1) : h / 10;
        continue;
      }
      if (follow_undecided(t)) {
        slope_known_ = false;
        find_slope(t, w, effort);
        continue;
      }
      if (!method_.fixed_step && length < room) {  // a step cut short tells nothing of the next
        pace_.length =
            detail::controlled_step(h, std::max(error, double{1} / 1000000), pace_.error_before);
        pace_.error_before = std::max(error, double{1} / 10000);
      }
      return up_to_kink(t, w, length, effort);
    }
  }
  /// Where the step led.
  [[nodiscard]] const std::vector<S>& arrived() const { return attempt_.after; }

  [[nodiscard]] Pace pace() const {
    Pace pace = pace_;
    pace.sides = g_.sides().text();
    return pace;
  }

  /// Gives a step that was read from a file its polynomial, from w at its start.
  void redo(Step<S>& step, const std::vector<S>& w) {
    stretch_ = step.stretch;
    g_.enter_stretch(step.stretch);
    g_.hold_sides(step.sides);
    g_(w, attempt_.k.front());
    attempt_.advance(g_, w, step.length);
    step.coefficients = attempt_.interpolant(w, step.length);
  }
  /// Makes ready to go on from the path's end; returns the state there.
  [[nodiscard]] std::vector<S> resume(const Path<S>& path) {
    Step<S> last = path.steps().back();
    const std::span<const S> w = path.start_of(path.steps().back());
    redo(last, {w.begin(), w.end()});
    pace_ = path.pace;
    g_.hold_sides(path.pace.sides);
    slope_known_ = !g_.sides().any_crossed();  // redo left it in the last stage
    return attempt_.after;
  }

 private:
  /// The error of a step, in units of the tolerance; infinite if a stage leaves the field's domain.
  double tried(const std::vector<S>& w, const S& length, Effort& effort) {
    effort.right_hand_sides += attempt_.k.size() - 1;
    try {
      attempt_.advance(g_, w, length);
    } catch (const std::domain_error&) {
      if (method_.fixed_step) throw;
      return std::numeric_limits<double>::infinity();
    }
    return method_.fixed_step ? 0 : attempt_.error(w, length, method_.tolerance);
  }

  /// k_0 = g(w), on the sides to which the flow leads from the kinks that w is at; a first length.
  void find_slope(const S& t, const std::vector<S>& w, Effort& effort) {
    if (slope_known_) {
      std::swap(attempt_.k.front(), attempt_.k.back());  // the last stage is this step's first
    } else {
      g_(w, attempt_.k.front());
      ++effort.right_hand_sides;
    }
    slope_known_ = true;
    undecided_.assign(g_.distances().size(), false);
    bool changed = g_.sides().correct(g_.distances(), SideFinder<S>::size_of(w));
    for (;;) {
      if (changed) {
        g_(w, attempt_.k.front());
        ++effort.right_hand_sides;
      }
      if (!g_.sides().any_at_kink()) break;
      changed = follow_kinks(t, w, effort);
      if (!changed) break;
    }
    if (pace_.length <= 0) pace_.length = detail::first_step(w, attempt_.k.front());
  }

  /// A kink's distance a small way along the slope tells which way it goes; if it does not change
  /// there, the step itself will tell.
  bool follow_kinks(const S& t, const std::vector<S>& w, Effort& effort) {
    using std::sqrt;
    const std::vector<S> before = g_.distances();  // at w, where g was computed last
    const S dt = sqrt(std::numeric_limits<S>::epsilon()) *
                 S(detail::first_step(w, attempt_.k.front()) * 100);
    std::vector<S> ahead = w;
    for (std::size_t p = 0; p < w.size(); ++p) ahead[p] += dt * attempt_.k.front()[p];
    g_(ahead, attempt_.k.back());
    ++effort.right_hand_sides;
    bool changed = false;
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (!g_.sides().entries()[i].at_kink) continue;
      const S rise = g_.distances()[i] - before[i];
      undecided_[i] = rise == 0;
      if (rise != 0) changed = g_.sides().follow(i, rise > 0, t) || changed;
    }
    return changed;
  }
  /// Of kinks left with slope 0, those that the step which was tried has led away from.
  bool follow_undecided(const S& t) {
    bool changed = false;
    for (std::size_t i = 0; i < undecided_.size(); ++i)
      if (undecided_[i] && passes(i))
        changed = g_.sides().follow(i, !g_.sides().entries()[i].above, t) || changed;
    return changed;
  }

  /// The step that was tried, or a shorter one that ends where the first kink is met.
  Step<S> up_to_kink(const S& t, const std::vector<S>& w, S length, Effort& effort) {
    Step<S> step{t, length, stretch_, {}, g_.sides().text()};
    if (!g_.sides().empty()) {
      if (passes_kink()) {
        const S resolution = std::numeric_limits<S>::epsilon() * (t + length);
        S before(0);
        while (length - before > resolution) {  // the least length that reaches beyond
          const S middle = S(t + (before + length) / 2) - t;
          if (!(before < middle && middle < length)) break;
          attempt_.advance(g_, w, middle);
          effort.right_hand_sides += attempt_.k.size() - 1;
          (passes_kink() ? length : before) = middle;
        }
        if (before == 0)
          fail("ode: at t = ", t, " the next kink is ", length,
               " away, below the resolution of t. ",
               "Loosen the tolerance, or use numbers of more digits.");
        step.length = length;
        attempt_.advance(g_, w, length);
        pass_kinks();
      } else {
        g_.sides().leave_all();
      }
    }
    step.coefficients = attempt_.interpolant(w, step.length);
    return step;
  }
  /// Has an entry left the side it is supposed to be on? The last stage was the state after.
  [[nodiscard]] bool passes(std::size_t i) const {
    const S& d = g_.distances()[i];
    return g_.sides().entries()[i].above ? d < 0 : d > 0;
  }
  [[nodiscard]] bool passes_kink() const {
    for (std::size_t i = 0; i < g_.distances().size(); ++i)
      if (passes(i)) return true;
    return false;
  }
  void pass_kinks() {
    g_.sides().leave_all();
    for (std::size_t i = 0; i < g_.distances().size(); ++i)
      if (passes(i)) g_.sides().cross(i);
    slope_known_ = false;  // it is that of another side from there
  }

  DormandPrince method_;
  RightHandSide<S> g_;
  detail::DormandPrinceStep<S> attempt_;
  std::size_t stretch_ = 0;
  bool slope_known_ = false;
  std::vector<char> undecided_;  ///< kinks that the state is at, with a distance of slope 0
  Pace pace_;
};

}  // namespace pathkernel
