/// @file chord_rule.hpp
/// Where along a chord, from its start at c = 0 to its end at c = 1, a function is looked at:
///
///     ∫_0^1 g(c) dc ≈ Σ_j ω_j g(c_j)
///
/// Along a step from w to w + Δ, with g as smooth as the model, Gauss's n nodes leave an error of
/// order Δ^2n beside the integral, one node at the start an error of order Δ. Of a kink no rule
/// knows.
///
/// Leaves out: rules for functions with singularities at the ends.
/// Next: chord_quadrature.hpp.
#pragma once

#include <optional>

#include "autodiff/error.hpp"
#include "kernel/path/gauss_legendre.hpp"

namespace pathkernel {

/// Σ_j ω_j g(c_j): nodes c_j and weights ω_j.
template <Real S>
struct ChordRule {
  std::vector<S> nodes, weights;
};

/// g(0): the start stands for the whole chord. All there is to who has checkpoints, and nothing
/// between.
template <Real S>
[[nodiscard]] ChordRule<S> left_end() {
  return {{S(0)}, {S(1)}};
}

/// Gauss's n nodes; the middle alone, if n is 1. @throws std::invalid_argument  if n is 0
template <Real S>
[[nodiscard]] ChordRule<S> gauss_nodes(std::size_t n) {
  if (n == 0) reject("kernel: a rule of 0 nodes for a chord; it needs at least 1.");
  const GaussLegendre<S> gauss(n);
  ChordRule<S> rule;
  for (const S& node : gauss.nodes) rule.nodes.push_back((1 + node) / 2);
  for (const S& weight : gauss.weights) rule.weights.push_back(weight / 2);
  return rule;
}

/// How chords are integrated along: by as many nodes as needed, or by a rule.
template <Real S>
struct ChordOptions {
  std::optional<ChordRule<S>> rule = {};  ///< absent: Gauss's, as many nodes as needed; and then
  S tolerance = std::numeric_limits<S>::epsilon() * 1024;  ///< beside the largest ∫|g| of a row
  std::size_t threads = 1;                                 ///< no result depends on their number
};

}  // namespace pathkernel
