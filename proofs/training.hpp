/// @file training.hpp
/// A training: which flow, of which model, and what is kept of it.
///
/// Leaves out: how it is carried out, see laboratory.hpp.
#pragma once

#include "kernel/path/kernel_machine.hpp"
#include "kernel/path/path_quadrature.hpp"
#include "nn/flows/gradient_flow.hpp"
#include "nn/ode/path.hpp"

namespace pathkernel {

/// How a flow departs from the plain one of Theorem 1.
enum class Variant {
  plain,
  wrong,        ///< control: the flow of the loss times 1001/1000, taken for the plain one
  regularized,  ///< L2
  batches,      ///< cyclic mini-batches
};

/// Which training: of the problem's start number `start`, in that variant.
struct TrainingKey {
  std::size_t start = 0;
  Variant variant = Variant::plain;
  friend auto operator<=>(const TrainingKey&, const TrainingKey&) = default;
};

template <Real S>
struct Training {
  FlowOptions<S> flow;
  VectorField<S> field;  ///< the flow that the claims suppose
  Path<S> path;
  S defect;                                     ///< of the path, as a solution of that flow
  std::vector<KernelMachine<S>> machines = {};  ///< by query
  std::vector<S> outputs = {};                  ///< f_w(T)(x), by query
  QuadratureEffort quadrature = {};
  double seconds = 0;
};

}  // namespace pathkernel
