/// @file a03_path_integral_identity.cpp
/// Statement.   On gradient flow w(t), 0 <= t <= T, for every x (claim A3),
///                f_w(T)(x) = f_w(0)(x) - Σ_i S_i(x),    S_i(x) = ∫ L'_i Θ_t(x, x_i) dt.
/// Hypotheses.  f differentiable in w along the path; L a sum over examples; no momentum, no noise.
/// Derivation.  Integrate claim A2's last line over [0, T]. ∎
/// Computation. The path by Taylor series; S_i by Gauss-Legendre quadrature of replayed gradients
///              on the path, which knows nothing of series; the left side from the model itself.
/// Control.     Leave the loudest example out of the sum. Follow a wrong trajectory, the flow of
///              the loss times 1.001: both must show.
/// Not claimed. That a small residual proves the path right: on any curve p it is ∫ ∇f·(p' + ∇L)
///              dt, and for a model linear in w much of that can cancel. The path's defect stands
///              beside it.

#include "proofs/claims/claim.hpp"

namespace pathkernel::claims {

namespace {

template <Real S>
void decide(const Laboratory<S>& laboratory, Decision& decision) {
  Evidence evidence(laboratory.digits, decision);
  for (std::size_t start = 0; start < laboratory.problem.starts.size(); ++start) {
    const Training<S>& training = laboratory.training({start, Variant::plain});
    const Training<S>& wrong = laboratory.training({start, Variant::wrong});
    const std::string& name = laboratory.problem.starts[start].name;
    Smallest<S> left_out, astray;
    for (std::size_t row = 0; row < laboratory.rows(); ++row) {
      const KernelMachine<S>& whole = training.machines[row];
      const KernelMachine<S> lacking = without_loudest(whole);
      const KernelMachine<S>& machine = laboratory.trial.mistaken ? lacking : whole;
      evidence.vanishes(at_row(laboratory, start, row),
                        magnitude(S(training.outputs[row] - machine.undivided_prediction())),
                        size_of_terms(whole));
      left_out.add(training.outputs[row] - lacking.undivided_prediction());
      astray.add(wrong.outputs[row] - wrong.machines[row].undivided_prediction());
    }
    evidence.defect(name + ": the path's defect |w' + ∇L|", magnitude(training.defect),
                    laboratory.size_of_data());
    evidence.must_not_vanish(name + ": the loudest example left out", left_out.magnitude());
    evidence.must_not_vanish(name + ": on the flow of 1.001 L", astray.magnitude());
    evidence.must_not_vanish(name + ": that flow's defect", magnitude(wrong.defect));
  }
  evidence.conclude(Verdict::holds);
  decision.finding = "y(T) = y_0 - Σ S_i at every query; on the flow of 1.001 L it is visibly off";
}

}  // namespace

Claim a03() {
  using enum Variant;
  return {"A3", "Theorem 1 without division: y = y_0 - Σ S_i", Verdict::holds,
          "the loudest example is left out of the sum",
          OnTheData{{plain, wrong}, {}, [](const auto& laboratory, Decision& decision) {
                      decide(laboratory, decision);
                    }}};
}

}  // namespace pathkernel::claims
