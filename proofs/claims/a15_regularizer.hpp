/// @file a15_regularizer.hpp
/// Statement.   A regularizer R(w) adds -∫ ∇f(x)·∇R dt to b (claim A15, Remark 4):
///                y(T) = y_0 - ∫ ∇f(x)·∇R dt - Σ_i S_i.
/// Hypotheses.  w' = -∇L - ∇R, with R = λ‖w‖²/2.
/// Derivation.  dy/dt = ∇f·w' = -Σ_i L'_i Θ_t(x, x_i) - ∇f·∇R; integrate.                          ∎
/// Computation. As claim A3, on the regularized flow. For a linear model, homogeneous of degree q = 1 in
///              w, Euler's ∇f·w = q f makes the term -λ q ∫ y dt, which is integrated by itself.
/// Control.     Without the term the identity must visibly fail.
/// Not claimed. Anything of regularizers without a gradient, such as |w|.
#pragma once

#include "proofs/claims/claim.hpp"

namespace pathkernel {

/// ∫ y(t) dt along a path, at every query.
template <Real S>
[[nodiscard]] std::vector<S> integrated_outputs(const Laboratory<S>& laboratory, std::size_t start,
                                                const Path<S>& path) {
  PointGradients<S> points = laboratory.gradients(start, laboratory.queries);
  PathQuadrature<S> quadrature(std::vector<std::size_t>(laboratory.queries.size(), 1),
                               PathQuadrature<S>::finest());
  return quadrature.integrate(path, [&](const Step<S>& step, const S& dt, std::span<S> y) {
    points.evaluate(path.state_in(step, dt));
    for (std::size_t q = 0; q < y.size(); ++q) y[q] = points.output(q);
  });
}

template <Real S>
void decide_regularizer(const Laboratory<S>& laboratory, Decision& decision) {
  Evidence<S> evidence(laboratory, decision);
  for (std::size_t start = 0; start < laboratory.problem.starts.size(); ++start) {
    using std::abs;
    const Training<S>& training = laboratory.training({start, Variant::regularized});
    const std::string& name = laboratory.problem.starts[start].name;
    S without(0);
    for (std::size_t q = 0; q < laboratory.queries.size(); ++q) {
      const KernelMachine<S>& machine = training.machines[q];
      const S residual = training.outputs[q] - machine.undivided_prediction();
      evidence.vanishes(at_query(laboratory, start, q), residual, size_of_terms(machine));
      without = std::max(without, S(abs(residual - machine.regularizer)));
    }
    evidence.vanishes(name + ": the path's defect |w' + ∇L + ∇R|", training.defect,
                      S(static_cast<int>(laboratory.data.count)));
    evidence.must_not_vanish(name + ": without the term of ∇R", without);
    if (!std::holds_alternative<Linear>(laboratory.problem.starts[start].model)) continue;
    const std::vector<S> integrals = integrated_outputs(laboratory, start, training.path);
    for (std::size_t q = 0; q < laboratory.queries.size(); ++q)
      evidence.vanishes(at_query(laboratory, start, q) + ": the term is λ ∫ y dt",
                        training.machines[q].regularizer - training.flow.l2 * integrals[q],
                        size_of_terms(training.machines[q]));
  }
  evidence.conclude(Verdict::holds);
  decision.finding = "with R = λ|w|²/2, λ = " + laboratory.problem.l2.text() +
                     ", b is y_0 - ∫ ∇f·∇R dt; for the linear model that is y_0 - λ ∫ y dt";
}

}  // namespace pathkernel
