/// @file dual.hpp
/// A dual number: a value and how fast it moves, as one number with ε² = 0.
///
///     φ(u + ε u̇) = φ(u) + ε φ'(u) u̇
///
/// It is a scalar like any other. A tape of dual numbers, a replay, a series, or any generic code
/// then carries one directional derivative along with every value, and Dual<Dual<S>> a second one:
/// the ε of each level is its own, so that nested derivatives do not mix.
///
/// Each function's derivative is that of its primitive, which is written once, in operations/. A
/// comparison looks at values alone; equality at both parts, for an adjoint 0 + ε is not zero.
///
/// Leaves out: an order (a + ε b has no single place on the line); whole-number powers.
/// Source: Clifford, Preliminary sketch of biquaternions (1873), for ε² = 0.   Next: rewrite.hpp.
#pragma once

#include <ostream>

#include "autodiff/operations/choices.hpp"

namespace pathkernel {

/// value + ε tangent.
template <Scalar S>
struct Dual {
  S value = S(0);
  S tangent = S(0);

  Dual() = default;
  /// A number that does not move. Implicit, so that `1 - u` and `c * u` read as for every scalar.
  template <std::integral I>
  Dual(I number) : value(S(number)) {}
  Dual(const S& number) : value(number) {}
  Dual(const S& at, const S& speed) : value(at), tangent(speed) {}

  explicit operator double() const { return static_cast<double>(value); }

  friend bool operator==(const Dual&, const Dual&) = default;
  friend Dual operator-(const Dual& u) { return {-u.value, -u.tangent}; }
  friend Dual operator+(const Dual& u, const Dual& v) {
    return {u.value + v.value, u.tangent + v.tangent};
  }
  friend Dual operator-(const Dual& u, const Dual& v) {
    return {u.value - v.value, u.tangent - v.tangent};
  }
  friend Dual operator*(const Dual& u, const Dual& v) {
    return {u.value * v.value, u.tangent * v.value + u.value * v.tangent};
  }
  friend Dual operator/(const Dual& u, const Dual& v) {
    const S y = u.value / v.value;
    return {y, (u.tangent - y * v.tangent) / v.value};
  }
  Dual& operator+=(const Dual& v) { return *this = *this + v; }
  Dual& operator-=(const Dual& v) { return *this = *this - v; }
  Dual& operator*=(const Dual& v) { return *this = *this * v; }
  Dual& operator/=(const Dual& v) { return *this = *this / v; }

  friend std::ostream& operator<<(std::ostream& out, const Dual& u) {
    return out << '(' << u.value << " + ε " << u.tangent << ')';
  }
};

// ---- functions: each primitive's own, and its own derivative ----

namespace detail {
/// φ(u) + ε φ'(u) u̇.
template <class P, Scalar S>
[[nodiscard]] Dual<S> of_dual(const Dual<S>& u) {
  const S y = P::value(u.value);
  return {y, P::derivative(u.value, y) * u.tangent};
}
/// φ(u, v) + ε (∂φ/∂u u̇ + ∂φ/∂v v̇).
template <class P, Scalar S>
[[nodiscard]] Dual<S> of_dual(const Dual<S>& u, const Dual<S>& v) {
  const S y = P::value(u.value, v.value);
  return {y, P::derivative_left(u.value, v.value, y) * u.tangent +
                 P::derivative_right(u.value, v.value, y) * v.tangent};
}
}  // namespace detail

template <Scalar S>
[[nodiscard]] Dual<S> exp(const Dual<S>& u) { return detail::of_dual<Exp>(u); }
template <Scalar S>
[[nodiscard]] Dual<S> expm1(const Dual<S>& u) { return detail::of_dual<Expm1>(u); }
template <Scalar S>
[[nodiscard]] Dual<S> log(const Dual<S>& u) { return detail::of_dual<Log>(u); }
template <Scalar S>
[[nodiscard]] Dual<S> log1p(const Dual<S>& u) { return detail::of_dual<Log1p>(u); }
template <Scalar S>
[[nodiscard]] Dual<S> sqrt(const Dual<S>& u) { return detail::of_dual<Sqrt>(u); }
template <Scalar S>
[[nodiscard]] Dual<S> pow(const Dual<S>& u, const Dual<S>& v) {
  return detail::of_dual<Power>(u, v);
}
template <Scalar S>
[[nodiscard]] Dual<S> sigmoid(const Dual<S>& u) { return detail::of_dual<Sigmoid>(u); }
template <Scalar S>
[[nodiscard]] Dual<S> softplus(const Dual<S>& u) { return detail::of_dual<Softplus>(u); }
template <Scalar S>
[[nodiscard]] Dual<S> sin(const Dual<S>& u) { return detail::of_dual<Sin>(u); }
template <Scalar S>
[[nodiscard]] Dual<S> cos(const Dual<S>& u) { return detail::of_dual<Cos>(u); }
template <Scalar S>
[[nodiscard]] Dual<S> tan(const Dual<S>& u) { return detail::of_dual<Tan>(u); }
template <Scalar S>
[[nodiscard]] Dual<S> atan(const Dual<S>& u) { return detail::of_dual<Atan>(u); }
template <Scalar S>
[[nodiscard]] Dual<S> sinh(const Dual<S>& u) { return detail::of_dual<Sinh>(u); }
template <Scalar S>
[[nodiscard]] Dual<S> cosh(const Dual<S>& u) { return detail::of_dual<Cosh>(u); }
template <Scalar S>
[[nodiscard]] Dual<S> tanh(const Dual<S>& u) { return detail::of_dual<Tanh>(u); }
template <Scalar S>
[[nodiscard]] Dual<S> erf(const Dual<S>& u) { return detail::of_dual<Erf>(u); }
template <Scalar S>
[[nodiscard]] Dual<S> abs(const Dual<S>& u) { return detail::of_dual<Abs>(u); }
template <Scalar S>
[[nodiscard]] Dual<S> relu(const Dual<S>& u) { return detail::of_dual<Relu>(u); }
template <Scalar S>
[[nodiscard]] Dual<S> square(const Dual<S>& u) {
  return {square(u.value), 2 * u.value * u.tangent};
}

// ---- order and choice, by value ----

template <Scalar S>
[[nodiscard]] bool certainly_less(const Dual<S>& a, const Dual<S>& b) {
  return certainly_less(a.value, b.value);
}
template <Scalar S>
[[nodiscard]] bool possibly_less(const Dual<S>& a, const Dual<S>& b) {
  return possibly_less(a.value, b.value);
}
/// The mask of a < b. It is piecewise constant, and does not move.
template <Scalar S>
[[nodiscard]] Dual<S> less(const Dual<S>& a, const Dual<S>& b) { return less(a.value, b.value); }
/// a, value and tangent together, where the mask is not 0, else b.
template <Scalar S>
[[nodiscard]] Dual<S> choose(const Dual<S>& mask, const Dual<S>& a, const Dual<S>& b) {
  return {choose(mask.value, a.value, b.value), choose(mask.value, a.tangent, b.tangent)};
}
template <Scalar S>
[[nodiscard]] Dual<S> max(const Dual<S>& u, const Dual<S>& v) { return choose(less(u, v), v, u); }
template <Scalar S>
[[nodiscard]] Dual<S> min(const Dual<S>& u, const Dual<S>& v) { return choose(less(v, u), v, u); }
template <Scalar S>
[[nodiscard]] bool signbit(const Dual<S>& u) {
  using std::signbit;
  return signbit(u.value);
}

}  // namespace pathkernel
