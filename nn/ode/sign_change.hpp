/// @file sign_change.hpp
/// Where a polynomial first changes its sign: Descartes' rule, sharpened by halving.
///
/// On [0, h] a polynomial is written in Bernstein's basis,
///
///     p(t) = Σ_i b_i C(n,i) (t/h)^i (1 - t/h)^(n-i)
///
/// It changes its sign as often as the list b_0 ... b_n does, or an even number of times less. With
/// none there is no root; with one there is exactly one; with more the interval is halved, for
/// which averages of neighbours suffice (de Casteljau). So nothing is overlooked between samples.
///
/// Leaves out: two changes nearer to each other than the scalar can tell, which undo each other.
/// Source: Lane & Riesenfeld, Bounds on a polynomial, BIT 21 (1981), 112-117.
/// Next: taylor.hpp.
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "autodiff/scalar.hpp"

namespace pathkernel {

namespace detail {

/// Σ c_k t^k and Σ k c_k t^(k-1).
template <Real S>
std::pair<S, S> value_and_slope(std::span<const S> c, const S& t) {
  S value(0), slope(0);
  for (std::size_t k = c.size(); k-- > 0;) {
    slope = slope * t + value;
    value = value * t + c[k];
  }
  return {value, slope};
}

/// The one root between low and high, by Newton's method kept inside a shrinking bracket.
template <Real S>
S root_between(std::span<const S> c, S low, S high, bool rises) {
  using std::abs;
  S t = (low + high) / 2;
  for (int i = 0; i < 8 * std::numeric_limits<S>::digits; ++i) {
    const auto [value, slope] = value_and_slope(c, t);
    if (value == 0) return t;
    (value < 0) == rises ? low = t : high = t;
    S next = slope == 0 ? low : S(t - value / slope);
    if (!(low < next && next < high)) next = (low + high) / 2;
    if (abs(next - t) <= std::numeric_limits<S>::epsilon() * abs(t)) return next;
    t = next;
  }
  return t;
}

/// Changes of sign in a list, zeros left out.
template <Real S>
std::size_t sign_changes(const std::vector<S>& b) {
  std::size_t changes = 0;
  int sign = 0;
  for (const S& entry : b) {
    const int here = entry > 0 ? 1 : entry < 0 ? -1 : 0;
    if (here * sign < 0) ++changes;
    if (here != 0) sign = here;
  }
  return changes;
}

template <Real S>
std::optional<S> first_change(std::span<const S> c, std::vector<S> b, const S& low, const S& high) {
  const std::size_t changes = sign_changes(b);
  // A zero b_n is a root at `high`, and as many zeros at the end of the list as its multiplicity.
  const auto last = std::find_if(b.rbegin(), b.rend(), [](const S& entry) { return entry != 0; });
  const bool ends_with_change = last != b.rend() && (last - b.rbegin()) % 2 == 1;
  if (changes == 0) return ends_with_change ? std::optional<S>(high) : std::nullopt;
  if (changes == 1) {
    const bool rises = *std::ranges::find_if(b, [](const S& entry) { return entry != 0; }) < 0;
    return root_between(c, low, high, rises);
  }
  const S middle = (low + high) / 2;
  if (!(low < middle && middle < high))  // an even number of them undo each other
    return (changes % 2 == 1) != ends_with_change ? std::optional<S>(high) : std::nullopt;
  std::vector<S> left{b.front()};  // b becomes the right half's
  for (std::size_t n = b.size() - 1; n > 0; --n) {
    for (std::size_t i = 0; i < n; ++i) b[i] = (b[i] + b[i + 1]) / 2;
    left.push_back(b.front());
  }
  if (const std::optional<S> t = first_change(c, std::move(left), low, middle)) return t;
  return first_change(c, std::move(b), middle, high);
}

}  // namespace detail

/// The first t in (0, h] at which Σ_k c_k t^k changes its sign; none if it doesn't.
template <Real S>
[[nodiscard]] std::optional<S> first_sign_change(std::span<const S> c,
                                                 const std::type_identity_t<S>& h) {
  using std::abs;
  std::vector<S> b;
  S power(1), others(0);
  for (std::size_t k = 0; k < c.size(); ++k, power *= h) {
    b.push_back(c[k] * power);
    if (k > 0) others += abs(b[k]);
  }
  if (b.empty() || abs(b[0]) > others) return std::nullopt;  // which most are: c_0 outweighs all
  const std::size_t n = b.size() - 1;
  S binomial(1);  // C(n, k); b_i = Σ_k C(i, k)/C(n, k) c_k h^k
  for (std::size_t k = 0; k <= n; ++k) {
    b[k] /= binomial;
    binomial = binomial * S(static_cast<int>(n - k)) / S(static_cast<int>(k + 1));
  }
  for (std::size_t r = 1; r <= n; ++r)
    for (std::size_t i = n; i >= r; --i) b[i] += b[i - 1];
  return detail::first_change<S>(c, std::move(b), S(0), h);
}

}  // namespace pathkernel
