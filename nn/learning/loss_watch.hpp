/// @file loss_watch.hpp
/// Tells a learning that has gone astray, from its losses alone.
///
/// Losses of mini-batches go up and down with what is in them. So what is compared is the sum over
/// an epoch, which with one batch per epoch is the loss of each step. Learning diverges when
///
///     L > growth · (the lowest L so far)    and    L > L of the first epoch,
///
/// for a loss that has fallen to 10^-20 may well be ten times that in the next step.
///
/// Leaves out: losses that may be negative, of densities, which have no ratio, and epochs of draws
/// with replacement, which differ in what is in them: of those, only a loss that is not finite is
/// noticed.
/// Next: learning.hpp.
#pragma once

#include <cmath>
#include <optional>
#include <vector>

#include "autodiff/error.hpp"
#include "autodiff/scalar.hpp"

namespace pathkernel {

template <Real S>
class LossWatch {
 public:
  /// @param epochs_are_alike  whether growth from one to the other says anything
  LossWatch(std::size_t batches_per_epoch, S largest_growth, bool epochs_are_alike = true)
      : batches_(batches_per_epoch), growth_(std::move(largest_growth)), alike_(epochs_are_alike) {}

  /// Notes L of step k's batch. An epoch counts if its first batch was noted.
  /// @throws std::domain_error  if the loss is not finite, or has grown too much
  void note(std::size_t step, const S& loss) {
    require_finite(step, loss);
    before_ = loss;
    if (step % batches_ == 0) sum_ = S(0);
    if (!sum_) return;
    *sum_ += loss;
    if ((step + 1) % batches_ == 0) note_epoch({step, *sum_});
  }

  /// Sums over the epochs that were completed.
  [[nodiscard]] const std::vector<S>& epochs() const { return epochs_; }
  /// How many steps ago the lowest epoch ended.
  [[nodiscard]] std::size_t steps_since_lowest(std::size_t step) const {
    return epochs_.empty() ? 0 : step - lowest_.step;
  }

 private:
  struct At {
    std::size_t step = 0;
    S loss = S(0);
  };

  void require_finite(std::size_t step, const S& loss) const {
    if (is_finite(loss)) return;
    if (!before_)
      fail("nn: the loss is ", loss, " at step ", step, ", where learning begins; ",
           "begin with other parameters.");
    fail("nn: the loss is ", loss, " at step ", step, ", after ", *before_,
         " the step before; halve the learning rate.");
  }

  void note_epoch(const At& now) {
    epochs_.push_back(now.loss);
    if (epochs_.size() == 1 || now.loss < lowest_.loss) lowest_ = now;
    if (alike_ && lowest_.loss > 0 && now.loss > growth_ * lowest_.loss &&
        now.loss > epochs_.front())
      fail("nn: the loss", batches_ > 1 ? " of an epoch" : "", " grew ", S(now.loss / lowest_.loss),
           " x in ", now.step - lowest_.step,
           now.step - lowest_.step == 1 ? " step, from " : " steps, from ", lowest_.loss,
           " at step ", lowest_.step, " to ", now.loss, " at step ", now.step,
           "; halve the learning rate.");
  }

  std::size_t batches_;
  S growth_;
  bool alike_;
  std::optional<S> before_;  ///< the last loss noted
  std::optional<S> sum_;     ///< of the epoch so far; none before one has begun
  std::vector<S> epochs_;
  At lowest_;  ///< of the epochs, with its last step
};

}  // namespace pathkernel
