/// @file semidefinite_system.hpp
/// Where bᵀx - xᵀA x/2 is largest, for a symmetric positive semi-definite A that may be singular:
///
///     at any x with A x = b,      or, if there is none,      ever further along a ray d with
///                                                            A d = 0 and bᵀd > 0
///
/// Elimination takes as its pivot the largest entry that is left on the diagonal. No entry of a
/// semi-definite matrix is larger than the largest of its diagonal, so that once the diagonal left
/// is 0, all that is left is 0. The equations left are then 0 = b_i: if they hold, the unknowns
/// without a pivot may be anything, and are 0 here. If one of them does not, letting its unknown be
/// 1, or -1, and choosing the others so that A d = 0 gives the ray.
///
/// Leaves out: what an indefinite A would need, pivots off the diagonal.
/// Source: Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed. (2002), sec. 10.3.
/// Next: support_vector_dual.hpp.
#pragma once

#include <algorithm>
#include <numeric>

#include "kernel/gram/matrix.hpp"

namespace pathkernel {

/// A solution x of A x = b, or a ray.
template <Real S>
struct SemidefiniteSolution {
  std::vector<S> x;
  bool is_ray = false;
  std::size_t rank = 0;  ///< of A, as many pivots as were found
};

namespace detail {

/// Eliminates in place, and leaves in `order` the pivots first. @return  how many there are
template <Real S>
[[nodiscard]] std::size_t eliminate(Matrix<S>& a, std::vector<S>& b,
                                    std::vector<std::size_t>& order, const S& smallest_pivot) {
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    const auto rest = order.begin() + static_cast<std::ptrdiff_t>(rank);
    std::iter_swap(rest, std::max_element(rest, order.end(), [&](std::size_t i, std::size_t j) {
                     return a(i, i) < a(j, j);
                   }));
    const std::size_t p = *rest;
    if (!(a(p, p) > smallest_pivot)) return rank;
    for (auto i = rest + 1; i != order.end(); ++i) {
      const S factor = a(*i, p) / a(p, p);
      for (auto j = rest + 1; j != order.end(); ++j) a(*i, *j) -= factor * a(p, *j);
      b[*i] -= factor * b[p];
    }
  }
  return order.size();
}

}  // namespace detail

/// @param smallest_pivot   a diagonal entry up to this is rounding, and counts as 0
/// @param smallest_excess  so is a b_i up to this that is left without a pivot
template <Real S>
[[nodiscard]] SemidefiniteSolution<S> solve_semidefinite(Matrix<S> a, std::vector<S> b,
                                                         const S& smallest_pivot,
                                                         const S& smallest_excess) {
  const std::size_t n = b.size();
  if (a.rows != n || a.columns != n)
    reject("kernel: a matrix of ", a.rows, " x ", a.columns, " and a right side of ", n,
           " numbers; a system needs as many rows, columns and numbers.");
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  SemidefiniteSolution<S> solution{std::vector<S>(n, S(0))};
  solution.rank = detail::eliminate(a, b, order, smallest_pivot);
  S largest = smallest_excess;
  std::size_t start = n;  // of a ray: the unknown whose equation fails by most
  for (std::size_t k = solution.rank; k < n; ++k)
    if (const S excess = max(b[order[k]], S(-b[order[k]])); excess > largest)
      largest = excess, start = order[k];
  solution.is_ray = start < n;
  if (solution.is_ray) solution.x[start] = S(b[start] > S(0) ? 1 : -1);
  for (std::size_t k = solution.rank; k-- > 0;) {
    const std::size_t p = order[k];
    S sum = solution.is_ray ? S(0) : b[p];
    for (std::size_t l = k + 1; l < n; ++l) sum -= a(p, order[l]) * solution.x[order[l]];
    solution.x[p] = sum / a(p, p);
  }
  return solution;
}

}  // namespace pathkernel
