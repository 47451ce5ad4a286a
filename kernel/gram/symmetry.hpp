/// @file symmetry.hpp
/// How far a matrix is from its transpose:
///
///     max |K_ij - K_ji| / max |K_ij|
///
/// A kernel's Gram matrix is symmetric, but what is computed of it may differ by rounding. What
/// belongs to K's quadratic form, vᵀ K v, is its symmetric part (K + Kᵀ)/2 alone.
///
/// Leaves out: matrices that become symmetric only after a change of basis.
/// Next: eigenvalues.hpp.
#pragma once

#include <string_view>

#include "kernel/gram/matrix.hpp"

namespace pathkernel {

/// max |K_ij|, 0 of an empty matrix; a NaN stays one.
template <Real S>
[[nodiscard]] S largest_magnitude(const Matrix<S>& K) {
  using std::abs;
  S largest(0);
  for (const S& entry : K.entries) keep_largest(largest, S(abs(entry)));
  return largest;
}

namespace detail {

template <Real S>
void require_square(std::string_view what, const Matrix<S>& K) {
  if (K.rows != K.columns)
    reject("kernel: ", what, " of a ", K.rows, " x ", K.columns,
           " matrix; it needs as many rows as columns. Take the Gram matrix of one set of points.");
}

/// n ε: what n roundings, all to the same side, add up to.
template <Real S>
[[nodiscard]] S rounding(std::size_t n) {
  return S(static_cast<int>(n)) * std::numeric_limits<S>::epsilon();
}

}  // namespace detail

/// max |K_ij - K_ji| / max |K_ij|: 0 of a symmetric matrix, 2 of a skew one. A NaN if an entry is
/// not finite.
/// @throws std::invalid_argument  if K is not square
template <Real S>
[[nodiscard]] S asymmetry(const Matrix<S>& K) {
  using std::abs;
  detail::require_square("the asymmetry", K);
  S largest(0);
  for (std::size_t i = 0; i < K.rows; ++i)
    for (std::size_t j = 0; j <= i; ++j) keep_largest(largest, S(abs(S(K(i, j) - K(j, i)))));
  return largest == 0 ? S(0) : S(largest / largest_magnitude(K));
}

/// (K + Kᵀ)/2; of a symmetric matrix, itself.
/// @throws std::invalid_argument  if K is not square
template <Real S>
[[nodiscard]] Matrix<S> symmetric_part(const Matrix<S>& K) {
  detail::require_square("the symmetric part", K);
  Matrix<S> part(K.rows, K.rows);
  for (std::size_t i = 0; i < K.rows; ++i)
    for (std::size_t j = 0; j < K.rows; ++j) part(i, j) = K(i, j) / 2 + K(j, i) / 2;
  return part;
}

namespace detail {

/// What is allowed as rounding is an asymmetry of 4096 ε: a path kernel's integrals, K(x, x') and
/// K(x', x) apart, are right to about 1024 ε each, so that they differ by no more than twice that,
/// and sums of some thousand terms in another order by less. It is the entries' error, in which n
/// has no part. What a kernel means to be different is above it.
/// @throws std::invalid_argument  if K is not square, or visibly not symmetric
/// @throws std::domain_error      if an entry is not finite
template <Real S>
void require_symmetric(std::string_view what, const Matrix<S>& K) {
  require_square(what, K);
  for (std::size_t i = 0; i < K.rows; ++i)
    for (std::size_t j = 0; j < K.rows; ++j)
      if (!is_finite(K(i, j)))
        fail("kernel: ", what, " of a matrix whose entry ", i, ", ", j, " is ", K(i, j),
             "; all must be finite. Look for the point whose kernel with others is not.");
  const S found = asymmetry(K), allowed = 4096 * std::numeric_limits<S>::epsilon();
  if (found > allowed)
    reject("kernel: ", what, " of a matrix that differs from its transpose by ", found,
           " of its largest entry; rounding would explain ", allowed,
           ". Take its symmetric_part, if that is meant.");
}

}  // namespace detail

}  // namespace pathkernel
