/// @file recorded_learning.hpp
/// A learning together with the trajectory that was recorded of it, and what it learned from.
#pragma once

#include "kernel/steps/chord_kernel.hpp"
#include "kernel/steps/record.hpp"
#include "nn/learning/learn.hpp"
#include "nn/models/mlp.hpp"
#include "tests/nn/made_examples.hpp"

namespace pathkernel {

/// Four examples in one dimension. The query of the tests, x = 2/5, is none of them.
template <Real S>
[[nodiscard]] Examples<S> four_examples() {
  return made_examples<S>(1, {S(-3) / 4, S(1) / 5, S(2) / 3, S(7) / 6},
                          {S(1) / 2, S(1) / 3, S(3) / 5, S(0)});
}

/// The network that learns them, where it has no kinks.
inline const Mlp tanh_model{{1, 3, 1}, Activation::tanh};

template <Real S>
struct RecordedLearning {
  Trajectory<S> trajectory = {};
  std::vector<S> losses = {};
};

/// Learns as far as is asked for, whatever the loss does.
template <Real S, class M, class L, class Method>
[[nodiscard]] RecordedLearning<S> recorded_learning(
    const M& model, const L& loss, const Examples<S>& data,
    const std::type_identity_t<LearningState<S>>& start, const Method& method,
    std::type_identity_t<LearningOptions<S>> options) {
  RecordedLearning<S> recorded;
  options.largest_growth = S(1000000);
  options.observers = {record(recorded.trajectory, method, start)};
  recorded.losses = learn(model, loss, data, start, method, options).losses;
  return recorded;
}

}  // namespace pathkernel
