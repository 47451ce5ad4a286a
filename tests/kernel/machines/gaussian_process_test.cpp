/// @file gaussian_process_test.cpp
/// A Gaussian process against exact fractions, and its density against that of two normal numbers.
#include "kernel/machines/gaussian_process.hpp"

#include "tests/catch.hpp"
#include "tests/kernel/machines/machine_witnesses.hpp"

using namespace pathkernel;

namespace {

/// ln N(y; 0, (a c; c b)), by the closed form of two dimensions.
template <class S>
S log_normal_pair(const S& a, const S& b, const S& c, const S& y, const S& z) {
  using std::log, std::atan;
  const S determinant = a * b - c * c;
  const S square_sum = (b * y * y - 2 * c * y * z + a * z * z) / determinant;
  return -square_sum / 2 - S(log(determinant)) / 2 - S(log(S(8 * S(atan(S(1))))));
}

}  // namespace

TEMPLATE_TEST_CASE("mean and variance of a Gaussian process are those of exact fractions",
                   "[gaussian_process]", double, Real50) {
  using S = TestType;
  // 1/(1 + |x - x'|) at 0, 1, 3, noise of variance 1/2: solved in exact rationals.
  const Points<S> x = whole_points<S>({{0}, {1}, {3}});
  const Matrix<S> k = gram(hyperbolic<S>, x);
  const int digits = all_digits<S> - 2;

  const GaussianProcess<S> process = fit_gaussian_process(k, {S(1), S(-2), S(3)}, S(S(1) / 2));
  const std::vector<S> row = kernel_row(hyperbolic<S>, {S(2)}, x);

  CHECK(agreeing_digits(process.predict(row), S(S(982) / 2439)) >= digits);
  CHECK(agreeing_digits(process.variance(row, S(1)), S(S(10459) / 14634)) >= digits);
  CHECK(agreeing_digits(process.variance(k.row(0), S(1)), S(S(505) / 1626)) >= digits);
  CHECK(agreeing_digits(process.variance(k.row(1), S(1)), S(S(83) / 271)) >= digits);

  SECTION("and far from all points those from before") {
    const std::vector<S> far(3, S(0));
    CHECK(process.predict(far) == 0);
    CHECK(process.variance(far, S(1)) == 1);
  }
  SECTION("without noise nothing is left open at a training point, but elsewhere") {
    const GaussianProcess<S> exact = fit_gaussian_process(k, {S(1), S(-2), S(3)}, S(0));
    for (std::size_t i = 0; i < 3; ++i)
      CHECK(agreeing_digits(S(1 + exact.variance(k.row(i), S(1))), S(1)) >= digits);
    CHECK(agreeing_digits(exact.variance(row, S(1)), S(S(425) / 684)) >= digits);
    CHECK(process.variance(k.row(2), S(1)) > S(1) / 4);  // the control
  }
}

TEMPLATE_TEST_CASE("a triangle knows its matrix's determinant: of 2 beside -1, it is n + 1",
                   "[gaussian_process]", double, Real50) {
  using S = TestType;
  using std::log;
  const auto log_determinant = [](std::size_t n, const S& scale) {
    Matrix<S> a(n, n);
    for (std::size_t i = 0; i < n; ++i) {
      a(i, i) = 2 * scale;
      if (i > 0) a(i, i - 1) = a(i - 1, i) = -scale;
    }
    return Cholesky<S>(a.entries, n).log_determinant();
  };

  CHECK(agreeing_digits(log_determinant(6, S(1)), S(log(S(7)))) >= all_digits<S> - 1);
  CHECK(agreeing_digits(log_determinant(5, S(1)), S(log(S(7)))) < 2);  // the control
  CHECK(log_determinant(0, S(1)) == 0);
  const S large = square(S(1'000'000'000)) * 100;  // the determinant, 21 10⁴⁰⁰, is no double
  CHECK(agreeing_digits(log_determinant(20, large), S(20 * S(log(large)) + S(log(S(21))))) >=
        all_digits<S> - 1);
}

TEMPLATE_TEST_CASE("the density of two targets is that of two correlated normal numbers",
                   "[gaussian_process]", double, Real50) {
  using S = TestType;
  const Matrix<S> k(2, 2, {S(2), S(1) / 3, S(1) / 3, S(1)});
  const std::vector<S> y{S(1) / 2, S(-2)};

  const GaussianProcess<S> process = fit_gaussian_process(k, y, S(S(1) / 4));

  const S exact = log_normal_pair<S>(S(9) / 4, S(5) / 4, S(1) / 3, y[0], y[1]);
  CHECK(agreeing_digits(process.log_marginal_likelihood, exact) >= all_digits<S> - 2);
  const S other = fit_gaussian_process(k, y, S(S(1) / 5)).log_marginal_likelihood;
  CHECK(agreeing_digits(other, exact) < 3);
}

TEMPLATE_TEST_CASE("the density is a product: each target's, given those before it",
                   "[gaussian_process]", double, Real50) {
  using S = TestType;
  using std::atan, std::log;
  const Points<S> x = whole_points<S>({{0}, {1}, {3}, {4}, {-2}});
  const std::vector<S> y{S(1), S(-2), S(3), S(0), S(1) / 2};
  const S noise = S(1) / 5;
  const S log_two_pi = log(S(8 * S(atan(S(1)))));
  const auto log_normal = [&](const S& z, const S& variance) {
    return S(-(z * z / variance + S(log(variance)) + log_two_pi) / 2);
  };

  S sum = log_normal(y[0], S(1 + noise));
  S variances_of_f = sum;  // without the noise that a target has: the control
  for (std::size_t i = 1; i < x.size(); ++i) {
    const auto n = static_cast<std::ptrdiff_t>(i);
    const Points<S> before(x.begin(), x.begin() + n);
    const GaussianProcess<S> process = fit_gaussian_process(
        gram(hyperbolic<S>, before), std::vector<S>(y.begin(), y.begin() + n), noise);
    const std::vector<S> row = kernel_row(hyperbolic<S>, x[i], before);
    const S deviation = y[i] - process.predict(row), variance = process.variance(row, S(1));
    sum += log_normal(deviation, S(variance + noise));
    variances_of_f += log_normal(deviation, variance);
  }

  const S all = fit_gaussian_process(gram(hyperbolic<S>, x), y, noise).log_marginal_likelihood;
  CHECK(agreeing_digits(all, sum) >= all_digits<S> - 2);
  CHECK(agreeing_digits(all, variances_of_f) < 3);
}

TEST_CASE("a Gaussian process refuses what no process has", "[gaussian_process]") {
  const Matrix<double> indefinite(2, 2, {1, 2, 2, 1});
  CHECK_THROWS_WITH(fit_gaussian_process(indefinite, {1, 2}, 0.0),
                    Catch::StartsWith("kernel: K + 0 I is not positive definite"));
  CHECK_THROWS_AS(fit_gaussian_process(indefinite, {1, 2}, 0.0), std::domain_error);
  CHECK_NOTHROW(fit_gaussian_process(indefinite, {1, 2}, 1.5));
  CHECK_THROWS_WITH(fit_gaussian_process(indefinite, {1, 2}, -1.0),
                    "kernel: -1 to be added to a Gram matrix's diagonal; it must be 0 or more.");
  CHECK_THROWS_WITH(fit_gaussian_process(indefinite, {1}, 0.0),
                    Catch::Contains("a Gram matrix of 2 x 2 for 1 targets"));
  const double inf = std::numeric_limits<double>::infinity();
  CHECK_THROWS_WITH(fit_gaussian_process(indefinite, {inf, 2}, 1.5),
                    "kernel: inf in place 0 of the targets; each must be finite.");
  const GaussianProcess<double> process = fit_gaussian_process(indefinite, {1, 2}, 1.5);
  CHECK_THROWS_WITH((void)process.predict(std::vector<double>{1}),
                    Catch::Contains("a row of 1 kernel values"));
  CHECK_THROWS_WITH((void)process.variance(std::vector<double>{1}, 1),
                    Catch::Contains("a row of 1 kernel values"));
}
