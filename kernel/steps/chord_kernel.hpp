/// @file chord_kernel.hpp
/// Theorem 1 for finite learning rates: a learning of N steps has made of its model a kernel
/// machine, and that is exact at any rate, no limit taken.
///
///     f_{w_N}(x) = f_{w_0}(x) - Σ_i S_i(x) - Σ_s ε_s A_s(x)·∇R(w_s) + what v_0 adds
///
///     K(x, x_i) = Σ_s ε_s I_is A_s(x)·∇f_{w_s}(x_i)        S_i likewise, with L'_i(w_s)
///
/// A step Δ_s moves f by G_s·Δ_s, G_s its chord gradient. In gradient descent A_s = G_s. With
/// momentum the gradient at w_s has a part in every later step too, β times smaller each time: the
/// sum over steps, and over the gradients in each, is taken in the other order, from the last to
/// the first,
///
///     E_s = G_s + β E_{s+1}        A_s = E_s;  Nesterov: A_s = G_s + β E_s
///
/// and v_0 adds β E_0·v_0;  Nesterov: β² E_0·v_0.
///
/// This kernel sees a query along the whole chord, an example at its start: K(x, x') ≠ K(x', x). As
/// ε → 0 it becomes the path kernel. By the rule left_end() it is Σ_s ε_s I_is Θ_{w_s}(x, x_i), in
/// gradient descent: what TracIn adds up, with a test point's loss for f, and right to order ε.
///
/// Leaves out: learnings too long to be kept.
/// Source: Domingos (2020), end of sec. 2, which leaves finite rates open; Pruthi, Liu, Kale &
/// Sundararajan, Estimating training data influence by tracing gradient descent (2020), sec. 3.
/// Next: ../gram/matrix.hpp.
#pragma once

#include <numeric>

#include "kernel/path/kernel_machine.hpp"
#include "kernel/path/loss_derivatives.hpp"
#include "kernel/steps/batch_slopes.hpp"
#include "kernel/steps/chord_gradients.hpp"
#include "kernel/steps/trajectory.hpp"

namespace pathkernel {

/// A model and how it has learned. Data and trajectory must outlive it.
template <Real S, class M, class L>
struct LearnedModel {
  M model;
  L loss;
  const Examples<S>& data;
  const Trajectory<S>& trajectory;
  Regularizer<S> regularizer = {};
};
template <class S, class M, class L>
LearnedModel(M, L, const Examples<S>&, const Trajectory<S>&) -> LearnedModel<S, M, L>;
template <class S, class M, class L>
LearnedModel(M, L, const Examples<S>&, const Trajectory<S>&, std::type_identity_t<Regularizer<S>>)
    -> LearnedModel<S, M, L>;

namespace detail {

/// Σ_p u_p v_p.
template <Real S>
[[nodiscard]] S inner_product(std::span<const S> u, std::span<const S> v) {
  S sum(0);
  MultiplyAdd<S> multiply_add;
  for (std::size_t p = 0; p < u.size(); ++p) multiply_add(sum, u[p], v[p]);
  return sum;
}

/// The machines of all rows, whose sums grow step by step from the last to the first.
template <Real S>
class ChordSums {
 public:
  template <class M, class L>
  ChordSums(const LearnedModel<S, M, L>& learned, const Points<S>& queries,
            const ChordOptions<S>& options)
      : trajectory_(learned.trajectory),
        chords_(learned.model, learned.data.dimension, queries, options),
        examples_(learned.model, learned.loss, learned.data, options.threads),
        all_(learned.data.count), exchanged_(chords_.rows(), chords_.parameters()) {
    require_fitting(trajectory_, chords_.parameters(), learned.data.count);
    if (learned.regularizer) regularizer_.emplace(learned.regularizer, learned.model.parameters());
    std::iota(all_.begin(), all_.end(), std::size_t{0});
    const std::vector<S> none(learned.data.count * chords_.outputs_per_point(), S(0));
    for (const S& initial : chords_.outputs(trajectory_.w.front()))
      machines_.push_back({none, none, initial, S(0), chords_.outputs_per_point()});
  }

  [[nodiscard]] std::vector<KernelMachine<S>> machines() {
    for (std::size_t s = trajectory_.steps(); s-- > 0;) add_step(s);
    if (trajectory_.velocity.empty()) return machines_;
    const auto& [beta, ahead] = trajectory_.inertia;
    for (std::size_t row = 0; row < machines_.size(); ++row)
      machines_[row].velocity_share = (ahead ? S(beta * beta) : beta) *
                                      inner_product<S>(exchanged_.row(row), trajectory_.velocity);
    return machines_;
  }

 private:
  void add_step(std::size_t s) {
    const std::vector<S>& w = trajectory_.w[s];
    const auto& [beta, ahead] = trajectory_.inertia;
    Matrix<S> A = chords_.over(w, trajectory_.w[s + 1]);  // G_s
    for (std::size_t i = 0; i < A.entries.size(); ++i) {
      exchanged_.entries[i] = A.entries[i] + beta * exchanged_.entries[i];
      A.entries[i] = ahead ? S(A.entries[i] + beta * exchanged_.entries[i]) : exchanged_.entries[i];
    }
    examples_.use(trajectory_.batches.empty() ? all_ : trajectory_.batches[s]);
    std::vector<S> regularizer_gradient;
    if (regularizer_) regularizer_gradient = regularizer_->at(w);
    for (std::size_t row = 0; row < machines_.size(); ++row) {
      examples_.look(w, A.row(row));
      add_terms(trajectory_.rates[s], machines_[row]);
      machines_[row].regularizer_share +=
          trajectory_.rates[s] * inner_product<S>(regularizer_gradient, A.row(row));
    }
  }

  /// ε_s A_s·∇f_k(x_i), for each time that example i is in the batch.
  void add_terms(const S& rate, KernelMachine<S>& machine) const {
    for (std::size_t j = 0; j < examples_.batch().size(); ++j)
      for (std::size_t k = 0; k < machine.outputs; ++k) {
        const std::size_t term = examples_.batch()[j] * machine.outputs + k;
        const S part = rate * examples_.slope(j, k);
        machine.path_kernel[term] += part;
        machine.loss_weighted[term] += examples_.loss_derivative(j, k) * part;
      }
  }

  const Trajectory<S>& trajectory_;
  ChordGradients<S> chords_;
  BatchSlopes<S> examples_;
  std::optional<RegularizerGradient<S>> regularizer_;
  std::vector<std::size_t> all_;  ///< examples
  Matrix<S> exchanged_;           ///< E, shape (rows, P)
  std::vector<KernelMachine<S>> machines_;
};

}  // namespace detail

/// The kernel machine of each output at each query, in the order q C + c. In each step it takes a
/// gradient of each at every node, and a forward sweep of the batch for each.
///
/// @throws std::invalid_argument  if model, data, trajectory and queries don't fit together
/// @throws std::domain_error      if a gradient is not finite on a step, or has no integral
template <Real S, class M, class L>
[[nodiscard]] std::vector<KernelMachine<S>> kernel_machines(
    const LearnedModel<S, M, L>& learned, const Points<S>& queries,
    const std::type_identity_t<ChordOptions<S>>& options = {}) {
  return detail::ChordSums<S>(learned, queries, options).machines();
}

}  // namespace pathkernel
