/// @file kernel_expansion.hpp
/// What every kernel machine learns to say: a sum over the training points, each counted as far as
/// x is like it,
///
///     f(x) = Σ_i α_i k(x, x_i) + b               ‖f - b‖² = αᵀ K α,   K_ij = k(x_i, x_j)
///
/// The machines of this folder differ in how they choose α and b. None sees a point except through
/// k: to learn it takes the Gram matrix K, to predict the row k(x, x_1), ..., k(x, x_m). A path
/// kernel or a tangent kernel therefore does as well as a dot product. All have one form:
///
///     fit_...(gram, targets, settings)    a value, which holds the α and what is known of them
///     .predict(kernel_row)                f(x)
///
/// Leaves out: the outer function g of g(f(x)); dropping the points whose α_i is 0.
/// Source: Schölkopf & Smola, Learning with Kernels (2002), sec. 2.2.
/// Read first in kernel/machines.   Next: perceptron.hpp.
#pragma once

#include <string_view>

#include "kernel/gram/matrix.hpp"

namespace pathkernel {

namespace detail {

/// Refuses a row of other than m kernel values.
inline void require_row(std::size_t values, std::size_t m) {
  if (values != m)
    reject("kernel: a row of ", values, " kernel values for a machine of ", m,
           " training points; it needs k(x, x_i) for each.");
}

}  // namespace detail

template <Real S>
struct KernelExpansion {
  std::vector<S> coefficients;  ///< α, one for each training point
  S bias = S(0);                ///< b

  /// f(x). @param kernel_row  k(x, x_i) for every training point, in their order
  [[nodiscard]] S predict(std::span<const S> kernel_row) const {
    detail::require_row(kernel_row.size(), coefficients.size());
    S sum = bias;
    for (std::size_t i = 0; i < coefficients.size(); ++i) sum += coefficients[i] * kernel_row[i];
    return sum;
  }

  /// ‖f - b‖² = αᵀ K α, in the space whose reproducing kernel is k.
  [[nodiscard]] S squared_norm(const Matrix<S>& gram) const {
    if (gram.rows != coefficients.size())
      reject("kernel: a Gram matrix of ", gram.rows, " points for a machine of ",
             coefficients.size(), "; it needs that of the training points.");
    const KernelExpansion<S> without_bias{coefficients};
    S sum(0);
    for (std::size_t i = 0; i < gram.rows; ++i)
      sum += coefficients[i] * without_bias.predict(gram.row(i));
    return sum;
  }
};

/// k(x, x_1), ..., k(x, x_m).
template <Real S, class K>
  requires Kernel<K, S>
[[nodiscard]] std::vector<S> kernel_row(const K& k, const std::vector<S>& x,
                                        const Points<S>& training) {
  return gram(k, Points<S>{x}, training).entries;
}

namespace detail {

/// K(i, j) as messages write it.
template <Real S>
[[nodiscard]] std::string entry_of(const Matrix<S>& gram, std::size_t i, std::size_t j) {
  return joined("K(", i, ", ", j, ") = ", gram(i, j));
}

/// Refuses what can't be the Gram matrix of m >= 1 points. A kernel is symmetric, but one that was
/// integrated is so to some digits only: half of them are asked for.
template <Real S>
void require_gram(const Matrix<S>& gram, std::size_t m) {
  if (m == 0) reject("kernel: no training points; a machine needs one or more.");
  if (gram.rows != m || gram.columns != m)
    reject("kernel: a Gram matrix of ", gram.rows, " x ", gram.columns, " for ", m,
           " targets; it needs a row and a column for each.");
  S largest(0);
  for (std::size_t i = 0; i < m; ++i)
    for (std::size_t j = 0; j < m; ++j) {
      if (!is_finite(gram(i, j)))
        reject("kernel: ", entry_of(gram, i, j), "; every kernel value must be finite.");
      largest = max(largest, max(gram(i, j), S(-gram(i, j))));
    }
  const S allowed = std::numeric_limits<S>::epsilon() * largest * largest;
  for (std::size_t i = 0; i < m; ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (square(S(gram(i, j) - gram(j, i))) > allowed)
        reject("kernel: ", entry_of(gram, i, j), ", but ", entry_of(gram, j, i),
               "; a kernel is symmetric, so choose another one.");
}

/// Refuses numbers other than -1 and 1. @param what  has them: "the labels"
inline void require_signs(std::span<const int> signs, std::string_view what) {
  for (std::size_t i = 0; i < signs.size(); ++i)
    if (signs[i] != 1 && signs[i] != -1)
      reject("kernel: ", signs[i], " in place ", i, " of ", what, "; each must be -1 or 1.");
}

}  // namespace detail

}  // namespace pathkernel
