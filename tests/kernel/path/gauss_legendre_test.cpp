/// @file gauss_legendre_test.cpp
/// Gauss's nodes: exact to degree 2n - 1 and not beyond; the decay that says how many are enough.
#include "kernel/path/gauss_legendre.hpp"

#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

template <class S, class G>
S integral(std::size_t n, G g) {
  const GaussLegendre<S> gauss(n);
  S sum(0);
  for (std::size_t j = 0; j < gauss.count(); ++j) sum += gauss.weights[j] * g(gauss.nodes[j]);
  return sum;
}

/// ∫ (ξ + 1/3)^d over [-1, 1]; the shift makes odd degrees count.
template <class S>
S exact(int d) {
  using std::pow;
  return S((pow(S(S(4) / 3), d + 1) - pow(S(S(-2) / 3), d + 1)) / S(d + 1));
}
template <class S>
S by_nodes(std::size_t n, int d) {
  return integral<S>(n, [&](const S& u) {
    using std::pow;
    return S(pow(S(u + S(1) / 3), d));
  });
}

template <class S, class G>
std::vector<S> samples(std::size_t n, G g) {
  const GaussLegendre<S> gauss(n);
  std::vector<S> values;
  for (const S& node : gauss.nodes) values.push_back(g(node));
  return values;
}

}  // namespace

TEMPLATE_TEST_CASE("n nodes integrate degree 2n - 1 exactly, and degree 2n not", "[gauss_legendre]",
                   double, Real50) {
  using S = TestType;
  const int digits = all_digits<S> - 2;  // n positive terms, and weights that divide by 1 - ξ²
  for (const int n : {1, 2, 5, 6}) {
    const auto nodes = static_cast<std::size_t>(n);
    for (int d = 0; d < 2 * n; ++d)
      CHECK(agreeing_digits(by_nodes<S>(nodes, d), exact<S>(d)) >= digits);
    CHECK(agreeing_digits(by_nodes<S>(nodes, 2 * n), exact<S>(2 * n)) <= 4);
  }
  CHECK(agreeing_digits(by_nodes<S>(33, 65), exact<S>(65)) >= digits);
}

TEMPLATE_TEST_CASE("weights are positive and sum to 2, nodes ascend and are symmetric",
                   "[gauss_legendre]", double, Real50) {
  using S = TestType;
  for (const std::size_t n : {1u, 2u, 7u, 40u}) {
    const GaussLegendre<S> gauss(n);
    REQUIRE(gauss.count() == n);
    S sum(0);
    for (std::size_t j = 0; j < n; ++j) {
      CHECK(gauss.weights[j] > 0);
      CHECK(gauss.nodes[j] == -gauss.nodes[n - 1 - j]);
      if (j > 0) CHECK(gauss.nodes[j - 1] < gauss.nodes[j]);
      sum += gauss.weights[j];
    }
    CHECK(agreeing_digits(sum, S(2)) >= all_digits<S> - 1);
  }
}

TEMPLATE_TEST_CASE("two and three nodes are those of the textbook", "[gauss_legendre]", double,
                   Real50) {
  using S = TestType;
  using std::sqrt;
  const GaussLegendre<S> two(2), three(3);

  CHECK(agreeing_digits(two.nodes[1], S(1 / sqrt(S(3)))) >= all_digits<S> - 1);
  CHECK(agreeing_digits(three.nodes[2], S(sqrt(S(S(3) / 5)))) >= all_digits<S> - 1);
  CHECK(three.nodes[1] == 0);
  CHECK(agreeing_digits(three.weights[0], S(S(5) / 9)) >= all_digits<S> - 1);
  CHECK(agreeing_digits(three.weights[1], S(S(8) / 9)) >= all_digits<S> - 1);
}

TEST_CASE("an analytic integrand is integrated to fifty digits by a few nodes",
          "[gauss_legendre]") {
  const auto e_to = [](const Real50& u) { return Real50(exp(u)); };
  const Real50 exact_integral = exp(Real50(1)) - exp(Real50(-1));

  CHECK(agreeing_digits(integral<Real50>(20, e_to), exact_integral) >= 49);
  CHECK(agreeing_digits(integral<Real50>(8, e_to), exact_integral) <= 20);  // the control
}

TEMPLATE_TEST_CASE("Legendre coefficients are those of the integrand", "[gauss_legendre]", double,
                   Real50) {
  using S = TestType;
  // 3 P_0 - P_2/5 + 7 P_3
  const auto sum = [](const S& u) {
    return S(3 - (3 * u * u - 1) / 10 + 7 * (5 * u * u * u - 3 * u) / 2);
  };
  const GaussLegendre<S> gauss(6);

  const std::vector<double> logs = gauss.log_coefficients(samples<S>(6, sum));

  const double tolerance = 1e-12;  // logarithms are doubles
  CHECK(std::abs(logs[0] - std::log(double{3})) < tolerance);
  CHECK(std::abs(logs[2] + std::log(double{5})) < tolerance);
  CHECK(std::abs(logs[3] - std::log(double{7})) < tolerance);
  for (const std::size_t k : {1u, 4u, 5u})
    CHECK(logs[k] < log_magnitude(S(100 * std::numeric_limits<S>::epsilon())));
}

TEST_CASE("as many nodes are asked for as the decay of the coefficients needs",
          "[gauss_legendre]") {
  // 1/(ξ - a) has coefficients that fall like ρ^-k, ρ = a + √(a² - 1), and n nodes leave ρ^-2n.
  const double log_rounding = log_magnitude(Real50(1e-47));
  const double log_tolerance = log_magnitude(Real50(1e-40));
  const auto nodes_for = [&](const Real50& a) {
    const GaussLegendre<Real50> gauss(30);
    return sufficient_nodes(gauss.log_coefficients(samples<Real50>(
                                30, [&](const Real50& u) { return Real50(1 / (u - a)); })),
                            log_tolerance, log_rounding);
  };
  std::size_t before = 0;
  for (const int tenths : {50, 20, 15, 12}) {  // nearer and nearer
    const Real50 a = Real50(tenths) / 10;
    const std::size_t n = nodes_for(a);
    const double rho = static_cast<double>(Real50(a + sqrt(Real50(a * a - 1))));
    const double theory = -log_tolerance / (2 * std::log(rho));

    CHECK(static_cast<double>(n) > theory * 9 / 10);
    CHECK(static_cast<double>(n) < theory * 12 / 10 + 2);
    CHECK(n > before);
    before = n;
    const auto pole = [&](const Real50& u) { return Real50(1 / (u - a)); };
    const Real50 exact_integral = log(Real50((a - 1) / (a + 1)));
    CHECK(agreeing_digits(integral<Real50>(n + 2, pole), exact_integral) >= 39);
    CHECK(agreeing_digits(integral<Real50>(n * 2 / 3, pole), exact_integral) < 39);  // the control
  }
}

TEST_CASE("what is constant, or nothing, needs one node", "[gauss_legendre]") {
  const GaussLegendre<double> gauss(8);
  const auto nodes_for = [&](auto g) {
    return sufficient_nodes(gauss.log_coefficients(samples<double>(8, g)), std::log(1e-12),
                            std::log(1e-14));
  };

  CHECK(nodes_for([](double) { return 0.0; }) == 1);
  CHECK(nodes_for([](double) { return 5.0; }) == 1);
  CHECK(nodes_for([](double u) { return u * u; }) > 1);  // the control

  SECTION("and a polynomial few more than its degree, though its coefficients do not fall") {
    CHECK(nodes_for([](double u) { return u; }) < 8);
    CHECK(nodes_for([](double u) { return 1 + u + u * u; }) < 8);
  }
}
