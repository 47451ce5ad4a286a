/// @file replay.hpp
/// Runs a program again: new inputs, the same instructions, nothing allocated.
///
/// The number of examples is the replay's own: a program recorded on one example runs over a
/// thousand, side by side in lanes. They run in chunks of a fixed number of lanes, which several
/// threads may share out. Sums over examples are added up in a fixed number of parts, each a run of
/// chunks, and the parts in order, so that the result is the same, to the last bit, for any number
/// of threads.
///
/// Leaves out: deciding how many threads are worth their while.
/// Next: expansion.hpp.
#pragma once

#include "autodiff/schedule.hpp"
#include "autodiff/thread_pool.hpp"

namespace pathkernel {

/// Lanes that run side by side, at least and at most: enough to fill vectors, few enough that
/// blocks of a few dozen rows stay in the cache. Numbers of many digits gain nothing from company.
template <Scalar S>
inline constexpr std::size_t least_lanes = std::is_arithmetic_v<S> ? 32 : 8;
template <Scalar S>
inline constexpr std::size_t most_lanes = std::is_arithmetic_v<S> ? 128 : 8;

/// Lanes of a chunk: half the batch, so that two threads find work in a small one. Nothing but the
/// number of examples decides, since it decides the order of additions.
template <Scalar S>
[[nodiscard]] constexpr std::size_t lanes_per_chunk(std::size_t examples) {
  const std::size_t least = least_lanes<S>;
  const std::size_t half = (examples + 2 * least - 1) / (2 * least) * least;
  return std::min({half, most_lanes<S>, examples});
}

/// One run after another of the instructions that some outputs need.
template <Scalar S>
class Replay {
 public:
  /// Inputs start with the values they were recorded with, but those per example only if the number
  /// of examples is the recorded one; otherwise they must be set before the first run.
  /// @param threads  1: the caller's own, and no pool
  Replay(const Tape<S>& tape, std::span<const NodeId> outputs, std::size_t examples,
         std::size_t threads = 1)
      : program_(rewritten(tape, outputs)), examples_(examples),
        chunk_lanes_(lanes_per_chunk<S>(std::max<std::size_t>(examples, 1))),
        schedule_(program_.tape.recording(), program_.at(outputs)) {
    for (const Instruction& k : tape.recording().instructions)
      input_size_.push_back(k.opcode == opcode_of<Input> ? k.shape.size() * lanes(k) : 0);
    if (examples == 0) reject("autodiff: a replay over 0 examples; a batch needs at least 1.");
    if (threads != 1) pool_ = std::make_shared<ThreadPool>(threads);
    lay_out(threads);
    const Recording<S>& recorded = program_.tape.recording();
    for (NodeId id = 0; id < recorded.instructions.size(); ++id) {
      const Instruction& k = recorded.instructions[id];
      if (k.left != id) continue;  // not a leaf
      if (k.per_example && examples != tape.examples())
        unset_[id] = true;
      else
        std::ranges::copy(recorded.block(id).entries(), kept(id).data);
    }
  }
  Replay(const Tape<S>& tape, std::span<const NodeId> outputs)
      : Replay(tape, outputs, tape.examples()) {}

  /// New values of an input, lanes innermost. An input that no output needs is passed over.
  void set(NodeId input, std::span<const S> values) {
    if (input >= program_.place.size())
      reject("autodiff: input ", input, " of a tape that held ", program_.place.size(), " nodes.");
    if (!program_.place[input]) return;
    const NodeId id = *program_.place[input];
    const Instruction& k = instruction(id);
    if (k.opcode != opcode_of<Input> || values.size() != kept(id).entries().size())
      reject("autodiff: ", values.size(), " numbers for node ", input,
             "; only an input can be set, ", "and this ", k.shape, " block holds ",
             k.shape.size() * lanes(k), ".");
    std::ranges::copy(values, kept(id).data);
    unset_[id] = false;
  }

  /// New values of several inputs, one after another in one vector.
  void set(std::span<const NodeId> inputs, std::span<const S> values) {
    std::size_t size = 0;
    for (const NodeId input : inputs) size += size_of(input);
    if (size != values.size())
      reject("autodiff: ", values.size(), " numbers for ", inputs.size(), " inputs, which hold ",
             size, " together.");
    for (const NodeId input : inputs) {
      set(input, values.first(size_of(input)));
      values = values.subspan(size_of(input));
    }
  }

  /// An input's numbers where the program reads them: written there, they need not be copied.
  [[nodiscard]] std::span<S> input(NodeId input) {
    const NodeId id = program_.at(input);
    if (instruction(id).opcode != opcode_of<Input>)
      reject("autodiff: node ", input, " is no input; only those can be set.");
    unset_[id] = false;
    return kept(id).entries();
  }

  /// Computes every block from the inputs as they are now.
  void run() {
    for (NodeId id = 0; id < unset_.size(); ++id)
      if (unset_[id])
        reject("autodiff: a ", instruction(id).shape, " input of ", examples_,
               " examples was never set; the tape was recorded on ", program_.tape.examples(), ".");
    for (const Phase& phase : schedule_.phases) {
      for (const NodeId id : phase.shared) compute(id, kept(id), {});  // kept blocks, no chunk's
      if (phase.per_example.empty()) continue;
      share_out(parts_,
                [&](std::size_t part, std::size_t thread) { run_chunks(phase, part, thread); });
      if (parts_ > 1 && !phase.sums.empty()) add_parts(phase);
    }
  }

  /// Calls f(part, thread) for every part below `parts`, on the replay's threads: for what has to
  /// be done between runs.
  template <class F>
  void share_out(std::size_t parts, F f) {
    if (pool_ && parts > 1)
      pool_->run(parts, f);
    else
      for (std::size_t part = 0; part < parts; ++part) f(part, std::size_t{0});
  }

  /// The block of an output after the last run; zeros before the first.
  /// @param node  as numbered on the recorded tape
  [[nodiscard]] BlockView<const S> operator[](NodeId node) const {
    const NodeId id = program_.at(node);
    if (!schedule_.kept[id])
      reject("autodiff: node ", node, " is not kept for all examples; name it among the outputs.");
    const Instruction& k = instruction(id);
    return {values_.data() + offset_[id], k.shape, lanes(k)};
  }
  [[nodiscard]] std::size_t examples() const { return examples_; }

 private:
  [[nodiscard]] std::size_t size_of(NodeId input) const {
    return input < input_size_.size() ? input_size_[input] : 0;
  }

  /// The lanes that run together, and where the blocks between instructions are.
  struct Chunk {
    std::size_t first = 0;
    std::size_t lanes = 1;
    S* scratch = nullptr;
    std::size_t part = 0;
    bool first_of_part = true;  ///< sums begin here
  };

  [[nodiscard]] const Instruction& instruction(NodeId id) const {
    return program_.tape.recording().instructions[id];
  }
  [[nodiscard]] std::size_t lanes(const Instruction& k) const {
    return k.per_example ? examples_ : 1;
  }
  [[nodiscard]] BlockView<S> kept(NodeId id) {
    const Instruction& k = instruction(id);
    return {values_.data() + offset_[id], k.shape, lanes(k)};
  }

  /// Room for blocks: all lanes of what is kept, a chunk's lanes, for each thread, of what is not,
  /// and for each part of the batch but the first a place for every sum.
  void lay_out(std::size_t threads) {
    const Recording<S>& program = program_.tape.recording();
    std::size_t size = 0;
    for (NodeId id = 0; id < program.instructions.size(); ++id) {
      const Instruction& k = program.instructions[id];
      std::size_t& end = schedule_.kept[id] ? size : scratch_size_;
      offset_.push_back(end);
      end += k.shape.size() * (schedule_.kept[id] ? lanes(k) : chunk_lanes_);
    }
    partial_.resize(program.instructions.size());
    for (const Phase& phase : schedule_.phases)
      for (const NodeId id : phase.sums) {
        partial_[id] = sums_size_;
        sums_size_ += program.instructions[id].shape.size();
      }
    const std::size_t chunks = (examples_ + chunk_lanes_ - 1) / chunk_lanes_;
    parts_ = std::min<std::size_t>(chunks, 32);
    values_.resize(size);
    scratch_.resize(scratch_size_ * threads);
    sums_.resize(sums_size_ * (parts_ - 1));
    unset_.resize(program.instructions.size());
  }

  /// A part of the batch: its chunks in order.
  void run_chunks(const Phase& phase, std::size_t part, std::size_t thread) {
    const std::size_t chunks = (examples_ + chunk_lanes_ - 1) / chunk_lanes_;
    Chunk chunk{.scratch = scratch_.data() + thread * scratch_size_, .part = part};
    for (std::size_t c = part * chunks / parts_; c < (part + 1) * chunks / parts_; ++c) {
      chunk.first = c * chunk_lanes_;
      chunk.lanes = std::min(chunk_lanes_, examples_ - chunk.first);
      for (const NodeId id : phase.per_example) compute(id, view(id, chunk), chunk);
      chunk.first_of_part = false;
    }
  }

  void compute(NodeId id, BlockView<S> y, const Chunk& chunk);

  /// A block's lanes of this chunk.
  [[nodiscard]] BlockView<S> view(NodeId id, const Chunk& chunk) {
    const Instruction& k = instruction(id);
    if (!k.per_example) return kept(id);
    if (!schedule_.kept[id])
      return {chunk.scratch + offset_[id], k.shape, chunk.lanes, chunk_lanes_};
    return {values_.data() + offset_[id] + chunk.first, k.shape, chunk.lanes, examples_};
  }

  /// A sum over a part of the batch; the first part's becomes the whole.
  [[nodiscard]] BlockView<S> sum_over_part(NodeId id, std::size_t part) {
    if (part == 0) return kept(id);
    return {sums_.data() + (part - 1) * sums_size_ + partial_[id], instruction(id).shape};
  }

  /// Every thread adds a share of each sum's entries, of each entry all parts in order.
  void add_parts(const Phase& phase) {
    const std::size_t shares = sums_size_ < 10'000 ? 1 : 8;  // few are added before a thread wakes
    share_out(shares, [&](std::size_t share, std::size_t) {
      for (const NodeId id : phase.sums) {
        const std::size_t size = instruction(id).shape.size();
        for (std::size_t part = 1; part < parts_; ++part) {
          S* const y = kept(id).data;
          const S* const more = sum_over_part(id, part).data;
          for (std::size_t i = share * size / shares; i < (share + 1) * size / shares; ++i)
            y[i] += more[i];
        }
      }
    });
  }

  Rewritten<S> program_;
  std::size_t examples_;
  std::size_t chunk_lanes_;
  Schedule schedule_;
  std::size_t parts_ = 1;         ///< of the batch: as many threads at most find work
  std::size_t scratch_size_ = 0;  ///< numbers that a thread needs between instructions
  std::size_t sums_size_ = 0;     ///< numbers in the sums of a part
  std::vector<std::size_t>
      input_size_;                    ///< numbers in an input, by its NodeId on the recorded tape
  std::vector<std::size_t> offset_;   ///< where each block begins, kept or between
  std::vector<std::size_t> partial_;  ///< where each sum begins among those of a part
  std::vector<S> values_, scratch_, sums_;
  std::vector<char> unset_;  ///< inputs without values for this number of examples
  std::shared_ptr<ThreadPool> pool_;
};

template <Scalar S>
void Replay<S>::compute(NodeId id, BlockView<S> y, const Chunk& chunk) {
  const Instruction& k = instruction(id);
  const BlockView<const S> u = as_const(view(k.left, chunk));
  const BlockView<const S> v = as_const(view(k.right, chunk));
  visit_primitive(k.opcode, [&]<class P>() {
    if constexpr (sums_over_examples<P>) {
      if (!chunk.first_of_part) return P::accumulate(sum_over_part(id, chunk.part), u, v);
      y = sum_over_part(id, chunk.part);
    }
    evaluate<P, S>(y, u, v);
  });
}

}  // namespace pathkernel
