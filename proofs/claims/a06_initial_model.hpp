/// @file a06_initial_model.hpp
/// Statement.   b is the initial model (claim A6): b(x) = f_w(0)(x), which depends on x.
/// Hypotheses.  Those of Theorem 1, without a regularizer.
/// Derivation.  Solve claim A3's identity for its constant.                                        ∎
/// Computation. b is recovered from the trained model, y(T) + Σ S_i, and compared with the untrained one.
/// Control.     b taken from a training example, as if it were a constant, must show.
/// Not claimed. That b is small, or tells nothing: it is whatever the initial parameters happen to compute.
#pragma once

#include "proofs/claims/claim.hpp"

namespace pathkernel {

template <Real S>
void decide_initial_model(const Laboratory<S>& laboratory, Decision& decision) {
  Evidence<S> evidence(laboratory, decision);
  for (std::size_t start = 0; start < laboratory.problem.starts.size(); ++start) {
    using std::abs;
    const Training<S>& training = laboratory.training({start, Variant::plain});
    const std::vector<S> untrained =
        laboratory.outputs(start, laboratory.start_of(start), laboratory.queries);
    PointGradients<S> at_examples = laboratory.gradients(start);
    at_examples.evaluate(laboratory.start_of(start));
    S spread(0);
    for (std::size_t q = 0; q < laboratory.queries.size(); ++q) {
      const KernelMachine<S>& machine = training.machines[q];
      S b = training.outputs[q];
      for (const S& s : machine.loss_weighted) b += s;
      evidence.vanishes(at_query(laboratory, start, q), b - untrained[q], size_of_terms(machine));
      for (std::size_t i = 0; i < at_examples.count(); ++i)
        spread = std::max(spread, S(abs(b - at_examples.output(i))));
    }
    evidence.must_not_vanish(laboratory.problem.starts[start].name + ": b of a training example instead", spread);
  }
  evidence.conclude(Verdict::holds);
  decision.finding = "y(T) + Σ S_i is the untrained model's output, a different one at every query";
}

}  // namespace pathkernel
