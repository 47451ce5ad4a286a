/// @file dot_products_test.cpp
/// Linear and polynomial kernels against their features, written out.
#include "kernel/classical/dot_products.hpp"

#include "tests/catch.hpp"
#include "tests/kernel/classical/vectors.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

/// The features of (c + x · x')² in three dimensions: c, √(2c) x_r, x_r², √2 x_r x_s.
template <class S>
std::vector<S> quadratic_features(const S& c, const std::vector<S>& x) {
  using std::sqrt;
  std::vector<S> features{c};
  for (std::size_t r = 0; r < 3; ++r) {
    features.push_back(sqrt(S(2 * c)) * x[r]);
    features.push_back(x[r] * x[r]);
    for (std::size_t s = 0; s < r; ++s) features.push_back(sqrt(S(2)) * x[r] * x[s]);
  }
  return features;
}

}  // namespace

TEMPLATE_TEST_CASE("the linear kernel is the dot product", "[classical]", double, Real50) {
  using S = TestType;
  const Points<S> x{rationals<S>(3, 1), rationals<S>(3, 5), rationals<S>(3, 11)};

  const Matrix<S> K = gram(LinearKernel{}, x);

  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j)
      CHECK(agreeing_digits(K(i, j), dot(x[i], x[j]), S(1)) >= all_digits<S> - 1);
  CHECK(at<S>(LinearKernel{}, {S(1), S(2)}, {S(3), S(-5)}) == -7);
}

TEMPLATE_TEST_CASE("a polynomial kernel is the dot product of its features", "[classical]", double,
                   Real50) {
  using S = TestType;
  const std::vector<S> x = rationals<S>(3, 2), other = rationals<S>(3, 7);
  const S c = S(5) / 7;
  const auto features = [&](const std::vector<S>& u) { return quadratic_features(c, u); };

  const S value = at<S>(PolynomialKernel{c, 2}, x, other);

  CHECK(agreeing_digits(value, dot(features(x), features(other))) >= all_digits<S> - 2);
  CHECK(agreeing_digits(at<S>(PolynomialKernel{S(c + S(1) / 1000), 2}, x, other), value) < 5);

  SECTION("of any whole degree") {
    const S base = c + dot(x, other);
    CHECK(at<S>(PolynomialKernel{c, 0}, x, other) == 1);
    CHECK(agreeing_digits(at<S>(PolynomialKernel{c, 1}, x, other), base) >= all_digits<S> - 1);
    CHECK(agreeing_digits(at<S>(PolynomialKernel{c, 5}, x, other),
                          S(base * base * base * base * base)) >= all_digits<S> - 2);
    CHECK(at<S>(PolynomialKernel{S(0), 3}, {S(2)}, {S(-3)}) == -216);
  }
}

TEMPLATE_TEST_CASE("a normalised kernel is the cosine of the features", "[classical]", double,
                   Real50) {
  using S = TestType;
  using std::cos;
  const S a = S(2) / 3, b = S(9) / 7;
  const auto on_circle = [](const S& angle, const S& length) {
    using std::sin;
    return std::vector<S>{length * cos(angle), length * sin(angle)};
  };
  const std::vector<S> x = on_circle(a, S(3)), other = on_circle(b, S(S(1) / 7));

  CHECK(agreeing_digits(at<S>(normalised(LinearKernel{}), x, other), S(cos(S(b - a)))) >=
        all_digits<S> - 1);
  CHECK(agreeing_digits(at<S>(normalised(PolynomialKernel{S(0), 3}), x, other),
                        S(cos(S(b - a)) * cos(S(b - a)) * cos(S(b - a)))) >= all_digits<S> - 1);
  CHECK(at<S>(normalised(LinearKernel{}), x, x) == 1);
  CHECK(at<S>(LinearKernel{}, x, x) > 8);  // the control
}

TEST_CASE("a kernel can be normalised as long as its values are in range", "[classical]") {
  const auto linear = normalised(LinearKernel{});
  const std::vector<double> small{1e-100, 0}, smaller{3e-120, 4e-120}, large{3e140, -4e140};
  CHECK(at(linear, small, small) == 1);
  CHECK(agreeing_digits(at(linear, small, smaller), 0.6) >= 14);
  CHECK(agreeing_digits(at(linear, small, large), 0.6) >= 14);
  CHECK(agreeing_digits(at(linear, smaller, large), -7.0 / 25) >= 14);
  CHECK(at(linear, smaller, large) == at(linear, large, smaller));

  // (3 + 1)²⁰⁰ beside 10²⁰⁰ and 2²⁰⁰, whose product is 10²⁶⁰: 16/20 to the power of 100.
  double power = 1;
  for (int k = 0; k < 100; ++k) power *= 0.8;
  const PolynomialKernel<double> steep{1, 200};
  CHECK(agreeing_digits(at<double>(normalised(steep), {3}, {1}), power) >= 13);  // 300 roundings
  CHECK(at<double>(normalised(steep), {3}, {3}) == 1);
  CHECK_FALSE(is_finite(1e200 * 1e200));  // the control: √(k(x, x) k(x', x')) in one
}

TEST_CASE("kernels of dot products refuse what they are not defined for", "[classical]") {
  const std::vector<double> x{1, 2}, y{1}, zero{0, 0};
  CHECK_THROWS_AS(at(LinearKernel{}, x, y), std::invalid_argument);
  CHECK_THROWS_WITH(at(LinearKernel{}, x, y),
                    "kernel: the linear kernel of a point of 2 numbers and one of 1; both must "
                    "have as many.");
  CHECK_THROWS_WITH(at(PolynomialKernel<double>{1, 2}, y, x),
                    Catch::Contains("the polynomial kernel of a point of 1 numbers and one of 2;"));
  CHECK_THROWS_AS(at(PolynomialKernel<double>{-1, 2}, x, x), std::invalid_argument);
  CHECK_THROWS_WITH(at(PolynomialKernel<double>{-1, 2}, x, x),
                    "kernel: the polynomial kernel of offset -1; it must be 0 or more, else the "
                    "kernel has negative eigenvalues.");
  CHECK_THROWS_AS(at(normalised(LinearKernel{}), x, zero), std::domain_error);
  CHECK_THROWS_WITH(
      at(normalised(LinearKernel{}), x, zero),
      "kernel: a kernel that is 5 and 0 of two points with themselves can't be "
      "normalised; both must be above 0, and finite. Leave out such points, scale them, "
      "or add a constant.");
  CHECK_THROWS_WITH(at<double>(normalised(LinearKernel{}), {1e200}, {1}),
                    Catch::Contains("a kernel that is inf and 1 of two points with themselves"));
  CHECK_NOTHROW(at(normalised(PolynomialKernel<double>{1, 2}), x, zero));  // the control
}
