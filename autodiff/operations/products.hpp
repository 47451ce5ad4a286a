/// @file products.hpp
/// The matrix product. Its pullback is a product with one side transposed,
///
///     Y = U V:    Ū = Ȳ Vᵀ,   V̄ = Uᵀ Ȳ,
///
/// so the three products that occur are written as one, and no block is ever copied to transpose
/// it. Where the adjoint of a shared block is a sum of products over examples, that sum is one
/// instruction too, and its terms are never stored.
///
/// Leaves out: products of more than two blocks; structure such as symmetry.
/// Next: ../pullback.hpp.
#pragma once

#include "autodiff/operations/dots.hpp"
#include "autodiff/operations/moves.hpp"

namespace pathkernel {

namespace detail {
constexpr Shape on_side(Shape u, Side side) {
  return side == Side::transposed ? Shape{u.columns, u.rows} : u;
}
constexpr Side other(Side side) {
  return side == Side::transposed ? Side::as_is : Side::transposed;
}

template <Side U, Side V>
Shape product_shape(Shape u, Shape v) {
  const Shape left = on_side(u, U);
  const Shape right = on_side(v, V);
  if (left.columns != right.rows)
    reject("autodiff: product of a ", left, " and a ", right, " block; the columns of the first, ",
           left.columns, ", must be as many as the rows of the second, ", right.rows, ".");
  return {left.rows, right.columns};
}

/// Where the entries of a factor lie: (r, c) as the product reads it, lanes apart.
template <class S>
struct Factor {
  Factor(BlockView<const S> u, Side side)
      : block(u), shape(on_side(u.shape, side)),
        row((side == Side::as_is ? u.shape.columns : 1) * u.stride),
        column((side == Side::as_is ? 1 : u.shape.columns) * u.stride) {}
  [[nodiscard]] const S* at(std::size_t r, std::size_t c) const {
    return block.data + r * row + c * column;
  }
  [[nodiscard]] Factor moved(std::ptrdiff_t numbers) const {
    Factor there = *this;
    there.block.data += numbers;
    return there;
  }
  /// One lane: of a block that all examples share, or the last example by itself.
  [[nodiscard]] bool one_lane() const { return block.lanes == 1; }

  BlockView<const S> block;
  Shape shape;              ///< as the product reads it
  std::size_t row, column;  ///< from one to the next, in numbers
};

/// One product per example, of factors that are both per example.
template <class S>
void multiply_each(Start start, BlockView<S> y, Factor<S> u, Factor<S> v, Terms terms) {
  const std::size_t inner = u.shape.columns;
  MultiplyAdd<S> multiply_add(terms.unneeded_bits);
  for (std::size_t t = 0; t < terms.count;
       ++t, u = u.moved(terms.left), v = v.moved(terms.right), start = Start::at_y)
    for (std::size_t r = 0; r < y.shape.rows; ++r)
      for (std::size_t c = 0; c < y.shape.columns; ++c) {
        S* const to = &y.data[(r * y.shape.columns + c) * y.stride];
        for (std::size_t k = 0; k < inner; ++k) {
          const S* const a = u.at(r, k);
          const S* const b = v.at(k, c);
          if (k == 0 && start == Start::at_zero)
            for (std::size_t e = 0; e < y.lanes; ++e) to[e] = a[e] * b[e];
          else
            for (std::size_t e = 0; e < y.lanes; ++e) multiply_add(to[e], a[e], b[e]);
        }
      }
}

/// Y (+)= Σ_terms U V with a loop over all lanes innermost.
///
/// Where one factor is shared by the lanes, its entries multiply whole rows of lanes, and this is
/// one large product of matrices. Where both are per example, each lane has a product of its own.
template <class S>
void multiply(Start start, BlockView<S> y, Factor<S> u, Factor<S> v, Terms terms = {}) {
  const std::size_t rows = y.shape.rows, columns = y.shape.columns, inner = u.shape.columns;
  const std::size_t y_row = columns * y.stride;
  const Terms exchanged = terms.exchanged();
  const auto strided = [](const Factor<S>& f) { return Strided<S>{f.block.data, f.row, f.column}; };
  const bool along_inner = u.one_lane() && v.one_lane() && u.column == 1 && v.row == 1;
  if (along_inner && inner >= vector_size) {  // rows of U times rows of Vᵀ, all in one lane
    add_dots(start, y.data, y_row, y.stride, u.at(0, 0), u.row, v.at(0, 0), v.column, rows, columns,
             inner, terms);
  } else if (v.one_lane() && columns == 1 && u.row == y.stride && y.is_contiguous())
    // Y is one row of rows x lanes numbers: Yᵀ = Vᵀ Uᵀ
    add_rows(start, y.data, y_row, {v.block.data, v.column, v.row}, u.at(0, 0), u.column, 1, inner,
             rows * y.lanes, exchanged);
  else if (u.one_lane() && v.column == y.stride && (y.is_contiguous() || columns == 1))
    // rows of V and of Y are columns x lanes numbers
    add_rows(start, y.data, y_row, strided(u), v.at(0, 0), v.row, rows, inner, columns * y.lanes,
             terms);
  else if (u.one_lane() && !v.one_lane())  // column by column, each of lanes numbers
    for (std::size_t c = 0; c < columns; ++c)
      add_rows(start, y.data + c * y.stride, y_row, strided(u), v.at(0, c), v.row, rows, inner,
               y.lanes, terms);
  else if (v.one_lane())  // row by row: Y_rᵀ = Vᵀ U_rᵀ
    for (std::size_t r = 0; r < rows; ++r)
      add_rows(start, y.data + r * y_row, y.stride, {v.block.data, v.column, v.row}, u.at(r, 0),
               u.column, columns, inner, y.lanes, exchanged);
  else
    multiply_each(start, y, u, v, terms);
}

/// Y += U Σ_e V_e, or the same of a shared V: the shared factor comes out of the sum.
template <class S>
void add_product_with_sum(BlockView<S> y, Factor<S> u, Factor<S> v) {
  const std::size_t lanes = std::max(u.block.lanes, v.block.lanes);
  for (std::size_t r = 0; r < y.shape.rows; ++r)
    for (std::size_t c = 0; c < y.shape.columns; ++c)
      for (std::size_t k = 0; k < u.shape.columns; ++k)
        y.data[r * y.shape.columns + c] += u.one_lane()
                                               ? S(*u.at(r, k) * sum_of(v.at(k, c), lanes))
                                               : S(sum_of(u.at(r, k), lanes) * *v.at(k, c));
}

/// Y (+)= Σ_terms Σ_e U_e V_e: dot products over the lanes, in tiles where rows of lanes are
/// evenly spaced.
template <class S>
void add_summed(Start start, BlockView<S> y, Factor<S> u, Factor<S> v, Terms terms = {}) {
  if (u.one_lane() || v.one_lane()) {
    if (start == Start::at_zero) std::ranges::fill(y.entries(), S(0));
    for (std::size_t t = 0; t < terms.count; ++t)
      add_product_with_sum(y, u.moved(static_cast<std::ptrdiff_t>(t) * terms.left),
                           v.moved(static_cast<std::ptrdiff_t>(t) * terms.right));
    return;
  }
  for (std::size_t k = 0; k < u.shape.columns; ++k, start = Start::at_y)
    add_dots(start, y.data, y.shape.columns, 1, u.at(0, k), u.row, v.at(k, 0), v.column,
             y.shape.rows, y.shape.columns, u.block.lanes, terms);
}
}  // namespace detail

/// Y = U V, one product per example.
template <Side U, Side V>
struct Product {
  static constexpr std::string_view name = U == Side::transposed   ? "product_tn"
                                           : V == Side::transposed ? "product_nt"
                                                                   : "product";
  static constexpr Kind kind = Kind::bilinear;
  static constexpr int operands = 2;
  static Shape result_shape(Shape u, Shape v) { return detail::product_shape<U, V>(u, v); }
  template <class S>
  static void evaluate(BlockView<S> y, BlockView<const S> u, BlockView<const S> v) {
    detail::multiply<S>(detail::Start::at_zero, y, {u, U}, {v, V});
  }
  template <class S>
  static void accumulate(BlockView<S> y, BlockView<const S> u, BlockView<const S> v,
                         detail::Terms terms = {}) {
    detail::multiply<S>(detail::Start::at_y, y, {u, U}, {v, V}, terms);
  }
  template <class W>
  static W pullback_left(const Locals<W>& at) {
    if constexpr (U == Side::as_is)
      return apply<Product<Side::as_is, detail::other(V)>>(at.adjoint, at.v);
    else
      return apply<Product<Side::as_is, Side::transposed>>(at.v, at.adjoint);
  }
  template <class W>
  static W pullback_right(const Locals<W>& at) {
    if constexpr (V == Side::as_is)
      return apply<Product<detail::other(U), Side::as_is>>(at.u, at.adjoint);
    else
      return apply<Product<Side::transposed, Side::as_is>>(at.adjoint, at.u);
  }
};

/// Y = Σ_e U_e V_e: the terms are added as they are multiplied.
template <Side U, Side V>
struct SummedProduct {
  static constexpr std::string_view name = U == Side::transposed   ? "summed_product_tn"
                                           : V == Side::transposed ? "summed_product_nt"
                                                                   : "summed_product";
  static constexpr Kind kind = Kind::bilinear;
  static constexpr int operands = 2;
  static constexpr bool result_per_example = false;
  static Shape result_shape(Shape u, Shape v) { return detail::product_shape<U, V>(u, v); }
  template <class S>
  static void evaluate(BlockView<S> y, BlockView<const S> u, BlockView<const S> v) {
    detail::add_summed<S>(detail::Start::at_zero, y, {u, U}, {v, V});
  }
  template <class S>
  static void accumulate(BlockView<S> y, BlockView<const S> u, BlockView<const S> v,
                         detail::Terms terms = {}) {
    detail::add_summed<S>(detail::Start::at_y, y, {u, U}, {v, V}, terms);
  }
  // The adjoint is shared, an operand per example: the product of both is per example again.
  template <class W>
  static W pullback_left(const Locals<W>& at) { return Product<U, V>::pullback_left(at); }
  template <class W>
  static W pullback_right(const Locals<W>& at) { return Product<U, V>::pullback_right(at); }
};

/// U V.
template <Operand W>
[[nodiscard]] W product(const W& u, const W& v) {
  return apply<Product<Side::as_is, Side::as_is>>(u, v);
}

/// Σ_rc u_rc v_rc of blocks of one shape.
template <Operand W>
[[nodiscard]] W dot(const W& u, const W& v) {
  if (u.shape() != v.shape())
    reject("autodiff: dot of a ", u.shape(), " block and a ", v.shape(),
           " block; they need equal shapes.");
  if (u.shape().columns == 1) return apply<Product<Side::transposed, Side::as_is>>(u, v);
  const Shape row{1, static_cast<std::uint32_t>(u.shape().size())};
  return apply<Product<Side::as_is, Side::transposed>>(reshape(u, row), reshape(v, row));
}

namespace detail {
/// Σ_e U_e V_e as one instruction, if u is a product; its own instruction is then not needed.
template <Scalar S>
std::optional<Var<S>> fused_sum(Var<S> u) {
  const Instruction k = u.instruction();
  std::optional<Var<S>> fused;
  const auto fuse = [&]<Side U, Side V>() {
    if (k.opcode == opcode_of<Product<U, V>>)
      fused = record<SummedProduct<U, V>>(Var<S>{u.tape, k.left}, Var<S>{u.tape, k.right});
  };
  fuse.template operator()<Side::as_is, Side::as_is>();
  fuse.template operator()<Side::as_is, Side::transposed>();
  fuse.template operator()<Side::transposed, Side::as_is>();
  return fused;
}
}  // namespace detail

/// Σ_e u_e. A block that all examples share counts once for each of them.
template <Scalar S>
[[nodiscard]] Var<S> sum_over_examples(Var<S> u) {
  const Var<S> each = repeat_per_example(u);
  const std::optional<Var<S>> fused = detail::fused_sum(each);
  return fused ? *fused : record<SumOverExamples>(each);
}
template <Scalar S>
[[nodiscard]] Block<S> sum_over_examples(const Block<S>& u) {
  return apply<SumOverExamples>(repeat_per_example(u));
}

}  // namespace pathkernel
