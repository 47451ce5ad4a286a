/// @file accumulated_kernel.hpp
/// Kernel machines of a training whose path would not fit: the integrals are taken step by step
/// while the flow is integrated, and each step is forgotten when it has been read.
///
/// A path of a network of 10⁵ parameters holds megabytes a step; the integrals of Q queries and m
/// examples are Q (2m + 1) numbers, however many steps there are. The price: queries must be named
/// before the training.
///
/// Leaves out: momentum's kernel, which is integrated backwards and so needs the whole path.
/// Next: training_reader.hpp.
#pragma once

#include "kernel/path/path_kernel.hpp"
#include "nn/ode/integrate.hpp"

namespace pathkernel {

/// What is left of a training whose path was not kept.
template <Real S>
struct AccumulatedTraining {
  std::vector<KernelMachine<S>> machines;  ///< of every output at every query
  std::vector<S> w;                        ///< w(T), shape (P)
  Effort effort;                           ///< of the integration
  QuadratureEffort quadrature;
};

/// Everything about such a training that has a usual value.
template <Real S>
struct AccumulationOptions {
  FlowOptions<S> flow = {};
  S tolerance = PathQuadrature<S>::finest();  ///< of the integrals
  PointOptions points = {};
  IntegrationLimits limits = {};
};

/// Gradient flow from w(0) = start to T, and the kernel machine of each query on the way.
///
/// @throws std::invalid_argument  if anything does not fit together, before any work
/// @throws std::domain_error      if the integration fails, or an integral
template <Real S, class M, class L, IntegrationMethod<S> Method>
[[nodiscard]] AccumulatedTraining<S> accumulate_kernel_machines(
    const M& model, const L& loss, const Examples<S>& data, const std::vector<S>& start,
    const std::type_identity_t<S>& T, const Method& method, const Points<S>& queries,
    const AccumulationOptions<S>& options = {}) {
  const Path<S> nothing_kept(start.size());
  const TrainedModel training{model, loss, data, nothing_kept, options.flow};
  PathReader<S> reader(training, queries, options.points);
  PathIntegrals<S> integrals(reader, options.tolerance);
  const Path<S> end = integrate_through<S>(
      gradient_flow(model, loss, data, options.flow), start, T, method,
      [&](const Step<S>& step) { integrals.add(step); }, options.limits);
  return {integrals.machines(), end.final_state(), end.effort, integrals.effort()};
}

}  // namespace pathkernel
