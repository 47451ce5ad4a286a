/// @file sequential_minimal.hpp
/// How the dual of support_vector_dual.hpp is solved: two examples at a time, and then exactly.
///
/// A pair step lets β_i take t and β_j give it, which keeps Σ β = 0 and raises D by
///
///     t (r_i - r_j) - t² η/2,      most at  t = (r_i - r_j)/η,   or as far as there is room
///
/// i is the one of largest slope r_i that may rise, j the one that may fall and that, by the
/// parabola's height (r_i - r_j)²/(2η), raises D most.
///
/// Pair steps soon find most of the examples that are free, 0 < α_i < C, but gain digits at a
/// constant rate only, so that fifty take long. A free step moves all free examples at once, by the
/// d with Σ d = 0 that makes their slopes equal, K d + b = r among them; if it meets a bound on the
/// way it stops, with one example the less free. A step that meets none has all digits of the
/// maximum for its set of free examples. D never falls, and the next pair step raises it: no set is
/// come back to, and sets are finitely many.
///
/// Leaves out: a bound on the number of pair steps.
/// Source: Platt, Fast training of support vector machines (1998); Fan, Chen & Lin, Working set
/// selection using second order information (2005); Nocedal & Wright, Numerical Optimization,
/// 2nd ed. (2006), sec. 16.5, for the free step.   Next: support_vector_machine.hpp.
#pragma once

#include "kernel/machines/semidefinite_system.hpp"
#include "kernel/machines/support_vector_dual.hpp"

namespace pathkernel {

namespace detail {

[[noreturn]] inline void refuse_to_separate() {
  fail("kernel: a hard margin that does not exist: D grows for ever, for in the kernel's space no ",
       "plane has the labels on its two sides, to these digits. Give a C, or another kernel.");
}

/// The β_j that lets D rise most by falling while β_i rises; absent if none is left.
template <Real S>
[[nodiscard]] std::optional<std::size_t> partner(const SupportVectorDual<S>& dual, std::size_t i) {
  std::optional<std::size_t> best;
  S highest(0);
  const S least_slope = dual.least_slope(), least_curvature = dual.least_curvature();
  for (std::size_t j = 0; j < dual.count(); ++j) {
    const S slope = dual.slope(i) - dual.slope(j);
    if (!dual.may_move(j, -1) || !(slope > least_slope)) continue;
    const S height = slope * slope / max(dual.curvature(i, j), least_curvature);
    if (!best || height > highest) highest = height, best = j;
  }
  return best;
}

/// Which way the free examples are to go, Σ d = 0. That is kept by putting d_0 = -Σ_{a>0} d_a:
/// what is left is a semi-definite system in the differences φ(x_a) - φ(x_0).
template <Real S>
[[nodiscard]] SemidefiniteSolution<S> free_direction(const SupportVectorDual<S>& dual,
                                                     const std::vector<std::size_t>& free) {
  const std::size_t n = free.size() - 1, o = free[0];
  const Matrix<S>& k = dual.gram();
  Matrix<S> a(n, n);
  std::vector<S> b(n);
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t p = free[i + 1];
    b[i] = dual.slope(p) - dual.slope(o);
    for (std::size_t j = 0; j < n; ++j) {
      const std::size_t q = free[j + 1];
      a(i, j) = k(p, q) - k(p, o) - k(o, q) + k(o, o);
    }
  }
  SemidefiniteSolution<S> d =
      solve_semidefinite(std::move(a), std::move(b), dual.least_curvature(), dual.least_slope());
  d.x.insert(d.x.begin(), -std::accumulate(d.x.begin(), d.x.end(), S(0)));
  return d;
}

}  // namespace detail

/// @return false, with nothing done, if no pair is left that would raise D, but for rounding
template <Real S>
[[nodiscard]] bool pair_step(SupportVectorDual<S>& dual) {
  const std::size_t i = dual.outermost(1);
  const std::optional<std::size_t> j = detail::partner(dual, i);
  if (!j) return false;
  const std::optional<S> up = dual.room(i, 1), down = dual.room(*j, -1);
  const S eta = dual.curvature(i, *j);
  if (!up && !down && !(eta > dual.least_curvature())) detail::refuse_to_separate();
  S t = (dual.slope(i) - dual.slope(*j)) / max(eta, dual.least_curvature());
  if (up) t = min(t, *up);
  if (down) t = min(t, *down);
  for (const auto& [n, change] : {std::pair{i, t}, std::pair{*j, S(-t)}}) {
    dual.add(n, change);
    dual.add_to_slopes(n, change);
  }
  return true;
}

/// All free examples to where D is largest, or as far towards it as the first bound.
/// @return whether a bound was met, and so one example the less is free
/// @throws std::domain_error  if D rises for ever, and no bound is met
template <Real S>
[[nodiscard]] bool free_step(SupportVectorDual<S>& dual) {
  dual.renew_slopes();
  std::vector<std::size_t> free;
  for (std::size_t i = 0; i < dual.count(); ++i)
    if (dual.may_move(i, 1) && dual.may_move(i, -1)) free.push_back(i);
  if (free.size() < 2) return false;
  const SemidefiniteSolution<S> d = detail::free_direction(dual, free);
  std::optional<S> t;
  if (!d.is_ray) t = S(1);
  bool met = false;
  for (std::size_t a = 0; a < free.size(); ++a) {
    const S pace = max(d.x[a], S(-d.x[a]));
    const std::optional<S> room = dual.room(free[a], d.x[a] > S(0) ? 1 : -1);
    if (room && pace > S(0) && (!t || *room < *t * pace)) t = *room / pace, met = true;
  }
  if (!t) detail::refuse_to_separate();
  for (std::size_t a = 0; a < free.size(); ++a) dual.add(free[a], *t * d.x[a]);
  dual.renew_slopes();
  return met;
}

}  // namespace pathkernel
