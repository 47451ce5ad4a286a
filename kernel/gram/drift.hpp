/// @file drift.hpp
/// How far a kernel moved while its model learned, as a share of what it was at first:
///
///     ‖Θ_T - Θ_0‖/‖Θ_0‖,        ‖K‖² = Σ_ij K_ij²
///
/// A linear model's is 0. So is an infinitely wide network's, in the parametrisation that divides
/// by √n: its features do not learn. Alignment tells what this does not, whether the kernel turned
/// or only grew.
///
/// Leaves out: how the kernel went there: a kernel that moved and came back has drift 0.
/// Source: Jacot, Gabriel & Hongler, Neural tangent kernel (NeurIPS 2018).
/// Next: ../classical/dot_products.hpp.
#pragma once

#include "kernel/gram/alignment.hpp"

namespace pathkernel {

/// ‖later - earlier‖/‖earlier‖.
///
/// @throws std::invalid_argument  if they differ in size
/// @throws std::domain_error      if the earlier one is zero, or one of them not finite
template <Real S>
[[nodiscard]] S relative_drift(const Matrix<S>& later, const Matrix<S>& earlier) {
  detail::require_same_size("the drift", later, earlier);
  Matrix<S> difference = later;
  for (std::size_t i = 0; i < later.entries.size(); ++i)
    difference.entries[i] -= earlier.entries[i];
  const S moved = frobenius_norm(difference), before = frobenius_norm(earlier);
  if (!(before > 0) || !is_finite(before) || !is_finite(moved))
    fail("kernel: the drift by ", moved, " of a matrix whose norm is ", before,
         "; that must be above 0, and both finite.");
  return moved / before;
}

}  // namespace pathkernel
