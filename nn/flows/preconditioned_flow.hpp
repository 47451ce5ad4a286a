/// @file preconditioned_flow.hpp
/// Gradient descent whose steps are stretched and turned, with steps that tend to zero:
///
///     dw/dt = -P ∇L(w)        P symmetric, and positive definite where L is to fall
///
/// P may depend on w, and on a memory s that follows the gradients it has met, ds/dt = m(s, ∇L).
///
/// Leaves out: the preconditioners themselves, which are next.
/// Source: Domingos (2020) leaves them open; Amari, Natural gradient works efficiently in learning
/// (1998), for P as a metric.   Next: preconditioners.hpp.
#pragma once

#include "nn/flows/gradient_flow.hpp"

namespace pathkernel {

/// Where a preconditioner is asked: all of it recorded.
template <Real S>
struct PreconditionedState {
  Vars<S> w;
  Vars<S> memory;    ///< s, a block for each that the preconditioner wants
  Var<S> objective;  ///< L
};

/// Records P h, and how its memory moves when the gradient is g; both block by block.
template <class P, class S>
concept Preconditioner = requires(const P& p, const PreconditionedState<S>& at, Vars<S> blocks,
                                  const std::vector<ParameterBlock>& parameters) {
  { p.memory(parameters) } -> std::same_as<std::vector<Shape>>;
  { p.apply(at, blocks) } -> std::same_as<std::vector<Var<S>>>;
  { p.memory_derivative(at, blocks) } -> std::same_as<std::vector<Var<S>>>;
};

/// The state is w, then the preconditioner's memory.
template <Real S, class M, class L, class P>
  requires Model<M, S> && Loss<L, S> && Preconditioner<P, S>
[[nodiscard]] VectorField<S> preconditioned_flow(const M& model, const L& loss,
                                                 const Examples<S>& data, const P& preconditioner,
                                                 const FlowOptions<S>& options = {}) {
  const std::vector<ParameterBlock> blocks = model.parameters();
  Objective<S> objective = detail::objective_of_flow(model, loss, data, options);
  std::vector<Var<S>> memory;
  for (const Shape shape : preconditioner.memory(blocks))
    memory.push_back(input(objective.tape, shape, std::vector<S>(shape.size(), S(1) / 2)));
  const std::vector<Var<S>> w = objective.parameters();
  const std::vector<Var<S>> slope = objective.gradient();
  const PreconditionedState<S> at{w, memory, objective.tape[objective.value]};
  std::vector<NodeId> derivative;
  for (const Var<S>& block : preconditioner.apply(at, Vars<S>(slope)))
    derivative.push_back((-block).id);
  for (const Var<S>& block : preconditioner.memory_derivative(at, Vars<S>(slope)))
    derivative.push_back(block.id);
  VectorField<S> field =
      detail::field_of("preconditioned flow", std::move(objective), blocks, options);
  for (const Var<S>& block : memory) field.state.push_back(block.id);
  field.derivative = std::move(derivative);
  return field;
}

}  // namespace pathkernel
