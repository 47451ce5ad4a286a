/// @file instance_members.hpp
/// What is done with an instance. Read here what instance.hpp declares.
///
/// Leaves out: anything a claim would have to include.
#pragma once

#include <chrono>

#include "autodiff/listing.hpp"
#include "nn/ode/defect.hpp"
#include "proofs/rungs/instantiations.hpp"

namespace pathkernel {

template <Real S>
VectorField<S> flow_of(const Instance<S>& instance) {
  return gradient_flow(instance.model, instance.loss, instance.data, instance.flow);
}

template <Real S>
Training<S> train(const Instance<S>& instance, const TrainingOptions<S>& options) {
  const auto begin = std::chrono::steady_clock::now();
  const auto progress = [&](double fraction) {
    if (options.progress) options.progress(fraction);
  };
  // Three quarters of the bar are the path's, the rest the integrals' along it. A longer path
  // than this would not fit into memory, and is one that has gone wrong.
  const IntegrationLimits limits{.max_steps = 10000,
                                 .on_step = [&](double done) { progress(done * 3 / 4); },
                                 .checkpoint = options.checkpoint};
  VectorField<S> field = flow_of(instance);
  VectorField<S> followed = field;
  if (options.speed != S(1))
    for (NodeId& block : followed.derivative) block = (options.speed * followed.tape[block]).id;
  Path<S> path = integrate(followed, instance.w, instance.until, options.method, limits);
  S defect = path_defect(field, path);
  Training<S> training{instance.flow, std::move(field), std::move(path), std::move(defect)};

  PathReader<S> along = reader(instance, training.path, instance.queries);
  const QuadratureOptions<S> quadrature{.tolerance = options.tolerance,
                                        .on_step = [&](double done) { progress((3 + done) / 4); }};
  training.machines = kernel_machines(along, quadrature, &training.quadrature);
  along.go_to(instance.until);
  for (std::size_t row = 0; row < along.rows(); ++row)
    training.outputs.push_back(along.output(row));
  training.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return training;
}

template <Real S>
PathReader<S> reader(const Instance<S>& instance, const Path<S>& path, const Points<S>& at,
                     const std::type_identity_t<std::optional<FlowOptions<S>>>& flow) {
  const TrainedModel trained{instance.model, instance.loss, instance.data, path,
                             flow.value_or(instance.flow)};
  return PathReader<S>(trained, at);
}

template <Real S>
S largest_residual(const Training<S>& training) {
  using std::abs;
  S largest(0);
  for (std::size_t row = 0; row < training.machines.size(); ++row)
    keep_largest(largest,
                 S(abs(S(training.outputs[row] - training.machines[row].undivided_prediction()))));
  return largest;
}

namespace detail {
template <Real S>
[[nodiscard]] Decimals decimals(const std::vector<S>& numbers) {
  Decimals text;
  for (const S& number : numbers) text.push_back(full_decimal(number));
  return text;
}
/// A block of numbers that lies example after example within a row, by example.
template <Real S>
[[nodiscard]] std::vector<Decimals> by_example(const std::vector<S>& numbers, std::size_t count) {
  std::vector<Decimals> text(count);
  for (std::size_t n = 0; n < numbers.size(); ++n)
    text[n % count].push_back(full_decimal(numbers[n]));
  return text;
}
}  // namespace detail

template <Real S>
RecordedTraining record(const Instance<S>& instance, const Training<S>& training) {
  using detail::decimals, detail::by_example;
  RecordedTraining all;
  all.name = instance.name;
  if (training.field.objective)
    all.program = listing(training.field.tape[*training.field.objective]);
  all.w = decimals(instance.w);
  all.until = full_decimal(instance.until);
  all.x = by_example(instance.data.x, instance.data.count);
  if (instance.data.targets > 0) all.y = by_example(instance.data.y, instance.data.count);
  for (const std::vector<S>& query : instance.queries) all.queries.push_back(decimals(query));
  for (const Stretch<S>& stretch : training.flow.batches) {
    all.batches.push_back(decimals(stretch.control));
    all.batches.back().insert(all.batches.back().begin(), full_decimal(stretch.start));
  }
  for (const KernelMachine<S>& machine : training.machines) {
    all.outputs = machine.outputs;
    all.path_kernel.push_back(decimals(machine.path_kernel));
    all.loss_weighted.push_back(decimals(machine.loss_weighted));
    all.b.push_back(full_decimal(machine.b()));
  }
  all.y_trained = decimals(training.outputs);
  std::vector<S> w = training.trajectory.steps() > 0 ? training.trajectory.w.back()
                                                     : training.path.final_state();
  w.resize(instance.w.size());  // what a flow carries along beside w comes after it
  all.w_trained = decimals(w);
  return all;
}

template <Real S>
void check_identity(Evidence& evidence, const Instance<S>& instance, const Training<S>& training) {
  for (std::size_t row = 0; row < training.machines.size(); ++row) {
    const KernelMachine<S>& machine = training.machines[row];
    evidence.vanishes(instance.name + ", row " + std::to_string(row),
                      magnitude(S(training.outputs[row] - machine.undivided_prediction())),
                      size_of_terms(machine));
  }
  evidence.defect(instance.name + ": the path's defect |w' + ∇L|", magnitude(training.defect),
                  magnitude(S(static_cast<int>(instance.data.count))));
  evidence.keep(record(instance, training));
}

template <Real S>
void check_order(Evidence& evidence, const Instance<S>& instance, int steps, std::size_t order) {
  std::vector<double> log_step, log_residual;
  for (const int refined : {8 * steps, 16 * steps, 32 * steps}) {
    TrainingOptions<S> options;
    options.method.fixed_order = order;
    options.tolerance = std::max(options.tolerance, S(S(1) / 10'000'000'000 / 10'000'000'000));
    options.method.fixed_step = static_cast<double>(instance.until) / refined;
    log_step.push_back(std::log(*options.method.fixed_step));
    log_residual.push_back(magnitude(largest_residual(train(instance, options))).log);
  }
  evidence.order(instance.name + ": residual by Taylor's method of order " + std::to_string(order),
                 log_step, log_residual, static_cast<double>(order));
}

}  // namespace pathkernel
