/// @file a04_kernel_machine.hpp
/// Statement.   The trained model is a kernel machine (claim A4, Theorem 1 as stated):
///                y(x) = Σ_i a_i K(x, x_i) + b,    K(x, x_i) = ∫ Θ_t(x, x_i) dt,
///              with a_i the average of -L'_i along the path, weighted by Θ_t(x, x_i).
/// Hypotheses.  Those of claim A3, and K(x, x_i) != 0 for every i.
/// Derivation.  Multiply and divide each S_i of claim A3 by K(x, x_i).                             ∎
/// Computation. a_i = -S_i/K, then the sum, at every query. An average lies between least and greatest
///              of what it averages: so it is checked where Θ_t(x, x_i) keeps its sign on the path. Where
///              it changes sign the weights are not those of an average, and a line of further queries
///              is searched for an a_i outside of the range.
/// Control.     The loudest example left out must show; so must the a_i of another query, as if they were
///              constants, unless the model is linear in w: its Θ does not move, and a_i is the plain
///              average of -L'_i over time, whatever x.
/// Not claimed. That the a_i exist everywhere (claim A5), are constant in x (A10), or that this K is the
///              only kernel for which the equation holds (C3).
#pragma once

#include "proofs/claims/claim.hpp"

namespace pathkernel {

/// What Θ_t(x, x_i) and -L'_i did along a path, at sampled times.
template <Real S>
struct AlongPath {
  S least_kernel, greatest_kernel;          ///< of Θ_t(x, x_i)
  S least_derivative, greatest_derivative;  ///< of -L'_i
};

/// AlongPath of every query and example, [q m + i], from 9 times in every step, its ends among them.
template <Real S>
[[nodiscard]] std::vector<AlongPath<S>> observe(const Laboratory<S>& laboratory, std::size_t start,
                                                const Path<S>& path,
                                                const std::vector<std::vector<S>>& queries) {
  PointGradients<S> at_queries = laboratory.gradients(start, queries);
  PointGradients<S> at_examples = laboratory.gradients(start);
  LossDerivatives<S> losses = laboratory.loss_derivatives();
  const std::size_t m = at_examples.count();
  std::vector<AlongPath<S>> seen;
  for (const Step<S>& step : path.steps())
    for (int k = 0; k <= 8; ++k) {
      const std::vector<S> w = path.state_in(step, step.length * k / 8);
      at_queries.evaluate(w);
      at_examples.evaluate(w);
      std::vector<S> outputs;
      for (std::size_t i = 0; i < m; ++i) outputs.push_back(at_examples.output(i));
      const std::vector<S> loss_derivative = losses.at(outputs);
      const bool first = seen.empty();
      if (first) seen.resize(queries.size() * m);
      for (std::size_t q = 0; q < queries.size(); ++q)
        for (std::size_t i = 0; i < m; ++i) {
          const S kernel = tangent_kernel(at_queries, q, at_examples, i);
          const S derivative = -loss_derivative[i];
          AlongPath<S>& it = seen[q * m + i];
          if (first) it = {kernel, kernel, derivative, derivative};
          it.least_kernel = std::min(it.least_kernel, kernel);
          it.greatest_kernel = std::max(it.greatest_kernel, kernel);
          it.least_derivative = std::min(it.least_derivative, derivative);
          it.greatest_derivative = std::max(it.greatest_derivative, derivative);
        }
    }
  return seen;
}

/// How far a lies outside the range of -L'_i, in units of that range; at most 0 inside.
template <Real S>
[[nodiscard]] S outside(const S& a, const AlongPath<S>& along) {
  const S range = along.greatest_derivative - along.least_derivative;
  return std::max(along.least_derivative - a, a - along.greatest_derivative) / range;
}

/// The most telling a_i that is no average, on a line of queries from the first to the last; empty if
/// there is none.
template <Real S>
[[nodiscard]] std::string case_of_no_average(const Laboratory<S>& laboratory, std::size_t start) {
  const TrainingKey key{start, Variant::plain};
  const Training<S>& training = laboratory.training(key);
  const std::size_t m = laboratory.data.count;
  const int points = 26;
  std::vector<std::vector<S>> line;
  for (int k = 0; k < points; ++k) {
    std::vector<S> x = laboratory.queries.front();
    for (std::size_t r = 0; r < x.size(); ++r)
      x[r] += (laboratory.queries.back()[r] - x[r]) * k / (points - 1);
    line.push_back(x);
  }
  const S coarse = S(1) / 100000000;
  const std::vector<KernelMachine<S>> machines = laboratory.machines(key, training, line, coarse);
  const std::vector<AlongPath<S>> seen = observe(laboratory, start, training.path, line);
  S farthest(0);
  std::string what;
  for (std::size_t q = 0; q < line.size(); ++q)
    for (std::size_t i = 0; i < m; ++i) {
      const AlongPath<S>& along = seen[q * m + i];
      const std::optional<S> a = machines[q].coefficient(i);
      if (!(along.least_kernel < 0 && along.greatest_kernel > 0) || !a) continue;
      if (!(outside(*a, along) > farthest)) continue;
      farthest = outside(*a, along);
      const Standardisation<S>& unit = laboratory.data.features.front();
      what = "a = " + decimal(*a, 4) + " for example " + std::to_string(i + 1) + " at " +
             laboratory.problem.data.features.front().name + " " +
             decimal(unit.restore(line[q].front()), 4) + ", where -L' stays in [" +
             decimal(along.least_derivative, 4) + ", " + decimal(along.greatest_derivative, 4) + "]";
    }
  return what;
}

template <Real S>
void decide_kernel_machine(const Laboratory<S>& laboratory, Decision& decision) {
  Evidence<S> evidence(laboratory, decision);
  const std::size_t m = laboratory.data.count;
  std::string shown;
  for (std::size_t start = 0; start < laboratory.problem.starts.size(); ++start) {
    using std::abs;
    const Training<S>& training = laboratory.training({start, Variant::plain});
    const std::string& name = laboratory.problem.starts[start].name;
    const std::vector<AlongPath<S>> seen =
        observe(laboratory, start, training.path, laboratory.queries);
    S left_out(0);
    S constant(0);
    std::size_t one_sign = 0;
    std::size_t averages = 0;
    for (std::size_t q = 0; q < laboratory.queries.size(); ++q) {
      const KernelMachine<S>& machine = training.machines[q];
      const std::optional<S> prediction = machine.prediction();
      if (!prediction) {
        evidence.requires_that(at_query(laboratory, start, q), "a K(x, x_i) vanishes: no a_i",
                               "every a_i exists", false);
        continue;
      }
      const S residual = training.outputs[q] - *prediction;
      evidence.vanishes(at_query(laboratory, start, q), residual, size_of_terms(machine));
      const S without = residual + machine.contribution(loudest(machine));
      left_out = std::max(left_out, S(abs(without)));
      for (std::size_t i = 0; i < m; ++i) {
        const AlongPath<S>& along = seen[q * m + i];
        if (along.least_kernel < 0 && along.greatest_kernel > 0) continue;
        ++one_sign;
        if (outside(*machine.coefficient(i), along) <= S(1) / 1000) ++averages;
      }
      const KernelMachine<S>& other = training.machines[(q + 1) % training.machines.size()];
      S constant_a = machine.b();
      for (std::size_t i = 0; i < m; ++i)
        constant_a += other.coefficient(i).value_or(S(0)) * machine.path_kernel[i];
      constant = std::max(constant, S(abs(training.outputs[q] - constant_a)));
    }
    evidence.requires_that(name + ": a_i within the range of -L'_i where Θ_t keeps its sign",
                           std::to_string(averages), std::to_string(one_sign), averages == one_sign);
    evidence.must_not_vanish(name + ": the loudest example left out", left_out);
    const bool linear = std::holds_alternative<Linear>(laboratory.problem.starts[start].model);
    if (!linear && training.machines.size() > 1)
      evidence.must_not_vanish(name + ": the a_i of another query", constant);
    const std::string found = case_of_no_average(laboratory, start);
    evidence.requires_that(name + ": an a_i that is no average",
                           found.empty() ? "none met between the queries" : found,
                           "possible where Θ_t changes sign", true);
    if (!found.empty()) shown = "; not an average: " + found;
  }
  evidence.conclude(Verdict::holds_under_condition);
  decision.finding = "where no K(x, x_i) vanishes" + shown;
}

}  // namespace pathkernel
