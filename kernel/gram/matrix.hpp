/// @file matrix.hpp
/// A matrix of numbers, row after row; and a kernel's Gram matrix between two sets of points,
///
///     K_ij = k(x_i, x'_j)
///
/// Leaves out: arithmetic of matrices, which who needs it writes out; any notion of symmetry.
/// Read first in kernel/gram.   Next: symmetry.hpp.
#pragma once

#include <span>
#include <type_traits>
#include <vector>

#include "autodiff/error.hpp"
#include "autodiff/scalar.hpp"

namespace pathkernel {

/// u·v = Σ_p u_p v_p.
/// @throws std::invalid_argument  if they are not of one length
template <Real S>
[[nodiscard]] S inner_product(std::span<const S> u, std::span<const std::type_identity_t<S>> v) {
  if (u.size() != v.size())
    reject("kernel: an inner product of ", u.size(), " and ", v.size(),
           " numbers; both must have as many.");
  S sum(0);
  MultiplyAdd<S> multiply_add;
  for (std::size_t p = 0; p < u.size(); ++p) multiply_add(sum, u[p], v[p]);
  return sum;
}
template <Real S>
[[nodiscard]] S inner_product(const std::vector<S>& u, const std::vector<S>& v) {
  return inner_product<S>(std::span<const S>(u), v);
}

/// m x n numbers.
template <Real S>
struct Matrix {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<S> entries;  ///< entry (i, j) at i columns + j

  Matrix() = default;
  Matrix(std::size_t m, std::size_t n) : rows(m), columns(n), entries(m * n, S(0)) {}
  /// @throws std::invalid_argument  if there are not m n numbers
  Matrix(std::size_t m, std::size_t n, std::vector<S> numbers)
      : rows(m), columns(n), entries(std::move(numbers)) {
    if (entries.size() != m * n)
      reject("kernel: ", entries.size(), " numbers for a ", m, " x ", n, " matrix, which has ",
             m * n, ".");
  }

  [[nodiscard]] S& operator()(std::size_t i, std::size_t j) { return entries[i * columns + j]; }
  [[nodiscard]] const S& operator()(std::size_t i, std::size_t j) const {
    return entries[i * columns + j];
  }
  [[nodiscard]] std::span<const S> row(std::size_t i) const {
    return std::span(entries).subspan(i * columns, columns);
  }

  friend bool operator==(const Matrix&, const Matrix&) = default;
};

/// Points, each a vector of as many numbers.
template <Real S>
using Points = std::vector<std::vector<S>>;

/// How alike two points are: k(x, x'), a number.
template <class K, class S>
concept Kernel = requires(const K& k, std::span<const S> x) {
  { k(x, x) } -> std::same_as<S>;
};

/// K_ij = k(x_i, x'_j), shape (n, n').
template <Real S, class K>
  requires Kernel<K, S>
[[nodiscard]] Matrix<S> gram(const K& k, const Points<S>& x, const Points<S>& other) {
  Matrix<S> values(x.size(), other.size());
  for (std::size_t i = 0; i < x.size(); ++i)
    for (std::size_t j = 0; j < other.size(); ++j)
      values(i, j) = k(std::span<const S>(x[i]), std::span<const S>(other[j]));
  return values;
}
/// The same between the points of one set, shape (n, n).
template <Real S, class K>
  requires Kernel<K, S>
[[nodiscard]] Matrix<S> gram(const K& k, const Points<S>& x) { return gram(k, x, x); }

}  // namespace pathkernel
