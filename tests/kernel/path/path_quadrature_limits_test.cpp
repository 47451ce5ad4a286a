/// @file path_quadrature_limits_test.cpp
/// Integrands at the limits of the judgement: polynomials, kinks, integrals that vanish.
#include "kernel/path/path_quadrature.hpp"

#include "tests/catch.hpp"
#include "tests/kernel/path/line.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

TEST_CASE("an integrand that no polynomial follows is given up, with place and remedy",
          "[path_quadrature]") {
  PathQuadrature<double> quadrature({1}, PathQuadrature<double>::finest());
  const auto kink = [](const Step<double>&, double dt, std::span<double> out) {
    out[0] = std::abs(dt - double{1} / 3);
  };
  const auto jump = [](const Step<double>&, double dt, std::span<double> out) {
    out[0] = dt < double{1} / 3 ? 1 : -1;
  };

  CHECK_THROWS_WITH(quadrature.integrate(line<double>(), kink),
                    Catch::Contains("the step from t = 0 of length 2 would need") &&
                        Catch::Contains("has a kink there. Move it, or end before that time."));
  CHECK_THROWS_WITH(quadrature.integrate(line<double>(), jump), Catch::Contains("would need"));
}

TEST_CASE("a tolerance below rounding is refused", "[path_quadrature]") {
  CHECK_THROWS_WITH(PathQuadrature<double>({1}, 1e-20),
                    Catch::Contains("integrals to a tolerance of 1e-20; rounding alone is"));
  CHECK_THROWS_WITH(PathQuadrature<double>({1}, 0.0), Catch::Contains("Ask for that or more."));
}

TEMPLATE_TEST_CASE("a polynomial is no singularity: it needs few nodes", "[path_quadrature]",
                   double, Real50) {
  using S = TestType;
  PathQuadrature<S> quadrature({1, 1}, PathQuadrature<S>::finest());
  const std::vector<S> integrals =
      quadrature.integrate(line<S>(), [](const Step<S>&, const S& t, std::span<S> out) {
        out[0] = t;
        out[1] = t * t * t / 7;
      });

  CHECK(agreeing_digits(integrals[0], S(2)) >= all_digits<S> - 2);
  CHECK(agreeing_digits(integrals[1], S(S(4) / 7)) >= all_digits<S> - 2);
  CHECK(quadrature.effort.most_nodes < 40);
}

TEMPLATE_TEST_CASE(
    "an integral that vanishes is found to be 0 as exactly as its integrand is known",
    "[path_quadrature]", double, Real50) {
  using S = TestType;
  using std::exp;
  PathQuadrature<S> quadrature({1}, PathQuadrature<S>::finest());
  const S mean = (exp(S(2)) - 1) / 2;  // of e^t on [0, 2]
  const S integral = quadrature.integrate(
      line<S>(), [&](const Step<S>&, const S& t, std::span<S> out) { out[0] = exp(t) - mean; })[0];

  CHECK(agreeing_digits(integral, S(0), mean) >= all_digits<S> - 3);
  CHECK(quadrature.effort.most_nodes < 60);
}
