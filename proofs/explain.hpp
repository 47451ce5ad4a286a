/// @file explain.hpp
/// Who speaks for a prediction: each training example's contribution -S_i to y - y_0.
///
/// A label's model predicts log-odds, a number's the standardised target; the latter is given back
/// in the target's own units, y = mean + deviation f, so that contributions are multiplied by the
/// deviation.
///
/// Leaves out: what would happen without an example. A contribution is not the effect of leaving it
/// out.
#pragma once

#include "proofs/claims/claim.hpp"
#include "proofs/outcome.hpp"

namespace pathkernel {

/// A training's prediction at query q: b, what all examples add to it, and their sum.
template <Real S>
[[nodiscard]] Prediction predict(const Laboratory<S>& laboratory, const TrainingKey& key,
                                 std::size_t q) {
  const KernelMachine<S>& machine = laboratory.training(key).machines[q];
  const S unit = laboratory.data.target ? laboratory.data.target->deviation : S(1);
  const S origin = laboratory.data.target ? laboratory.data.target->mean : S(0);
  const S y = machine.undivided_prediction();
  return {laboratory.problem.starts[key.start].name, laboratory.problem.queries[q].name,
          decimal(S(origin + unit * machine.b()), 6), decimal(S(unit * (y - machine.b())), 6),
          decimal(S(origin + unit * y), 6)};
}

/// The first query's prediction by one training, its `most` loudest examples listed.
template <Real S>
[[nodiscard]] Explanation explain(const Laboratory<S>& laboratory, const TrainingKey& key,
                                  std::size_t most = 6) {
  using std::abs;
  const Problem& problem = laboratory.problem;
  const KernelMachine<S>& machine = laboratory.training(key).machines.front();
  const S unit = laboratory.data.target ? laboratory.data.target->deviation : S(1);
  const S origin = laboratory.data.target ? laboratory.data.target->mean : S(0);

  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < laboratory.data.count; ++i) order.push_back(i);
  std::ranges::stable_sort(order, [&](std::size_t i, std::size_t j) {
    return abs(machine.contribution(i)) > abs(machine.contribution(j));
  });

  Explanation explanation;
  explanation.model = problem.starts[key.start].name;
  explanation.query = problem.queries.front().name;
  S all(0);
  S others(0);
  for (std::size_t place = 0; place < order.size(); ++place) {
    const std::size_t i = order[place];
    all += machine.contribution(i);
    if (place >= most) {
      others += machine.contribution(i);
      continue;
    }
    Contribution line;
    line.example = i + 1;
    for (const Feature& feature : problem.data.features)
      line.features.push_back(feature.cells[i].text());
    line.target = problem.data.target.cells[i].text();
    line.path_kernel = decimal(machine.path_kernel[i], 5);
    const std::optional<S> a = machine.coefficient(i);
    line.coefficient = a ? decimal(*a, 5) : "none";
    line.contribution = decimal(S(unit * machine.contribution(i)), 6);
    explanation.loudest.push_back(line);
  }
  explanation.others = order.size() - explanation.loudest.size();
  explanation.others_contribution = decimal(S(unit * others), 6);
  explanation.change = decimal(S(unit * all), 6);
  explanation.initial = decimal(S(origin + unit * machine.b()), 6);
  explanation.trained = decimal(S(origin + unit * (machine.b() + all)), 6);
  return explanation;
}

}  // namespace pathkernel
