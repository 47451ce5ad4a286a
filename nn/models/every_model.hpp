/// @file every_model.hpp
/// A small instance of every model, by name: what is claimed of all models is tried on these.
///
/// Each is there with one output, for losses of one number, and with three, for classes. Densities
/// have one, the logarithm of a probability or the probability itself.
///
/// A new model adds its lines here, and is checked wherever all are.
///
/// Leaves out: sizes that anyone would use.
/// Next: ../losses.hpp.
#pragma once

#include <functional>

#include "nn/layers/pooling.hpp"
#include "nn/layers/transformer.hpp"
#include "nn/models/discrete_density.hpp"
#include "nn/models/gaussian_mixture.hpp"
#include "nn/models/mlp.hpp"
#include "nn/models/perceptron.hpp"
#include "nn/models/polynomial.hpp"
#include "nn/models/radial_basis.hpp"

namespace pathkernel {

/// Any model on one kind of tape, so that different ones can stand in one list.
template <Scalar S>
struct ModelOn {
  std::vector<ParameterBlock> blocks;
  std::function<Var<S>(Vars<S>, Var<S>)> record;

  ModelOn() = default;
  template <class M>
    requires(Model<M, S> && !std::same_as<M, ModelOn>)
  ModelOn(const M& model) : blocks(model.parameters()), record(model) {}

  [[nodiscard]] std::vector<ParameterBlock> parameters() const { return blocks; }
  [[nodiscard]] Var<S> operator()(Vars<S> w, Var<S> x) const { return record(w, x); }
};

/// What a model makes of x, which tells the losses it can have.
enum class Makes { number, three_numbers, log_density, density };

template <Scalar S>
struct NamedModel {
  std::string name;
  ModelOn<S> model;
  std::uint32_t inputs = 1;
  Makes makes = Makes::number;
  bool one_hot = false;  ///< x is a state: 0, ..., 1, ..., 0
  bool smooth = true;
};

namespace detail {
/// A body that ends in so many features, followed by a linear layer of 1 output, and of 3.
template <Scalar S, class M>
void add_with_heads(std::vector<NamedModel<S>>& all, const std::string& name, const M& body,
                    std::uint32_t inputs, std::uint32_t features, bool smooth = true) {
  all.push_back({name, compose(body, Linear{features, 1}), inputs, Makes::number, false, smooth});
  all.push_back({name + ", 3 classes", compose(body, Linear{features, 3}), inputs,
                 Makes::three_numbers, false, smooth});
}

template <Scalar S>
void add_networks(std::vector<NamedModel<S>>& all) {
  for (const auto& [name, phi] : activations) {
    const bool smooth = is_smooth(phi);
    const std::string title = joined(name, " network 2-3-2-");
    all.push_back({title + "1", Mlp{{2, 3, 2, 1}, phi}, 2, Makes::number, false, smooth});
    all.push_back({title + "3", Mlp{{2, 3, 2, 3}, phi}, 2, Makes::three_numbers, false, smooth});
  }
  all.push_back({"tanh network 2-3-1, NTK parametrisation",
                 Mlp{{2, 3, 1}, Activation::tanh, Parametrisation::ntk}, 2});
}

template <Scalar S>
void add_convolutions(std::vector<NamedModel<S>>& all) {
  const Activate tanh{Activation::tanh};
  const auto convolution = [](Grid grid, Grid window, std::uint32_t stride, Padding padding) {
    return Convolution{2, 2, {grid, window, stride, padding}};
  };
  add_with_heads(all, "1-D convolution, circular",
                 compose(convolution({1, 4}, {1, 3}, 1, Padding::circular), tanh, GlobalAverage{}),
                 8, 2);
  add_with_heads(all, "1-D convolution, zeros, stride 2",
                 compose(convolution({1, 4}, {1, 3}, 2, Padding::zeros), tanh, GlobalAverage{}), 8,
                 2);
  add_with_heads(all, "2-D convolution, average pooling",
                 compose(convolution({3, 3}, {2, 2}, 1, Padding::circular), tanh,
                         AveragePooling{2, {3, 3}, {2, 2}, 1}, Reshaped{{8, 1}}),
                 18, 8);
}

template <Scalar S>
void add_transformers(std::vector<NamedModel<S>>& all) {
  const Reshaped words{{2, 3}};  // 2 features of 3 words
  add_with_heads(all, "attention, 1 head", compose(words, SelfAttention{2, 1, 2}, GlobalAverage{}),
                 6, 2);
  add_with_heads(all, "attention, 2 heads, positions",
                 compose(words, Positions{2, 3}, SelfAttention{2, 2, 1}, GlobalAverage{}), 6, 2);
  add_with_heads(all, "transformer block",
                 compose(words, transformer_block({2, 1, 2}, 3), GlobalAverage{}), 6, 2);
}
}  // namespace detail

template <Scalar S>
[[nodiscard]] std::vector<NamedModel<S>> every_model() {
  const RecordedModel callable{{{"k", {1, 2}}, {"c", {1, 1}}}, [](auto w, auto x) {
                                 return w[1] * exp(-square(product(w[0], x)));
                               }};
  std::vector<NamedModel<S>> all{
      {"linear", Linear{2, 1}, 2},
      {"linear, 3 classes", Linear{2, 3}, 2, Makes::three_numbers},
      {"polynomial", Polynomial{2, 3}, 2},
      {"polynomial, 3 classes", compose(Polynomial{2, 2}, Linear{1, 3}), 2, Makes::three_numbers},
      {"perceptron", Perceptron{2, 1}, 2},
      {"perceptron, 3 classes", Perceptron{2, 3}, 2, Makes::three_numbers},
      {"radial basis network", RadialBasisNetwork{2, 3, 1}, 2},
      {"radial basis network, 3 classes", RadialBasisNetwork{2, 2, 3}, 2, Makes::three_numbers},
      {"a callable", callable, 2},
      {"discrete density", DiscreteDensity{3}, 3, Makes::log_density, true},
      {"discrete density, p itself", DensityOf{DiscreteDensity{3}}, 3, Makes::density, true},
      {"Gaussian mixture", GaussianMixture{2, 2}, 2, Makes::log_density},
      {"Gaussian mixture, p itself", DensityOf{GaussianMixture{1, 2}}, 1, Makes::density},
  };
  detail::add_networks(all);
  detail::add_convolutions(all);
  detail::add_transformers(all);
  return all;
}

}  // namespace pathkernel
