/// @file a16_sgd_indicator.hpp
/// Statement.   For stochastic gradient descent each term is multiplied by the indicator I_i(t) of
///              example i being in the mini-batch at time t (claim A16, Remark 5):
///                y(T) = y_0 - Σ_i ∫ I_i(t) L'_i Θ_t(x, x_i) dt.
/// Hypotheses.  w' = -Σ_i I_i(t) ∇ℓ_i with I_i constant between switching times.
/// Derivation.  That of claim A3 on each stretch between switches; the stretches' sums add up.     ∎
/// Computation. Cyclic mini-batches; the flow restarts at every switch, so that no step and no
///              quadrature panel contains one. A Runge-Kutta method of order 5, in long double, shows why:
///              it keeps its order if it restarts, and falls to order 1 if it steps across.
/// Control.     With every I_i = 1 in the sums the identity must visibly fail.
/// Not claimed. The limit of ever shorter batches, which is claim A17.
#pragma once

#include "proofs/claims/claim.hpp"

namespace pathkernel {

/// Order of convergence of w(T) under Dormand and Prince's method with fixed steps, in long double, on
/// the mini-batch flow of a start: restarting at every switch, or looking at the batch only where a step
/// begins. 0 if too few step sizes lie above the floor of rounding to tell.
[[nodiscard]] double observed_order(const Problem& problem, std::size_t start, bool restart);

template <Real S>
void decide_sgd_indicator(const Laboratory<S>& laboratory, Decision& decision) {
  using std::abs;
  Evidence<S> evidence(laboratory, decision);
  const TrainingKey key{laboratory.problem.starts.size() - 1, Variant::batches};
  const Training<S>& training = laboratory.training(key);
  const std::string& name = laboratory.problem.starts[key.start].name;
  for (std::size_t q = 0; q < laboratory.queries.size(); ++q)
    evidence.vanishes(at_query(laboratory, key.start, q),
                      training.outputs[q] - training.machines[q].undivided_prediction(),
                      size_of_terms(training.machines[q]));
  evidence.vanishes(name + ": the path's defect |w' + Σ I_i ∇l_i|", training.defect,
                    S(static_cast<int>(laboratory.data.count)));

  Training<S> unaware = training;  // of the batches, in its sums
  unaware.flow.batches.clear();
  const S coarse = S(1) / 100000000;
  const std::vector<KernelMachine<S>> ignored =
      laboratory.machines(key, unaware, laboratory.queries, coarse);
  S control(0);
  for (std::size_t q = 0; q < ignored.size(); ++q)
    control = std::max(control, S(abs(training.outputs[q] - ignored[q].undivided_prediction())));
  evidence.must_not_vanish(name + ": every I_i taken for 1", control);

  const double restarted = observed_order(laboratory.problem, key.start, true);
  const double across = observed_order(laboratory.problem, key.start, false);
  evidence.requires_that("order of a Runge-Kutta 5 that restarts at switches", decimal(restarted, 3),
                         "at least 4.5", restarted >= 4.5);
  evidence.requires_that("order of the same stepping across them", decimal(across, 3), "at most 1.5",
                         across > 0 && across <= 1.5);
  evidence.conclude(Verdict::holds);
  decision.finding = "with mini-batches of " + std::to_string(laboratory.problem.batch) + ", " +
                     std::to_string(laboratory.problem.switches) +
                     " of them; a step across a switch would cost the order";
}

}  // namespace pathkernel
