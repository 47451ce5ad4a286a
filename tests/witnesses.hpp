/// @file witnesses.hpp
/// What tests try things on, and a derivative that knows nothing of tapes.
///
/// Leaves out: random numbers; none of what is tested needs them.
#pragma once

#include <vector>

#include "tests/precision.hpp"

namespace pathkernel {

/// n rationals (7 j mod 23 - 11)/13, j = first, first + 1, ...: between -1 and 1, of both signs,
/// and different as long as no more than 23 are taken. Only the zero among them is short in binary.
template <Real S>
[[nodiscard]] std::vector<S> rationals(std::size_t n, int first = 1) {
  std::vector<S> numbers;
  for (int j = first; numbers.size() < n; ++j) numbers.push_back(S(7 * j % 23 - 11) / S(13));
  return numbers;
}

/// (f(u + h) - f(u - h))/2h with h = ε^(1/3): h² of truncation and ε/h of rounding are then alike,
/// and about two thirds of the digits are right.
template <Real S, class F>
[[nodiscard]] S central_difference(F f, const S& u) {
  using std::cbrt;
  const S h = cbrt(std::numeric_limits<S>::epsilon());
  return (f(S(u + h)) - f(S(u - h))) / (2 * h);
}

/// How many digits a central difference is trusted with: two thirds, less two for f's derivatives.
template <Real S>
inline constexpr int difference_digits = all_digits<S> * 2 / 3 - 2;

}  // namespace pathkernel
