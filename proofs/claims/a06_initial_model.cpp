/// @file a06_initial_model.cpp
/// Statement.   b is the initial model (claim A6): b(x) = f_w(0)(x), which depends on x.
/// Hypotheses.  Those of Theorem 1, without a regularizer.
/// Derivation.  Solve claim A3's identity for its constant. ∎
/// Computation. b is recovered from the trained model, y(T) + Σ S_i, and compared with the
///              untrained one.
/// Control.     b taken from another query, or from the mean of the data, as if it were a constant,
///              must show at every query.
/// Not claimed. That b is small, or tells nothing: it is whatever the initial parameters happen to
///              compute.

#include "proofs/claims/claim.hpp"

namespace pathkernel::claims {

namespace {

template <Real S>
void decide(const Laboratory<S>& laboratory, Decision& decision) {
  Evidence evidence(laboratory.digits, decision);
  for (std::size_t start = 0; start < laboratory.problem.starts.size(); ++start) {
    const Training<S>& training = laboratory.training({start, Variant::plain});
    const std::vector<S> w = laboratory.initial_parameters(start);
    std::vector<S> untrained;
    for (const std::vector<S>& x : laboratory.queries)
      untrained.push_back(laboratory.model_output(start, w, x));
    untrained.push_back(
        laboratory.model_output(start, w, std::vector<S>(laboratory.data.dimension)));
    Smallest<S> between;
    for (std::size_t q = 0; q < laboratory.queries.size(); ++q) {
      const KernelMachine<S>& machine = training.machines[q];
      S b = training.outputs[q];
      for (const S& s : machine.loss_weighted) b += s;
      evidence.vanishes(at_query(laboratory, start, q), magnitude(S(b - untrained[q])),
                        size_of_terms(machine));
      for (std::size_t other = 0; other < untrained.size(); ++other)
        if (other != q) between.add(b - untrained[other]);
    }
    evidence.defect(laboratory.problem.starts[start].name + ": the path's defect |w' + ∇L|",
                    magnitude(training.defect), laboratory.size_of_data());
    evidence.must_not_vanish(laboratory.problem.starts[start].name + ": b of another query",
                             between.magnitude());
  }
  evidence.conclude(Verdict::holds);
  decision.finding = "y(T) + Σ S_i is the untrained model's output, a different one at every query";
}

}  // namespace

Claim a06() {
  using enum Variant;
  return {"A6", "b is the initial model",
          Verdict::holds, "MISTAKE",
          OnTheData{{plain},
                    {},
                    [](const auto& laboratory, Decision& decision) {
                      decide(laboratory, decision);
                    }}};
}

}  // namespace pathkernel::claims
