/// @file instantiations.hpp
/// The heavy templates, which nearly every claim uses on every rung: compiled once a rung.
///
/// Here they are only declared to be compiled elsewhere, which is in rungs/. What a class defines
/// inside itself is inline and so compiled where it is used all the same.
///
/// Leaves out: Laboratory, whose members no claim can see.
#pragma once

#include "autodiff/adjoints.hpp"
#include "autodiff/expansion.hpp"
#include "autodiff/replay.hpp"
#include "nn/ode/dormand_prince.hpp"
#include "nn/ode/right_hand_side.hpp"
#include "nn/ode/taylor.hpp"
#include "proofs/training/laboratory.hpp"
#include "proofs/rungs/ladder.hpp"

/// w(t), in S by that method.
#define PATHKERNEL_INSTANTIATE_INTEGRATION(KEYWORD, S, METHOD)                          \
  KEYWORD template pathkernel::Integration<S> pathkernel::integrate_as_far_as_possible( \
      const pathkernel::VectorField<S>&, std::span<const std::type_identity_t<S>>,      \
      const std::type_identity_t<S>&, const METHOD&, const pathkernel::IntegrationLimits&);

/// Derivatives, replays and series in S.
#define PATHKERNEL_INSTANTIATE_FLOWS(KEYWORD, S)                       \
  KEYWORD template class pathkernel::Adjoints<S>;                      \
  KEYWORD template class pathkernel::Expansion<S>;                     \
  KEYWORD template class pathkernel::Replay<S>;                        \
  KEYWORD template class pathkernel::ReverseSweep<S>;                  \
  KEYWORD template class pathkernel::RightHandSide<S>;                 \
  KEYWORD template pathkernel::Rewritten<S> pathkernel::rewritten(     \
      const pathkernel::Tape<S>&, std::span<const pathkernel::NodeId>, \
      const std::type_identity_t<pathkernel::Replacement<S>>&);        \
  PATHKERNEL_INSTANTIATE_INTEGRATION(KEYWORD, S, pathkernel::Taylor)

/// Trainings in S, and what Theorem 1 says of them.
#define PATHKERNEL_INSTANTIATE_TRAININGS(KEYWORD, S)                                           \
  KEYWORD template pathkernel::VectorField<S> pathkernel::flow_of(                             \
      const pathkernel::Instance<S>&);                                                         \
  KEYWORD template pathkernel::Training<S> pathkernel::train(                                  \
      const pathkernel::Instance<S>&, const pathkernel::TrainingOptions<S>&);                  \
  KEYWORD template pathkernel::PathReader<S> pathkernel::reader(                               \
      const pathkernel::Instance<S>&, const pathkernel::Path<S>&, const pathkernel::Points<S>&, \
      const std::type_identity_t<std::optional<pathkernel::FlowOptions<S>>>&); \
  KEYWORD template pathkernel::RecordedTraining pathkernel::record(                            \
      const pathkernel::Instance<S>&, const pathkernel::Training<S>&);                         \
  KEYWORD template S pathkernel::largest_residual(const pathkernel::Training<S>&);             \
  KEYWORD template void pathkernel::check_identity(                                            \
      pathkernel::Evidence&, const pathkernel::Instance<S>&, const pathkernel::Training<S>&);  \
  KEYWORD template void pathkernel::check_order(pathkernel::Evidence&,                         \
                                                const pathkernel::Instance<S>&, int, std::size_t);

/// Path kernels in S, and numbers as text.
#define PATHKERNEL_INSTANTIATE_KERNELS(KEYWORD, S)                                        \
  KEYWORD template struct pathkernel::KernelMachine<S>;                                   \
  KEYWORD template class pathkernel::PathReader<S>;                                       \
  KEYWORD template class pathkernel::PathQuadrature<S>;                                   \
  KEYWORD template std::vector<pathkernel::KernelMachine<S>> pathkernel::kernel_machines( \
      pathkernel::PathReader<S>&, const pathkernel::QuadratureOptions<S>&,                \
      pathkernel::QuadratureEffort*);                                                     \
  KEYWORD template pathkernel::Magnitude pathkernel::magnitude(const S&);                 \
  KEYWORD template std::string pathkernel::decimal(const S&, int);

#define PATHKERNEL_INSTANTIATE_RUNG(KEYWORD, S) \
  PATHKERNEL_INSTANTIATE_FLOWS(KEYWORD, S)      \
  PATHKERNEL_INSTANTIATE_KERNELS(KEYWORD, S)    \
  PATHKERNEL_INSTANTIATE_TRAININGS(KEYWORD, S)

PATHKERNEL_INSTANTIATE_RUNG(extern, double)
PATHKERNEL_INSTANTIATE_RUNG(extern, pathkernel::Digits60)
PATHKERNEL_INSTANTIATE_RUNG(extern, pathkernel::Digits120)
PATHKERNEL_INSTANTIATE_FLOWS(extern, long double)
PATHKERNEL_INSTANTIATE_INTEGRATION(extern, long double, pathkernel::DormandPrince)
