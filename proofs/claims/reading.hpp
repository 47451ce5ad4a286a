/// @file reading.hpp
/// A path that is known, read with any model and loss: Theorem 1 of another function of w.
///
/// Which function of w(t) is asked for is the reader's choice, as long as the loss he reads it with
/// has the gradient by w that the path follows. So one training can be told in several ways.
///
/// Leaves out: which loss goes with which model; each claim says so.
#pragma once

#include "proofs/claims/claim.hpp"

namespace pathkernel {

/// The same training, asked elsewhere.
template <Real S>
[[nodiscard]] Instance<S> asked(Instance<S> instance, const Points<S>& queries) {
  instance.queries = queries;
  return instance;
}

/// Tells how far a part of a trial's work has come.
[[nodiscard]] inline std::function<void(double)> part(const Trial& trial, double from, double to) {
  return [&trial, from, to](double done) { trial.progress(from + (to - from) * done); };
}

/// Kernel machines and outputs at the end, a row for each output of each query.
template <Real S>
struct Reading {
  std::vector<KernelMachine<S>> machines;
  std::vector<S> outputs;

  [[nodiscard]] S residual(std::size_t row) const {
    return outputs[row] - machines[row].undivided_prediction();
  }
};

/// Reads a path with the model, loss, data and queries of `view`.
/// @param progress   called with the fraction done  @param tolerance  of the integrals
template <Real S>
[[nodiscard]] Reading<S> reading(const Instance<S>& view, const Path<S>& path,
                                 const std::function<void(double)>& progress = {},
                                 const S& tolerance = PathQuadrature<S>::finest()) {
  PathReader<S> along = reader(view, path, view.queries);
  Reading<S> found{kernel_machines(along, {.tolerance = tolerance, .on_step = progress}), {}};
  along.go_to(path.end());
  for (std::size_t row = 0; row < along.rows(); ++row) found.outputs.push_back(along.output(row));
  return found;
}

/// What a training says of itself.
template <Real S>
[[nodiscard]] Reading<S> reading(const Training<S>& training) {
  return {training.machines, training.outputs};
}

/// y = b - Σ S_i at every row.
template <Real S>
void check_rows(Evidence& evidence, const std::string& name, const Reading<S>& read) {
  for (std::size_t row = 0; row < read.machines.size(); ++row)
    evidence.vanishes(name + ", row " + std::to_string(row), magnitude(read.residual(row)),
                      size_of_terms(read.machines[row]));
}

/// Control: in every row the example that contributes most is left out.
template <Real S>
void must_miss_the_loudest(Evidence& evidence, const std::string& name, const Reading<S>& read) {
  Smallest<S> left_out;
  for (std::size_t row = 0; row < read.machines.size(); ++row)
    left_out.add(read.outputs[row] - without_loudest(read.machines[row]).undivided_prediction());
  evidence.must_not_vanish(name + ": the loudest example left out", left_out.magnitude());
}

/// Control: the identity on the flow of the loss times 1001/1000, in the row that misses least.
template <Real S>
void must_miss_astray(Evidence& evidence, const Instance<S>& instance,
                      const std::function<void(double)>& progress = {}) {
  TrainingOptions<S> astray;
  astray.speed = S(1001) / 1000;
  astray.progress = progress;
  const Reading<S> wrong = reading(train(instance, astray));
  Smallest<S> missed;
  for (std::size_t row = 0; row < wrong.machines.size(); ++row) missed.add(wrong.residual(row));
  evidence.must_not_vanish(instance.name + ": on the flow of 1.001 L", missed.magnitude());
}

}  // namespace pathkernel
