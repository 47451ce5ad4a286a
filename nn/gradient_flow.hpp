/// @file gradient_flow.hpp
/// Gradient descent with steps that tend to zero: dw/dt = -∇L(w), as a program.
///
///     L(w) = Σ_i I_i(t) ℓ(f_w(x_i), y_i) + R(w)
///
/// Leaves out: momentum, preconditioning; finite steps.
/// Source: Domingos (2020), proof of Theorem 1, the limit ε → 0.   Next: ode/vector_field.hpp.
#pragma once

#include "autodiff/gradient.hpp"
#include "nn/data/examples.hpp"
#include "nn/losses.hpp"
#include "nn/model.hpp"
#include "nn/regularizer.hpp"
#include "nn/schedule.hpp"

namespace pathkernel {

/// What is added to the plain flow: a regularizer R, the mini-batches' stretches of time.
template <Real S>
struct FlowOptions {
  Regularizer<S> regularizer = {};
  std::vector<Stretch<S>> batches = {};  ///< empty: all examples, all the time
};

/// The flow's vector field: its state is w, shape (P); flow time has units [t] = [w]²/[L].
///
/// @param data  m examples (x_i, y_i), one lane each
/// @throws std::invalid_argument  if the model's inputs are not the data's
template <Real S, class M, class L>
  requires Model<M, S> && Loss<L, S>
[[nodiscard]] VectorField<S> gradient_flow(const M& model, const L& loss, const Examples<S>& data,
                                           const FlowOptions<S>& options = {}) {
  Tape<S> tape(data.count);
  const std::vector<S> unset(parameter_count(model.parameters()), S(0));  // integrators set w
  const std::vector<Var<S>> w = parameter_inputs(tape, model.parameters(), unset);
  const Var<S> x = example_input(tape, {static_cast<std::uint32_t>(data.dimension), 1}, data.x);
  const Var<S> y = example_input(tape, {}, data.y);

  Var<S> each = loss(model(w, x), y);
  VectorField<S> field{Tape<S>(), {}, {}};
  if (!options.batches.empty()) {
    const Var<S> indicator = example_input(tape, {}, options.batches.front().control);
    each = indicator * each;
    field.control = indicator.id;
    field.stretches = options.batches;
  }
  Var<S> objective = sum_over_examples(each);
  if (options.regularizer) objective = objective + options.regularizer(w);

  field.objective = objective.id;
  field.problem = "gradient flow of";
  for (const ParameterBlock& block : model.parameters())
    field.problem += detail::joined(' ', block.name, ' ', block.shape, ',');
  field.problem += detail::joined(' ', data.count, " examples",
                                  options.regularizer ? ", regularized" : "",
                                  options.batches.empty() ? "" : ", in mini-batches");
  for (const Var<S>& block : gradient(objective, w)) field.derivative.push_back((-block).id);
  for (const Var<S>& block : w) field.state.push_back(block.id);
  field.tape = std::move(tape);
  return field;
}

}  // namespace pathkernel
