/// @file scalar.hpp
/// What a number must be able to do so that everything here runs on it: double, or 1,000 digits.
///
/// Elementary functions are called as `using std::tanh; tanh(u)`: a built-in type finds the one in
/// std, a multiprecision number brings its own, found by argument-dependent lookup.
///
/// Leaves out: intervals and dual numbers, which are not totally ordered.
/// Read first in autodiff.   Next: shape.hpp.
#pragma once

#include <cmath>
#include <concepts>
#include <limits>

namespace pathkernel {

/// A scalar whose arithmetic returns the scalar itself: double, or 50 digits without expression
/// templates. The same_as tests refuse those, since an `auto` that holds one can dangle.
template <class S>
concept Real = std::regular<S> && std::totally_ordered<S> && std::constructible_from<S, int> &&
    requires(const S a, const S b) {
  { a + b } -> std::same_as<S>;
  { a - b } -> std::same_as<S>;
  { a* b } -> std::same_as<S>;
  { a / b } -> std::same_as<S>;
};

/// Decimal digits that every number of type S can hold: 15 for double.
template <Real S>
inline constexpr int all_digits = std::numeric_limits<S>::digits10;

/// sum += a b, the innermost operation of every product and every series.
///
/// A type of its own because numbers of many digits want their temporary made once, not once per
/// term: multiprecision.hpp specialises it with a member that is reused.
template <Real S>
struct MultiplyAdd {
  void operator()(S& sum, const S& a, const S& b) { sum += a * b; }
};

/// u², as a number; square(Var) records the same.
template <Real S>
[[nodiscard]] S square(const S& u) {
  return u * u;
}

/// largest = max(largest, u), where a NaN, once met, stays: std::max would lose it.
template <class S>
void keep_largest(S& largest, const S& u) {
  if (largest == largest && !(u <= largest)) largest = u;
}

/// ln |u| to a double's accuracy, also where |u| is far outside double's range; -inf for u = 0.
template <Real S>
[[nodiscard]] double log_magnitude(const S& u) {
  using std::frexp;
  int exponent = 0;
  const S mantissa = frexp(u, &exponent);  // u = mantissa 2^exponent, 1/2 <= |mantissa| < 1
  return std::log(std::abs(static_cast<double>(mantissa))) + exponent * std::log(double{2});
}

}  // namespace pathkernel
