/// @file making.hpp
/// How examples are made that are the same numbers on every machine, to the last bit.
///
/// The standard library's cos and sin differ in their last bit from one machine to another, and so
/// does x + noise z, which one compiler rounds once and another twice. So both are computed to 40
/// digits, by software, and rounded to a multiple of 2^-40, which a double is exactly below 2^13.
///
/// Leaves out: what is made, see made.hpp and made_pictures.hpp.
/// Next: made.hpp.
#pragma once

#include <cstdint>

#include "autodiff/error.hpp"
#include "autodiff/multiprecision.hpp"
#include "nn/generator.hpp"

namespace pathkernel {

/// How many examples, how far from their formula, and which of all such draws.
struct Making {
  std::size_t count = 100;
  double noise = 0;  ///< the deviation of what is added
  std::uint64_t seed = 1;
};

namespace detail {
using Fine = BoostReal<40>;

/// The nearest multiple of 2^-40.
[[nodiscard]] inline double on_grid(const Fine& x) {
  const std::int64_t two_to_40 = std::int64_t{1} << 40;
  const Fine k = round(Fine(x * two_to_40));
  return static_cast<double>(k.convert_to<std::int64_t>()) / static_cast<double>(two_to_40);
}

/// Draws u, uniform in [0, 1), and apart from it z, a normal variate: whether there is noise or
/// not, the u are the same.
class Draw {
 public:
  /// @throws std::invalid_argument  if there are to be no examples, or the noise is no deviation
  explicit Draw(const Making& making)
      : noise_(making.noise), places_(making.seed, purpose::made_places),
        normals_(making.seed, purpose::made_noise) {
    if (making.count == 0) reject("made data: 0 examples; need 1 or more.");
    if (!(making.noise >= 0 && making.noise <= 100))
      reject("made data: noise of ", making.noise, "; need a deviation from 0 to 100.");
  }

  [[nodiscard]] Fine uniform() { return Fine(places_.uniform()); }
  /// One of 0, ..., n - 1.
  [[nodiscard]] std::size_t below(std::size_t n) {
    return static_cast<std::size_t>(places_.below(n));
  }
  /// x + noise z
  [[nodiscard]] double near(const Fine& x) { return on_grid(x + noise_ * Fine(normals_.normal())); }

 private:
  Fine noise_;
  Generator places_, normals_;
};

}  // namespace detail

}  // namespace pathkernel
