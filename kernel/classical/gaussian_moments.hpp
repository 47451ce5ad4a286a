/// @file gaussian_moments.hpp
/// What an activation makes of two normal numbers u and v, with mean 0, and known variances and
/// covariance: E φ(u)², E φ(u) φ(v), E φ(v)² and E φ'(u) φ'(v), where they have a closed form.
///
///     relu   √(a b) J_1(θ)/(2π)                              J_0(θ)/(2π)
///     erf    (2/π) asin(2 c/√((1 + 2 a)(1 + 2 b)))           (4/π)/√((1 + 2 a)(1 + 2 b) - 4 c²)
///     sin    e^(-(a + b)/2) sinh c                           e^(-(a + b)/2) cosh c
///     gelu   c P + (a b - c² + c²/(1 + a) + c²/(1 + b)) p    P + (c/(1 + a) + c/(1 + b) + c/D) p
///
/// Here a = E u², b = E v², c = E u v; cos θ = c/√(a b), and J_n as in arc_cosine.hpp. For gelu,
/// u Φ(u), integration by parts takes u and v away, E u g = a E ∂g/∂u + c E ∂g/∂v, and leaves
///
///     P = E Φ(u) Φ(v) = 1/4 + asin(c/√(D + c²))/(2π),   D = (1 + a)(1 + b) - c²,   p = 1/(2π √D)
///
/// Near u = v, a b - c² cancels. A relu's slope would lose half of its digits with it: so that
/// determinant is handed on as a number of its own, and a relu's is made without cancelling.
///
/// A variance of 0 leaves no angle: that number is always 0, where a relu has its kink. As
/// everywhere here relu'(0) = 0, so that E φ'(u) φ'(v) = 0 if a or b is 0.
///
/// Leaves out: tanh, sigmoid and softplus, which have no closed form; for them, quadrature.
/// Source: Williams, Computing with infinite networks (NIPS 1996), for erf; Cho & Saul (2009), for
/// relu; Pearce et al. (UAI 2019), for sin; Tsuchida et al. (AAAI 2021), for gelu.
/// Next: infinite_width.hpp.
#pragma once

#include "kernel/classical/arc_cosine.hpp"
#include "kernel/classical/radial.hpp"

namespace pathkernel {

/// φ with a closed form: max(u, 0), erf u, sin u, u Φ(u).
enum class WideActivation { relu, erf, sin, gelu };

/// Of two numbers with mean 0: E u², E u v, E v², and E u² E v² - (E u v)².
template <Real S>
struct Covariance {
  S uu, uv, vv;
  S determinant;
};

/// Of φ(u) and φ(v), which have other means: mean products, not covariances.
template <Real S>
struct Moments {
  S uu, uv, vv;   ///< E φ(u)², E φ(u) φ(v), E φ(v)²
  S determinant;  ///< uu vv - uv²
  S distance;     ///< E (φ(u) - φ(v))²
  S slopes;       ///< E φ'(u) φ'(v)
};

namespace detail {

/// A relu turns an angle θ into one whose cosine is J_1(θ)/π, hence
/// 1 - cosine = 2 sin²(θ/2) - (sin θ - θ cos θ)/π, of which no digit cancels. At a variance of 0
/// there is no θ, and relu'(0) = 0.
template <Real S>
[[nodiscard]] Moments<S> relu_moments(const Covariance<S>& c) {
  using std::atan2;
  using std::sin;
  using std::sqrt;
  const S u = sqrt(c.uu), v = sqrt(c.vv), area = sqrt(c.determinant), turn = half_turn<S>();
  const S angle = atan2(area, c.uv), supplement = atan2(area, S(-c.uv));
  const S versine = 2 * square(S(sin(S(angle / 2)))) - sine_beyond_cosine(angle) / turn;
  return {c.uu / 2,
          u * v * sine_beyond_cosine(supplement) / (2 * turn),
          c.vv / 2,
          c.uu * c.vv * versine * (2 - versine) / 4,
          square(S(u - v)) / 2 + u * v * versine,
          c.uu > 0 && c.vv > 0 ? S(supplement / (2 * turn)) : S(0)};
}

/// E φ(u) φ(v) of the activations without a kink. asin(s/r) is atan2(s, √(r² - s²)), which stays
/// exact near 1.
template <Real S>
[[nodiscard]] S mean_product(WideActivation activation, const Covariance<S>& c) {
  using std::abs;
  using std::atan2;
  using std::exp;
  using std::expm1;
  using std::sqrt;
  const S turn = half_turn<S>();
  if (activation == WideActivation::erf)
    return 2 * atan2(S(2 * c.uv), S(sqrt(S(1 + 2 * c.uu + 2 * c.vv + 4 * c.determinant)))) / turn;
  if (activation == WideActivation::sin) {  // e^-m sinh c, where nothing overflows or cancels
    const S size = abs(c.uv), product = -exp(S(size - (c.uu + c.vv) / 2)) * expm1(S(-2 * size)) / 2;
    return c.uv < 0 ? S(-product) : product;
  }
  const S root = sqrt(S(1 + c.uu + c.vv + c.determinant));
  const S both = S(1) / 4 + atan2(c.uv, root) / (2 * turn);
  const S rest = c.determinant + square(c.uv) * (1 / (1 + c.uu) + 1 / (1 + c.vv));
  return c.uv * both + rest / (2 * turn * root);
}

/// E φ'(u) φ'(v) of the same.
template <Real S>
[[nodiscard]] S mean_slope_product(WideActivation activation, const Covariance<S>& c) {
  using std::atan2;
  using std::exp;
  using std::sqrt;
  const S turn = half_turn<S>();
  if (activation == WideActivation::erf)
    return 4 / (turn * sqrt(S(1 + 2 * c.uu + 2 * c.vv + 4 * c.determinant)));
  if (activation == WideActivation::sin) {
    const S mean = (c.uu + c.vv) / 2;
    return (exp(S(c.uv - mean)) + exp(S(-c.uv - mean))) / 2;
  }
  const S D = 1 + c.uu + c.vv + c.determinant, root = sqrt(D);
  return S(1) / 4 + atan2(c.uv, root) / (2 * turn) +
         c.uv * (1 / (1 + c.uu) + 1 / (1 + c.vv) + 1 / D) / (2 * turn * root);
}

}  // namespace detail

/// The moments of φ(u) and φ(v), u and v jointly normal with mean 0.
template <Real S>
[[nodiscard]] Moments<S> gaussian_moments(WideActivation activation, const Covariance<S>& c) {
  if (activation == WideActivation::relu) return detail::relu_moments(c);
  const S uu = detail::mean_product(activation, Covariance<S>{c.uu, c.uu, c.uu, S(0)});
  const S vv = detail::mean_product(activation, Covariance<S>{c.vv, c.vv, c.vv, S(0)});
  const S uv = detail::mean_product(activation, c);
  return {uu,
          uv,
          vv,
          max(S(0), S(uu * vv - uv * uv)),
          uu + vv - 2 * uv,
          detail::mean_slope_product(activation, c)};
}

}  // namespace pathkernel
