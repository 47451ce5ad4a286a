/// @file dormand_prince_pair.hpp
/// The Runge-Kutta pair of Dormand and Prince as data, and one try at a step.
///
///     k_i = g(w + h Σ_j a_ij k_j),    w⁺ = w + h Σ_i b_i k_i,    error = h Σ_i e_i k_i
///
/// The nodes are not needed for a field that does not depend on t. The last stage is the next
/// step's first (b is a's last row).
///
/// Leaves out: who chooses h, see dormand_prince.hpp.
/// Source: Dormand & Prince, J. Comp. Appl. Math. 6 (1980), 19-26; interpolant by Shampine, as in
/// Hairer, Nørsett & Wanner, Solving Ordinary Differential Equations I, 2nd ed. (1993), II.4, II.6.
/// Next: dormand_prince.hpp.
#pragma once

#include <array>

#include "nn/ode/right_hand_side.hpp"

namespace pathkernel::detail {

/// An exact ratio, to be rounded once by each scalar.
struct Ratio {
  long long numerator = 0;
  long long denominator = 1;

  template <Real S>
  [[nodiscard]] S as() const {
    return S(numerator) / S(denominator);
  }
};

struct DormandPrinceTableau {
  static constexpr std::size_t stages = 7;
  static constexpr std::array<std::array<Ratio, stages>, stages> a{{
      {},
      {{{1, 5}}},
      {{{3, 40}, {9, 40}}},
      {{{44, 45}, {-56, 15}, {32, 9}}},
      {{{19372, 6561}, {-25360, 2187}, {64448, 6561}, {-212, 729}}},
      {{{9017, 3168}, {-355, 33}, {46732, 5247}, {49, 176}, {-5103, 18656}}},
      {{{35, 384}, {0, 1}, {500, 1113}, {125, 192}, {-2187, 6784}, {11, 84}}},  // also b
  }};
  static constexpr std::array<Ratio, stages> error{
      {{71, 57600}, {0, 1}, {-71, 16695}, {71, 1920}, {-17253, 339200}, {22, 525}, {-1, 40}}};
  static constexpr std::array<Ratio, stages> dense{{{-12715105075, 11282082432},
                                                    {0, 1},
                                                    {87487479700, 32700410799},
                                                    {-10690763975, 1880347072},
                                                    {701980252875, 199316789632},
                                                    {-1453857185, 822651844},
                                                    {69997945, 29380423}}};
};

/// One try at a step: stages k_i, the state after it, and the error's largest component in units of
/// the tolerance.
template <Real S>
class DormandPrinceStep {
 public:
  explicit DormandPrinceStep(std::size_t dimension) : after(dimension) {
    for (std::vector<S>& stage : k) stage.resize(dimension);
    for (std::size_t i = 0; i < Tableau::stages; ++i)
      for (std::size_t j = 0; j < Tableau::stages; ++j)
        a_[i][j] = Tableau::a[i][j].template as<S>();
  }

  /// k_0 = g(w) must be there; fills the others and `after`.
  void advance(RightHandSide<S>& g, const std::vector<S>& w, const S& h) {
    for (std::size_t i = 1; i < Tableau::stages; ++i) {
      for (std::size_t p = 0; p < w.size(); ++p) {
        S slope(0);
        for (std::size_t j = 0; j < i; ++j) slope += a_[i][j] * k[j][p];
        after[p] = w[p] + h * slope;
      }
      g(after, k[i]);
    }
  }

  [[nodiscard]] double error(const std::vector<S>& w, const S& h, double tolerance) const {
    using std::abs;
    double worst = 0;
    for (std::size_t p = 0; p < w.size(); ++p) {
      const S scale = std::max(S(1), std::max(S(abs(w[p])), S(abs(after[p]))));
      const S ratio = h * weighted(Tableau::error, p) / scale / S(tolerance);
      worst = std::max(worst, static_cast<double>(S(abs(ratio))));
      if (!std::isfinite(static_cast<double>(ratio)))
        return std::numeric_limits<double>::infinity();
    }
    return worst;
  }

  /// Coefficients of the interpolant w + θ(Δ + (1-θ)(r_3 + θ(r_4 + (1-θ) r_5))), θ = (t - t_s)/h,
  /// in powers of t - t_s.
  [[nodiscard]] std::vector<S> interpolant(const std::vector<S>& w, const S& h) const {
    const std::size_t n = w.size();
    std::vector<S> c(5 * n);
    for (std::size_t p = 0; p < n; ++p) {
      const S r2 = after[p] - w[p];
      const S r3 = h * k[0][p] - r2;
      const S r4 = r2 - h * k[6][p] - r3;
      const S r5 = h * weighted(Tableau::dense, p);
      const std::array<S, 5> in_theta{w[p], r2 + r3, r4 + r5 - r3, -(r4 + 2 * r5), r5};
      S power(1);
      for (std::size_t order = 0; order < in_theta.size(); ++order, power *= h)
        c[order * n + p] = in_theta[order] / power;
    }
    return c;
  }

  std::array<std::vector<S>, DormandPrinceTableau::stages> k;
  std::vector<S> after;

 private:
  using Tableau = DormandPrinceTableau;
  [[nodiscard]] S weighted(const std::array<Ratio, Tableau::stages>& weights, std::size_t p) const {
    S sum(0);
    for (std::size_t i = 0; i < Tableau::stages; ++i) sum += weights[i].template as<S>() * k[i][p];
    return sum;
  }

  std::array<std::array<S, Tableau::stages>, Tableau::stages> a_;
};

}  // namespace pathkernel::detail
