/// @file kernel_ridge.hpp
/// Kernel ridge regression: of all functions in the kernel's space, the one with the least
///
///     J(f) = Σ_i (f(x_i) - y_i)² + λ ‖f‖²        is        f = Σ_i α_i k(·, x_i),
///     α = (K + λ I)⁻¹ y
///
/// Why a sum over the training points: f = f_∥ + f_⊥ with f_∥ in the span of the k(·, x_i). By the
/// reproducing property f(x_i) = ⟨f, k(·, x_i)⟩, to which f_⊥ adds nothing, while it adds ‖f_⊥‖² to
/// ‖f‖². That is the representer theorem. What is left is J = ‖K α - y‖² + λ αᵀ K α, whose gradient
/// 2 K ((K + λ I) α - y) vanishes at that α.
///
/// Leaves out: an offset b; the choice of λ, for which gaussian_process.hpp has a measure.
/// Source: Kimeldorf & Wahba (1971); Saunders, Gammerman & Vovk (1998).   Next: interpolation.hpp.
#pragma once

#include "kernel/machines/kernel_expansion.hpp"
#include "nn/learning/cholesky.hpp"

namespace pathkernel {

namespace detail {

/// The triangle of K + λ I.
/// @throws std::domain_error  if that is not positive definite, to rounding
template <Real S>
[[nodiscard]] Cholesky<S> shifted_cholesky(Matrix<S> gram, const S& lambda) {
  if (!(lambda >= S(0)) || !is_finite(lambda))
    reject("kernel: ", lambda, " to be added to a Gram matrix's diagonal; it must be 0 or more.");
  for (std::size_t i = 0; i < gram.rows; ++i) gram(i, i) += lambda;
  try {
    return Cholesky<S>(gram.entries, gram.rows);
  } catch (const std::domain_error& error) {
    fail("kernel: K + ", lambda, " I is not positive definite: some training points are alike to ",
         "the kernel, or K is no kernel's. Add more to the diagonal. (", error.what(), ")");
  }
}

}  // namespace detail

/// α = (K + λ I)⁻¹ y for several targets at each point, with one triangle for all.
///
/// @param targets  targets[t][i] is what machine t is to say of point i
/// @return         a machine for each target
/// @throws std::invalid_argument  if K is not the targets' Gram matrix, a target not finite, λ < 0
/// @throws std::domain_error      if K + λ I is not positive definite
template <Real S>
[[nodiscard]] std::vector<KernelExpansion<S>> fit_kernel_ridge(const Matrix<S>& gram,
                                                               const Points<S>& targets,
                                                               const S& lambda) {
  if (targets.empty()) reject("kernel: no targets; kernel ridge regression needs one or more.");
  for (const std::vector<S>& y : targets) {
    detail::require_gram(gram, y.size());
    detail::require_finite<S>(y, "the targets");
  }
  const Cholesky<S> triangle = detail::shifted_cholesky(gram, lambda);
  std::vector<KernelExpansion<S>> machines;
  for (const std::vector<S>& y : targets) machines.push_back({triangle.solve(y)});
  return machines;
}
/// One target.
template <Real S>
[[nodiscard]] KernelExpansion<S> fit_kernel_ridge(const Matrix<S>& gram,
                                                  const std::vector<S>& targets, const S& lambda) {
  return fit_kernel_ridge(gram, Points<S>{targets}, lambda).front();
}

}  // namespace pathkernel
