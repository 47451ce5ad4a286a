/// @file models.hpp
/// The models that can be asked for by name: each takes a row of numbers, the features.
///
///     convolution    the features as places of a circle, one window for all of them
///     attention      the features as words: each is embedded, and its place added to it
///
/// Leaves out: models of states, pictures and texts, which no row of numbers is.
/// Next: problem.hpp.
#pragma once

#include <variant>

#include "nn/layers/pooling.hpp"
#include "nn/layers/transformer.hpp"
#include "nn/models/discrete_density.hpp"
#include "nn/models/gaussian_mixture.hpp"
#include "nn/models/mlp.hpp"
#include "nn/models/perceptron.hpp"
#include "nn/models/polynomial.hpp"
#include "nn/models/radial_basis.hpp"

namespace pathkernel {

/// A model of one output, as often as there are outputs, with parameters of its own for each.
template <class M>
struct ForEachOutput {
  M one;
  std::uint32_t outputs = 1;

  [[nodiscard]] std::vector<ParameterBlock> parameters() const {
    if (outputs == 1) return one.parameters();
    std::vector<ParameterBlock> all;
    for (std::uint32_t c = 1; c <= outputs; ++c)
      for (ParameterBlock block : one.parameters()) {
        block.name = detail::joined(c, '.', block.name);
        all.push_back(std::move(block));
      }
    return all;
  }

  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Vars<S> w, Var<S> x) const {
    const std::size_t blocks = one.parameters().size();
    std::vector<Var<S>> rows;
    for (std::uint32_t c = 0; c < outputs; ++c)
      rows.push_back(one(w.subspan(c * blocks, blocks), x));
    return concatenate_rows(std::span<const Var<S>>(rows));
  }
};

/// A window along the features, whose first is beside their last; φ; the mean over all places.
[[nodiscard]] inline auto convolution_network(std::uint32_t inputs, std::uint32_t channels,
                                              std::uint32_t window, Activation activation,
                                              std::uint32_t outputs) {
  return compose(Convolution{1, channels, {{1, inputs}, {1, window}, 1, Padding::circular}},
                 Activate{activation}, GlobalAverage{}, Linear{channels, outputs});
}

/// Each feature becomes a word of `width` numbers, to which those of its place are added.
[[nodiscard]] inline auto words_of_features(std::uint32_t inputs, std::uint32_t width) {
  return compose(Reshaped{{1, inputs}}, Linear{1, width}, Positions{width, inputs});
}

/// Words that look at one another in several heads; their mean.
[[nodiscard]] inline auto attention_network(std::uint32_t inputs, std::uint32_t heads,
                                            std::uint32_t width, std::uint32_t outputs) {
  return compose(words_of_features(inputs, width), SelfAttention{width, heads, width / heads},
                 GlobalAverage{}, Linear{width, outputs});
}

/// A transformer block on words, and their mean.
[[nodiscard]] inline auto transformer_network(std::uint32_t inputs, std::uint32_t heads,
                                              std::uint32_t width, std::uint32_t hidden,
                                              std::uint32_t outputs) {
  return compose(words_of_features(inputs, width),
                 transformer_block({width, heads, width / heads}, hidden), GlobalAverage{},
                 Linear{width, outputs});
}

using PolynomialOfEach = ForEachOutput<Polynomial>;
using AnyModel = std::variant<Linear, Mlp, PolynomialOfEach, RadialBasisNetwork, Perceptron,
                              decltype(convolution_network(1, 1, 1, Activation::tanh, 1)),
                              decltype(attention_network(1, 1, 1, 1)),
                              decltype(transformer_network(1, 1, 1, 1, 1)), GaussianMixture,
                              DensityOf<GaussianMixture>>;

}  // namespace pathkernel
