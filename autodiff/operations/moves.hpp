/// @file moves.hpp
/// Entries taken elsewhere, unchanged: reshaped, picked, put, set beside one another.
///
/// Picking (gather) and adding back (scatter) are each other's pullbacks,
///
///     y_i = u_index(i),     ū_index(i) += ȳ_i,
///
/// and with the right indices they are a transpose, a slice, or the patches of a convolution, which
/// is then one matrix product. The indices are a constant block on the tape, where listing, copying
/// and replaying find them as they find all numbers.
///
/// Leaves out: indices that are computed.
/// Next: products.hpp.
#pragma once

#include <numeric>

#include "autodiff/operations/sums.hpp"

namespace pathkernel {

namespace detail {
/// Entry i of u, all its lanes, is put to `to`. For one number a call would cost more than it.
template <class S>
void copy_lanes(BlockView<const S> u, std::size_t i, BlockView<S> y, std::size_t to) {
  if (y.lanes == 1) y.data[to * y.stride] = u.data[i * u.stride];
  else std::copy_n(u.data + i * u.stride, y.lanes, y.data + to * y.stride);
}
template <class S>
std::size_t index_at(BlockView<const S> indices, std::size_t i) {
  return static_cast<std::size_t>(static_cast<double>(indices.data[i]));
}
}  // namespace detail

/// y = u in another shape, row after row.
struct Reshape {
  static constexpr std::string_view name = "reshape";
  static constexpr Kind kind = Kind::linear;
  static constexpr int operands = 1;
  template <class S>
  static void evaluate(BlockView<S> y, BlockView<const S> u, BlockView<const S>) {
    if (y.is_contiguous() && u.is_contiguous())
      std::ranges::copy(u.entries(), y.data);
    else
      for (std::size_t i = 0; i < y.shape.size(); ++i) detail::copy_lanes(u, i, y, i);
  }
  template <class V>
  static V pullback_left(const Locals<V>& at) { return reshape(at.adjoint, at.u.shape()); }
};

/// y_i = u_index(i), with the indices in the second operand.
struct Gather {
  static constexpr std::string_view name = "gather";
  static constexpr Kind kind = Kind::linear;
  static constexpr int operands = 1;
  template <class S>
  static void evaluate(BlockView<S> y, BlockView<const S> u, BlockView<const S> indices) {
    for (std::size_t i = 0; i < y.shape.size(); ++i)
      detail::copy_lanes(u, detail::index_at(indices, i), y, i);
  }
  template <class V>
  static V pullback_left(const Locals<V>& at) {
    return apply_as<Scatter>(at.adjoint, at.v, at.u.shape());
  }
};

/// y_index(i) = Σ u_i, with the indices in the second operand; 0 where none points to.
struct Scatter {
  static constexpr std::string_view name = "scatter";
  static constexpr Kind kind = Kind::linear;
  static constexpr int operands = 1;
  template <class S>
  static void evaluate(BlockView<S> y, BlockView<const S> u, BlockView<const S> indices) {
    for (std::size_t i = 0; i < y.shape.size(); ++i)
      std::fill_n(y.data + i * y.stride, y.lanes, S(0));
    for (std::size_t i = 0; i < u.shape.size(); ++i) {
      S* const to = y.data + detail::index_at(indices, i) * y.stride;
      const S* const from = u.data + i * u.stride;
      for (std::size_t e = 0; e < y.lanes; ++e) to[e] += from[e];
    }
  }
  template <class V>
  static V pullback_left(const Locals<V>& at) {
    return apply_as<Gather>(at.adjoint, at.v, at.u.shape());
  }
};

/// y = u above v, or u beside v: y's shape tells which.
struct Concatenate {
  static constexpr std::string_view name = "concatenate";
  static constexpr Kind kind = Kind::linear;
  static constexpr int operands = 2;
  template <class S>
  static void evaluate(BlockView<S> y, BlockView<const S> u, BlockView<const S> v) {
    put(y, u, 0, 0);
    put(y, v, y.shape.rows - v.shape.rows, y.shape.columns - v.shape.columns);
  }
  template <class V>
  static V pullback_left(const Locals<V>& at) { return slice(at.adjoint, 0, 0, at.u.shape()); }
  template <class V>
  static V pullback_right(const Locals<V>& at) {
    return slice(at.adjoint, at.y.shape().rows - at.v.shape().rows,
                 at.y.shape().columns - at.v.shape().columns, at.v.shape());
  }

 private:
  template <class S>
  static void put(BlockView<S> y, BlockView<const S> u, std::size_t row, std::size_t column) {
    for (std::size_t r = 0; r < u.shape.rows; ++r)
      for (std::size_t c = 0; c < u.shape.columns; ++c)
        for (std::size_t e = 0; e < y.lanes; ++e)
          y.at((row + r) * y.shape.columns + column + c, e) = u.at(r * u.shape.columns + c, e);
  }
};

/// The same entries, row after row, in another shape of as many.
template <Operand W>
[[nodiscard]] W reshape(const W& u, Shape shape) {
  if (shape.size() != u.shape().size())
    reject("autodiff: reshape of a ", u.shape(), " block to ", shape, ", ", u.shape().size(),
           " entries to ", shape.size(), "; both must hold as many.");
  return shape == u.shape() ? u : apply_as<Reshape>(u, u, shape);
}

/// y_i = u_index(i) in a block of that shape; i and the indices count row after row.
template <Operand W>
[[nodiscard]] W gather(const W& u, std::span<const std::size_t> indices, Shape shape) {
  if (shape.size() == 0 || indices.size() != shape.size())
    reject("autodiff: gather of ", indices.size(), " entries into a ", shape,
           " block, which holds ", shape.size(), "; give an index for each.");
  std::vector<NumberOf<W>> places;
  for (const std::size_t index : indices) {
    if (index >= u.shape().size())
      reject("autodiff: gather of entry ", index, " of a ", u.shape(),
             " block; its entries are 0 to ", u.shape().size() - 1, ".");
    places.push_back(NumberOf<W>(static_cast<int>(index)));
    if (static_cast<double>(places.back()) != static_cast<double>(index))
      reject("autodiff: gather of entry ", index, ", a number that this scalar can't hold.");
  }
  const Shape row{1, static_cast<std::uint32_t>(indices.size())};
  return apply_as<Gather>(u, constants_beside(u, row, std::span<const NumberOf<W>>(places)), shape);
}

/// The block of that shape whose first entry is u's at (row, column).
template <Operand W>
[[nodiscard]] W slice(const W& u, std::size_t row, std::size_t column, Shape shape) {
  if (row + shape.rows > u.shape().rows || column + shape.columns > u.shape().columns)
    reject("autodiff: a ", shape, " slice at (", row, ", ", column, ") of a ", u.shape(),
           " block; it must lie inside.");
  if (shape == u.shape()) return u;
  std::vector<std::size_t> indices;
  for (std::size_t r = row; r < row + shape.rows; ++r)
    for (std::size_t c = column; c < column + shape.columns; ++c)
      indices.push_back(r * u.shape().columns + c);
  return gather(u, indices, shape);
}

/// y_cr = u_rc.
template <Operand W>
[[nodiscard]] W transpose(const W& u) {
  const Shape from = u.shape();
  const Shape to{from.columns, from.rows};
  if (from.rows == 1 || from.columns == 1) return reshape(u, to);
  std::vector<std::size_t> indices;
  for (std::size_t r = 0; r < to.rows; ++r)
    for (std::size_t c = 0; c < to.columns; ++c) indices.push_back(c * from.columns + r);
  return gather(u, indices, to);
}

/// u above v.
template <Operand W>
[[nodiscard]] W concatenate_rows(const W& u, const W& v) {
  if (u.shape().columns != v.shape().columns)
    reject("autodiff: a ", u.shape(), " block above a ", v.shape(),
           " block; they need as many columns.");
  return apply_as<Concatenate>(u, v, {u.shape().rows + v.shape().rows, u.shape().columns});
}

/// u to the left of v.
template <Operand W>
[[nodiscard]] W concatenate_columns(const W& u, const W& v) {
  if (u.shape().rows != v.shape().rows)
    reject("autodiff: a ", u.shape(), " block beside a ", v.shape(),
           " block; they need as many rows.");
  return apply_as<Concatenate>(u, v, {u.shape().rows, u.shape().columns + v.shape().columns});
}

/// One block above the other, all of them. Halves are joined, so that no entry is copied more than
/// log2 n times.
template <Operand W>
[[nodiscard]] W concatenate_rows(std::span<const W> blocks) {
  if (blocks.empty()) reject("autodiff: 0 blocks to concatenate; at least 1 is needed.");
  if (blocks.size() == 1) return blocks.front();
  const std::size_t half = blocks.size() / 2;
  return concatenate_rows(concatenate_rows(blocks.first(half)),
                          concatenate_rows(blocks.subspan(half)));
}

}  // namespace pathkernel
