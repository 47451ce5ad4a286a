/// @file discrete_density.hpp
/// ln p(x) = w_x - ln Σ_s e^w_s: a probability for each of finitely many states, none of them 0.
///
/// A state is written as a column of 0 with a 1 in its place. Learned by the negative log
/// likelihood, p tends to the frequencies of the states.
///
/// Leaves out: states that are many because they are combinations; compose softmax with a network.
/// Next: gaussian_mixture.hpp.
#pragma once

#include "nn/model.hpp"

namespace pathkernel {

struct DiscreteDensity {
  std::uint32_t states = 2;

  [[nodiscard]] std::vector<ParameterBlock> parameters() const {
    return {{"logits", {states, 1}, Role::offset}};
  }

  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Vars<S> w, Var<S> x) const {
    require_rows("a discrete density", x, states);
    return dot(x, w[0]) - logsumexp(w[0]);
  }
};

/// p(x) of a model that gives ln p(x): Theorem 1 of the probability itself.
template <class M>
struct DensityOf {
  M model;

  [[nodiscard]] std::vector<ParameterBlock> parameters() const { return model.parameters(); }

  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Vars<S> w, Var<S> x) const {
    return exp(model(w, x));
  }
};
template <class M>
DensityOf(M) -> DensityOf<M>;  // clang 14 deduces no aggregate's argument by itself

}  // namespace pathkernel
