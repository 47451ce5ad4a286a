/// @file arc_cosine.hpp
/// What two points are to a neuron with a random direction w, all of whose entries are standard
/// normal: it lets through the n-th power of w · x where that is above 0,
///
///     k_n(x, x') = 2 E[step(w · x) (w · x)^n step(w · x') (w · x')^n] = ‖x‖^n ‖x'‖^n J_n(θ)/π
///
///     J_0 = π - θ,   J_1 = sin θ + (π - θ) cos θ,   J_2 = 3 sin θ cos θ + (π - θ)(1 + 2 cos² θ)
///
/// for points at an angle θ. A relu is the case n = 1, its slope n = 0.
///
/// acos(x · x'/(‖x‖ ‖x'‖)) would lose half of the digits where θ is near 0 or π. From the
/// directions x̂ = x/‖x‖, θ = 2 atan(‖x̂ - x̂'‖/‖x̂ + x̂'‖) has them all, and so has π - θ with
/// the lengths exchanged. Opposite points have small J_n, what is left of terms that cancel: there
/// a series is summed.
///
/// Leaves out: orders above 2.
/// Source: Cho & Saul, Kernel methods for deep learning (NIPS 2009); for the angle Kahan, How
/// futile are mindless assessments of roundoff (2006), sec. 12.   Next: gaussian_moments.hpp.
#pragma once

#include "kernel/classical/dot_products.hpp"

namespace pathkernel {

namespace detail {

/// θ, between 0 and π, and π - θ: each to all of its digits.
template <Real S>
struct Angle {
  S angle, supplement;
};

/// Of two points that are not 0.
template <Real S>
[[nodiscard]] Angle<S> angle_between(std::span<const S> x, std::span<const S> other) {
  using std::atan2;
  using std::sqrt;
  const S norm = sqrt(inner_product(x, x)), other_norm = sqrt(inner_product(other, other));
  S apart(0), together(0);
  for (std::size_t r = 0; r < x.size(); ++r) {
    const S u = x[r] / norm, v = other[r] / other_norm;
    apart += square(S(u - v));
    together += square(S(u + v));
  }
  const S a = sqrt(apart), b = sqrt(together);
  return {2 * atan2(a, b), 2 * atan2(b, a)};
}

/// π.
template <Real S>
[[nodiscard]] S half_turn() {
  using std::atan2;
  return atan2(S(0), S(-1));
}

/// Σ_{k >= first} (-1)^(k - first) factor(k) u^(2k+1)/(2k+1)!.
template <Real S, class F>
[[nodiscard]] S odd_series(const S& u, int first, F factor) {
  S power = u;
  for (int k = 1; k <= first; ++k) power *= u * u / S(2 * k * (2 * k + 1));
  for (S sum(0);; ++first) {
    const S next = sum + S(factor(first)) * power;
    if (next == sum) return sum;
    sum = next;
    power *= -u * u / S((2 * first + 2) * (2 * first + 3));
  }
}

/// sin δ - δ cos δ = δ³/3 - ...: J_1 of δ = π - θ.
template <Real S>
[[nodiscard]] S sine_beyond_cosine(const S& delta) {
  using std::cos;
  using std::sin;
  if (delta < 1) return odd_series(delta, 1, [](int k) { return 2 * k; });
  return sin(delta) - delta * cos(delta);
}

/// J_n(θ) from π - θ = δ: δ, sin δ - δ cos δ, δ (1 + 2 cos² δ) - 3 sin δ cos δ = 4 δ⁵/15 - ...
template <Real S>
[[nodiscard]] S arc_cosine_profile(int order, const S& delta) {
  using std::cos;
  using std::sin;
  if (order == 0) return delta;
  if (order == 1) return sine_beyond_cosine(delta);
  if (delta < 1) return odd_series(S(2 * delta), 2, [](int k) { return k - 1; });
  const S c = cos(delta);
  return delta * (1 + 2 * c * c) - 3 * sin(delta) * c;
}

}  // namespace detail

/// k_n(x, x') = ‖x‖^n ‖x'‖^n J_n(θ)/π.
struct ArcCosineKernel {
  int order = 1;  ///< n: 0, 1 or 2

  /// @throws std::invalid_argument  if the points differ in dimension, or the order is another
  /// @throws std::domain_error      if a point is 0 and so is the order: 0 has no direction
  template <Real S>
  [[nodiscard]] S operator()(std::span<const S> x, std::span<const S> other) const {
    using std::sqrt;
    detail::require_same_dimension("arc-cosine", x, other);
    if (order < 0 || order > 2)
      reject("kernel: the arc-cosine kernel of order ", order, "; it must be 0, 1 or 2.");
    const S norms = sqrt(inner_product(x, x)) * sqrt(inner_product(other, other));
    if (norms == 0) {
      if (order > 0) return S(0);
      fail(
          "kernel: the arc-cosine kernel of order 0 of a point that is 0, which has no direction. ",
          "Append a constant to every point.");
    }
    S scale(1);
    for (int k = 0; k < order; ++k) scale *= norms;
    const S delta = detail::angle_between(x, other).supplement;
    return scale * detail::arc_cosine_profile(order, delta) / detail::half_turn<S>();
  }
};

}  // namespace pathkernel
