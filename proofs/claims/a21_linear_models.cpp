/// @file a21_linear_models.cpp
/// Statement.   For a linear model the path kernel reduces to the dot product (claim A21):
///                f_w(x) = w·x   =>   K(x, x') = T x·x'.                                     (1)
/// Hypotheses.  f linear in w, whatever the loss. With a bias, x stands for (x, 1).
/// Derivation.  ∇f(x) = x at every w, so Θ_t(x, x') = x·x' at every t; integrate over [0, T]. ∎
///              The factor T is no detail: K grows without bound, and a_i = -(1/T) ∫ L'_i dt, the
///              same at every x. What has a limit is α_i = T a_i, with y = y_0 + Σ α_i x·x_i. For
///              least squares the residual r = y* - y obeys r' = -G r, G_ij = x_i·x_j, so that
///                α = T φ₁(-GT) r_0,    φ₁(z) = (e^z - 1)/z,                                 (2)
///              also where G is singular. As T -> ∞, with G⁺ the inverse of G where G is not 0,
///                α = G⁺ r_0 + T P r_0,    P the projection to the null space of G:          (3)
///              a_i -> 0 where the data can be fitted, else to the residual that stays.
/// Computation. K and a_i from replayed gradients along the path; the right sides from the data
///              alone, by eigenvalues of G.
/// Control.     (1) of a model that is not linear; (2) with e^z in place of φ₁; (2) on the flow of
///              1.001 L. The last is needed since (1) holds on any path, however wrong.
/// Not claimed. That a_i is a fixed number: it is the average of -L'_i up to T, and T is arbitrary.

#include "kernel/classical/dot_products.hpp"
#include "kernel/gram/eigenvalues.hpp"
#include "nn/layers/linear.hpp"
#include "proofs/claims/claim.hpp"
#include "proofs/claims/points_and_curves.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;
using Function = std::function<S(const S&)>;

const auto record_dot_product = [](auto w, auto x) { return product(w[0], x); };
const auto record_tanh = [](auto w, auto x) { return tanh(product(w[0], x)); };

/// Two points in space, which w·x can fit.
Instance<S> fitted(const S& until) {
  return {"w·x, 2 points in R³",
          RecordedModel{{{"w", {1, 3}}}, record_dot_product},
          SquaredLoss{},
          {2, 3, {S(1), S(-1) / 2, S(1), S(1), S(1) / 3, S(2)}, {S(1), S(-2)}},
          {S(1) / 2, S(0), S(-1) / 3},
          until,
          {{S(2), S(1), S(1)}, {S(-1), S(3), S(1) / 2}}};
}

/// Four points of a plane, which it can't: their Gram matrix has rank 2.
Instance<S> not_fitted(const S& until) {
  return {"w·x, 4 points in R²",
          RecordedModel{{{"w", {1, 2}}}, record_dot_product},
          SquaredLoss{},
          {4, 2, {S(1), S(-1), S(0), S(1), S(1), S(1), S(-1), S(0)}, {S(2), S(0), S(1), S(-1) / 2}},
          {S(0), S(1) / 2},
          until,
          {{S(2), S(1)}, {S(-1) / 3, S(3)}}};
}

/// Σ_j v_j g(λ_j) v_jᵀ r: a function of the Gram matrix, applied to r_0.
std::vector<S> of_gram(const Instance<S>& instance, const Function& g) {
  const Points<S> x = points_of(instance.data);
  const SymmetricEigen<S> eigen = symmetric_eigen(gram(LinearKernel{}, x));
  std::vector<S> result(x.size(), S(0));
  for (std::size_t j = 0; j < x.size(); ++j) {
    S part(0);
    for (std::size_t i = 0; i < x.size(); ++i)
      part += eigen.vectors(i, j) * (instance.data.y[i] - inner_product(instance.w, x[i]));
    for (std::size_t i = 0; i < x.size(); ++i)
      result[i] += eigen.vectors(i, j) * g(eigen.values[j]) * part;
  }
  return result;
}

/// T φ₁(-λT) = (1 - e^(-λT))/λ, which is T at λ = 0.
S phi_1_times(const S& T, const S& lambda) {
  using std::expm1;
  return lambda == 0 ? T : S(-expm1(S(-lambda * T)) / lambda);
}

/// (2)
std::vector<S> predicted_alpha(const Instance<S>& instance) {
  return of_gram(instance, [&](const S& lambda) { return phi_1_times(instance.until, lambda); });
}

/// max |T a_i - α_i|, the a_i as found at all queries.
S largest_gap(const Instance<S>& instance, const Training<S>& training,
              const std::vector<S>& alpha) {
  using std::abs;
  S largest(0);
  for (const KernelMachine<S>& machine : training.machines)
    for (std::size_t i = 0; i < alpha.size(); ++i)
      keep_largest(largest, S(abs(S(instance.until * machine.coefficient(i).value() - alpha[i]))));
  return largest;
}

/// max |K(x, x_i) - T k(x, x_i)| over queries and examples.
template <class K>
S largest_difference(const Instance<S>& instance, const Training<S>& training, const K& k,
                     const S& T) {
  using std::abs;
  const Matrix<S> product = gram(k, instance.queries, points_of(instance.data));
  S largest(0);
  for (std::size_t q = 0; q < product.rows; ++q)
    for (std::size_t i = 0; i < product.columns; ++i)
      keep_largest(largest, S(abs(S(training.machines[q].path_kernel[i] - T * product(q, i)))));
  return largest;
}

/// (1) and (2) of least squares, and the controls of (2).
void check_least_squares(Evidence& evidence, const Instance<S>& instance, bool forget_T) {
  const Training<S> training = train(instance);
  const S T = forget_T ? S(1) : instance.until;
  evidence.vanishes(instance.name + ": K - T x·x'",
                    magnitude(largest_difference(instance, training, LinearKernel{}, T)),
                    magnitude(training.machines.front().kernel_size));
  check_identity(evidence, instance, training);
  const std::vector<S> alpha = predicted_alpha(instance);
  evidence.vanishes(instance.name + ": T a_i - T φ₁(-GT)(y* - y_0)",
                    magnitude(largest_gap(instance, training, alpha)), magnitude(instance.until));
  using std::exp;
  const std::vector<S> wrong = of_gram(instance, [&](const S& lambda) {
    return S(instance.until * exp(S(-lambda * instance.until)));
  });
  evidence.must_not_vanish(instance.name + ": with e^z in place of φ₁(z)",
                           magnitude(largest_gap(instance, training, wrong)));
  TrainingOptions<S> astray;
  astray.speed = S(1001) / 1000;
  evidence.must_not_vanish(instance.name + ": a_i on the flow of 1.001 L",
                           magnitude(largest_gap(instance, train(instance, astray), alpha)));
}

/// (1) with a bias and another loss; and of a model that is not linear.
void check_others(Evidence& evidence, const S& until) {
  Instance<S> instance = not_fitted(until);
  instance.data.y = {S(1), S(0), S(1), S(1)};
  instance.name = "w·x + c, logistic loss";
  instance.model = Linear{2, 1};
  instance.loss = LogisticLoss{};
  instance.w.push_back(S(1) / 4);
  evidence.vanishes(
      instance.name + ": K - T (x·x' + 1)",
      magnitude(largest_difference(instance, train(instance), PolynomialKernel<S>{S(1), 1}, until)),
      magnitude(until));
  Instance<S> bent = fitted(until);
  bent.model = RecordedModel{{{"w", {1, 3}}}, record_tanh};
  evidence.must_not_vanish("tanh(w·x): K - T x·x'",
                           magnitude(largest_difference(bent, train(bent), LinearKernel{}, until)));
}

/// (3), when e^(-λT) is below the last digit for every λ > 0.
void check_limit(Evidence& evidence, const Instance<S>& instance) {
  const S nothing = S(1) / 1000;  // between the λ that are 0 and those that are not
  const std::vector<S> limit = of_gram(
      instance, [&](const S& lambda) { return lambda < nothing ? instance.until : S(1 / lambda); });
  evidence.vanishes(
      instance.name + ", T = " + decimal(instance.until, 3) + ": T a_i - (G⁺ + T P)(y* - y_0)",
      magnitude(largest_gap(instance, train(instance), limit)), magnitude(instance.until));
}

/// a_i as T grows: (2) as lines, and what trainings found as points.
Panel panel(const std::string& title, Instance<S> (*make)(const S&), const std::vector<S>& times) {
  Panel panel{title, "T", "a_i", true, false, {}, {}};
  using std::exp;
  const std::vector<S> logs = evenly_spaced(S(-3), S(5), 80);
  const std::size_t m = make(S(1)).data.count;
  for (std::size_t i = 0; i < m; ++i) {
    Curve formula{"a_" + std::to_string(i + 1), {}, Curve::Style::line};
    for (const S& log_T : logs) {
      const S T = exp(log_T);
      formula.points.push_back(
          {static_cast<double>(T), static_cast<double>(S(predicted_alpha(make(T))[i] / T))});
    }
    panel.curves.push_back(std::move(formula));
  }
  Curve found{"found by training", {}, Curve::Style::points};
  for (const S& T : times) {
    const Training<S> training = train(make(T));
    for (std::size_t i = 0; i < m; ++i)
      found.points.push_back(
          {static_cast<double>(T),
           static_cast<double>(training.machines.front().coefficient(i).value())});
  }
  panel.curves.push_back(std::move(found));
  return panel;
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  check_least_squares(evidence, fitted(S(2)), trial.mistaken);
  check_least_squares(evidence, not_fitted(S(2)), trial.mistaken);
  check_others(evidence, S(2));
  trial.progress(0.3);
  const S late(128);
  check_limit(evidence, fitted(late));
  check_limit(evidence, not_fitted(late));
  trial.progress(0.5);
  evidence.conclude(Verdict::holds_under_condition);
  decision.finding =
      "up to the factor T: K = T x·x' grows without bound, and a_i is one number for all x, "
      "which tends to 0 only where the data are fitted";
  const std::vector<S> times{S(1) / 8, S(1) / 2, S(2), S(8), S(32), S(128)};
  if (trial.small) return;
  decision.figures.push_back(
      {"a21_coefficients",
       "The a_i of a linear model, as training goes on",
       "On the left w·x fits 2 points of R³, and both a_i fall to 0 like 1/T. On the right it "
       "does not fit 4 points of R²: their a_i level off at the residuals that stay, 1.17, 0.17, "
       "1.33 and -1.00. What trainings until 6 different T found lies on the lines.",
       {panel("2 points, fitted", fitted, times),
        panel("4 points, not fitted", not_fitted, times)}});
}

}  // namespace

Claim a21() {
  return {"A21", "Linear models: the path kernel is T times the dot product",
          Verdict::holds_under_condition, "the factor T is forgotten: K is compared with x·x'",
          decide};
}

}  // namespace pathkernel::claims
