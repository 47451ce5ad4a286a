/// @file density_estimate_test.cpp
/// Densities: they integrate to 1, and are what bumps of closed form add up to.
#include "kernel/machines/density_estimate.hpp"

#include "tests/catch.hpp"
#include "tests/kernel/machines/machine_witnesses.hpp"

using namespace pathkernel;

namespace {

template <class S, class K>
S density(const K& bump, const Points<S>& examples, const std::vector<S>& x) {
  return fit_density_estimate<S>(examples.size()).predict(kernel_row(bump, x, examples));
}

/// ∫ g over [a, b] by n trapezoids.
template <class S, class G>
S integral(G g, const S& a, const S& b, int n) {
  const S h = (b - a) / n;
  S sum = (g(a) + g(b)) / 2;
  for (int k = 1; k < n; ++k) sum += g(S(a + h * k));
  return sum * h;
}

}  // namespace

TEMPLATE_TEST_CASE("a density of Gaussian bumps integrates to 1", "[density_estimate]", double,
                   Real50) {
  using S = TestType;
  // Trapezoids are exact for bumps but for e^(-2 π² σ²/h²), here e^-137, and for their tails.
  const Points<S> examples{{S(1) / 3}, {S(2)}, {S(-1) / 7}};
  const auto mass = [&](const GaussianBump<S>& bump) {
    const auto p = [&](const S& x) { return density<S>(bump, examples, {x}); };
    return integral(p, S(-12), S(12), 63 * 2);
  };

  CHECK(agreeing_digits(mass({S(1) / 2}), S(1)) >= all_digits<S> - 2);
  CHECK(agreeing_digits(mass({S(1) / 20}), S(1)) < 5);  // the control: too narrow for the grid
}

TEMPLATE_TEST_CASE("a density of Epanechnikov's bumps integrates to 1, in one dimension and two",
                   "[density_estimate]", double, Real50) {
  using S = TestType;
  const EpanechnikovBump<S> bump{S(1) / 2};
  // In one: Simpson's rule is exact for parabolas.
  const auto p = [&](const S& x) { return density<S>(bump, {{S(1)}, {S(2)}}, {x}); };
  S mass(0);
  for (const S& start : {S(1) / 2, S(3) / 2})
    mass += (p(start) + 4 * p(S(start + S(1) / 2)) + p(S(start + 1))) / 6;
  CHECK(agreeing_digits(mass, S(1)) >= all_digits<S> - 1);
  CHECK(p(S(1) / 2) == 0);
  CHECK(p(S(4)) == 0);

  // In two: rings of area 2 π r dr; 2 π ∫ r p(r) dr is a polynomial of degree 4 in r.
  using std::atan;
  const S pi = 4 * S(atan(S(1)));
  const auto ring = [&](const S& r) {
    return S(2 * pi * r * density<S>(bump, {{S(3), S(-1)}}, {S(3), S(-1) + r}));
  };
  const auto boole = [&](const S& radius) {
    const S h = radius / 4;
    return S(2 * h / 45 *
             (7 * ring(S(0)) + 32 * ring(h) + 12 * ring(S(2 * h)) + 32 * ring(S(3 * h)) +
              7 * ring(radius)));
  };
  CHECK(agreeing_digits(boole(S(S(1) / 2)), S(1)) >= all_digits<S> - 1);
  CHECK(agreeing_digits(boole(S(S(1) / 3)), S(1)) < 2);  // the control: part of the disc
}

TEMPLATE_TEST_CASE("bumps have their closed forms, in units of 1/[x]^n", "[density_estimate]",
                   double, Real50) {
  using S = TestType;
  using std::atan, std::exp, std::sqrt;
  const S pi = 4 * S(atan(S(1)));
  const std::vector<S> here{S(1), S(2)}, there{S(4), S(-2)};  // 5 apart

  const S normal = exp(S(S(-25) / 18)) / (2 * pi * 9);  // σ = 3
  CHECK(agreeing_digits(GaussianBump<S>{S(3)}(here, there), normal) >= all_digits<S> - 2);
  CHECK(agreeing_digits(density<S>(GaussianBump<S>{S(3)}, {here, there}, here),
                        S((normal + 1 / (2 * pi * 9)) / 2)) >= all_digits<S> - 2);
  const S parabola = 2 / pi * (1 - S(25) / 49) / 49;  // σ = 7
  CHECK(agreeing_digits(EpanechnikovBump<S>{S(7)}(here, there), parabola) >= all_digits<S> - 2);
  CHECK(EpanechnikovBump<S>{S(4)}(here, there) == 0);
  const std::vector<S> x(3, S(0));  // in three dimensions the unit ball has 4 π/3: 5/2 over that
  CHECK(agreeing_digits(EpanechnikovBump<S>{S(1)}(x, x), S(15 / (8 * pi))) >= all_digits<S> - 2);
}

TEST_CASE("a density refuses widths and points it can't use", "[density_estimate]") {
  const std::vector<double> one{1}, two{1, 2};
  CHECK_THROWS_WITH((void)GaussianBump<double>{0}(one, one),
                    "kernel: bumps of width 0; it must be above 0.");
  CHECK_THROWS_WITH((void)EpanechnikovBump<double>{-1}(one, one), Catch::Contains("of width -1"));
  CHECK_THROWS_WITH(
      (void)GaussianBump<double>{1}(one, two),
      "kernel: points of 1 and of 2 numbers have no distance; they must have as many.");
  CHECK_THROWS_WITH(fit_density_estimate<double>(0),
                    "kernel: no training points; a machine needs one or more.");
  CHECK_THROWS_AS(fit_density_estimate<double>(2).predict(one), std::invalid_argument);
}
