/// @file momentum_flow.hpp
/// Gradient descent with momentum, with steps that tend to zero: a body that rolls with friction,
///
///     μ dv/dt = -γ v - ∇L(w),     dw/dt = v
///
/// Heavy ball's steps v ← βv - ε∇L, w ← w + v tend to it with ε = h²/μ and β = 1 - γh/μ, where h is
/// the time a step takes; Nesterov's with the same constants do, too. As μ → 0 it becomes gradient
/// flow with the rate 1/γ.
///
/// Leaves out: friction that changes with time, as in Nesterov's own schedule.
/// Source: Polyak, Some methods of speeding up the convergence of iteration methods (1964); Qian,
/// On the momentum term in gradient descent learning algorithms (1999).
/// Next: preconditioned_flow.hpp.
#pragma once

#include "nn/flows/gradient_flow.hpp"

namespace pathkernel {

template <Real S>
struct Momentum {
  S mass;          ///< μ > 0, in units of [L] [t]²/[w]²
  S friction = 1;  ///< γ >= 0, in units of [L] [t]/[w]²
};

/// The state is w, then v: shape (2P).
/// @throws std::invalid_argument  if the mass is not positive, or the friction negative
template <Real S, class M, class L>
  requires Model<M, S> && Loss<L, S>
[[nodiscard]] VectorField<S> momentum_flow(const M& model, const L& loss, const Examples<S>& data,
                                           const Momentum<S>& momentum,
                                           const FlowOptions<S>& options = {}) {
  if (!(momentum.mass > 0) || !(momentum.friction >= 0))
    reject("nn: a momentum flow of mass ", momentum.mass, " and friction ", momentum.friction,
           "; the mass must be above 0, the friction 0 or more.");
  Objective<S> objective = detail::objective_of_flow(model, loss, data, options);
  std::vector<NodeId> velocity, acceleration;
  for (const Var<S>& slope : objective.gradient()) {
    const std::vector<S> rest(slope.shape().size(), S(0));
    const Var<S> v = input(objective.tape, slope.shape(), rest);
    velocity.push_back(v.id);
    acceleration.push_back((-(momentum.friction * v + slope) / momentum.mass).id);
  }
  VectorField<S> field =
      detail::field_of("momentum flow", std::move(objective), model.parameters(), options);
  field.state.insert(field.state.end(), velocity.begin(), velocity.end());
  field.derivative = velocity;  // dw/dt is v
  field.derivative.insert(field.derivative.end(), acceleration.begin(), acceleration.end());
  return field;
}

/// The state of a momentum flow that begins at w with velocity 0.
template <Real S>
[[nodiscard]] std::vector<S> at_rest(std::vector<S> w) {
  w.resize(2 * w.size(), S(0));
  return w;
}

}  // namespace pathkernel
