/// @file infinite_width.hpp
/// The two kernels of a fully connected network whose hidden layers are infinitely wide: that of
/// the normal process it is at first, and its tangent kernel. With layers z = W h/√n + b,
///
///     Σ⁰(x, x') = σ_b² + σ_w² x · x'/d               Θ⁰ = Σ⁰
///     Σˡ⁺¹ = σ_b² + σ_w² E φ(u) φ(v)                 Θˡ⁺¹ = Σˡ⁺¹ + σ_w² E φ'(u) φ'(v) Θˡ
///
/// (u, v) being normal with the covariance Σˡ of x and x'. Each output of the network begins as a
/// normal process of covariance Σᴸ, and while gradient flow trains all of its parameters, its
/// tangent kernel stays Θᴸ. L counts the hidden layers: without any, these are kernels of a linear
/// model.
///
/// Θ depends on who multiplies by σ, a factor before the parameters or their first values: what a
/// layer adds to it, (∂z/∂W)² + (∂z/∂b)² summed, is Σˡ in the first case and 1 + E φ(u) φ(v) in the
/// second. nn's Mlp{{d, n, ..., n, 1}, φ, Parametrisation::ntk} with φ relu, sin or gelu is of the
/// second kind. From normal initial values it tends, as n grows, to σ_w² = 1 (Variance::lecun) or 2
/// (Variance::he), and σ_b² = 0: its offsets begin at 0, yet they learn.
///
/// Leaves out: layers that are not fully connected; what a finite width changes, of order 1/n;
/// Variance::glorot, whose layers differ; initial weights that are uniform, whose first layer is
/// not normal.
/// Source: Neal, Priors for infinite networks (1994); Williams (NIPS 1996); Lee et al. (ICLR 2018),
/// Jacot, Gabriel & Hongler (NeurIPS 2018).   Next: ../machines/kernel_expansion.hpp.
#pragma once

#include "kernel/classical/gaussian_moments.hpp"

namespace pathkernel {

template <Real T>
struct WideNetwork {
  WideActivation activation = WideActivation::relu;
  std::uint32_t hidden_layers = 1;  ///< L
  T weight_variance{1};             ///< σ_w², 0 or more
  T bias_variance{0};               ///< σ_b², 0 or more
};
template <Real T>
WideNetwork(WideActivation, std::uint32_t, T, T) -> WideNetwork<T>;  // for clang 14

/// Where σ_w and σ_b stand: z = σ_w W h/√n + σ_b b with entries of variance 1, or z = W h/√n + b
/// with entries of variance σ_w² and σ_b².
enum class Scaling { in_front, in_initial_values };

namespace detail {

template <Real S, Real T>
void require_wide(const WideNetwork<T>& network, std::span<const S> x, std::span<const S> other) {
  require_same_dimension("infinitely wide network's", x, other);
  if (x.empty()) reject("kernel: an infinitely wide network of no inputs; it needs 1 or more.");
  if (!(network.weight_variance >= 0 && network.bias_variance >= 0))
    reject("kernel: an infinitely wide network whose weights have variance ",
           network.weight_variance, " and its biases ", network.bias_variance,
           "; both must be 0 or more.");
}

/// Means over the d coordinates, as if they were an activation's: x · x/d, x · x'/d, ...
template <Real S>
[[nodiscard]] Moments<S> input_moments(std::span<const S> x, std::span<const S> other) {
  const S d(static_cast<int>(x.size()));
  const S uu = inner_product(x, x) / d, uv = inner_product(x, other) / d,
          vv = inner_product(other, other) / d;
  using std::sin;
  const S sine = uu * vv == 0 ? S(0) : S(sin(angle_between(x, other).angle));
  return {uu, uv, vv, uu * vv * sine * sine, squared_distance(x, other) / d, S(0)};
}

/// Σ of a layer from the moments of what it is given. The determinant is that of
/// σ_b² 1 1ᵀ + σ_w² M, which is σ_b² σ_w² (M_uu + M_vv - 2 M_uv) + σ_w⁴ det M: no term is below 0.
template <Real S, Real T>
[[nodiscard]] Covariance<S> layer_covariance(const WideNetwork<T>& network, const Moments<S>& m) {
  const S w(network.weight_variance), b(network.bias_variance);
  return {b + w * m.uu, b + w * m.uv, b + w * m.vv, w * (b * m.distance + w * m.determinant)};
}

}  // namespace detail

/// Σᴸ(x, x'): the covariance of f(x) and f(x') over all initial values.
template <Real T>
struct NetworkGaussianProcess {
  WideNetwork<T> network;

  /// @throws std::invalid_argument  if the points differ in dimension or have none, or a variance
  ///                                is below 0
  template <Real S>
  [[nodiscard]] S operator()(std::span<const S> x, std::span<const S> other) const {
    detail::require_wide(network, x, other);
    Covariance<S> sigma = detail::layer_covariance(network, detail::input_moments(x, other));
    for (std::uint32_t l = 0; l < network.hidden_layers; ++l)
      sigma = detail::layer_covariance(network, gaussian_moments(network.activation, sigma));
    return sigma.uv;
  }
};
template <Real T>
NetworkGaussianProcess(WideNetwork<T>) -> NetworkGaussianProcess<T>;  // for clang 14

/// Θᴸ(x, x') = ∇_w f(x) · ∇_w f(x') over all parameters w.
template <Real T>
struct NeuralTangentKernel {
  WideNetwork<T> network;
  Scaling scaling = Scaling::in_front;

  /// @throws std::invalid_argument  as above
  template <Real S>
  [[nodiscard]] S operator()(std::span<const S> x, std::span<const S> other) const {
    detail::require_wide(network, x, other);
    Moments<S> moments = detail::input_moments(x, other);
    Covariance<S> sigma = detail::layer_covariance(network, moments);
    S theta = own_parameters(moments, sigma);
    for (std::uint32_t l = 0; l < network.hidden_layers; ++l) {
      moments = gaussian_moments(network.activation, sigma);
      sigma = detail::layer_covariance(network, moments);
      theta = own_parameters(moments, sigma) + S(network.weight_variance) * moments.slopes * theta;
    }
    return theta;
  }

 private:
  /// What the last layer's W and b add.
  template <Real S>
  [[nodiscard]] S own_parameters(const Moments<S>& moments, const Covariance<S>& sigma) const {
    return scaling == Scaling::in_front ? sigma.uv : S(1 + moments.uv);
  }
};
template <Real T>
NeuralTangentKernel(WideNetwork<T>, Scaling) -> NeuralTangentKernel<T>;  // for clang 14
template <Real T>
NeuralTangentKernel(WideNetwork<T>) -> NeuralTangentKernel<T>;

}  // namespace pathkernel
