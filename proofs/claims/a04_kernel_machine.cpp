/// @file a04_kernel_machine.cpp
/// Statement.   The trained model is a kernel machine (claim A4, Theorem 1 as stated):
///                y(x) = Σ_i a_i K(x, x_i) + b,    K(x, x_i) = ∫ Θ_t(x, x_i) dt,
///              with a_i the average of -L'_i along the path, weighted by Θ_t(x, x_i).
/// Hypotheses.  Those of claim A3, and K(x, x_i) != 0 for every i.
/// Derivation.  Multiply and divide each S_i of claim A3 by K(x, x_i). ∎
/// Computation. a_i = -S_i/K, then the sum, at every query. An average lies between least and
///              greatest of what it averages: so it is checked where Θ_t(x, x_i) keeps its sign on
///              the path. Where it changes sign the weights are not those of an average, and a line
///              of further queries is searched for an a_i outside of the range.
/// Control.     The loudest example left out must show; so must the a_i of another query, as if
///              they were constants, unless the model is linear in w: its Θ does not move, and a_i
///              is the plain average of -L'_i over time, whatever x.
/// Not claimed. That the a_i exist everywhere (claim A5), are constant in x (A10), or that this K
///              is the only kernel for which the equation holds (C3).

#include "proofs/claims/claim.hpp"

namespace pathkernel::claims {

namespace {

/// What Θ_t(x, x_i) and -L'_i did along a path, at sampled times.
template <Real S>
struct AlongPath {
  S least_kernel, greatest_kernel;          ///< of Θ_t(x, x_i)
  S least_derivative, greatest_derivative;  ///< of -L'_i

  [[nodiscard]] bool keeps_sign() const { return !(least_kernel < 0 && greatest_kernel > 0); }

  /// How far a lies outside the range of -L'_i, in units of that range; at most 0 inside.
  [[nodiscard]] S outside(const S& a) const {
    const S range = greatest_derivative - least_derivative;
    return std::max(least_derivative - a, a - greatest_derivative) / range;
  }
};

/// AlongPath of every query and example, [q m + i], from 9 times in every step, its ends among
/// them.
template <Real S>
[[nodiscard]] std::vector<AlongPath<S>> observe(PathReader<S>& reader) {
  const std::size_t m = reader.example_count();
  std::vector<AlongPath<S>> seen;
  for (const Step<S>& step : reader.path().steps())
    for (int k = 0; k <= 8; ++k) {
      reader.go_to(step, step.length * k / 8);
      const bool first = seen.empty();
      if (first) seen.resize(reader.query_count() * m);
      for (std::size_t q = 0; q < reader.query_count(); ++q)
        for (std::size_t i = 0; i < m; ++i) {
          const S kernel = reader.kernel(q, i);
          const S derivative = -reader.loss_derivative(i);
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

/// The most telling a_i that is no average, on a line of queries from the first to the last; empty
/// if there is none.
template <Real S>
[[nodiscard]] std::string case_of_no_average(const Laboratory<S>& laboratory,
                                             const TrainingKey& key) {
  const int points = 26;
  std::vector<std::vector<S>> line;
  for (int k = 0; k < points; ++k) {
    std::vector<S> x = laboratory.queries.front();
    for (std::size_t r = 0; r < x.size(); ++r)
      x[r] += (laboratory.queries.back()[r] - x[r]) * k / (points - 1);
    line.push_back(x);
  }
  PathReader<S> reader = laboratory.reader(key, laboratory.training(key), line);
  const std::vector<KernelMachine<S>> machines =
      kernel_machines(reader, {.tolerance = laboratory.coarse(), .on_step = {}});
  const std::vector<AlongPath<S>> seen = observe(reader);
  const std::size_t m = reader.example_count();
  S farthest(0);
  std::string what;
  for (std::size_t q = 0; q < line.size(); ++q)
    for (std::size_t i = 0; i < m; ++i) {
      const AlongPath<S>& along = seen[q * m + i];
      const std::optional<S> a = machines[q].coefficient(i);
      if (along.keeps_sign() || !a || !(along.outside(*a) > farthest)) continue;
      farthest = along.outside(*a);
      what = "a = " + decimal(*a, 4) + " for example " + std::to_string(i + 1) + " at " +
             laboratory.in_units(line[q]) + ", where -L' stays in [" +
             decimal(along.least_derivative, 4) + ", " + decimal(along.greatest_derivative, 4) +
             "]";
    }
  return what;
}

/// Where Θ_t(x, x_i) keeps its sign a_i is within the range of -L'_i. The range is known from
/// samples of a smooth function, their ends included: what it may lack is far below a thousandth of
/// it.
template <Real S>
void check_averages(const Laboratory<S>& laboratory, const TrainingKey& key, Evidence& evidence) {
  const Training<S>& training = laboratory.training(key);
  PathReader<S> reader = laboratory.reader(key, training, laboratory.queries);
  const std::vector<AlongPath<S>> seen = observe(reader);
  const std::size_t m = reader.example_count();
  std::size_t weighted = 0;
  std::size_t inside = 0;
  for (std::size_t q = 0; q < laboratory.queries.size(); ++q)
    for (std::size_t i = 0; i < m; ++i) {
      const std::optional<S> a = training.machines[q].coefficient(i);
      if (!a || !seen[q * m + i].keeps_sign()) continue;
      ++weighted;
      if (seen[q * m + i].outside(*a) <= S(1) / 1000) ++inside;
    }
  if (weighted == 0) return;
  evidence.condition(laboratory.problem.starts[key.start].name +
                         ": a_i within the range of -L'_i where Θ_t keeps its sign",
                     std::to_string(inside), std::to_string(weighted), inside == weighted);
}

/// The theorem's residuals and controls for one model. @return  queries where a K(x, x_i) vanishes
template <Real S>
std::size_t check_sums(const Laboratory<S>& laboratory, const TrainingKey& key,
                       Evidence& evidence) {
  const Training<S>& training = laboratory.training(key);
  const std::vector<KernelMachine<S>>& machines = training.machines;
  const std::string& name = laboratory.problem.starts[key.start].name;
  std::size_t undefined = 0;
  Smallest<S> left_out, constant;
  for (std::size_t q = 0; q < machines.size(); ++q) {
    const std::optional<S> prediction = machines[q].prediction();
    if (!prediction) {
      ++undefined;
      continue;
    }
    const S residual = training.outputs[q] - *prediction;
    evidence.vanishes(at_query(laboratory, key.start, q), magnitude(residual),
                      size_of_terms(machines[q]));
    left_out.add(residual + machines[q].contribution(loudest(machines[q])));
    S sum = machines[q].b();
    const KernelMachine<S>& other = machines[(q + 1) % machines.size()];
    for (std::size_t i = 0; i < machines[q].path_kernel.size(); ++i)
      sum += other.coefficient(i).value_or(S(0)) * machines[q].path_kernel[i];
    constant.add(training.outputs[q] - sum);
  }
  evidence.defect(name + ": the path's defect |w' + ∇L|", magnitude(training.defect),
                  laboratory.size_of_data());
  if (left_out.empty()) return undefined;
  evidence.must_not_vanish(name + ": the loudest example left out", left_out.magnitude());
  const bool linear = laboratory.problem.starts[key.start].is_linear();
  if (!linear && machines.size() > 1)
    evidence.must_not_vanish(name + ": the a_i of another query", constant.magnitude());
  return undefined;
}

template <Real S>
void decide(const Laboratory<S>& laboratory, Decision& decision) {
  Evidence evidence(laboratory.digits, decision);
  std::size_t undefined = 0;
  std::string shown;
  for (std::size_t start = 0; start < laboratory.problem.starts.size(); ++start) {
    const TrainingKey key{start, Variant::plain};
    undefined += check_sums(laboratory, key, evidence);
    check_averages(laboratory, key, evidence);
    const std::string found = case_of_no_average(laboratory, key);
    if (!found.empty()) shown = "; no average where Θ_t changes sign: " + found;
  }
  evidence.conclude(Verdict::holds_under_condition);
  decision.finding = "where no K(x, x_i) vanishes";
  if (undefined > 0)
    decision.finding += " (one does at " + std::to_string(undefined) + " of the queries)";
  decision.finding += shown;
}

}  // namespace

Claim a04() {
  using enum Variant;
  return {"A4", "Theorem 1 as stated: y = Σ a_i K(x, x_i) + b",
          Verdict::holds_under_condition, "MISTAKE",
          OnTheData{{plain},
                    {},
                    [](const auto& laboratory, Decision& decision) {
                      decide(laboratory, decision);
                    }}};
}

}  // namespace pathkernel::claims
