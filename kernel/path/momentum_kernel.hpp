/// @file momentum_kernel.hpp
/// The kernel machine of a training with momentum, μ w'' + γ w' = -∇L, from w_0 and v_0:
///
///     y(T) = y_0 + μ A_0(x)·v_0 - Σ_i ∫_0^T I_i L'_i A_s(x)·∇f_s(x_i) ds - ∫_0^T A_s(x)·∇R ds
///     A_s(x) = ∫_s^T h(t-s) ∇f_t(x) dt,        h(u) = e^(-γu/μ)/μ
///
/// The velocity is the memory of training_reader.hpp, forgotten at the rate γ/μ with a gain of 1/μ.
/// As μ → 0, h becomes 1/γ at u = 0, A_s(x) becomes ∇f_s(x)/γ, and K the kernel of gradient flow.
/// With γ = 0 nothing is forgotten.
///
/// K(x, x_i) compares x and x_i at different times, and is no symmetric function of them.
///
/// Leaves out: friction that changes with time.
/// Next: adam_kernel.hpp.
#pragma once

#include "kernel/path/training_kernel.hpp"
#include "nn/flows/momentum_flow.hpp"

namespace pathkernel {

/// Reads a path of momentum_flow, for kernel_machines().
/// @throws std::invalid_argument  if it is none, or the momentum is not possible
template <Real S, class M, class L>
[[nodiscard]] TrainingReader<S> momentum_reader(const TrainedModel<S, M, L>& trained,
                                                const std::type_identity_t<Momentum<S>>& momentum,
                                                const Points<S>& queries,
                                                const PointOptions& options = {}) {
  if (!(momentum.mass > 0) || !(momentum.friction >= 0))
    reject("kernel: a path of mass ", momentum.mass, " and friction ", momentum.friction,
           "; the mass must be above 0, the friction 0 or more.");
  return {PathReader<S>(trained, queries, options), trained,
          TrainingRule<S>{.flow = "momentum flow",
                          .state = 2 * parameter_count(trained.model.parameters()),
                          .memory = {{.forgetting = momentum.friction / momentum.mass,
                                      .gain = 1 / momentum.mass,
                                      .sign = S(1)}}},
          options};
}

}  // namespace pathkernel
