/// @file backward_memory.hpp
/// What a push at time s will have done by the end, if it is forgotten at the rate κ meanwhile:
///
///     A(s) = e^(-κ(τ-s)) A(τ) + σ ∫_s^τ e^(-κ(t-s)) G(t) dt        or   A' = κ A - σ G
///
/// on a short stretch of time that ends at τ, a panel. Found at its Gauss nodes ξ_j from G there:
/// the polynomial through n samples is integrated from each node to the end of [-1, 1],
///
///     ∫_ξj^1 g = Σ_k B_jk g(ξ_k),   B_jk = ω_k/2 Σ_m P_m(ξ_k) (P_{m-1}(ξ_j) - P_{m+1}(ξ_j)),
///
/// which follows from ∫_ξ^1 P_m = (P_{m-1}(ξ) - P_{m+1}(ξ))/(2m + 1). Here P_{-1} = 1, and P_n is 0
/// at the nodes. At one node A is in error by ρ^-n where G's coefficients fall like ρ^-k; but sums
/// Σ_j ω_j A(ξ_j) g(ξ_j) are in error by ρ^-2n, as if both integrals had been Gauss's.
///
/// e^(κt) grows along a panel; so κ times its length must be small (longest_memory_panel).
///
/// Leaves out: panels over which more is forgotten, which are divided.
/// Source: Greengard, Spectral integration and two-point boundary value problems (1991).
/// Next: training_sums.hpp.
#pragma once

#include "kernel/gram/matrix.hpp"
#include "kernel/path/gauss_legendre.hpp"

namespace pathkernel {

/// κ times a panel's length, at most: e² then costs less than a digit.
inline constexpr int longest_memory_panel = 2;

/// A Gauss rule that also integrates from each of its nodes to the end.
template <Real S>
struct TailRule : GaussLegendre<S> {
  Matrix<S> tails;  ///< B, n x n

  explicit TailRule(std::size_t n) : GaussLegendre<S>(n), tails(n, n) {
    const auto polynomial = [&](std::size_t m, std::size_t j) {
      return this->polynomials[m * n + j];
    };
    for (std::size_t j = 0; j < n; ++j)
      for (std::size_t k = 0; k < n; ++k) {
        for (std::size_t m = 0; m < n; ++m) {
          const S below = m == 0 ? S(1) : polynomial(m - 1, j);
          const S above = m + 1 == n ? S(0) : polynomial(m + 1, j);
          tails(j, k) += polynomial(m, k) * (below - above);
        }
        tails(j, k) *= this->weights[k] / 2;
      }
  }
};

/// Puts A in the place of G at the nodes, and A at the panel's start in the place of A at its end.
///
/// @param samples  a row for each node, of any number of components: G, then A
/// @param A        at the end, then at the start; as many components
template <Real S>
void carry_back(const TailRule<S>& rule, const S& forgetting, const S& gain, const S& length,
                Matrix<S>& samples, std::vector<S>& A) {
  using std::exp;
  const std::size_t n = rule.count();
  std::vector<S> left(n);  // e^(-κ(t_j - start)), of what was at the start
  for (std::size_t j = 0; j < n; ++j)
    left[j] = exp(S(-forgetting * length * (1 + rule.nodes[j]) / 2));
  const S left_at_end = exp(S(-forgetting * length));
  const auto at = [&](const S& kept, auto&& share) {
    std::vector<S> sum(A.size());
    MultiplyAdd<S> multiply_add;
    for (std::size_t p = 0; p < A.size(); ++p) sum[p] = kept * A[p];
    for (std::size_t k = 0; k < n; ++k) {
      const S weight = gain * length / 2 * share(k);
      for (std::size_t p = 0; p < A.size(); ++p) multiply_add(sum[p], weight, samples(k, p));
    }
    return sum;
  };
  Matrix<S> carried(n, A.size());
  for (std::size_t j = 0; j < n; ++j) {
    const std::vector<S> there = at(S(left_at_end / left[j]), [&](std::size_t k) {
      return S(rule.tails(j, k) * left[k] / left[j]);
    });
    std::ranges::copy(there, &carried(j, 0));
  }
  A = at(left_at_end, [&](std::size_t k) { return S(rule.weights[k] * left[k]); });
  samples = std::move(carried);
}

}  // namespace pathkernel
