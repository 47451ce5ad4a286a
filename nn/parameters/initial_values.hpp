/// @file initial_values.hpp
/// Where w begins: random weights, of a variance that keeps W x as large as x.
///
/// Of independent weights with mean 0 and variance σ², a row sends x to W x with variance σ² |x|².
/// So with n inputs (the columns of W) and m outputs (its rows)
///
///     LeCun    σ² = 1/n            W x is as large as x
///     He       σ² = 2/n            so it is if a relu before it halved |x|²
///     Glorot   σ² = 2/(n + m)      a compromise with what adjoints, sent back by Wᵀ, would need
///
/// All of that times n where the model itself divides by √n. Offsets begin at 0, gains at 1,
/// locations are standard normal.
///
/// Every value is k/2^53 for a whole k: the same number in double and with 50 digits. It is also
/// the same on every machine, for each operation here is rounded as IEEE 754 says and none is a
/// sum of products, which some compilers would round once and others twice.
///
/// Leaves out: orthogonal weights, which need more bits on their way (orthogonal.hpp).
/// Source: LeCun, Bottou, Orr & Müller, Efficient BackProp (1998); Glorot & Bengio (AISTATS 2010);
/// He, Zhang, Ren & Sun (ICCV 2015).   Read first in nn/parameters.   Next: orthogonal.hpp.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

#include "nn/generator.hpp"
#include "nn/model.hpp"

namespace pathkernel {

/// σ² of a weight.
enum class Variance { lecun, he, glorot };

/// Normal, or uniform between -√3 σ and √3 σ.
enum class Distribution { normal, uniform };

struct Initialisation {
  Variance variance = Variance::lecun;
  Distribution distribution = Distribution::normal;
};

namespace detail {

/// The k/2^53 that is nearest to v.
[[nodiscard]] inline double rounded_to_53_places(double v) {
  constexpr double two_to_53 = std::uint64_t{1} << 53;
  return std::nearbyint(v * two_to_53) / two_to_53;
}

/// σ² of a block of weights. Only the division rounds.
[[nodiscard]] inline double variance(Variance kind, const ParameterBlock& block) {
  const double n = block.shape.columns, m = block.shape.rows;
  const double scale = block.parametrisation == Parametrisation::ntk ? n : 1;
  switch (kind) {
    case Variance::lecun: return scale / n;
    case Variance::he: return 2 * scale / n;
    case Variance::glorot: return 2 * scale / (n + m);
  }
  reject("parameters: a variance that does not exist, number ", static_cast<int>(kind), ".");
}

/// Draws weights, as an Initialisation says.
struct DrawIndependent {
  Initialisation initialisation;

  void operator()(const ParameterBlock& block, Generator& generator, std::span<double> W) const {
    const double variance = detail::variance(initialisation.variance, block);
    if (initialisation.distribution == Distribution::normal) {
      const double deviation = std::sqrt(variance);
      for (double& w : W) w = rounded_to_53_places(generator.normal() * deviation);
    } else {
      const double bound = std::sqrt(3 * variance);
      for (double& w : W) {
        const double u = 2 * generator.uniform() - 1;  // exactly
        w = rounded_to_53_places(u * bound);
      }
    }
  }
};

/// The values of all blocks, one after another; those of weights are drawn by `draw_weights`. Each
/// block has a generator of its own, so that it begins the same whatever the others are.
template <std::invocable<const ParameterBlock&, Generator&, std::span<double>> Draw>
[[nodiscard]] std::vector<double> values_of(const std::vector<ParameterBlock>& blocks,
                                            std::uint64_t seed, const Draw& draw_weights) {
  Generator seeds(seed, purpose::initial_values);
  std::vector<double> all;
  for (const ParameterBlock& block : blocks) {
    Generator generator(seeds.word());
    std::vector<double> values(block.shape.size(), block.role == Role::gain ? 1 : 0);
    if (block.role == Role::location)
      std::ranges::generate(values, [&] { return generator.normal(); });
    if (block.role == Role::weight) draw_weights(block, generator, values);
    all.insert(all.end(), values.begin(), values.end());
  }
  return all;
}

}  // namespace detail

/// Initial values of all blocks, one after another, shape (P). Those of a block follow from the
/// seed, its place, its shape and its role.
[[nodiscard]] inline std::vector<double> initial_values(const std::vector<ParameterBlock>& blocks,
                                                        std::uint64_t seed,
                                                        Initialisation initialisation = {}) {
  return detail::values_of(blocks, seed, detail::DrawIndependent{initialisation});
}

/// The same numbers in another type, which must hold every double: exactly the same.
template <Real S>
  requires(std::numeric_limits<S>::digits >= std::numeric_limits<double>::digits)
[[nodiscard]] std::vector<S> exactly(std::span<const double> values) {
  return {values.begin(), values.end()};
}

/// w at the beginning, shape (P): the same numbers in every S.
template <Real S, class M>
  requires Model<M, S>
[[nodiscard]] std::vector<S> initial_parameters(const M& model, std::uint64_t seed,
                                                Initialisation initialisation = {}) {
  return exactly<S>(initial_values(model.parameters(), seed, initialisation));
}

}  // namespace pathkernel
