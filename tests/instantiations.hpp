/// @file instantiations.hpp
/// The heaviest templates, which nearly every test uses in double and in 50 digits: compiled once.
///
/// Each has a case for every primitive, or is made of what has. Instantiated anew in every file,
/// they were half of the time that the tests take to compile. What a class defines inside itself is
/// inline and so compiled where it is used all the same; the members meant are defined outside.
#pragma once

#include "autodiff/adjoints.hpp"
#include "autodiff/expansion.hpp"
#include "autodiff/replay.hpp"
#include "autodiff/tangent.hpp"
#include "kernel/path/path_kernel.hpp"
#include "nn/ode/dormand_prince.hpp"
#include "nn/ode/taylor.hpp"
#include "tests/precision.hpp"

#define PATHKERNEL_INSTANTIATE(KEYWORD, S)                                                        \
  KEYWORD template class pathkernel::Adjoints<S>;                                                 \
  KEYWORD template class pathkernel::Expansion<S>;                                                \
  KEYWORD template class pathkernel::ForwardSweep<S>;                                             \
  KEYWORD template class pathkernel::Replay<S>;                                                   \
  KEYWORD template class pathkernel::ReverseSweep<S>;                                             \
  KEYWORD template struct pathkernel::GaussLegendre<S>;                                           \
  KEYWORD template void pathkernel::tangent_kernel(pathkernel::PointGradients<S>&,                \
                                                   const pathkernel::PointGradients<S>&,          \
                                                   pathkernel::Matrix<S>&);                       \
  KEYWORD template std::vector<pathkernel::KernelMachine<S>> pathkernel::kernel_machines(         \
      pathkernel::PathReader<S>&, const pathkernel::QuadratureOptions<S>&,                        \
      pathkernel::QuadratureEffort*);                                                             \
  KEYWORD template pathkernel::Rewritten<S> pathkernel::rewritten(                                \
      const pathkernel::Tape<S>&, std::span<const pathkernel::NodeId>,                            \
      const std::type_identity_t<pathkernel::Replacement<S>>&);                                   \
  PATHKERNEL_INSTANTIATE_INTEGRATION(KEYWORD, S, pathkernel::Taylor)                              \
  PATHKERNEL_INSTANTIATE_INTEGRATION(KEYWORD, S, pathkernel::DormandPrince)

#define PATHKERNEL_INSTANTIATE_INTEGRATION(KEYWORD, S, METHOD)                                    \
  KEYWORD template pathkernel::Integration<S> pathkernel::integrate_as_far_as_possible(           \
      const pathkernel::VectorField<S>&, std::span<const std::type_identity_t<S>>,                \
      const std::type_identity_t<S>&, const METHOD&, const pathkernel::IntegrationLimits&);

PATHKERNEL_INSTANTIATE(extern, double)
PATHKERNEL_INSTANTIATE(extern, pathkernel::Real50)
