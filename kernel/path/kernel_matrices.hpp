/// @file kernel_matrices.hpp
/// The kernels of several queries as a matrix, for what is asked of kernels (../gram):
///
///     K_qi = K(x_q, x_i)        K^lp_qi = S_i(x_q) = ∫ I_i L'_i Θ_t(x_q, x_i) dt
///
/// Between the examples of a training in one batch K is symmetric and positive semi-definite.
/// K^lp is the loss-weighted path kernel, with which y = b - Σ_i K^lp(x, x_i) has coefficients that
/// are all -1 (Remark 2). L' belongs to one of its two points only: so it is not symmetric, and no
/// kernel in the sense of the word.
///
/// Leaves out: integrating; each row was a machine before.
/// Source: Domingos (2020), Definition 2 and Remark 2.   Next: cross_entropy_views.hpp.
#pragma once

#include "kernel/gram/matrix.hpp"
#include "kernel/path/kernel_machine.hpp"

namespace pathkernel {

namespace detail {
template <Real S>
[[nodiscard]] Matrix<S> rows_of_machines(const std::vector<KernelMachine<S>>& machines,
                                         std::vector<S> KernelMachine<S>::*row) {
  if (machines.empty()) reject("kernel: a matrix of 0 kernel machines; it needs at least 1.");
  std::vector<S> entries;
  for (const KernelMachine<S>& machine : machines) {
    if ((machine.*row).size() != machines.front().path_kernel.size())
      reject("kernel: a matrix of machines with ", machines.front().path_kernel.size(), " and ",
             (machine.*row).size(), " terms; all must be of one training.");
    entries.insert(entries.end(), (machine.*row).begin(), (machine.*row).end());
  }
  return {machines.size(), machines.front().path_kernel.size(), std::move(entries)};
}
}  // namespace detail

/// K, a row for each machine, a column for each of its terms.
/// @throws std::invalid_argument  if there are none, or not of one training
template <Real S>
[[nodiscard]] Matrix<S> path_kernel_matrix(const std::vector<KernelMachine<S>>& machines) {
  return detail::rows_of_machines(machines, &KernelMachine<S>::path_kernel);
}

/// K^lp likewise.
template <Real S>
[[nodiscard]] Matrix<S> loss_weighted_matrix(const std::vector<KernelMachine<S>>& machines) {
  return detail::rows_of_machines(machines, &KernelMachine<S>::loss_weighted);
}

}  // namespace pathkernel
