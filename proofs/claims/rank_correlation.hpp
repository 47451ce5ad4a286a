/// @file rank_correlation.hpp
/// Spearman's rank correlation: whether two lists have one order.
///
/// Leaves out: how far a correlation is from chance, which each claim says.
#pragma once

#include <algorithm>

#include "kernel/gram/matrix.hpp"

namespace pathkernel::claims {

/// Places in order, 1 for the least; equal ones share the mean of theirs.
[[nodiscard]] inline std::vector<double> ranks(const std::vector<double>& values) {
  std::vector<double> places;
  for (const double v : values) {
    const auto less = std::ranges::count_if(values, [&](double u) { return u < v; });
    const auto equal = std::ranges::count(values, v);
    places.push_back(static_cast<double>(less) + static_cast<double>(equal + 1) / 2);
  }
  return places;
}

/// The correlation of the ranks.
[[nodiscard]] inline double rank_correlation(const std::vector<double>& u,
                                             const std::vector<double>& v) {
  std::vector<double> a = ranks(u), b = ranks(v);
  const double mean = static_cast<double>(u.size() + 1) / 2;
  for (double& place : a) place -= mean;
  for (double& place : b) place -= mean;
  return inner_product(a, b) / std::sqrt(inner_product(a, a) * inner_product(b, b));
}

}  // namespace pathkernel::claims
