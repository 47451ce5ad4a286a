/// @file schedule.hpp
/// Which examples take part in step k, or at time t: the indicator I_i of Remark 5.
///
/// Stochastic gradient descent steps along the gradient of a few examples' loss,
///
///     w_{k+1} = w_k - ε Σ_i I_i(k) ∇ℓ_i(w_k),        I_i(k) = 0, 1, 2, ...
///
/// how often example i is in batch k. In the limit of small steps with the batch held for a while,
/// that is gradient flow with the indicator inside, constant between switching times.
///
/// A schedule is a rule, not a list: batch 1000 needs no batch before it, for each epoch's order,
/// and each draw, has a generator of its own. Who goes step by step keeps a BatchCursor, which
/// draws an epoch's order once.
///
/// Leaves out: batches that depend on what was learned.
/// Source: Domingos (2020), Remark 5.   Next: batch_replay.hpp.
#pragma once

#include "nn/generator.hpp"
#include "nn/ode/vector_field.hpp"

namespace pathkernel {

/// The batches of m examples, one for each step: a value.
class BatchSchedule {
 public:
  /// The same examples in every step. One that is named twice counts twice.
  [[nodiscard]] static BatchSchedule fixed(std::size_t examples, std::vector<std::size_t> which) {
    for (const std::size_t i : which) require_example(i, examples);
    return {Rule::fixed, examples, which.size(), 0, std::move(which)};
  }
  /// All examples in every step.
  [[nodiscard]] static BatchSchedule all(std::size_t examples) {
    std::vector<std::size_t> which(examples);
    std::iota(which.begin(), which.end(), std::size_t{0});
    return fixed(examples, std::move(which));
  }
  /// The examples in their order, round and round: a batch may begin at the end and go on at 0.
  [[nodiscard]] static BatchSchedule cyclic(std::size_t examples, std::size_t batch) {
    return {Rule::cyclic, examples, batch, 0, {}};
  }
  /// Every example once an epoch, in an order drawn for that epoch; its last batch is what is left.
  [[nodiscard]] static BatchSchedule shuffled(std::size_t examples, std::size_t batch,
                                              std::uint64_t seed) {
    return {Rule::shuffled, examples, batch, seed, {}};
  }
  /// Each place in each batch drawn by itself: an example may be there several times.
  [[nodiscard]] static BatchSchedule with_replacement(std::size_t examples, std::size_t batch,
                                                      std::uint64_t seed) {
    return {Rule::with_replacement, examples, batch, seed, {}};
  }

  [[nodiscard]] std::size_t examples() const { return examples_; }
  /// Steps in which as many examples are taken as there are; of a fixed schedule, one.
  [[nodiscard]] std::size_t batches_per_epoch() const {
    return rule_ == Rule::fixed ? 1 : (examples_ + batch_ - 1) / batch_;
  }
  /// Whether the losses of two epochs can be compared: each has taken all examples alike, or very
  /// nearly.
  [[nodiscard]] bool epochs_are_alike() const { return rule_ != Rule::with_replacement; }
  /// The examples of step k.
  [[nodiscard]] std::vector<std::size_t> batch(std::size_t step) const;
  /// I_i(k). @throws std::invalid_argument  if there is no example i
  [[nodiscard]] std::size_t multiplicity(std::size_t example, std::size_t step) const {
    require_example(example, examples_);
    return static_cast<std::size_t>(std::ranges::count(batch(step), example));
  }
  /// I(t) of a flow until `end`: each batch held for `period`.
  template <Real S>
  [[nodiscard]] std::vector<Stretch<S>> stretches(const S& period, const S& end) const;

  friend bool operator==(const BatchSchedule&, const BatchSchedule&) = default;

 private:
  friend class BatchCursor;
  enum class Rule { fixed, cyclic, shuffled, with_replacement };

  BatchSchedule(Rule rule, std::size_t examples, std::size_t batch, std::uint64_t seed,
                std::vector<std::size_t> which)
      : rule_(rule), examples_(examples), batch_(batch), seed_(seed), which_(std::move(which)) {
    if (batch == 0 || (batch > examples && rule != Rule::fixed))
      reject("nn: a batch of ", batch, " from ", examples, " examples; it needs 1 to ", examples,
             ".");
  }
  static void require_example(std::size_t example, std::size_t examples) {
    if (example >= examples)
      reject("nn: example ", example, " of ", examples, " in a schedule; they are counted from 0.");
  }

  Rule rule_;
  std::size_t examples_, batch_;
  std::uint64_t seed_;
  std::vector<std::size_t> which_;  ///< of a fixed schedule
};

/// Reads a schedule. Steps may be asked for in any order; in theirs, each epoch's is drawn once.
class BatchCursor {
 public:
  explicit BatchCursor(BatchSchedule schedule) : schedule_(std::move(schedule)) {}

  /// The examples of step k; valid until the next call.
  [[nodiscard]] std::span<const std::size_t> batch(std::size_t step) {
    const std::size_t m = schedule_.examples_, size = schedule_.batch_;
    if (schedule_.rule_ == BatchSchedule::Rule::fixed) return schedule_.which_;
    if (schedule_.rule_ == BatchSchedule::Rule::shuffled)
      return ahead(step).first(std::min(size, ahead(step).size()));
    drawn_.resize(size);
    Generator generator(schedule_.seed_, purpose::batches + step);
    for (std::size_t j = 0; j < size; ++j)
      drawn_[j] = schedule_.rule_ == BatchSchedule::Rule::cyclic ? (step * size + j) % m
                                                                 : generator.below(m);
    return drawn_;
  }

  /// The examples of step k and of steps after it, in order, as far as they are known: of a
  /// shuffled schedule, all that is left of the epoch. Valid until the next call.
  [[nodiscard]] std::span<const std::size_t> ahead(std::size_t step) {
    if (schedule_.rule_ != BatchSchedule::Rule::shuffled) return batch(step);
    const std::size_t batches = schedule_.batches_per_epoch(), epoch = step / batches;
    if (drawn_.empty() || epoch_ != epoch)
      drawn_ =
          Generator(schedule_.seed_, purpose::batches + epoch).permutation(schedule_.examples_);
    epoch_ = epoch;
    return std::span(drawn_).subspan(step % batches * schedule_.batch_);
  }

 private:
  BatchSchedule schedule_;
  std::vector<std::size_t> drawn_;  ///< the batch; of a shuffled schedule, the epoch's order
  std::size_t epoch_ = 0;           ///< whose order that is
};

inline std::vector<std::size_t> BatchSchedule::batch(std::size_t step) const {
  BatchCursor cursor(*this);
  const std::span<const std::size_t> batch = cursor.batch(step);
  return {batch.begin(), batch.end()};
}

template <Real S>
std::vector<Stretch<S>> BatchSchedule::stretches(const S& period, const S& end) const {
  if (!is_finite(end)) reject("nn: batches until t = ", end, "; the end must be finite.");
  if (!(end > 0)) reject("nn: batches until t = ", end, "; they begin at 0 and need a later end.");
  if (!(period > 0)) reject("nn: batches held for ", period, "; the time must be above 0.");
  if (!is_finite(period)) reject("nn: batches held for ", period, "; the time must be finite.");
  const S rounding = 4 * std::numeric_limits<S>::epsilon() * end;  // a shorter one is none
  BatchCursor cursor(*this);
  std::vector<Stretch<S>> result;
  for (int k = 0; S(k) * period < end - rounding; ++k) {
    Stretch<S> stretch{S(k) * period, std::vector<S>(examples_, S(0))};
    for (const std::size_t i : cursor.batch(static_cast<std::size_t>(k)))
      stretch.control[i] += S(1);
    result.push_back(std::move(stretch));
  }
  return result;
}

/// A cyclic schedule's stretches of time.
template <Real S>
[[nodiscard]] std::vector<Stretch<S>> cyclic_batches(std::size_t examples, std::size_t batch,
                                                     const S& period, const S& end) {
  return BatchSchedule::cyclic(examples, batch).stretches(period, end);
}

}  // namespace pathkernel
