/// @file cross_entropy_views.hpp
/// One training by cross-entropy, and three things of which Theorem 1 may speak:
///
///     logits            z_c(x) = z_c⁰ - Σ_i Σ_k ∫ (p_k(x_i) - y_ik) Θ_ck(x, x_i) dt
///     probabilities     p_c(x) = p_c⁰ + Σ_i Σ_k ∫ (y_ik/p_k(x_i)) ∇p_c(x)·∇p_k(x_i) dt
///     their logarithms  ln p_c(x) = ln p_c⁰ + Σ_i Σ_k ∫ y_ik ∇ln p_c(x)·∇ln p_k(x_i) dt
///
/// All three describe the same w(t): ℓ is the same number, written as a function of different
/// outputs, and so are its gradients. Hence a view is a model and a loss to read a path with, which
/// was integrated with whichever of them. Of probabilities, a_i is an average of 1/p_i; of
/// logarithms it is 1, for every x: a kernel machine over pairs of a point and a class, whose
/// coefficients do not depend on where it is asked.
///
/// Leaves out: targets that are one number, which the logistic loss takes as a logit.
/// Source: Domingos (2020), Remark 3.   Next: machine_file.hpp.
#pragma once

#include "nn/losses.hpp"
#include "nn/model.hpp"

namespace pathkernel {

/// p = softmax f, of a model f with an output for each class.
template <class M>
struct Probabilities {
  M model;

  [[nodiscard]] std::vector<ParameterBlock> parameters() const { return model.parameters(); }
  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Vars<S> w, Var<S> x) const {
    return softmax(Var<S>(model(w, x)));
  }
};
template <class M>
Probabilities(M) -> Probabilities<M>;

/// ln p = f - ln Σ e^f.
template <class M>
struct LogProbabilities {
  M model;

  [[nodiscard]] std::vector<ParameterBlock> parameters() const { return model.parameters(); }
  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Vars<S> w, Var<S> x) const {
    const Var<S> f = model(w, x);
    return f - broadcast(logsumexp(f), f.shape());
  }
};
template <class M>
LogProbabilities(M) -> LogProbabilities<M>;

/// ℓ = -Σ_c y_c ln p_c,   ∂ℓ/∂p_c = -y_c/p_c.
struct CrossEntropyOfProbabilities {
  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Var<S> p, Var<S> y) const {
    detail::require_same_shape("cross-entropy", p, y);
    return -dot(y, log(p));
  }
  template <Real S>
  void require_targets(const Examples<S>& data) const {
    SoftmaxCrossEntropy{}.require_targets(data);
  }
};

/// ℓ = -Σ_c y_c u_c of u = ln p,   ∂ℓ/∂u_c = -y_c: the same all the time.
struct CrossEntropyOfLogProbabilities {
  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Var<S> u, Var<S> y) const {
    detail::require_same_shape("cross-entropy", u, y);
    return -dot(y, u);
  }
  template <Real S>
  void require_targets(const Examples<S>& data) const {
    SoftmaxCrossEntropy{}.require_targets(data);
  }
};

}  // namespace pathkernel
