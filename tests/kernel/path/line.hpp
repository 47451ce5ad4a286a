/// @file line.hpp
/// The simplest path, to integrate along.
#pragma once

#include "nn/ode/path.hpp"

namespace pathkernel {

/// The path t on [0, 2], in one step.
template <class S>
[[nodiscard]] Path<S> line() {
  Path<S> path(1);
  path.append({S(0), S(2), 0, {S(0), S(1)}});
  return path;
}

}  // namespace pathkernel
