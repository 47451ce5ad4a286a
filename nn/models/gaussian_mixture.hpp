/// @file gaussian_mixture.hpp
/// ln p(x) = ln Σ_j π_j N(x; μ_j, σ_j²): bells with learned shares, places and widths.
///
///     π = softmax(logits),   σ_jd = e^s_jd in every direction d,
///     ln N(x; μ, σ²) = -Σ_d [(x_d - μ_d)²/(2 σ_d²) + s_d] - n/2 ln 2π
///
/// With two bells or more the likelihood has no largest value: one that shrinks onto an example
/// grows without bound. Gradient flow for a finite time stays clear of that.
///
/// Leaves out: bells that are tilted (full covariances).
/// Next: every_model.hpp.
#pragma once

#include "nn/model.hpp"

namespace pathkernel {

struct GaussianMixture {
  std::uint32_t inputs = 1;
  std::uint32_t components = 2;

  [[nodiscard]] std::vector<ParameterBlock> parameters() const {
    return {{"logits", {components, 1}, Role::offset},
            {"means", {components, inputs}, Role::location},
            {"log_deviations", {components, inputs}, Role::offset}};
  }

  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Vars<S> w, Var<S> x) const {
    require_rows("a Gaussian mixture", x, inputs);
    const Shape shape = w[1].shape();
    const Var<S> from_mean = broadcast(reshape(x, {1, inputs}), shape) - w[1];
    const Var<S> z = from_mean * exp(-w[2]);
    const Var<S> log_bells = -sum_over_columns(square(z) / 2 + w[2]);
    using std::atan;
    using std::log;
    const S log_of_two_pi = log(S(8) * atan(S(1)));
    return logsumexp(w[0] + log_bells) - logsumexp(w[0]) -
           S(static_cast<int>(inputs)) / 2 * log_of_two_pi;
  }
};

}  // namespace pathkernel
