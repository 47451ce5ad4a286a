/// @file rules.hpp
/// What a primitive tells about itself, and what follows from it.
///
/// A primitive is a struct that states its value and its derivative, as one of these kinds:
///
///     kind       value               derivative            so the k-th Taylor coefficient is
///     linear     y = A u (+ B v)     Aᵀ ȳ, Bᵀ ȳ            y_k = A u_k (+ B v_k)
///     bilinear   y = B(u, v)         both partial ones     y_k = Σ_j B(u_j, v_{k-j})
///     function   y = φ(u)            ȳ φ'(u)               k y_k = Σ_{j=1..k} j u_j φ'_{k-j}
///     step       piecewise constant  0                     0 above the 0-th
///     special    its own             its own               its own `expand`
///
/// A function of two operands states both partial derivatives, and both sums are added. A linear
/// primitive of one operand may read a second one that does not move: a mask, or indices.
///
/// Leaves out: how series are stored and run in order, see expansion.hpp.
/// Source: Griewank & Walther (2008), ch. 13, for the series.   Next: ../apply.hpp.
#pragma once

#include <algorithm>
#include <string_view>
#include <type_traits>

#include "autodiff/shape.hpp"
#include "autodiff/tape.hpp"

namespace pathkernel {

enum class Kind { leaf, linear, bilinear, function, step, special };

/// What a pullback rule may look at: operands, result, and the adjoint ȳ of the result. V is what
/// it computes with: variables, blocks or numbers.
template <class V>
struct Locals {
  V u, v, y, adjoint;
};

/// A block's Taylor coefficients in time: the k-th is a block of the same layout.
template <class V>
struct SeriesView {
  V* data = nullptr;
  std::size_t stride = 0;  ///< numbers from one coefficient to the next
  Shape shape;
  std::size_t lanes = 1;
  bool varies = false;      ///< false: coefficients above the 0-th are zero
  std::size_t orders = 1;   ///< how many coefficients there are, or will be
  bool tapered = false;     ///< u_k is to be right to 2k/ln 2 bits less, where it matters so little
  std::size_t first = 0;    ///< the order of the coefficient at `data`

  [[nodiscard]] BlockView<V> operator[](std::size_t k) const {
    return {data + k * stride, shape, lanes};
  }
  /// Without the first n coefficients.
  [[nodiscard]] SeriesView from(std::size_t n) const {
    return {data + n * stride, stride, shape, lanes, varies, orders - n, tapered, first + n};
  }
};

template <class P>
concept ElementwiseUnary = requires(const double& u) { P::value(u); };
template <class P>
concept ElementwiseBinary = requires(const double& u) { P::value(u, u); };
template <class P>
concept Elementwise = ElementwiseUnary<P> || ElementwiseBinary<P>;

/// φ of plain numbers.
template <Elementwise P, class S>
[[nodiscard]] S value_of(const S& u, [[maybe_unused]] const S& v) {
  if constexpr (ElementwiseUnary<P>) return P::value(u);
  else return P::value(u, v);
}

namespace detail {
/// f(y, u, v) for n numbers in a row, or the same u (or v) for all of them. Each combination is a
/// loop of its own, since a compiler vectorises only a step that it knows.
template <class S, class F>
void for_each_in_row(std::size_t n, S* y, const S* u, bool u_moves, const S* v, bool v_moves,
                     F& f) {
  if constexpr (std::is_arithmetic_v<S>) {
    const S a = *u, b = *v;
    if (u_moves && v_moves)
      for (std::size_t e = 0; e < n; ++e) f(y[e], u[e], v[e]);
    else if (u_moves)
      for (std::size_t e = 0; e < n; ++e) f(y[e], u[e], b);
    else if (v_moves)
      for (std::size_t e = 0; e < n; ++e) f(y[e], a, v[e]);
    else
      for (std::size_t e = 0; e < n; ++e) f(y[e], a, b);
  } else {
    for (std::size_t e = 0; e < n; ++e) f(y[e], u[u_moves ? e : 0], v[v_moves ? e : 0]);
  }
}

/// Do u's numbers lie as y's, so that both can be walked in one row?
template <class S>
bool lies_as(const BlockView<S>& y, const BlockView<const S>& u) {
  return u.shape == y.shape && u.lanes == y.lanes && u.is_contiguous() && y.is_contiguous();
}
}  // namespace detail

/// Calls f(y, u, v) for every entry of y and the entries of u and v that belong to it.
template <class S, class F>
void for_each_entry(BlockView<S> y, BlockView<const S> u, BlockView<const S> v, F f) {
  const bool u_lies = detail::lies_as(y, u), v_lies = detail::lies_as(y, v);
  const auto is_one = [](const BlockView<const S>& x) {
    return x.shape.is_scalar() && x.lanes == 1;
  };
  if ((u_lies || is_one(u)) && (v_lies || is_one(v)) && y.is_contiguous())
    return detail::for_each_in_row(y.entries().size(), y.data, u.data, u_lies, v.data, v_lies, f);
  for (std::size_t i = 0; i < y.shape.size(); ++i)
    detail::for_each_in_row(y.lanes, &y.at(i, 0), &u.at(i, 0), u.lanes != 1, &v.at(i, 0),
                            v.lanes != 1, f);
}

/// Two operands entry by entry: equal shapes, or a scalar with anything.
inline Shape elementwise_shape(std::string_view name, Shape u, Shape v) {
  if (u == v || v.is_scalar()) return u;
  if (u.is_scalar()) return v;
  reject("autodiff: ", name, " of a ", u, " block and a ", v,
         " block; entry by entry they need equal shapes, or one of them must be a scalar.");
}

/// Shape of the result; a block primitive states its own.
template <class P>
[[nodiscard]] Shape result_shape(Shape u, Shape v) {
  if constexpr (ElementwiseUnary<P>) return u;
  else if constexpr (ElementwiseBinary<P>) return elementwise_shape(P::name, u, v);
  else return P::result_shape(u, v);
}

/// Whether the result is one block per example: if an operand is, unless the primitive says else.
template <class P>
[[nodiscard]] bool result_per_example(bool u, bool v) {
  if constexpr (requires { P::result_per_example; }) return P::result_per_example;
  else return u || v;
}

/// A primitive that makes a shared block of blocks that are per example.
template <class P>
inline constexpr bool sums_over_examples = false;
template <class P>
requires requires { P::result_per_example; }
inline constexpr bool sums_over_examples<P> = !P::result_per_example;

/// What computes a block from those of its operands.
template <class S>
using Compute = void (*)(BlockView<S> y, BlockView<const S> u, BlockView<const S> v);

/// y = φ(u, v), a Compute<S>.
template <class P, class S>
void evaluate(BlockView<S> y, BlockView<const S> u, BlockView<const S> v) {
  if constexpr (ElementwiseUnary<P>)
    for_each_entry(y, u, u, [](S& to, const S& a, const S&) { to = P::value(a); });
  else if constexpr (ElementwiseBinary<P>)
    for_each_entry(y, u, v, [](S& to, const S& a, const S& b) { to = P::value(a, b); });
  else if constexpr (requires { P::evaluate(y, u, v); })
    P::evaluate(y, u, v);
  else if constexpr (P::kind != Kind::leaf) {
    std::ranges::fill(y.entries(), S(0));
    P::accumulate(y, u, v);
  }
}

}  // namespace pathkernel
