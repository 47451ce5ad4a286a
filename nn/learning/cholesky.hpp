/// @file cholesky.hpp
/// A symmetric positive definite matrix is a lower triangle times its transpose, A = G Gᵀ:
///
///     g_jj = √(a_jj - Σ_{k<j} g_jk²)        g_ij = (a_ij - Σ_{k<j} g_ik g_jk)/g_jj,   i > j
///
/// and A x = b is then solved by substitution, forwards in G z = b and backwards in Gᵀ x = z. What
/// stands under the root, the pivot, is above 0 exactly if A is positive definite: no other test
/// of that is as cheap. The triangle's diagonal also has the determinant, det A = Π_j g_jj².
///
/// Leaves out: exchanging rows, blocks for the cache, and the upper half of A, which is not read.
/// Source: Golub & Van Loan, Matrix Computations, 4th ed. (2013), sec. 4.2.   Next: newton.hpp.
#pragma once

#include <cmath>
#include <span>
#include <vector>

#include "autodiff/error.hpp"
#include "autodiff/scalar.hpp"

namespace pathkernel {

template <Real S>
class Cholesky {
 public:
  /// @param a  n x n, row after row
  /// @throws std::domain_error  if a pivot is not above its rounding errors
  explicit Cholesky(std::span<const S> a, std::size_t n) : n_(n), g_(a.begin(), a.end()) {
    if (a.size() != n * n)
      reject("nn: ", a.size(), " numbers for a matrix of ", n, " x ", n, ", which has ", n * n,
             ".");
    for (std::size_t j = 0; j < n; ++j) {
      const S pivot = rest(j, j);
      if (!(pivot > S(static_cast<int>(n)) * std::numeric_limits<S>::epsilon() * a[j * n + j]))
        fail("nn: a matrix that is not positive definite: its pivot ", j, " of ", n, " is ", pivot,
             ", from ", a[j * n + j],
             " on the diagonal. Add to the diagonal, as an L2 regularizer ",
             "does to a Hessian's, or start nearer to the minimum.");
      using std::sqrt;
      at(j, j) = sqrt(pivot);
      for (std::size_t i = j + 1; i < n; ++i) at(i, j) = rest(i, j) / at(j, j);
    }
  }

  /// x with A x = b.
  [[nodiscard]] std::vector<S> solve(std::span<const S> b) const {
    if (b.size() != n_)
      reject("nn: a right side of ", b.size(), " numbers for ", n_, " equations.");
    std::vector<S> x(b.begin(), b.end());
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t k = 0; k < i; ++k) x[i] -= at(i, k) * x[k];
      x[i] /= at(i, i);
    }
    for (std::size_t i = n_; i-- > 0;) {
      for (std::size_t k = i + 1; k < n_; ++k) x[i] -= at(k, i) * x[k];
      x[i] /= at(i, i);
    }
    return x;
  }

  /// ln det A = 2 Σ_j ln g_jj; the determinant itself may leave S's range.
  [[nodiscard]] S log_determinant() const {
    using std::log;
    S sum(0);
    for (std::size_t j = 0; j < n_; ++j) sum += log(at(j, j));
    return 2 * sum;
  }

 private:
  [[nodiscard]] S& at(std::size_t i, std::size_t j) { return g_[i * n_ + j]; }
  [[nodiscard]] const S& at(std::size_t i, std::size_t j) const { return g_[i * n_ + j]; }
  /// a_ij - Σ_{k<j} g_ik g_jk, of a place where a_ij still stands.
  [[nodiscard]] S rest(std::size_t i, std::size_t j) const {
    S sum = at(i, j);
    for (std::size_t k = 0; k < j; ++k) sum -= at(i, k) * at(j, k);
    return sum;
  }

  std::size_t n_;
  std::vector<S> g_;  ///< G in its lower half
};

}  // namespace pathkernel
