/// @file interpolation.hpp
/// The function of least norm through all the targets: kernel ridge regression with λ = 0,
///
///     K α = y,        f = Σ_i α_i k(·, x_i),        f(x_i) = y_i
///
/// and the same machine as a network. With the Gaussian kernel exp(-‖x - x'‖²/(2σ²)) a kernel
/// machine *is* a radial basis function network with one hidden layer: a unit for each training
/// point, centred there, all of width σ; the α_i are the weights of the output, b is its offset.
///
/// Leaves out: fewer centres than points, which learning a RadialBasisNetwork has.
/// Source: Broomhead & Lowe, Multivariable functional interpolation and adaptive networks (1988).
/// Next: gaussian_process.hpp.
#pragma once

#include "kernel/machines/kernel_ridge.hpp"
#include "nn/models/radial_basis.hpp"

namespace pathkernel {

/// α = K⁻¹ y.
///
/// @throws std::invalid_argument  if K is not the targets' Gram matrix, or a target is not finite
/// @throws std::domain_error      if K is singular: not all targets can be met, or in many ways
template <Real S>
[[nodiscard]] KernelExpansion<S> fit_interpolation(const Matrix<S>& gram,
                                                   const std::vector<S>& targets) {
  return fit_kernel_ridge(gram, targets, S(0));
}

/// A model with the parameters at which it is meant.
template <Real S>
struct NetworkWithWeights {
  RadialBasisNetwork model;
  std::vector<S> w;
};

/// The network that computes f(x) = Σ_i α_i exp(-‖x - x_i‖²/(2σ²)) + b.
template <Real S>
[[nodiscard]] NetworkWithWeights<S> as_radial_basis_network(const KernelExpansion<S>& machine,
                                                            const Points<S>& training,
                                                            const S& width) {
  const std::size_t m = machine.coefficients.size();
  if (training.size() != m || m == 0)
    reject("kernel: ", training.size(), " training points for a machine of ", m,
           "; a network has a unit for each, and one or more.");
  if (!(width > S(0))) reject("kernel: bumps of width ", width, "; it must be above 0.");
  const std::size_t inputs = training.front().size();
  NetworkWithWeights<S> network{
      {static_cast<std::uint32_t>(inputs), static_cast<std::uint32_t>(m), 1}, {}};
  for (const std::vector<S>& centre : training) {
    if (centre.size() != inputs)
      reject("kernel: training points of ", inputs, " and of ", centre.size(),
             " numbers; they need as many.");
    network.w.insert(network.w.end(), centre.begin(), centre.end());
  }
  using std::log;
  network.w.resize(m * inputs + m, log(width));
  network.w.insert(network.w.end(), machine.coefficients.begin(), machine.coefficients.end());
  network.w.push_back(machine.bias);
  return network;
}

}  // namespace pathkernel
