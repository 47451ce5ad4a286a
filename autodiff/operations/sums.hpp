/// @file sums.hpp
/// Sums over a block's entries, its rows or its columns, and over the examples; and what undoes
/// them: a number, a row or a column repeated, one block for every example.
///
/// All are linear, so their series need no rule of their own; the pullback of each is another.
/// Which entries are added, or repeated, the shapes tell: rows x columns to 1 x columns adds over
/// rows.
///
/// The largest entry is here too, as the shift that keeps Σ e^u from overflowing:
///
///     ln Σ e^u = c + ln Σ e^(u - c),     c = max u,
///
/// which is true for every c, so that c counts as a constant and has derivative 0.
///
/// Leaves out: products of entries; other norms.
/// Next: moves.hpp.
#pragma once

#include "autodiff/operations/choices.hpp"
#include "autodiff/operations/vectors.hpp"

namespace pathkernel {

namespace detail {
/// Of a block's entry (r, c), the place in a block of the smaller shape that has 1 row, 1 column
/// or both.
inline std::size_t place_in_smaller(Shape smaller, std::size_t r, std::size_t c) {
  return (smaller.rows == 1 ? 0 : r) * smaller.columns + (smaller.columns == 1 ? 0 : c);
}

/// Calls f(i, j) for every entry i of the larger shape and its entry j in the smaller one.
template <class F>
void for_each_place(Shape larger, Shape smaller, F f) {
  for (std::size_t r = 0; r < larger.rows; ++r)
    for (std::size_t c = 0; c < larger.columns; ++c)
      f(r * larger.columns + c, place_in_smaller(smaller, r, c));
}
}  // namespace detail

/// y = Σ u over what y's shape does not tell apart: all entries, rows or columns.
struct Sum {
  static constexpr std::string_view name = "sum";
  static constexpr Kind kind = Kind::linear;
  static constexpr int operands = 1;
  template <class S>
  static void evaluate(BlockView<S> y, BlockView<const S> u, BlockView<const S>) {
    if (y.shape.is_scalar() && u.lanes == 1 && u.is_contiguous()) {
      *y.data = detail::sum_of(u.data, u.shape.size());
      return;
    }
    for (std::size_t j = 0; j < y.shape.size(); ++j)
      for (std::size_t e = 0; e < y.lanes; ++e) y.at(j, e) = S(0);
    detail::for_each_place(u.shape, y.shape, [&](std::size_t i, std::size_t j) {
      S* const to = &y.at(j, 0);
      const S* const from = &u.at(i, 0);
      for (std::size_t e = 0; e < y.lanes; ++e) to[e] += from[e];
    });
  }
  template <class V>
  static V pullback_left(const Locals<V>& at) { return broadcast(at.adjoint, at.u.shape()); }
};

/// y = u in every row, in every column, or everywhere. The shape is the instruction's own.
struct Broadcast {
  static constexpr std::string_view name = "broadcast";
  static constexpr Kind kind = Kind::linear;
  static constexpr int operands = 1;
  template <class S>
  static void evaluate(BlockView<S> y, BlockView<const S> u, BlockView<const S>) {
    if (u.shape.is_scalar())
      return for_each_entry(y, u, u, [](S& to, const S& a, const S&) { to = a; });
    detail::for_each_place(y.shape, u.shape, [&](std::size_t i, std::size_t j) {
      std::copy_n(&u.at(j, 0), y.lanes, &y.at(i, 0));
    });
  }
  template <class V>
  static V pullback_left(const Locals<V>& at) { return sum_to(at.adjoint, at.u.shape()); }
};

/// y = Σ_e u_e of a block that is per example.
struct SumOverExamples {
  static constexpr std::string_view name = "sum_over_examples";
  static constexpr Kind kind = Kind::linear;
  static constexpr int operands = 1;
  static constexpr bool result_per_example = false;
  static Shape result_shape(Shape u, Shape) { return u; }
  template <class S>
  static void accumulate(BlockView<S> y, BlockView<const S> u, BlockView<const S>) {
    for (std::size_t i = 0; i < y.shape.size(); ++i)
      y.data[i] += detail::sum_of(&u.at(i, 0), u.lanes);
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

/// y = the largest u of all, or of each row, as a constant: of dual numbers it does carry the
/// tangent, which cancels wherever the shift does.
struct Largest {
  static constexpr std::string_view name = "largest";
  static constexpr Kind kind = Kind::step;
  static constexpr int operands = 1;
  template <class S>
  static void evaluate(BlockView<S> y, BlockView<const S> u, BlockView<const S>) {
    if (y.shape.is_scalar() && u.lanes == 1 && u.is_contiguous()) {
      *y.data = detail::largest_of(u.data, u.shape.size());
      return;
    }
    for (std::size_t j = 0; j < y.shape.size(); ++j)  // the first of its row, or of all
      std::copy_n(&u.at(j * u.shape.columns, 0), y.lanes, &y.at(j, 0));
    detail::for_each_place(u.shape, y.shape, [&](std::size_t i, std::size_t j) {
      S* const to = &y.at(j, 0);
      const S* const from = &u.at(i, 0);
      for (std::size_t e = 0; e < y.lanes; ++e)
        to[e] = choose(less(to[e], from[e]), from[e], to[e]);
    });
  }
};

/// The sum of all entries.
template <Operand W>
[[nodiscard]] W sum(const W& u) { return sum_to(u, {}); }

/// Σ_r u_rc, a row.
template <Operand W>
[[nodiscard]] W sum_over_rows(const W& u) { return sum_to(u, {1, u.shape().columns}); }

/// Σ_c u_rc, a column.
template <Operand W>
[[nodiscard]] W sum_over_columns(const W& u) { return sum_to(u, {u.shape().rows, 1}); }

/// Adds over whatever the smaller shape has 1 of.
template <Operand W>
[[nodiscard]] W sum_to(const W& u, Shape shape) {
  return shape == u.shape() ? u : apply_as<Sum>(u, u, shape);
}

/// A scalar, a row or a column, repeated to fill a block of that shape.
template <Operand W>
[[nodiscard]] W broadcast(const W& u, Shape shape) {
  const Shape from = u.shape();
  if (shape.size() == 0 || (from.rows != 1 && from.rows != shape.rows) ||
      (from.columns != 1 && from.columns != shape.columns))
    reject("autodiff: broadcast of a ", from, " block to ", shape,
           "; a scalar, a row of as many columns or a column of as many rows can fill a block.");
  return shape == from ? u : apply_as<Broadcast>(u, u, shape);
}

/// The same block for every example; what is per example already stays as it is.
template <Operand W>
[[nodiscard]] W repeat_per_example(const W& u) {
  return u.per_example() ? u : apply<RepeatPerExample>(u);
}

namespace detail {
template <Operand W>
W log_sum_exp_to(const W& u, Shape shape) {
  const W largest = apply_as<Largest>(u, u, shape);
  return largest + log(sum_to(exp(u - broadcast(largest, u.shape())), shape));
}
template <Operand W>
W softmax_over(const W& u, Shape shape) {
  const W e = exp(u - broadcast(apply_as<Largest>(u, u, shape), u.shape()));
  return e / broadcast(sum_to(e, shape), u.shape());
}
}  // namespace detail

/// ln Σ e^u over all entries. No exponent is above 0, so none overflows.
template <Operand W>
[[nodiscard]] W logsumexp(const W& u) { return detail::log_sum_exp_to(u, {}); }

/// e^u / Σ e^u over all entries: positive, with sum 1.
template <Operand W>
[[nodiscard]] W softmax(const W& u) { return detail::softmax_over(u, {}); }

/// ln Σ_c e^(u_rc) of every row by itself, a column.
template <Operand W>
[[nodiscard]] W logsumexp_of_rows(const W& u) {
  return detail::log_sum_exp_to(u, {u.shape().rows, 1});
}

/// The softmax of every row by itself.
template <Operand W>
[[nodiscard]] W softmax_of_rows(const W& u) {
  return detail::softmax_over(u, {u.shape().rows, 1});
}

}  // namespace pathkernel
