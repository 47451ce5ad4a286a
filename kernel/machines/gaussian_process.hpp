/// @file gaussian_process.hpp
/// A Gaussian process: functions are drawn so that f(x) and f(x') have covariance k(x, x') and mean
/// 0, targets are y_i = f(x_i) + noise of variance σ². Given the targets, f(x) is normal again:
///
///     mean       kᵀ A⁻¹ y                  k = (k(x, x_1), ..., k(x, x_m)),   A = K + σ² I
///     variance   k(x, x) - kᵀ A⁻¹ k
///     ln p(y) = -(yᵀ A⁻¹ y + ln det A + m ln 2π)/2
///
/// The mean is kernel ridge regression with λ = σ². New is the variance, which says how much is
/// left open at x, and the density of the targets, by which kernels and σ² can be compared.
///
/// Leaves out: a mean other than 0; covariances between two queries; σ² that differ.
/// Source: Rasmussen & Williams, Gaussian Processes for Machine Learning (2006), sec. 2.2.
/// Next: semidefinite_system.hpp.
#pragma once

#include <boost/math/constants/constants.hpp>

#include "kernel/machines/kernel_ridge.hpp"

namespace pathkernel {

template <Real S>
struct GaussianProcess {
  KernelExpansion<S> mean;
  Cholesky<S> triangle;       ///< of A
  S log_marginal_likelihood;  ///< ln p(y)

  /// The mean of f(x).
  [[nodiscard]] S predict(std::span<const S> kernel_row) const { return mean.predict(kernel_row); }

  /// The variance of f(x); that of a target at x is σ² more. Where it is 0, as at a training point
  /// without noise, rounding may leave it a little below.
  [[nodiscard]] S variance(std::span<const S> kernel_row, const S& k_xx) const {
    detail::require_row(kernel_row.size(), mean.coefficients.size());
    const KernelExpansion<S> explained{triangle.solve(kernel_row)};
    return k_xx - explained.predict(kernel_row);
  }
};

/// f | y ~ normal of mean kᵀ A⁻¹ y and variance k(x, x) - kᵀ A⁻¹ k, with A = K + σ² I.
///
/// @param noise_variance  σ², in units of [y]²
/// @throws std::invalid_argument  if K is not the targets' Gram matrix, a target not finite, σ² < 0
/// @throws std::domain_error      if A is not positive definite, to rounding
template <Real S>
[[nodiscard]] GaussianProcess<S> fit_gaussian_process(const Matrix<S>& gram,
                                                      const std::vector<S>& targets,
                                                      const S& noise_variance) {
  detail::require_gram(gram, targets.size());
  detail::require_finite<S>(targets, "the targets");
  Cholesky<S> triangle = detail::shifted_cholesky(gram, noise_variance);
  const std::vector<S> alpha = triangle.solve(targets);
  using std::log;
  const S m(static_cast<int>(gram.rows)), two_pi = boost::math::constants::two_pi<S>();
  const S sum = inner_product(targets, alpha) + triangle.log_determinant() + m * S(log(two_pi));
  return {{alpha}, std::move(triangle), S(-sum / 2)};
}

}  // namespace pathkernel
