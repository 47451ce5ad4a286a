/// @file alignment.hpp
/// How alike two kernels are on the same points: the cosine between their Gram matrices,
///
///     A(K, K') = ⟨K, K'⟩/(‖K‖ ‖K'‖),        ⟨K, K'⟩ = Σ_ij K_ij K'_ij
///
/// It is 1 if one is a positive multiple of the other, and never below 0 if both are positive
/// semidefinite. Against y yᵀ, the kernel that knows the targets, it tells how well K fits a task:
/// A(K, y yᵀ) = yᵀ K y/(‖K‖ ‖y‖²).
///
/// A constant added to a kernel draws every alignment towards that of the constants. So it is taken
/// out first: features centred among the points have the Gram matrix
///
///     H K H,        H = I - 1 1ᵀ/n
///
/// Leaves out: targets of several numbers, whose y yᵀ is a Gram matrix like any other.
/// Source: Cristianini, Shawe-Taylor, Elisseeff & Kandola, On kernel-target alignment (NIPS 2001);
/// Cortes, Mohri & Rostamizadeh, Algorithms for learning kernels based on centered alignment
/// (JMLR 13, 2012).   Next: drift.hpp.
#pragma once

#include "kernel/gram/symmetry.hpp"

namespace pathkernel {

namespace detail {
template <Real S>
void require_same_size(std::string_view what, const Matrix<S>& K, const Matrix<S>& other) {
  if (K.rows != other.rows || K.columns != other.columns)
    reject("kernel: ", what, " of a ", K.rows, " x ", K.columns, " matrix and a ", other.rows,
           " x ", other.columns, " one; it needs both on the same points.");
}
}  // namespace detail

/// ⟨K, K'⟩ = Σ_ij K_ij K'_ij.
/// @throws std::invalid_argument  if they differ in size
template <Real S>
[[nodiscard]] S frobenius_product(const Matrix<S>& K, const Matrix<S>& other) {
  detail::require_same_size("the product", K, other);
  return inner_product(K.entries, other.entries);
}

/// ‖K‖ = √⟨K, K⟩.
template <Real S>
[[nodiscard]] S frobenius_norm(const Matrix<S>& K) {
  using std::sqrt;
  return sqrt(frobenius_product(K, K));
}

/// The target kernel y yᵀ.
template <Real S>
[[nodiscard]] Matrix<S> target_kernel(const std::vector<S>& y) {
  Matrix<S> values(y.size(), y.size());
  for (std::size_t i = 0; i < y.size(); ++i)
    for (std::size_t j = 0; j < y.size(); ++j) values(i, j) = y[i] * y[j];
  return values;
}

/// H K H: from each entry the means of its row and of its column are taken, and the mean of all is
/// added.
/// @throws std::invalid_argument  if K is not square
template <Real S>
[[nodiscard]] Matrix<S> centred(const Matrix<S>& K) {
  detail::require_square("the centring", K);
  const S n(static_cast<int>(K.rows));
  std::vector<S> row(K.rows, S(0)), column(K.rows, S(0));
  S all(0);
  for (std::size_t i = 0; i < K.rows; ++i)
    for (std::size_t j = 0; j < K.rows; ++j) {
      row[i] += K(i, j) / n;
      column[j] += K(i, j) / n;
    }
  for (const S& mean : row) all += mean / n;
  Matrix<S> values(K.rows, K.rows);
  for (std::size_t i = 0; i < K.rows; ++i)
    for (std::size_t j = 0; j < K.rows; ++j) values(i, j) = K(i, j) - row[i] - column[j] + all;
  return values;
}

/// ⟨K, K'⟩/(‖K‖ ‖K'‖), between -1 and 1. K' may be target_kernel(y).
///
/// @throws std::invalid_argument  if they differ in size
/// @throws std::domain_error      if one is zero, or not finite
template <Real S>
[[nodiscard]] S alignment(const Matrix<S>& K, const Matrix<S>& other) {
  detail::require_same_size("the alignment", K, other);
  const S norm = frobenius_norm(K), other_norm = frobenius_norm(other);
  if (!(norm > 0 && other_norm > 0) || !is_finite(norm) || !is_finite(other_norm))
    fail("kernel: the alignment of matrices whose norms are ", norm, " and ", other_norm,
         "; both must be above 0, and finite.");
  return frobenius_product(K, other) / (norm * other_norm);
}

/// The alignment of H K H and H K' H.
///
/// @throws std::invalid_argument  if they are not square, or differ in size
/// @throws std::domain_error      if one of them is constant, up to rounding, or not finite
template <Real S>
[[nodiscard]] S centred_alignment(const Matrix<S>& K, const Matrix<S>& other) {
  detail::require_same_size("the centred alignment", K, other);
  const Matrix<S> inner = centred(K), other_inner = centred(other);
  const S least = 8 * detail::rounding<S>(K.rows);
  for (const auto& [before, after] : {std::pair(&K, &inner), std::pair(&other, &other_inner)})
    if (frobenius_norm(*after) <= least * frobenius_norm(*before))
      fail(
          "kernel: the centred alignment of a matrix that is 0 once it is centred, up to "
          "rounding: ",
          "to it all points are alike. Leave it out, or take points or targets that differ.");
  return alignment(inner, other_inner);
}

}  // namespace pathkernel
