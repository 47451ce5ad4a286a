/// @file a22-data.cpp
/// Statement.   After N steps of gradient descent with any learning rate ε, exactly (claim A22, on
///              the data given):
///                f_{w_N}(x) = f_{w_0}(x) - Σ_i S_i(x),
///                S_i = Σ_s ε L'_i(w_s) G_s(x)·∇f_{w_s}(x_i),    G_s(x) = ∫_0^1 ∇f(x) dc
///              along the chord w_s + c (w_{s+1} - w_s).
/// Hypotheses.  f differentiable in w along the chords; w_{s+1} = w_s - ε ∇L_s(w_s). A regularizer
///              and mini-batches may take part: they add -Σ ε G_s·∇R, and I_is to S_i.
/// Derivation.  f(w_{s+1}) - f(w_s) = G_s·(w_{s+1} - w_s); put in the step, and sum over s. ∎
/// Computation. The steps by the learning method, G_s by Gauss's rule to all digits. The left side
///              from the model itself.
/// Control.     Leave the loudest example out. Take ∇f(x) at the left end of each chord, as TracIn
///              does: right to order ε only, so that it must show, unless f is linear in w and ∇f
///              the same everywhere.
/// Not claimed. Anything of the limit ε → 0, which is claim A1. The kernel is not symmetric.

#include "proofs/claims/claim.hpp"

namespace pathkernel::claims {

namespace {

template <Real S>
void decide_start(const Laboratory<S>& laboratory, std::size_t start, Evidence& evidence) {
  const TrainingKey key{start, Variant::steps};
  const Training<S>& training = laboratory.training(key);
  const std::vector<KernelMachine<S>> left = laboratory.machines_by_rule(key, left_end<S>());
  const std::string& name = laboratory.problem.starts[start].name;
  Smallest<S> left_out, at_left_ends;
  for (std::size_t row = 0; row < laboratory.rows(); ++row) {
    const KernelMachine<S>& whole = training.machines[row];
    const KernelMachine<S> lacking = without_loudest(whole);
    const KernelMachine<S>& machine = laboratory.trial.mistaken ? lacking : whole;
    evidence.vanishes(at_row(laboratory, start, row),
                      magnitude(S(training.outputs[row] - machine.undivided_prediction())),
                      size_of_terms(whole));
    left_out.add(training.outputs[row] - lacking.undivided_prediction());
    at_left_ends.add(training.outputs[row] - left[row].undivided_prediction());
  }
  evidence.defect(name + ": |w_{s+1} - w_s + ε ∇L_s|, the steps' defect",
                  magnitude(training.defect), laboratory.size_of_data());
  evidence.must_not_vanish(name + ": the loudest example left out", left_out.magnitude());
  if (!laboratory.problem.starts[start].is_linear())
    evidence.must_not_vanish(name + ": queries seen at the left ends of steps",
                             at_left_ends.magnitude());
}

template <Real S>
void decide(const Laboratory<S>& laboratory, Decision& decision) {
  Evidence evidence(laboratory.digits, decision);
  for (std::size_t start = 0; start < laboratory.problem.starts.size(); ++start)
    decide_start(laboratory, start, evidence);
  evidence.conclude(Verdict::holds);
  const auto& [rate, count] = *laboratory.problem.steps;
  decision.finding = "after " + std::to_string(count) + " steps of rate " + rate.text() +
                     " the sum over chords is exact, no limit taken";
}

}  // namespace

Claim a22_data() {
  using enum Variant;
  return {"A22-data", "finite steps: y = y_0 - Σ S_i along chords, on the data given",
          Verdict::holds, "the loudest example is left out of the sum",
          OnTheData{{steps}, {}, [](const auto& laboratory, Decision& decision) {
                      decide(laboratory, decision);
                    }}};
}

}  // namespace pathkernel::claims
