/// @file support_vector_dual.hpp
/// The support vector machine looks for the f = w·φ(x) + b that tells two labels apart with the
/// widest margin 1/‖w‖, paying C for each unit by which an example falls short of it:
///
///     minimise  P = ‖w‖²/2 + C Σ_i max(0, 1 - y_i f(x_i))
///
/// Its dual needs the kernel only. With w = Σ_i β_i φ(x_i), β_i = y_i α_i,
///
///     maximise  D = Σ_i α_i - βᵀ K β/2     where   Σ_i β_i = 0,   0 <= α_i <= C
///
/// D <= P always, with equality at the solution. In the β_i every example looks alike: D has the
/// slope r_i = ∂D/∂β_i = y_i - Σ_j K_ij β_j, a β_i may rise or fall as far as α_i has room, and at
/// the maximum no β_i that may rise has a larger slope than a β_j that may fall: else a pair of
/// them would raise D. Between those slopes lies b, which equals r_i wherever 0 < α_i < C.
///
/// This file holds such a point (α, r). How it is moved: see next.
/// Leaves out: a cache of rows of K; leaving aside the examples that do not move any more.
/// Source: Cortes & Vapnik, Support-vector networks (1995); Keerthi et al., Improvements to Platt's
/// SMO algorithm (2001), for b; Bordes et al. (2005), for β.   Next: sequential_minimal.hpp.
#pragma once

#include <algorithm>
#include <numeric>
#include <optional>

#include "kernel/machines/kernel_expansion.hpp"

namespace pathkernel {

template <Real S>
class SupportVectorDual {
 public:
  /// α = 0. It keeps the Gram matrix by reference.
  /// @param C  what no α_i may exceed; absent: no bound, which is the hard margin
  SupportVectorDual(const Matrix<S>& gram, const std::vector<int>& labels,
                    const std::optional<S>& C)
      : k_(gram), labels_(labels), c_(C), alpha_(labels.size(), S(0)) {
    for (std::size_t i = 0; i < count(); ++i) largest_k_ = max(largest_k_, gram(i, i));
    renew_slopes();
  }

  [[nodiscard]] std::size_t count() const { return labels_.size(); }
  [[nodiscard]] const Matrix<S>& gram() const { return k_; }
  [[nodiscard]] const std::vector<S>& alpha() const { return alpha_; }
  [[nodiscard]] S beta(std::size_t i) const { return S(labels_[i]) * alpha_[i]; }
  [[nodiscard]] const S& slope(std::size_t i) const { return r_[i]; }

  /// b, midway between the slopes that bound it.
  [[nodiscard]] S bias() const { return (r_[outermost(1)] + r_[outermost(-1)]) / 2; }

  /// How far β_i may go in a direction, 1 or -1; absent: for ever.
  [[nodiscard]] std::optional<S> room(std::size_t i, int direction) const {
    if (direction != labels_[i]) return alpha_[i];
    return c_ ? std::optional<S>(*c_ - alpha_[i]) : std::nullopt;
  }
  [[nodiscard]] bool may_move(std::size_t i, int direction) const {
    const std::optional<S> here = room(i, direction);
    return !here || *here > S(0);
  }
  /// Of the β_i that may rise, the one of largest slope; or that may fall, the one of smallest.
  /// There is one: Σ β_i = 0 rules out that all are at their upper bounds, or all at their lower.
  [[nodiscard]] std::size_t outermost(int direction) const {
    std::size_t best = count();
    for (std::size_t i = 0; i < count(); ++i)
      if (may_move(i, direction) && (best == count() || S(direction) * (r_[i] - r_[best]) > S(0)))
        best = i;
    return best;
  }

  /// η = ‖φ(x_i) - φ(x_j)‖²: D curves by so much along the pair.
  [[nodiscard]] S curvature(std::size_t i, std::size_t j) const {
    const S eta = k_(i, i) + k_(j, j) - 2 * k_(i, j);
    if (eta < -least_curvature())
      fail("kernel: points ", i, " and ", j, " are at a squared distance of ", eta,
           ": the Gram matrix is not positive semi-definite. Choose another kernel.");
    return eta;
  }

  /// β_i += change; an α_i that then is at a bound but for rounding is put there. Slopes stay.
  void add(std::size_t i, const S& change) {
    alpha_[i] += S(labels_[i]) * change;
    if (alpha_[i] <= rounding() * std::ranges::max(alpha_)) alpha_[i] = S(0);
    if (c_ && *c_ - alpha_[i] <= rounding() * *c_) alpha_[i] = *c_;
  }
  /// What β_i += change does to the slopes.
  void add_to_slopes(std::size_t i, const S& change) {
    for (std::size_t l = 0; l < count(); ++l) r_[l] -= change * k_(l, i);
  }
  /// The slopes anew from α, rid of the rounding errors of many changes.
  void renew_slopes() {
    r_.assign(labels_.begin(), labels_.end());
    for (std::size_t i = 0; i < count(); ++i)
      if (alpha_[i] != S(0)) add_to_slopes(i, beta(i));
  }

  /// A curvature, or a pivot, up to this may be 0.
  [[nodiscard]] S least_curvature() const {
    return S(static_cast<int>(count())) * rounding() * largest_k_;
  }
  /// Slopes that differ by up to this may be equal.
  [[nodiscard]] S least_slope() const {
    return rounding() + std::accumulate(alpha_.begin(), alpha_.end(), S(0)) * least_curvature();
  }

 private:
  [[nodiscard]] static S rounding() { return 16 * std::numeric_limits<S>::epsilon(); }

  const Matrix<S>& k_;
  std::vector<int> labels_;
  std::optional<S> c_;
  S largest_k_ = S(0);
  std::vector<S> alpha_, r_;
};

}  // namespace pathkernel
