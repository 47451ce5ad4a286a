/// @file random_signs.hpp
/// Patterns to be stored in nets.
#pragma once

#include <vector>

#include "nn/generator.hpp"

namespace pathkernel {

[[nodiscard]] inline std::vector<int> random_signs(Generator& random, std::size_t n) {
  std::vector<int> signs;
  for (std::size_t i = 0; i < n; ++i) signs.push_back(random.below(2) == 0 ? -1 : 1);
  return signs;
}

}  // namespace pathkernel
