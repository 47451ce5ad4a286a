/// @file precision.hpp
/// How tests compare numbers: by the decimal digits in which they agree, in their own precision.
///
/// Catch2's Approx and matchers work in double: they pass 1/3 against 1/3 + 1e-20.
#pragma once

#include <algorithm>
#include <cmath>

#include "autodiff/multiprecision.hpp"
#include "autodiff/scalar.hpp"

namespace pathkernel {

using Real50 = HighPrecision<50>;

/// Decimal digits in which a and b agree, relative to `scale` where one is given, else to the
/// larger. Equal numbers agree in all; at most all_digits<S> are counted, and a NaN agrees in none.
template <Real S>
[[nodiscard]] int agreeing_digits(const S& a, const S& b, const S& scale = S(0)) {
  using std::abs;
  if (a == b) return all_digits<S>;
  const S size = scale > 0 ? scale : std::max(S(abs(a)), S(abs(b)));
  const S difference = abs(a - b) / size;
  if (!(difference < 1)) return 0;
  if (difference == 0) return all_digits<S>;  // too small for the scalar's range
  const double digits = -log_magnitude(difference) / std::log(double{10});
  return std::min(all_digits<S>, static_cast<int>(std::floor(digits)));
}

}  // namespace pathkernel
