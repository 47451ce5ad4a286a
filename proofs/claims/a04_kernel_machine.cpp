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
///              they were constants, unless they are: if the model is linear in w, its Θ does not
///              move, and a_i is the plain average of -L'_i over time; if ℓ = -ln p and f = ln p,
///              -L'_i is 1 and so is a_i.
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

  /// How far a lies outside the range of -L'_i, in units of that range; at most 0 inside. A range
  /// below a millionth of -L'_i is counted as one, for it may be rounding.
  [[nodiscard]] S outside(const S& a) const {
    using std::abs;
    const S range =
        std::max(S(greatest_derivative - least_derivative), S(abs(greatest_derivative) / 1000000));
    return std::max(least_derivative - a, a - greatest_derivative) / range;
  }
};

/// AlongPath of every row and column of the reader, [row n + column], from 9 times in every step,
/// its ends among them.
template <Real S>
[[nodiscard]] std::vector<AlongPath<S>> observe(PathReader<S>& reader) {
  const std::size_t n = reader.columns();
  std::vector<AlongPath<S>> seen;
  for (const Step<S>& step : reader.path().steps())
    for (int k = 0; k <= 8; ++k) {
      reader.go_to(step, step.length * k / 8);
      const bool first = seen.empty();
      if (first) seen.resize(reader.rows() * n);
      for (std::size_t row = 0; row < reader.rows(); ++row)
        for (std::size_t column = 0; column < n; ++column) {
          const S kernel = reader.kernel(row, column);
          const S derivative = -reader.loss_derivative(column);
          AlongPath<S>& it = seen[row * n + column];
          if (first) it = {kernel, kernel, derivative, derivative};
          it.least_kernel = std::min(it.least_kernel, kernel);
          it.greatest_kernel = std::max(it.greatest_kernel, kernel);
          it.least_derivative = std::min(it.least_derivative, derivative);
          it.greatest_derivative = std::max(it.greatest_derivative, derivative);
        }
    }
  return seen;
}

/// Points on a line from the first query to the last.
template <Real S>
[[nodiscard]] std::vector<std::vector<S>> line_of_queries(const Laboratory<S>& laboratory) {
  const int points = 26;
  std::vector<std::vector<S>> line;
  for (int k = 0; k < points; ++k) {
    std::vector<S> x = laboratory.queries.front();
    for (std::size_t r = 0; r < x.size(); ++r)
      x[r] += (laboratory.queries.back()[r] - x[r]) * k / (points - 1);
    line.push_back(x);
  }
  return line;
}

/// Which a_i is no average: of which row and column, and how far outside of the range.
template <Real S>
struct NoAverage {
  std::size_t row = 0, column = 0;
  S outside = S(1) / 1000;  // less may be rounding
  bool found = false;
};
template <Real S>
[[nodiscard]] NoAverage<S> most_telling(const std::vector<KernelMachine<S>>& machines,
                                        const std::vector<AlongPath<S>>& seen) {
  NoAverage<S> best;
  const std::size_t n = machines.front().path_kernel.size();
  for (std::size_t row = 0; row < machines.size(); ++row)
    for (std::size_t column = 0; column < n; ++column) {
      const AlongPath<S>& along = seen[row * n + column];
      const std::optional<S> a = machines[row].coefficient(column);
      if (!along.keeps_sign() && a && along.outside(*a) > best.outside)
        best = {row, column, along.outside(*a), true};
    }
  return best;
}

/// That a_i along the line, and the range of -L'_i, which does not depend on x.
template <Real S>
[[nodiscard]] Figure figure_of(const std::vector<KernelMachine<S>>& machines,
                               const AlongPath<S>& range, const NoAverage<S>& at) {
  const std::size_t C = machines.front().outputs;
  const auto least = static_cast<double>(range.least_derivative);
  const auto greatest = static_cast<double>(range.greatest_derivative);
  Panel panel{"", "from the first query (0) to the last (1)", "a_i"};
  panel.curves = {{"a_i of example " + std::to_string(at.column / C + 1), {}},
                  {"least -L'_i", {}},
                  {"greatest -L'_i", {}}};
  const std::size_t points = machines.size() / C;
  for (std::size_t k = 0; k < points; ++k) {
    const double place = static_cast<double>(k) / static_cast<double>(points - 1);
    const std::optional<S> a = machines[k * C + at.row % C].coefficient(at.column);
    const double value = a ? static_cast<double>(*a) : std::nan("");
    const bool on_picture = std::abs(value - least) < 4 * (greatest - least);
    panel.curves[0].points.push_back({place, on_picture ? value : std::nan("")});
    panel.curves[1].points.push_back({place, least});
    panel.curves[2].points.push_back({place, greatest});
  }
  return {"a04_average",
          "An a_i that is no average",
          "The coefficient of one example along a line of queries, between the least and the "
          "greatest -L'_i that training met: where ∇f(x)·∇f(x_i) changes its sign on the path the "
          "coefficient leaves that range.",
          {panel}};
}

/// The most telling a_i that is no average, on that line; empty if there is none.
template <Real S>
[[nodiscard]] std::string case_of_no_average(const Laboratory<S>& laboratory,
                                             const TrainingKey& key, Decision& decision) {
  const std::vector<std::vector<S>> line = line_of_queries(laboratory);
  PathReader<S> reader = laboratory.reader(key, laboratory.training(key), line);
  const std::vector<KernelMachine<S>> machines =
      kernel_machines(reader, {.tolerance = laboratory.coarse(), .on_step = {}});
  const std::vector<AlongPath<S>> seen = observe(reader);
  const NoAverage<S> at = most_telling(machines, seen);
  if (!at.found) return "";
  const std::size_t n = reader.columns(), C = reader.outputs_per_point();
  const AlongPath<S>& along = seen[at.row * n + at.column];
  decision.figures = {figure_of(machines, along, at)};
  return "a = " + decimal(*machines[at.row].coefficient(at.column), 4) + " for example " +
         std::to_string(at.column / C + 1) + " at " + laboratory.in_units(line[at.row / C]) +
         ", where -L' stays in [" + decimal(along.least_derivative, 4) + ", " +
         decimal(along.greatest_derivative, 4) + "]";
}

/// Where Θ_t(x, x_i) keeps its sign a_i is within the range of -L'_i. The range is known from
/// samples of a smooth function, their ends included: what it may lack is far below a thousandth of
/// it.
template <Real S>
void check_averages(const Laboratory<S>& laboratory, const TrainingKey& key, Evidence& evidence) {
  const Training<S>& training = laboratory.training(key);
  PathReader<S> reader = laboratory.reader(key, training, laboratory.queries);
  const std::vector<AlongPath<S>> seen = observe(reader);
  const std::size_t n = reader.columns();
  std::size_t weighted = 0;
  std::size_t inside = 0;
  std::size_t of_one = 0;  // as many of -S_i, which would be a_i if K were 1
  for (std::size_t row = 0; row < laboratory.rows(); ++row)
    for (std::size_t column = 0; column < n; ++column) {
      const std::optional<S> a = training.machines[row].coefficient(column);
      if (!a || !seen[row * n + column].keeps_sign()) continue;
      ++weighted;
      const AlongPath<S>& along = seen[row * n + column];
      if (along.outside(*a) <= S(1) / 1000) ++inside;
      if (along.outside(-training.machines[row].loss_weighted[column]) <= S(1) / 1000) ++of_one;
    }
  if (weighted == 0) return;
  const std::string name = laboratory.problem.starts[key.start].name +
                           ": a_i within the range of -L'_i where Θ_t keeps its sign";
  evidence.condition(name, std::to_string(inside), std::to_string(weighted), inside == weighted);
  evidence.number(name + ", with 1 in place of K", std::to_string(of_one));
}

/// The theorem's residuals and controls for one model. @return  rows where a K(x, x_i) vanishes
template <Real S>
std::size_t check_sums(const Laboratory<S>& laboratory, const TrainingKey& key,
                       Evidence& evidence) {
  const Training<S>& training = laboratory.training(key);
  const std::vector<KernelMachine<S>>& machines = training.machines;
  const std::string& name = laboratory.problem.starts[key.start].name;
  std::size_t undefined = 0;
  Smallest<S> left_out, constant;
  const std::size_t C = laboratory.outputs();
  for (std::size_t row = 0; row < machines.size(); ++row) {
    const KernelMachine<S> lacking = without_loudest(machines[row]);
    const KernelMachine<S>& machine = laboratory.trial.mistaken ? lacking : machines[row];
    const std::optional<S> prediction = machine.prediction();
    if (!prediction) {
      ++undefined;
      continue;
    }
    evidence.vanishes(at_row(laboratory, key.start, row),
                      magnitude(S(training.outputs[row] - *prediction)), size_of_terms(machine));
    left_out.add(training.outputs[row] - lacking.prediction().value());
    S sum = machine.b();
    const KernelMachine<S>& other = machines[(row + C) % machines.size()];
    for (std::size_t term = 0; term < machine.path_kernel.size(); ++term)
      sum += other.coefficient(term).value_or(S(0)) * machine.path_kernel[term];
    constant.add(training.outputs[row] - sum);
  }
  evidence.defect(name + ": the path's defect |w' + ∇L|", magnitude(training.defect),
                  laboratory.size_of_data());
  if (left_out.empty()) return undefined;
  evidence.must_not_vanish(name + ": the loudest example left out", left_out.magnitude());
  const bool constants = laboratory.problem.starts[key.start].is_linear() ||
                         laboratory.problem.loss.kind == AnyLoss::Kind::likelihood;
  if (!constants && laboratory.queries.size() > 1)
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
    const std::string found = case_of_no_average(laboratory, key, decision);
    if (!found.empty()) shown = "; no average where Θ_t changes sign: " + found;
  }
  evidence.conclude(Verdict::holds_under_condition);
  decision.finding = "where no K(x, x_i) vanishes";
  if (undefined > 0)
    decision.finding += " (one does at " + std::to_string(undefined) + " of the predictions)";
  decision.finding += shown;
}

}  // namespace

Claim a04() {
  using enum Variant;
  return {"A4", "Theorem 1 as stated: y = Σ a_i K(x, x_i) + b", Verdict::holds_under_condition,
          "the loudest example is left out of the sum",
          OnTheData{{plain}, {}, [](const auto& laboratory, Decision& decision) {
                      decide(laboratory, decision);
                    }}};
}

}  // namespace pathkernel::claims
