/// @file evidence.hpp
/// From numbers to a verdict: what should vanish, and what must not when the check is broken.
///
///     inconclusive      nothing was compared, there was no control or one did not fail, a NaN was
///                       met, a condition did not hold, or a residual is neither within its bound
///                       nor large enough to be seen
///     false-as-stated   a residual can be seen, on a path that solves its equation
///     the claim's own   every residual is within its bound, every control fails, all conditions
///                       hold; a demonstration, which is `shown`, needs no control
///
/// Magnitudes are kept as logarithms in double, which reach where no exponent ends.
///
/// Leaves out: how a claim comes by its numbers, see claims/.
#pragma once

#include <cmath>
#include <iomanip>
#include <sstream>

#include "autodiff/scalar.hpp"
#include "proofs/verdict/verdict.hpp"

namespace pathkernel {

/// A number's size: its text with three digits, and ln of its magnitude.
struct Magnitude {
  std::string text;
  double log = 0;
};

template <Real S>
[[nodiscard]] Magnitude magnitude(const S& number) {
  using std::abs;
  std::ostringstream text;
  text << std::scientific << std::setprecision(2) << S(abs(number));
  return {text.str(), number == number ? log_magnitude(number) : std::nan("")};
}

/// A number as text, with so many significant digits.
template <Real S>
[[nodiscard]] std::string decimal(const S& number, int significant) {
  std::ostringstream text;
  text << std::setprecision(significant) << number;
  return text.str();
}

/// A number as text, with all its digits.
template <Real S>
[[nodiscard]] std::string full_decimal(const S& number) {
  return decimal(number, std::numeric_limits<S>::max_digits10);
}

/// What was found of one claim, collected into its decision.
class Evidence {
 public:
  /// @param digits  those asked for. A residual counts as zero below 10^-(digits - 5), or -(digits
  ///                - 4) for 16; a control shows if it is a thousand times that, and a residual is
  ///                visible above its square root.
  Evidence(int digits, Decision& decision);

  /// A difference that the claim says is zero. @param size  of the terms it is the difference of:
  /// the bound is raised in proportion where that is above 100
  void vanishes(const std::string& name, const Magnitude& difference, const Magnitude& size);
  /// How far a path is from solving its equation: bounded likewise, and a residual on a path that
  /// does not solve it refutes nothing.
  void defect(const std::string& name, const Magnitude& defect, const Magnitude& size);
  /// What a difference becomes when the check is broken on purpose: it must be a thousand times
  /// larger than any bound of this claim's.
  void must_not_vanish(const std::string& name, const Magnitude& difference);
  /// A statement that the claim makes besides.
  void condition(const std::string& name, const std::string& value, const std::string& expected,
                 bool met);
  /// A number in a range.
  void within(const std::string& name, double value, double least, double greatest);
  /// What becomes of a statement when the check is broken on purpose: it has to fail.
  void must_fail(const std::string& name, const std::string& value, const std::string& expected,
                 bool fails);
  /// An error that falls as a power of a step: the slope of ln error over ln step, between the last
  /// two steps, lies within `band` of the expected one. A table shows them all.
  void order(const std::string& name, const std::vector<double>& log_step,
             const std::vector<double>& log_error, double expected, double band = 0.25);
  /// A training that the numbers are of, for whoever computes them anew.
  void keep(RecordedTraining training) { decision_.trainings.push_back(std::move(training)); }
  /// A number that is only shown.
  void number(const std::string& name, const std::string& value);

  /// Sets the decision's verdict, residual, control and defect.
  void conclude(Verdict if_so);

 private:
  bool bounded(const std::string& name, const Magnitude& value, const Magnitude& size);

  double log_tolerance_, log_shows_, log_visible_;
  double largest_bound_ = log_tolerance_;  ///< of what should vanish
  Decision& decision_;
  std::optional<Magnitude> residual_, control_, defect_;
  bool all_small_ = true, all_large_ = true, all_met_ = true, defects_small_ = true, nan_ = false;
  bool compared_ = false, controlled_ = false;
};

}  // namespace pathkernel
