/// @file scalar.hpp
/// What a number must be able to do so that everything here runs on it: double, or 1,000 digits.
///
/// Elementary functions are called as `using std::tanh; tanh(u)`: a built-in type finds the one in
/// std, a multiprecision number brings its own, found by argument-dependent lookup.
///
/// Leaves out: the elementary functions themselves (elementary.hpp).
/// Read first in autodiff.   Next: shape.hpp.
#pragma once

#include <cmath>
#include <concepts>
#include <limits>

namespace pathkernel {

/// Arithmetic that returns the scalar itself: double, 50 digits without expression templates, an
/// interval, a dual number. The same_as tests refuse expression templates, since an `auto` that
/// holds one can dangle.
template <class S>
concept Scalar = std::regular<S> && std::constructible_from<S, int> &&
    requires(const S a, const S b) {
  { a + b } -> std::same_as<S>;
  { a - b } -> std::same_as<S>;
  { a* b } -> std::same_as<S>;
  { a / b } -> std::same_as<S>;
};

/// A scalar that stands for one number, and so has its place on the line. An interval has none.
template <class S>
concept Real = Scalar<S> && std::totally_ordered<S>;

/// Decimal digits that every number of type S can hold: 15 for double.
template <Real S>
inline constexpr int all_digits = std::numeric_limits<S>::digits10;

/// sum += a b, the innermost operation of every product and every series.
///
/// A type of its own because numbers of many digits want their temporary made once, not once per
/// term: multiprecision.hpp specialises it with a member that is reused.
template <Scalar S>
struct MultiplyAdd {
  /// @param unneeded_bits  how many of the last bits of the sum's digits may be wrong
  explicit MultiplyAdd(int /*unneeded_bits*/ = 0) {}
  void operator()(S& sum, const S& a, const S& b) { sum += a * b; }
};

// ---- order, as rules ask for it: an interval answers these too, in its own overloads ----

template <Real S>
[[nodiscard]] bool certainly_less(const S& a, const S& b) {
  return a < b;
}
template <Real S>
[[nodiscard]] bool possibly_less(const S& a, const S& b) {
  return a < b;
}
/// The mask of a < b: 1 or 0. Of intervals that overlap, [0, 1].
template <Real S>
[[nodiscard]] S less(const S& a, const S& b) {
  return S(a < b ? 1 : 0);
}
/// a where the mask, 1 or 0, is not 0, else b. An interval that can't tell takes the hull of both.
template <Real S>
[[nodiscard]] S choose(const S& mask, const S& a, const S& b) {
  return mask != S(0) ? a : b;
}

/// v where u < v, else u.
template <Real S>
[[nodiscard]] S max(const S& u, const S& v) {
  return u < v ? v : u;
}
/// v where v < u, else u.
template <Real S>
[[nodiscard]] S min(const S& u, const S& v) {
  return v < u ? v : u;
}
/// max(u, 0); a NaN stays one.
template <Real S>
[[nodiscard]] S relu(const S& u) {
  return u < S(0) ? S(0) : u;
}

/// Neither infinite nor a NaN.
template <Real S>
[[nodiscard]] bool is_finite(const S& u) {
  return u - u == S(0);
}

/// u², as a number; square of a variable records the same.
template <Scalar S>
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
