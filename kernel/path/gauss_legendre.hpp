/// @file gauss_legendre.hpp
/// Gauss-Legendre quadrature on [-1, 1], and how fast an integrand's Legendre coefficients decay.
///
///     ∫_{-1}^{1} g = Σ_j ω_j g(ξ_j),        ω_j = 2 / ((1 - ξ_j²) P_n'(ξ_j)²),   P_n(ξ_j) = 0
///
/// n nodes are exact for polynomials of degree 2n - 1. For an analytic g the coefficients
/// c_k = (2k+1)/2 ∫ g P_k fall like ρ^-k, where ρ tells how far from [-1, 1] its singularities are,
/// and n nodes leave an error of about ρ^-2n: so the n samples tell how many would be enough.
///
/// Leaves out: integrands that are not smooth.
/// Source: Trefethen, Approximation Theory and Approximation Practice (2013), ch. 8 and 19.
/// Next: path_quadrature.hpp.
#pragma once

#include <boost/math/special_functions/legendre.hpp>

#include <algorithm>
#include <vector>

#include "autodiff/scalar.hpp"

namespace pathkernel {

/// n nodes in ascending order, their weights, and the Legendre polynomials at the nodes.
template <Real S>
struct GaussLegendre {
  std::vector<S> nodes;
  std::vector<S> weights;
  std::vector<S> polynomials;  ///< P_k(ξ_j) at k n + j, for k < n

  explicit GaussLegendre(std::size_t n);

  [[nodiscard]] std::size_t count() const { return nodes.size(); }

  /// ln |c_k| for k < n, of an integrand given by its samples at the nodes.
  [[nodiscard]] std::vector<double> log_coefficients(const std::vector<S>& samples) const {
    std::vector<double> logs;
    for (std::size_t k = 0; k < count(); ++k) {
      S sum(0);
      for (std::size_t j = 0; j < count(); ++j)
        sum += weights[j] * polynomials[k * count() + j] * samples[j];
      logs.push_back(log_magnitude(S(S(static_cast<int>(2 * k + 1)) / 2 * sum)));
    }
    return logs;
  }

 private:
  /// k P_k = (2k - 1) ξ P_{k-1} - (k - 1) P_{k-2}.
  [[nodiscard]] S next_polynomial(std::size_t k, std::size_t j) const {
    const std::size_t n = count();
    if (k == 1) return nodes[j];
    const int i = static_cast<int>(k);
    return (S(2 * i - 1) * nodes[j] * polynomials[(k - 1) * n + j] -
            S(i - 1) * polynomials[(k - 2) * n + j]) /
           S(i);
  }
};

template <Real S>
GaussLegendre<S>::GaussLegendre(std::size_t n) {
  const std::vector<S> positive = boost::math::legendre_p_zeros<S>(static_cast<int>(n));
  for (auto zero = positive.rbegin(); zero != positive.rend(); ++zero)
    if (*zero != 0) nodes.push_back(-*zero);
  nodes.insert(nodes.end(), positive.begin(), positive.end());
  for (const S& node : nodes) {
    const S slope = boost::math::legendre_p_prime<S>(static_cast<int>(n), node);
    weights.push_back(2 / ((1 - node * node) * slope * slope));
  }
  polynomials.assign(n * n, S(1));
  for (std::size_t k = 1; k < n; ++k)
    for (std::size_t j = 0; j < n; ++j) polynomials[k * n + j] = next_polynomial(k, j);
}

/// How many nodes leave an error below `tolerance` times the integrand's size, judging by the
/// n >= 2 coefficients that n nodes could see. If they reach the level of rounding at some k < n,
/// the integrand is a polynomial of degree k - 1 for all that can be told, and k/2 nodes integrate
/// it. Else they decay as far as could be seen, ln|c_k| ≈ A - k ln ρ, and that is drawn out.
///
/// @param log_size  ln of a magnitude beside which coefficients may be neglected, if it is greater
///                  than the largest of them
[[nodiscard]] inline std::size_t sufficient_nodes(
    const std::vector<double>& log_coefficients, double log_tolerance, double log_rounding,
    double log_size = -std::numeric_limits<double>::infinity()) {
  const double top = std::max(log_size, std::ranges::max(log_coefficients));
  const std::size_t n = log_coefficients.size();
  std::size_t seen = n;  // above rounding
  while (seen > 0 && !(log_coefficients[seen - 1] > top + log_rounding)) --seen;
  if (seen + 1 < n) return std::max<std::size_t>(1, (seen + 1) / 2);
  const double tail = std::max(log_coefficients[n - 1], log_coefficients[n - 2]);  // one may vanish
  const double decay = std::max((top - tail) / static_cast<double>(n - 1), double{1} / 100);
  return static_cast<std::size_t>(std::ceil(-log_tolerance / (2 * decay))) + 1;
}

}  // namespace pathkernel
