/// @file met_on_path.hpp
/// What a training met along its path: between which numbers every -L'_i was, and where Θ_t(x, x_i)
/// kept its sign. There a_i is an average of -L'_i, and so between the same numbers.
///
/// Leaves out: what happens between five times of each step.
#pragma once

#include "proofs/claims/claim.hpp"

namespace pathkernel {

template <Real S>
struct MetOnPath {
  std::vector<S> lowest, highest;           ///< -L'_i, by columns
  Matrix<S> least_kernel, greatest_kernel;  ///< Θ_t(x, x_i)

  MetOnPath(const Instance<S>& instance, const Path<S>& path) {
    PathReader<S> along = reader(instance, path, instance.queries);
    least_kernel = greatest_kernel = Matrix<S>(along.rows(), along.columns());
    for (const Step<S>& step : path.steps())
      for (int k = 0; k <= 4; ++k) {
        along.go_to(step, S(step.length * k / 4));
        add(along);
      }
  }

  [[nodiscard]] S range(std::size_t i) const { return highest[i] - lowest[i]; }
  [[nodiscard]] bool keeps_sign(std::size_t row, std::size_t i) const {
    return !(least_kernel(row, i) < 0 && greatest_kernel(row, i) > 0);
  }
  /// How far a is outside of what -L'_i was, in units of its range; below 0 inside.
  [[nodiscard]] S outside(const S& a, std::size_t i) const {
    return max(S(a - highest[i]), S(lowest[i] - a)) / range(i);
  }

 private:
  void add(const PathReader<S>& along) {
    const bool first = lowest.empty();
    for (std::size_t i = 0; i < along.columns(); ++i) {
      const S now = -along.loss_derivative(i);
      if (first) {
        lowest.push_back(now);
        highest.push_back(now);
      }
      lowest[i] = min(lowest[i], now);
      highest[i] = max(highest[i], now);
      for (std::size_t row = 0; row < along.rows(); ++row) {
        const S& theta = along.kernel(row, i);
        least_kernel(row, i) = first ? theta : min(least_kernel(row, i), theta);
        greatest_kernel(row, i) = first ? theta : max(greatest_kernel(row, i), theta);
      }
    }
  }
};

}  // namespace pathkernel
