/// @file taylor.hpp
/// Integrates a vector field by its own Taylor series, to as many digits as the scalar has.
///
/// From w_0 the field's k-th coefficient gives the solution's next one,
///
///     w_{k+1} = g_k / (k + 1),        g_k from w_0 ... w_k by Expansion,
///
/// and the step is as long as the series allows. With order N and radius of convergence ρ, a step
/// h = ρ/e² leaves a remainder of about e^-2N, and the work per unit of time is least when N grows
/// with the digits: N = 1.151 D + 1 = (D ln 10)/2 + 1. So digits cost order, not steps: as long as
/// the solution has singularities near the path, these alone set the number of steps.
///
/// Leaves out: steps bounded by error rather than by radius; coefficients that overflow.
/// Source: Jorba & Zou, Experimental Mathematics 14 (2005), 99-117, sec. 3.2.
/// Next: dormand_prince_pair.hpp.
#pragma once

#include "autodiff/expansion.hpp"
#include "nn/ode/integrate.hpp"
#include "nn/ode/sides.hpp"
#include "nn/ode/sign_change.hpp"
#include "nn/ode/step_size.hpp"

namespace pathkernel {

template <Real S>
class TaylorStepper;

/// The method, for results of D digits; guard digits are the caller's to count in. An order or a
/// step length, if given, takes the place of what follows from D: for tests of order.
struct Taylor {
  int digits = 16;
  std::optional<std::size_t> fixed_order = std::nullopt;
  std::optional<double> fixed_step = std::nullopt;

  template <Real S>
  using Stepper = TaylorStepper<S>;

  [[nodiscard]] std::size_t order() const {
    const double half_ln_10 = std::log(double{10}) / 2;
    return fixed_order.value_or(static_cast<std::size_t>(std::ceil(half_ln_10 * digits + 1)));
  }
  [[nodiscard]] std::string text() const {
    return detail::joined("Taylor series of order ", order(),
                          fixed_step ? ", steps of " + detail::shortest(*fixed_step) : "");
  }
  /// @throws std::invalid_argument
  void check() const {
    if (digits < 1 || order() < 2)
      reject("ode: a Taylor series for ", digits, " digits, of order ", order(),
             "; it needs a digit, and two orders to tell its radius from.");
    if (fixed_step && !(*fixed_step > 0))
      reject("ode: fixed steps of ", *fixed_step, "; their length must be above 0.");
  }
};

/// Makes one Taylor step after another. This is what a method is to integrate.hpp.
template <Real S>
class TaylorStepper {
 public:
  TaylorStepper(const VectorField<S>& field, const Taylor& method)
      : branches_(smooth_branches(field)), sides_(branches_), finder_(branches_), method_(method),
        expansion_(branches_.field.tape, branches_.field.state, branches_.outputs(), method.order(),
                   method.fixed_step ? Coefficients::all_digits : Coefficients::tapered) {
    for (std::size_t k = 0; k < method.order(); ++k)
      reciprocal_.push_back(S(1) / S(static_cast<int>(k + 1)));
  }

  TaylorStepper(const TaylorStepper&) = delete;  // the finder reads its branches
  TaylorStepper& operator=(const TaylorStepper&) = delete;

  /// Begins a stretch at w.
  void enter(std::size_t stretch, std::span<const S> w) {
    use_control(stretch);
    finder_.find(sides_, stretch, w);
  }

  /// One step from w at t, of length `room` at most, with its end found.
  /// @throws std::domain_error  if there is none
  [[nodiscard]] Step<S> next(const S& t, std::span<const S> w, const S& room, Effort& effort) {
    std::vector<S> coefficients = expand_along_kinks(t, w, effort);
    const double h =
        method_.fixed_step.value_or(detail::taylor_step(coefficients, w.size(), method_.order()));
    detail::require_step(h, t,
                         ": the solution is singular or not finite there. End before it, or use "
                         "numbers of more digits.");
    Step<S> step{t, S(h) < room ? S(h) : room, stretch_, std::move(coefficients), sides_.text()};
    const std::vector<typename Sides<S>::Entry> at_start = sides_.entries();
    sides_.leave_all();
    end_at_kink(step, at_start);
    arrive(step, w.size());
    return step;
  }
  /// Where the step led.
  [[nodiscard]] const std::vector<S>& arrived() const { return arrived_; }

  [[nodiscard]] Pace pace() const { return {.sides = sides_.text()}; }

  /// Gives a step that was read from a file its polynomial, from w at its start.
  void redo(Step<S>& step, std::span<const S> w) {
    use_control(step.stretch);
    sides_.assign(step.sides);
    step.coefficients = expanded(w);
    arrive(step, w.size());
  }
  /// Makes ready to go on from the path's end; returns the state there.
  [[nodiscard]] std::vector<S> resume(const Path<S>& path) {
    use_control(path.steps().back().stretch);
    sides_.assign(path.pace.sides);
    arrive(path.steps().back(), path.dimension());
    return arrived_;
  }

 private:
  void use_control(std::size_t stretch) {
    stretch_ = stretch;
    if (branches_.field.control)
      expansion_.set(*branches_.field.control, branches_.field.stretches[stretch].control);
  }
  void set_state(std::size_t k, std::span<const S> w_k) {
    for (const NodeId block : branches_.field.state) {
      const std::span<S> entries = expansion_.coefficient(block, k).entries();
      std::copy_n(w_k.begin(), entries.size(), entries.begin());
      w_k = w_k.subspan(entries.size());
    }
  }

  /// The solution's Taylor coefficients at w, orders 0 to N.
  std::vector<S> expanded(std::span<const S> w) {
    const std::size_t n = w.size();
    std::vector<S> coefficients(n * (method_.order() + 1));
    std::ranges::copy(w, coefficients.begin());
    sides_.put_into(expansion_);
    for (std::size_t k = 0; k < method_.order(); ++k) {
      set_state(k, std::span(coefficients).subspan(k * n, n));
      expansion_.run(k);
      S* next = &coefficients[(k + 1) * n];
      for (const NodeId block : branches_.field.derivative)
        for (const S& g : expansion_.coefficient(block, k).entries()) *next++ = g * reciprocal_[k];
    }
    return coefficients;
  }

  /// The same on the sides to which the flow leads from the kinks that w is at.
  std::vector<S> expand_along_kinks(const S& t, std::span<const S> w, Effort& effort) {
    for (;;) {
      std::vector<S> coefficients;
      try {
        coefficients = expanded(w);
      } catch (const std::domain_error& error) {
        fail("ode: at t = ", t, " the field has no series: ", error.what(), " End before it.");
      }
      ++effort.right_hand_sides;
      bool changed = sides_.correct(distances(), SideFinder<S>::size_of(w));
      for (std::size_t i = 0; i < sides_.entries().size(); ++i) {
        if (!sides_.entries()[i].at_kink) continue;
        const std::vector<S> d = distance_series(i);
        const auto first = std::find_if(d.begin() + 1, d.end(), [](const S& c) { return c != 0; });
        if (first != d.end()) changed = sides_.follow(i, *first > 0, t) || changed;
      }
      if (!changed) return coefficients;
    }
  }

  /// Ends the step where it meets the first kink, and exchanges the sides there.
  void end_at_kink(Step<S>& step, const std::vector<typename Sides<S>::Entry>& at_start) {
    std::vector<std::optional<S>> meets;
    std::optional<S> first;
    for (std::size_t i = 0; i < at_start.size(); ++i) {
      std::vector<S> d = distance_series(i);
      if (at_start[i].at_kink) d.erase(d.begin());  // at a kink d_0 counts as 0; this is d/t
      meets.push_back(first_sign_change<S>(d, step.length));
      if (meets.back() && (!first || *meets.back() < *first)) first = meets.back();
    }
    if (!first) return;
    const S there = step.start + *first;
    const S resolution = std::numeric_limits<S>::epsilon() * there * 4;
    if (!(step.start < there))
      fail("ode: at t = ", step.start, " the next kink is ", *first,
           " away, below the resolution of t. Use numbers of more digits.");
    if (there - step.start < step.length) step.length = there - step.start;
    for (std::size_t i = 0; i < meets.size(); ++i)
      if (meets[i] && *meets[i] <= *first + resolution) sides_.cross(i);
  }

  /// The coefficients of the distance to entry i of the kinks, orders 0 to N - 1.
  std::vector<S> distance_series(std::size_t i) {
    for (const Kink& kink : sides_.kinks()) {
      const std::size_t size = expansion_.coefficient(kink.distance, 0).entries().size();
      if (i < size) {
        std::vector<S> d;
        for (std::size_t k = 0; k < method_.order(); ++k)
          d.push_back(expansion_.coefficient(kink.distance, k).entries()[i]);
        return d;
      }
      i -= size;
    }
    return {};
  }
  /// At the step's start.
  std::vector<S> distances() {
    std::vector<S> all;
    for (const Kink& kink : sides_.kinks())
      for (const S& d : expansion_.coefficient(kink.distance, 0).entries()) all.push_back(d);
    return all;
  }

  void arrive(const Step<S>& step, std::size_t dimension) {
    arrived_ = Path<S>(dimension).state_in(step, step.length);
  }

  SmoothBranches<S> branches_;
  Sides<S> sides_;
  SideFinder<S> finder_;
  Taylor method_;
  Expansion<S> expansion_;
  std::vector<S> reciprocal_;  ///< 1/(k + 1)
  std::size_t stretch_ = 0;
  std::vector<S> arrived_;
};

}  // namespace pathkernel
