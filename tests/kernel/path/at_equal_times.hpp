/// @file at_equal_times.hpp
/// Gradient flow's kernels, taken of another flow's path all the same: what must be wrong there.
#pragma once

#include "kernel/path/path_kernel.hpp"

namespace pathkernel {

/// The machines of all rows, as if the path were gradient flow's.
template <Real S>
std::vector<KernelMachine<S>> at_equal_times(PathReader<S> reader) {
  PathIntegrals<S> integrals(reader);
  for (const Step<S>& step : reader.path().steps()) integrals.add(step);
  return integrals.machines();
}

}  // namespace pathkernel
