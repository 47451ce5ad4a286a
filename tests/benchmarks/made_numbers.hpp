/// @file made_numbers.hpp
/// Numbers to compute with, the same on every machine.
///
/// Leaves out: distributions of the standard library, whose results differ between libraries.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace pathkernel {

/// Numbers k/2⁵² - 1 in [-1, 1), from an engine whose sequence the C++ standard fixes.
class MadeNumbers {
 public:
  [[nodiscard]] double next() { return static_cast<double>(engine_() >> 11) / two_to_52 - 1; }

  /// The next n, times a scale.
  [[nodiscard]] std::vector<double> next(std::size_t n, double scale = 1) {
    std::vector<double> numbers(n);
    for (double& number : numbers) number = scale * next();
    return numbers;
  }

 private:
  static constexpr double two_to_52 = static_cast<double>(std::uint64_t{1} << 52);
  std::mt19937_64 engine_{1};
};

}  // namespace pathkernel
