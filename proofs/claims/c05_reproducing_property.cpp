/// @file c05_reproducing_property.cpp
/// Statement.   ⟨k(·, x), k(·, x')⟩ = k(x, x'), and so ⟨f, k(·, x)⟩ = f(x) for every finite
///              expansion f = Σ_i c_i k(·, x_i) (claim C5).
/// Hypotheses.  ⟨·, ·⟩ is the inner product of the kernel's own space. On the line that of
///              k(x, x') = e^(-|x - x'|/σ) is a Sobolev space, with
///                ⟨f, g⟩ = 1/2 ∫ (f g/σ + σ f' g') dt.
/// Derivation.  By parts, ⟨f, k_x⟩ = 1/2 ∫ f (k_x/σ - σ k_x'') dt. Where t ≠ x, k_x'' = k_x/σ²; at
///              t = x the slope of k_x falls by 2/σ. So the bracket is 2 δ(t - x). ∎
/// Computation. These integrals in 60 digits, by Gauss's rule from kink to kink, which knows
///              nothing of kernels; against k, f(x), and ‖f‖² = cᵀ K c.
/// Control.     The inner product of values alone, without f' g', must fail: a kernel reproduces in
///              one space, not in any.
/// Not claimed. That every kernel's inner product can be written as an integral so short.

#include "kernel/classical/radial.hpp"
#include "kernel/machines/kernel_expansion.hpp"
#include "kernel/path/gauss_legendre.hpp"
#include "proofs/claims/claim.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

const S& sigma() {
  static const S value = S(1) / 2;
  return value;
}
const LaplaceKernel<S>& k() {
  static const LaplaceKernel<S> kernel{sigma()};
  return kernel;
}

/// Σ_i c_i k(·, x_i).
struct Expansion {
  Points<S> x;
  std::vector<S> c;

  [[nodiscard]] S value(const S& t) const { return inner_product(kernel_row(k(), {t}, x), c); }
  /// f'(t), where t is at no x_i.
  [[nodiscard]] S slope(const S& t) const {
    const std::vector<S> row = kernel_row(k(), {t}, x);
    S sum(0);
    for (std::size_t i = 0; i < c.size(); ++i)
      sum += (t > x[i][0] ? S(-1) : S(1)) * c[i] * row[i] / sigma();
    return sum;
  }
};

/// Of f g/σ and of σ f' g', how much is counted.
struct Product {
  S values, slopes;

  [[nodiscard]] S density(const Expansion& f, const Expansion& g, const S& t) const {
    return (values * f.value(t) * g.value(t) + slopes * f.slope(t) * g.slope(t)) / 2;
  }
  /// The integral up to each of the kinks, where the rule starts anew, and at last of all. Beyond
  /// the outermost points f and g fall as e^(-|t|/σ), and what is integrated as its square.
  [[nodiscard]] std::vector<std::pair<S, S>> up_to(const Expansion& f, const Expansion& g,
                                                   const std::vector<S>& also = {}) const {
    static const GaussLegendre<S> gauss(26);
    std::vector<S> ends = also;
    for (const Points<S>* points : {&f.x, &g.x})
      for (const std::vector<S>& x : *points) ends.push_back(x[0]);
    std::ranges::sort(ends);
    ends.insert(ends.begin(), ends.front() - 1);
    ends.push_back(ends.back() + 1);
    S sum = density(f, g, ends.front()) * sigma() / 2;
    std::vector<std::pair<S, S>> sums{{ends.front(), sum}};
    for (std::size_t e = 1; e < ends.size(); ++e) {
      const S half = (ends[e] - ends[e - 1]) / 2, middle = ends[e] - half;
      for (std::size_t j = 0; j < gauss.count() && half > S(0); ++j)
        sum += half * gauss.weights[j] * density(f, g, middle + half * gauss.nodes[j]);
      sums.emplace_back(ends[e], sum);
    }
    sums.back().second += density(f, g, ends.back()) * sigma() / 2;
    return sums;
  }
  [[nodiscard]] S of(const Expansion& f, const Expansion& g) const {
    return up_to(f, g).back().second;
  }
};

/// f, and how the integral of ⟨f, k_x⟩ comes to f(x).
Figure figure(const Expansion& f, const Expansion& at, const Product& product) {
  std::vector<S> ends;
  for (int n = -30; n <= 40; ++n) ends.push_back(S(n) / 10);
  Curve values{"f", {}}, bump{"k(·, x)", {}}, sum{"⟨f, k(·, x)⟩ up to t", {}}, wanted{"f(x)", {}};
  const double x = static_cast<double>(at.x[0][0]), f_x = static_cast<double>(f.value(at.x[0][0]));
  for (const auto& [t, integral] : product.up_to(f, at, ends)) {
    const double time = static_cast<double>(t);
    values.points.push_back({time, static_cast<double>(f.value(t))});
    bump.points.push_back({time, static_cast<double>(at.value(t))});
    sum.points.push_back({time, static_cast<double>(integral)});
    wanted.points.push_back({time, f_x});
  }
  return {"c05_reproducing",
          "An inner product that reads off f(x)",
          "Left: f, of four kinks, and k(·, x) with its kink at x = " + decimal(x, 3) +
              ". Right: the integral of their inner product as t goes from left to right: it ends "
              "at f(x) = " +
              decimal(f_x, 3) + ", though f was used everywhere.",
          {Panel{.x_label = "t", .y_label = "f(t)", .curves = {values, bump}},
           Panel{.x_label = "t", .y_label = "integral", .curves = {sum, wanted}}}};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const Product own{1 / sigma(), trial.mistaken ? S(1) : sigma()}, values_only{1 / sigma(), S(0)};
  const Expansion f{{{S(-1)}, {S(-1) / 3}, {S(1) / 5}, {S(3) / 2}},
                    {S(1) / 2, S(-2) / 3, S(5) / 4, S(1)}};
  std::vector<Expansion> at;
  for (const int n : trial.small ? std::vector{-3, 2} : std::vector{-3, -1, 0, 5, 2})
    at.push_back({{{S(n) / 3}}, {S(1)}});

  const auto check = [&](const std::string& name, const Expansion& g, const Expansion& h,
                         const S& expected) {
    evidence.vanishes(name, magnitude(S(own.of(g, h) - expected)), magnitude(S(1)));
    evidence.must_not_vanish(name + ", without slopes",
                             magnitude(S(values_only.of(g, h) - expected)));
  };
  for (const Expansion& g : at) {
    const std::string x = decimal(g.x[0][0], 3);
    for (const Expansion& h : std::span(at).first(static_cast<std::size_t>(&g - at.data()) + 1))
      check("⟨k(·, " + x + "), k(·, " + decimal(h.x[0][0], 3) + ")⟩", g, h, h.value(g.x[0][0]));
    check("⟨f, k(·, " + x + ")⟩ - f(" + x + ")", f, g, f.value(g.x[0][0]));
  }
  check("‖f‖² - cᵀ K c", f, f, KernelExpansion<S>{f.c}.squared_norm(gram(k(), f.x)));
  evidence.conclude(Verdict::holds);
  decision.finding =
      "⟨f, k(·, x)⟩ = f(x) for an f of 4 kinks, by integrals over the line; without "
      "f' g' at x = " +
      decimal(at.front().x[0][0], 3) + " it is " + decimal(values_only.of(f, at.front()), 3) +
      ", not " + decimal(f.value(at.front().x[0][0]), 3);
  decision.figures.push_back(figure(f, at.back(), own));
}

}  // namespace

Claim c05() {
  return {"C5", "the reproducing property ⟨k(·, x), k(·, x')⟩ = k(x, x')", Verdict::holds,
          "f' g' is taken without the σ before it", decide};
}

}  // namespace pathkernel::claims
