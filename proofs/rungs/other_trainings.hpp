/// @file other_trainings.hpp
/// Trainings that are no gradient flow: a heavy ball's flow, and finite steps.
///
/// Both end in the same form, y = b - Σ_i S_i, with kernels of their own: across times for
/// momentum, along the chords of steps for finite ones.
///
/// Leaves out: gradient flow itself, see instance_members.hpp.
#pragma once

#include "kernel/path/momentum_kernel.hpp"
#include "kernel/steps/chord_kernel.hpp"
#include "kernel/steps/record.hpp"
#include "nn/learning/learn.hpp"
#include "proofs/rungs/instance_members.hpp"

namespace pathkernel {

/// f_c(x) at w, by rows.
template <Real S>
[[nodiscard]] std::vector<S> outputs_at(const Instance<S>& instance, const std::vector<S>& w) {
  std::vector<S> rows;
  for (const std::vector<S>& x : instance.queries)
    for (const S& y : outputs(instance.model, w, x)) rows.push_back(y);
  return rows;
}

/// Follows the heavy ball from rest to T.
template <Real S>
[[nodiscard]] Training<S> train_with_momentum(const Instance<S>& instance,
                                              const Momentum<S>& momentum,
                                              const TrainingOptions<S>& options) {
  const IntegrationLimits limits{.max_steps = 10000,
                                 .on_step = [&](double done) { options.progress(done / 2); },
                                 .checkpoint = options.checkpoint};
  VectorField<S> field =
      momentum_flow(instance.model, instance.loss, instance.data, momentum, instance.flow);
  Path<S> path = integrate(field, at_rest(instance.w), instance.until, options.method, limits);
  S defect = path_defect(field, path);
  Training<S> training{instance.flow, std::move(field), std::move(path), std::move(defect)};

  const TrainedModel trained{instance.model, instance.loss, instance.data, training.path,
                             instance.flow};
  TrainingReader<S> along = momentum_reader(trained, momentum, instance.queries);
  const QuadratureOptions<S> quadrature{
      .tolerance = options.tolerance,
      .on_step = [&](double done) { options.progress((1 + done) / 2); }};
  training.machines = kernel_machines(along, quadrature, &training.quadrature);
  std::vector<S> w = training.path.final_state();
  w.resize(instance.w.size());  // the velocity comes after it
  training.outputs = outputs_at(instance, w);
  return training;
}

/// How steps are made: w ← w - ε ∇L_s(w).
template <Real S>
struct StepOptions {
  S rate;
  std::size_t count;
  std::optional<BatchSchedule> schedule = {};
};

/// The gradient of every step's batch as a flow: one stretch for each batch.
template <Real S>
[[nodiscard]] FlowOptions<S> flow_of_batches(const Trajectory<S>& trajectory,
                                             const FlowOptions<S>& options, std::size_t examples) {
  FlowOptions<S> flow{options.regularizer, {}};
  for (std::size_t s = 0; s < trajectory.steps(); ++s) {
    flow.batches.push_back({S(static_cast<int>(s)), std::vector<S>(examples, S(0))});
    for (const std::size_t i : trajectory.batches[s]) flow.batches.back().control[i] += S(1);
  }
  return flow;
}

/// max |w_{s+1} - w_s + ε ∇L_s(w_s)| over steps and components, with ∇L from the flow's program and
/// not from the one that has learned.
template <Real S>
[[nodiscard]] S defect_of_steps(const VectorField<S>& field, const Trajectory<S>& trajectory) {
  using std::abs;
  RightHandSide<S> minus_gradient(field);
  std::vector<S> slope(trajectory.w.front().size());
  S worst(0);
  for (std::size_t s = 0; s < trajectory.steps(); ++s) {
    minus_gradient.enter_stretch(s);
    minus_gradient(trajectory.w[s], slope);
    for (std::size_t p = 0; p < slope.size(); ++p)
      keep_largest(worst, S(abs(trajectory.w[s + 1][p] - trajectory.w[s][p] -
                                trajectory.rates[s] * slope[p])));
  }
  return worst;
}

/// The kernel machines of what steps have led to. @param rule  how chords are integrated along
template <Real S>
[[nodiscard]] std::vector<KernelMachine<S>> chord_machines(const Instance<S>& instance,
                                                           const Trajectory<S>& trajectory,
                                                           const ChordOptions<S>& rule = {}) {
  const LearnedModel<S, ModelOn<S>, LossOn<S>> learned{instance.model, instance.loss, instance.data,
                                                       trajectory, instance.flow.regularizer};
  return kernel_machines(learned, instance.queries, rule);
}

/// Makes the steps.
template <Real S>
[[nodiscard]] Training<S> train_by_steps(const Instance<S>& instance, const StepOptions<S>& how,
                                         const TrainingOptions<S>& options) {
  const GradientDescent<S> method{how.rate};
  Trajectory<S> trajectory;
  const Observer<S> report = [&](const LearningView<S>& view) {
    options.progress(static_cast<double>(view.step) / static_cast<double>(2 * view.last));
    return true;
  };
  (void)learn(instance.model, instance.loss, instance.data, instance.w, method,
              {.schedule = how.schedule,
               .steps = how.count,
               .regularizer = instance.flow.regularizer,
               .observers = {record(trajectory, method, instance.w), report}});
  FlowOptions<S> flow = flow_of_batches(trajectory, instance.flow, instance.data.count);
  VectorField<S> field = gradient_flow(instance.model, instance.loss, instance.data, flow);
  S defect = defect_of_steps(field, trajectory);
  Training<S> training{std::move(flow), std::move(field), Path<S>(instance.w.size()),
                       std::move(defect)};
  training.machines = chord_machines(instance, trajectory);
  training.outputs = outputs_at(instance, trajectory.w.back());
  training.trajectory = std::move(trajectory);
  options.progress(1);
  return training;
}

}  // namespace pathkernel
