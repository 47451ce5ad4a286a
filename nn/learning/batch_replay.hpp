/// @file batch_replay.hpp
/// Runs what was recorded of an objective over a batch of the examples, whichever they are.
///
/// The program is recorded once, on a single example, and replayed with as many lanes as the batch
/// has. The batch's columns of the data are written to where the program reads them:
///
///     x[feature m + i_j]  ->  input[feature lanes + j]        j = 0, ..., lanes - 1
///
/// An example that is in the batch twice has two lanes. Batches of one size share a replay, so that
/// an epoch needs two at most, for its last batch may be smaller.
///
/// Leaves out: reading examples from a file while learning.
/// Next: batch_gradient.hpp.
#pragma once

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

  /// The outputs at w over these examples; valid until the next call.
  const Replay<S>& run(std::span<const S> w, std::span<const std::size_t> batch) {
    Run& run = run_of(batch.size());
    if (!std::ranges::equal(run.batch, batch)) load(run, batch);
    run.replay.set(objective_.w, w);
    run.replay.run();
    return run.replay;
  }

 private:
  /// A replay of so many lanes, and the examples that are in them.
  struct Run {
    Replay<S> replay;
    std::vector<std::size_t> batch;
  };

  [[nodiscard]] Run& run_of(std::size_t lanes) {
    for (Run& run : runs_)
      if (run.replay.examples() == lanes) return run;
    runs_.push_back({Replay<S>(objective_.tape, outputs_, lanes, threads_), {}});
    return runs_.back();
  }

  void load(Run& run, std::span<const std::size_t> batch) {
    for (const std::size_t i : batch)
      if (i >= data_->count)
        reject("nn: example ", i, " of ", data_->count, " in a batch; they are counted from 0.");
    run.batch.assign(batch.begin(), batch.end());
    copy_columns(data_->x, run, run.replay.input(objective_.x));
    if (objective_.y) copy_columns(data_->y, run, run.replay.input(*objective_.y));
  }

  /// The batch's columns of a matrix, some rows by each of the replay's threads: of examples that
  /// are strewn over the data, it takes as long to fetch them as to learn from them.
  void copy_columns(const std::vector<S>& from, Run& run, std::span<S> to) const {
    const std::vector<std::size_t>& batch = run.batch;
    const auto breaks = [](std::size_t i, std::size_t next) { return next != i + 1; };
    const bool consecutive = std::ranges::adjacent_find(batch, breaks) == batch.end();
    const std::size_t rows = from.size() / data_->count;
    const std::size_t shares = rows * batch.size() < 10'000 ? 1 : 8;  // few need no second thread
    run.replay.share_out(shares, [&](std::size_t share, std::size_t) {
      for (std::size_t r = share * rows / shares; r < (share + 1) * rows / shares; ++r) {
        const S* const row = from.data() + r * data_->count;
        S* const lanes = to.data() + r * batch.size();
        if (consecutive)
          std::copy_n(row + batch.front(), batch.size(), lanes);
        else
          for (std::size_t j = 0; j < batch.size(); ++j) lanes[j] = row[batch[j]];
      }
    });
  }

  Objective<S> objective_;
  std::vector<NodeId> outputs_;
  const Examples<S>* data_;
  std::size_t threads_;
  std::vector<Run> runs_;  ///< one for each size of batch that was met
};

}  // namespace pathkernel
