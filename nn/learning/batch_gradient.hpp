/// @file batch_gradient.hpp
/// L, ∇L and ∇²L over a batch B of the examples, at any w:
///
///     L(w) = Σ_{i ∈ B} ℓ(f_w(x_i), y_i) + R(w)        a sum, never a mean; R once
///
/// This is what methods of learning ask. It remembers the last answer: a line search ends where the
/// next step begins, and so has that step's gradient already.
///
/// Leaves out: gradients of single examples, see ../../kernel/tangent/point_gradients.hpp; products
/// with ∇²L, which need not hold all of it (hessian_vector_product).
/// Next: method.hpp.
#pragma once

#include <array>

#include "autodiff/jacobian.hpp"
#include "nn/learning/batch_replay.hpp"
#include "nn/ode/vector_field.hpp"

namespace pathkernel {

template <Real S>
class BatchGradient {
 public:
  /// @param data     is not copied, and must outlive this
  /// @param threads  that share out a batch; results do not depend on their number
  /// @throws std::invalid_argument  if model, loss and data do not fit together
  template <Model<S> M, Loss<S> L>
  BatchGradient(const M& model, const L& loss, const Examples<S>& data,
                const Regularizer<S>& regularizer = {}, std::size_t threads = 1)
      : BatchGradient(recorded(model, loss, data, regularizer, threads), data, threads) {}
  template <Model<S> M, Loss<S> L>
  BatchGradient(const M&, const L&, const Examples<S>&&, const Regularizer<S>& = {},
                std::size_t = 1) = delete;  // they would not outlive it

  /// From now on, L is over these examples; one that is named twice counts twice.
  /// @param ahead  these and those of the batches to come, if they are known: so they come faster
  void use(std::span<const std::size_t> batch, std::span<const std::size_t> ahead = {}) {
    if (batch.empty()) reject("nn: a batch of 0 examples; a loss needs at least 1.");
    if (std::ranges::equal(batch, batch_)) return;
    first_.take(batch, ahead);
    batch_.assign(batch.begin(), batch.end());
    w_.clear();
  }

  /// L and ∇L at w, and ∇²L if it is asked for then.
  void evaluate(std::span<const S> w) {
    if (w.size() != gradient_.size())
      reject("nn: ", w.size(), " parameters for a model of ", gradient_.size(), ".");
    if (batch_.empty()) reject("nn: a loss of no examples; use() a batch first.");
    if (std::ranges::equal(w, w_)) return;
    const Replay<S>& replay = first_.run(w);
    loss_ = *replay[objective_.value].data;
    gather_blocks(replay, slope_, std::span<S>(gradient_));
    w_.assign(w.begin(), w.end());
  }

  [[nodiscard]] std::size_t parameter_count() const { return gradient_.size(); }
  [[nodiscard]] const S& loss() const { return loss_; }
  [[nodiscard]] std::span<const S> gradient() const { return gradient_; }

  /// ∇²L where L was evaluated last, P x P. Its program has P sweeps: it is for few parameters.
  [[nodiscard]] std::span<const S> hessian() {
    if (w_.empty()) reject("nn: a Hessian of no w; evaluate() L at one first.");
    if (!second_) {
      Objective<S> objective = objective_;
      const NodeId hessian =
          pathkernel::hessian(objective.tape[objective.value], Vars<S>(objective.parameters())).id;
      second_.emplace(std::move(objective), std::vector<NodeId>{hessian}, *data_, threads_);
      hessian_ = hessian;
    }
    second_->take(batch_);
    return second_->run(w_)[hessian_].entries();
  }

 private:
  BatchGradient(Objective<S> objective, const Examples<S>& data, std::size_t threads)
      : objective_(std::move(objective)), slope_(ids(objective_.gradient())),
        first_(objective_, outputs(), data, threads), data_(&data), threads_(threads) {
    std::size_t count = 0;
    for (const NodeId block : objective_.w) count += objective_.tape[block].shape().size();
    gradient_.resize(count);
  }

  /// L on the tape of one example, once all of them were looked at.
  template <class M, class L>
  [[nodiscard]] static Objective<S> recorded(const M& model, const L& loss, const Examples<S>& data,
                                             const Regularizer<S>& regularizer,
                                             std::size_t threads) {
    if (threads == 0) reject("nn: learning with 0 threads; the caller's own makes it at least 1.");
    require_whole(data);
    require_targets(loss, data);
    return objective(model, loss, selected(data, std::array<std::size_t, 1>{0}), regularizer);
  }
  [[nodiscard]] static std::vector<NodeId> ids(const std::vector<Var<S>>& blocks) {
    std::vector<NodeId> result;
    for (const Var<S>& block : blocks) result.push_back(block.id);
    return result;
  }
  [[nodiscard]] std::vector<NodeId> outputs() const {
    std::vector<NodeId> result = slope_;
    result.push_back(objective_.value);
    return result;
  }

  Objective<S> objective_;
  std::vector<NodeId> slope_;  ///< ∂L/∂w, block by block
  BatchReplay<S> first_;       ///< of L and ∇L
  const Examples<S>* data_;
  std::size_t threads_;
  std::optional<BatchReplay<S>> second_ = {};  ///< of ∇²L, made when it is asked for
  NodeId hessian_ = 0;
  std::vector<std::size_t> batch_;
  std::vector<S> w_;  ///< where L was evaluated; empty: nowhere yet
  S loss_ = S(0);
  std::vector<S> gradient_;
};

}  // namespace pathkernel
