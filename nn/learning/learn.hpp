/// @file learn.hpp
/// Learning: evaluate L and ∇L at w over the step's batch, make the method's step, and again.
///
///     for k = 0, 1, ...:   w_{k+1} = step(w_k, ∇L_k(w_k)),    L_k = Σ_{i in batch k} ℓ_i + R
///
/// Nothing is random but what the schedule's seed says, and no sum depends on threads. So the same
/// call gives the same w, to the last bit, and a learning that is gone on from its state makes the
/// steps it would have made in one go. (What it is watched by, patience and growth, begins anew.)
///
/// Learning fails (std::domain_error, with the steps and what to do) where the loss is not finite
/// or has grown too much, and where a method can't make a step. What was reached by then is not
/// lost: ask for it.
///
/// Leaves out: choosing among several starts or rates; keeping the best w on the way (an observer).
/// Next: progress_line.hpp.
#pragma once

#include "nn/learning/learning.hpp"
#include "nn/learning/loss_watch.hpp"

namespace pathkernel {

namespace detail {

/// One learning: where it stands, and all that its steps need.
template <Real S, LearningMethod<S> Method>
class Learner {
 public:
  Learner(LearningState<S> start, BatchGradient<S> objective, const BatchSchedule& schedule,
          const Method& method, const LearningOptions<S>& options)
      : learning_{std::move(start)}, objective_(std::move(objective)), batches_(schedule),
        epoch_(schedule.batches_per_epoch()),
        watch_(epoch_, options.largest_growth, schedule.epochs_are_alike()), method_(method),
        options_(options), last_(learning_.state.steps + options.steps) {}

  [[nodiscard]] Learning<S> run() {
    std::optional<StopReason> reason;
    try {
      while (!reason) {
        evaluate();
        reason = reason_to_stop();
        if (!reason) make_step();
      }
    } catch (const Failure& failure) {
      reason = StopReason::failure;
      learning_.failure = failure.text;
    }
    learning_.reason = *reason;
    learning_.epoch_losses = watch_.epochs();
    return std::move(learning_);
  }

 private:
  /// A failure of the learning's own; what an observer throws goes through.
  struct Failure {
    std::string text;
  };
  /// @param what  that could not be done, if it fails; empty: the error says so itself
  template <class F>
  static void attempt(const std::string& what, F work) {
    try {
      work();
    } catch (const std::domain_error& error) {
      throw Failure{what + error.what()};
    }
  }

  /// L and ∇L of the step's batch.
  void evaluate() {
    batch_ = batches_.batch(state().steps);
    attempt(detail::joined("nn: no loss at step ", state().steps, ": "), [&] {
      objective_.use(batch_, batches_.ahead(state().steps));
      objective_.evaluate(state().w);
    });
    learning_.losses.push_back(objective_.loss());
    attempt("", [&] { watch_.note(state().steps, objective_.loss()); });
  }

  void make_step() {
    attempt(detail::joined("nn: no step ", state().steps, ": "), [&] {
      const bool moved = pathkernel::make_step(method_, state(), objective_);
      without_move_ = moved ? 0 : without_move_ + 1;
    });
  }

  /// Why to stop before the next step, if there is a reason. All observers are asked, and first.
  [[nodiscard]] std::optional<StopReason> reason_to_stop() const {
    const std::size_t step = learning_.state.steps;
    const std::span<const S> gradient = objective_.gradient();
    bool go_on = true;
    for (const Observer<S>& observer : options_.observers)
      go_on &= observer({step, last_, batch_, objective_.loss(), learning_.state.w, gradient});
    if (!go_on) return StopReason::observer;
    if (options_.gradient_below && norm(gradient) < *options_.gradient_below)
      return StopReason::small_gradient;
    if (options_.loss_below && !watch_.epochs().empty() &&
        watch_.epochs().back() < *options_.loss_below)
      return StopReason::small_loss;
    if (options_.patience && watch_.steps_since_lowest(step) >= *options_.patience)
      return StopReason::no_improvement;
    if (without_move_ >= epoch_) return StopReason::no_descent;
    if (step == last_) return StopReason::steps_made;
    return std::nullopt;
  }

  [[nodiscard]] static S norm(std::span<const S> g) {
    S squares(0);
    for (const S& entry : g) squares += entry * entry;
    using std::sqrt;
    return sqrt(squares);
  }
  [[nodiscard]] LearningState<S>& state() { return learning_.state; }

  Learning<S> learning_;
  BatchGradient<S> objective_;
  BatchCursor batches_;
  std::size_t epoch_;  ///< batches in it
  LossWatch<S> watch_;
  const Method& method_;
  const LearningOptions<S>& options_;
  std::size_t last_;                    ///< after which step it ends
  std::size_t without_move_ = 0;        ///< so many steps
  std::span<const std::size_t> batch_;  ///< of the step at hand
};

}  // namespace detail

/// Learns from `start`, w or where another learning stands, as far as that goes.
///
/// @throws std::invalid_argument  before any work, if something does not fit
template <Real S, Model<S> M, Loss<S> L, LearningMethod<S> Method>
[[nodiscard]] Learning<S> learn_as_far_as_possible(
    const M& model, const L& loss, const Examples<S>& data,
    std::type_identity_t<LearningState<S>> start, const Method& method,
    const std::type_identity_t<LearningOptions<S>>& options = {}) {
  require_learnable(options);
  method.check();
  BatchGradient<S> objective(model, loss, data, options.regularizer, options.threads);
  const BatchSchedule schedule = options.schedule.value_or(BatchSchedule::all(data.count));
  if (schedule.examples() != data.count)
    reject("nn: a schedule of ", schedule.examples(), " examples for data of ", data.count, ".");
  if (options.patience && *options.patience < schedule.batches_per_epoch())
    reject("nn: a patience of ", *options.patience, " steps, where an epoch has ",
           schedule.batches_per_epoch(), "; it must be at least as many.");
  require_start<S>(start.w, objective.parameter_count());
  prepare(start, method);
  return detail::Learner(std::move(start), std::move(objective), schedule, method, options).run();
}

/// Learns from `start`, w or where another learning stands, until a reason to stop.
///
/// @throws std::invalid_argument  as above
/// @throws std::domain_error      where learning fails
template <Real S, Model<S> M, Loss<S> L, LearningMethod<S> Method>
[[nodiscard]] Learning<S> learn(const M& model, const L& loss, const Examples<S>& data,
                                std::type_identity_t<LearningState<S>> start, const Method& method,
                                const std::type_identity_t<LearningOptions<S>>& options = {}) {
  Learning<S> learning =
      learn_as_far_as_possible(model, loss, data, std::move(start), method, options);
  if (!learning.whole()) throw std::domain_error(learning.failure);
  return learning;
}

}  // namespace pathkernel
