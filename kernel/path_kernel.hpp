/// @file path_kernel.hpp
/// The path kernel and its companions, for queries named together, from one reading of a path.
///
///     K(x, x_i) = ∫_0^T I_i(t) Θ_t(x, x_i) dt        S_i(x) = ∫_0^T I_i L'_i Θ_t(x, x_i) dt
///
/// Leaves out: paths too large to be kept; kernels of momentum or of finite steps.
/// Source: Domingos (2020), Definition 2.
#pragma once

#include "kernel/kernel_machine.hpp"
#include "kernel/path_quadrature.hpp"
#include "kernel/path_reader.hpp"

namespace pathkernel {

/// How the integrals along a path are taken.
template <Real S>
struct QuadratureOptions {
  S tolerance = PathQuadrature<S>::finest();  ///< that of all digits
  std::function<void(double)> on_step =
      {};  ///< called with the fraction of the path done; may throw
};

/// The kernel machine of each of the reader's queries. @param effort  if given, what it cost
template <Real S>
[[nodiscard]] std::vector<KernelMachine<S>> kernel_machines(
    PathReader<S>& reader, const QuadratureOptions<S>& options = {},
    QuadratureEffort* effort = nullptr) {
  const std::size_t m = reader.example_count();
  const std::size_t queries = reader.query_count();
  // Components, query after query: K(x, x_1..m), S_1..m, ∇f(x)·∇R, each of a magnitude of its own.
  const std::size_t per_query = 2 * m + 1;
  std::vector<std::size_t> groups;
  for (std::size_t q = 0; q < queries; ++q) groups.insert(groups.end(), {m, m, 1});

  PathQuadrature<S> quadrature(groups, options.tolerance);
  quadrature.on_step = options.on_step;
  const auto integrand = [&](const Step<S>& step, const S& dt, std::span<S> values) {
    reader.go_to(step, dt);
    for (std::size_t q = 0; q < queries; ++q) {
      const std::span<S> out = values.subspan(q * per_query, per_query);
      for (std::size_t i = 0; i < m; ++i) {
        out[i] = reader.indicator(i) * reader.kernel(q, i);
        out[m + i] = reader.loss_derivative(i) * out[i];
      }
      out[2 * m] = reader.regularizer_slope(q);
    }
  };
  const std::vector<S> integrals = quadrature.integrate(reader.path(), integrand);
  if (effort) *effort = quadrature.effort;

  reader.go_to(S(0));
  std::vector<KernelMachine<S>> machines;
  for (std::size_t q = 0; q < queries; ++q) {
    const auto from = integrals.begin() + static_cast<std::ptrdiff_t>(q * per_query);
    const auto middle = from + static_cast<std::ptrdiff_t>(m);
    const auto end = middle + static_cast<std::ptrdiff_t>(m);
    machines.push_back({{from, middle}, {middle, end}, reader.output(q), *end});
  }
  return machines;
}

/// The kernel machine of one query, to all digits.
template <Real S, class M, class L>
[[nodiscard]] KernelMachine<S> kernel_machine(const TrainedModel<S, M, L>& trained,
                                              const std::vector<S>& query) {
  PathReader<S> reader(trained, {query});
  return kernel_machines(reader).front();
}

}  // namespace pathkernel
