/// @file regularizer.hpp
/// R(w): what the parameters themselves cost, whatever the data.
///
/// It is kept apart from the loss because Theorem 1 treats it apart: every example's loss
/// derivative enters its own term of the sum, while ∇R enters b.
///
/// A regularizer is any callable that records R from the parameters' blocks; one's own may well
/// look at some of them only.
///
/// Leaves out: the L1 norm itself, which has no derivative where a parameter is 0.
/// Next: generator.hpp.
#pragma once

#include <functional>

#include "autodiff/operations/products.hpp"

namespace pathkernel {

/// Records R(w), one scalar, from the parameters' blocks. An empty one stands for R = 0.
template <Scalar S>
using Regularizer = std::function<Var<S>(Vars<S>)>;

namespace detail {
/// Σ φ(w_b) over the blocks, φ of a block being one number.
template <Scalar S, class F>
[[nodiscard]] Var<S> sum_over_blocks(Vars<S> w, F phi) {
  if (w.empty()) reject("nn: a regularizer of a model without parameters; it needs some.");
  Var<S> total = phi(w[0]);
  for (const Var<S>& block : w.subspan(1)) total = total + phi(block);
  return total;
}
}  // namespace detail

namespace detail {
template <Scalar S>
void require_not_negative(std::string_view regularizer, const S& lambda) {
  if (possibly_less(lambda, S(0)) || !(lambda == lambda))
    reject("nn: ", regularizer, " with a weight of ", lambda, "; it must be 0 or more.");
}
}  // namespace detail

/// R(w) = λ ‖w‖²/2,   ∇R = λ w.
template <Scalar S>
struct L2 {
  S lambda;

  [[nodiscard]] Var<S> operator()(Vars<S> w) const {
    detail::require_not_negative("an L2 regularizer", lambda);
    return lambda / 2 * detail::sum_over_blocks<S>(w, [](Var<S> u) { return sum(square(u)); });
  }
};

/// R(w) = λ Σ √(w² + δ²),   ∇R = λ w/√(w² + δ²): λ ‖w‖_1 but for what lies within δ of 0.
template <Scalar S>
struct SmoothL1 {
  S lambda;
  S delta;  ///< in the units of w, above 0

  [[nodiscard]] Var<S> operator()(Vars<S> w) const {
    if (!certainly_less(S(0), delta))
      reject("nn: a smooth L1 regularizer of width ", delta, "; it must be above 0.");
    detail::require_not_negative("a smooth L1 regularizer", lambda);
    const S floor = delta * delta;
    return lambda *
           detail::sum_over_blocks<S>(w, [&](Var<S> u) { return sum(sqrt(square(u) + floor)); });
  }
};

/// R(w) = λ_1 Σ √(w² + δ²) + λ_2 ‖w‖²/2.
/// Source: Zou & Hastie, Regularization and variable selection via the elastic net (2005).
template <Scalar S>
struct Elastic {
  SmoothL1<S> l1;
  L2<S> l2;

  [[nodiscard]] Var<S> operator()(Vars<S> w) const { return l1(w) + l2(w); }
};

}  // namespace pathkernel
