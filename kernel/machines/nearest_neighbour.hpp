/// @file nearest_neighbour.hpp
/// The nearest neighbour: of the points stored, the one at the least distance from x.
///
///     i = argmin_i d(x, x_i),        d = ‖x - x_i‖²,   or the number of places that differ
///
/// It is what Nadaraya and Watson's mean becomes as a bump's width goes to 0. Of several that are
/// equally near the one of lowest index is taken, and all are listed.
///
/// Leaves out: more neighbours than the nearest; trees that spare most of the comparisons.
/// Source: Cover & Hart, Nearest neighbor pattern classification (1967).   Next: hamming_net.hpp.
#pragma once

#include "kernel/classical/radial.hpp"
#include "kernel/machines/kernel_expansion.hpp"

namespace pathkernel {

/// ‖x - x'‖²: the same neighbours as ‖x - x'‖, without a root.
struct SquaredDistance {
  template <Real S>
  [[nodiscard]] S operator()(std::span<const S> x, std::span<const S> other) const {
    return detail::squared_distance(x, other);
  }
};

/// In how many places x and x' differ.
struct HammingDistance {
  template <Real S>
  [[nodiscard]] std::size_t operator()(std::span<const S> x, std::span<const S> other) const {
    detail::require_distance(x.size(), other.size());
    std::size_t differ = 0;
    for (std::size_t d = 0; d < x.size(); ++d) differ += x[d] != other[d];
    return differ;
  }
};

/// How far apart two points are, in numbers that have an order.
template <class D, class S>
concept Distance = requires(const D& d, std::span<const S> x) {
  { d(x, x) } -> std::totally_ordered;
};

/// @tparam D  what distances are measured in
template <class D>
struct Nearest {
  std::size_t index;
  D distance;
  std::vector<std::size_t> tied;  ///< all that are as near, index first
};

/// argmin_i d(x, x_i).
///
/// @param stored  one point or more, each of as many numbers as x
/// @throws std::invalid_argument  if they are not, or a number is not finite
template <Real S, class D>
  requires Distance<D, S>
[[nodiscard]] auto nearest_neighbour(const Points<S>& stored, const std::vector<S>& x,
                                     const D& distance) {
  if (stored.empty()) reject("kernel: no points stored; the nearest of none does not exist.");
  detail::require_finite<S>(x, "the query");
  const std::span<const S> query(x);
  using Result = decltype(distance(query, query));
  std::vector<Result> distances;
  for (const std::vector<S>& point : stored) {
    detail::require_finite<S>(point, "a stored point");
    if (point.size() != x.size())
      reject("kernel: a query of ", x.size(), " numbers and a stored point of ", point.size(),
             "; they need as many.");
    distances.push_back(distance(query, std::span<const S>(point)));
  }
  Nearest<Result> nearest{0, distances.front(), {}};
  for (std::size_t i = 0; i < stored.size(); ++i)
    if (distances[i] < nearest.distance) nearest = {i, distances[i], {}};
  for (std::size_t i = 0; i < stored.size(); ++i)
    if (distances[i] == nearest.distance) nearest.tied.push_back(i);
  return nearest;
}

}  // namespace pathkernel
