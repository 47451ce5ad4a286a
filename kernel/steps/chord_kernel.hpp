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
/// gradient descent, and right to order ε. Of a model whose output is a loss, f_w(z) = ℓ(z)
/// at a point z = (x, y), with L' = 1, it is what TracIn adds up, how far z_i has *lowered* ℓ(z):
///
///     TracIn(z_i, z) = Σ_s ε_s I_is ∇ℓ(z)·∇ℓ(z_i) = K(z, z_i) = S_i = -contribution(i)
///
/// The residual b - Σ_i S_i - f_{w_N}(x), undivided_prediction() minus what the model says in the
/// end, is what tells of a trajectory that is not the model's, see learned_model.hpp.
///
/// Leaves out: learnings too long to be kept.
/// Source: Domingos (2020), end of sec. 2, which leaves finite rates open; Pruthi, Liu, Kale &
/// Sundararajan, Estimating training data influence by tracing gradient descent (2020), sec. 3.
/// Next: ../gram/matrix.hpp.
#pragma once

#include <numeric>

#include "kernel/path/loss_derivatives.hpp"
#include "kernel/steps/batch_slopes.hpp"
#include "kernel/steps/chord_gradients.hpp"
#include "kernel/steps/learned_model.hpp"

namespace pathkernel {

namespace detail {

/// The machines of all rows, whose sums grow step by step from the last to the first.
template <Real S>
class ChordSums {
 public:
  template <class M, class L>
  ChordSums(const LearnedModel<S, M, L>& learned, const Points<S>& queries,
            const ChordOptions<S>& options)
      : trajectory_(learned.trajectory),
        chords_(learned.model, learned.data.dimension, queries, options),
        examples_(learned.model, learned.loss, learned.data, options.threads), options_(options),
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
    const auto& [beta, ahead] = trajectory_.inertia;
    if (!trajectory_.velocity.empty())
      for (std::size_t row = 0; row < machines_.size(); ++row)
        machines_[row].velocity_share = (ahead ? S(beta * beta) : beta) *
                                        inner_product<S>(exchanged_.row(row), trajectory_.velocity);
    if (options_.rule) return machines_;
    const std::vector<S> trained = chords_.outputs(trajectory_.w.back());
    for (std::size_t row = 0; row < machines_.size(); ++row)
      require_small_residual(machines_[row], trained[row], trajectory_.steps(), options_.tolerance);
    return machines_;
  }

 private:
  void add_step(std::size_t s) {
    const std::vector<S>& w = trajectory_.w[s];
    const auto& [beta, ahead] = trajectory_.inertia;
    Matrix<S> A = chord_gradient(s);  // G_s
    for (std::size_t i = 0; i < A.entries.size(); ++i) {
      exchanged_.entries[i] = A.entries[i] + beta * exchanged_.entries[i];
      A.entries[i] = ahead ? S(A.entries[i] + beta * exchanged_.entries[i]) : exchanged_.entries[i];
    }
    examples_.use(trajectory_.batches.empty() ? all_ : trajectory_.batches[s]);
    const std::vector<S> decay =
        regularizer_ ? regularizer_->at(w) : std::vector<S>(w.size(), S(0));
    for (std::size_t row = 0; row < machines_.size(); ++row) {
      examples_.look(w, A.row(row));
      add_terms(trajectory_.rates[s], machines_[row]);
      machines_[row].regularizer_share +=
          trajectory_.rates[s] * inner_product<S>(decay, A.row(row));
    }
  }

  [[nodiscard]] Matrix<S> chord_gradient(std::size_t s) {
    try {
      return chords_.over(trajectory_.w[s], trajectory_.w[s + 1]);
    } catch (const std::domain_error& error) {
      fail(error.what(), " This was step ", s, " of ", trajectory_.steps(), ".");
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
  ChordOptions<S> options_;
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
/// @throws std::domain_error      if a gradient is not finite on a step, or has no integral, or the
///                                residual is not small: see above what is taken on trust
template <Real S, class M, class L>
[[nodiscard]] std::vector<KernelMachine<S>> kernel_machines(
    const LearnedModel<S, M, L>& learned, const Points<S>& queries,
    const std::type_identity_t<ChordOptions<S>>& options = {}) {
  return detail::ChordSums<S>(learned, queries, options).machines();
}

}  // namespace pathkernel
