/// @file preconditioned_kernel.hpp
/// The kernel machine of a preconditioned training, dw/dt = -P ∇L:
///
///     y(T) = y_0 - Σ_i ∫ I_i L'_i ∇f(x)·P ∇f(x_i) dt - ∫ ∇f(x)·P ∇R dt
///     K(x, x_i) = ∫ I_i ∇f(x)·P_t ∇f(x_i) dt
///
/// P is a metric of its own on the gradients; without batches K is symmetric as P is, and positive
/// semi-definite if P is at all times. Of an inverse Hessian that needs L to be convex along the
/// path.
///
/// The preconditioner is recorded once more, to be applied not to ∇L but to gradients that are
/// inputs. What it needs of w, of its memory or of L itself is shared by all of them.
///
/// Leaves out: a P that is not symmetric; its transpose would be needed.
/// Next: momentum_kernel.hpp.
#pragma once

#include "kernel/path/training_kernel.hpp"
#include "nn/flows/preconditioned_flow.hpp"

namespace pathkernel {

/// Records Q h for blocks h, from w and a memory: what a preconditioner does, among others.
template <class P, class S>
concept RecordedFactor = requires(const P& p, const PreconditionedState<S>& at, Vars<S> blocks,
                                  const std::vector<ParameterBlock>& parameters) {
  { p.memory(parameters) } -> std::same_as<std::vector<Shape>>;
  { p.apply(at, blocks) } -> std::same_as<std::vector<Var<S>>>;
};

/// Q times gradients, at one state of a flow after another: a Turning.
template <Real S>
class FactorReplay {
 public:
  /// @param rows  how many gradients there will be
  template <class M, class L, RecordedFactor<S> P>
  FactorReplay(const TrainedModel<S, M, L>& trained, const P& factor, std::size_t rows,
               std::size_t threads = 1)
      : FactorReplay(recorded(trained, factor, rows), trained.flow.batches, threads) {}

  /// Replaces each row of `gradients` by Q times it.
  /// @param state  w, then the memory
  void operator()(std::span<const S> state, std::size_t stretch, Matrix<S>& gradients) {
    replay_.set(state_, state);
    if (indicator_) replay_.set(*indicator_, batches_[stretch].control);
    replay_.set(before_, gradients.entries);
    replay_.run();
    gather_blocks(replay_, after_, std::span(gradients.entries));
  }
  /// Numbers in a state.
  [[nodiscard]] std::size_t state() const { return state_size_; }

 private:
  struct Recorded {
    Tape<S> tape;
    std::optional<NodeId> indicator;
    std::vector<NodeId> state = {}, before = {}, after = {};
    std::size_t state_size = 0;

    Var<S> added(Shape shape, std::vector<NodeId>& to) {
      const Var<S> block = input(tape, shape, std::vector<S>(shape.size(), S(1) / 2));
      to.push_back(block.id);
      return block;
    }
  };

  FactorReplay(const Recorded& r, std::vector<Stretch<S>> batches, std::size_t threads)
      : replay_(r.tape, r.after, r.tape.examples(), threads), indicator_(r.indicator),
        state_(r.state), before_(r.before), after_(r.after), state_size_(r.state_size),
        batches_(std::move(batches)) {}

  template <class M, class L, class P>
  static Recorded recorded(const TrainedModel<S, M, L>& trained, const P& factor,
                           std::size_t rows) {
    const std::vector<ParameterBlock> blocks = trained.model.parameters();
    Objective<S> objective =
        detail::objective_of_flow(trained.model, trained.loss, trained.data, trained.flow);
    const NodeId value = objective.value;
    Recorded r{std::move(objective.tape), objective.indicator};
    r.state = objective.w;
    std::vector<Var<S>> w, memory;
    for (const NodeId block : r.state) w.push_back(r.tape[block]);
    for (const Shape shape : factor.memory(blocks)) memory.push_back(r.added(shape, r.state));
    for (const NodeId block : r.state) r.state_size += r.tape[block].shape().size();
    const PreconditionedState<S> at{w, memory, r.tape[value]};
    for (std::size_t row = 0; row < rows; ++row) {
      std::vector<Var<S>> gradient;
      for (const ParameterBlock& block : blocks) gradient.push_back(r.added(block.shape, r.before));
      for (const Var<S>& block : factor.apply(at, Vars<S>(gradient))) r.after.push_back(block.id);
    }
    return r;
  }

  Replay<S> replay_;
  std::optional<NodeId> indicator_;
  std::vector<NodeId> state_, before_, after_;
  std::size_t state_size_;
  std::vector<Stretch<S>> batches_;
};

/// Reads a path of preconditioned_flow, for kernel_machines().
/// @throws std::invalid_argument  if it is none of this preconditioner's
template <Real S, class M, class L, class P>
  requires Preconditioner<P, S>
[[nodiscard]] TrainingReader<S> preconditioned_reader(const TrainedModel<S, M, L>& trained,
                                                      const P& preconditioner,
                                                      const Points<S>& queries,
                                                      const PointOptions& options = {}) {
  PathReader<S> reader(trained, queries, options);
  FactorReplay<S> turning(trained, preconditioner, reader.rows(), options.threads);
  TrainingRule<S> rule{.flow = "preconditioned flow", .state = turning.state()};
  rule.turning = std::move(turning);
  return {std::move(reader), trained, std::move(rule), options};
}

}  // namespace pathkernel
