/// @file record.hpp
/// Writes down a learning's trajectory while it learns.
///
///     Trajectory<S> trajectory;
///     learn(model, loss, data, start, method,
///           {.steps = 100, .observers = {record(trajectory, method, start)}});
///
/// An observer is shown w_s and the batch that comes next: that one belongs to the trajectory as
/// soon as w_{s+1} is there, and the last of all never does.
///
/// Leaves out: searches, whose steps no rate describes.
/// Next: chord_rule.hpp.
#pragma once

#include "kernel/steps/trajectory.hpp"
#include "nn/learning/gradient_descent.hpp"
#include "nn/learning/learning.hpp"
#include "nn/learning/momentum.hpp"

namespace pathkernel {

/// β = 0: no step knows of those before it.
template <Real S>
[[nodiscard]] Inertia<S> inertia_of(const GradientDescent<S>&) {
  return {};
}
/// β, and the gradient is met where the ball is.
template <Real S>
[[nodiscard]] Inertia<S> inertia_of(const HeavyBall<S>& method) {
  return {method.momentum, false};
}
/// β, and the gradient is met ahead of it.
template <Real S>
[[nodiscard]] Inertia<S> inertia_of(const Nesterov<S>& method) {
  return {method.momentum, true};
}

/// A method whose steps are linear in the gradients, with a rate for each.
template <class M, class S>
concept LinearMethod = GradientMethod<M, S> && requires(const M& method) {
  { inertia_of(method) } -> std::same_as<Inertia<S>>;
  { method.learning_rate } -> std::convertible_to<LearningRate<S>>;
};

/// Begins the trajectory anew, and returns who will write it. A learning that is gone on from may
/// be recorded by the same observer.
///
/// @param into   must outlive the learning
/// @param start  where the learning begins: w, or the state in which another one ended
template <Real S, LinearMethod<S> Method>
[[nodiscard]] Observer<S> record(Trajectory<S>& into, const Method& method,
                                 const std::type_identity_t<LearningState<S>>& start) {
  into = {.inertia = inertia_of(method)};
  if (into.inertia.momentum != 0 && !start.memory.empty()) into.velocity = start.memory.front();
  return [&into, first = start.steps, rate = LearningRate<S>(method.learning_rate),
          batch = std::vector<std::size_t>()](const LearningView<S>& view) mutable {
    const std::size_t known = first + into.w.size();  // the step that is to come
    const bool again = view.step + 1 == known && !into.w.empty() &&
                       std::ranges::equal(view.w, into.w.back());  // where one is gone on from
    if (view.step != known && !again)
      reject("kernel: step ", view.step, " in a trajectory that begins at step ", first,
             " and has ", into.w.size(),
             " w; record a learning from its start, and each by itself.");
    if (!again) {
      if (!into.w.empty()) {
        into.rates.push_back(rate.at(view.step - 1));
        into.batches.push_back(batch);
      }
      into.w.emplace_back(view.w.begin(), view.w.end());
    }
    batch.assign(view.batch.begin(), view.batch.end());
    return true;
  };
}

}  // namespace pathkernel
