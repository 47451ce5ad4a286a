/// @file layer_norm.hpp
/// Layer normalisation: the features of every column are brought to mean 0 and deviation 1, then to
/// learned ones.
///
///     y = gain (x - mean)/√(variance + η) + offset       over the n rows, with 1/n; η = 1/100,000
///
/// η keeps a column of equal features from being divided by 0.
///
/// Leaves out: normalisation over a batch, which would make an example's output depend on others:
/// the loss is then no sum over examples, and Theorem 1 not what it is.
/// Source: Ba, Kiros & Hinton, Layer normalization (2016).   Next: transformer.hpp.
#pragma once

#include "nn/model.hpp"

namespace pathkernel {

struct LayerNorm {
  std::uint32_t features = 1;

  [[nodiscard]] std::vector<ParameterBlock> parameters() const {
    return {{"gain", {features, 1}, Role::gain}, {"offset", {features, 1}, Role::offset}};
  }

  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Vars<S> w, Var<S> x) const {
    require_rows("layer normalisation", x, features);
    const Shape shape = x.shape();
    const int n = static_cast<int>(features);
    const Var<S> centred = x - broadcast(sum_over_rows(x) / n, shape);
    const Var<S> variance = sum_over_rows(square(centred)) / n;
    const Var<S> scale = 1 / sqrt(variance + S(1) / 100000);
    return broadcast(w[0], shape) * (centred * broadcast(scale, shape)) + broadcast(w[1], shape);
  }
};

}  // namespace pathkernel
