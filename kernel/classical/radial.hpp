/// @file radial.hpp
/// Kernels of the distance alone, which fall from 1 to 0 as two points part:
///
///     Gaussian   exp(-‖x - x'‖²/(2 σ²))
///     Laplace    exp(-‖x - x'‖/σ)
///
/// Whatever different points are taken, their Gram matrix is positive definite: no point's features
/// are a mixture of the others'. The Gaussian's functions are analytic. Laplace's have a kink at
/// every point; on the sphere, so has the tangent kernel of a wide network of relus, which spans
/// the same functions.
///
/// Leaves out: a width for each coordinate; distances other than Euclid's.
/// Source: Schölkopf & Smola, Learning with Kernels (2002), ch. 2; for the last remark Geifman et
/// al., On the similarity between the Laplace and neural tangent kernels (NeurIPS 2020).
/// Next: arc_cosine.hpp.
#pragma once

#include "kernel/classical/dot_products.hpp"

namespace pathkernel {

namespace detail {

/// Refuses two points that are not of as many numbers.
inline void require_distance(std::size_t count, std::size_t other) {
  if (count != other)
    reject("kernel: points of ", count, " and of ", other,
           " numbers have no distance; they must have as many.");
}

/// ‖x - x'‖², from differences: near points lose no digits to ‖x‖².
template <Real S>
[[nodiscard]] S squared_distance(std::span<const S> x, std::span<const S> other) {
  require_distance(x.size(), other.size());
  S sum(0);
  for (std::size_t r = 0; r < x.size(); ++r) sum += square(S(x[r] - other[r]));
  return sum;
}

template <Real T>
void require_width(std::string_view kernel, const T& width) {
  if (!(width > 0))
    reject("kernel: the ", kernel, " kernel of width ", width, "; it must be above 0.");
}

}  // namespace detail

/// k(x, x') = exp(-‖x - x'‖²/(2 σ²)).
template <Real T>
struct GaussianKernel {
  T width;  ///< σ, above 0, in [x]

  /// @throws std::invalid_argument  if the points differ in dimension, or σ <= 0
  template <Real S>
  [[nodiscard]] S operator()(std::span<const S> x, std::span<const S> other) const {
    using std::exp;
    detail::require_width("Gaussian", width);
    return exp(S(-detail::squared_distance(x, other) / (2 * square(S(width)))));
  }
};
template <Real T>
GaussianKernel(T) -> GaussianKernel<T>;  // for clang 14

/// k(x, x') = exp(-‖x - x'‖/σ).
template <Real T>
struct LaplaceKernel {
  T width;  ///< σ, above 0, in [x]

  /// @throws std::invalid_argument  if the points differ in dimension, or σ <= 0
  template <Real S>
  [[nodiscard]] S operator()(std::span<const S> x, std::span<const S> other) const {
    using std::exp;
    using std::sqrt;
    detail::require_width("Laplace", width);
    return exp(S(-sqrt(detail::squared_distance(x, other)) / S(width)));
  }
};
template <Real T>
LaplaceKernel(T) -> LaplaceKernel<T>;  // for clang 14

}  // namespace pathkernel
