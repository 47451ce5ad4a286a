/// @file kernel_ridge_test.cpp
/// Kernel ridge regression against exact fractions, and the representer theorem.
#include "kernel/machines/kernel_ridge.hpp"

#include "tests/catch.hpp"
#include "tests/kernel/machines/machine_witnesses.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("kernel ridge regression solves (K + λ I) α = y as fractions do",
                   "[kernel_ridge]", double, Real50) {
  using S = TestType;
  // 1/(1 + |x - x'|) at 0, 1, 3, with 1/2 on the diagonal: solved in exact rationals.
  const Points<S> x = whole_points<S>({{0}, {1}, {3}});
  const Matrix<S> k = gram(hyperbolic<S>, x);
  const std::vector<S> exact = fractions<S>({{820, 813}, {-592, 271}, {628, 271}});
  const int digits = all_digits<S> - 1;  // a condition of 5

  const KernelExpansion<S> f = fit_kernel_ridge(k, {S(1), S(-2), S(3)}, S(S(1) / 2));

  CHECK(fewest_agreeing(f.coefficients, exact) >= digits);
  CHECK(f.bias == 0);
  const S at_two = f.predict(kernel_row(hyperbolic<S>, {S(2)}, x));
  CHECK(agreeing_digits(at_two, S(S(982) / 2439)) >= digits);
  CHECK(agreeing_digits(f.squared_norm(k), S(S(4461496) / 660969)) >= digits);

  SECTION("for several targets at once") {
    const std::vector<KernelExpansion<S>> both =
        fit_kernel_ridge(k, Points<S>{{S(1), S(-2), S(3)}, {S(0), S(1), S(1)}}, S(S(1) / 2));
    REQUIRE(both.size() == 2);
    CHECK(both[0].coefficients == f.coefficients);
    CHECK(fewest_agreeing(both[1].coefficients,
                          fractions<S>({{-84, 271}, {174, 271}, {156, 271}})) >= digits);
  }
  SECTION("and not with another λ, the control") {
    CHECK(fewest_agreeing(fit_kernel_ridge(k, {S(1), S(-2), S(3)}, S(S(1) / 3)).coefficients,
                          exact) < 2);
  }
}

TEMPLATE_TEST_CASE("no other function has as low an objective, whatever is added to this one",
                   "[kernel_ridge]", double, Real50) {
  using S = TestType;
  // The dot product in three dimensions, whose functions are w·x: there all can be written out.
  const Points<S> x = whole_points<S>({{1, 2, 0}, {3, -1, 1}});
  const std::vector<S> y{S(2), S(-1)};
  const S lambda = S(1) / 3;
  const auto objective = [&](const std::vector<S>& w) {
    S sum = lambda * dot_product<S>(w, w);
    for (std::size_t i = 0; i < 2; ++i) sum += square(S(dot_product<S>(w, x[i]) - y[i]));
    return sum;
  };
  const auto weights = [&](const S& scale) {
    const KernelExpansion<S> f = fit_kernel_ridge(gram(dot_product<S>, x), y, S(lambda * scale));
    std::vector<S> w(3, S(0));
    for (std::size_t i = 0; i < 2; ++i)
      for (std::size_t d = 0; d < 3; ++d) w[d] += f.coefficients[i] * x[i][d];
    return w;
  };
  /// ‖∇J(w)‖² with ∇J = 2 Σ (w·x_i - y_i) x_i + 2 λ w
  const auto squared_slope = [&](const std::vector<S>& w) {
    S sum(0);
    for (std::size_t d = 0; d < 3; ++d) {
      S slope = lambda * w[d];
      for (std::size_t i = 0; i < 2; ++i) slope += (dot_product<S>(w, x[i]) - y[i]) * x[i][d];
      sum += 4 * slope * slope;
    }
    return sum;
  };
  const std::vector<S> best = weights(S(1));
  const auto plus = [&](const std::vector<S>& v) {
    return std::vector<S>{best[0] + v[0], best[1] + v[1], best[2] + v[2]};
  };

  CHECK(squared_slope(best) < square(S(1000 * std::numeric_limits<S>::epsilon())));
  CHECK(squared_slope(weights(S(1) + S(1) / 1000)) > square(S(S(1) / 10000)));  // the control

  // (2, -1, -7) is orthogonal to both points: it changes no f(x_i), and adds λ ‖v‖² = 54/3.
  const std::vector<S> orthogonal{S(2), S(-1), S(-7)};
  CHECK(agreeing_digits(S(objective(plus(orthogonal)) - objective(best)), S(18)) >=
        all_digits<S> - 2);
  for (std::size_t d = 0; d < 3; ++d)
    for (const int sign : {-1, 1}) {
      std::vector<S> v(3, S(0));
      v[d] = S(sign) / 1000;
      CHECK(objective(plus(v)) > objective(best));
    }
}

TEST_CASE("kernel ridge regression refuses what it can't solve", "[kernel_ridge]") {
  const Matrix<double> twice(2, 2, {1, 1, 1, 1});  // one point two times
  CHECK_THROWS_AS(fit_kernel_ridge(twice, {1, 2}, 0.0), std::domain_error);
  CHECK_THROWS_WITH(fit_kernel_ridge(twice, {1, 2}, 0.0),
                    Catch::StartsWith("kernel: K + 0 I is not positive definite: some training "
                                      "points are alike to the kernel, or K is no kernel's. Add "
                                      "more to the diagonal. (nn: a matrix that is not"));
  CHECK_NOTHROW(fit_kernel_ridge(twice, {1, 2}, 0.5));
  CHECK_THROWS_AS(fit_kernel_ridge(twice, {1, 2}, -0.5), std::invalid_argument);
  CHECK_THROWS_WITH(fit_kernel_ridge(twice, {1, 2}, -0.5),
                    "kernel: -0.5 to be added to a Gram matrix's diagonal; it must be 0 or more.");
  CHECK_THROWS_WITH(fit_kernel_ridge(twice, {1, 2, 3}, 0.5),
                    Catch::Contains("a Gram matrix of 2 x 2 for 3 targets"));
  const double inf = std::numeric_limits<double>::infinity(), nan = inf - inf;
  CHECK_THROWS_WITH(fit_kernel_ridge(twice, {1, inf}, 0.5),
                    "kernel: inf in place 1 of the targets; each must be finite.");
  CHECK_THROWS_AS(fit_kernel_ridge(twice, Points<double>{{1, 2}, {nan, 1}}, 0.5),
                  std::invalid_argument);
  CHECK_THROWS_WITH(fit_kernel_ridge(twice, Points<double>{}, 0.5),
                    "kernel: no targets; kernel ridge regression needs one or more.");
}
