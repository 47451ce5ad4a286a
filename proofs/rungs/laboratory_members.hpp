/// @file laboratory_members.hpp
/// What a laboratory does. Read here what laboratory.hpp declares.
///
/// Leaves out: anything a claim would have to include.
#pragma once

#include <chrono>

#include "proofs/rungs/choices_in.hpp"
#include "proofs/rungs/other_trainings.hpp"

namespace pathkernel {

template <Real S>
Laboratory<S>::Laboratory(const Problem& given, int digits_asked, const Trial& trial_asked)
    : problem(given), digits(digits_asked), trial(trial_asked), data(examples_in<S>(given)),
      until(given.until.template as<S>()), loss(loss_in<S>(given.loss)) {
  for (const Query& query : given.queries) try {
      queries.push_back(standardised_query(data, query.values));
    } catch (const std::invalid_argument& error) {
      reject("query ", query.name, ": ", error.what());
    }
  for (const Start& start : given.starts)
    std::visit([&](const auto& model) { models.emplace_back(model); }, start.model);
}

template <Real S>
Instance<S> Laboratory<S>::instance(const TrainingKey& key) const {
  return {problem.starts[key.start].name,
          models[key.start],
          loss,
          data,
          initial_parameters(key.start),
          until,
          queries,
          options(key.variant)};
}

template <Real S>
TrainingOptions<S> Laboratory<S>::how(const TrainingKey& key) const {
  TrainingOptions<S> how;
  if (key.variant == Variant::wrong) {  // a control, to be wrong in the third digit: 16 will do
    how.speed = S(1001) / 1000;
    how.method = Taylor{16};
    how.tolerance = std::max(S(S(1) / 1000000000000), how.tolerance);
  }
  if (problem.checkpoint && key.variant == problem.asked())
    how.checkpoint = Checkpoint{*problem.checkpoint};
  return how;
}

template <Real S>
Training<S> Laboratory<S>::trained_as_asked(const TrainingKey& key,
                                            const TrainingOptions<S>& how) const {
  const auto number = [](const ExactNumber& exact) { return exact.template as<S>(); };
  if (key.variant == Variant::momentum) {
    const auto& [mass, friction] = problem.momentum.value();
    return train_with_momentum<S>(instance(key), {number(mass), number(friction)}, how);
  }
  if (key.variant != Variant::steps) return pathkernel::train(instance(key), how);
  const auto& [rate, count] = problem.steps.value();
  StepOptions<S> steps{number(rate), count};
  if (problem.schedule) steps.schedule = schedule_of(*problem.schedule, data.count);
  return train_by_steps(instance(key), steps, how);
}

template <Real S>
void Laboratory<S>::train(const TrainingKey& named, const std::function<void(double)>& progress) {
  const TrainingKey key = resolved(named);
  const auto begin = std::chrono::steady_clock::now();
  TrainingOptions<S> options = how(key);
  options.progress = progress;
  Training<S> training = trained_as_asked(key, options);
  training.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  trainings_.at(key) = std::move(training);
}

template <Real S>
void Laboratory<S>::require_own_checkpoint() const {
  if (!problem.checkpoint || !std::filesystem::exists(*problem.checkpoint)) return;
  const TrainingKey key{0, problem.asked()};
  const Instance<S> it = instance(key);
  std::vector<S> w = it.w;
  VectorField<S> field = flow_of(it);
  if (problem.momentum) {
    const auto& [mass, friction] = *problem.momentum;
    const Momentum<S> momentum{mass.template as<S>(), friction.template as<S>()};
    field = momentum_flow(it.model, it.loss, it.data, momentum, it.flow);
    w = at_rest(w);
  }
  const Taylor method = how(key).method;
  Path<S> path = detail::path_to_be<S>(field, w, until, method);
  detail::resume_from(*problem.checkpoint, field, w, method, path);
}

template <Real S>
VectorField<S> Laboratory<S>::flow(const TrainingKey& key) const {
  return flow_of(instance(key));
}

template <Real S>
PathReader<S> Laboratory<S>::reader(const TrainingKey& key, const Training<S>& training,
                                    const std::vector<std::vector<S>>& at,
                                    const std::optional<FlowOptions<S>>& flow) const {
  return pathkernel::reader(instance(key), training.path, at, flow.value_or(training.flow));
}

template <Real S>
std::vector<KernelMachine<S>> Laboratory<S>::machines_by_rule(const TrainingKey& key,
                                                              const ChordRule<S>& rule) const {
  ChordOptions<S> options;
  options.rule = rule;
  return chord_machines(instance(key), training(key).trajectory, options);
}

template <Real S>
std::vector<S> Laboratory<S>::integral(const Path<S>& path, std::size_t components,
                                       const Integrand<S>& g) const {
  PathQuadrature<S> quadrature(std::vector<std::size_t>(components, 1),
                               PathQuadrature<S>::finest());
  return quadrature.integrate(path, g);
}

template <Real S>
std::vector<S> Laboratory<S>::initial_parameters(std::size_t start) const {
  std::vector<S> w;
  for (const ExactNumber& number : problem.starts[start].w) w.push_back(number.template as<S>());
  return w;
}

template <Real S>
S Laboratory<S>::model_output(std::size_t start, const std::vector<S>& w, const std::vector<S>& x,
                              std::size_t c) const {
  return pathkernel::outputs(models[start], w, x)[c];
}

template <Real S>
std::vector<S> Laboratory<S>::model_slopes(std::size_t start, const std::vector<S>& w,
                                           const std::vector<S>& velocity) const {
  std::vector<S> slopes;
  for (const std::vector<S>& x : queries) {
    Tape<S> tape;
    const std::vector<Var<S>> inputs = parameter_inputs(tape, models[start].parameters(), w);
    const Var<S> f =
        models[start](inputs, input(tape, {static_cast<std::uint32_t>(x.size()), 1}, x));
    std::vector<NodeId> moving;
    for (const Var<S>& block : inputs) moving.push_back(block.id);
    Expansion<S> along(tape, moving, std::array{f.id}, 1);
    along.run(0);
    auto next = velocity.begin();
    for (const NodeId block : moving)
      for (S& entry : along.coefficient(block, 1).entries()) entry = *next++;
    along.run(1);
    for (const S& slope : along.coefficient(f.id, 1).entries()) slopes.push_back(slope);
  }
  return slopes;
}

template <Real S>
std::string Laboratory<S>::in_units(const std::vector<S>& x) const {
  std::string text;
  for (std::size_t r = 0; r < x.size(); ++r)
    text += (r == 0 ? "" : ", ") + problem.data.features[r].name + " " +
            decimal(data.features[r].restore(x[r]), 4);
  return text;
}

template <Real S>
S Laboratory<S>::coarse() const {
  return S(1) / 100000000;
}

template <Real S>
Magnitude Laboratory<S>::size_of_data() const {
  return magnitude(S(static_cast<int>(data.count)));
}

template <Real S>
void Laboratory<S>::expect(const TrainingKey& key) {
  trainings_[resolved(key)];
}

template <Real S>
bool Laboratory<S>::trained(const TrainingKey& key) const {
  const auto place = trainings_.find(resolved(key));
  return place != trainings_.end() && place->second;
}

template <Real S>
const Training<S>& Laboratory<S>::training(const TrainingKey& key) const {
  return trainings_.at(resolved(key)).value();
}

template <Real S>
FlowOptions<S> Laboratory<S>::options(Variant variant) const {
  FlowOptions<S> flow;
  if (variant == Variant::plain || variant == Variant::wrong) return flow;
  if (problem.regularizer || variant == Variant::regularized)
    flow.regularizer = regularizer_in<S>(problem.tried_regularizer());
  if (variant == Variant::steps) return flow;  // whose batches come step by step
  if (problem.schedule || variant == Variant::batches)
    flow.batches = stretches_in(problem.tried_schedule(), data.count, until);
  return flow;
}

}  // namespace pathkernel
