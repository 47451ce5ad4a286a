/// @file path_quadrature_limits_test.cpp
/// Integrands at the limits of the judgement: polynomials, kinks, integrals that vanish.
#include "kernel/path/path_quadrature.hpp"

#include "tests/catch.hpp"
#include "tests/kernel/path/line.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

TEST_CASE("an integrand without an integral is given up, with place and remedy",
          "[path_quadrature]") {
  PathQuadrature<double> quadrature({1}, PathQuadrature<double>::finest());
  const auto pole = [](const Step<double>&, double dt, std::span<double> out) {
    out[0] = 1 / std::abs(dt - double{1} / 3);
  };

  CHECK_THROWS_WITH(quadrature.integrate(line<double>(), pole),
                    Catch::Contains("the step from t = 0 do not settle near t = 0.3333") &&
                        Catch::Contains("Move it, or end before that time."));
}

TEST_CASE("a kink is closed in on, and costs no digit", "[path_quadrature]") {
  PathQuadrature<double> quadrature({1}, PathQuadrature<double>::finest());
  const double integral = quadrature.integrate(
      line<double>(), [](const Step<double>&, double t, std::span<double> out) {
        out[0] = std::abs(t - double{1} / 3);  // on [0, 2]
      })[0];

  CHECK(agreeing_digits(integral, (1.0 / 9 + 25.0 / 9) / 2) >= 13);
  CHECK(quadrature.effort.evaluations < 50'000);
}

TEST_CASE("a jump is given up, since what else is there can't be seen", "[path_quadrature]") {
  PathQuadrature<double> quadrature({1}, PathQuadrature<double>::finest());
  const auto jump = [](const Step<double>&, double dt, std::span<double> out) {
    out[0] = dt < double{1} / 3 ? 1 : -1;
  };
  CHECK_THROWS_WITH(quadrature.integrate(line<double>(), jump),
                    Catch::Contains("do not settle near t = 0.3333"));
}

TEST_CASE("a jump with a width is followed through it", "[path_quadrature]") {
  PathQuadrature<double> quadrature({1}, PathQuadrature<double>::finest());
  const double integral = quadrature.integrate(
      line<double>(), [](const Step<double>&, double t, std::span<double> out) {
        out[0] = std::tanh((1 << 20) * (t - double{1} / 3));
      })[0];

  CHECK(agreeing_digits(integral, 4.0 / 3) >= 13);  // 5/3 - 1/3
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
