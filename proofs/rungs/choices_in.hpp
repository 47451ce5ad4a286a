/// @file choices_in.hpp
/// What was asked for by name, in one scalar type.
///
/// Leaves out: what is done with it, see laboratory_members.hpp.
#pragma once

#include "nn/learning/schedule.hpp"
#include "proofs/training/instance.hpp"
#include "proofs/problem/problem.hpp"

namespace pathkernel {

template <Real S>
[[nodiscard]] LossOn<S> loss_in(const AnyLoss& any) {
  using enum AnyLoss::Kind;
  switch (any.kind) {
    case squared: return SquaredLoss{};
    case logistic: return LogisticLoss{};
    case softmax: return SoftmaxCrossEntropy{};
    case pseudo_huber: return PseudoHuber<S>{any.constant.template as<S>()};
    case smooth_hinge: return SmoothHinge<S>{any.constant.template as<S>()};
    case likelihood: return NegativeLogLikelihood{DensityOutput::log_density};
    case likelihood_of_density: return NegativeLogLikelihood{DensityOutput::density};
  }
  return SquaredLoss{};
}

template <Real S>
[[nodiscard]] Regularizer<S> regularizer_in(const AnyRegularizer& any) {
  const L2<S> l2{any.l2.template as<S>()};
  const SmoothL1<S> l1{any.l1.template as<S>(), any.delta.template as<S>()};
  switch (any.kind) {
    case AnyRegularizer::Kind::l2: return l2;
    case AnyRegularizer::Kind::smooth_l1: return l1;
    case AnyRegularizer::Kind::elastic: return Elastic<S>{l1, l2};
  }
  return l2;
}

[[nodiscard]] inline BatchSchedule schedule_of(const AnySchedule& any, std::size_t examples) {
  return any.seed ? BatchSchedule::shuffled(examples, any.batch, *any.seed)
                  : BatchSchedule::cyclic(examples, any.batch);
}
template <Real S>
[[nodiscard]] std::vector<Stretch<S>> stretches_in(const AnySchedule& any, std::size_t examples,
                                                   const S& until) {
  const S period = any.period ? any.period->template as<S>() : S(until / 8);
  return schedule_of(any, examples).stretches(period, until);
}

/// The examples, in the units and with the targets that the loss wants.
template <Real S>
[[nodiscard]] Examples<S> examples_in(const Problem& problem) {
  Examples<S> examples = standardised<S>(problem.data);
  if (!problem.has_target()) {
    examples.targets = 0;
    examples.y.clear();
  }
  if (problem.loss.kind == AnyLoss::Kind::smooth_hinge)
    for (S& y : examples.y) y = 2 * y - 1;  // its labels are -1 and 1
  return examples;
}

}  // namespace pathkernel
