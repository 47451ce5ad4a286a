/// @file a13_cross_entropy_views.cpp
/// Statement.   A classifier learned by cross-entropy is a kernel machine, whose loss derivative is
///              -1/p_i if f is the probability p (claim A13, Remark 3). One flow has three views:
///                logits         z_c = z_c⁰ - Σ_i Σ_k ∫ (p_k(x_i) - δ_{k,label}) Θ_ck dt
///                probabilities  p_c = p_c⁰ + Σ_i a_i K_i,  a_i the average of 1/p_i
///                logarithms     ln p_c(x) = ln p_c⁰ + Σ_i ∫ ∇ln p_c(x)·∇ln p_label(x_i) dt
/// Hypotheses.  p = softmax z; ℓ = -ln p_label, the same number in each view.
/// Derivation.  ∂ℓ/∂z_k = p_k - δ_{k,label}, ∂ℓ/∂p_label = -1/p_label, ∂ℓ/∂(ln p_label) = -1; then
///              claim A3. So in the last view every a_i is 1. ∎
/// Computation. One path of a network of 3 classes, found with the logits, read in each view. The
///              views' predictions agree. In the last one a_i is 1 at every x, and K is symmetric
///              and positive semi-definite over pairs of a point and a class.
/// Control.     The p-view with the derivative of the logarithm; the loudest example left out; the
///              flow of 1.001 L. In the p-view a_i depends on x.
/// Not claimed. That a_i exists at every x in the p-view, see claim A5, or lies among the 1/p_i:
///              its weights are Θ_t, of both signs.

#include "kernel/gram/eigenvalues.hpp"
#include "kernel/path/cross_entropy_views.hpp"
#include "kernel/path/kernel_matrices.hpp"
#include "nn/models/mlp.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/points_and_curves.hpp"
#include "proofs/claims/reading.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;
constexpr std::size_t classes = 3;

/// A network 2-2-3 that makes logits.
Instance<S> classifier(const Trial& trial) {
  const Mlp network{{2, 2, 3}, Activation::tanh};
  // x in two rows, then a row for each class: example i is of class i, a fourth one of class 0
  const Examples<S> four{4,
                         2,
                         {S(1), S(-1) / 2, S(0), S(1) / 4, S(1) / 3, S(1), S(-1), S(-1) / 2},
                         {S(1), S(0), S(0), S(1), S(0), S(1), S(0), S(0), S(0), S(0), S(1), S(0)},
                         classes};
  const std::vector<std::size_t> first_three{0, 1, 2};
  const Examples<S> data = trial.small ? selected(four, std::span(first_three)) : four;
  return {"logits",
          network,
          SoftmaxCrossEntropy{},
          data,
          initial_parameters<S>(network, 5),
          trial.pick(S(3), S(1) / 4),
          {{S(2) / 5, S(-1) / 3}, {S(-2), S(3) / 2}}};
}

Instance<S> view(const Instance<S>& logits, const std::string& name, const ModelOn<S>& model,
                 const LossOn<S>& loss) {
  Instance<S> seen = logits;
  seen.name = name;
  seen.model = model;
  seen.loss = loss;
  return seen;
}

std::size_t label(const Examples<S>& data, std::size_t i) {
  return data.y[i] == 1 ? 0 : data.y[data.count + i] == 1 ? 1 : 2;
}

/// In the p-view L' is -1/p at an example's own class, and 0 at others.
void check_derivative(Evidence& evidence, const Instance<S>& p_view, const Path<S>& path) {
  using std::abs;
  PathReader<S> along = reader(p_view, path, points_of(p_view.data));
  S largest(0);
  for (int n = 0; n <= 6; ++n) {
    along.go_to(path.end() * n / 6);
    for (std::size_t i = 0; i < p_view.data.count; ++i)
      for (std::size_t k = 0; k < classes; ++k) {
        const bool own = k == label(p_view.data, i);
        const S expected = own ? -1 / along.output(i * classes + k) : S(0);
        keep_largest(largest, S(abs(along.loss_derivative(i * classes + k) - expected)));
      }
  }
  evidence.vanishes("the p-view's L' + 1/p_i", magnitude(largest), {"1", 0});
}

/// Each view's predictions, made of sums over examples alone, say the same p.
void check_agreement(Evidence& evidence, const Reading<S>& z, const Reading<S>& p,
                     const Reading<S>& log_p) {
  using std::abs, std::exp;
  S from_logits(0), from_logarithms(0);
  for (std::size_t row = 0; row < p.machines.size(); ++row) {
    const std::size_t first = row / classes * classes;
    S total(0);
    for (std::size_t c = first; c < first + classes; ++c)
      total += exp(z.machines[c].undivided_prediction());
    const S said = p.machines[row].undivided_prediction();
    keep_largest(from_logits, S(abs(said - exp(z.machines[row].undivided_prediction()) / total)));
    keep_largest(from_logarithms, S(abs(said - exp(log_p.machines[row].undivided_prediction()))));
  }
  evidence.vanishes("p less the softmax of the logit view", magnitude(from_logits), {"1", 0});
  evidence.vanishes("p less exp of the log-prob view", magnitude(from_logarithms), {"1", 0});
}

/// a_i of the log-prob view is 1 in every row; of the p-view it varies from row to row.
void check_coefficients(Evidence& evidence, const Examples<S>& data, const Reading<S>& p,
                        const Reading<S>& log_p) {
  using std::abs;
  S from_one(0);
  Smallest<S> spread;
  for (std::size_t i = 0; i < data.count; ++i) {
    const std::size_t term = i * classes + label(data, i);
    for (const KernelMachine<S>& machine : log_p.machines)
      keep_largest(from_one, S(abs(machine.coefficient(term).value_or(S(0)) - 1)));
    spread.add(p.machines[0].coefficient(term).value() -
               p.machines[classes].coefficient(term).value());
  }
  evidence.vanishes("the log-prob view's a_i less 1", magnitude(from_one), {"1", 0});
  evidence.must_not_vanish("the p-view's a_i at a query, less that at another", spread.magnitude());
}

/// The log-prob view's K between the pairs (training point, class).
void check_kernel(const Trial& trial, Evidence& evidence, const Instance<S>& log_view,
                  const Path<S>& path) {
  using std::abs;
  const Matrix<S> K = path_kernel_matrix(
      reading(asked(log_view, points_of(log_view.data)), path, part(trial, 0.2, 0.4)).machines);
  S asymmetry(0);
  for (std::size_t r = 0; r < K.rows; ++r)
    for (std::size_t c = 0; c < r; ++c) keep_largest(asymmetry, S(abs(K(r, c) - K(c, r))));
  evidence.vanishes("the log-prob view's K less its transpose", magnitude(asymmetry), {"1", 0});
  const std::vector<S> values = eigenvalues(K);
  evidence.condition("its eigenvalues",
                     decimal(values.front(), 3) + " to " + decimal(values.back(), 3),
                     "none below 0", is_positive_semidefinite(K, PathQuadrature<S>::finest()));
}

/// One path in three views.
struct Views {
  Instance<S> logits, p_view, log_view;
  Training<S> training;
  Reading<S> z, p, log_p;

  explicit Views(const Trial& trial)
      : logits(classifier(trial)), p_view(view(logits, "probabilities", Probabilities{logits.model},
                                               CrossEntropyOfProbabilities{})),
        log_view(view(logits, "logarithms",
                      trial.mistaken ? logits.model : ModelOn<S>(LogProbabilities{logits.model}),
                      CrossEntropyOfLogProbabilities{})),
        training(train(logits, {.progress = part(trial, 0.0, 0.1)})), z(reading(training)),
        p(reading(p_view, training.path, part(trial, 0.1, 0.15))),
        log_p(reading(log_view, training.path, part(trial, 0.15, 0.2))) {}
};

void check_controls(const Trial& trial, const Views& views, Evidence& evidence) {
  const Instance<S> mixed = view(views.logits, "", views.p_view.model, views.log_view.loss);
  const Reading<S> wrong = reading(mixed, views.training.path, part(trial, 0.4, 0.5));
  Smallest<S> taken_for_one;
  for (std::size_t row = 0; row < wrong.machines.size(); ++row)
    taken_for_one.add(wrong.residual(row));
  evidence.must_not_vanish("probabilities with L' = -1", taken_for_one.magnitude());
  must_miss_the_loudest(evidence, "logarithms", views.log_p);
  must_miss_astray(evidence, asked(views.p_view, {views.p_view.queries[0]}), part(trial, 0.5, 0.6));
}

/// a_i of an example's own class, along a line of queries (s, 1/3).
Figure figure(const Trial& trial, const Instance<S>& p_view, const Path<S>& path) {
  const std::vector<S> s = evenly_spaced(S(-4), S(4), trial.pick(120, 4));
  Points<S> line;
  for (const S& u : s) line.push_back({u, S(1) / 3});
  const Reading<S> read =
      reading(asked(p_view, line), path, part(trial, 0.8, 1.0), S(1) / 1'000'000'000'000);
  Panel panel{.title = "a_i", .x_label = "s, of the query (s, 1/3)", .y_label = "coefficient"};
  for (std::size_t i = 0; i < 3; ++i) {
    Curve curve{"p-view, example " + std::to_string(i + 1), {}};
    const std::size_t c = label(p_view.data, i);
    for (std::size_t q = 0; q < s.size(); ++q)
      if (const auto a = read.machines[q * classes + c].coefficient(i * classes + c))
        curve.points.push_back({static_cast<double>(s[q]), static_cast<double>(*a)});
    panel.curves.push_back(std::move(curve));
  }
  panel.curves.push_back({"log-prob view, every example", {{-4, 1}, {4, 1}}});
  return {"a13_coefficients",
          "What multiplies K(x, x_i), in two views of one training",
          "In the p-view the coefficient of each example varies with the query; in the log-prob "
          "view all are 1 at every query.",
          {panel}};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const Views views(trial);
  check_identity(evidence, views.logits, views.training);
  check_rows(evidence, "probabilities", views.p);
  check_rows(evidence, "logarithms", views.log_p);
  check_derivative(evidence, views.p_view, views.training.path);
  check_agreement(evidence, views.z, views.p, views.log_p);
  check_coefficients(evidence, views.logits.data, views.p, views.log_p);
  check_kernel(trial, evidence, views.log_view, views.training.path);
  check_controls(trial, views, evidence);
  check_order(evidence, asked(views.p_view, {views.p_view.queries[0]}), trial.pick(2, 1));

  evidence.conclude(Verdict::holds);
  decision.finding = "three views of one flow agree; a_1 of one query is " +
                     decimal(views.p.machines[0].coefficient(0).value(), 4) + " and of another " +
                     decimal(views.p.machines[classes].coefficient(0).value(), 4) +
                     " for f = p, and 1 at every one for f = ln p";
  decision.figures.push_back(figure(trial, views.p_view, views.training.path));
}

}  // namespace

Claim a13() {
  return {"A13", "cross-entropy: logits, probabilities, log-probabilities", Verdict::holds,
          "logits are taken for logarithms of probabilities: not normalised", decide};
}

}  // namespace pathkernel::claims
