/// @file laboratory_members.hpp
/// What a laboratory does. Read here what laboratory.hpp declares.
///
/// Leaves out: anything a claim would have to include.
#pragma once

#include "proofs/rungs/instance_members.hpp"

namespace pathkernel {

/// The loss of a problem, on one kind of tape.
template <Real S>
[[nodiscard]] LossOn<S> loss_on(const AnyLoss& any) {
  return std::visit([](const auto& loss) { return LossOn<S>(loss); }, any);
}

template <Real S>
Laboratory<S>::Laboratory(const Problem& given, int digits_asked, const Trial& trial_asked)
    : problem(given), digits(digits_asked), trial(trial_asked), data(standardised<S>(given.data)),
      until(given.until.template as<S>()), loss(loss_on<S>(given.loss)) {
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
  return {problem.starts[key.start].name, models[key.start], loss,    data,
          initial_parameters(key.start),  until,             queries, options(key.variant)};
}

template <Real S>
void Laboratory<S>::train(const TrainingKey& key, const std::function<void(double)>& progress) {
  TrainingOptions<S> how;
  how.progress = progress;
  if (key.variant == Variant::wrong) {  // a control, to be wrong in the third digit: 16 will do
    how.speed = S(1001) / 1000;
    how.method = Taylor{16};
    how.tolerance = std::max(S(S(1) / 1000000000000), how.tolerance);
  }
  trainings_.at(key) = pathkernel::train(instance(key), how);
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
S Laboratory<S>::model_output(std::size_t start, const std::vector<S>& w,
                              const std::vector<S>& x) const {
  return output(models[start], w, x);
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
    slopes.push_back(*along.coefficient(f.id, 1).data);
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
  trainings_[key];
}

template <Real S>
bool Laboratory<S>::trained(const TrainingKey& key) const {
  const auto place = trainings_.find(key);
  return place != trainings_.end() && place->second;
}

template <Real S>
const Training<S>& Laboratory<S>::training(const TrainingKey& key) const {
  return trainings_.at(key).value();
}

template <Real S>
FlowOptions<S> Laboratory<S>::options(Variant variant) const {
  FlowOptions<S> flow;
  if (variant == Variant::regularized) flow.regularizer = L2<S>{problem.l2.template as<S>()};
  if (variant == Variant::batches)
    flow.batches = cyclic_batches(data.count, problem.batch, S(until / problem.batches), until);
  return flow;
}

}  // namespace pathkernel
