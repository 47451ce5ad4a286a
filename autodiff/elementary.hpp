/// @file elementary.hpp
/// Elementary functions under one name for every number, each in its fastest form.
///
/// The primitives call `using elementary::tanh; tanh(u)`. For a double, what comes from e^u and
/// ln u is a function of which a loop makes vectors (elementary_double.hpp), and all else is std's.
/// A multiprecision number or an interval brings its own, found by argument-dependent lookup and
/// preferred because it is more specialised than the template here; float and long double come to
/// the template, and so to the function in std.
///
/// In a body below, `using std::tanh` hides the tanh around it, so that none calls itself.
///
/// Leaves out: integers, which std would take as double and the template would round back.
/// Next: elementary_double.hpp.
#pragma once

#include <cmath>

#include "autodiff/elementary_double.hpp"

namespace pathkernel::elementary {

template <class S>
[[nodiscard]] S exp(const S& u) { using std::exp; return exp(u); }
template <class S>
[[nodiscard]] S expm1(const S& u) { using std::expm1; return expm1(u); }
template <class S>
[[nodiscard]] S log(const S& u) { using std::log; return log(u); }
template <class S>
[[nodiscard]] S log1p(const S& u) { using std::log1p; return log1p(u); }
template <class S>
[[nodiscard]] S sqrt(const S& u) { using std::sqrt; return sqrt(u); }
template <class S>
[[nodiscard]] S sin(const S& u) { using std::sin; return sin(u); }
template <class S>
[[nodiscard]] S cos(const S& u) { using std::cos; return cos(u); }
template <class S>
[[nodiscard]] S tan(const S& u) { using std::tan; return tan(u); }
template <class S>
[[nodiscard]] S atan(const S& u) { using std::atan; return atan(u); }
template <class S>
[[nodiscard]] S sinh(const S& u) { using std::sinh; return sinh(u); }
template <class S>
[[nodiscard]] S cosh(const S& u) { using std::cosh; return cosh(u); }
template <class S>
[[nodiscard]] S tanh(const S& u) { using std::tanh; return tanh(u); }
template <class S>
[[nodiscard]] S erf(const S& u) { using std::erf; return erf(u); }
template <class S>
[[nodiscard]] S abs(const S& u) { using std::abs; return abs(u); }
template <class S>
[[nodiscard]] S pow(const S& u, const S& v) { using std::pow; return pow(u, v); }

/// 1/(1 + e^-u), where no exponent is positive, so that none overflows.
template <class S>
[[nodiscard]] S sigmoid(const S& u) {
  const bool positive = u > 0;
  const S v = exp(positive ? S(-u) : u);  // e^-|u|
  return (positive ? S(1) : v) / (1 + v);
}

/// ln(1 + e^u) = max(u, 0) + ln(1 + e^-|u|).
template <class S>
[[nodiscard]] S softplus(const S& u) {
  const bool positive = u > 0;
  const S rest = log1p(exp(positive ? S(-u) : u));
  return positive ? u + rest : rest;
}

}  // namespace pathkernel::elementary
