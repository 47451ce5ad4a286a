/// @file chord_gradients.hpp
/// How a model answers to a whole step: its gradient's mean over the chord from w to w + Δ,
///
///     G(x) = ∫_0^1 ∇f_{w+cΔ}(x) dc        for which        f_{w+Δ}(x) - f_w(x) = G(x) · Δ
///
/// holds exactly, however long the chord, since d/dc f_{w+cΔ}(x) is ∇f · Δ. What the gradient is to
/// a small step, G is to a finite one. It holds over a kink as well, where f is continuous and ∇f
/// jumps: so the integral is believed only if G·Δ is what f changes by, which costs a look at the
/// ends. By a given rule it is believed without.
///
/// Leaves out: models that jump; which of two kinks it was, if what the nodes miss of both cancels
/// in G·Δ.
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
        adaptive_(!options.rule), tolerance_(options.tolerance),
        quadrature_(rows(), parameters(), options) {}

  /// Queries times C: row q C + c is output c at query q.
  [[nodiscard]] std::size_t rows() const { return queries_.count() * outputs_per_point(); }
  /// C.
  [[nodiscard]] std::size_t outputs_per_point() const { return queries_.outputs_per_point(); }
  /// P.
  [[nodiscard]] std::size_t parameters() const { return queries_.parameters(); }
  /// At how many w the gradients were computed so far.
  [[nodiscard]] std::size_t evaluations() const { return evaluations_; }

  /// G of the chord from w to `next`, shape (rows, P).
  /// @throws std::domain_error  if a gradient is not finite, or can't be integrated, or f changes
  ///                            by something else than G·Δ
  [[nodiscard]] Matrix<S> over(std::span<const S> w, std::span<const S> next) {
    const auto gradients = [&](const S& c) {
      evaluate(between(w, next, c));
      return gradients_here(c);
    };
    if (!adaptive_) return {rows(), parameters(), quadrature_.integrate(gradients)};
    const bool seen = std::ranges::equal(start_.w, next);  // steps may be taken from last to first
    const Look end = seen ? start_ : look(next, S(1));
    start_ = look(w, S(0));
    std::map<S, std::vector<S>> f{{S(0), start_.f}, {S(1), end.f}};
    const auto f_at = [&](const S& c) -> const std::vector<S>& {
      if (!f.contains(c)) f[c] = outputs(between(w, next, c));
      return f[c];
    };
    const auto check = [&](const ChordPiece<S>& piece, const std::vector<S>& size) {
      return tells(end, f_at(piece.from), f_at(piece.from + piece.length), piece.integrals, size);
    };
    return {rows(), parameters(), quadrature_.integrate(gradients, check)};
  }

  /// f_w(x), shape (rows).
  [[nodiscard]] std::vector<S> outputs(std::span<const S> w) {
    evaluate(w);
    std::vector<S> all;
    for (std::size_t row = 0; row < rows(); ++row)
      all.push_back(queries_.output(row / outputs_per_point(), row % outputs_per_point()));
    return all;
  }

 private:
  /// f and ∇f at an end of a chord.
  struct Look {
    std::vector<S> w, f, slopes;
  };

  [[nodiscard]] Look look(std::span<const S> w, const S& c) {
    const std::vector<S> f = outputs(w);
    return {{w.begin(), w.end()}, f, gradients_here(c)};
  }

  /// Whether the integrals over a piece, times Δ, are what f changes by from its start to its end;
  /// beside these numbers, and what f changes by where w and Δ are rounded, over ε.
  [[nodiscard]] bool tells(const Look& end, const std::vector<S>& from, const std::vector<S>& to,
                           const std::vector<S>& integrals, const std::vector<S>& size) const {
    using std::abs;
    for (std::size_t row = 0; row < rows(); ++row) {
      S product(0), terms = abs(from[row]) + abs(to[row]);
      for (std::size_t p = 0; p < parameters(); ++p) {
        const std::size_t i = row * parameters() + p;
        const S slope = abs(start_.slopes[i]) + abs(end.slopes[i]) + size[row];
        product += integrals[i] * (end.w[p] - start_.w[p]);
        terms += slope * (abs(start_.w[p]) + abs(end.w[p]));
      }
      if (!(abs(S(product - (to[row] - from[row]))) <= tolerance_ * terms)) return false;
    }
    return true;
  }

  [[nodiscard]] static std::vector<S> between(std::span<const S> w, std::span<const S> next,
                                              const S& c) {
    std::vector<S> at(w.begin(), w.end());
    for (std::size_t p = 0; p < w.size(); ++p) at[p] += c * (next[p] - w[p]);
    return at;
  }
  void evaluate(std::span<const S> w) {
    queries_.evaluate(w);
    ++evaluations_;
  }

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
  bool adaptive_;
  S tolerance_;
  ChordQuadrature<S> quadrature_;
  Look start_;  ///< of the last chord
  std::size_t evaluations_ = 0;
};

}  // namespace pathkernel
