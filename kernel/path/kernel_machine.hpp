/// @file kernel_machine.hpp
/// What Theorem 1 makes of a trained model at one query x: {K, S, a, b}.
///
///     y(x) = Σ_i a_i K(x, x_i) + b,    K(x, x_i) = ∫ I_i Θ_t(x, x_i) dt,
///     a_i = -S_i/K(x, x_i),            S_i = ∫ I_i L'_i Θ_t(x, x_i) dt,
///     b = y_0(x) - ∫ ∇f(x)·∇R dt.
///
/// The a_i exist only where K(x, x_i) does not vanish, and nothing here divides there; what example
/// i contributes to the prediction is -S_i, always: y - b is the sum of the contributions, and b is
/// y_0 but for the shares of a regularizer and of a first velocity.
///
/// A model of C outputs has such a machine for each output c at x, and each has C terms for an
/// example, one for each output k: term i C + k has K_ck(x, x_i) and L'_ik.
///
/// Other trainings than gradient flow have the same form with other kernels, see
/// momentum_kernel.hpp and ../steps/chord_kernel.hpp.
///
/// Leaves out: the kernel between two training points.
/// Source: Domingos (2020), Theorem 1 and Remarks 1, 2, 4, 5.   Next: path_kernel.hpp.
#pragma once

#include <algorithm>
#include <numeric>
#include <optional>
#include <vector>

#include "autodiff/error.hpp"
#include "autodiff/scalar.hpp"

namespace pathkernel {

/// One query's kernel machine, for one of its outputs.
template <Real S>
struct KernelMachine {
  std::vector<S> path_kernel;    ///< K_ck(x, x_i), shape (m C)
  std::vector<S> loss_weighted;  ///< S_ick(x), shape (m C)
  S initial = S(0);              ///< y_0(x), the initial model's output
  S regularizer_share = S(0);    ///< ∫ ∇f(x)·∇R dt
  std::size_t outputs = 1;       ///< C, terms of an example
  S velocity_share = S(0);       ///< what a velocity at the start adds to y: 0 without momentum
  S kernel_size = S(0);  ///< ∫ max |I_i Θ_t(x, x_i)| dt, beside which K was rounded; or 0

  [[nodiscard]] std::size_t examples() const { return path_kernel.size() / outputs; }

  /// b(x), to which a regularizer adds its share with a minus sign (Remark 4).
  [[nodiscard]] S b() const { return initial - regularizer_share + velocity_share; }

  /// What example i adds to the prediction: -Σ_k S_ick, which is Σ_k a_ick K_ck(x, x_i) where the a
  /// exist.
  [[nodiscard]] S contribution(std::size_t i) const {
    S sum(0);
    for (std::size_t k = 0; k < outputs; ++k) sum -= loss_weighted[i * outputs + k];
    return sum;
  }

  /// Below this a K counts as 0: a rounding's worth of the largest, or of what it is the sum of.
  [[nodiscard]] S negligible() const {
    using std::abs;
    S largest = kernel_size;
    for (const S& k : path_kernel) keep_largest(largest, S(abs(k)));
    return largest * std::numeric_limits<S>::epsilon() * 1024;
  }
  /// a_ick = -S_ick/K_ck(x, x_i) of one term; absent where K vanishes.
  [[nodiscard]] std::optional<S> coefficient(std::size_t term, const S& negligible) const {
    using std::abs;
    if (abs(path_kernel[term]) <= negligible) return std::nullopt;
    return -loss_weighted[term] / path_kernel[term];
  }
  [[nodiscard]] std::optional<S> coefficient(std::size_t term) const {
    return coefficient(term, negligible());
  }

  /// The terms that contribute although they have no a_i: where the theorem as stated says nothing.
  [[nodiscard]] std::vector<std::size_t> undefined() const {
    std::vector<std::size_t> terms;
    const S least = negligible();
    for (std::size_t term = 0; term < path_kernel.size(); ++term)
      if (loss_weighted[term] != 0 && !coefficient(term, least)) terms.push_back(term);
    return terms;
  }

  /// All examples, those that contribute most first; of equal ones the earlier first.
  [[nodiscard]] std::vector<std::size_t> by_contribution() const {
    using std::abs;
    std::vector<std::size_t> order(examples());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&](std::size_t i, std::size_t j) {
      return S(abs(contribution(i))) > S(abs(contribution(j)));
    });
    return order;
  }

  /// b - Σ S_i: the theorem without a division, defined at every query.
  [[nodiscard]] S undivided_prediction() const {
    S y = b();
    for (std::size_t i = 0; i < examples(); ++i) y += contribution(i);
    return y;
  }

  /// b + Σ a_i K(x, x_i): the theorem as stated. Absent where a term that does not vanish has no
  /// a_i.
  [[nodiscard]] std::optional<S> prediction() const {
    if (!undefined().empty()) return std::nullopt;
    S y = b();
    const S least = negligible();
    for (std::size_t term = 0; term < path_kernel.size(); ++term)
      if (const std::optional<S> a = coefficient(term, least)) y += *a * path_kernel[term];
    return y;
  }

  friend bool operator==(const KernelMachine&, const KernelMachine&) = default;
};

}  // namespace pathkernel
