/// @file batch_replay.hpp
/// Runs what was recorded of an objective over a batch of the examples, whichever they are.
///
/// The program is recorded once, on a single example, and replayed with as many lanes as the batch
/// has. The batch's columns of the data are written to where the program reads them:
///
///     x[feature m + i_j]  ->  input[feature lanes + j]        j = 0, ..., lanes - 1
///
/// An example that is in the batch twice has two lanes. Batches of one size share a replay, so that
/// an epoch needs two at most, for its last batch may be smaller. Examples that are strewn over the
/// data take as long to fetch as to learn from, unless several batches fetch theirs together.
///
/// Leaves out: reading examples from a file while learning.
/// Next: batch_gradient.hpp.
#pragma once

#include <memory>

#include "autodiff/replay.hpp"
#include "nn/learning/objective.hpp"

namespace pathkernel {

template <Real S>
class BatchReplay {
 public:
  /// @param outputs  nodes of the objective's tape
  /// @param data     of which batches are taken; it is not copied, and must outlive this
  BatchReplay(Objective<S> objective, std::vector<NodeId> outputs, const Examples<S>& data,
              std::size_t threads)
      : objective_(std::move(objective)), outputs_(std::move(outputs)), data_(&data),
        threads_(threads) {
    outputs_.push_back(objective_.x);  // so that it has a place even if the model ignores it
    if (objective_.y) outputs_.push_back(*objective_.y);
  }

  /// From now on, the program runs over these examples.
  /// @param ahead  these and those of the batches to come, if they are known: then some of them are
  ///               fetched together
  void take(std::span<const std::size_t> batch, std::span<const std::size_t> ahead = {}) {
    for (const std::size_t i : batch)
      if (i >= data_->count)
        reject("nn: example ", i, " of ", data_->count, " in a batch; they are counted from 0.");
    current_ = &replay_of(batch.size());
    load_x(batch, ahead.empty() ? batch : ahead);
    if (objective_.y) copy_columns(data_->y, batch, batch.size(), input(*objective_.y));
  }

  /// The outputs at w over the examples taken; valid until the next call.
  const Replay<S>& run(std::span<const S> w) {
    current_->set(objective_.w, w);
    current_->run();
    return *current_;
  }

 private:
  [[nodiscard]] Replay<S>& replay_of(std::size_t lanes) {
    for (const auto& replay : replays_)
      if (replay->examples() == lanes) return *replay;
    replays_.push_back(std::make_unique<Replay<S>>(objective_.tape, outputs_, lanes, threads_));
    return *replays_.back();
  }
  [[nodiscard]] std::span<S> input(NodeId node) { return current_->input(node); }

  /// Examples in a row are copied. Of strewn ones, each number would have a line of the cache
  /// fetched for it alone: so an eighth of the data is fetched at a time, for the batches to come.
  void load_x(std::span<const std::size_t> batch, std::span<const std::size_t> ahead) {
    const std::span<S> x = input(objective_.x);
    const auto breaks = [](std::size_t i, std::size_t next) { return next != i + 1; };
    if (ahead.size() == batch.size() || std::ranges::adjacent_find(batch, breaks) == batch.end())
      return copy_columns(data_->x, batch, batch.size(), x);
    const std::span<const std::size_t> left = std::span(fetched_).subspan(used_);
    if (left.size() < batch.size() || !std::ranges::equal(left.first(batch.size()), batch)) {
      const std::size_t most = std::min(
          ahead.size(), std::max(batch.size(), data_->count / 8 / batch.size() * batch.size()));
      fetched_.assign(ahead.begin(), ahead.begin() + static_cast<std::ptrdiff_t>(most));
      used_ = 0;
      x_fetched_.resize(most * data_->dimension);
      copy_columns(data_->x, fetched_, batch.size(), std::span<S>(x_fetched_));
    }
    std::copy_n(x_fetched_.data() + used_ * data_->dimension, x.size(), x.data());
    used_ += batch.size();
  }

  /// Columns of a matrix, in blocks of so many lanes, one block after another; some rows by each of
  /// the replay's threads.
  void copy_columns(const std::vector<S>& from, std::span<const std::size_t> columns,
                    std::size_t lanes, std::span<S> to) const {
    const std::size_t rows = from.size() / data_->count;
    const std::size_t shares = to.size() < 10'000 ? 1 : 8;  // few need no second thread
    current_->share_out(shares, [&](std::size_t share, std::size_t) {
      for (std::size_t r = share * rows / shares; r < (share + 1) * rows / shares; ++r)
        for (std::size_t first = 0; first < columns.size(); first += lanes) {
          const std::size_t n = std::min(lanes, columns.size() - first);
          S* const block = to.data() + first * rows + r * n;
          const S* const row = from.data() + r * data_->count;
          for (std::size_t j = 0; j < n; ++j) block[j] = row[columns[first + j]];
        }
    });
  }

  Objective<S> objective_;
  std::vector<NodeId> outputs_;
  const Examples<S>* data_;
  std::size_t threads_;
  std::vector<std::unique_ptr<Replay<S>>> replays_;  ///< one for each size of batch that was met
  Replay<S>* current_ = nullptr;                     ///< of the batch that was taken
  std::vector<std::size_t> fetched_;                 ///< examples of several batches
  std::vector<S> x_fetched_;                         ///< their x, block by block
  std::size_t used_ = 0;                             ///< of the examples fetched
};

}  // namespace pathkernel
