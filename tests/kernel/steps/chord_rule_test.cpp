/// @file chord_rule_test.cpp
/// Rules are exact as far as they should be, and no further.
#include "kernel/steps/chord_quadrature.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("n of Gauss's nodes are exact to degree 2n - 1 and no further", "[chord_rule]",
                   double, Real50) {
  using S = TestType;
  for (const std::size_t n : {1, 2, 5}) {
    ChordQuadrature<S> quadrature(1, 2, {.rule = gauss_nodes<S>(n)});
    const std::vector<S> values = quadrature.integrate([&](const S& c) {
      S power(1);  // c^(2n - 1)
      for (std::size_t k = 1; k < 2 * n; ++k) power *= c;
      return std::vector<S>{power, S(power * c)};
    });
    const S degree(static_cast<int>(2 * n));
    CHECK(agreeing_digits(values[0], S(1 / degree)) >= all_digits<S> - 1);
    CHECK(agreeing_digits(values[1], S(1 / (degree + 1))) <= 6);
    CHECK(quadrature.evaluations() == n);
  }
  CHECK(left_end<S>().nodes == std::vector<S>{S(0)});
}

TEST_CASE("a rule of no nodes is refused", "[chord_rule]") {
  CHECK(gauss_nodes<double>(1).nodes == std::vector<double>{0.5});  // the control
  CHECK_THROWS_AS(gauss_nodes<double>(0), std::invalid_argument);
  CHECK_THROWS_WITH(gauss_nodes<double>(0),
                    "kernel: a rule of 0 nodes for a chord; it needs at least 1.");
}
