/// @file losses.hpp
/// ℓ(f, y): what a model's output f costs where y was wanted.
///
///     L(w) = Σ_i ℓ(f_w(x_i), y_i)        a sum over the examples, never a mean
///
/// A loss that makes sense for some y only says so in `require_targets`, which is asked before
/// anything is learned.
///
/// Leaves out: weights of examples, which a schedule's multiplicities are.
/// Next: regularizer.hpp.
#pragma once

#include "autodiff/operations/products.hpp"
#include "nn/data/examples.hpp"

namespace pathkernel {

/// Records ℓ(f, y), one scalar per example, from a model's output and the wanted one.
template <class L, class S>
concept Loss = requires(const L& loss, Var<S> v) {
  { loss(v, v) } -> std::same_as<Var<S>>;
};

namespace detail {
/// Refuses a model's output unless it has the shape of a target.
template <Scalar S>
void require_same_shape(std::string_view loss, Var<S> f, Var<S> y) {
  if (f.shape() != y.shape())
    reject("nn: the ", loss, " loss of a ", f.shape(), " output, for targets that are ", y.shape(),
           "; they need equal shapes. Reshape the output, or the targets.");
}
/// Refuses data without targets, and the first number of a target for which `fits` is false.
template <Real S, class F>
void require_targets(std::string_view loss, const Examples<S>& data, std::string_view need,
                     F fits) {
  if (data.targets == 0)
    reject("nn: the ", loss, " loss of examples without targets; it needs ", need, ".");
  for (std::size_t j = 0; j < data.y.size(); ++j)
    if (!fits(data.y[j]))
      reject("nn: the ", loss, " loss of example ", j % data.count, ", whose target is ", data.y[j],
             "; it needs ", need, ".");
}
}  // namespace detail

/// ℓ = ‖f - y‖²/2,   ∂ℓ/∂f = f - y.
struct SquaredLoss {
  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Var<S> f, Var<S> y) const {
    detail::require_same_shape("squared", f, y);
    return sum(square(f - y)) / 2;
  }
  template <Real S>
  void require_targets(const Examples<S>& data) const {
    detail::require_targets("squared", data, "numbers", [](const S&) { return true; });
  }
};

/// ℓ = -ln P(y) = ln(1 + e^f) - y f for a label y of 0 or 1 and the log-odds f,
/// ∂ℓ/∂f = sigmoid(f) - y. Of several outputs, each for a label of its own, the sum.
struct LogisticLoss {
  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Var<S> f, Var<S> y) const {
    detail::require_same_shape("logistic", f, y);
    return sum(softplus(f) - y * f);
  }
  template <Real S>
  void require_targets(const Examples<S>& data) const {
    detail::require_targets("logistic", data, "0 or 1, or a probability between them",
                            [](const S& y) { return y >= 0 && y <= 1; });
  }
};

/// ℓ = -ln P(y) = ln Σ_c e^(f_c) - Σ_c y_c f_c for a class written as 0, ..., 1, ..., 0, and
/// P(c) = e^(f_c)/Σ e^f; ∂ℓ/∂f = P - y. No exponent is above 0, so none overflows.
struct SoftmaxCrossEntropy {
  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Var<S> f, Var<S> y) const {
    detail::require_same_shape("softmax cross-entropy", f, y);
    return logsumexp(f) - dot(y, f);
  }
  template <Real S>
  void require_targets(const Examples<S>& data) const {
    if (data.targets < 2)
      reject("nn: the softmax cross-entropy of ", data.targets,
             " target; it needs a number for each of 2 or more classes. For one label, use the ",
             "logistic loss.");
    detail::require_targets("softmax cross-entropy", data, "probabilities, from 0 to 1",
                            [](const S& y) { return y >= 0 && y <= 1; });
    using std::abs;
    for (std::size_t i = 0; i < data.count; ++i) {
      S total(0);
      for (std::size_t c = 0; c < data.targets; ++c) total += data.y[c * data.count + i];
      if (!(abs(S(total - 1)) < S(1) / 1000000))  // written with few digits
        reject("nn: the softmax cross-entropy of example ", i, ", whose classes have ", total,
               " in all; their probabilities need the sum 1.");
    }
  }
};

/// What a density model's output is.
enum class DensityOutput { log_density, density };

/// ℓ = -ln p(x), of a model that gives ln p(x) or p(x) itself; there is no target.
struct NegativeLogLikelihood {
  DensityOutput output = DensityOutput::log_density;

  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Var<S> f, Var<S> /*y*/) const {
    if (!f.shape().is_scalar())
      reject("nn: the negative log likelihood of a ", f.shape(),
             " output; it needs one number, a density.");
    return output == DensityOutput::log_density ? -f : -log(f);
  }
};

/// ℓ = δ² (√(1 + ((f - y)/δ)²) - 1): (f - y)²/2 near 0 and δ |f - y| far away, yet smooth.
///
/// It is computed as e²/(1 + √(1 + (e/δ)²)), e = f - y, which loses no digit where e is small.
/// Source: Charbonnier et al., Deterministic edge-preserving regularization (1997).
template <Real T>
struct PseudoHuber {
  T delta;  ///< in the units of f

  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Var<S> f, Var<S> y) const {
    detail::require_same_shape("pseudo-Huber", f, y);
    if (!(delta > 0)) reject("nn: the pseudo-Huber loss of width ", delta, "; it must be above 0.");
    const Var<S> e = f - y;
    return sum(square(e) / (1 + sqrt(1 + square(e / S(delta)))));
  }
  template <Real S>
  void require_targets(const Examples<S>& data) const {
    detail::require_targets("pseudo-Huber", data, "numbers", [](const S&) { return true; });
  }
};

/// ℓ = softplus(s (1 - y f))/s for labels y of -1 or 1: it tends to the hinge max(0, 1 - y f) as
/// the sharpness s grows.
/// Source: Chen & Mangasarian, A class of smoothing functions for nonlinear and mixed
/// complementarity problems (1996).
template <Real T>
struct SmoothHinge {
  T sharpness;

  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Var<S> f, Var<S> y) const {
    detail::require_same_shape("smooth hinge", f, y);
    if (!(sharpness > 0))
      reject("nn: the smooth hinge loss of sharpness ", sharpness, "; it must be above 0.");
    const S s(sharpness);
    return sum(softplus(s * (1 - y * f)) / s);
  }
  template <Real S>
  void require_targets(const Examples<S>& data) const {
    detail::require_targets("smooth hinge", data, "-1 or 1",
                            [](const S& y) { return y == 1 || y == -1; });
  }
};

/// Asks a loss whether it can be taken of these targets, if it has something to say about that.
template <Real S, class L>
void require_targets(const L& loss, const Examples<S>& data) {
  if constexpr (requires { loss.require_targets(data); }) loss.require_targets(data);
}

}  // namespace pathkernel
