/// @file kernel_machine.hpp
/// What Theorem 1 makes of a trained model at one query x: {K, S, a, b}.
///
///     y(x) = Σ_i a_i K(x, x_i) + b,    K(x, x_i) = ∫ I_i Θ_t(x, x_i) dt,
///     a_i = -S_i/K(x, x_i),            S_i = ∫ I_i L'_i Θ_t(x, x_i) dt,
///     b = y_0(x) - ∫ ∇f(x)·∇R dt.
///
/// The a_i exist only where K(x, x_i) does not vanish, and nothing here divides there; what example
/// i contributes to the prediction is -S_i, always.
///
/// Leaves out: several outputs; the kernel between two training points.
/// Source: Domingos (2020), Theorem 1 and Remarks 1, 2, 4, 5.   Next: path_kernel.hpp.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "autodiff/error.hpp"
#include "autodiff/scalar.hpp"

namespace pathkernel {

/// One query's kernel machine; i runs over the m training examples.
template <Real S>
struct KernelMachine {
  std::vector<S> path_kernel;    ///< K(x, x_i), shape (m)
  std::vector<S> loss_weighted;  ///< S_i(x), shape (m)
  S initial = S(0);              ///< y_0(x), the initial model's output
  S regularizer_share = S(0);    ///< ∫ ∇f(x)·∇R dt

  /// b(x), to which a regularizer adds its share with a minus sign (Remark 4).
  [[nodiscard]] S b() const { return initial - regularizer_share; }

  /// What example i adds to the prediction: -S_i, which is a_i K(x, x_i) where a_i exists.
  [[nodiscard]] S contribution(std::size_t i) const { return -loss_weighted[i]; }

  /// a_i = -S_i/K(x, x_i); absent where K vanishes: at most a rounding's worth of the largest.
  [[nodiscard]] std::optional<S> coefficient(std::size_t i) const {
    using std::abs;
    S largest(0);
    for (const S& k : path_kernel) largest = std::max(largest, S(abs(k)));
    const S negligible = largest * std::numeric_limits<S>::epsilon() * 1024;
    if (abs(path_kernel[i]) <= negligible) return std::nullopt;
    return -loss_weighted[i] / path_kernel[i];
  }

  /// b - Σ S_i: the theorem without a division, defined at every query.
  [[nodiscard]] S undivided_prediction() const {
    S y = b();
    for (std::size_t i = 0; i < loss_weighted.size(); ++i) y += contribution(i);
    return y;
  }

  /// b + Σ a_i K(x, x_i): the theorem as stated. Absent where a term that does not vanish has no
  /// a_i.
  [[nodiscard]] std::optional<S> prediction() const {
    S y = b();
    for (std::size_t i = 0; i < path_kernel.size(); ++i) {
      const std::optional<S> a = coefficient(i);
      if (!a && loss_weighted[i] != 0) return std::nullopt;
      if (a) y += *a * path_kernel[i];
    }
    return y;
  }
};

}  // namespace pathkernel
