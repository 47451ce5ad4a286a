/// @file adam.hpp
/// A pace for each parameter: the mean of its gradients over the root of the mean of their squares.
///
///     m ← β1 m + (1 - β1) g        v ← β2 v + (1 - β2) g²        g = ∇L(w)
///     w ← w - ε (m/(1 - β1^k)) / (√(v/(1 - β2^k)) + ε̂)           in step k = 1, 2, ...
///
/// m and v begin at 0, and 1 - β^k is the weight of what they have seen by then. So the first step
/// is -ε sign(g) in every parameter, but for ε̂, whatever L is counted in: that L is a sum and not
/// a mean makes no difference here.
///
/// AdamW lets the parameters decay by themselves, w ← (1 - ε λ) w, before each step (ε is in it as
/// in PyTorch; the paper's λ is ε λ here). An L2
/// regularizer is not the same: its gradient would be divided by √v like all of g.
///
/// Leaves out: AMSGrad's largest v.
/// Source: Kingma & Ba, Adam (ICLR 2015), algorithm 1; Loshchilov & Hutter, Decoupled weight decay
/// regularization (ICLR 2019), algorithm 2.   Next: line_search.hpp.
#pragma once

#include "nn/learning/method.hpp"

namespace pathkernel {

namespace detail {
/// b^n by squaring: the same on every machine, which a library's pow is not.
template <Real S>
[[nodiscard]] S power(S b, std::size_t n) {
  S result(1);
  for (; n > 0; n /= 2) {
    if (n % 2 == 1) result *= b;
    b *= b;
  }
  return result;
}
}  // namespace detail

template <Real S>
struct Adam {
  LearningRate<S> learning_rate = S(1) / 1000;
  S beta1 = S(9) / 10;
  S beta2 = S(999) / 1000;
  S floor = S(1) / 100000000;  ///< ε̂

  void check() const {
    learning_rate.check();
    detail::require_fraction("Adam's beta1", beta1);
    detail::require_fraction("Adam's beta2", beta2);
    if (!(floor > 0))
      reject("nn: Adam's floor of ", floor, "; it must be above 0, for a gradient may be 0.");
  }
  /// m and v.
  [[nodiscard]] static std::vector<std::size_t> memory(std::size_t parameters) {
    return {parameters, parameters};
  }
  void step(LearningState<S>& state, std::span<const S> gradient) const {
    const S rate = learning_rate.at(state.steps);
    ++state.steps;
    const std::span<S> w(state.w), m(state.memory[0]), v(state.memory[1]);
    const S new1 = 1 - beta1, seen1 = 1 - detail::power(beta1, state.steps);
    const S new2 = 1 - beta2, seen2 = 1 - detail::power(beta2, state.steps);
    using std::sqrt;
    for (std::size_t p = 0; p < w.size(); ++p) {
      m[p] = beta1 * m[p] + new1 * gradient[p];
      v[p] = beta2 * v[p] + new2 * (gradient[p] * gradient[p]);
      w[p] -= rate * (m[p] / seen1) / (sqrt(S(v[p] / seen2)) + floor);
    }
  }
};

template <Real S>
struct AdamW {
  Adam<S> adam = {};
  S decay = S(1) / 100;  ///< λ

  void check() const {
    adam.check();
    const S rate = adam.learning_rate.at(0);
    if (!(decay >= 0) || !(rate * decay < 1))
      reject("nn: a decay of ", decay, " at a learning rate of ", rate,
             "; it must be at least 0, and the product of both below 1.");
  }
  /// m and v.
  [[nodiscard]] static std::vector<std::size_t> memory(std::size_t parameters) {
    return Adam<S>::memory(parameters);
  }
  void step(LearningState<S>& state, std::span<const S> gradient) const {
    const S rate = adam.learning_rate.at(state.steps), kept = 1 - rate * decay;
    if (!(kept > 0))
      fail("nn: a decay of ", decay, " at a learning rate of ", rate, " in step ", state.steps,
           "; the product of both must stay below 1.");
    for (S& parameter : state.w) parameter *= kept;
    adam.step(state, gradient);
  }
};

}  // namespace pathkernel
