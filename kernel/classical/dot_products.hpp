/// @file dot_products.hpp
/// Kernels that see two points only through x · x':
///
///     linear       x · x'
///     polynomial   (c + x · x')^q,  c >= 0: every product of up to q coordinates is a feature
///     normalised   k(x, x')/√(k(x, x) k(x', x')): of any kernel the cosine between the features
///
/// Leaves out: tanh(a x · x' + b), which for most a and b has negative eigenvalues: no kernel.
/// Source: Schölkopf & Smola, Learning with Kernels (2002), ch. 2 and 13.
/// Read first in kernel/classical.   Next: radial.hpp.
#pragma once

#include <cstdint>
#include <string_view>

#include "kernel/gram/matrix.hpp"

namespace pathkernel {

namespace detail {

template <Real S>
void require_same_dimension(std::string_view kernel, std::span<const S> x,
                            std::span<const S> other) {
  if (x.size() != other.size())
    reject("kernel: the ", kernel, " kernel of a point of ", x.size(), " numbers and one of ",
           other.size(), "; both must have as many.");
}

}  // namespace detail

/// k(x, x') = x · x', in [x]².
struct LinearKernel {
  /// @throws std::invalid_argument  if the points differ in dimension
  template <Real S>
  [[nodiscard]] S operator()(std::span<const S> x, std::span<const S> other) const {
    detail::require_same_dimension("linear", x, other);
    return inner_product(x, other);
  }
};

/// k(x, x') = (c + x · x')^q, by q products.
template <Real T>
struct PolynomialKernel {
  T offset;                  ///< c, 0 or more, in [x]²
  std::uint32_t degree = 2;  ///< q; of 0, k = 1

  /// @throws std::invalid_argument  if the points differ in dimension, or c < 0
  template <Real S>
  [[nodiscard]] S operator()(std::span<const S> x, std::span<const S> other) const {
    detail::require_same_dimension("polynomial", x, other);
    if (!(offset >= 0))
      reject("kernel: the polynomial kernel of offset ", offset,
             "; it must be 0 or more, else the kernel has negative eigenvalues.");
    const S base = S(offset) + inner_product(x, other);
    S power(1);
    for (std::uint32_t k = 0; k < degree; ++k) power *= base;
    return power;
  }
};
template <Real T>
PolynomialKernel(T, std::uint32_t) -> PolynomialKernel<T>;  // for clang 14

/// k̃(x, x') = k(x, x')/√(k(x, x) k(x', x')): between -1 and 1, to rounding, and 1 where x = x'.
///
/// The product under the root could leave S's range where its root does not. So with a >= b, the
/// two of them in order, a (√b/√a) is divided by, which does not, and is a where a = b. What
/// remains: k(x, x) itself may leave the range, and where it is near its lower end, 0, lose digits.
template <class K>
struct NormalisedKernel {
  K kernel;

  /// @throws std::domain_error  if k(x, x) or k(x', x') is not above 0, or not finite
  template <Real S>
    requires Kernel<K, S>
  [[nodiscard]] S operator()(std::span<const S> x, std::span<const S> other) const {
    using std::sqrt;
    const S norm = kernel(x, x), other_norm = kernel(other, other);  // squared
    if (!(norm > 0 && other_norm > 0) || !is_finite(norm) || !is_finite(other_norm))
      fail("kernel: a kernel that is ", norm, " and ", other_norm,
           " of two points with themselves ",
           "can't be normalised; both must be above 0, and finite. Leave out such points, scale ",
           "them, or add a constant.");
    const S a = max(norm, other_norm), b = min(norm, other_norm);
    return kernel(x, other) / (a * S(sqrt(b) / sqrt(a)));
  }
};

/// The cosine of k's features.
template <class K>
[[nodiscard]] NormalisedKernel<K> normalised(const K& kernel) {
  return {kernel};
}

}  // namespace pathkernel
