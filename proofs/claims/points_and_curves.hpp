/// @file points_and_curves.hpp
/// Small things that claims on their own instances draw with: points of a data set one by one, and
/// functions as the curves of a figure.
///
/// Leaves out: how curves are drawn, see report/.
#pragma once

#include "kernel/gram/matrix.hpp"
#include "nn/data/examples.hpp"
#include "proofs/verdict/figure.hpp"

namespace pathkernel {

/// x_0, ..., x_{m-1}, a point each.
template <Real S>
[[nodiscard]] Points<S> points_of(const Examples<S>& data) {
  Points<S> points(data.count);
  for (std::size_t j = 0; j < data.x.size(); ++j) points[j % data.count].push_back(data.x[j]);
  return points;
}

/// n + 1 numbers from `from` to `to`, evenly spaced.
template <Real S>
[[nodiscard]] std::vector<S> evenly_spaced(const S& from, const S& to, int n) {
  std::vector<S> numbers;
  for (int k = 0; k <= n; ++k) numbers.push_back(from + (to - from) * k / n);
  return numbers;
}

/// (u, f(u)) as doubles.
template <Real S, class F>
[[nodiscard]] CurvePoints curve_of(const std::vector<S>& arguments, F f) {
  CurvePoints points;
  for (const S& u : arguments)
    points.push_back({static_cast<double>(u), static_cast<double>(f(u))});
  return points;
}

/// (1, f(0)), (2, f(1)), ..., (n, f(n - 1)): by the number of an example.
template <class F>
[[nodiscard]] CurvePoints by_number(std::size_t n, F f) {
  CurvePoints points;
  for (std::size_t i = 0; i < n; ++i)
    points.push_back({static_cast<double>(i + 1), static_cast<double>(f(i))});
  return points;
}

}  // namespace pathkernel
