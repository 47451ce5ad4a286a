/// @file c04_representer_theorem.cpp
/// Statement.   Of all functions in a kernel's space, J(f) = Σ_i (f(x_i) - y_i)² + λ‖f‖² is least
///              at f = Σ_i α_i k(·, x_i), α = (K + λ)⁻¹ y (claim C4; Kimeldorf & Wahba 1971).
/// Hypotheses.  k positive semi-definite, λ > 0.
/// Derivation.  J(f + h) = J(f) + 2 [Σ_i (f(x_i) - y_i) h(x_i) + λ ⟨f, h⟩] + Σ_i h(x_i)² + λ‖h‖².
///              ⟨f, h⟩ = Σ_i α_i h(x_i), so the bracket is Σ_i ((K + λ)α - y)_i h(x_i) = 0. What
///              is left is above 0 unless h is 0. ∎
/// Computation. J(f + h) - J(f) less Σ_i h(x_i)² + λ‖h‖², in 60 digits, of J computed as it is
///              defined: for h in the span of the k(·, x_i); for others; and for the part of
///              k(·, z) that is orthogonal to that span, which vanishes at all x_i, so that it
///              leaves the first sum alone and only raises the norm.
/// Control.     The same around the function that meets the targets exactly, α = K⁻¹ y, must fail.
/// Not claimed. That λ‖f‖² is the right thing to pay for; that for other losses α is as easily had.

#include "kernel/classical/radial.hpp"
#include "kernel/machines/interpolation.hpp"
#include "nn/generator.hpp"
#include "proofs/claims/claim.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

/// Examples (x_i, y_i) first, and then points where there is none. A function of the space has a
/// coefficient for each.
struct Space {
  Points<S> points;
  std::vector<S> y;
  S lambda;
  GaussianKernel<S> k{S(1) / 2};
  Matrix<S> K = {};  ///< of all points

  [[nodiscard]] std::size_t examples() const { return y.size(); }
  [[nodiscard]] S norm(const std::vector<S>& f) const {
    return KernelExpansion<S>{f}.squared_norm(K);
  }
  /// Σ_i (f(x_i) - t_i)², over the examples.
  [[nodiscard]] S squares(const std::vector<S>& f, const std::vector<S>& t) const {
    S sum(0);
    for (std::size_t i = 0; i < t.size(); ++i)
      sum += square(S(inner_product<S>(K.row(i), f) - t[i]));
    return sum;
  }
  /// Σ_i h(x_i)².
  [[nodiscard]] S seen(const std::vector<S>& h) const {
    return squares(h, std::vector<S>(examples(), S(0)));
  }
  [[nodiscard]] S J(const std::vector<S>& f) const { return squares(f, y) + lambda * norm(f); }
  /// J(f + h) - J(f) - Σ_i h(x_i)² - λ‖h‖², which is 0 for all h if J is least at f.
  [[nodiscard]] S excess(const std::vector<S>& f, const std::vector<S>& h) const {
    return J(sum(f, h)) - J(f) - seen(h) - lambda * norm(h);
  }
  [[nodiscard]] static std::vector<S> sum(std::vector<S> f, const std::vector<S>& h,
                                          const S& times = S(1)) {
    for (std::size_t i = 0; i < h.size(); ++i) f[i] += times * h[i];
    return f;
  }
};

/// A noisy sine between -1 and 1, and points between and beyond the examples.
Space noisy_sine(int m) {
  using std::sin;
  Generator generator(4);
  Space space{{}, {}, S(1) / 10};
  for (int i = 0; i < m; ++i) {
    space.points.push_back({S(2 * i + 1 - m) / S(m)});
    space.y.push_back(sin(S(3 * space.points.back()[0])) + S(generator.normal()) / 5);
  }
  for (const int z : {-3, -1, 1, 4}) space.points.push_back({S(z) / 3 + S(1) / 100});
  space.K = gram(space.k, space.points);
  return space;
}

/// k(·, z) less its projection on the span of the k(·, x_i), with norm 1: it vanishes at all x_i.
std::vector<S> orthogonal_part(const Space& space, const Matrix<S>& K, std::size_t z) {
  using std::sqrt;
  std::vector<S> h(space.points.size(), S(0)), k_z;
  for (std::size_t i = 0; i < space.examples(); ++i) k_z.push_back(space.K(z, i));
  h[z] = S(1);
  h = Space::sum(h, fit_interpolation(K, k_z).coefficients, S(-1));
  const S norm = sqrt(space.norm(h));
  for (S& c : h) c /= norm;
  return h;
}

/// f and f + h at points of a line, and J(f + s h).
Figure figure(const Space& space, const std::vector<S>& f, const std::vector<S>& h) {
  Curve data{"examples", {}, Curve::Style::points}, least{"f", {}}, more{"f + h", {}},
      cost{"J(f + s h)", {}};
  double largest = 0;  // |h|
  for (std::size_t i = 0; i < space.examples(); ++i)
    data.points.push_back(
        {static_cast<double>(space.points[i][0]), static_cast<double>(space.y[i])});
  for (int k = -75; k <= 75; ++k) {
    const std::vector<S> row = kernel_row(space.k, {S(k) / 50}, space.points);
    const double x = k / 50.0, y = static_cast<double>(inner_product(row, f));
    least.points.push_back({x, y});
    const double h_x = static_cast<double>(inner_product(row, h));
    more.points.push_back({x, y + h_x});
    largest = std::max(largest, std::abs(h_x));
  }
  for (int s = -20; s <= 20; ++s)
    cost.points.push_back({s / 10.0, static_cast<double>(space.J(Space::sum(f, h, S(s) / 10)))});
  return {"c04_representer",
          "An orthogonal part only costs",
          "Left: f and f + h, with h orthogonal to all k(·, x_i) and of norm 1, meet at every "
          "example, and elsewhere differ by up to " +
              decimal(largest, 2) +
              ". Right: J(f + s h) is a parabola in s whose least value is at s = 0.",
          {Panel{.x_label = "x", .y_label = "f(x)", .curves = {least, more, data}},
           Panel{.x_label = "s", .y_label = "J", .curves = {cost}}}};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const Space space = noisy_sine(trial.pick(8, 5));
  const std::size_t m = space.examples();
  const Matrix<S> K = gram(space.k, Points<S>(space.points.begin(), space.points.end() - 4));
  std::vector<S> f =
      fit_kernel_ridge(K, space.y, S((trial.mistaken ? 2 : 1) * space.lambda)).coefficients;
  std::vector<S> exact = fit_interpolation(K, space.y).coefficients;
  f.resize(space.points.size(), S(0));
  exact.resize(space.points.size(), S(0));

  Generator generator(40);
  for (int number = 1; number <= 6; ++number) {
    std::vector<S> h(number <= 3 ? m : space.points.size());
    for (S& c : h) c = S(generator.normal());
    h.resize(space.points.size(), S(0));
    const std::string name =
        "h " + std::to_string(number) +
        (number <= 3 ? ", in the span of the examples" : ", beyond their span");
    evidence.vanishes(name, magnitude(space.excess(f, h)), magnitude(space.J(h)));
    evidence.must_not_vanish(name + ", around the interpolation",
                             magnitude(space.excess(exact, h)));
  }
  S raised(0);
  for (std::size_t z = m; z < space.points.size(); ++z) {
    const std::vector<S> h = orthogonal_part(space, K, z);
    const std::string name = "orthogonal part of k(·, " + decimal(space.points[z][0], 3) + ")";
    raised = space.J(Space::sum(f, h)) - space.J(f);
    evidence.vanishes(name + ": at the examples", magnitude(space.seen(h)), magnitude(S(1)));
    evidence.vanishes(name + ": J raised by λ‖h‖² alone", magnitude(S(raised - space.lambda)),
                      magnitude(space.J(f)));
  }
  evidence.conclude(Verdict::holds);
  decision.finding =
      "J(f + h) = J(f) + Σ h(x_i)² + λ‖h‖² for every h tried; a part of norm 1 that "
      "is orthogonal to the k(·, x_i) adds " +
      decimal(raised, 3) + " = λ and changes no f(x_i)";
  decision.figures.push_back(figure(space, f, orthogonal_part(space, K, m + 3)));
}

}  // namespace

Claim c04() {
  return {"C4", "kernel ridge regression and the representer theorem", Verdict::holds,
          "λ is taken twice, as if the squares had a 1/2 before them", decide};
}

}  // namespace pathkernel::claims
