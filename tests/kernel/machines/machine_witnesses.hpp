/// @file machine_witnesses.hpp
/// What the tests of machines have in common: three kernels, points of whole numbers, and digits.
///
/// Leaves out: the kernels of kernel/classical, none of which a machine depends on.
#pragma once

#include "kernel/gram/matrix.hpp"
#include "tests/precision.hpp"

namespace pathkernel {

/// x·x'.
template <Real S>
[[nodiscard]] S dot_product(std::span<const S> x, std::span<const S> other) {
  S sum(0);
  for (std::size_t d = 0; d < x.size(); ++d) sum += x[d] * other[d];
  return sum;
}
/// (1 + x·x')².
template <Real S>
[[nodiscard]] S squared_product(std::span<const S> x, std::span<const S> other) {
  return square(S(1 + dot_product(x, other)));
}
/// exp(-‖x - x'‖²/(2 σ²)), σ² = 4/9.
template <Real S>
[[nodiscard]] S gaussian(std::span<const S> x, std::span<const S> other) {
  using std::exp;
  S sum(0);
  for (std::size_t d = 0; d < x.size(); ++d) sum += square(S(x[d] - other[d]));
  return exp(S(-sum * 9 / 8));
}
/// 1/(1 + |x - x'|), for one number: its values are rationals.
template <Real S>
[[nodiscard]] S hyperbolic(std::span<const S> x, std::span<const S> other) {
  using std::abs;
  return 1 / (1 + S(abs(S(x[0] - other[0]))));
}

template <Real S>
[[nodiscard]] Points<S> whole_points(const Points<int>& numbers) {
  Points<S> points;
  for (const std::vector<int>& x : numbers) points.emplace_back(x.begin(), x.end());
  return points;
}

/// n/d for each of the pairs.
template <Real S>
[[nodiscard]] std::vector<S> fractions(const std::vector<std::pair<int, int>>& pairs) {
  std::vector<S> numbers;
  for (const auto& [n, d] : pairs) numbers.push_back(S(n) / S(d));
  return numbers;
}

/// The digits in which all of them agree, relative to the largest; none if there are not as many.
template <Real S>
[[nodiscard]] int fewest_agreeing(const std::vector<S>& a, const std::vector<S>& b) {
  using std::abs;
  if (a.size() != b.size()) return 0;
  S scale(0);
  for (const S& entry : b) scale = std::max(scale, S(abs(entry)));
  int digits = all_digits<S>;
  for (std::size_t i = 0; i < a.size(); ++i)
    digits = std::min(digits, agreeing_digits(a[i], b[i], scale));
  return digits;
}

}  // namespace pathkernel
