/// @file boosting.hpp
/// Boosting: a function is made better round by round. Each round adds a little of a weak learner h
/// that points down the slope of the loss at what the function says so far,
///
///     F_{s+1}(x) = F_s(x) + ε h_s(x),        h_s(x) = -Σ_i L'_i(F_s(x_i)) k_s(x, x_i)
///
/// With one kernel k all the time it is gradient descent in that kernel's space, and F an expansion
/// like those of the other machines. With squared loss, K the Gram matrix,
///
///     F_s - y = (I - ε K)^s (F_0 - y)        at the examples
///
/// With the *tangent* kernel of a network, k_s = Θ_{w_s}, the learner's coefficients also move the
/// parameters, w_{s+1} = w_s - ε Σ_i L'_i ∇f_{w_s}(x_i), so that
///
///     ε h_s(x) = ∇f_{w_s}(x)·(w_{s+1} - w_s),
///
/// a step of gradient descent of which only the first order is believed. For a model linear in w, F
/// and f_w are the same function; else they part by ε² a round.
///
/// Leaves out: searching for ε in each round; learners that see a part of the examples.
/// Source: Mason, Baxter, Bartlett & Frean, Boosting algorithms as gradient descent (2000);
/// Friedman, Greedy function approximation: a gradient boosting machine (2001); Domingos (2020),
/// discussion.
#pragma once

#include "kernel/machines/kernel_expansion.hpp"
#include "kernel/path/loss_derivatives.hpp"
#include "kernel/tangent/directional_derivatives.hpp"

namespace pathkernel {

/// ε, and how often.
template <Real S>
struct BoostingRounds {
  std::size_t count;
  S rate;  ///< ε

  /// 0 < ε < ∞.
  /// @throws std::invalid_argument  if it is not
  void check() const {
    if (!(rate > 0) || !is_finite(rate))
      reject("kernel: boosting at a rate of ", rate, "; it must be above 0, and finite.");
  }
};

/// Boosting with one kernel, from F_0 = start: the machine, and F_s at the examples for every s.
template <Real S>
struct KernelBoosting {
  KernelExpansion<S> machine;
  std::vector<std::vector<S>> outputs;  ///< F_0, ..., F_rounds, shape (m) each
};

/// F_{s+1} = F_s - ε Σ_i L'_i(F_s(x_i)) k(·, x_i).
///
/// @param gram  of the training points  @param data  of which only the targets are asked for
/// @throws std::invalid_argument  if gram is not theirs, the loss refuses a target, or ε is not > 0
template <Real S, class L>
  requires Loss<L, S>
[[nodiscard]] KernelBoosting<S> fit_kernel_boosting(const Matrix<S>& gram, const L& loss,
                                                    const Examples<S>& data,
                                                    const BoostingRounds<S>& rounds,
                                                    const S& start = S(0)) {
  rounds.check();
  detail::require_gram(gram, data.count);
  require_targets(loss, data);
  LossDerivatives<S> slopes(loss, data);
  KernelBoosting<S> boosting{{std::vector<S>(data.count, S(0)), start},
                             {std::vector<S>(data.count, start)}};
  for (std::size_t s = 0; s < rounds.count; ++s) {
    const std::vector<S> slope = slopes.at(boosting.outputs.back());
    for (std::size_t i = 0; i < data.count; ++i)
      boosting.machine.coefficients[i] -= rounds.rate * slope[i];
    std::vector<S>& next = boosting.outputs.emplace_back();
    for (std::size_t i = 0; i < data.count; ++i)
      next.push_back(boosting.machine.predict(gram.row(i)));
  }
  return boosting;
}

/// Boosting with a network's tangent kernels.
template <Real S>
struct TangentBoosting {
  std::vector<std::vector<S>> w;        ///< w_0, ..., w_rounds, shape (P) each
  std::vector<std::vector<S>> outputs;  ///< F_s at the examples, shape (C, m), lanes innermost

  /// F_s at n points for every s, shape (C, n) each. @param x  dimension x n, lanes innermost
  template <class M>
    requires Model<M, S>
  [[nodiscard]] std::vector<std::vector<S>> predict(const M& model, std::size_t dimension,
                                                    const std::vector<S>& x, std::size_t n) const {
    PointGradients<S> first(model, dimension, x, n);
    first.evaluate(w.front());
    DirectionalDerivatives<S> derivatives(model, dimension, x, n);
    std::vector<std::vector<S>> F{first.outputs()};
    for (std::size_t s = 0; s + 1 < w.size(); ++s) {
      std::vector<S> step = w[s + 1];
      for (std::size_t p = 0; p < step.size(); ++p) step[p] -= w[s][p];
      std::vector<S> next = derivatives.along(w[s], step);
      for (std::size_t j = 0; j < next.size(); ++j) next[j] += F.back()[j];
      F.push_back(std::move(next));
    }
    return F;
  }
};

/// w_{s+1} = w_s - ε Σ_i L'_i ∇f_{w_s}(x_i),   F_{s+1}(x) = F_s(x) + ∇f_{w_s}(x)·(w_{s+1} - w_s).
///
/// @param start  w_0, shape (P), whose F_0 is f_{w_0}; all outputs of a model are boosted at once
/// @throws std::invalid_argument  if data, loss and model do not fit, or ε is not above 0
template <Real S, class M, class L>
  requires Model<M, S> && Loss<L, S>
[[nodiscard]] TangentBoosting<S> fit_tangent_boosting(const M& model, const L& loss,
                                                      const Examples<S>& data,
                                                      const std::vector<S>& start,
                                                      const BoostingRounds<S>& rounds) {
  rounds.check();
  require_whole(data);
  require_targets(loss, data);
  const GradientForm multiplied_out = GradientForm::multiplied_out;
  PointGradients<S> at(model, data.dimension, data.x, data.count, {multiplied_out});
  DirectionalDerivatives<S> derivatives(model, data.dimension, data.x, data.count);
  LossDerivatives<S> slopes(loss, data, at.output_shape());
  at.evaluate(start);
  TangentBoosting<S> boosting{{start}, {at.outputs()}};
  for (std::size_t s = 0; s < rounds.count; ++s) {
    const std::vector<S> w = boosting.w.back(), F = boosting.outputs.back(), slope = slopes.at(F);
    at.evaluate(w);
    std::vector<S> step(w.size(), S(0)), next_w = w;
    for (std::size_t j = 0; j < slope.size(); ++j) {  // output by output, its examples in a row
      const std::vector<S> gradient = at.df_dw(j % data.count, j / data.count);
      for (std::size_t p = 0; p < w.size(); ++p) step[p] -= rounds.rate * slope[j] * gradient[p];
    }
    std::vector<S> next = derivatives.along(w, step);
    for (std::size_t j = 0; j < next.size(); ++j) next[j] += F[j];
    for (std::size_t p = 0; p < w.size(); ++p) next_w[p] += step[p];
    boosting.w.push_back(std::move(next_w));
    boosting.outputs.push_back(std::move(next));
  }
  return boosting;
}

}  // namespace pathkernel
