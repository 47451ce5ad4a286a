/// @file vectors.hpp
/// Several doubles in one register, at the width of the machine; and numbers in a row, added up.
///
/// A compiler keeps the sums of a product in memory where it is left to itself (2.5 GFlop/s where
/// registers reach 40). So for double they are written with its vector type: as wide as the machine
/// is, for a wider one would be taken apart again.
///
/// Numbers of many digits, and all other scalars, run through the same functions one by one.
///
/// Leaves out: files of one program compiled for different processors, which would not agree on the
/// width.
/// Next: tiles.hpp.
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
using VectorInRow [[gnu::vector_size(vector_bytes), gnu::may_alias,
                    gnu::aligned(sizeof(double))]] = double;  // where a row of numbers has it
#else
using DoubleVector = double;
using VectorInRow = double;
#endif
inline constexpr std::size_t vector_size = sizeof(DoubleVector) / sizeof(double);

template <class V>
inline constexpr std::size_t width_of = sizeof(V) / sizeof(double);

template <class V>
V load(const double* from) {
  if constexpr (std::same_as<V, double>)
    return *from;
  else
    return *reinterpret_cast<const VectorInRow*>(from);
}
template <class V>
void store(double* to, const V& v) {
  if constexpr (std::same_as<V, double>)
    *to = v;
  else
    *reinterpret_cast<VectorInRow*>(to) = v;
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
