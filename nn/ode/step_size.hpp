/// @file step_size.hpp
/// How long a step may be: as the series allows, or as the last step's error suggests.
///
///     Taylor            h = ρ e⁻² exp(-0.7/(N-1)),   ρ = min over the last two k <= N of
///                                                        (max(1, ‖w_0‖)/‖w_k‖)^{1/k}
///     Dormand-Prince    h_new = h safety err^-(1/5 - 3β/4) err_before^β,   β = 1/25
///
/// Computed in double, from exponents where numbers may be outside its range, and rounded down to
/// 20 bits: up to a kink, a sum of such steps is exact in numbers of many digits, where one of
/// arbitrary doubles would drift by their rounding and take w(T) with it.
///
/// Leaves out: steps bounded by an estimate of the error of w(T).
/// Source: Jorba & Zou, Experimental Mathematics 14 (2005), 99-117, sec. 3.2; Hairer, Nørsett &
/// Wanner, Solving Ordinary Differential Equations I (1993), II.4, and II (1996), IV.2.
/// Next: sign_change.hpp.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

#include "autodiff/error.hpp"
#include "autodiff/scalar.hpp"

namespace pathkernel::detail {

/// ln max_p |c_p|.
template <Real S>
double log_norm(std::span<const S> c) {
  double largest = -std::numeric_limits<double>::infinity();
  for (const S& entry : c) keep_largest(largest, log_magnitude(entry));
  return largest;
}

/// The largest number of 20 bits that is not above h; infinity stays.
inline double dyadic_below(double h) {
  if (!std::isfinite(h)) return h;
  int exponent = 0;
  const double mantissa = std::frexp(h, &exponent);
  return std::ldexp(std::floor(std::ldexp(mantissa, 20)), exponent - 20);
}

/// h as above; of the orders above N/2, the last two that are not 0: a series in t³ lacks two of
/// three. Infinite where all of those are 0, for a polynomial or a state at rest.
template <Real S>
double taylor_step(const std::vector<S>& coefficients, std::size_t dimension, std::size_t order) {
  const auto log_norm_of = [&](std::size_t k) {
    return log_norm(std::span(coefficients).subspan(k * dimension, dimension));
  };
  const double scale = std::max(double{0}, log_norm_of(0));
  double log_radius = std::numeric_limits<double>::infinity();
  for (std::size_t k = order, found = 0; k > order / 2 && found < 2; --k) {
    const double size = log_norm_of(k);
    if (size == -std::numeric_limits<double>::infinity()) continue;
    log_radius = std::min(log_radius, (scale - size) / static_cast<double>(k));
    ++found;
  }
  return dyadic_below(std::exp(log_radius - 2 - double{7} / 10 / static_cast<double>(order - 1)));
}

/// @throws std::domain_error  if h is no step, or none that is seen beside t
template <Real S>
void require_step(double h, const S& t, const char* remedy) {
  if (!(h > 0) || S(t + S(h)) == t)
    fail("ode: at t = ", t, " a step of ", h, " is below the resolution of t", remedy);
}

/// h_new = h safety err^-(1/5 - 3β/4) err_before^β, β = 1/25, between a fifth and ten times h.
inline double controlled_step(double h, double error, double error_before) {
  const double beta = double{1} / 25;
  const double safety = double{9} / 10;
  const double factor =
      safety * std::pow(error, 3 * beta / 4 - double{1} / 5) * std::pow(error_before, beta);
  return h * std::clamp(factor, double{1} / 5, double{10});
}

/// A hundredth of the time in which w would change by as much as it is; the controller does the
/// rest.
template <Real S>
double first_step(const std::vector<S>& w, const std::vector<S>& derivative) {
  const double size = std::max(double{0}, log_norm(std::span<const S>(w)));
  const double speed = std::max(double{0}, log_norm(std::span<const S>(derivative)));
  return std::exp(size - speed) / 100;
}

}  // namespace pathkernel::detail
