/// @file learned_model.hpp
/// A model and how it has learned; and what tells whether that is so.
///
/// That w_{s+1} comes of w_s as the trajectory says, by this loss, data, R, rates and batches, is
/// taken on trust where its kernels are made: to see it for each step would take the gradient of
/// each batch. If all of it is right, then the residual of every kernel machine
///
///     b - Σ_i S_i - f_{w_N}(x)        undivided_prediction(), minus the model's output at the end
///
/// is 0 but for rounding. Where chords are integrated along to a tolerance, half of the digits are
/// required. Where a rule of nodes is given, it leaves a residual of its own; nothing is required,
/// and the reader has to look.
///
/// Leaves out: mistakes that do not show at the queries.
/// Next: chord_kernel.hpp.
#pragma once

#include "kernel/path/kernel_machine.hpp"
#include "kernel/steps/trajectory.hpp"
#include "nn/data/examples.hpp"
#include "nn/regularizer.hpp"

namespace pathkernel {

/// What L_s = Σ_i I_is ℓ(f_w(x_i), y_i) + R(w) has made of w. Data and trajectory must outlive it.
template <Real S, class M, class L>
struct LearnedModel {
  M model;
  L loss;
  const Examples<S>& data;
  const Trajectory<S>& trajectory;
  Regularizer<S> regularizer = {};
};
template <class S, class M, class L>
LearnedModel(M, L, const Examples<S>&, const Trajectory<S>&) -> LearnedModel<S, M, L>;
template <class S, class M, class L>
LearnedModel(M, L, const Examples<S>&, const Trajectory<S>&, std::type_identity_t<Regularizer<S>>)
    -> LearnedModel<S, M, L>;

/// b - Σ_i S_i - f_{w_N}(x) is at most √ε + N times the tolerance, beside what it is summed from.
///
/// @param trained  f_{w_N}(x)
/// @throws std::domain_error  if it is more
template <Real S>
void require_small_residual(const KernelMachine<S>& machine, const S& trained, std::size_t steps,
                            const S& tolerance) {
  using std::abs, std::sqrt;
  S size = abs(machine.initial) + abs(machine.regularizer_share) + abs(machine.velocity_share);
  for (const S& term : machine.loss_weighted) size += abs(term);
  const S share = sqrt(std::numeric_limits<S>::epsilon()) + S(static_cast<int>(steps)) * tolerance;
  const S said = machine.undivided_prediction();
  if (!(abs(S(said - trained)) <= share * S(size + abs(trained))))
    fail("kernel: a kernel machine that says ", said, " where the model says ", trained,
         " at the end of its steps; they are not those of this model, loss, data, regularizer, ",
         "rates and batches. Give what was recorded, with all digits.");
}

}  // namespace pathkernel
