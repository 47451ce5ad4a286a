/// @file d04_constant_coefficients.cpp
/// Statement.   What is learned can be told by kernel machines whose coefficients are constants, in
///              three ways (claim D4):
///                losses     ℓ(w_T, z) = ℓ(w_0, z) - Σ_i K(z, z_i),  K = ∫ ∇ℓ(z)·∇ℓ(z') dt
///                ln p       ln p_c(x) = ln p_c⁰ + Σ_i K((x, c), (x_i, y_i)),  of claim A13
///                chords     the same after finite steps, with the kernel of claim A22
/// Hypotheses.  Those of claim A3, or of A22; z = (x, y) is a point with its target.
/// Derivation.  Theorem 1 for the function f_w(z) = ℓ(z) of w, learned by the loss ℓ' = f: its L'
///              is 1 all the time. Likewise -1 for ln p of an example's own class, by
///              cross-entropy. ∎
/// Computation. Predictions from these constants and K alone, of least squares and of classes. By
///              cross-entropy ℓ(z) is -ln p_y(x), so that the first two are one kernel, computed
///              twice.
/// Control.     The a_i of logits, kept from one query to another, which they are not constant for;
///              chords seen at their starts alone.
/// Not claimed. That the third is a kernel: it is not symmetric. That these predict y itself: they
///              predict a loss, or a probability.
/// Source.      Chen, Huang & Wang, Analyzing generalization of neural networks through loss path
///              kernels (2023), for the first.

#include "kernel/gram/eigenvalues.hpp"
#include "kernel/path/cross_entropy_views.hpp"
#include "kernel/path/kernel_matrices.hpp"
#include "kernel/steps/chord_kernel.hpp"
#include "kernel/steps/record.hpp"
#include "nn/learning/learn.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/points_and_curves.hpp"
#include "proofs/claims/reading.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;
constexpr std::size_t classes = 3;

/// Three classes on a line, of a network that makes logits.
Instance<S> classifier(const Trial& trial) {
  const Mlp model{.widths = {1, 2, classes}};
  const Examples<S> data{4,
                         1,
                         {S(-1), S(-1) / 3, S(1) / 2, S(1)},
                         {S(1), S(0), S(0), S(0), S(0), S(1), S(0), S(1), S(0), S(0), S(1), S(0)},
                         classes};
  Points<S> queries;
  for (const S& x : evenly_spaced(S(-2), S(2), trial.pick(24, 1))) queries.push_back({x});
  return {"logits",
          model,
          SoftmaxCrossEntropy{},
          data,
          initial_parameters<S>(model, 1),
          trial.pick(S(2), S(1) / 4),
          queries};
}

/// Least squares on a line, of a network that makes a number.
Instance<S> least_squares(const Trial& trial) {
  const Mlp model{.widths = {1, 2, 1}};
  const Examples<S> data{3, 1, {S(-1), S(1) / 3, S(1)}, {S(1), S(1) / 7, S(-1) / 2}};
  return {"least squares",
          model,
          SquaredLoss{},
          data,
          initial_parameters<S>(model, 1),
          trial.pick(S(2), S(1) / 4),
          {{S(2) / 5}, {S(-2)}}};
}

/// A classifier, told of ln p.
Instance<S> log_view(Instance<S> at) {
  at.name = "ln p";
  at.model = LogProbabilities{at.model};
  at.loss = CrossEntropyOfLogProbabilities{};
  return at;
}

/// z = (x, y), for each query with the target of an example.
Points<S> with_target(const Instance<S>& at, std::size_t example) {
  Points<S> z = at.queries;
  for (std::vector<S>& point : z)
    for (std::size_t k = 0; k < at.data.targets; ++k)
      point.push_back(at.data.y[k * at.data.count + example]);
  return z;
}

/// A training, told of its own losses: f(z) = ℓ(f(x), y), and ℓ(f) = f.
Instance<S> loss_view(const Instance<S>& at) {
  const auto n = static_cast<std::uint32_t>(at.data.dimension);
  const auto targets = static_cast<std::uint32_t>(at.data.targets);
  const RecordedModel losses{
      at.model.parameters(), [=, model = at.model, loss = at.loss](auto w, auto z) {
        return loss(model(w, slice(z, 0, 0, {n, 1})), slice(z, n, 0, {targets, 1}));
      }};
  Instance<S> view{
      "losses",           losses, [](Var<S> f, Var<S> /*y*/) { return f; }, at.data, at.w, at.until,
      with_target(at, 0), at.flow};
  view.data.dimension += view.data.targets;
  view.data.x.insert(view.data.x.end(), at.data.y.begin(), at.data.y.end());
  view.data.targets = 0;
  view.data.y.clear();
  return view;
}

/// What machines with known coefficients say, and what is so.
struct Told {
  std::string name, coefficients;
  std::vector<KernelMachine<S>> machines;
  std::vector<S> outputs;
  std::vector<S> constants;  ///< by term
  Matrix<S> K;               ///< between the examples

  [[nodiscard]] S prediction(std::size_t row) const {
    return machines[row].initial + inner_product(constants, machines[row].path_kernel);
  }
  [[nodiscard]] S largest_residual() const {
    S largest(0);
    for (std::size_t row = 0; row < machines.size(); ++row)
      keep_largest(largest, S(abs(S(outputs[row] - prediction(row)))));
    return largest;
  }
};

Told told(const std::string& name, const std::string& coefficients, const Instance<S>& view,
          const Path<S>& path, const std::vector<S>& constants) {
  const Reading<S> of_queries = reading(view, path);
  const Reading<S> of_examples = reading(asked(view, points_of(view.data)), path);
  return {name,
          coefficients,
          of_queries.machines,
          of_queries.outputs,
          constants,
          path_kernel_matrix(of_examples.machines)};
}

/// y_ik, in the order of terms.
std::vector<S> own_classes(const Examples<S>& data) {
  std::vector<S> y;
  for (std::size_t i = 0; i < data.count; ++i)
    for (std::size_t k = 0; k < data.targets; ++k) y.push_back(data.y[k * data.count + i]);
  return y;
}

/// Finite steps, told of ln p by chords.
Told told_by_chords(const Trial& trial, const Instance<S>& view,
                    const ChordOptions<S>& options = {}) {
  Trajectory<S> trajectory;
  const GradientDescent<S> method{S(1) / 4};
  LearningOptions<S> how{.steps = trial.pick(16U, 3U)};
  how.observers = {record(trajectory, method, view.w)};
  (void)learn(view.model, view.loss, view.data, view.w, method, how);
  const LearnedModel learned{view.model, view.loss, view.data, trajectory};
  Told result{"ln p, by chords",
              "1 at own classes",
              kernel_machines(learned, view.queries, options),
              {},
              own_classes(view.data),
              path_kernel_matrix(kernel_machines(learned, points_of(view.data), options))};
  for (const std::vector<S>& x : view.queries)
    for (const S& y : outputs(view.model, trajectory.w.back(), x)) result.outputs.push_back(y);
  return result;
}

/// The first logit, by coefficients that are right at the first query.
Told told_by_logits(const Instance<S>& at, const Path<S>& path) {
  const Reading<S> read = reading(at, path);
  Told result{"logits", "-S_i/K of one query", {}, {}, {}, {}};
  for (std::size_t term = 0; term < at.data.count * classes; ++term)
    result.constants.push_back(read.machines[0].coefficient(term).value_or(S(0)));
  for (std::size_t row = 0; row < read.machines.size(); row += classes) {
    result.machines.push_back(read.machines[row]);
    result.outputs.push_back(read.outputs[row]);
  }
  return result;
}

/// K((x_i, y_i), (x_j, y_j)) of ln p, out of all pairs of points and classes.
Matrix<S> of_own_classes(const Matrix<S>& K, const Examples<S>& data) {
  const std::vector<S> own = own_classes(data);
  std::vector<S> entries;
  for (std::size_t row = 0; row < K.rows; ++row)
    for (std::size_t column = 0; column < K.columns; ++column)
      if (own[row] == 1 && own[column] == 1) entries.push_back(K(row, column));
  return {data.count, data.count, std::move(entries)};
}

/// The loss path kernel of cross-entropy is that of ln p.
void check_same_kernel(Evidence& evidence, const Told& losses, const Told& logs,
                       const Examples<S>& data) {
  const Matrix<S> K = of_own_classes(logs.K, data);
  S largest(0);
  for (std::size_t n = 0; n < K.entries.size(); ++n)
    keep_largest(largest, S(abs(S(K.entries[n] - losses.K.entries[n]))));
  evidence.vanishes("K of losses less K of ln p", magnitude(largest),
                    magnitude(largest_magnitude(K)));
}

/// Constants and K alone; then whether K is symmetric and positive, as it has to be or not to be.
void check(Evidence& evidence, Table& table, const Told& told, bool kernel) {
  const Magnitude residual = magnitude(told.largest_residual());
  const std::string asymmetric = decimal(asymmetry(told.K), 2);
  const S least = eigenvalues(symmetric_part(told.K)).front();
  evidence.vanishes(told.name + ": what constants and K say", residual, magnitude(S(1)));
  evidence.condition(
      told.name + ": asymmetry of K", asymmetric, kernel ? "rounding" : "above 0.001",
      kernel ? asymmetry(told.K) < PathQuadrature<S>::finest() : asymmetry(told.K) > S(1) / 1000);
  if (kernel)
    evidence.condition(told.name + ": least eigenvalue of K", decimal(least, 3), "0 or more",
                       is_positive_semidefinite(told.K, PathQuadrature<S>::finest()));
  table.rows.push_back(
      {told.name, told.coefficients, residual.text, asymmetric, decimal(least, 2)});
}

Figure figure(const Instance<S>& logits, const Training<S>& training, const Told& logs) {
  Panel said{.title = "three classes", .x_label = "x", .y_label = "ln p"};
  Panel coefficients{
      .title = "of the first example, at its own class", .x_label = "x", .y_label = "coefficient"};
  const auto by_query = [&](const std::string& label, Curve::Style style, auto&& value) {
    Curve curve{label, {}, style};
    for (std::size_t q = 0; q < logits.queries.size(); ++q)
      curve.points.push_back(
          {static_cast<double>(logits.queries[q][0]), static_cast<double>(value(q))});
    return curve;
  };
  using enum Curve::Style;
  for (std::size_t c = 0; c < classes; ++c)
    said.curves.push_back(by_query("ln p_" + std::to_string(c), line,
                                   [&](std::size_t q) { return logs.outputs[q * classes + c]; }));
  for (std::size_t c = 0; c < classes; ++c)
    said.curves.push_back(by_query(c == 0 ? "by K, a = 1" : "", points, [&](std::size_t q) {
      return logs.prediction(q * classes + c);
    }));
  coefficients.curves.push_back(by_query("of logits", line_and_points, [&](std::size_t q) {
    return training.machines[q * classes].coefficient(0).value_or(S(0));
  }));
  coefficients.curves.push_back(by_query("of ln p", line, [](std::size_t) { return S(1); }));
  return {"d04_constant_coefficients",
          "Predictions from a kernel and the constant 1",
          "Left: with all coefficients 1, the kernel of ln p lies on the network's three curves. "
          "Right: the coefficient that logits need changes with x, that of ln p is 1.",
          {said, coefficients}};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const Instance<S> logits = classifier(trial);
  const Training<S> training = train(logits, {.progress = trial.progress});
  const Instance<S> of_logs = log_view(logits);
  Instance<S> of_squares = loss_view(least_squares(trial));
  const std::vector<S> sign(logits.data.count, S(trial.mistaken ? 1 : -1));
  const Told losses = told("losses of classes", "-1", loss_view(logits), training.path, sign);
  const Told logs =
      told("ln p", "1 at own classes", of_logs, training.path, own_classes(logits.data));
  const Told chords = told_by_chords(trial, of_logs);
  const Told kept = told_by_logits(logits, training.path);
  Table table{"Constant coefficients, side by side",
              {"told of", "coefficients", "residual", "asymmetry of K", "least eigenvalue"},
              {}};
  const Told squares = told("losses of least squares", "-1", of_squares, train(of_squares).path,
                            std::vector<S>(of_squares.data.count, sign[0]));
  check(evidence, table, squares, true);
  check(evidence, table, losses, true);
  check(evidence, table, logs, true);
  check(evidence, table, chords, false);
  check_same_kernel(evidence, losses, logs, logits.data);
  evidence.defect("the path's defect |w' + ∇L|", magnitude(training.defect), magnitude(S(1)));
  evidence.must_not_vanish("logits, by the a_i of one query", magnitude(kept.largest_residual()));
  const Told starts = told_by_chords(trial, of_logs, {.rule = left_end<S>()});
  evidence.must_not_vanish("chords seen at their starts", magnitude(starts.largest_residual()));
  decision.figures.push_back(figure(logits, training, logs));
  of_squares.queries.resize(1);
  of_squares.until = S(1) / 8;
  check_order(evidence, of_squares);
  evidence.conclude(Verdict::holds);
  decision.finding = "losses by -1, ln p by 1, and ln p after finite steps by 1, all to " +
                     decision.residual.value_or("") + "; logits by constants miss by " +
                     magnitude(kept.largest_residual()).text +
                     "; by cross-entropy the first two are one kernel";
  decision.tables.push_back(std::move(table));
}

}  // namespace

Claim d04() {
  return {"D4", "three kernel machines with constant coefficients", Verdict::holds,
          "the loss path kernel's sum is added, not taken away", decide};
}

}  // namespace pathkernel::claims
