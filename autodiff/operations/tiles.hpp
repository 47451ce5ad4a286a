/// @file tiles.hpp
/// The innermost loops of sums and products, for numbers in a row.
///
/// A product of matrices reads each number many times. It is fast when a *tile* of results,
/// R rows of C vectors, stays in the processor's registers while the whole inner dimension runs by:
///
///     for k:   y_rn += a_rk b_kn     for the R x C vectors of the tile
///
/// so that R C multiply-adds cost R + C loads instead of 2 R C. A compiler left to itself keeps
/// those sums in memory (2.5 GFlop/s where tiles reach 40), so for double they are written with its
/// vector type, at the width of the machine: a wider one would be taken apart again.
///
/// Numbers of many digits, and all other scalars, run through the same functions one by one.
///
/// Leaves out: blocking for caches, which blocks of a few hundred numbers a side don't need; files
/// of one program compiled for different processors, which would not agree on the width.
/// Source: Goto & van de Geijn, Anatomy of high-performance matrix multiplication (ACM TOMS 34,
/// 2008).   Next: series.hpp.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstring>

#include "autodiff/scalar.hpp"

namespace pathkernel::detail {

#if defined(__AVX512F__)
inline constexpr std::size_t vector_bytes = 64;
#elif defined(__AVX__)
inline constexpr std::size_t vector_bytes = 32;
#else
inline constexpr std::size_t vector_bytes = 16;
#endif

#if defined(__GNUC__)  // clang as well
using DoubleVector [[gnu::vector_size(vector_bytes), gnu::may_alias]] = double;
#else
using DoubleVector = double;
#endif
inline constexpr std::size_t vector_size = sizeof(DoubleVector) / sizeof(double);
/// Rows of a tile: with two vectors a row, what fits in 32 registers of AVX-512, else in 16.
inline constexpr std::size_t tile_rows = vector_bytes == 64 ? 8 : 4;

template <class V>
inline constexpr std::size_t width_of = sizeof(V) / sizeof(double);

template <class V>
V load(const double* from) {
  V v;
  std::memcpy(&v, from, sizeof v);
  return v;
}
template <class V>
void store(double* to, const V& v) {
  std::memcpy(to, &v, sizeof v);
}
/// Has no effect but on g++, which would otherwise read a vector that is used R times from memory
/// R times, and be held up by that.
template <class V>
void keep_in_register([[maybe_unused]] V& v) {
#if defined(__GNUC__) && defined(__x86_64__)
  asm("" : "+x"(v));
#endif
}
/// The vector's entries, added in pairs.
inline double total(const DoubleVector& v) {
  double entries[vector_size];
  std::memcpy(entries, &v, sizeof v);
  for (std::size_t half = vector_size / 2; half > 0; half /= 2)
    for (std::size_t i = 0; i < half; ++i) entries[i] += entries[i + half];
  return entries[0];
}

/// A matrix as a product reads it: entry (r, k) at data[r row + k column].
template <class S>
struct Strided {
  const S* data;
  std::size_t row, column;
  [[nodiscard]] const S& operator()(std::size_t r, std::size_t k) const {
    return data[r * row + k * column];
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

/// R rows, all n columns: tiles of two vectors, then of one, then of single numbers.
template <std::size_t R>
void row_strip(Start start, double* y, std::size_t y_row, Strided<double> a, const double* b,
               std::size_t b_row, std::size_t inner, std::size_t n, Terms terms) {
  constexpr std::size_t w = vector_size;
  std::size_t i = 0;
  for (; i + 2 * w <= n; i += 2 * w)
    row_tile<R, 2, DoubleVector>(start, y + i, y_row, a, b + i, b_row, inner, terms);
  for (; i + w <= n; i += w)
    row_tile<R, 1, DoubleVector>(start, y + i, y_row, a, b + i, b_row, inner, terms);
  for (; i < n; ++i) row_tile<R, 1, double>(start, y + i, y_row, a, b + i, b_row, inner, terms);
}

/// y_rn (+)= Σ_terms Σ_k a_rk b_kn, where rows of y and of b are n numbers one after another.
template <class S>
void add_rows(Start start, S* y, std::size_t y_row, Strided<S> a, const S* b, std::size_t b_row,
              std::size_t rows, std::size_t inner, std::size_t n, Terms terms = {}) {
  if constexpr (std::same_as<S, double>) {
    std::size_t r = 0;
    const auto strip = [&]<std::size_t R>() {
      for (; r + R <= rows; r += R)
        row_strip<R>(start, y + r * y_row, y_row, {&a(r, 0), a.row, a.column}, b, b_row, inner, n,
                     terms);
    };
    strip.template operator()<tile_rows>();
    strip.template operator()<2>();
    strip.template operator()<1>();
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

/// y_rc += Σ_terms Σ_n a_rn b_cn, where rows of a and of b are n numbers one after another.
template <class S>
void add_dots(S* y, std::size_t y_row, std::size_t y_column, const S* a, std::size_t a_row,
              const S* b, std::size_t b_row, std::size_t rows, std::size_t columns, std::size_t n,
              Terms terms = {}) {
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

/// f over n numbers, in 32 sums side by side for double, else from first to last. The order depends
/// on n alone.
template <class S, class F>
S folded(const S* u, std::size_t n, F f) {
  std::size_t i = 1;
  S result = u[0];
  if constexpr (std::same_as<S, double>) {
    constexpr std::size_t side = 32;
    if (n >= 2 * side) {
      double parts[side];
      std::copy_n(u, side, parts);
      for (i = side; i + side <= n; i += side)
        for (std::size_t j = 0; j < side; ++j) parts[j] = f(parts[j], u[i + j]);
      result = parts[0];
      for (std::size_t j = 1; j < side; ++j) result = f(result, parts[j]);
    }
  }
  for (; i < n; ++i) result = f(result, u[i]);
  return result;
}

/// Σ u_i of n >= 1 numbers.
template <class S>
S sum_of(const S* u, std::size_t n) {
  return folded(u, n, [](const S& a, const S& b) { return a + b; });
}

/// max u_i of n >= 1 numbers.
template <class S>
S largest_of(const S* u, std::size_t n) {
  return folded(u, n, [](const S& a, const S& b) { return choose(less(a, b), b, a); });
}

}  // namespace pathkernel::detail
