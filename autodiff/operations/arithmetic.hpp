/// @file arithmetic.hpp
/// + - * / entry by entry. Blocks have equal shapes, or one of them is a scalar.
///
/// Division is the only one that is neither linear nor bilinear, and its series rule comes from the
/// bilinear one of v y = u, solved for the newest coefficient.
///
/// Leaves out: the matrix product (products.hpp), real powers (exponentials.hpp).
/// Source: Griewank & Walther (2008), table 13.1, for the series.   Next: ../elementary.hpp.
#pragma once

#include "autodiff/operations/series.hpp"

namespace pathkernel {

/// y = u + v.
struct Add {
  static constexpr std::string_view name = "add";
  static constexpr Kind kind = Kind::linear;
  static constexpr int operands = 2;
  template <class S>
  static S value(const S& u, const S& v) { return u + v; }
  template <class V>
  static V pullback_left(const Locals<V>& at) { return at.adjoint; }
  template <class V>
  static V pullback_right(const Locals<V>& at) { return at.adjoint; }
};

/// y = u - v.
struct Subtract {
  static constexpr std::string_view name = "subtract";
  static constexpr Kind kind = Kind::linear;
  static constexpr int operands = 2;
  template <class S>
  static S value(const S& u, const S& v) { return u - v; }
  template <class V>
  static V pullback_left(const Locals<V>& at) { return at.adjoint; }
  template <class V>
  static V pullback_right(const Locals<V>& at) { return -at.adjoint; }
};

/// y = -u.
struct Negate {
  static constexpr std::string_view name = "negate";
  static constexpr Kind kind = Kind::linear;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u) { return -u; }
  template <class V>
  static V pullback_left(const Locals<V>& at) { return -at.adjoint; }
};

/// y = u v.
struct Multiply {
  static constexpr std::string_view name = "multiply";
  static constexpr Kind kind = Kind::bilinear;
  static constexpr int operands = 2;
  template <class S>
  static S value(const S& u, const S& v) { return u * v; }
  template <class S>
  static void accumulate(BlockView<S> y, BlockView<const S> u, BlockView<const S> v,
                         detail::Terms terms = {}) {
    if (detail::lies_as(y, u) && detail::lies_as(y, v))
      return detail::add_entries(y.data, u.data, v.data, y.entries().size(), terms);
    for (std::size_t t = 0; t < terms.count; ++t, u.data += terms.left, v.data += terms.right)
      for_each_entry(y, u, v, MultiplyAdd<S>(terms.unneeded_bits));
  }
  template <class V>
  static V pullback_left(const Locals<V>& at) { return at.adjoint * at.v; }
  template <class V>
  static V pullback_right(const Locals<V>& at) { return at.adjoint * at.u; }
};

/// y = u²,   y_k = 2 Σ_{j < k/2} u_j u_{k-j} + [k even] u_{k/2}²: half the products of u u.
struct Square {
  static constexpr std::string_view name = "square";
  static constexpr Kind kind = Kind::special;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u) { return u * u; }
  template <class V>
  static V pullback_left(const Locals<V>& at) { return 2 * at.adjoint * at.u; }
  template <class S>
  static void expand(std::size_t k, SeriesView<S> y, SeriesView<const S> u, SeriesView<const S>) {
    if (y.orders >= detail::long_series) return detail::add_product<Multiply>(y, u, u, k);
    if (k > 0)
      detail::add_terms<Multiply, S>(y[k], u, u, k, 0, (k - 1) / 2, detail::unneeded_bits(y, k));
    for (S& entry : y[k].entries()) entry += entry;
    if (k % 2 == 0) Multiply::accumulate(y[k], u[k / 2], u[k / 2]);
  }
};

/// y = u / v, refused by no one at v = 0: the quotient is what the scalar makes of it.
/// v_0 y_k = u_k - Σ_{j=1..k} v_j y_{k-j}.
struct Divide {
  static constexpr std::string_view name = "divide";
  static constexpr Kind kind = Kind::special;
  static constexpr int operands = 2;
  template <class S>
  static S value(const S& u, const S& v) { return u / v; }
  template <class V>
  static V pullback_left(const Locals<V>& at) { return at.adjoint / at.v; }
  template <class V>
  static V pullback_right(const Locals<V>& at) { return -(at.adjoint / at.v * at.y); }
  template <class S>
  static void expand(std::size_t k, SeriesView<S> y, SeriesView<const S> u, SeriesView<const S> v) {
    const SeriesView<const S> quotient{y.data, y.stride, y.shape,  y.lanes,
                                       true,   y.orders, y.tapered};
    if (k > 0 && v.varies) detail::add_product<Multiply>(y.from(1), v.from(1), quotient, k - 1);
    for_each_entry(y[k], u[k], v[0], [](S& to, const S& a, const S& b) { to = (a - to) / b; });
  }
};

template <Operand W>
[[nodiscard]] W operator+(const W& u, const W& v) { return apply<Add>(u, v); }
template <Operand W>
[[nodiscard]] W operator-(const W& u, const W& v) { return apply<Subtract>(u, v); }
template <Operand W>
[[nodiscard]] W operator*(const W& u, const W& v) { return apply<Multiply>(u, v); }
template <Operand W>
[[nodiscard]] W operator/(const W& u, const W& v) { return apply<Divide>(u, v); }
template <Operand W>
[[nodiscard]] W operator-(const W& u) { return apply<Negate>(u); }
template <Operand W>
[[nodiscard]] W square(const W& u) { return apply<Square>(u); }

// A plain number beside an operand is a constant. Written out, since a template deduces no
// conversion: W::Number lets `2 * u` take the scalar from u alone.

template <Operand W>
[[nodiscard]] W operator+(const typename W::Number& c, const W& u) {
  return constant_beside(u, c) + u;
}
template <Operand W>
[[nodiscard]] W operator+(const W& u, const typename W::Number& c) {
  return u + constant_beside(u, c);
}
template <Operand W>
[[nodiscard]] W operator-(const typename W::Number& c, const W& u) {
  return constant_beside(u, c) - u;
}
template <Operand W>
[[nodiscard]] W operator-(const W& u, const typename W::Number& c) {
  return u - constant_beside(u, c);
}
template <Operand W>
[[nodiscard]] W operator*(const typename W::Number& c, const W& u) {
  return constant_beside(u, c) * u;
}
template <Operand W>
[[nodiscard]] W operator*(const W& u, const typename W::Number& c) {
  return u * constant_beside(u, c);
}
template <Operand W>
[[nodiscard]] W operator/(const typename W::Number& c, const W& u) {
  return constant_beside(u, c) / u;
}
template <Operand W>
[[nodiscard]] W operator/(const W& u, const typename W::Number& c) {
  return u / constant_beside(u, c);
}

/// u^n as products: by squaring, so that about 2 log2 n of them are needed. Defined and
/// differentiable at u = 0 for n >= 0, with u^0 = 1 everywhere; for n < 0 it is 1 / u^-n.
template <Operand W, std::integral N>
[[nodiscard]] W pow(const W& u, N n) {
  const bool inverse = n < 0;
  auto rest = static_cast<std::make_unsigned_t<N>>(n);
  if (inverse) rest = static_cast<decltype(rest)>(0 - rest);
  if (rest == 0) {
    const W one = broadcast(constant_beside(u, NumberOf<W>(1)), u.shape());
    return u.per_example() ? repeat_per_example(one) : one;
  }
  std::optional<W> result;
  W squared = u;
  for (;; squared = square(squared)) {
    if (rest % 2 == 1) result = result ? *result * squared : squared;
    rest = static_cast<decltype(rest)>(rest / 2);
    if (rest == 0) break;
  }
  return inverse ? 1 / *result : *result;
}

}  // namespace pathkernel
