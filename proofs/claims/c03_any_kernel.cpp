/// @file c03_any_kernel.cpp
/// Statement.   Since a_i is divided by the very kernel that it multiplies, the theorem as stated
///              is no more than arithmetic: any kernel would do (claim C3, Fern's objection of
///              2020).
/// Hypotheses.  A kernel k that is nowhere 0, and the S_i of claim A3.
/// Derivation.  With a_i = -S_i/k(x, x_i),  Σ a_i k(x, x_i) + b = b - Σ S_i  whatever k is. ∎
/// Computation. K itself, a Gaussian, the constant 1 and random numbers, at queries that are the
///              examples and others. What is left to the path kernel is said beside: S_i comes of
///              it at all, K is symmetric and positive (claim A7), and its a_i are averages of
///              -L'_i, so that they lie in its range (claim A4). None of that is true of every
///              kernel.
/// Control.     Coefficients of one query, kept for the others, as a kernel machine would keep
///              them; or S_i without its loudest example: no kernel makes up for either.
/// Not claimed. That Theorem 1 is empty: what it says is in S_i, which no other kernel gives.

#include "kernel/classical/radial.hpp"
#include "kernel/gram/eigenvalues.hpp"
#include "kernel/path/kernel_matrices.hpp"
#include "nn/generator.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/met_on_path.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

/// Four examples, and queries: these four, then a line of others.
Instance<S> network(const Trial& trial) {
  const Mlp model{.widths = {1, 3, 1}};
  const Examples<S> data{
      4, 1, {S(-1), S(-1) / 3, S(1) / 2, S(1)}, {S(-1), S(1) / 2, S(1) / 3, S(1)}};
  Points<S> queries;
  for (const S& x : data.x) queries.push_back({x});
  const int last = trial.pick(60, 2);
  for (int k = 0; k <= last; ++k) queries.push_back({S(2 * k - last) / last * 3});
  return {"network 1-3-1",
          model,
          SquaredLoss{},
          data,
          initial_parameters<S>(model, 2),
          trial.pick(S(2), S(1) / 8),
          queries};
}

struct NamedKernel {
  std::string name;
  Matrix<S> k;  ///< a row for each query, a column for each example
};

std::vector<NamedKernel> kernels(const Instance<S>& instance, const Training<S>& training) {
  Points<S> examples;
  for (const S& x : instance.data.x) examples.push_back({x});
  const Matrix<S> K = path_kernel_matrix(training.machines);
  Matrix<S> constant = K, random = K;
  Generator generator(2020);
  for (S& entry : constant.entries) entry = S(1);
  for (S& entry : random.entries) entry = S(generator.uniform()) - S(1) / 2;
  return {{"K", K},
          {"a Gaussian", gram(GaussianKernel{S(1) / 2}, instance.queries, examples)},
          {"the constant 1", std::move(constant)},
          {"random numbers", std::move(random)}};
}

/// a_i = -S_i/k(x, x_i), at every query.
Matrix<S> coefficients(const Training<S>& training, const Matrix<S>& k) {
  Matrix<S> a = loss_weighted_matrix(training.machines);
  for (std::size_t n = 0; n < a.entries.size(); ++n) a.entries[n] /= -k.entries[n];
  return a;
}

/// The largest |y - b - Σ a_i k(x, x_i)| of all queries, with the a_i of each or those of the
/// first.
S largest_residual(const Training<S>& training, const Matrix<S>& k, bool kept) {
  const Matrix<S> a = coefficients(training, k);
  S largest(0);
  for (std::size_t q = 0; q < k.rows; ++q)
    keep_largest(largest, S(abs(S(training.outputs[q] - training.machines[q].b() -
                                  inner_product<S>(a.row(kept ? 0 : q), k.row(q))))));
  return largest;
}

/// How many a_i are where an average of -L'_i has to be, of those whose Θ_t keeps its sign.
std::size_t averages(const MetOnPath<S>& met, const Matrix<S>& a, std::size_t* all = nullptr) {
  std::size_t inside = 0, asked = 0;
  for (std::size_t q = 0; q < a.rows; ++q)
    for (std::size_t i = 0; i < a.columns; ++i) {
      if (!met.keeps_sign(q, i)) continue;
      ++asked;
      if (met.outside(a(q, i), i) <= 0) ++inside;
    }
  if (all) *all = asked;
  return inside;
}

/// The kernel between the examples, which are the first queries.
Matrix<S> between_examples(const Matrix<S>& k) {
  const std::size_t m = k.columns;
  return {m, m, {k.entries.begin(), k.entries.begin() + static_cast<std::ptrdiff_t>(m * m)}};
}

Figure figure(const Instance<S>& instance, const Training<S>& training, const MetOnPath<S>& met,
              const std::vector<NamedKernel>& all) {
  const std::size_t i = 3;
  Panel panel{.title = "a_4, of the example (1, 1)", .x_label = "x", .y_label = "a_4"};
  const auto add = [&](const std::string& label, auto&& value) {
    Curve curve{label, {}, Curve::Style::line};
    for (std::size_t q = instance.data.count; q < instance.queries.size(); ++q) {
      const double a = static_cast<double>(value(q));
      curve.points.push_back(
          {static_cast<double>(instance.queries[q][0]), std::abs(a) <= 5 ? a : std::nan("")});
    }
    panel.curves.push_back(std::move(curve));
  };
  for (const NamedKernel& named : all) {
    const Matrix<S> a = coefficients(training, named.k);
    if (named.name != "random numbers")
      add("by " + named.name, [&](std::size_t q) { return a(q, i); });
  }
  add("greatest -L'_4", [&](std::size_t) { return met.highest[i]; });
  add("least -L'_4", [&](std::size_t) { return met.lowest[i]; });
  return {
      "c03_any_kernel",
      "The coefficients that three kernels want",
      "By the path kernel a_4 stays between the least and the greatest of -L'_4 that training "
      "met, but for a pole where K vanishes; by a Gaussian or by the constant 1 it leaves them.",
      {panel}};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const Instance<S> instance = network(trial);
  const Training<S> training = train(instance, {.progress = trial.progress});
  const MetOnPath<S> met(instance, training.path);
  const std::vector<NamedKernel> all = kernels(instance, training);
  Table table{"Four kernels, for which the divided form is as true",
              {"kernel", "residual", "a_i are averages", "asymmetry", "least eigenvalue"},
              {}};
  std::size_t asked = 0;
  S worst(0);
  for (const NamedKernel& named : all) {
    const S residual = largest_residual(training, named.k, trial.mistaken);
    const std::size_t inside = averages(met, coefficients(training, named.k), &asked);
    const std::string share = std::to_string(inside) + " of " + std::to_string(asked);
    const Matrix<S> k = between_examples(named.k);
    const S least = eigenvalues(symmetric_part(k)).front();
    keep_largest(worst, residual);
    table.rows.push_back(
        {named.name, magnitude(residual).text, share, decimal(asymmetry(k), 2), decimal(least, 2)});
    evidence.vanishes(named.name + ": y - b - Σ a_i k(x, x_i)", magnitude(residual),
                      magnitude(S(1)));
    evidence.must_not_vanish(named.name + ": the a_i of one query kept",
                             magnitude(largest_residual(training, named.k, true)));
    if (named.name == "K") {
      evidence.condition("K: a_i that are averages of -L'_i", share, "all", inside == asked);
      evidence.condition("K: least eigenvalue", decimal(least, 3), "0 or more", least >= 0);
    } else
      evidence.must_fail(named.name + ": a_i that are averages of -L'_i", share, "fewer",
                         inside < asked);
  }
  evidence.defect("the path's defect |w' + ∇L|", magnitude(training.defect), magnitude(S(1)));
  evidence.conclude(Verdict::holds);
  decision.finding = "y = Σ a_i k + b to " + magnitude(worst).text +
                     " for every k: the content is in "
                     "S_i (A3) and in K (A7); but averages of -L' are " +
                     table.rows[0][2] + " of K's a_i, " + table.rows[1][2] + " of a Gaussian's, " +
                     table.rows[2][2] + " of the constant's";
  decision.tables.push_back(std::move(table));
  decision.figures.push_back(figure(instance, training, met, all));
}

}  // namespace

Claim c03() {
  return {"C3", "Fern's objection: any kernel satisfies the divided form", Verdict::holds,
          "the a_i of one query are kept for all others", decide};
}

}  // namespace pathkernel::claims
