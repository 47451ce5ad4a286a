/// @file series.hpp
/// Products of power series whose coefficients become known one after another.
///
///     y_n = Σ_{j=0..n} B(u_j, v_{n-j})        B bilinear
///
/// Term by term, all orders up to N take N²/2 products. A long series takes blocks of coefficients
/// instead. Once u and v are known up to n, whatever these know of later orders may be added too:
/// for each power p = 2^i that divides n + 2, with 2 p <= n + 2,
///
///     u_{p-1 .. 2p-2}  times  v_{n+1-p .. n},    and u and v exchanged unless that is the same
///
/// goes to y_n and later. Every pair of indices is met once. Two blocks are multiplied by
/// Karatsuba's identity, which needs nothing of B but that it is bilinear:
///
///     (u + u' z)(v + v' z) = u v + ((u + u')(v + v') - u v - u' v') z + u' v' z²
///
/// It adds numbers before it multiplies them, so they must be of one magnitude, or the small ones
/// lose their digits to the large. Hence t is measured in units in which u_k hardly grows or falls.
///
/// Leaves out: multiplication by Fourier transforms, which would pay beyond some 1,000 orders;
/// factors of which one grows as fast as the other falls, whose product loses digits in blocks.
/// Source: Karatsuba & Ofman (1962); van der Hoeven, Relax, but don't be too lazy, J. Symbolic
/// Computation 34 (2002), 479-542, sec. 4.   Next: arithmetic.hpp.
#pragma once

#include <utility>

#include "autodiff/operations/leaves.hpp"
#include "autodiff/operations/tiles.hpp"

namespace pathkernel::detail {

/// From this many coefficients on, blocks pay: at 250 digits. The blocks they are cut into are
/// multiplied term by term once they are as short as the second number.
inline constexpr std::size_t long_series = 256;
inline constexpr std::size_t short_block = 16;

/// Bits that a coefficient may lose without a trace: u(t) is asked for at t below ρ/e², ρ the
/// radius of convergence, where the k-th term is a share e^-2k of the largest. One limb is spare.
template <class S>
int unneeded_bits(SeriesView<S> y, std::size_t k) {
  const double bits = 2 * static_cast<double>(y.first + k) / std::log(double{2}) - 64;
  return y.tapered ? std::max(0, static_cast<int>(bits)) : 0;
}

/// y_n += Σ_j B(u_j, v_{n-j}), j from `first` to `last`.
template <class P, class S>
void add_terms(BlockView<S> y, SeriesView<const S> u, SeriesView<const S> v, std::size_t n,
               std::size_t first, std::size_t last, int unneeded_bits) {
  P::accumulate(y, u[first], v[n - first],
                Terms{last - first + 1, static_cast<std::ptrdiff_t>(u.stride),
                      -static_cast<std::ptrdiff_t>(v.stride), unneeded_bits});
}

/// Coefficients of their own: of a product, or of a sum.
template <class S>
struct OwnSeries {
  OwnSeries(std::size_t orders, Shape of_shape, std::size_t of_lanes)
      : numbers(orders * of_shape.size() * of_lanes, S(0)), shape(of_shape), lanes(of_lanes) {}
  [[nodiscard]] SeriesView<S> view() {
    const std::size_t size = shape.size() * lanes;
    return {numbers.data(), size, shape, lanes, true, numbers.size() / size};
  }
  [[nodiscard]] SeriesView<const S> known() const {
    const std::size_t size = shape.size() * lanes;
    return {numbers.data(), size, shape, lanes, true, numbers.size() / size};
  }

  std::vector<S> numbers;
  Shape shape;
  std::size_t lanes;
};

/// f(to, from) for every number of the first n coefficients of two series.
template <class S, class F>
void for_each_coefficient(SeriesView<S> to, SeriesView<const S> from, std::size_t n, F f) {
  for (std::size_t k = 0; k < n; ++k) {
    const BlockView<S> block = to[k];
    for (std::size_t i = 0; i < block.entries().size(); ++i) f(block.data[i], from[k].data[i], k);
  }
}

/// The 2n - 1 coefficients of the product of two series of n, a power of two.
template <class P, class S>
OwnSeries<S> karatsuba(SeriesView<const S> u, SeriesView<const S> v, std::size_t n, Shape shape,
                       std::size_t lanes, int unneeded) {
  OwnSeries<S> product(2 * n - 1, shape, lanes);
  const SeriesView<S> y = product.view();
  if (n <= short_block) {
    for (std::size_t k = 0; k < 2 * n - 1; ++k)
      add_terms<P, S>(y[k], u, v, k, k < n ? 0 : k - n + 1, std::min(k, n - 1), unneeded);
    return product;
  }
  const std::size_t half = n / 2;
  const auto added = [](S& to, const S& from, std::size_t) { to += from; };
  const auto taken_away = [](S& to, const S& from, std::size_t) { to -= from; };
  const auto folded_in_half = [&](SeriesView<const S> all) {
    OwnSeries<S> sum(half, all.shape, all.lanes);
    for_each_coefficient(sum.view(), all, half, added);
    for_each_coefficient(sum.view(), all.from(half), half, added);
    return sum;
  };
  const OwnSeries<S> low = karatsuba<P>(u, v, half, shape, lanes, unneeded);
  const OwnSeries<S> high = karatsuba<P>(u.from(half), v.from(half), half, shape, lanes, unneeded);
  OwnSeries<S> cross = karatsuba<P, S>(folded_in_half(u).known(), folded_in_half(v).known(), half,
                                       shape, lanes, unneeded);
  for (const OwnSeries<S>* part : {&low, &high})
    for_each_coefficient(cross.view(), part->known(), n - 1, taken_away);
  for_each_coefficient(y, low.known(), n - 1, added);
  for_each_coefficient(y.from(half), cross.known(), n - 1, added);
  for_each_coefficient(y.from(n), high.known(), n - 1, added);
  return product;
}

/// By how much ln |u_k| grows from one coefficient to the next: between the largest of the first
/// half and the largest of the second, wherever they are.
template <Real S>
double growth(SeriesView<const S> u, std::size_t n) {
  const auto largest = [&](std::size_t from) {
    std::pair<double, std::size_t> found{-std::numeric_limits<double>::infinity(), from};
    for (std::size_t k = from; k < from + n / 2; ++k)
      for (const S& entry : u[k].entries())
        found = std::max(found, std::pair{log_magnitude(entry), k});
    return found;
  };
  const auto [first, at_first] = largest(0);
  const auto [second, at_second] = largest(n / 2);
  const double slope = (second - first) / static_cast<double>(at_second - at_first);
  return std::isfinite(slope) ? slope : -std::numeric_limits<double>::infinity();
}

/// The product of blocks of n coefficients, added to y and the 2n - 2 orders that follow; what is
/// above the last order of y is left out.
template <class P, class S>
void add_block_product(SeriesView<S> y, SeriesView<const S> u, SeriesView<const S> v,
                       std::size_t n) {
  if (n <= short_block) {
    for (std::size_t k = 0; k < std::min(2 * n - 1, y.orders); ++k)
      add_terms<P, S>(y[k], u, v, k, k < n ? 0 : k - n + 1, std::min(k, n - 1),
                      unneeded_bits(y, k));
    return;
  }
  const std::size_t half = n / 2;
  if (y.orders < 2 * n - 1) {  // not all of it is wanted
    add_block_product<P>(y, u, v, half);
    if (y.orders > half) {
      add_block_product<P>(y.from(half), u, v.from(half), half);
      add_block_product<P>(y.from(half), u.from(half), v, half);
    }
    if (y.orders > n) add_block_product<P>(y.from(n), u.from(half), v.from(half), half);
    return;
  }
  // In units of time in which the slower to fall of both neither grows nor falls. That takes two
  // roundings a number more, and those of the unit's powers.
  const double slope = std::max(growth(u, n), growth(v, n));
  const double fitting = std::exp(-slope);
  const double unit = std::isnormal(fitting) ? fitting : 1;
  std::vector<S> powers{S(1)};
  for (std::size_t k = 1; k < 2 * n - 1; ++k) powers.push_back(powers.back() * S(unit));
  const auto in_unit = [&](SeriesView<const S> all) {
    OwnSeries<S> scaled(n, all.shape, all.lanes);
    for_each_coefficient(scaled.view(), all, n,
                         [&](S& to, const S& from, std::size_t k) { to = from * powers[k]; });
    return scaled;
  };
  const OwnSeries<S> product = karatsuba<P, S>(in_unit(u).known(), in_unit(v).known(), n, y.shape,
                                               y.lanes, unneeded_bits(y, 0));
  for_each_coefficient(y, product.known(), 2 * n - 1, [&](S& to, const S& from, std::size_t k) {
    to += from / powers[k];
  });
}

/// Adds to y_n what it still lacks of Σ_j B(u_j, v_{n-j}); of a long series, to later ones as well,
/// which is why y must be 0 before order 0.
template <class P, class S>
void add_product(SeriesView<S> y, SeriesView<const S> u, SeriesView<const S> v, std::size_t n) {
  if constexpr (Real<S>)
    if (y.orders >= long_series && u.varies && v.varies) {
      for (std::size_t p = 1; 2 * p <= n + 2 && (n + 2) % p == 0; p *= 2) {
        add_block_product<P>(y.from(n), u.from(p - 1), v.from(n + 1 - p), p);
        if (2 * p != n + 2) add_block_product<P>(y.from(n), u.from(n + 1 - p), v.from(p - 1), p);
      }
      return;
    }
  const std::size_t first = v.varies ? 0 : n;
  const std::size_t last = u.varies ? n : 0;
  if (first <= last) add_terms<P, S>(y[n], u, v, n, first, last, unneeded_bits(y, n));
}

}  // namespace pathkernel::detail
