/// @file c01_one_time_kernels.cpp
/// Statement.   The tangent kernel of the trained network, or of the initial one, estimates what
///              each example adds to a prediction; the path kernel does it better (claim C1, from a
///              review of the paper). One time's kernel, taken for all times, has example i add
///                -Θ_τ(x, x_i) ∫ L'_i dt,  τ = 0 or T,     which really adds    -∫ L'_i Θ_t(x, x_i)
///                dt.
/// Hypotheses.  Those of claim A3. L' is that of the training itself: only the kernel is held
///              still.
/// Derivation.  Claim A3 for the path kernel. Θ_τ says the same if Θ does not move, as in networks
///              of infinite width; a narrow one moves its Θ by its own size. ∎
/// Computation. A narrow network, asked at many x. Errors are root mean squares over these, beside
///              that of y(T) - y_0; those of parts likewise, beside the parts.
/// Control.     Θ_0 and Θ_T must miss the predictions, visibly.
/// Not claimed. That they do so for wide networks, see claims C12 and C14; that what an example
///              adds is what would change if it were left out, see claim B6.

#include "kernel/gram/drift.hpp"
#include "kernel/path/kernel_matrices.hpp"
#include "nn/data/made.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/claim.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

/// A network so narrow that it has to move its tangent kernel.
Instance<S> narrow_network(const Trial& trial) {
  const Mlp model{.widths = {1, 3, 1}};
  const auto start = initial_parameters<S>(model, 2);
  const auto data = exactly<S>(made_sine({.count = trial.pick(8U, 3U), .seed = 2}));
  const int last = trial.pick(40, 2);
  Points<S> queries;
  for (int q = 0; q <= last; ++q) queries.push_back({S(3 * (2 * q - last)) / (2 * last)});
  return {"network 1-3-1", model, SquaredLoss{}, data, start, S(trial.pick(6, 2)), queries};
}

/// ∫ L'_i dt.
std::vector<S> integrated_loss_derivatives(PathReader<S> along) {
  PathQuadrature<S> quadrature({along.columns()}, PathQuadrature<S>::finest());
  return quadrature.integrate(along.path(),
                              [&](const Step<S>& step, const S& dt, std::span<S> values) {
                                along.go_to(step, dt);
                                for (std::size_t i = 0; i < values.size(); ++i)
                                  values[i] = along.loss_derivative(i);
                              });
}

/// Θ_t, a row for each query.
Matrix<S> tangent_kernel_at(PathReader<S>& along, const S& t) {
  along.go_to(t);
  Matrix<S> theta(along.rows(), along.columns());
  for (std::size_t q = 0; q < theta.rows; ++q)
    for (std::size_t i = 0; i < theta.columns; ++i) theta(q, i) = along.kernel(q, i);
  return theta;
}

/// What a kernel tells of every query: what each example adds to it, and so what it becomes.
struct Told {
  std::string kernel;
  Matrix<S> added;
  std::vector<S> predictions = {};

  Told(std::string name, const Training<S>& training, Matrix<S> by_examples)
      : kernel(std::move(name)), added(std::move(by_examples)) {
    for (std::size_t q = 0; q < added.rows; ++q) {
      predictions.push_back(training.machines[q].initial);
      for (const S& part : added.row(q)) predictions.back() += part;
    }
  }
};

/// Every example's part by a kernel times a factor of the example.
Told told(const std::string& name, const Training<S>& training, Matrix<S> kernel,
          const std::vector<S>& integrated, const S& time) {
  for (std::size_t k = 0; k < kernel.entries.size(); ++k)
    kernel.entries[k] *= -integrated[k % kernel.columns] / time;
  return {name, training, std::move(kernel)};
}

/// Every example's part by the path kernel, whose a_i are averages of -L' weighted by Θ.
Told told_by_path(const Training<S>& training) {
  Matrix<S> added = loss_weighted_matrix(training.machines);
  for (S& part : added.entries) part = -part;
  return {"K", training, std::move(added)};
}

/// √(Σ (u - v)²/Σ (v - origin)²).
S relative_error(const std::vector<S>& u, const std::vector<S>& v, const std::vector<S>& origin) {
  S squares(0), size(0);
  for (std::size_t k = 0; k < u.size(); ++k) {
    squares += square(S(u[k] - v[k]));
    size += square(S(v[k] - origin[k]));
  }
  return sqrt(S(squares / size));
}

Curve curve(const std::string& label, const std::vector<S>& x, std::span<const S> y,
            Curve::Style style) {
  Curve result{label, {}, style};
  for (std::size_t q = 0; q < x.size(); ++q)
    result.points.push_back({static_cast<double>(x[q]), static_cast<double>(y[q])});
  return result;
}

/// @param errors  those of the tangent kernels' predictions
Figure figure(const Instance<S>& instance, const Training<S>& training,
              const std::vector<Told>& all, const std::string& errors) {
  using enum Curve::Style;
  std::vector<S> x;
  for (const std::vector<S>& query : instance.queries) x.push_back(query[0]);
  const std::size_t q = x.size() * 3 / 4;
  Panel predictions{.title = "predictions", .x_label = "x", .y_label = "y"};
  Panel parts{.title = "what each example adds at x = " + decimal(x[q], 3),
              .x_label = "x_i",
              .y_label = "added to y"};
  predictions.curves.push_back(curve("the network", x, training.outputs, line));
  for (const Told& each : all) {
    const Curve::Style style = each.kernel == "K" ? points : line;
    predictions.curves.push_back(curve("by " + each.kernel, x, each.predictions, style));
    parts.curves.push_back(curve("by " + each.kernel, instance.data.x, each.added.row(q), points));
  }
  return {"c01_one_time_kernels",
          "One time's kernel, and the path's",
          "Left: the points of the path kernel K lie on the network's curve at every x, while the "
          "curves of the initial and of the final tangent kernel leave it by " +
              errors +
              " of what was learned, root mean square. Right: the parts of single examples.",
          {predictions, parts}};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  Instance<S> instance = narrow_network(trial);
  const Training<S> training = train(instance, {.progress = trial.progress});
  PathReader<S> along = reader(instance, training.path, instance.queries);
  const Matrix<S> first = tangent_kernel_at(along, S(0));
  const Matrix<S> final = tangent_kernel_at(along, instance.until);
  const std::vector<S> integrated =
      integrated_loss_derivatives(reader(instance, training.path, {instance.queries.front()}));
  const Told by_path = trial.mistaken ? told("K", training, path_kernel_matrix(training.machines),
                                             integrated, instance.until)
                                      : told_by_path(training);
  const Told at_first = told("Θ_0", training, first, integrated, S(1));
  const Told at_last = told("Θ_T", training, final, integrated, S(1));

  std::vector<S> initial;
  for (const KernelMachine<S>& machine : training.machines) initial.push_back(machine.initial);
  const std::vector<S> none(first.entries.size(), S(0));
  const auto error = [&](const Told& each) {
    return relative_error(each.predictions, training.outputs, initial);
  };
  evidence.vanishes("K: error of the predictions", magnitude(error(by_path)), magnitude(S(1)));
  evidence.defect("the path's defect |w' + ∇L|", magnitude(training.defect), magnitude(S(1)));
  Table table{"Root mean square errors, beside what was learned",
              {"kernel", "of predictions", "of examples' parts"},
              {}};
  for (const Told& each : {at_first, at_last, by_path}) {
    const S of_parts = relative_error(each.added.entries, by_path.added.entries, none);
    const bool path = each.kernel == "K";
    table.rows.push_back({each.kernel, magnitude(error(each)).text,
                          path ? "the reference" : magnitude(of_parts).text});
    if (path) continue;
    evidence.must_not_vanish(each.kernel + ": error of the predictions", magnitude(error(each)));
    evidence.within(each.kernel + ": the same", static_cast<double>(error(each)), 0.1, 1);
  }
  decision.tables.push_back(table);
  decision.figures.push_back(
      figure(instance, training, {at_first, at_last, by_path},
             decimal(error(at_first), 2) + " and " + decimal(error(at_last), 2)));
  instance.queries.resize(1);
  instance.until = S(1) / 4;
  check_order(evidence, instance);
  evidence.conclude(Verdict::holds);
  decision.finding = "beside what was learned, Θ_0 errs by " + decimal(error(at_first), 2) +
                     ", Θ_T by " + decimal(error(at_last), 2) + ", K by " +
                     magnitude(error(by_path)).text + "; Θ moved by " +
                     decimal(relative_drift(final, first), 2) + " of its size";
}

}  // namespace

Claim c01() {
  return {"C1", "one time's tangent kernel estimates influences; the path kernel is exact",
          Verdict::holds, "L' is averaged over time alone, not weighted by Θ", decide};
}

}  // namespace pathkernel::claims
