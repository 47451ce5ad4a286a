/// @file pivoted_cholesky.hpp
/// K ≈ G Gᵀ, a column of G at a time, each for the point that is worst served so far:
///
///     p = argmax_i d_i       g_i = (K_ip - Σ_k G_ik G_pk)/√d_p       d_i ← d_i - g_i²
///
/// where d is the diagonal of what is left, K - G Gᵀ, at first that of K. If K is positive
/// semidefinite, so is what is left, no |entry| of it is above max d_i, and its norm is at most its
/// trace. Where max d_i is down to rounding, as many columns as K has rank are enough; stopped
/// earlier, G is an approximation of low rank with its error known. It reads the diagonal and one
/// column of K for each of G's.
///
/// Leaves out: making only those columns of K from the points; a proof, which needs intervals.
/// Source: Higham, Analysis of the Cholesky decomposition of a semi-definite matrix (1990);
/// Harbrecht, Peters & Schneider, On the low-rank approximation by the pivoted Cholesky
/// decomposition (2012).   Next: alignment.hpp.
#pragma once

#include "kernel/gram/symmetry.hpp"

namespace pathkernel {

template <Real S>
struct PivotedCholesky {
  Matrix<S> factor;                 ///< G, n x rank; its rows are in the order of K's
  std::vector<std::size_t> pivots;  ///< the points that were taken, in order, shape (rank)
  std::vector<S> rest;              ///< d, the diagonal of K - G Gᵀ, shape (n); 0 at the pivots

  [[nodiscard]] std::size_t rank() const { return pivots.size(); }
  /// Σ d_i. It bounds the norm of K - G Gᵀ where K is positive semidefinite, else nothing.
  [[nodiscard]] S remaining_trace() const {
    S sum(0);
    for (const S& d : rest) sum += d;
    return sum;
  }
};

namespace detail {

/// K_ij - Σ_k G_ik G_jk.
template <Real S>
[[nodiscard]] S left_of(const Matrix<S>& K, const std::vector<std::vector<S>>& columns,
                        std::size_t i, std::size_t j) {
  S left = K(i, j);
  for (const std::vector<S>& column : columns) left -= column[i] * column[j];
  return left;
}

/// A pivoted Cholesky decomposition on its way.
template <Real S>
struct PivotedColumns {
  std::vector<std::vector<S>> columns;  ///< of G
  std::vector<std::size_t> pivots;
  std::vector<S> rest;
  std::vector<bool> taken;

  /// Takes points until none has d > least.
  PivotedColumns(const Matrix<S>& K, const S& least) : taken(K.rows, false) {
    for (std::size_t i = 0; i < K.rows; ++i) rest.push_back(K(i, i));
    while (pivots.size() < K.rows) {
      std::size_t p = K.rows;
      for (std::size_t i = 0; i < K.rows; ++i)
        if (!taken[i] && (p == K.rows || rest[i] > rest[p])) p = i;
      if (!(rest[p] > least)) return;
      take(K, p);
    }
  }

 private:
  void take(const Matrix<S>& K, std::size_t p) {
    using std::sqrt;
    std::vector<S> column(K.rows, S(0));  // zero at earlier pivots, where nothing is left
    column[p] = sqrt(rest[p]);
    taken[p] = true;
    rest[p] = S(0);
    for (std::size_t i = 0; i < K.rows; ++i) {
      if (taken[i]) continue;
      column[i] = left_of(K, columns, i, p) / column[p];
      rest[i] -= column[i] * column[i];
    }
    columns.push_back(std::move(column));
    pivots.push_back(p);
  }
};

template <Real S>
void require_tolerance(const S& tolerance) {
  if (!(tolerance >= 0))
    reject("kernel: a tolerance of ", tolerance, "; it must be 0 or more, a share of K's entries.");
}

}  // namespace detail

/// Takes points until no d is above tolerance max |K_ij|; n ε if not given, which is rounding.
///
/// @throws std::invalid_argument  if K is not square or visibly not symmetric, tolerance < 0
/// @throws std::domain_error      if an entry is not finite
template <Real S>
[[nodiscard]] PivotedCholesky<S> pivoted_cholesky(const Matrix<S>& K, const S& tolerance) {
  detail::require_symmetric("the pivoted Cholesky decomposition", K);
  detail::require_tolerance(tolerance);
  detail::PivotedColumns<S> found(K, S(tolerance * largest_magnitude(K)));
  Matrix<S> factor(K.rows, found.pivots.size());
  for (std::size_t i = 0; i < factor.rows; ++i)
    for (std::size_t k = 0; k < factor.columns; ++k) factor(i, k) = found.columns[k][i];
  return {std::move(factor), std::move(found.pivots), std::move(found.rest)};
}
template <Real S>
[[nodiscard]] PivotedCholesky<S> pivoted_cholesky(const Matrix<S>& K) {
  return pivoted_cholesky(K, detail::rounding<S>(K.rows));
}

/// Of vᵀ K v for v != 0: always above 0; never below 0, but 0 for some v; below 0 for some v.
enum class Definiteness { definite, semidefinite, indefinite };

/// Which of them K is, as far as rounding lets it be told: numbers up to tolerance max |K_ij|, n ε
/// if not given, count as 0. Entries that are sums of P terms want P ε.
///
/// definite      every pivot was above that.
/// semidefinite  what is left is 0: a matrix this near to K is semidefinite and singular, though K
///               itself may have a small eigenvalue of either sign.
/// indefinite    something is left: a diagonal entry below 0, or an entry that is not 0 beside two
///               diagonal entries that are. No semidefinite matrix has either. Twice as much is
///               allowed there, since pivots and what is left have errors of their own.
///
/// @throws std::invalid_argument  if K is not square or visibly not symmetric, tolerance < 0
/// @throws std::domain_error      if an entry is not finite
template <Real S>
[[nodiscard]] Definiteness definiteness(const Matrix<S>& K, const S& tolerance) {
  using std::abs;
  detail::require_symmetric("the definiteness", K);
  detail::require_tolerance(tolerance);
  const S zero = tolerance * largest_magnitude(K);
  const detail::PivotedColumns<S> found(K, zero);
  if (found.pivots.size() == K.rows) return Definiteness::definite;
  for (std::size_t i = 0; i < K.rows; ++i)
    for (std::size_t j = 0; j <= i; ++j)
      if (!found.taken[i] && !found.taken[j] &&
          abs(detail::left_of(K, found.columns, i, j)) > 2 * zero)
        return Definiteness::indefinite;
  return Definiteness::semidefinite;
}
template <Real S>
[[nodiscard]] Definiteness definiteness(const Matrix<S>& K) {
  return definiteness(K, detail::rounding<S>(K.rows));
}

}  // namespace pathkernel
