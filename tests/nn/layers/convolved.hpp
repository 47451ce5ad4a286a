/// @file convolved.hpp
/// A small convolution, and what it makes of numbers.
#pragma once

#include "nn/layers/convolution.hpp"
#include "tests/nn/layers/evaluated.hpp"

namespace pathkernel {

/// Two channels, three filters.
[[nodiscard]] inline Convolution convolution(Grid grid, Grid window, std::uint32_t stride,
                                             Padding padding) {
  return {2, 3, {grid, window, stride, padding}};
}

template <class S>
[[nodiscard]] std::vector<S> run(const Convolution& model, const std::vector<S>& x) {
  const std::vector<S> w = rationals<S>(parameter_count(model.parameters()), 2);
  return evaluated(model, w, {model.channels, model.windows.grid.size()}, x).y;
}

}  // namespace pathkernel
