/// @file vectors.hpp
/// Points that are vectors: their dot product, and a kernel of two of them.
#pragma once

#include <span>
#include <vector>

namespace pathkernel {

template <class S>
[[nodiscard]] S dot(const std::vector<S>& u, const std::vector<S>& v) {
  S sum(0);
  for (std::size_t r = 0; r < u.size(); ++r) sum += u[r] * v[r];
  return sum;
}

template <class S, class K>
[[nodiscard]] S at(const K& kernel, const std::vector<S>& x, const std::vector<S>& other) {
  return kernel(std::span<const S>(x), std::span<const S>(other));
}

}  // namespace pathkernel
