/// @file a18-data.cpp
/// Statement.   Trained by the flow of a heavy ball, μ w'' + γ w' = -∇L from rest, the model is a
///              kernel machine too (claim A18, on the data given):
///                y(T) = y_0 - Σ_i S_i,    S_i = ∫_0^T L'_i A_s(x)·∇f_s(x_i) ds,
///                A_s(x) = ∫_s^T h(t - s) ∇f_t(x) dt,    h(u) = e^(-γu/μ)/μ.
/// Hypotheses.  Those of claim A3 but for the flow; v(0) = 0. A regularizer and mini-batches may
///              take part: they add -∫ A_s·∇R ds and put I_i into S_i.
/// Derivation.  v(t) = -∫_0^t h(t - s) ∇L(s) ds solves the flow's second line; in dy/dt = ∇f·v
///              integrate over t, and exchange the integrals over s and t. ∎
/// Computation. The path by Taylor series; A_s(x) backwards in time by quadrature. The left side
///              from the model itself.
/// Control.     Leave the loudest example out; meet the gradients at the same time instead of
///              across times, K = 1/γ ∫ Θ_t dt (γ = 1 in it if there is no friction), which is what
///              the limit μ → 0 would have: both must show.
/// Not claimed. That this kernel is symmetric: it sees x later than x_i. First velocities other
///              than 0, see claim A18 itself.

#include "proofs/claims/claim.hpp"

namespace pathkernel::claims {

namespace {

/// What the machines would say if gradients met at the same time, by row.
template <Real S>
[[nodiscard]] std::vector<S> same_time_predictions(const Laboratory<S>& laboratory,
                                                   const TrainingKey& key) {
  const Training<S>& training = laboratory.training(key);
  Path<S> path = training.path;
  path.problem.clear();  // read on purpose as if it were gradient flow's
  PathReader<S> at_once = reader(laboratory.instance(key), path, laboratory.queries);
  const S friction = laboratory.problem.momentum->friction.template as<S>();
  const S gamma = friction > 0 ? friction : S(1);
  std::vector<S> predictions;
  for (const KernelMachine<S>& machine :
       kernel_machines(at_once, {.tolerance = laboratory.coarse(), .on_step = {}}))
    predictions.push_back(machine.initial +
                          (machine.undivided_prediction() - machine.initial) / gamma);
  return predictions;
}

template <Real S>
void decide(const Laboratory<S>& laboratory, Decision& decision) {
  Evidence evidence(laboratory.digits, decision);
  for (std::size_t start = 0; start < laboratory.problem.starts.size(); ++start) {
    const TrainingKey key{start, Variant::momentum};
    const Training<S>& training = laboratory.training(key);
    const std::string& name = laboratory.problem.starts[start].name;
    const std::vector<S> same_time = same_time_predictions(laboratory, key);
    Smallest<S> left_out, at_once;
    for (std::size_t row = 0; row < laboratory.rows(); ++row) {
      const KernelMachine<S>& machine = training.machines[row];
      const S across = training.outputs[row] - machine.undivided_prediction();
      const S together = training.outputs[row] - same_time[row];
      const S residual = laboratory.trial.mistaken ? together : across;
      evidence.vanishes(at_row(laboratory, start, row), magnitude(residual),
                        size_of_terms(machine));
      left_out.add(across + machine.contribution(loudest(machine)));
      at_once.add(together);
    }
    evidence.defect(name + ": the path's defect |(w, v)' - (v, -(γ v + ∇L)/μ)|",
                    magnitude(training.defect), laboratory.size_of_data());
    evidence.must_not_vanish(name + ": the loudest example left out", left_out.magnitude());
    evidence.must_not_vanish(name + ": gradients met at the same time", at_once.magnitude());
  }
  evidence.conclude(Verdict::holds);
  const auto& [mass, friction] = *laboratory.problem.momentum;
  decision.finding = "with μ = " + mass.text() + ", γ = " + friction.text() +
                     " the kernel is a cross-time one; the same-time kernel is visibly off";
}

}  // namespace

Claim a18_data() {
  using enum Variant;
  return {"A18-data", "with momentum: y = y_0 - Σ S_i across times, on the data given",
          Verdict::holds, "gradients are met at the same time, as without momentum",
          OnTheData{{momentum}, {}, [](const auto& laboratory, Decision& decision) {
                      decide(laboratory, decision);
                    }}};
}

}  // namespace pathkernel::claims
