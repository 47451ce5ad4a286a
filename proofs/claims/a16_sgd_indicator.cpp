/// @file a16_sgd_indicator.cpp
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

#include "proofs/claims/claim.hpp"

namespace pathkernel::claims {

namespace {

/// Finer than double, so that the errors of several step sizes lie above the floor of rounding.
using Fine = long double;

/// The stretches as a solver meets them that looks at the batch only where its steps of length h
/// begin.
std::vector<Stretch<Fine>> seen_at_steps(std::vector<Stretch<Fine>> stretches, Fine h) {
  for (Stretch<Fine>& stretch : stretches) stretch.start = std::ceil(stretch.start / h) * h;
  return stretches;
}

/// Order of convergence of w(T) under Dormand and Prince's method with fixed steps, in long double,
/// on the mini-batch flow of a start: restarting at every switch, or looking at the batch only
/// where a step begins. Absent where no two of the step sizes tried have errors above the floor of
/// rounding, and on problems so large (m P > 2,000) that trying them would take long.
std::optional<double> observed_order(const Problem& problem, std::size_t start, bool restart) {
  if (problem.data.count() * problem.starts[start].w.size() > 2000) return std::nullopt;
  const Laboratory<Fine> laboratory(problem, 16);
  const std::vector<Fine> w = laboratory.initial_parameters(start);
  const VectorField<Fine> field = laboratory.flow({start, Variant::batches});
  const std::vector<Fine> exact =
      integrate(field, w, laboratory.until, Taylor{all_digits<Fine> + 1}).final_state();

  // 8 k + 1 steps for 8 batches: in all refinements a switch falls at the same fraction of a step.
  const int batches = static_cast<int>(field.stretches.size());
  const Fine floor = std::numeric_limits<Fine>::epsilon() * 1000;
  std::vector<double> log_step, log_error;
  const int finest = restart ? 256 : 32;  // order 1 shows early, order 5 only near the floor
  for (int k = 4; k <= finest; k *= 2) {
    const double h =
        detail::dyadic_below(static_cast<double>(laboratory.until) / (batches * k + 1));
    VectorField<Fine> run = field;
    if (!restart) run.stretches = seen_at_steps(field.stretches, h);
    Fine error = 0;
    try {
      const std::vector<Fine> found =
          integrate(run, w, laboratory.until, DormandPrince{.fixed_step = h}).final_state();
      for (std::size_t p = 0; p < exact.size(); ++p)
        keep_largest(error, std::abs(found[p] - exact[p]));
    } catch (const std::domain_error&) {
      continue;  // unstable with steps as long as these
    }
    if (error < floor) break;
    log_step.push_back(std::log(h));
    log_error.push_back(static_cast<double>(std::log(error)));
  }
  if (log_step.size() < 2) return std::nullopt;
  const std::size_t last = log_step.size() - 1;
  return (log_error[last] - log_error[last - 1]) / (log_step[last] - log_step[last - 1]);
}

template <Real S>
void decide(const Laboratory<S>& laboratory, Decision& decision) {
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
  const std::vector<KernelMachine<S>>& read =
      laboratory.trial.mistaken ? ignored : training.machines;
  Smallest<S> all_in;
  for (std::size_t row = 0; row < laboratory.rows(); ++row) {
    evidence.vanishes(at_row(laboratory, key.start, row),
                      magnitude(S(training.outputs[row] - read[row].undivided_prediction())),
                      size_of_terms(read[row]));
    all_in.add(training.outputs[row] - ignored[row].undivided_prediction());
  }
  evidence.defect(name + ": the path's defect |w' + Σ I_i ∇ℓ_i|", magnitude(training.defect),
                  laboratory.size_of_data());
  evidence.must_not_vanish(name + ": every I_i taken for 1", all_in.magnitude());
  evidence.conclude(Verdict::holds);

  decision.finding = std::to_string(training.flow.batches.size()) + " stretches of time, in " +
                     laboratory.problem.tried_schedule().text(true);
  const std::optional<double> restarted = observed_order(laboratory.problem, key.start, true);
  const std::optional<double> across = observed_order(laboratory.problem, key.start, false);
  if (restarted && across)
    decision.finding += "; a Runge-Kutta method of order 5 shows order " + decimal(*restarted, 3) +
                        " if it restarts at switches, " + decimal(*across, 3) +
                        " if it steps across";
}

}  // namespace

Claim a16() {
  using enum Variant;
  return {"A16", "SGD multiplies each term by its indicator I_i(t)", Verdict::holds,
          "every I_i is taken for 1",
          OnTheData{{}, {batches}, [](const auto& laboratory, Decision& decision) {
                      decide(laboratory, decision);
                    }}};
}

}  // namespace pathkernel::claims
