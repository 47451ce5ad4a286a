/// @file objective.hpp
/// What learning makes small, as a program:
///
///     L(w) = Σ_i I_i ℓ(f_w(x_i), y_i) + R(w)
///
/// Gradient descent replays it and its gradient, a flow integrates the gradient, Newton's method
/// differentiates it twice. I_i, how often example i counts, is an input if it is asked for.
///
/// Leaves out: running it, see batch_gradient.hpp and ../flows/gradient_flow.hpp.
/// Next: schedule.hpp.
#pragma once

#include "autodiff/gradient.hpp"
#include "nn/data/examples.hpp"
#include "nn/losses.hpp"
#include "nn/model.hpp"
#include "nn/regularizer.hpp"

namespace pathkernel {

/// L, recorded on a tape of some examples; a Replay may run it on any others.
template <Real S>
struct Objective {
  Tape<S> tape;
  std::vector<NodeId> w;            ///< inputs, one block of parameters each
  NodeId x = 0;                     ///< input, dimension x 1, per example
  std::optional<NodeId> y;          ///< input, targets x 1, per example; absent without targets
  std::optional<NodeId> indicator;  ///< input I, a number per example
  NodeId value = 0;                 ///< L, a number

  [[nodiscard]] std::vector<Var<S>> parameters() const {
    std::vector<Var<S>> blocks;
    for (const NodeId block : w) blocks.push_back(tape[block]);
    return blocks;
  }
  /// Records ∇L, block by block, on the same tape.
  [[nodiscard]] std::vector<Var<S>> gradient() const {
    return pathkernel::gradient(tape[value], Vars<S>(parameters()));
  }
};

/// Whether examples count alike, or each as often as an input says.
enum class Weighting { alike, by_indicator };

/// Records L. @param data  recorded on all of these; the indicator's values are 1
/// @throws std::invalid_argument  if model, loss and data do not fit together
template <Real S, class M, class L>
  requires Model<M, S> && Loss<L, S>
[[nodiscard]] Objective<S> objective(const M& model, const L& loss, const Examples<S>& data,
                                     const std::type_identity_t<Regularizer<S>>& regularizer = {},
                                     Weighting weighting = Weighting::alike) {
  require_whole(data);
  require_targets(loss, data);
  if (model.parameters().empty()) reject("nn: a model without parameters; it can't learn.");
  const auto column = [](std::size_t rows) { return Shape{static_cast<std::uint32_t>(rows), 1}; };
  Objective<S> o{Tape<S>(data.count), {}, 0, {}, {}, 0};
  const std::vector<Var<S>> w = parameter_inputs(o.tape, model.parameters());
  for (const Var<S>& block : w) o.w.push_back(block.id);
  const Var<S> x = example_input(o.tape, column(data.dimension), data.x);
  Var<S> y = constant(o.tape, S(0));
  if (data.targets > 0) {
    y = example_input(o.tape, column(data.targets), data.y);
    o.y = y.id;
  }
  Var<S> each = loss(model(w, x), y);
  if (!each.shape().is_scalar())
    reject("nn: a loss of ", each.shape(), " an example; it must be one number.");
  o.x = x.id;
  if (weighting == Weighting::by_indicator) {
    const Var<S> indicator = example_input(o.tape, {}, std::vector<S>(data.count, S(1)));
    each = indicator * each;
    o.indicator = indicator.id;
  }
  Var<S> total = sum_over_examples(each);
  if (regularizer) total = total + regularizer(w);
  o.value = total.id;
  return o;
}

}  // namespace pathkernel
