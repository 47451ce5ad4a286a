/// @file sums.hpp
/// Sums over a block's entries and over the examples, and what undoes them: one scalar in every
/// entry, one block for every example.
///
/// All are linear, so their series need no rule of their own; the pullback of each is another.
///
/// Leaves out: sums over rows or columns alone.
/// Next: products.hpp.
#pragma once

#include "autodiff/operations/circular.hpp"

namespace pathkernel {

/// y = Σ_rc u_rc, one scalar of a block.
struct Sum {
  static constexpr std::string_view name = "sum";
  static constexpr Kind kind = Kind::linear;
  static constexpr int operands = 1;
  static Shape result_shape(Shape, Shape) { return {}; }
  template <class S>
  static void evaluate(BlockView<S> y, BlockView<const S> u, BlockView<const S>) {
    std::ranges::fill(y.entries(), S(0));
    for (std::size_t i = 0; i < u.shape.size(); ++i)
      for (std::size_t e = 0; e < y.lanes; ++e) y.at(0, e) += u.at(i, e);
  }
  template <class V>
  static V pullback_left(const Locals<V>& at) { return broadcast(at.adjoint, at.u.shape()); }
};

/// y_rc = u for a scalar u. The shape is what the instruction carries, not the operand's.
struct Broadcast {
  static constexpr std::string_view name = "broadcast";
  static constexpr Kind kind = Kind::linear;
  static constexpr int operands = 1;
  template <class S>
  static void evaluate(BlockView<S> y, BlockView<const S> u, BlockView<const S>) {
    for_each_entry(y, u, u, [](S& to, const S& a, const S&) { to = a; });
  }
  template <class V>
  static V pullback_left(const Locals<V>& at) { return sum(at.adjoint); }
};

/// y = Σ_e u_e of a block that is per example.
struct SumOverExamples {
  static constexpr std::string_view name = "sum_over_examples";
  static constexpr Kind kind = Kind::linear;
  static constexpr int operands = 1;
  static constexpr bool result_per_example = false;
  static Shape result_shape(Shape u, Shape) { return u; }
  template <class S>
  static void evaluate(BlockView<S> y, BlockView<const S> u, BlockView<const S>) {
    for (std::size_t i = 0; i < y.shape.size(); ++i) {
      S total = u.at(i, 0);
      for (std::size_t e = 1; e < u.lanes; ++e) total += u.at(i, e);
      y.at(i, 0) = total;
    }
  }
  template <class V>
  static V pullback_left(const Locals<V>& at) { return repeat_per_example(at.adjoint); }
};

/// y_e = u for every example e.
struct RepeatPerExample {
  static constexpr std::string_view name = "repeat_per_example";
  static constexpr Kind kind = Kind::linear;
  static constexpr int operands = 1;
  static constexpr bool result_per_example = true;
  static Shape result_shape(Shape u, Shape) { return u; }
  template <class S>
  static void evaluate(BlockView<S> y, BlockView<const S> u, BlockView<const S>) {
    for_each_entry(y, u, u, [](S& to, const S& a, const S&) { to = a; });
  }
  template <class V>
  static V pullback_left(const Locals<V>& at) { return at.adjoint; }  // the sweep sums it over e
};

template <Real S>
[[nodiscard]] Var<S> sum(Var<S> u) { return u.shape().is_scalar() ? u : record<Sum>(u); }

/// The scalar u in every entry of a block of that shape.
template <Real S>
[[nodiscard]] Var<S> broadcast(Var<S> u, Shape shape) {
  if (!u.shape().is_scalar())
    reject("autodiff: broadcast of a ", u.shape(), " block; only a scalar can fill a block.");
  return shape.is_scalar() ? u : record_as<Broadcast>(u, u, shape);
}

/// The same block for every example; what is per example already stays as it is.
template <Real S>
[[nodiscard]] Var<S> repeat_per_example(Var<S> u) {
  return u.per_example() ? u : record<RepeatPerExample>(u);
}

}  // namespace pathkernel
