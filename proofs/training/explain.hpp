/// @file explain.hpp
/// Who speaks for a prediction: each training example's contribution -S_i to y - b.
///
/// A label's model predicts log-odds, a classes' one a logit for each, a number's the standardised
/// target; the latter is given back in the target's own units, y = mean + deviation f, so that
/// contributions are multiplied by the deviation.
///
/// Leaves out: what would happen without an example. A contribution is not the effect of leaving it
/// out.
#pragma once

#include "nn/data/classes.hpp"
#include "proofs/claims/claim.hpp"
#include "proofs/outcome.hpp"

namespace pathkernel {

namespace detail {

/// From a model's output to the target's own units.
template <Real S>
struct OwnUnits {
  S origin = S(0), unit = S(1);

  explicit OwnUnits(const Examples<S>& data) {
    if (!data.target) return;
    origin = data.target->mean;
    unit = data.target->deviation;
  }
  [[nodiscard]] std::string value(const S& f) const { return decimal(S(origin + unit * f), 6); }
  [[nodiscard]] std::string difference(const S& f) const { return decimal(S(unit * f), 6); }
};

/// The output that is largest at query q.
template <Real S>
[[nodiscard]] std::size_t largest_output(const Laboratory<S>& laboratory, const TrainingKey& key,
                                         std::size_t q) {
  const std::span<const S> all(laboratory.training(key).outputs);
  return predicted_class(all.subspan(q * laboratory.outputs(), laboratory.outputs()));
}

/// What the file says of example i's target.
[[nodiscard]] inline std::string target_of(const Problem& problem, std::size_t i) {
  if (!problem.has_target()) return "";
  const Target& target = problem.data.target;
  if (target.classes.empty()) return target.cells[i].text();
  return target.classes[labels_of(problem.data)[i]];
}

/// Example i's line. K and a_i are those of one term, and an example has C of them.
template <Real S>
[[nodiscard]] Contribution line_of(const Laboratory<S>& laboratory, const KernelMachine<S>& machine,
                                   std::size_t i) {
  const Problem& problem = laboratory.problem;
  Contribution line;
  line.example = i + 1;
  for (const Feature& feature : problem.data.features)
    line.features.push_back(feature.cells[i].text());
  line.target = target_of(problem, i);
  line.contribution = OwnUnits<S>(laboratory.data).difference(machine.contribution(i));
  if (machine.outputs > 1) return line;
  line.path_kernel = decimal(machine.path_kernel[i], 5);
  const std::optional<S> a = machine.coefficient(i);
  line.coefficient = a ? decimal(*a, 5) : "none";
  return line;
}

}  // namespace detail

/// A training's prediction of a row: b, what all examples add to it, and their sum.
template <Real S>
[[nodiscard]] Prediction predict(const Laboratory<S>& laboratory, const TrainingKey& key,
                                 std::size_t row) {
  const KernelMachine<S>& machine = laboratory.training(key).machines[row];
  const detail::OwnUnits<S> own(laboratory.data);
  const S y = machine.undivided_prediction();
  std::string where = laboratory.problem.row_name(row);
  const std::size_t C = laboratory.outputs();
  if (C > 1 && detail::largest_output(laboratory, key, row / C) == row % C) where += " (predicted)";
  return {laboratory.problem.starts[key.start].name, where, own.value(machine.b()),
          own.difference(y - machine.b()), own.value(y)};
}

/// The first query's prediction by one training, of the class predicted where there are several,
/// its loudest examples listed: as many as were asked for.
template <Real S>
[[nodiscard]] Explanation explain(const Laboratory<S>& laboratory, const TrainingKey& key) {
  const Problem& problem = laboratory.problem;
  const std::size_t row = detail::largest_output(laboratory, key, 0);
  const KernelMachine<S>& machine = laboratory.training(key).machines[row];
  const detail::OwnUnits<S> own(laboratory.data);

  Explanation explanation;
  explanation.model = problem.starts[key.start].name;
  explanation.query = problem.row_name(row);
  S all(0), others(0);
  for (const std::size_t i : machine.by_contribution()) {
    all += machine.contribution(i);
    if (explanation.loudest.size() < problem.top)
      explanation.loudest.push_back(detail::line_of(laboratory, machine, i));
    else
      others += machine.contribution(i);
  }
  explanation.others = machine.examples() - explanation.loudest.size();
  explanation.others_contribution = own.difference(others);
  explanation.change = own.difference(all);
  explanation.initial = own.value(machine.b());
  explanation.trained = own.value(S(machine.b() + all));
  return explanation;
}

}  // namespace pathkernel
