/// @file generator.hpp
/// Random numbers that are the same on every platform, compiler and scalar type.
///
/// All of them are drawn with whole numbers: a word of 64 random bits, a number below n, k/2^53.
/// What the standard library offers beyond words (its distributions) is each library's own, and
/// differs. A normal variate needs no logarithm either: it is drawn by comparing uniform ones.
///
/// Leaves out: cryptography.
/// Source: Steele, Lea & Flood, Fast splittable pseudorandom number generators (OOPSLA 2014);
/// Karney, Sampling exactly from the normal distribution (ACM TOMS 42, 2016), algorithm N.
/// Next: parameters/initial_values.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace pathkernel {

/// What numbers are drawn for: those of different purposes do not depend on one another, though
/// they come from the same seed.
namespace purpose {
inline constexpr std::uint64_t split = 1, made_places = 2, made_noise = 3;
inline constexpr std::uint64_t initial_values = 0x696e697469616c;  // "initial" in ASCII
inline constexpr std::uint64_t batches = 0x62617463686573;  // "batches"; each epoch's follows
}  // namespace purpose

/// splitmix64. A value: a copy draws the same numbers again.
class Generator {
 public:
  explicit Generator(std::uint64_t seed, std::uint64_t purpose = 0) : state_(seed) {
    state_ = word() + purpose;
  }

  /// 64 random bits.
  [[nodiscard]] std::uint64_t word() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  /// One of 0, ..., n - 1, all of them equally likely, for n >= 1.
  [[nodiscard]] std::uint64_t below(std::uint64_t n) {
    const std::uint64_t rest = (UINT64_MAX % n + 1) % n;  // 2^64 mod n words are one too many
    std::uint64_t w = word();
    while (w > UINT64_MAX - rest) w = word();
    return w % n;
  }

  /// k/2^53 with 0 <= k < 2^53.
  [[nodiscard]] double uniform() { return static_cast<double>(word() >> 11) / two_to_53; }

  /// A standard normal variate, to 53 binary places.
  [[nodiscard]] double normal() {
    for (;;) {
      const std::uint64_t k = heads();  // with probability proportional to e^(-k/2)
      if (!all_heads(k * (k - 1))) continue;
      const double x = uniform();
      std::uint64_t i = 0;
      while (i <= k && accepts(k, x)) ++i;
      if (i <= k) continue;
      const double z = static_cast<double>(k) + x;
      return below(2) == 0 ? z : -z;
    }
  }

  /// 0, ..., n - 1 in an order of which each is equally likely.
  [[nodiscard]] std::vector<std::size_t> permutation(std::size_t n) {
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = n; i > 1; --i) std::swap(order[i - 1], order[below(i)]);
    return order;
  }

 private:
  static constexpr double two_to_53 = std::uint64_t{1} << 53;

  /// True with probability e^(-1/2): the length of a falling run of uniform numbers is even.
  [[nodiscard]] bool head() {
    std::uint64_t last = word();
    if (last >= std::uint64_t{1} << 63) return true;  // not below 1/2: a run of length 0
    for (bool even = false;; even = !even) {
      const std::uint64_t next = word();
      if (next >= last) return even;
      last = next;
    }
  }
  [[nodiscard]] std::uint64_t heads() {
    std::uint64_t k = 0;
    while (head()) ++k;
    return k;
  }
  [[nodiscard]] bool all_heads(std::uint64_t n) {
    for (; n > 0; --n)
      if (!head()) return false;
    return true;
  }

  /// True with probability e^(-x (2k + x)/(2k + 2)).
  [[nodiscard]] bool accepts(std::uint64_t k, double x) {
    double last = x;
    for (bool even = true;; even = !even) {
      const double next = uniform();
      if (next >= last) return even;
      const std::uint64_t side = below(2 * k + 2);  // of 2k + 2 sides one stops, one asks x
      if (side == 0 || (side == 1 && uniform() >= x)) return even;
      last = next;
    }
  }

  std::uint64_t state_;
};

}  // namespace pathkernel
