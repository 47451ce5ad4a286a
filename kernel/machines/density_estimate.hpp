/// @file density_estimate.hpp
/// Kernel density estimation: of m examples each is spread out over its surroundings,
///
///     p(x) = 1/(m σ^n) Σ_i κ((x - x_i)/σ),       κ >= 0,   ∫ κ(u) du = 1,   x in n dimensions
///
/// As a kernel machine it has k(x, x_i) = σ^-n κ((x - x_i)/σ), and nothing to learn: α_i = 1/m for
/// all of them. Both κ here depend on ‖u‖ only:
///
///     Gaussian        (2π)^(-n/2) exp(-‖u‖²/2)
///     Epanechnikov    (n + 2)/(2 c_n) (1 - ‖u‖²) in the unit ball, whose volume is c_n; 0 outside
///
/// Leaves out: the choice of σ, and a σ for each direction or each example.
/// Source: Rosenblatt (1956); Parzen (1962); Silverman, Density Estimation for Statistics and Data
/// Analysis (1986), sec. 4.2.   Next: nadaraya_watson.hpp.
#pragma once

#include <boost/math/constants/constants.hpp>

#include "kernel/classical/radial.hpp"
#include "kernel/machines/kernel_expansion.hpp"

namespace pathkernel {

namespace detail {

/// ‖x - x'‖²/σ².
template <Real S>
[[nodiscard]] S squared_widths(std::span<const S> x, std::span<const S> other, const S& width) {
  if (!(width > S(0))) reject("kernel: bumps of width ", width, "; it must be above 0.");
  return squared_distance(x, other) / width / width;  // σ² may underflow where neither does
}

/// The volume of the unit ball in n dimensions: c_0 = 1, c_1 = 2, c_n = c_{n-2} 2π/n.
template <Real S>
[[nodiscard]] S unit_ball(int n) {
  if (n < 2) return S(n + 1);
  return unit_ball<S>(n - 2) * boost::math::constants::two_pi<S>() / n;
}

}  // namespace detail

/// σ^-n (2π)^(-n/2) exp(-‖x - x'‖²/(2σ²)): as a density of x, the normal one around x'.
template <Real S>
struct GaussianBump {
  S width;  ///< σ, in the units of x

  [[nodiscard]] S operator()(std::span<const S> x, std::span<const S> centre) const {
    using std::exp, std::pow, std::sqrt;
    const S u2 = detail::squared_widths(x, centre, width);
    const S peak = width * S(sqrt(boost::math::constants::two_pi<S>()));
    return exp(S(-u2 / 2)) / S(pow(peak, static_cast<int>(x.size())));
  }
};

/// σ^-n (n + 2)/(2 c_n) (1 - ‖x - x'‖²/σ²), or 0 further from x' than σ.
template <Real S>
struct EpanechnikovBump {
  S width;  ///< σ, in the units of x

  [[nodiscard]] S operator()(std::span<const S> x, std::span<const S> centre) const {
    using std::pow;
    const int n = static_cast<int>(x.size());
    const S inside = relu(S(1 - detail::squared_widths(x, centre, width)));
    return inside * S(n + 2) / (2 * detail::unit_ball<S>(n) * S(pow(width, n)));
  }
};

/// p(x) = Σ_i k(x, x_i)/m, for rows of a bump's values; its units are 1/[x]^n.
template <Real S>
[[nodiscard]] KernelExpansion<S> fit_density_estimate(std::size_t examples) {
  if (examples == 0) reject("kernel: no training points; a machine needs one or more.");
  return {std::vector<S>(examples, S(1) / static_cast<int>(examples))};
}

}  // namespace pathkernel
