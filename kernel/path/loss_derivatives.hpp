/// @file loss_derivatives.hpp
/// What a loss and a regularizer ask of the model at one w:
///
///     L'_ik = ∂ℓ(f(x_i), y_i)/∂f_k(x_i)        ∇R(w)
///
/// Leaves out: derivatives of ℓ by w, which are L'_ik times the model's.
/// Read first in kernel/path.   Next: path_reader.hpp.
#pragma once

#include "autodiff/gradient.hpp"
#include "autodiff/replay.hpp"
#include "nn/data/examples.hpp"
#include "nn/losses.hpp"
#include "nn/model.hpp"
#include "nn/regularizer.hpp"

namespace pathkernel {

/// L'_ik for all examples i and outputs k, from the models' outputs.
template <Real S>
class LossDerivatives {
 public:
  /// @param outputs  C, of the model at one point
  template <Loss<S> L>
  LossDerivatives(const L& loss, const Examples<S>& data, Shape outputs = {})
      : LossDerivatives(recorded(loss, data, outputs)) {}

  /// Shape (C, m), as the outputs: lanes innermost.
  [[nodiscard]] std::vector<S> at(std::span<const S> outputs) {
    replay_.set(output_, outputs);
    replay_.run();
    const std::span<const S> derivatives = replay_[derivative_].entries();
    return {derivatives.begin(), derivatives.end()};
  }

 private:
  struct Recorded {
    Tape<S> tape;
    NodeId output, derivative;
  };

  explicit LossDerivatives(const Recorded& r)
      : replay_(r.tape, std::array{r.derivative}), output_(r.output), derivative_(r.derivative) {}

  template <class L>
  static Recorded recorded(const L& loss, const Examples<S>& data, Shape outputs) {
    Tape<S> tape(data.count);
    const std::vector<S> halves(outputs.size() * data.count, S(1) / 2);
    const Var<S> f = example_input(tape, outputs, halves);
    const Shape target{static_cast<std::uint32_t>(data.targets), 1};
    const Var<S> y = data.targets == 0 ? constant(tape, S(0)) : example_input(tape, target, data.y);
    const Var<S> each = loss(f, y);
    const NodeId derivative = per_example_gradient(each, {f}).front().id;
    return {std::move(tape), f.id, derivative};
  }

  Replay<S> replay_;
  NodeId output_, derivative_;
};

/// ∇R(w), shape (P).
template <Real S>
class RegularizerGradient {
 public:
  RegularizerGradient(const Regularizer<S>& r, const std::vector<ParameterBlock>& blocks)
      : RegularizerGradient(recorded(r, blocks)) {}

  [[nodiscard]] std::vector<S> at(std::span<const S> w) {
    replay_.set(inputs_, w);
    replay_.run();
    std::vector<S> all;
    for (const NodeId block : gradients_)
      for (const S& entry : replay_[block].entries()) all.push_back(entry);
    return all;
  }

 private:
  struct Recorded {
    Tape<S> tape;
    std::vector<NodeId> inputs, gradients;
  };

  explicit RegularizerGradient(const Recorded& r)
      : replay_(r.tape, r.gradients), inputs_(r.inputs), gradients_(r.gradients) {}

  static Recorded recorded(const Regularizer<S>& r, const std::vector<ParameterBlock>& blocks) {
    Recorded result;
    const std::vector<Var<S>> w = parameter_inputs(result.tape, blocks);
    for (const Var<S>& block : gradient(r(w), w)) result.gradients.push_back(block.id);
    for (const Var<S>& block : w) result.inputs.push_back(block.id);
    return result;
  }

  Replay<S> replay_;
  std::vector<NodeId> inputs_, gradients_;
};

}  // namespace pathkernel
