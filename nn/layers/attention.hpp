/// @file attention.hpp
/// Attention: every word asks all words, and takes of each as much as it matches.
///
///     Q = W_q X,  K = W_k X,  V = W_v X        X has a column for each word
///     A = softmax(Qᵀ K/√d) row by row          A_pq: how much word p takes of word q, Σ_q A_pq = 1
///     Y = W_o (V Aᵀ)
///
/// Several heads do so side by side, each with d rows of Q, K and V, and W_o sees them all. Nothing
/// here knows the order of the words: permuting the columns of X permutes those of Y. Positions,
/// where wanted, are added to X before.
///
/// Leaves out: masks, and a memory of earlier words.
/// Source: Vaswani et al., Attention is all you need (2017), section 3.2.   Next: layer_norm.hpp.
#pragma once

#include "nn/layers/linear.hpp"

namespace pathkernel {

struct SelfAttention {
  std::uint32_t features = 1;  ///< rows of X and of Y
  std::uint32_t heads = 1;
  std::uint32_t head_size = 1;  ///< d
  Parametrisation parametrisation = Parametrisation::standard;

  [[nodiscard]] std::vector<ParameterBlock> parameters() const {
    if (heads == 0 || head_size == 0)
      reject("nn: attention with ", heads, " heads of size ", head_size,
             "; both must be 1 or more.");
    const std::uint32_t all = heads * head_size;
    const auto weight = [&](const char* name, Shape shape) {
      return ParameterBlock{name, shape, Role::weight, parametrisation};
    };
    return {weight("Wq", {all, features}), weight("Wk", {all, features}),
            weight("Wv", {all, features}), weight("Wo", {features, all})};
  }

  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Vars<S> w, Var<S> x) const {
    require_rows("attention", x, features);
    const Var<S> q = weighted(parametrisation, w[0], x);
    const Var<S> k = weighted(parametrisation, w[1], x);
    const Var<S> v = weighted(parametrisation, w[2], x);
    std::vector<Var<S>> taken;
    for (std::uint32_t h = 0; h < heads; ++h)
      taken.push_back(attend(head(q, h), head(k, h), head(v, h)));
    return weighted(parametrisation, w[3], concatenate_rows(std::span<const Var<S>>(taken)));
  }

 private:
  template <Scalar S>
  [[nodiscard]] Var<S> head(Var<S> all, std::uint32_t h) const {
    return slice(all, h * head_size, 0, {head_size, all.shape().columns});
  }

  /// V softmax(Qᵀ K/√d)ᵀ.
  template <Scalar S>
  [[nodiscard]] Var<S> attend(Var<S> q, Var<S> k, Var<S> v) const {
    using std::sqrt;
    const S scale = S(1) / sqrt(S(static_cast<int>(head_size)));
    const Var<S> matches = apply<Product<Side::transposed, Side::as_is>>(q, k) * scale;
    return apply<Product<Side::as_is, Side::transposed>>(v, softmax_of_rows(matches));
  }
};

/// x + P: a vector of its own, learned, for each place in a sequence.
struct Positions {
  std::uint32_t features = 1;
  std::uint32_t places = 1;

  [[nodiscard]] std::vector<ParameterBlock> parameters() const {
    return {{"P", {features, places}, Role::location}};
  }

  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Vars<S> w, Var<S> x) const {
    if (x.shape() != w[0].shape())
      reject("nn: positions for ", w[0].shape(), " (features x places) were given a ", x.shape(),
             " block; it needs that shape.");
    return x + w[0];
  }
};

}  // namespace pathkernel
