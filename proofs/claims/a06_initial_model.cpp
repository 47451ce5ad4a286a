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
    std::vector<std::vector<S>> points = laboratory.queries;
    points.emplace_back(laboratory.data.dimension);  // the mean of the data
    const std::size_t C = laboratory.outputs();
    Smallest<S> between;
    for (std::size_t row = 0; row < laboratory.rows(); ++row) {
      const KernelMachine<S>& machine = training.machines[row];
      S b = training.outputs[row];
      for (const S& s : machine.loss_weighted) b += laboratory.trial.mistaken ? S(-s) : s;
      for (std::size_t p = 0; p < points.size(); ++p) {
        const S untrained = laboratory.model_output(start, w, points[p], row % C);
        if (p == row / C)
          evidence.vanishes(at_row(laboratory, start, row), magnitude(S(b - untrained)),
                            size_of_terms(machine));
        else
          between.add(b - untrained);
      }
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
  return {"A6", "b is the initial model", Verdict::holds,
          "the S_i are taken off y(T) once more, instead of given back",
          OnTheData{{plain}, {}, [](const auto& laboratory, Decision& decision) {
                      decide(laboratory, decision);
                    }}};
}

}  // namespace pathkernel::claims
