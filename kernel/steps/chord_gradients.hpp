/// @file chord_gradients.hpp
/// How a model answers to a whole step: its gradient's mean over the chord from w to w + Δ,
///
///     G(x) = ∫_0^1 ∇f_{w+cΔ}(x) dc        for which        f_{w+Δ}(x) - f_w(x) = G(x) · Δ
///
/// holds exactly, however long the chord, since d/dc f_{w+cΔ}(x) is ∇f · Δ. What the gradient is to
/// a small step, G is to a finite one.
///
/// Leaves out: models with kinks, of which the nodes may miss one.
/// Next: batch_slopes.hpp.
#pragma once

#include "kernel/gram/matrix.hpp"
#include "kernel/steps/chord_quadrature.hpp"
#include "kernel/tangent/point_gradients.hpp"

namespace pathkernel {

/// G at several queries, for one chord after another.
template <Real S>
class ChordGradients {
 public:
  /// @param queries  standardised points, dimension numbers each
  template <Model<S> M>
  ChordGradients(const M& model, std::size_t dimension, const Points<S>& queries,
                 const ChordOptions<S>& options = {})
      : queries_(model, dimension, in_lanes(queries, dimension), queries.size(),
                 {.form = GradientForm::cheapest, .threads = options.threads}),
        quadrature_(rows(), parameters(), options) {}

  /// Queries times C: row q C + c is output c at query q.
  [[nodiscard]] std::size_t rows() const { return queries_.count() * outputs_per_point(); }
  [[nodiscard]] std::size_t outputs_per_point() const { return queries_.outputs_per_point(); }
  [[nodiscard]] std::size_t parameters() const { return queries_.parameters(); }
  /// At how many w the gradients were computed so far.
  [[nodiscard]] std::size_t evaluations() const { return quadrature_.evaluations(); }

  /// G of the chord from w to `next`, shape (rows, P).
  /// @throws std::domain_error  if a gradient is not finite, or can't be integrated
  [[nodiscard]] Matrix<S> over(std::span<const S> w, std::span<const S> next) {
    const auto gradients = [&](const S& c) {
      std::vector<S> between(w.begin(), w.end());
      for (std::size_t p = 0; p < w.size(); ++p) between[p] += c * (next[p] - w[p]);
      queries_.evaluate(between);
      return gradients_here(c);
    };
    return {rows(), parameters(), quadrature_.integrate(gradients)};
  }

  /// f_w(x), shape (rows).
  [[nodiscard]] std::vector<S> outputs(std::span<const S> w) {
    queries_.evaluate(w);
    std::vector<S> all;
    for (std::size_t row = 0; row < rows(); ++row)
      all.push_back(queries_.output(row / outputs_per_point(), row % outputs_per_point()));
    return all;
  }

 private:
  /// ∇f, row after row.
  [[nodiscard]] std::vector<S> gradients_here(const S& c) const {
    std::vector<S> all;
    for (std::size_t row = 0; row < rows(); ++row)
      for (const S& slope : queries_.df_dw(row / outputs_per_point(), row % outputs_per_point())) {
        if (!is_finite(slope))
          fail("kernel: a derivative of ", slope, " on a step, at c = ", c,
               " between its ends; it must be finite all along. Make shorter steps.");
        all.push_back(slope);
      }
    return all;
  }

  PointGradients<S> queries_;
  ChordQuadrature<S> quadrature_;
};

}  // namespace pathkernel
