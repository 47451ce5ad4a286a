/// @file hopfield_net.hpp
/// Hopfield's net: patterns of signs are stored as the valleys of an energy, and states run down.
///
///     w_ij = (1/N) Σ_μ ξ_i^μ ξ_j^μ,   w_ii = 0           M patterns ξ^μ of N signs; Hebb's rule
///     s_i ← sign(h_i),   h_i = Σ_j w_ij s_j              one unit after the other
///     E = -½ Σ_ij w_ij s_i s_j                           the energy
///
/// With h_i = 0 a unit keeps its sign. When s_i turns, E falls by 2 |h_i|: since w is symmetric and
/// w_ii = 0, E depends on s_i as -h_i s_i. N E is a whole number with a lower bound, so that from
/// every state a fixed point is reached. It need not be a stored pattern, nor the one nearest.
///
/// Stored here are N w_ij, N h_i and N E, whole numbers, in which nothing is rounded.
///
/// Leaves out: all units at once, which can go to and fro for ever; other rules than Hebb's.
/// Source: Hopfield, Neural networks and physical systems with emergent collective computational
/// abilities (1982).   Next: boosting.hpp.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <numeric>

#include "kernel/machines/hamming_net.hpp"

namespace pathkernel {

/// A state, and how the net came to it.
struct HopfieldRun {
  std::vector<int> state;
  std::vector<std::int64_t> energies;  ///< N E at the start and after every turn of a unit
  std::size_t sweeps = 0;              ///< over all units; the last one turned none
  bool converged = false;              ///< else there were not sweeps enough
};

/// s_i ← sign(Σ_j w_ij s_j), w = (1/N) Σ_μ ξ^μ ξ^μᵀ without its diagonal.
class HopfieldNet {
 public:
  /// @param patterns  of signs, -1 or 1
  explicit HopfieldNet(const Points<int>& patterns) {
    detail::require_patterns(patterns);
    const std::size_t n = patterns.front().size();
    weights_ = Matrix<int>(n, n);
    for (const std::vector<int>& pattern : patterns)
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
          if (i != j) weights_(i, j) += pattern[i] * pattern[j];
  }

  [[nodiscard]] std::size_t count() const { return weights_.rows; }
  /// N w_ij.
  [[nodiscard]] const Matrix<int>& weights() const { return weights_; }

  /// N E.
  [[nodiscard]] std::int64_t energy(const std::vector<int>& state) const {
    detail::require_query(state, count());
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < count(); ++i) sum += field(state, i) * state[i];
    return -sum / 2;  // every pair was met twice
  }

  /// Runs down to a fixed point, units in order 0, 1, ..., N - 1, again and again.
  [[nodiscard]] HopfieldRun recall(const std::vector<int>& start,
                                   std::size_t most_sweeps = 1000) const {
    std::vector<std::size_t> order(count());
    std::iota(order.begin(), order.end(), std::size_t{0});
    return recall(start, order, most_sweeps);
  }
  /// @param order  in which a sweep goes over the units, each of them once
  [[nodiscard]] HopfieldRun recall(const std::vector<int>& start,
                                   const std::vector<std::size_t>& order,
                                   std::size_t most_sweeps = 1000) const {
    require_order(order);
    HopfieldRun run{start, {energy(start)}};
    while (!run.converged && run.sweeps < most_sweeps) {
      const std::size_t turns = run.energies.size();
      for (const std::size_t i : order) {
        const std::int64_t h = field(run.state, i);
        if (h * run.state[i] >= 0) continue;
        run.state[i] = -run.state[i];
        run.energies.push_back(run.energies.back() - 2 * std::abs(h));
      }
      ++run.sweeps;
      run.converged = run.energies.size() == turns;
    }
    return run;
  }

 private:
  /// N h_i.
  [[nodiscard]] std::int64_t field(const std::vector<int>& state, std::size_t i) const {
    const std::span<const int> w = weights_.row(i);
    return std::inner_product(w.begin(), w.end(), state.begin(), std::int64_t{0});
  }
  void require_order(std::vector<std::size_t> order) const {
    std::ranges::sort(order);
    for (std::size_t i = 0; i < std::max(order.size(), count()); ++i)
      if (order.size() != count() || order[i] != i)
        reject("kernel: an order of ", order.size(), " units for a net of ", count(),
               "; it needs each of them once.");
  }

  Matrix<int> weights_;
};

}  // namespace pathkernel
