/// @file apply.hpp
/// One rule, read three ways: apply<P>(u, v) *records* φ(u, v) where u and v are variables,
/// *computes* it where they are blocks, and where they are plain numbers.
///
/// The derivative rules of operations/ are written with apply, so that one line serves a gradient
/// that is recorded (to be run again, differentiated again), one that is computed at once, and
/// dual numbers.
///
/// Leaves out: what the primitives are.
/// Next: operations/leaves.hpp.
#pragma once

#include "autodiff/block.hpp"
#include "autodiff/var.hpp"

namespace pathkernel {

/// A variable or a block.
template <class W>
concept Operand = requires(const W& u) {
  typename W::Number;
  { u.shape() } -> std::same_as<Shape>;
  { u.per_example() } -> std::same_as<bool>;
};

namespace detail {
template <class W>
struct NumberIn {
  using type = W;
};
template <Operand W>
struct NumberIn<W> {
  using type = typename W::Number;
};
}  // namespace detail

/// The scalar that a variable, a block or a number is made of.
template <class W>
using NumberOf = typename detail::NumberIn<W>::type;

// ---- variables: recorded ----

template <class P, Scalar S>
[[nodiscard]] Var<S> apply_as(Var<S> u, Var<S> v, Shape shape) {
  require_same_tape(u, v);
  return record_as<P, S>(u, v, shape);
}
template <class P, Scalar S>
[[nodiscard]] Var<S> apply(Var<S> u, Var<S> v) {
  return record<P, S>(u, v);
}

// ---- blocks: computed ----

template <class P, Scalar S>
[[nodiscard]] Block<S> apply_as(const Block<S>& u, const Block<S>& v, Shape shape) {
  Block<S> y(shape, result_per_example<P>(u.per_example(), v.per_example()),
             std::max(u.examples(), v.examples()));
  evaluate<P, S>(y.own(), u.view(), v.view());
  return y;
}
template <class P, Scalar S>
[[nodiscard]] Block<S> apply(const Block<S>& u, const Block<S>& v) {
  return apply_as<P, S>(u, v, result_shape<P>(u.shape(), v.shape()));
}

// ---- numbers: computed ----

template <class P, Scalar S>
[[nodiscard]] S apply(const S& u, const S& v) {
  return value_of<P>(u, v);
}

// ---- one operand ----

template <class P, class W>
[[nodiscard]] W apply(const W& u) {
  return apply<P>(u, u);
}

}  // namespace pathkernel
