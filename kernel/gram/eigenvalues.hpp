/// @file eigenvalues.hpp
/// The eigenvalues of a symmetric matrix, K v_j = λ_j v_j, by Jacobi's rotations.
///
/// A rotation in the plane of axes p and q, by the angle whose tangent t is the smaller root of
///
///     t² + 2 θ t = 1,        θ = (a_qq - a_pp)/(2 a_pq)
///
/// makes a_pq zero and takes 2 a_pq² from the sum of squares beside the diagonal. Later rotations
/// fill it again, with less. Sweep after sweep over all pairs the matrix becomes diagonal; near the
/// end each squares what is left, so that 50 digits take but two sweeps more than 15 do.
///
/// An entry counts as zero where |a_pq| <= ε √|a_pp a_qq|. Every eigenvalue is then right to about
/// n ε of the largest; of a positive definite K whose diagonal alone is uneven, each to all digits.
///
/// Leaves out: reduction to three diagonals first, which is faster from a few hundred rows on.
/// Source: Golub & Van Loan, Matrix Computations, 4th ed. (2013), sec. 8.5; Demmel & Veselić,
/// Jacobi's method is more accurate than QR (1992).   Next: pivoted_cholesky.hpp.
#pragma once

#include <algorithm>
#include <numeric>

#include "kernel/gram/symmetry.hpp"

namespace pathkernel {

namespace detail {

/// The rotation that makes a_pq zero: x ← c x - s y, y ← s x + c y, of the columns p and q.
template <Real S>
struct JacobiRotation {
  S tangent, sine, half_tangent;

  JacobiRotation(const S& pp, const S& pq, const S& qq) {
    using std::abs, std::sqrt;
    const S theta = (qq - pp) / (2 * pq);
    const S root = 1 / (abs(theta) + sqrt(S(1 + theta * theta)));
    tangent = theta < 0 ? -root : root;
    const S cosine = 1 / sqrt(S(1 + tangent * tangent));
    sine = tangent * cosine;
    half_tangent = sine / (1 + cosine);
  }
  /// Written as corrections, which are small where the angle is: c = 1 - s τ, τ = s/(1 + c).
  void turn(S& x, S& y) const {
    const S before = x;
    x -= sine * (y + half_tangent * x);
    y += sine * (before - half_tangent * y);
  }
};

/// Turns axes p and q of a, of which the upper half is used, and gathers the rotation in `turned`.
template <Real S>
void rotate(Matrix<S>& a, Matrix<S>& turned, std::size_t p, std::size_t q) {
  const JacobiRotation<S> rotation(a(p, p), a(p, q), a(q, q));
  a(p, p) -= rotation.tangent * a(p, q);
  a(q, q) += rotation.tangent * a(p, q);
  a(p, q) = S(0);
  const auto upper = [&](std::size_t i, std::size_t j) -> S& { return i < j ? a(i, j) : a(j, i); };
  for (std::size_t k = 0; k < a.rows; ++k)
    if (k != p && k != q) rotation.turn(upper(k, p), upper(k, q));
  for (std::size_t k = 0; k < turned.rows; ++k) rotation.turn(turned(k, p), turned(k, q));
}

/// Once over all pairs of axes. @return whether one of them had to be turned
template <Real S>
bool sweep(Matrix<S>& a, Matrix<S>& turned) {
  using std::abs, std::sqrt;
  bool any = false;
  for (std::size_t p = 0; p < a.rows; ++p)
    for (std::size_t q = p + 1; q < a.rows; ++q) {
      const S beside = sqrt(S(abs(a(p, p)))) * sqrt(S(abs(a(q, q))));  // no square can underflow
      if (abs(a(p, q)) <= std::numeric_limits<S>::epsilon() * beside) continue;
      rotate(a, turned, p, q);
      any = true;
    }
  return any;
}

/// Makes a diagonal, gathering the rotations in the columns of `turned`.
template <Real S>
void diagonalise(Matrix<S>& a, Matrix<S>& turned) {
  constexpr int most_sweeps = 64;  // a thousand digits take about a dozen
  const S largest = largest_magnitude(a);
  bool changes = true;
  for (int k = 0; changes && k < most_sweeps; ++k) changes = sweep(a, turned);
  if (changes || !is_finite(largest_magnitude(a)))
    fail("kernel: the eigenvalues of a ", a.rows, " x ", a.rows, " matrix, whose largest entry is ",
         largest, ", did not settle in ", most_sweeps, " sweeps: they overflow. Scale it.");
}

}  // namespace detail

template <Real S>
struct SymmetricEigen {
  std::vector<S> values;  ///< λ_j, ascending
  Matrix<S> vectors;      ///< column j is v_j; they are orthonormal, and known up to their sign
};

/// λ_j and v_j of a symmetric matrix.
///
/// @throws std::invalid_argument  if K is not square, or visibly not symmetric
/// @throws std::domain_error      if an entry is not finite, or the eigenvalues overflow
template <Real S>
[[nodiscard]] SymmetricEigen<S> symmetric_eigen(const Matrix<S>& K) {
  detail::require_symmetric("the eigenvalues", K);
  const std::size_t n = K.rows;
  Matrix<S> a = symmetric_part(K), turned(n, n);
  for (std::size_t i = 0; i < n; ++i) turned(i, i) = S(1);
  detail::diagonalise(a, turned);
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) -> const S& { return a(i, i); });
  SymmetricEigen<S> eigen{{}, Matrix<S>(n, n)};
  for (std::size_t j = 0; j < n; ++j) {
    eigen.values.push_back(a(order[j], order[j]));
    for (std::size_t i = 0; i < n; ++i) eigen.vectors(i, j) = turned(i, order[j]);
  }
  return eigen;
}

/// λ_j alone, ascending, in half the time.
/// @throws std::invalid_argument, std::domain_error  as symmetric_eigen
template <Real S>
[[nodiscard]] std::vector<S> eigenvalues(const Matrix<S>& K) {
  detail::require_symmetric("the eigenvalues", K);
  Matrix<S> a = symmetric_part(K), none;
  detail::diagonalise(a, none);
  std::vector<S> values;
  for (std::size_t i = 0; i < a.rows; ++i) values.push_back(a(i, i));
  std::ranges::sort(values);
  return values;
}

/// Whether vᵀ K v >= 0 for all v, up to rounding: no λ is below -tolerance max |λ|, n ε if not
/// given. So a matrix this near to K is positive semidefinite; K itself need not be, since a lesser
/// negative λ can't be told from 0. Entries that are sums of P terms want P ε.
/// @throws std::invalid_argument, std::domain_error  as eigenvalues
template <Real S>
[[nodiscard]] bool is_positive_semidefinite(const Matrix<S>& K, const S& tolerance) {
  const std::vector<S> values = eigenvalues(K);
  if (values.empty()) return true;
  return values.front() >= -tolerance * max(S(-values.front()), values.back());
}
template <Real S>
[[nodiscard]] bool is_positive_semidefinite(const Matrix<S>& K) {
  return is_positive_semidefinite(K, detail::rounding<S>(K.rows));
}

}  // namespace pathkernel
