/// @file made_examples.hpp
/// Examples that were made, not read from a file: written as rationals, and not standardised.
#pragma once

#include "nn/data/examples.hpp"

namespace pathkernel {

/// @param x  dimension x m, lanes innermost: feature after feature
/// @param y  shape (m)
template <Real S>
[[nodiscard]] Examples<S> made_examples(std::size_t dimension, std::vector<S> x, std::vector<S> y) {
  Examples<S> examples;
  examples.count = y.size();
  examples.dimension = dimension;
  examples.x = std::move(x);
  examples.y = std::move(y);
  return examples;
}

}  // namespace pathkernel
