/// @file path_kernel.hpp
/// The path kernel and its companions, for queries named together, from one reading of a path.
///
///     K(x, x_i) = ∫_0^T I_i(t) Θ_t(x, x_i) dt        S_i(x) = ∫_0^T I_i L'_i Θ_t(x, x_i) dt
///
/// Θ_t and L'_i come from the plain gradient tapes, replayed at the quadrature's nodes: nothing here
/// knows of the Taylor series by which the path was found, so that the two check each other.
///
/// Leaves out: paths too large to be kept; kernels of momentum or of finite steps.
/// Source: Domingos (2020), Definition 2.
#pragma once

#include "kernel/kernel_machine.hpp"
#include "kernel/path_quadrature.hpp"
#include "kernel/tangent_kernel.hpp"
#include "nn/gradient_flow.hpp"

namespace pathkernel {

/// A model and its training: what Theorem 1 needs to know. Data and path must outlive it.
template <Real S, class M, class L>
struct TrainedModel {
  M model;
  L loss;
  const Examples<S>& data;
  const Path<S>& path;
  FlowOptions<S> flow = {};
};
template <class S, class M, class L>
TrainedModel(M, L, const Examples<S>&, const Path<S>&) -> TrainedModel<S, M, L>;
template <class S, class M, class L>
TrainedModel(M, L, const Examples<S>&, const Path<S>&, FlowOptions<S>) -> TrainedModel<S, M, L>;

/// The kernel machine of every query.
///
/// @param queries    standardised points, dimension numbers each
/// @param tolerance  of the quadrature; PathQuadrature<S>::finest() for all digits
template <Real S, class M, class L>
[[nodiscard]] std::vector<KernelMachine<S>> kernel_machines(
    const TrainedModel<S, M, L>& trained, const std::vector<std::vector<S>>& queries,
    const S& tolerance, QuadratureEffort* effort = nullptr) {
  const std::size_t m = trained.data.count;
  const std::size_t d = trained.data.dimension;
  const std::size_t q = queries.size();
  std::vector<S> points(d * q);  // lanes innermost
  for (std::size_t e = 0; e < q; ++e)
    for (std::size_t r = 0; r < d; ++r) points[r * q + e] = queries[e][r];

  PointGradients<S> at_queries(trained.model, d, points, q);
  PointGradients<S> at_examples(trained.model, d, trained.data.x, m);
  LossDerivatives<S> losses(trained.loss, trained.data.y);

  // Components, query after query: K(x, x_1..m) | S_1..m | ∇f(x)·∇R. Each is a group of its own size.
  std::vector<std::size_t> groups;
  for (std::size_t e = 0; e < q; ++e) groups.insert(groups.end(), {m, m, 1});
  const std::size_t per_query = 2 * m + 1;

  const auto integrand = [&](const Step<S>& step, const S& dt, std::span<S> values) {
    const std::vector<S> w = trained.path.state_in(step, dt);
    at_queries.evaluate(w);
    at_examples.evaluate(w);
    std::vector<S> outputs;
    for (std::size_t i = 0; i < m; ++i) outputs.push_back(at_examples.output(i));
    const std::vector<S> loss_derivative = losses.at(outputs);
    const std::vector<Stretch<S>>& batches = trained.flow.batches;
    for (std::size_t e = 0; e < q; ++e) {
      const std::span<S> out = values.subspan(e * per_query, per_query);
      for (std::size_t i = 0; i < m; ++i) {
        out[i] = tangent_kernel(at_queries, e, at_examples, i);
        if (!batches.empty()) out[i] *= batches[step.stretch].control[i];
        out[m + i] = loss_derivative[i] * out[i];
      }
      const std::vector<S> df_dw = at_queries.df_dw(e);
      out[2 * m] = S(0);
      for (std::size_t p = 0; p < w.size(); ++p) out[2 * m] += trained.flow.l2 * df_dw[p] * w[p];
    }
  };
  PathQuadrature<S> quadrature(groups, tolerance);
  const std::vector<S> integrals = quadrature.integrate(trained.path, integrand);
  if (effort) *effort = quadrature.effort;

  at_queries.evaluate(trained.path.state(S(0)));
  std::vector<KernelMachine<S>> machines(q);
  for (std::size_t e = 0; e < q; ++e) {
    const auto from = integrals.begin() + static_cast<std::ptrdiff_t>(e * per_query);
    const auto middle = from + static_cast<std::ptrdiff_t>(m);
    const auto end = middle + static_cast<std::ptrdiff_t>(m);
    machines[e] = {{from, middle}, {middle, end}, at_queries.output(e), *end};
  }
  return machines;
}

/// The kernel machine of one query, to all digits.
template <Real S, class M, class L>
[[nodiscard]] KernelMachine<S> kernel_machine(const TrainedModel<S, M, L>& trained,
                                              const std::vector<S>& query) {
  return kernel_machines(trained, {query}, PathQuadrature<S>::finest()).front();
}

}  // namespace pathkernel
