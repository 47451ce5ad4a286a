/// @file training_kernel.hpp
/// Kernel machines of trainings that precondition, remember, or both (training_reader.hpp).
///
/// Without memory, y(T) = y_0 - ∫ G·∇L dt, and all is Theorem 1 with G in the place of ∇f(x):
///
///     K(x, x_i) = ∫ I_i G_t(x)·∇f_t(x_i) dt
///
/// With n' = -κ n - σ ∇L, what was met at s acts at all times t > s. Exchanging the integrals,
///
///     y(T) = y_0 + ∫ G·n dt = y_0 + A(0)·n_0/σ - ∫ A(s)·∇L ds,   A(s) = σ ∫_s^T e^(-κ(t-s)) G_t dt
///     K(x, x_i) = ∫ I_i A_s(x)·∇f_s(x_i) ds
///
/// a *cross-time* kernel: ∇f(x) of later times against ∇f(x_i) of earlier ones. A needs no more
/// than P numbers for a query, however many examples there are: A' = κ A - σ G from A(T) = 0,
/// backwards. So steps are taken last first, and each needs what the step after it left.
///
/// A step is divided where it is too long for the memory, or where more nodes don't settle it.
///
/// Leaves out: paths that are forgotten as they are made: who goes back must have arrived. And what
/// no node sees: far from the data tanh turns within so short a time that ∇f seems to jump, as
/// relu's does at a kink, while a peak of it between the nodes is lost. At such a query compare
/// undivided_prediction() with the model's output at the end of the path.
/// Source: Domingos (2020), Theorem 1, which he expects to extend to such trainings.
/// Next: preconditioned_kernel.hpp.
#pragma once

#include <deque>

#include "kernel/path/path_kernel.hpp"
#include "kernel/path/training_sums.hpp"

namespace pathkernel {

/// The integrals over a path's steps, given from the last to the first.
template <Real S>
class TrainingIntegrals {
 public:
  explicit TrainingIntegrals(TrainingReader<S>& reader,
                             const S& tolerance = PathQuadrature<S>::finest())
      : reader_(reader), tolerance_(tolerance), initial_(reader.initial()), sums_(reader) {
    rules_.emplace_back(static_cast<std::size_t>(all_digits<S> / 4 + 4));
  }

  void add(const Step<S>& step) {
    divided_ = 0;
    add(step, S(0), step.length);
  }

  /// The machines, once all steps are added.
  [[nodiscard]] std::vector<KernelMachine<S>> machines() const {
    const auto n = static_cast<std::ptrdiff_t>(reader_.columns());
    std::vector<KernelMachine<S>> machines;
    for (std::size_t row = 0; row < initial_.size(); ++row) {
      const auto from = sums_.integrals.row(row).begin();
      machines.push_back({{from, from + n},
                          {from + n, from + 2 * n},
                          initial_[row],
                          from[2 * n],
                          reader_.outputs_per_point(),
                          reader_.share_of_start(sums_.A.row(row)),
                          sums_.sizes(row, 0)});
    }
    return machines;
  }

  QuadratureEffort effort;

 private:
  static constexpr std::size_t most_nodes = 2 * static_cast<std::size_t>(all_digits<S>) + 4;
  static constexpr std::size_t most_divided = 256;  // a kink is enclosed at 50 digits by 166

  /// A part of a step, which ends where the part that was added before it begins.
  void add(const Step<S>& step, const S& start, const S& length) {
    const auto& memory = reader_.memory();
    const bool remembered = !memory || memory->forgetting * length <= S(longest_memory_panel);
    if (remembered && settle(step, start, length)) return;
    if (remembered && ++divided_ > most_divided)
      fail("kernel: the step from t = ", step.start, " was divided ", most_divided,
           " times, and its integrals do not settle near t = ", S(step.start + start),
           "; the query is too near a singularity. Move it, or shorten the steps.");
    const S half = length / 2;
    add(step, S(start + half), half);
    add(step, start, half);
  }

  /// Adds a part if two rules agree on it. The next part begins with what sufficed, or with less if
  /// that did at once.
  bool settle(const Step<S>& step, const S& start, const S& length) {
    TrainingSums<S> coarse = with(step, start, length, rule(level_));
    for (std::size_t level = level_ + 1; rule(level).count() <= most_nodes; ++level) {
      TrainingSums<S> fine = with(step, start, length, rule(level));
      if (fine.agree_with(coarse, tolerance_)) {
        sums_ = std::move(fine);
        level_ = level > level_ + 1 ? level - 1 : std::max<std::size_t>(level_, 1) - 1;
        return true;
      }
      coarse = std::move(fine);
    }
    return false;
  }

  TrainingSums<S> with(const Step<S>& step, const S& start, const S& length,
                       const TailRule<S>& rule) {
    effort.evaluations += rule.count();
    effort.most_nodes = std::max(effort.most_nodes, rule.count());
    return with_part(sums_, reader_, step, start, length, rule);
  }

  /// Rules of more and more nodes, about a quarter more each.
  const TailRule<S>& rule(std::size_t level) {
    while (rules_.size() <= level) rules_.emplace_back(rules_.back().count() * 5 / 4 + 2);
    return rules_[level];
  }

  TrainingReader<S>& reader_;
  S tolerance_;
  std::vector<S> initial_;
  TrainingSums<S> sums_;
  std::deque<TailRule<S>> rules_;
  std::size_t level_ = 0;    ///< of the rule to begin with
  std::size_t divided_ = 0;  ///< how often the step had to be, for its nodes did not settle it
};

/// The kernel machine of each of the reader's rows: of every output at every query.
/// @param effort  if given, what it cost
template <Real S>
[[nodiscard]] std::vector<KernelMachine<S>> kernel_machines(
    TrainingReader<S>& reader, const QuadratureOptions<S>& options = {},
    QuadratureEffort* effort = nullptr) {
  const std::vector<Step<S>>& steps = reader.path().steps();
  if (steps.empty()) reject("kernel: a path of no steps; there is nothing to integrate.");
  TrainingIntegrals<S> integrals(reader, options.tolerance);
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    integrals.add(*step);
    if (options.on_step)
      options.on_step(static_cast<double>(S(1 - step->start / reader.path().end())));
  }
  if (effort) *effort = integrals.effort;
  return integrals.machines();
}

}  // namespace pathkernel
