/// @file flow_loops.hpp
/// The gradient flow of one network by hand: its Taylor series, order after order.
///
///     f = b2 + Σ_j w2_j a_j,   a_j = tanh z_j,   z_j = w1_j x + b1_j,   L = ½ Σ_i (f(x_i) - y_i)²
///
/// With r_i = f(x_i) - y_i and s_j = 1 - a_j², at x_i, the flow w' = -∇L is
///
///     b2'   = -Σ_i r_i                  b1_j' = -w2_j Σ_i r_i s_j
///     w2_j' = -Σ_i r_i a_j              w1_j' = -w2_j Σ_i x_i r_i s_j
///
/// where every letter but x and y is a power series in t. What makes this fast: the sums over the
/// examples are taken before they are multiplied by w2; a square needs half of its products; and a
/// sum of products is made in place.
///
/// Leaves out: other networks; running examples side by side; fast products of long series.
/// Source: the step is that of Jorba & Zou, Experimental Mathematics 14 (2005), 99-117, sec. 3.2.
/// Next: flow_benchmark.cpp.
#pragma once

#include <algorithm>

#include "autodiff/multiprecision.hpp"
#include "nn/data/examples.hpp"

namespace pathkernel {

/// The flow of a network with four hidden units; its parameters are w1, b1, w2, of four numbers
/// each, and b2. The examples must outlive it.
template <Real S>
class FlowLoops {
 public:
  /// @param order  N, that of the series
  FlowLoops(const Examples<S>& examples, std::size_t order) : data_(examples), order_(order) {}

  /// w(end) from w(0) = w.
  [[nodiscard]] std::vector<S> integrate(std::vector<S> w, const S& end) {
    for (S t(0); t < end;) {
      for (std::size_t p = 0; p < w.size(); ++p) w_[p][0] = w[p];
      for (std::size_t k = 0; k < order_; ++k) expand(k);
      const S h = std::min(S(step()), S(end - t));
      evaluate(h, w);
      t += h;
    }
    return w;
  }

 private:
  using Series = std::vector<S>;  ///< coefficients of the orders 0 to N

  static constexpr std::size_t hidden = 4;
  static constexpr std::size_t w1 = 0, b1 = hidden, w2 = 2 * hidden, b2 = 3 * hidden;

  /// w_{k+1} from the coefficients up to w_k.
  void expand(std::size_t k) {
    S sum(0);
    for (std::size_t i = 0; i < data_.count; ++i) {
      expand_residual(i, k);
      sum += r_[i][k];
    }
    descend(b2, k, sum);
    for (std::size_t j = 0; j < hidden; ++j) expand_parameters_of(j, k);
  }

  /// r = b2 + Σ_j w2_j a_j - y.
  void expand_residual(std::size_t i, std::size_t k) {
    S& r = r_[i][k];
    r = w_[b2][k];
    if (k == 0) r -= data_.y[i];
    for (std::size_t j = 0; j < hidden; ++j) {
      expand_tanh(i * hidden + j, S(w_[w1 + j][k] * data_.x[i] + w_[b1 + j][k]), k);
      r += product(w_[w2 + j], a_[i * hidden + j], k);
    }
  }

  /// a' = z' s, so k a_k = Σ_{m<k} z'_m s_{k-1-m} with z'_m = (m+1) z_{m+1};   s = 1 - a².
  void expand_tanh(std::size_t unit, const S& z, std::size_t k) {
    using std::tanh;
    Series &dz = dz_[unit], &a = a_[unit], &s = s_[unit];
    const int order = static_cast<int>(k);
    if (k > 0) dz[k - 1] = z * order;
    a[k] = k == 0 ? S(tanh(z)) : S(product(dz, s, k - 1) / order);
    s[k] = S(k == 0 ? 1 : 0) - square(a, k);
  }

  /// w2, b1 and w1 of hidden unit j.
  void expand_parameters_of(std::size_t j, std::size_t k) {
    S ra(0), rs(0), xrs(0);
    for (std::size_t i = 0; i < data_.count; ++i) {
      ra += product(r_[i], a_[i * hidden + j], k);
      const S term = product(r_[i], s_[i * hidden + j], k);
      rs += term;
      xrs += data_.x[i] * term;
    }
    rs_[j][k] = rs;
    xrs_[j][k] = xrs;
    descend(w2 + j, k, ra);
    descend(b1 + j, k, product(w_[w2 + j], rs_[j], k));
    descend(w1 + j, k, product(w_[w2 + j], xrs_[j], k));
  }

  /// (k + 1) w_{k+1} = -(∂L/∂w)_k.
  void descend(std::size_t p, std::size_t k, const S& slope) {
    w_[p][k + 1] = -slope / static_cast<int>(k + 1);
  }

  /// (u v)_k = Σ_m u_m v_{k-m}.
  [[nodiscard]] S product(const Series& u, const Series& v, std::size_t k) {
    S sum(0);
    for (std::size_t m = 0; m <= k; ++m) add_product(sum, u[m], v[k - m]);
    return sum;
  }

  /// (u²)_k = 2 Σ_{m<k/2} u_m u_{k-m}, and the square of u_{k/2} where k is even.
  [[nodiscard]] S square(const Series& u, std::size_t k) {
    S sum(0);
    for (std::size_t m = 0; 2 * m < k; ++m) add_product(sum, u[m], u[k - m]);
    sum += sum;
    if (k % 2 == 0) add_product(sum, u[k / 2], u[k / 2]);
    return sum;
  }

  /// sum += a b; where numbers have many digits, with one temporary for all products.
  void add_product(S& sum, const S& a, const S& b) {
    if constexpr (requires { a.backend(); }) {
      using boost::multiprecision::default_ops::eval_multiply;
      eval_multiply(term_.backend(), a.backend(), b.backend());
      sum += term_;
    } else {
      sum += a * b;
    }
  }

  /// h = ρ e⁻² exp(-0.7/(N-1)),  ρ = min over k = N-1, N of (max(1, ‖w_0‖)/‖w_k‖)^{1/k}; rounded
  /// down to a multiple of 2⁻³⁰, so that times add up exactly.
  [[nodiscard]] double step() const {
    const auto log_norm = [&](std::size_t k) {
      double largest = -std::numeric_limits<double>::infinity();
      for (const Series& w : w_) largest = std::max(largest, log_magnitude(w[k]));
      return largest;
    };
    const double scale = std::max(double{0}, log_norm(0));
    const double n = static_cast<double>(order_);
    const double log_radius =
        std::min((scale - log_norm(order_ - 1)) / (n - 1), (scale - log_norm(order_)) / n);
    const double h = std::exp(log_radius - 2 - double{7} / 10 / (n - 1));
    return std::ldexp(std::floor(std::ldexp(h, 30)), -30);
  }

  /// w = Σ_k w_k h^k, by Horner's rule.
  void evaluate(const S& h, std::vector<S>& w) const {
    for (std::size_t p = 0; p < w.size(); ++p) {
      w[p] = w_[p][order_];
      for (std::size_t k = order_; k-- > 0;) {
        w[p] *= h;
        w[p] += w_[p][k];
      }
    }
  }

  [[nodiscard]] std::vector<Series> zeros(std::size_t count) const {
    return std::vector<Series>(count, Series(order_ + 1, S(0)));
  }

  const Examples<S>& data_;
  std::size_t order_;  // the series below are made of this length
  std::vector<Series> w_ = zeros(3 * hidden + 1);
  std::vector<Series> dz_ = zeros(data_.count * hidden), a_ = dz_, s_ = dz_;
  std::vector<Series> r_ = zeros(data_.count);
  std::vector<Series> rs_ = zeros(hidden), xrs_ = rs_;  ///< Σ_i r_i s_j and Σ_i x_i r_i s_j
  S term_;
};

}  // namespace pathkernel
