/// @file nadaraya_watson.hpp
/// Nadaraya and Watson's regression: the mean of the targets, each weighted by how alike x is to
/// its point,
///
///     f(x) = Σ_i k(x, x_i) y_i / Σ_i k(x, x_i)
///
/// Nothing is learned. With k(q, k_i) = exp(q·k_i/√d) the weights are softmax's, and this is
/// attention: a query q, the keys k_i as training points, the values as targets. That k is not
/// symmetric where queries and keys are different projections: a mean needs weights, not a Mercer
/// kernel.
///
/// Leaves out: kernels with values of both signs, whose sum can come near 0 and tell nothing.
/// Source: Nadaraya (1964); Watson (1964).   Next: nearest_neighbour.hpp.
#pragma once

#include <optional>

#include "kernel/machines/kernel_expansion.hpp"

namespace pathkernel {

template <Real S>
struct NadarayaWatson {
  std::vector<S> targets;  ///< y, one for each training point

  /// f(x); absent where x is not alike to any training point, Σ_i k(x, x_i) = 0.
  [[nodiscard]] std::optional<S> predict(std::span<const S> kernel_row) const {
    const S weighted = KernelExpansion<S>{targets}.predict(kernel_row);
    S weight(0);
    for (const S& k : kernel_row) weight += k;
    if (weight == S(0)) return std::nullopt;
    return weighted / weight;
  }
};

}  // namespace pathkernel
