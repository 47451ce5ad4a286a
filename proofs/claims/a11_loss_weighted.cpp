/// @file a11_loss_weighted.cpp
/// Statement.   With the loss-weighted path kernel all coefficients are -1 (claim A11, Remark 2):
///                y(x) = y_0(x) - Σ_i K^lp(x, x_i),    K^lp(x, x_i) = ∫ L'_i Θ_t(x, x_i) dt,
///              and the learned model is a kernel machine with that kernel.
/// Hypotheses.  Those of claim A3.
/// Derivation.  K^lp is S_i: the first half is claim A3. For the second, K^lp(x_j, x_i) carries the
///              loss derivative of x_i and K^lp(x_i, x_j) that of x_j; and the sign of L'_i, which
///              is that of (y_i - y*_i), stands on the diagonal.
/// Computation. The identity at three queries. K^lp between all examples: its asymmetry, and the
///              eigenvalues of its symmetric part.
/// Control.     The loudest example left out must show. K itself, of the same path, is symmetric.
/// Not claimed. That it is useless: it sums up the training without any division. It is no kernel.

#include "kernel/gram/eigenvalues.hpp"
#include "kernel/path/kernel_matrices.hpp"
#include "proofs/claims/o_rings.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  Instance<S> instance = o_rings<S>(trial.small);
  const Points<S> outside = instance.queries;
  instance.queries = points_of(instance.data);
  instance.queries.insert(instance.queries.end(), outside.begin(), outside.end());
  TrainingOptions<S> options;
  options.progress = [&](double done) { trial.progress(0.8 * done); };
  Training<S> training = train(instance, options);

  Smallest<S> left_out;
  for (std::size_t q = 0; q < training.machines.size(); ++q) {
    const KernelMachine<S>& machine = training.machines[q];
    S sum = machine.b();  // with coefficients of -1, as a kernel machine
    for (std::size_t i = 0; i < machine.examples(); ++i)
      sum += (trial.mistaken ? 1 : -1) * machine.loss_weighted[i];
    const S residual = training.outputs[q] - sum;
    evidence.vanishes("query " + std::to_string(q + 1), magnitude(residual),
                      size_of_terms(machine));
    left_out.add(residual + machine.contribution(loudest(machine)));
  }
  evidence.must_not_vanish("the loudest example left out", left_out.magnitude());
  evidence.defect("the path's defect |w' + ∇L|", magnitude(training.defect),
                  magnitude(S(static_cast<int>(instance.data.count))));
  check_order(evidence, o_rings<S>(true));

  training.machines.resize(instance.data.count);
  const Matrix<S> weighted = loss_weighted_matrix(training.machines);
  const Matrix<S> plain = path_kernel_matrix(training.machines);
  evidence.vanishes("max |K_ij - K_ji| of the path kernel", magnitude(asymmetry(plain)),
                    magnitude(largest_magnitude(plain)));
  const S asymmetric = asymmetry(weighted);
  evidence.must_not_vanish("max |K^lp_ij - K^lp_ji|", magnitude(asymmetric));
  const std::vector<S> values = eigenvalues(symmetric_part(weighted));
  evidence.must_not_vanish("the least eigenvalue of K^lp's symmetric part",
                           magnitude(std::min(values.front(), S(0))));
  evidence.conclude(Verdict::holds_under_condition);
  decision.finding =
      "if a kernel need be neither symmetric nor positive: K^lp_ij - K^lp_ji reaches " +
      decimal(asymmetric, 4) + ", and its symmetric part has eigenvalues from " +
      decimal(values.front(), 4) + " to " + decimal(values.back(), 4);
}

}  // namespace

Claim a11() {
  return {"A11", "with the loss-weighted path kernel all a_i are -1",
          Verdict::holds_under_condition, "the coefficients are taken for +1", decide};
}

}  // namespace pathkernel::claims
