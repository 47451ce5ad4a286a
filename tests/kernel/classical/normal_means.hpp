/// @file normal_means.hpp
/// Means over two normal numbers by quadrature, which knows nothing of their closed forms.
///
/// Leaves out: functions with kinks in other places than a relu's.
#pragma once

#include "kernel/path/gauss_legendre.hpp"
#include "tests/precision.hpp"

namespace pathkernel {

/// The digits that quadrature is asked for.
template <class S>
inline constexpr int quadrature_digits = all_digits<S> < 20 ? 12 : 40;

/// E φ(u) φ(v) and E φ'(u) φ'(v), u and v normal with mean 0, E u² = a, E v² = b, E u v = c; or of
/// u = v where all are equal. By the trapezoidal rule in u and v: of an entire function its error
/// falls like e^(-const/h²), and φ is needed on the axes only.
///
/// @param phi  gives φ and φ' as a pair
template <class S, class F>
std::pair<S, S> normal_means(const S& a, const S& b, const S& c, F phi) {
  using std::acos;
  using std::exp;
  using std::sqrt;
  const int n = all_digits<S> < 20 ? 40 : 80;  // on each side
  const S reach = all_digits<S> < 20 ? S(9) : S(14), h = reach / S(n);
  const S rho = c / sqrt(S(a * b)), rest = 1 - rho * rho, turn = 2 * acos(S(-1));
  std::vector<std::pair<S, S>> u, v;
  for (int k = -n; k <= n; ++k) {
    u.push_back(phi(S(k * h * sqrt(a))));
    v.push_back(a == b ? u.back() : phi(S(k * h * sqrt(b))));
  }
  S value(0), slope(0);
  const auto add = [&](int i, int j, const S& weight) {
    const auto [phi_u, dphi_u] = u[static_cast<std::size_t>(i + n)];
    const auto [phi_v, dphi_v] = v[static_cast<std::size_t>(j + n)];
    value += weight * phi_u * phi_v;
    slope += weight * dphi_u * dphi_v;
  };
  if (c == a && c == b) {
    for (int i = -n; i <= n; ++i) add(i, i, S(h * exp(S(-h * h * S(i * i) / 2)) / sqrt(turn)));
    return {value, slope};
  }
  // The density e^-(s² - 2 ρ s t + t²)/(2 rest), s = i h, t = j h: for each i powers of one ratio.
  std::vector<S> bell;
  for (int i = -n; i <= n; ++i) bell.push_back(exp(S(-h * h * S(i * i) / (2 * rest))));
  for (int i = -n; i <= n; ++i) {
    const S exponent = rho * h * h * S(i) / rest, ratio = exp(exponent);
    S power = h * h * exp(S(-n * exponent)) / (turn * sqrt(rest));
    for (int j = -n; j <= n; ++j, power *= ratio)
      add(i, j,
          bell[static_cast<std::size_t>(i + n)] * bell[static_cast<std::size_t>(j + n)] * power);
  }
  return {value, slope};
}

/// E relu(u) relu(v) and E step(u) step(v). Of a standard normal w in the plane, u = √a r cos α and
/// v = √b r cos(α - θ) with cos θ = c/√(a b): both are above 0 between the kinks θ - π/2 and π/2,
/// and E r² = 2.
template <class S>
std::pair<S, S> relu_means(const S& a, const S& b, const S& c) {
  using std::acos;
  using std::cos;
  using std::sqrt;
  static const GaussLegendre<S> gauss(all_digits<S> < 20 ? 16 : 36);
  const S pi = acos(S(-1)), theta = acos(S(c / sqrt(S(a * b)))), half = (pi - theta) / 2;
  S value(0), slope(0);
  for (std::size_t j = 0; j < gauss.count(); ++j) {
    const S alpha = theta / 2 + half * gauss.nodes[j], share = gauss.weights[j] * half / (2 * pi);
    value += share * 2 * sqrt(S(a * b)) * cos(alpha) * cos(S(alpha - theta));
    slope += share;
  }
  return {value, slope};
}

}  // namespace pathkernel
