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

namespace detail {

/// ln det A of a positive definite A, by elimination: the product of its pivots.
template <Real S>
[[nodiscard]] S log_determinant(Matrix<S> a) {
  using std::log;
  S sum(0);
  for (std::size_t p = 0; p < a.rows; ++p) {
    sum += log(a(p, p));
    for (std::size_t i = p + 1; i < a.rows; ++i)
      for (std::size_t j = p + 1; j < a.rows; ++j) a(i, j) -= a(i, p) / a(p, p) * a(p, j);
  }
  return sum;
}

}  // namespace detail

/// @param noise_variance  σ², in units of [y]²
/// @throws std::domain_error  if A is not positive definite, to rounding
template <Real S>
[[nodiscard]] GaussianProcess<S> fit_gaussian_process(Matrix<S> gram, const std::vector<S>& targets,
                                                      const S& noise_variance) {
  detail::require_gram(gram, targets.size());
  Cholesky<S> triangle = detail::shifted_cholesky(gram, noise_variance);
  const std::vector<S> alpha = triangle.solve(targets);
  for (std::size_t i = 0; i < gram.rows; ++i) gram(i, i) += noise_variance;
  using std::log;
  const S two_pi = boost::math::constants::two_pi<S>();
  S sum = detail::log_determinant(gram) + S(static_cast<int>(gram.rows)) * S(log(two_pi));
  for (std::size_t i = 0; i < targets.size(); ++i) sum += targets[i] * alpha[i];
  return {{alpha}, std::move(triangle), S(-sum / 2)};
}

}  // namespace pathkernel
