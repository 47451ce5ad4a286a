/// @file tiles.hpp
/// The innermost loops of products whose right factor and result are rows of numbers.
///
/// A product of matrices reads each number many times. It is fast when a *tile* of results,
/// R rows of C vectors, stays in the processor's registers while the whole inner dimension runs by:
///
///     for k:   y_rn += a_rk b_kn     for the R x C vectors of the tile
///
/// so that R C multiply-adds cost R + C loads instead of 2 R C.
///
/// All tiles of a column read the same b. Where it is large, or lies transposed, a *panel* of it is
/// copied first: as many rows as stay in the cache, one after another.
///
/// Leaves out: panels of a, which blocks of a thousand numbers a side don't need.
/// Source: Goto & van de Geijn, Anatomy of high-performance matrix multiplication (ACM TOMS 34,
/// 2008).   Next: dots.hpp.
#pragma once

#include "autodiff/operations/vectors.hpp"

namespace pathkernel::detail {

/// A matrix as a product reads it: entry (r, k) at data[r row + k column].
template <class S>
struct Strided {
  const S* data;
  std::size_t row, column;
  [[nodiscard]] const S& operator()(std::size_t r, std::size_t k) const {
    return data[r * row + k * column];
  }
  [[nodiscard]] Strided from(std::size_t r, std::size_t k) const {
    return {data + r * row + k * column, row, column};
  }
};

/// What becomes of a result that is there already.
enum class Start { at_zero, at_y };

/// A sum of `count` products instead of one: how far from one left factor to the next, and from one
/// right factor to the next. A product of series is such a sum, with its right factors backwards.
struct Terms {
  std::size_t count = 1;
  std::ptrdiff_t left = 0, right = 0;
  int unneeded_bits = 0;  ///< of the sum; see MultiplyAdd

  [[nodiscard]] Terms exchanged() const { return {count, right, left, unneeded_bits}; }
};

/// y_i += Σ_terms a_i b_i for n numbers in a row.
template <class S>
void add_entries(S* y, const S* a, const S* b, std::size_t n, Terms terms) {
  std::size_t i = 0;
  if constexpr (std::same_as<S, double>)
    for (; i + vector_size <= n; i += vector_size) {
      DoubleVector sum = load<DoubleVector>(y + i);
      const double *left = a + i, *right = b + i;
      for (std::size_t t = 0; t < terms.count; ++t, left += terms.left, right += terms.right)
        sum += load<DoubleVector>(left) * load<DoubleVector>(right);
      store(y + i, sum);
    }
  MultiplyAdd<S> multiply_add(terms.unneeded_bits);
  for (; i < n; ++i) {
    const S *left = a + i, *right = b + i;
    for (std::size_t t = 0; t < terms.count; ++t, left += terms.left, right += terms.right)
      multiply_add(y[i], *left, *right);
  }
}

/// Rows of a tile: with two vectors a row, what fits in 32 registers of AVX-512, else in 16. More
/// sums than the 8 that a processor works at side by side keep it busy while it waits for loads.
inline constexpr std::size_t tile_rows = vector_bytes == 64 ? 8 : 6;

/// y_rn (+)= Σ_terms Σ_k a_rk b_kn for R rows and C vectors of type V.
template <std::size_t R, std::size_t C, class V>
void row_tile(Start start, double* y, std::size_t y_row, Strided<double> a, const double* b,
              std::size_t b_row, std::size_t inner, Terms terms) {
  V sums[R][C];
  for (std::size_t r = 0; r < R; ++r)
    for (std::size_t c = 0; c < C; ++c) {
      if (start == Start::at_y)
        sums[r][c] = load<V>(y + r * y_row + c * width_of<V>);
      else
        sums[r][c] = V{};
    }
  for (std::size_t t = 0; t < terms.count; ++t, a.data += terms.left, b += terms.right)
    for (std::size_t k = 0; k < inner; ++k) {
      V right[C];
      for (std::size_t c = 0; c < C; ++c) {
        right[c] = load<V>(b + k * b_row + c * width_of<V>);
        keep_in_register(right[c]);
      }
      for (std::size_t r = 0; r < R; ++r)
        for (std::size_t c = 0; c < C; ++c) sums[r][c] += a(r, k) * right[c];
    }
  for (std::size_t r = 0; r < R; ++r)
    for (std::size_t c = 0; c < C; ++c) store(y + r * y_row + c * width_of<V>, sums[r][c]);
}

/// All rows of C vectors, a tile at a time.
template <std::size_t C, class V>
void column_of_tiles(Start start, double* y, std::size_t y_row, Strided<double> a, const double* b,
                     std::size_t b_row, std::size_t rows, std::size_t inner, Terms terms) {
  std::size_t r = 0;
  const auto tiles = [&]<std::size_t R>() {
    // 8 rows are two tiles of 4 rather than one of 6 and one of 2.
    for (; r + R <= rows && !(R == 6 && rows - r == 8); r += R)
      row_tile<R, C, V>(start, y + r * y_row, y_row, a.from(r, 0), b, b_row, inner, terms);
  };
  tiles.template operator()<tile_rows>();
  tiles.template operator()<4>();
  tiles.template operator()<2>();
  tiles.template operator()<1>();
}

/// Rows of a panel: with two vectors a row, what fits in the nearest cache beside a tile's a and y.
inline constexpr std::size_t panel_rows = 256;
/// Rows of y that make up for the copy.
inline constexpr std::size_t rows_worth_a_panel = 16;

/// y_rn (+)= Σ_k a_rk b_kn for C vectors and at most panel_rows k, b copied.
template <std::size_t C, class V>
void column_by_panel(Start start, double* y, std::size_t y_row, Strided<double> a,
                     Strided<double> b, std::size_t rows, std::size_t inner) {
  constexpr std::size_t width = C * width_of<V>;
  double panel[panel_rows * width];
  if (b.column == 1)
    for (std::size_t k = 0; k < inner; ++k) std::copy_n(&b(k, 0), width, panel + k * width);
  else
    for (std::size_t i = 0; i < width; ++i)
      for (std::size_t k = 0; k < inner; ++k) panel[k * width + i] = b(k, i);
  column_of_tiles<C, V>(start, y, y_row, a, panel, width, rows, inner, {});
}

/// Calls f.operator()<C, V>(i) for columns i of n: two vectors, then one, then single numbers.
template <class F>
void for_columns(std::size_t n, F f) {
  constexpr std::size_t w = vector_size;
  std::size_t i = 0;
  for (; i + 2 * w <= n; i += 2 * w) f.template operator()<2, DoubleVector>(i);
  for (; i + w <= n; i += w) f.template operator()<1, DoubleVector>(i);
  for (; i < n; ++i) f.template operator()<1, double>(i);
}

/// y_rn (+)= Σ_k a_rk b_kn for n columns, panel after panel.
inline void add_by_panels(Start start, double* y, std::size_t y_row, Strided<double> a,
                          Strided<double> b, std::size_t rows, std::size_t inner, std::size_t n) {
  for (std::size_t k = 0; k < inner; k += panel_rows, start = Start::at_y)
    for_columns(n, [&]<std::size_t C, class V>(std::size_t i) {
      column_by_panel<C, V>(start, y + i, y_row, a.from(0, k), b.from(k, i), rows,
                            std::min(panel_rows, inner - k));
    });
}

/// y_rn (+)= Σ_terms Σ_k a_rk b_kn, where rows of y and of b are n numbers one after another.
template <class S>
void add_rows(Start start, S* y, std::size_t y_row, Strided<S> a, const S* b, std::size_t b_row,
              std::size_t rows, std::size_t inner, std::size_t n, Terms terms = {}) {
  if constexpr (std::same_as<S, double>) {
    const bool far_apart = inner >= 64;  // too far for the nearest cache to hold a column
    if (far_apart && rows >= rows_worth_a_panel && terms.count == 1)
      return add_by_panels(start, y, y_row, a, {b, b_row, 1}, rows, inner, n);
    for_columns(n, [&]<std::size_t C, class V>(std::size_t i) {
      column_of_tiles<C, V>(start, y + i, y_row, a, b + i, b_row, rows, inner, terms);
    });
  } else {
    MultiplyAdd<S> multiply_add(terms.unneeded_bits);
    for (std::size_t r = 0; r < rows && start == Start::at_zero; ++r)
      std::fill_n(y + r * y_row, n, S(0));
    for (std::size_t t = 0; t < terms.count; ++t, a.data += terms.left, b += terms.right)
      for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t k = 0; k < inner; ++k)
          for (std::size_t i = 0; i < n; ++i)
            multiply_add(y[r * y_row + i], a(r, k), b[k * b_row + i]);
  }
}

}  // namespace pathkernel::detail
