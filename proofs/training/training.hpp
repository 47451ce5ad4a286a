/// @file training.hpp
/// What is kept of a training.
///
/// Leaves out: how it is carried out, see laboratory.hpp.
#pragma once

#include "kernel/path/kernel_machine.hpp"
#include "kernel/path/path_quadrature.hpp"
#include "kernel/steps/trajectory.hpp"
#include "nn/flows/gradient_flow.hpp"
#include "nn/ode/path.hpp"
#include "proofs/problem/variant.hpp"

namespace pathkernel {

template <Real S>
struct Training {
  FlowOptions<S> flow;
  VectorField<S> field;  ///< the flow that the claims suppose
  Path<S> path;
  S defect;                                     ///< of the path, as a solution of that flow
  std::vector<KernelMachine<S>> machines = {};  ///< by row: of every output at every query
  std::vector<S> outputs = {};                  ///< f_w(T)(x), by row
  QuadratureEffort quadrature = {};
  double seconds = 0;
  Trajectory<S> trajectory = {};  ///< of finite steps, which have no path
};

}  // namespace pathkernel
