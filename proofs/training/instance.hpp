/// @file instance.hpp
/// A training and what Theorem 1 says of it, whoever asks: the data given, or a claim's own.
///
/// An instance is all that a gradient flow needs: model, loss, data, w(0), T, and the queries to
/// ask the trained model at. Model and loss are of any kind, so that what is done with an instance
/// is compiled once for a scalar type, see rungs/.
///
/// Leaves out: flows with momentum or a preconditioner, which kernel/path/ has.
#pragma once

#include "kernel/path/path_kernel.hpp"
#include "nn/models/every_model.hpp"
#include "nn/ode/taylor.hpp"
#include "proofs/verdict/evidence.hpp"
#include "proofs/training/training.hpp"

namespace pathkernel {

/// Any loss on one kind of tape.
template <Real S>
struct LossOn {
  std::function<Var<S>(Var<S>, Var<S>)> record;
  std::function<void(const Examples<S>&)> check;

  LossOn() = default;
  template <class L>
    requires(Loss<L, S> && !std::same_as<L, LossOn>)
  LossOn(const L& loss)
      : record(loss),
        check([loss](const Examples<S>& data) { pathkernel::require_targets(loss, data); }) {}

  [[nodiscard]] Var<S> operator()(Var<S> f, Var<S> y) const { return record(f, y); }
  void require_targets(const Examples<S>& data) const { check(data); }
};

template <Real S>
struct Instance {
  std::string name;
  ModelOn<S> model;
  LossOn<S> loss;
  Examples<S> data;
  std::vector<S> w;  ///< w(0)
  S until;           ///< T
  Points<S> queries;
  FlowOptions<S> flow = {};
};

/// How a training is computed.
template <Real S>
struct TrainingOptions {
  Taylor method{std::max(16, all_digits<S>)};
  S tolerance = PathQuadrature<S>::finest();  ///< of the integrals along the path
  S speed = S(1);  ///< the field is multiplied by it: a wrong flow, if not 1
  std::function<void(double)> progress = {};  ///< called with the fraction done; may throw
  std::optional<Checkpoint> checkpoint = {};  ///< keeps the path, and is gone on from
};

/// The flow that an instance's training follows.
template <Real S>
[[nodiscard]] VectorField<S> flow_of(const Instance<S>& instance);

/// Follows the flow to T, and takes the kernel machine and the output of every row q C + c: of
/// output c at query q. @throws std::domain_error  if path or integrals can't be computed
template <Real S>
[[nodiscard]] Training<S> train(const Instance<S>& instance,
                                const TrainingOptions<S>& options = {});

/// Reads a path at any queries. @param flow  as if it had been this one; the instance's if absent
template <Real S>
[[nodiscard]] PathReader<S> reader(
    const Instance<S>& instance, const Path<S>& path, const Points<S>& at,
    const std::type_identity_t<std::optional<FlowOptions<S>>>& flow = {});

/// Σ_i |S_i| + |y_0|: the size of the terms whose sum the theorem speaks of.
template <Real S>
[[nodiscard]] Magnitude size_of_terms(const KernelMachine<S>& machine) {
  using std::abs;
  S size = abs(machine.initial);
  for (std::size_t i = 0; i < machine.loss_weighted.size(); ++i)
    size += abs(machine.loss_weighted[i]);
  return magnitude(size);
}

/// max |y - (b - Σ S_i)| over the rows.
template <Real S>
[[nodiscard]] S largest_residual(const Training<S>& training);

/// What went into a training and what came out.
template <Real S>
[[nodiscard]] RecordedTraining record(const Instance<S>& instance, const Training<S>& training);

/// Theorem 1 without division at every row, and the path's defect, as evidence. Records the
/// training.
template <Real S>
void check_identity(Evidence& evidence, const Instance<S>& instance, const Training<S>& training);

/// The identity's residual on paths of fixed steps T/n by Taylor's method of a low order: it has
/// to fall as a power of the step, which is that order. Tried with n = 8, 16 and 32 times `steps`.
template <Real S>
void check_order(Evidence& evidence, const Instance<S>& instance, int steps = 1,
                 std::size_t order = 4);

}  // namespace pathkernel
