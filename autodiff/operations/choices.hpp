/// @file choices.hpp
/// Comparisons, and the functions with a kink: |u|, max, min, relu.
///
/// A program has no branches, so that it runs for many examples at once: comparing variables gives
/// a *mask*, 1 or 0 in every entry, and select(mask, u, v) takes u where it is 1. A mask is
/// piecewise constant and has derivative 0. A NaN is neither less nor greater, and so counts as
/// <= and >=. At a kink the derivatives are:
///
///     |u|  at 0: 0      relu(u)  at 0: 0      max and min at a tie: all of it to the first operand
///
/// A power series has no such choice. Where a moving operand is at a kink, no series exists, and
/// expanding one there is refused.
///
/// Leaves out: equality, whose mask would differ from 0 on a set of measure 0 only.
/// Next: sums.hpp.
#pragma once

#include "autodiff/operations/circular.hpp"

namespace pathkernel {

namespace detail {
/// Refuses the series of what has a kink where u = v, if it is there. A comparison with a NaN is
/// refused too: nothing is known about its place.
template <class S>
void require_no_kink(std::string_view name, BlockView<const S> y, BlockView<const S> u,
                     BlockView<const S> v) {
  for (std::size_t i = 0; i < y.shape.size(); ++i)
    for (std::size_t e = 0; e < y.lanes; ++e)
      if (!possibly_less(u.at(i, e), v.at(i, e)) && !possibly_less(v.at(i, e), u.at(i, e)))
        fail("autodiff: a series of ", name, " at its kink, where ", u.at(i, e), " meets ",
             v.at(i, e), ": none exists. Begin beside it.");
}

/// y_k of max or min: that of the operand which is taken at order 0.
template <class P, class S, class Mask>
void expand_choice(std::size_t k, SeriesView<S> y, SeriesView<const S> u, SeriesView<const S> v,
                   Mask takes_right) {
  const BlockView<S> to = y[k];
  if (k == 0) require_no_kink(P::name, as_const(to), u[0], v[0]);
  for (std::size_t i = 0; i < to.shape.size(); ++i)
    for (std::size_t e = 0; e < to.lanes; ++e)
      to.at(i, e) = choose(S(takes_right(u[0].at(i, e), v[0].at(i, e))), S(v[k].at(i, e)),
                           S(u[k].at(i, e)));
}
}  // namespace detail

/// y = 1 where u < v, else 0.
struct Less {
  static constexpr std::string_view name = "less";
  static constexpr Kind kind = Kind::step;
  static constexpr int operands = 2;
  template <class S>
  static S value(const S& u, const S& v) { return less(u, v); }
  template <class S>
  static void require_series(BlockView<const S> y, BlockView<const S> u, BlockView<const S> v) {
    detail::require_no_kink(name, y, u, v);
  }
};

/// y = u where the mask is not 0, else 0. Unlike a product with the mask, it drops what is infinite
/// or NaN, so that the side not taken can't spoil a gradient.
struct Where {
  static constexpr std::string_view name = "where";
  static constexpr Kind kind = Kind::linear;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u, const S& mask) { return choose(mask, u, S(0)); }
  template <class V>
  static V pullback_left(const Locals<V>& at) { return apply<Where>(at.adjoint, at.v); }
};

/// y = |u|,   dy/du = sign u, with 0 at 0.
struct Abs {
  static constexpr std::string_view name = "abs";
  static constexpr Kind kind = Kind::function;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u) {
    using elementary::abs;
    return abs(u);
  }
  template <class V>
  static V derivative(const V& u, const V& /*y*/) {
    const V zero = constant_beside(u, NumberOf<V>(0));
    return apply<Less>(zero, u) - apply<Less>(u, zero);
  }
};

/// y = max(u, 0),   dy/du = 1 for u > 0, else 0.
struct Relu {
  static constexpr std::string_view name = "relu";
  static constexpr Kind kind = Kind::function;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u) { return relu(u); }
  template <class V>
  static V derivative(const V& u, const V& /*y*/) {
    return apply<Less>(constant_beside(u, NumberOf<V>(0)), u);
  }
};

/// y = max(u, v): v where u < v, else u.
struct Max {
  static constexpr std::string_view name = "max";
  static constexpr Kind kind = Kind::special;
  static constexpr int operands = 2;
  template <class S>
  static S value(const S& u, const S& v) { return max(u, v); }
  template <class V>
  static V pullback_left(const Locals<V>& at) {
    return apply<Where>(at.adjoint, 1 - apply<Less>(at.u, at.v));
  }
  template <class V>
  static V pullback_right(const Locals<V>& at) {
    return apply<Where>(at.adjoint, apply<Less>(at.u, at.v));
  }
  template <class S>
  static void expand(std::size_t k, SeriesView<S> y, SeriesView<const S> u, SeriesView<const S> v) {
    detail::expand_choice<Max>(k, y, u, v, [](const S& a, const S& b) { return less(a, b); });
  }
};

/// y = min(u, v): v where v < u, else u.
struct Min {
  static constexpr std::string_view name = "min";
  static constexpr Kind kind = Kind::special;
  static constexpr int operands = 2;
  template <class S>
  static S value(const S& u, const S& v) { return min(u, v); }
  template <class V>
  static V pullback_left(const Locals<V>& at) {
    return apply<Where>(at.adjoint, 1 - apply<Less>(at.v, at.u));
  }
  template <class V>
  static V pullback_right(const Locals<V>& at) {
    return apply<Where>(at.adjoint, apply<Less>(at.v, at.u));
  }
  template <class S>
  static void expand(std::size_t k, SeriesView<S> y, SeriesView<const S> u, SeriesView<const S> v) {
    detail::expand_choice<Min>(k, y, u, v, [](const S& a, const S& b) { return less(b, a); });
  }
};

template <Operand W>
[[nodiscard]] W operator<(const W& u, const W& v) { return apply<Less>(u, v); }
template <Operand W>
[[nodiscard]] W operator>(const W& u, const W& v) { return v < u; }
template <Operand W>
[[nodiscard]] W operator<=(const W& u, const W& v) { return 1 - (v < u); }
template <Operand W>
[[nodiscard]] W operator>=(const W& u, const W& v) { return 1 - (u < v); }
template <Operand W>
[[nodiscard]] W operator<(const W& u, const typename W::Number& c) {
  return u < constant_beside(u, c);
}
template <Operand W>
[[nodiscard]] W operator>(const W& u, const typename W::Number& c) {
  return u > constant_beside(u, c);
}
template <Operand W>
[[nodiscard]] W operator<=(const W& u, const typename W::Number& c) {
  return u <= constant_beside(u, c);
}
template <Operand W>
[[nodiscard]] W operator>=(const W& u, const typename W::Number& c) {
  return u >= constant_beside(u, c);
}

/// u where the mask is 1, v where it is 0; masks that are added up must still be one or the other.
template <Operand W>
[[nodiscard]] W select(const W& mask, const W& u, const W& v) {
  return apply<Where>(u, mask) + apply<Where>(v, 1 - mask);
}

template <Operand W>
[[nodiscard]] W abs(const W& u) { return apply<Abs>(u); }
template <Operand W>
[[nodiscard]] W relu(const W& u) { return apply<Relu>(u); }
template <Operand W>
[[nodiscard]] W max(const W& u, const W& v) { return apply<Max>(u, v); }
template <Operand W>
[[nodiscard]] W min(const W& u, const W& v) { return apply<Min>(u, v); }
template <Operand W>
[[nodiscard]] W max(const W& u, const typename W::Number& c) {
  return max(u, constant_beside(u, c));
}
template <Operand W>
[[nodiscard]] W max(const typename W::Number& c, const W& u) {
  return max(constant_beside(u, c), u);
}
template <Operand W>
[[nodiscard]] W min(const typename W::Number& c, const W& u) {
  return min(constant_beside(u, c), u);
}
template <Operand W>
[[nodiscard]] W min(const W& u, const typename W::Number& c) {
  return min(u, constant_beside(u, c));
}

}  // namespace pathkernel
