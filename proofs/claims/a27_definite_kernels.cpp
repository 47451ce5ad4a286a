/// @file a27_definite_kernels.cpp
/// Statement.   A sum of kernels is a kernel, so conditions under which tangent kernels are
///              positive definite carry over to path kernels (claim A27, section 2 of the paper).
/// Hypotheses.  ∇f continuous in w along the path; T > 0.
/// Derivation.  For any numbers v_i at points x_i,
///                vᵀ K v = ∫ vᵀ Θ_t v dt = ∫ ‖Σ_i v_i ∇f_t(x_i)‖² dt >= 0,                  (1)
///              and as the integrand is continuous this is 0 only if it is 0 at every t. So K is
///              definite if Θ_t is at *one* time; and even if it is at none, as long as no v has
///              Θ_t v = 0 throughout. ∎
/// Computation. Two trainings on 3 points. Of a network on a path through a state where Θ_t is
///              singular: from there the flow is followed backwards, and w(0) is where that leads.
///              Of a model with 2 parameters, whose Θ_t is singular always. Both sides of (1) are
///              compared at K's eigenvector of the least eigenvalue, the right one from gradients.
/// Control.     A point that is there twice has a v with Θ_t v = 0 throughout: K must be singular.
///              The loss-weighted kernel has weights L'_i of both signs, and is no sum of kernels:
///              it must have a negative eigenvalue.
/// Not claimed. That K is well conditioned, or definite at all points. Nor anything of infinite
///              width.

#include "autodiff/operations/products.hpp"
#include "kernel/gram/eigenvalues.hpp"
#include "kernel/gram/pivoted_cholesky.hpp"
#include "kernel/path/kernel_matrices.hpp"
#include "nn/models/mlp.hpp"
#include "proofs/claims/claim.hpp"
#include "proofs/claims/points_and_curves.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

/// What is below it, beside the largest entry, counts as 0.
S nothing() {
  using std::ldexp;
  return ldexp(S(1), -150);
}

Instance<S> on_three_points(const std::string& name, const ModelOn<S>& model,
                            const std::vector<S>& w) {
  const Examples<S> data{3, 1, {S(-1), S(1) / 3, S(1)}, {S(1), S(-1), S(1) / 2}};
  return {name, model, SquaredLoss{}, data, w, S(2), points_of(data)};
}
/// A network on a path through output weight 0, where ∇f is (0, 0, h, 1): rank 2 on 3 points.
Instance<S> singular_once() {
  Instance<S> instance =
      on_three_points("tanh network 1-1-1", Mlp{{1, 1, 1}}, {S(1), S(1) / 4, S(0), S(1) / 5});
  VectorField<S> backwards = flow_of(instance);
  for (NodeId& block : backwards.derivative) block = (-backwards.tape[block]).id;
  instance.w = integrate(backwards, instance.w, S(1), Taylor{all_digits<S>}).final_state();
  return instance;
}
/// f = v e^(u x), with 2 parameters for 3 points.
Instance<S> always_singular() {
  const RecordedModel growth{{{"u", {1, 1}}, {"v", {1, 1}}},
                             [](auto w, auto x) { return w[1] * exp(w[0] * x); }};
  return on_three_points("v exp(u x), 2 parameters", growth, {S(1) / 2, S(1) / 2});
}

/// Θ_t between the points.
Matrix<S> tangent_gram(PathReader<S>& along, const S& t) {
  along.go_to(t);
  Matrix<S> theta(along.rows(), along.columns());
  for (std::size_t i = 0; i < theta.rows; ++i)
    for (std::size_t j = 0; j < theta.columns; ++j) theta(i, j) = along.kernel(i, j);
  return theta;
}

/// ∫ ‖Σ_i v_i ∇f_t(x_i)‖² dt
S integral_of_squares(const Path<S>& path, PathReader<S>& along, const std::vector<S>& v) {
  PathQuadrature<S> quadrature({1}, nothing());  // the sum cancels: finer would be rounding
  const auto square_at = [&](const Step<S>& step, const S& dt, std::span<S> values) {
    along.go_to(step, dt);
    std::vector<S> sum(along.w().size(), S(0));
    for (std::size_t i = 0; i < v.size(); ++i) {
      const std::vector<S> slope = along.df_dw(i);
      for (std::size_t p = 0; p < sum.size(); ++p) sum[p] += v[i] * slope[p];
    }
    values[0] = inner_product(sum, sum);
  };
  return quadrature.integrate(path, square_at).front();
}

/// A training and its kernels' definiteness.
struct Found {
  Training<S> training;
  Matrix<S> K;
  std::vector<S> t, least;   ///< λ_min(Θ_t) at evenly spaced times
  std::size_t definite = 0;  ///< at so many of them Θ_t is definite
};

/// (1) at K's eigenvector of the least eigenvalue, which has to be above 0.
void check_least_eigenvalue(Evidence& evidence, const Instance<S>& instance, const Found& found,
                            PathReader<S>& along) {
  const SymmetricEigen<S> eigen = symmetric_eigen(found.K);
  const S& least = eigen.values.front();
  std::vector<S> v;
  for (std::size_t i = 0; i < found.K.rows; ++i) v.push_back(eigen.vectors(i, 0));
  evidence.vanishes(instance.name + ": λ_min(K) - ∫ |Σ v_i ∇f(x_i)|² dt",
                    magnitude(S(least - integral_of_squares(found.training.path, along, v))),
                    magnitude(eigen.values.back()));
  evidence.must_not_vanish(instance.name + ": λ_min(K)", magnitude(least));
  evidence.condition(instance.name + ": K is definite", decimal(least, 4),
                     "Cholesky finds 3 pivots",
                     definiteness(found.K, nothing()) == Definiteness::definite);
}

Found look_at(Evidence& evidence, const Instance<S>& instance, bool loss_weighted, int times) {
  Found found{train(instance), {}, evenly_spaced(S(0), instance.until, times), {}};
  check_identity(evidence, instance, found.training);
  const std::vector<KernelMachine<S>>& machines = found.training.machines;
  const Matrix<S> K = loss_weighted ? loss_weighted_matrix(machines) : path_kernel_matrix(machines);
  evidence.vanishes(instance.name + ": asymmetry of K", magnitude(asymmetry(K)), magnitude(S(1)));
  found.K = symmetric_part(K);
  PathReader<S> along = reader(instance, found.training.path, instance.queries);
  for (const S& t : found.t) {
    const Matrix<S> theta = tangent_gram(along, t);
    found.least.push_back(eigenvalues(theta).front());
    found.definite += definiteness(theta, nothing()) == Definiteness::definite ? 1 : 0;
  }
  check_least_eigenvalue(evidence, instance, found, along);
  return found;
}

/// The points with the first one twice, and a sum with signs: neither may pass for definite.
void check_controls(Evidence& evidence, const Instance<S>& instance, const Found& found) {
  Instance<S> twice = instance;
  twice.data = selected(instance.data, std::vector<std::size_t>{0, 1, 2, 0});
  PathReader<S> along = reader(twice, found.training.path, points_of(twice.data));
  const Matrix<S> K =
      path_kernel_matrix(kernel_machines(along, {.tolerance = nothing(), .on_step = {}}));
  evidence.must_fail("a point is there twice: K is definite", decimal(eigenvalues(K).front(), 3),
                     "a λ of 0", definiteness(K, nothing()) != Definiteness::definite);
  const Matrix<S> signed_sum = symmetric_part(loss_weighted_matrix(found.training.machines));
  evidence.must_fail("∫ L'_i Θ dt, made symmetric, is semidefinite",
                     decimal(eigenvalues(signed_sum).front(), 3), "a λ below 0",
                     !is_positive_semidefinite(signed_sum, nothing()));
}

/// λ_min of K over [0, t], for t at the ends of the path's steps.
Curve growth(const Instance<S>& instance, const Path<S>& path) {
  PathReader<S> along = reader(instance, path, instance.queries);
  PathIntegrals<S> integrals(along, nothing());
  Curve curve{"λ_min of K over [0, t]", {}, Curve::Style::line};
  for (const Step<S>& step : path.steps()) {
    integrals.add(step);
    const S least = eigenvalues(symmetric_part(path_kernel_matrix(integrals.machines()))).front();
    curve.points.push_back(
        {static_cast<double>(S(step.start + step.length)), static_cast<double>(least)});
  }
  return curve;
}

Panel panel(const Instance<S>& instance, const Found& found) {
  Curve least{"λ_min(Θ_t)", {}, Curve::Style::line};
  for (std::size_t k = 0; k < found.t.size(); ++k)
    least.points.push_back({static_cast<double>(found.t[k]), static_cast<double>(found.least[k])});
  return {instance.name,
          "t",
          "least eigenvalue",
          false,
          false,
          {least, growth(instance, found.training.path)},
          {}};
}

/// Θ_t is to be singular at so many of the times.
void check_times(Evidence& evidence, const Instance<S>& instance, const Found& found,
                 std::size_t singular) {
  const std::size_t all = found.t.size();
  evidence.condition(instance.name + ": times at which Θ_t is definite",
                     std::to_string(found.definite),
                     std::to_string(all - singular) + " of " + std::to_string(all),
                     found.definite == all - singular);
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const int times = trial.pick(64, 8);
  const Instance<S> once = singular_once(), always = always_singular();
  const Found at_once = look_at(evidence, once, trial.mistaken, times);
  check_times(evidence, once, at_once, 1);
  evidence.vanishes(once.name + ": λ_min(Θ_1)", magnitude(at_once.least[at_once.t.size() / 2]),
                    magnitude(S(1)));
  check_controls(evidence, once, at_once);
  trial.progress(0.6);
  const Found at_always = look_at(evidence, always, trial.mistaken, times);
  check_times(evidence, always, at_always, at_always.t.size());
  evidence.conclude(Verdict::holds);
  decision.finding = "λ_min(K) = " + decimal(eigenvalues(at_once.K).front(), 3) +
                     " where Θ_t is singular at one time, and even where it is at all times " +
                     decimal(eigenvalues(at_always.K).front(), 3);
  if (trial.small) return;
  decision.figures.push_back(
      {"a27_eigenvalues",
       "The least eigenvalues of Θ_t and of K",
       "Left: the least eigenvalue of Θ_t falls to 0 at t = 1 and rises again, while that of K "
       "over [0, t] never falls, and ends at " +
           decimal(eigenvalues(at_once.K).front(), 2) +
           ". Right: that of Θ_t is 0 throughout, and yet that of K rises to " +
           decimal(eigenvalues(at_always.K).front(), 2) + ".",
       {panel(once, at_once), panel(always, at_always)}});
}

}  // namespace

Claim a27() {
  return {"A27", "Definite tangent kernels make definite path kernels", Verdict::holds,
          "the loss-weighted kernel is taken for K", decide};
}

}  // namespace pathkernel::claims
