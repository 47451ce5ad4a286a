/// @file learning.hpp
/// What a learning is asked for, what it shows on its way, and what comes of it.
///
/// Leaves out: doing it, see learn.hpp; files, for a Learning is made of plain numbers.
/// Next: learn.hpp.
#pragma once

#include "nn/learning/method.hpp"
#include "nn/learning/schedule.hpp"

namespace pathkernel {

/// What an observer sees, at the start and after each step; valid during the call.
template <Real S>
struct LearningView {
  std::size_t step = 0;                ///< steps made
  std::size_t last = 0;                ///< as many are made at most
  std::span<const std::size_t> batch;  ///< of step `step`, which comes next
  const S& loss;                       ///< L of that batch at w
  std::span<const S> w;
  std::span<const S> gradient;  ///< ∇L of that batch at w
};

/// Watches; false ends the learning, with what was reached.
template <Real S>
using Observer = std::function<bool(const LearningView<S>&)>;

/// How to learn. Where a loss is meant, it is that of an epoch: the sum of its batches' losses.
template <Real S>
struct LearningOptions {
  std::optional<BatchSchedule> schedule = {};  ///< absent: all examples in every step
  std::size_t steps = 1000;  ///< that are made at most; n epochs are n batches_per_epoch()
  Regularizer<S> regularizer = {};
  std::size_t threads = 1;                   ///< no result depends on their number
  std::optional<S> gradient_below = {};      ///< ends where ‖∇L‖ of a batch is less
  std::optional<S> loss_below = {};          ///< ends where the loss is less
  std::optional<std::size_t> patience = {};  ///< ends after so many steps without a lower loss
  S largest_growth = S(10);                  ///< of the loss, beyond which it diverges
  std::vector<Observer<S>> observers = {};
};

/// Why a learning came to its end.
enum class StopReason {
  steps_made,
  small_gradient,
  small_loss,
  no_improvement,  ///< patience is at an end
  no_descent,      ///< for an epoch, all steps of a search were lost in rounding
  observer,
  failure
};

/// Where a learning has led. Its state can be gone on from, as if it had never been stopped.
template <Real S>
struct Learning {
  LearningState<S> state;
  /// L of each step's batch before that step; one more after the last. Empty if that of the start
  /// could not be computed.
  std::vector<S> losses = {};
  /// Sums of those, one for each epoch that was completed; R is in each of its batches' losses.
  std::vector<S> epoch_losses = {};
  StopReason reason = StopReason::steps_made;
  std::string failure = {};  ///< what went wrong, if that is the reason

  [[nodiscard]] const std::vector<S>& w() const { return state.w; }
  [[nodiscard]] bool whole() const { return failure.empty(); }
};

/// @throws std::invalid_argument  if what is asked for can't be meant
template <Real S>
void require_learnable(const LearningOptions<S>& options) {
  if (options.steps == 0) reject("nn: learning for 0 steps; it takes at least 1.");
  if (options.gradient_below && !(*options.gradient_below > 0))
    reject("nn: learning until a gradient is below ", *options.gradient_below,
           ", which none is; it must be above 0.");
  if (options.patience && *options.patience == 0)
    reject("nn: a patience of 0 steps; it must be at least 1.");
  if (!(options.largest_growth > 1))
    reject("nn: a largest growth of ", options.largest_growth, "; it must be above 1.");
}

/// @throws std::invalid_argument  unless w is P finite numbers
template <Real S>
void require_start(std::span<const S> w, std::size_t parameters) {
  if (w.size() != parameters)
    reject("nn: ", w.size(), " parameters for a model of ", parameters, ".");
  for (std::size_t p = 0; p < w.size(); ++p)
    if (!is_finite(w[p])) reject("nn: the start's parameter ", p, " is ", w[p], ".");
}

}  // namespace pathkernel
