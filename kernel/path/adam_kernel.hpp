/// @file adam_kernel.hpp
/// The kernel machine of Adam's flow, which both remembers gradients and preconditions:
///
///     dw/dt = -Q m - λ w,   τ_1 m' = ∇L - m,        Q = 1/u_1 diag(1/(√(s/u_2) + η))
///
///     y(T) = y_0 - τ_1 A_0(x)·m_0 - Σ_i ∫ I_i L'_i A_t(x)·∇f_t(x_i) dt - ∫ A_t(x)·∇R dt
///            - λ ∫ ∇f_t(x)·w dt
///     A_s(x) = ∫_s^T e^(-(t-s)/τ_1)/τ_1 Q_t ∇f_t(x) dt
///
/// It is momentum's cross-time kernel with Q inside: n = -m is the memory, forgotten at the rate
/// 1/τ_1 with a gain of 1/τ_1. Time is counted from where the path begins, t_0 of the training,
/// when the averages and their corrections are there already: m_0 has a share as v_0 had. The decay
/// is no part of ∇L, and so not remembered; its share is a regularizer's.
///
/// Leaves out: what happened before t_0.
/// Source: see ../../nn/flows/adam_flow.hpp.   Next: ../steps/trajectory.hpp.
#pragma once

#include "kernel/path/preconditioned_kernel.hpp"
#include "nn/flows/adam_flow.hpp"

namespace pathkernel {

/// Q, from the memory m, s, u_1, u_2 of Adam's flow.
template <Real S>
struct AdamFactor {
  S floor;  ///< η

  [[nodiscard]] std::vector<Shape> memory(const std::vector<ParameterBlock>& blocks) const {
    std::vector<Shape> shapes;
    for (int average = 0; average < 2; ++average)
      for (const ParameterBlock& block : blocks) shapes.push_back(block.shape);
    shapes.insert(shapes.end(), 2, Shape{});
    return shapes;
  }
  [[nodiscard]] std::vector<Var<S>> apply(const PreconditionedState<S>& at, Vars<S> h) const {
    const std::size_t blocks = h.size();
    const Var<S> u_1 = at.memory[2 * blocks], u_2 = at.memory[2 * blocks + 1];
    std::vector<Var<S>> result;
    for (std::size_t b = 0; b < blocks; ++b)
      result.push_back((h[b] / u_1) / (sqrt(at.memory[blocks + b] / u_2) + floor));
    return result;
  }
};

/// Reads a path of adam_flow, for kernel_machines().
/// @throws std::invalid_argument  if it is none, or the times are not possible
template <Real S, class M, class L>
[[nodiscard]] TrainingReader<S> adam_reader(const TrainedModel<S, M, L>& trained,
                                            const std::type_identity_t<AdamTimes<S>>& times,
                                            const Points<S>& queries,
                                            const PointOptions& options = {}) {
  detail::require_possible(times);
  PathReader<S> reader(trained, queries, options);
  FactorReplay<S> turning(trained, AdamFactor<S>{times.floor}, reader.rows(), options.threads);
  TrainingRule<S> rule{.flow = "Adam flow", .state = turning.state()};
  rule.turning = std::move(turning);
  rule.memory = {{1 / times.mean_time, 1 / times.mean_time, S(-1)}};
  rule.decay = times.decay;
  return {std::move(reader), trained, std::move(rule), options};
}

}  // namespace pathkernel
