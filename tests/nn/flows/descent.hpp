/// @file descent.hpp
/// A small problem, and what the tests of flows compare them with.
#pragma once

#include "nn/flows/gradient_flow.hpp"
#include "nn/models/mlp.hpp"
#include "nn/ode/right_hand_side.hpp"
#include "tests/nn/made_examples.hpp"
#include "tests/witnesses.hpp"

namespace pathkernel {

/// A 1-2-1 tanh network with three examples; none of its slopes is 0 at the start.
template <Real S>
struct SmallProblem {
  Mlp model{.widths = {1, 2, 1}};
  Examples<S> data = made_examples<S>(1, {S(-1), S(1) / 3, S(1)}, {S(1), S(1) / 7, S(1) / 2});
  std::vector<S> start = rationals<S>(7, 2);
};

/// ∇L(w) of a flow dw/dt = -∇L.
template <Real S>
[[nodiscard]] std::vector<S> slope_at(const VectorField<S>& flow, const std::vector<S>& w) {
  RightHandSide<S> g(flow);
  g.enter_stretch(0);
  std::vector<S> slope(w.size());
  g(w, slope);
  for (S& entry : slope) entry = -entry;
  return slope;
}

/// max |a_p - b_p| over the first of both.
template <Real S>
[[nodiscard]] double largest_distance(std::span<const S> a, std::span<const S> b) {
  using std::abs;
  S largest(0);
  for (std::size_t p = 0; p < std::min(a.size(), b.size()); ++p)
    keep_largest(largest, S(abs(S(a[p] - b[p]))));
  return static_cast<double>(largest);
}

/// p in error ~ h^p, from errors at h and at h/2.
[[nodiscard]] inline double order(double coarse, double fine) { return std::log2(coarse / fine); }

}  // namespace pathkernel
