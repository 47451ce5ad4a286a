/// @file rules.hpp
/// What a primitive tells about itself, and what follows from it.
///
/// A primitive is a struct that states its value and its derivative, as one of these kinds:
///
///     kind       value               derivative            so the k-th Taylor coefficient is
///     linear     y = A u (+ B v)     Aᵀ ȳ, Bᵀ ȳ            y_k = A u_k (+ B v_k)
///     bilinear   y = B(u, v)         both partial ones     y_k = Σ_j B(u_j, v_{k-j})
///     function   y = φ(u)            ȳ φ'(u)               k y_k = Σ_{j=1..k} j u_j φ'_{k-j}
///     special    its own             its own               its own `expand`
///
/// Leaves out: how series are stored and run in order, see expansion.hpp.
/// Source: Griewank & Walther (2008), ch. 13, for the series.   Next: leaves.hpp.
#pragma once

#include <algorithm>
#include <string_view>

#include "autodiff/shape.hpp"
#include "autodiff/tape.hpp"

namespace pathkernel {

enum class Kind { leaf, linear, bilinear, function, special };

/// What a pullback rule may look at: operands, result, and the adjoint ȳ of the result. V is Var,
/// so that what the rule computes is recorded.
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
  bool varies = false;  ///< false: coefficients above the 0-th are zero

  [[nodiscard]] BlockView<V> operator[](std::size_t k) const {
    return {data + k * stride, shape, lanes};
  }
};

/// Calls f(y, u, v) for every entry of y and the entries of u and v that belong to it.
template <class S, class F>
void for_each_entry(BlockView<S> y, BlockView<const S> u, BlockView<const S> v, F f) {
  const std::size_t u_step = u.lanes == 1 ? 0 : 1;
  const std::size_t v_step = v.lanes == 1 ? 0 : 1;
  for (std::size_t i = 0; i < y.shape.size(); ++i) {
    S* const y_lanes = &y.at(i, 0);
    const S* const u_lanes = &u.at(i, 0);
    const S* const v_lanes = &v.at(i, 0);
    for (std::size_t e = 0; e < y.lanes; ++e)
      f(y_lanes[e], u_lanes[e * u_step], v_lanes[e * v_step]);
  }
}

/// Two operands entry by entry: equal shapes, or a scalar with anything.
inline Shape elementwise_shape(std::string_view name, Shape u, Shape v) {
  if (u == v || v.is_scalar()) return u;
  if (u.is_scalar()) return v;
  reject("autodiff: ", name, " of a ", u, " block and a ", v,
         " block; entry by entry they need equal shapes, or one of them must be a scalar.");
}

template <class P>
concept ElementwiseUnary = requires(const double& u) { P::value(u); };
template <class P>
concept ElementwiseBinary = requires(const double& u) { P::value(u, u); };

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

/// y = φ(u, v).
template <class P, class S>
void evaluate(BlockView<S> y, BlockView<const S> u, BlockView<const S> v) {
  if constexpr (ElementwiseUnary<P>)
    for_each_entry(y, u, u, [](S& to, const S& a, const S&) { to = P::value(a); });
  else if constexpr (ElementwiseBinary<P>)
    for_each_entry(y, u, v, [](S& to, const S& a, const S& b) { to = P::value(a, b); });
  else if constexpr (P::kind == Kind::bilinear) {
    std::ranges::fill(y.entries(), S(0));
    P::accumulate(y, u, v);
  } else if constexpr (P::kind != Kind::leaf)
    P::evaluate(y, u, v);
}

/// y_k of a bilinear primitive: Σ_j B(u_j, v_{k-j}), one term where an operand is constant in time.
template <class P, class S>
void expand_bilinear(std::size_t k, SeriesView<S> y, SeriesView<const S> u, SeriesView<const S> v) {
  std::ranges::fill(y[k].entries(), S(0));
  const std::size_t first = v.varies ? 0 : k;
  const std::size_t last = u.varies ? k : 0;
  for (std::size_t j = first; j <= last; ++j) P::accumulate(y[k], u[j], v[k - j]);
}

}  // namespace pathkernel
