/// @file gradient_flow.hpp
/// Gradient descent with steps that tend to zero: dw/dt = -∇L(w), as a program.
///
///     L(w) = Σ_i I_i(t) ℓ(f_w(x_i), y_i) + R(w)
///
/// Leaves out: momentum and preconditioning, which are the next files; finite steps.
/// Source: Domingos (2020), proof of Theorem 1, the limit ε → 0.   Next: momentum_flow.hpp.
#pragma once

#include "nn/learning/objective.hpp"
#include "nn/learning/schedule.hpp"

namespace pathkernel {

/// What is added to the plain flow: a regularizer R, the mini-batches' stretches of time.
template <Real S>
struct FlowOptions {
  Regularizer<S> regularizer = {};
  std::vector<Stretch<S>> batches = {};  ///< empty: all examples, all the time
};

namespace detail {
/// The objective of a flow.
template <Real S, class M, class L>
[[nodiscard]] Objective<S> objective_of_flow(const M& model, const L& loss, const Examples<S>& data,
                                             const FlowOptions<S>& options) {
  for (std::size_t i = 0; i < options.batches.size(); ++i)
    if (options.batches[i].control.size() != data.count)
      reject("nn: batches of ", options.batches[i].control.size(), " examples in stretch ", i,
             ", for data of ", data.count, ".");
  return objective(model, loss, data, options.regularizer,
                   options.batches.empty() ? Weighting::alike : Weighting::by_indicator);
}

/// A field whose state is w, and more if the caller adds it; the derivative is the caller's, too.
template <Real S>
[[nodiscard]] VectorField<S> field_of(std::string_view flow, Objective<S> objective,
                                      const std::vector<ParameterBlock>& blocks,
                                      const FlowOptions<S>& options) {
  VectorField<S> field{std::move(objective.tape), objective.w, {}};
  field.control = objective.indicator;
  if (!options.batches.empty()) field.stretches = options.batches;
  field.problem = joined(flow, " of");
  for (const ParameterBlock& block : blocks)
    field.problem += joined(' ', block.name, ' ', block.shape, ',');
  field.problem +=
      joined(' ', field.tape.examples(), " examples", options.regularizer ? ", regularized" : "",
             options.batches.empty() ? "" : ", in mini-batches");
  return field;
}
}  // namespace detail

/// The flow's vector field: its state is w, shape (P); flow time has units [t] = [w]²/[L].
///
/// @param data  m examples (x_i, y_i), one lane each
/// @throws std::invalid_argument  if model, loss and data do not fit together
template <Real S, class M, class L>
  requires Model<M, S> && Loss<L, S>
[[nodiscard]] VectorField<S> gradient_flow(const M& model, const L& loss, const Examples<S>& data,
                                           const FlowOptions<S>& options = {}) {
  Objective<S> objective = detail::objective_of_flow(model, loss, data, options);
  std::vector<NodeId> derivative;
  for (const Var<S>& slope : objective.gradient()) derivative.push_back((-slope).id);
  const NodeId value = objective.value;
  VectorField<S> field =
      detail::field_of("gradient flow", std::move(objective), model.parameters(), options);
  field.derivative = std::move(derivative);
  field.objective = value;
  return field;
}

}  // namespace pathkernel
