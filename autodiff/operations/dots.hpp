/// @file dots.hpp
/// The innermost loops of products whose factors are both rows of numbers: dot products.
///
///     y_rc += Σ_n a_rn b_cn
///
/// Where there are few, their sums are vectors over n, which are added up in the end. Where there
/// are many, adding up would cost more than the products: so b is transposed, panel by panel, and
/// the sums are those of tiles.
///
/// Leaves out: what tiles.hpp leaves out.
/// Next: series.hpp.
#pragma once

#include "autodiff/operations/tiles.hpp"

namespace pathkernel::detail {

/// y_rc += Σ_terms Σ_n a_rn b_cn for R x C results: the sums are vectors over n, added up in the
/// end; what is left of n beside whole vectors is added to y at once.
template <std::size_t R, std::size_t C>
void dot_tile(double* y, std::size_t y_row, std::size_t y_column, const double* a,
              std::size_t a_row, const double* b, std::size_t b_row, std::size_t n, Terms terms) {
  constexpr std::size_t w = vector_size;
  DoubleVector sums[R][C];
  for (std::size_t r = 0; r < R; ++r)
    for (std::size_t c = 0; c < C; ++c) sums[r][c] = DoubleVector{};
  for (std::size_t t = 0; t < terms.count; ++t, a += terms.left, b += terms.right) {
    std::size_t i = 0;
    for (; i + w <= n; i += w) {
      DoubleVector right[C];
      for (std::size_t c = 0; c < C; ++c) right[c] = load<DoubleVector>(b + c * b_row + i);
      for (std::size_t r = 0; r < R; ++r) {
        DoubleVector left = load<DoubleVector>(a + r * a_row + i);
        keep_in_register(left);
        for (std::size_t c = 0; c < C; ++c) sums[r][c] += left * right[c];
      }
    }
    for (; i < n; ++i)
      for (std::size_t r = 0; r < R; ++r)
        for (std::size_t c = 0; c < C; ++c)
          y[r * y_row + c * y_column] += a[r * a_row + i] * b[c * b_row + i];
  }
  for (std::size_t r = 0; r < R; ++r)
    for (std::size_t c = 0; c < C; ++c) y[r * y_row + c * y_column] += total(sums[r][c]);
}

/// y_rc (+)= Σ_terms Σ_n a_rn b_cn, where rows of a and of b are n numbers one after another.
template <class S>
void add_dots(Start start, S* y, std::size_t y_row, std::size_t y_column, const S* a,
              std::size_t a_row, const S* b, std::size_t b_row, std::size_t rows,
              std::size_t columns, std::size_t n, Terms terms = {}) {
  if constexpr (std::same_as<S, double>)
    if (y_column == 1 && columns >= vector_size && rows >= rows_worth_a_panel && terms.count == 1)
      return add_by_panels(start, y, y_row, {a, a_row, 1}, {b, 1, b_row}, rows, n, columns);
  for (std::size_t r = 0; r < rows && start == Start::at_zero; ++r)
    for (std::size_t c = 0; c < columns; ++c) y[r * y_row + c * y_column] = S(0);
  if constexpr (std::same_as<S, double>) {
    std::size_t r = 0;
    const auto strip = [&]<std::size_t R>() {
      for (; r + R <= rows; r += R) {
        std::size_t c = 0;
        double* const to = y + r * y_row;
        for (; c + 2 <= columns; c += 2)
          dot_tile<R, 2>(to + c * y_column, y_row, y_column, a + r * a_row, a_row, b + c * b_row,
                         b_row, n, terms);
        if (c < columns)
          dot_tile<R, 1>(to + c * y_column, y_row, y_column, a + r * a_row, a_row, b + c * b_row,
                         b_row, n, terms);
      }
    };
    strip.template operator()<4>();
    strip.template operator()<1>();
  } else {
    MultiplyAdd<S> multiply_add(terms.unneeded_bits);
    for (std::size_t t = 0; t < terms.count; ++t, a += terms.left, b += terms.right)
      for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c)
          for (std::size_t i = 0; i < n; ++i)
            multiply_add(y[r * y_row + c * y_column], a[r * a_row + i], b[c * b_row + i]);
  }
}

}  // namespace pathkernel::detail
