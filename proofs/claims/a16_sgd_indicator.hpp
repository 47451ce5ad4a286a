/// @file a16_sgd_indicator.hpp
/// Statement.   For stochastic gradient descent each term is multiplied by the indicator I_i(t) of
///              example i being in the mini-batch at time t (claim A16, Remark 5):
///                y(T) = y_0 - Σ_i ∫ I_i(t) L'_i Θ_t(x, x_i) dt.
/// Hypotheses.  w' = -Σ_i I_i(t) ∇ℓ_i with I_i constant between switching times.
/// Derivation.  That of claim A3 on each stretch between switches; the stretches' sums add up. ∎
/// Computation. Cyclic mini-batches; the flow restarts at every switch, so that no step and no
///              quadrature panel contains one. A Runge-Kutta method of order 5, in long double,
///              shows why: it keeps its order if it restarts, and falls to order 1 if it steps
///              across. That is told, and decides nothing: an order shows only where errors are
///              small, but not too small.
/// Control.     With every I_i = 1 in the sums the identity must visibly fail.
/// Not claimed. The limit of ever shorter batches, which is claim A17.
#pragma once

#include "proofs/claims/claim.hpp"

namespace pathkernel {

/// Order of convergence of w(T) under Dormand and Prince's method with fixed steps, in long double,
/// on the mini-batch flow of a start: restarting at every switch, or looking at the batch only
/// where a step begins. Absent where no two of the step sizes tried have errors above the floor of
/// rounding, and on problems so large (m P > 2,000) that trying them would take long.
[[nodiscard]] std::optional<double> observed_order(const Problem& problem, std::size_t start,
                                                   bool restart);

template <Real S>
void decide_sgd_indicator(const Laboratory<S>& laboratory, Decision& decision) {
  Evidence evidence(laboratory.digits, decision);
  const TrainingKey key{laboratory.problem.starts.size() - 1, Variant::batches};
  const Training<S>& training = laboratory.training(key);
  const std::string& name = laboratory.problem.starts[key.start].name;
  // The same path, read as if every example had been in every batch.
  FlowOptions<S> all_in_batch = training.flow;
  for (Stretch<S>& stretch : all_in_batch.batches) std::ranges::fill(stretch.control, S(1));
  PathReader<S> unaware = laboratory.reader(key, training, laboratory.queries, all_in_batch);
  const std::vector<KernelMachine<S>> ignored =
      kernel_machines(unaware, {.tolerance = laboratory.coarse(), .on_step = {}});
  Smallest<S> all_in;
  for (std::size_t q = 0; q < laboratory.queries.size(); ++q) {
    const KernelMachine<S>& machine = training.machines[q];
    evidence.vanishes(at_query(laboratory, key.start, q),
                      magnitude(S(training.outputs[q] - machine.undivided_prediction())),
                      size_of_terms(machine));
    all_in.add(training.outputs[q] - ignored[q].undivided_prediction());
  }
  evidence.defect(name + ": the path's defect |w' + Σ I_i ∇ℓ_i|", magnitude(training.defect),
                  laboratory.size_of_data());
  evidence.must_not_vanish(name + ": every I_i taken for 1", all_in.magnitude());
  evidence.conclude(Verdict::holds);

  decision.finding = "with " + std::to_string(laboratory.problem.batches) + " mini-batches of " +
                     std::to_string(laboratory.problem.batch);
  const std::optional<double> restarted = observed_order(laboratory.problem, key.start, true);
  const std::optional<double> across = observed_order(laboratory.problem, key.start, false);
  if (restarted && across)
    decision.finding += "; a Runge-Kutta method of order 5 shows order " + decimal(*restarted, 3) +
                        " if it restarts at switches, " + decimal(*across, 3) +
                        " if it steps across";
}

}  // namespace pathkernel
