/// @file hamming_net.hpp
/// The Hamming net: the nearest neighbour, found by units that inhibit each other.
///
/// A first layer scores each of M stored patterns of N signs by the places where x has the same,
///
///     s_i = (N + x·ξ_i)/2 = N - (Hamming distance of x and ξ_i)
///
/// and MAXNET lets the scores fight it out, every unit held back by all others:
///
///     u_i(0) = s_i,     u_i(t+1) = max(0, u_i(t) - ε Σ_{j≠i} u_j(t)),      0 < ε < 1/M
///
/// Two units that are both above 0 move apart: their difference grows by 1 + ε each time. The
/// largest loses less than ε (M - 1) < 1 of itself, and so stays above 0, until it is alone. Units
/// that start equal stay equal, bit by bit: a tie. Then all of the largest are left; the lowest
/// index wins.
///
/// Leaves out: recalling the pattern itself, which is the stored one of that index.
/// Source: Lippmann, An introduction to computing with neural nets (1987), fig. 6.
/// Next: hopfield_net.hpp.
#pragma once

#include <algorithm>

#include "kernel/machines/kernel_expansion.hpp"

namespace pathkernel {

namespace detail {

/// Refuses patterns that are not one or more rows of as many signs.
inline void require_patterns(const Points<int>& patterns) {
  if (patterns.empty() || patterns.front().empty())
    reject("kernel: ", patterns.size(), " patterns without a sign; a net needs one pattern or ",
           "more, of one sign or more.");
  for (const std::vector<int>& pattern : patterns) {
    if (pattern.size() != patterns.front().size())
      reject("kernel: patterns of ", patterns.front().size(), " and of ", pattern.size(),
             " signs; all need as many.");
    require_signs(pattern, "the patterns");
  }
}
/// Refuses a query that is not n signs.
inline void require_query(const std::vector<int>& x, std::size_t n) {
  if (x.size() != n)
    reject("kernel: a query of ", x.size(), " signs for a net of ", n, "; it needs as many.");
  require_signs(x, "the query");
}

}  // namespace detail

/// Who is left of the units.
struct Winner {
  std::size_t index;
  std::vector<std::size_t> tied;  ///< all that are left, index first
  std::size_t iterations = 0;
};

/// u_i ← max(0, u_i - ε Σ_{j≠i} u_j) until the largest alone are left: MAXNET with ε = 1/(M + 1),
/// in the arithmetic of S; exact where S is.
///
/// @param u  the scores, one or more, each 0 or more and finite
/// @throws std::invalid_argument  if they are not
template <Real S>
[[nodiscard]] Winner maxnet(std::vector<S> u) {
  if (u.empty()) reject("kernel: MAXNET of no scores; the largest of none does not exist.");
  for (std::size_t i = 0; i < u.size(); ++i)
    if (!(u[i] >= S(0)) || !is_finite(u[i]))
      reject("kernel: a score of ", u[i], " in place ", i, "; MAXNET needs 0 or more, and finite.");
  const S scale = std::ranges::max(u);  // of no account; without it sums could leave S's range
  if (scale > S(0))
    for (S& v : u) v /= scale;
  const S epsilon = S(1) / S(static_cast<int>(u.size() + 1));
  Winner winner{0, {}};
  for (;; ++winner.iterations) {
    const S largest = std::ranges::max(u);
    if (std::ranges::all_of(u, [&](const S& v) { return v == S(0) || v == largest; })) break;
    S total(0);
    for (const S& v : u) total += v;
    for (S& v : u) v = relu(S(v - epsilon * (total - v)));
  }
  for (std::size_t i = 0; i < u.size(); ++i)
    if (u[i] == std::ranges::max(u)) winner.tied.push_back(i);
  winner.index = winner.tied.front();
  return winner;
}

/// argmax_i (N + x·ξ_i)/2, the pattern with the fewest places unlike x's, by MAXNET.
class HammingNet {
 public:
  /// @param patterns  of signs, -1 or 1
  explicit HammingNet(Points<int> patterns) : patterns_(std::move(patterns)) {
    detail::require_patterns(patterns_);
  }

  /// s_i for every pattern.
  [[nodiscard]] std::vector<int> scores(const std::vector<int>& x) const {
    const int n = static_cast<int>(patterns_.front().size());
    detail::require_query(x, patterns_.front().size());
    std::vector<int> scores;
    for (const std::vector<int>& pattern : patterns_)
      scores.push_back((n + inner_product(x, pattern)) / 2);
    return scores;
  }

  /// The pattern nearest to x. @tparam S  what MAXNET computes in
  template <Real S = double>
  [[nodiscard]] Winner winner(const std::vector<int>& x) const {
    const std::vector<int> s = scores(x);
    return maxnet(std::vector<S>(s.begin(), s.end()));
  }

 private:
  Points<int> patterns_;
};

}  // namespace pathkernel
