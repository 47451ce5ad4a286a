/// @file transformer.hpp
/// A transformer block: words look at one another, then each thinks for itself; both are added to
/// what was there.
///
///     X ← X + attention(norm(X)),   X ← X + W_2 gelu(W_1 norm(X) + b_1) + b_2
///
/// It is nothing but a composition: read it as the definition.
///
/// Leaves out: dropout, which is noise, and masks.
/// Source: Vaswani et al. (2017); Xiong et al., On layer normalization in the transformer
/// architecture (2020), for the norm inside.   Next: ../models/mlp.hpp.
#pragma once

#include "nn/layers/activation.hpp"
#include "nn/layers/attention.hpp"
#include "nn/layers/composition.hpp"
#include "nn/layers/layer_norm.hpp"

namespace pathkernel {

/// @param hidden  units between the two linear layers, by custom 4 times the features
[[nodiscard]] inline auto transformer_block(SelfAttention attention, std::uint32_t hidden) {
  const std::uint32_t features = attention.features;
  const Parametrisation p = attention.parametrisation;
  return compose(residual(compose(LayerNorm{features}, attention)),
                 residual(compose(LayerNorm{features}, Linear{features, hidden, p},
                                  Activate{Activation::gelu}, Linear{hidden, features, p})));
}

}  // namespace pathkernel
