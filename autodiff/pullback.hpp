/// @file pullback.hpp
/// What one instruction passes back to its operands, from what its primitive tells of itself:
///
///     ū += ȳ ∂φ/∂u,     v̄ += ȳ ∂φ/∂v.
///
/// The contribution of an operand that was broadcast (a scalar in every entry, one block in every
/// example) is summed over all the places where it was used.
///
/// Leaves out: the order in which instructions are visited (gradient.hpp, adjoints.hpp).
/// Next: gradient.hpp.
#pragma once

#include <array>

#include "autodiff/operations/products.hpp"

namespace pathkernel {

namespace detail {
template <class... Ps>
consteval auto kinds_of(TypeList<Ps...>) {
  return std::array{Ps::kind...};
}
template <class... Ps>
consteval auto names_of(TypeList<Ps...>) {
  return std::array{Ps::name...};
}
}  // namespace detail

/// The kind of the primitive that the opcode stands for.
[[nodiscard]] inline Kind kind_of(Opcode opcode) {
  static constexpr std::array kinds = detail::kinds_of(Primitives{});
  return kinds[opcode];
}
/// Its name.
[[nodiscard]] inline std::string_view name_of(Opcode opcode) {
  static constexpr std::array names = detail::names_of(Primitives{});
  return names[opcode];
}

namespace detail {

/// Calls add_left and add_right with the contributions to those operands that are wanted.
template <class P, class V, class AddLeft, class AddRight>
void pull_back(const Locals<V>& at, bool wants_left, bool wants_right, AddLeft add_left,
               AddRight add_right) {
  if constexpr (P::kind == Kind::leaf || P::kind == Kind::step) {
    return;
  } else if constexpr (P::kind == Kind::function && P::operands == 1) {
    if (wants_left) add_left(at.adjoint * P::derivative(at.u, at.y));
  } else if constexpr (P::kind == Kind::function) {
    if (wants_left) add_left(at.adjoint * P::derivative_left(at.u, at.v, at.y));
    if (wants_right) add_right(at.adjoint * P::derivative_right(at.u, at.v, at.y));
  } else {
    if (wants_left) add_left(P::pullback_left(at));
    if constexpr (P::operands >= 2)
      if (wants_right) add_right(P::pullback_right(at));
  }
}

/// A contribution, summed to the operand's shape and lanes. An adjoint is per example where its
/// block is, even if all examples' are equal: what is shared further down must be summed as often
/// as there are examples.
///
/// @param each_by_itself  one output per example is differentiated, and examples are not mixed
template <Operand W>
[[nodiscard]] W fitted(const W& contribution, Shape shape, bool per_example, bool each_by_itself) {
  const W summed = shape.is_scalar() ? sum(contribution) : contribution;
  if (per_example) return repeat_per_example(summed);
  return summed.per_example() && !each_by_itself ? sum_over_examples(summed) : summed;
}

}  // namespace detail

}  // namespace pathkernel
