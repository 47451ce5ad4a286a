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

#include "kernel/gram/symmetry.hpp"

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
    return bias + inner_product(kernel_row, coefficients);
  }

  /// ‖f - b‖² = αᵀ K α, in the space whose reproducing kernel is k.
  [[nodiscard]] S squared_norm(const Matrix<S>& gram) const {
    if (gram.rows != coefficients.size())
      reject("kernel: a Gram matrix of ", gram.rows, " points for a machine of ",
             coefficients.size(), "; it needs that of the training points.");
    S sum(0);
    for (std::size_t i = 0; i < gram.rows; ++i)
      sum += coefficients[i] * inner_product(gram.row(i), coefficients);
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

/// Refuses what can't be the Gram matrix of m >= 1 points. Of a kernel integrated to fewer digits
/// than require_symmetric asks for, its symmetric_part will do: it is no less right.
/// @throws std::invalid_argument  if its size is another, or it is visibly not symmetric
/// @throws std::domain_error      if an entry is not finite
template <Real S>
void require_gram(const Matrix<S>& gram, std::size_t m) {
  if (m == 0) reject("kernel: no training points; a machine needs one or more.");
  if (gram.rows != m || gram.columns != m)
    reject("kernel: a Gram matrix of ", gram.rows, " x ", gram.columns, " for ", m,
           " targets; it needs a row and a column for each.");
  require_symmetric("a machine", gram);
}

/// Refuses numbers that are infinite or none. @param what  has them: "the targets"
template <Real S>
void require_finite(std::span<const S> numbers, std::string_view what) {
  for (std::size_t i = 0; i < numbers.size(); ++i)
    if (!is_finite(numbers[i]))
      reject("kernel: ", numbers[i], " in place ", i, " of ", what, "; each must be finite.");
}
/// Refuses numbers other than -1 and 1. @param what  has them: "the labels"
inline void require_signs(std::span<const int> signs, std::string_view what) {
  for (std::size_t i = 0; i < signs.size(); ++i)
    if (signs[i] != 1 && signs[i] != -1)
      reject("kernel: ", signs[i], " in place ", i, " of ", what, "; each must be -1 or 1.");
}

}  // namespace detail

}  // namespace pathkernel
