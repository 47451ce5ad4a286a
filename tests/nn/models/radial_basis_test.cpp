/// @file radial_basis_test.cpp
/// A sum of bumps, by hand.
#include "nn/models/radial_basis.hpp"

#include "tests/catch.hpp"
#include "tests/nn/layers/evaluated.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("a radial basis network is V times its bumps, plus b", "[radial_basis]", double,
                   Real50) {
  using S = TestType;
  using std::exp;
  constexpr std::size_t n = 2, units = 3, outputs = 2;
  const RadialBasisNetwork model{n, units, outputs};
  const std::vector<S> w = rationals<S>(parameter_count(model.parameters()), 1);
  const std::vector<S> x = rationals<S>(n, 7);
  const auto by_hand = [&](bool same_width) {
    std::vector<S> f(w.end() - outputs, w.end());
    for (std::size_t j = 0; j < units; ++j) {
      const S dx = x[0] - w[n * j], dy = x[1] - w[n * j + 1];
      const S sigma = exp(w[n * units + (same_width ? 0 : j)]);
      const S h = exp(S(-(dx * dx + dy * dy) / (2 * sigma * sigma)));
      for (std::size_t r = 0; r < outputs; ++r) f[r] += w[(n + 1 + r) * units + j] * h;
    }
    return f;
  };

  const Evaluated<S> f = evaluated(model, w, {n, 1}, x);

  CHECK(f.shape == Shape{outputs, 1});
  CHECK(fewest_digits(f.y, by_hand(false)) >= all_digits<S> - 1);
  CHECK(fewest_digits(f.y, by_hand(true)) < 4);  // the control: each unit has its own width
}

TEMPLATE_TEST_CASE("a bump is V at its centre, e^(-1/2) of that a width away, and nothing afar",
                   "[radial_basis]", double, Real50) {
  using S = TestType;
  using std::exp, std::log;
  const S width = S(3) / 7;
  const auto at = [&](const S& x) {  // centre 2, V = 5, b = 0
    return evaluated(RadialBasisNetwork{1, 1, 1}, std::vector<S>{S(2), log(width), S(5), S(0)},
                     {1, 1}, {x});
  };
  CHECK(at(S(2)).y[0] == 5);
  CHECK(agreeing_digits(at(S(2) + width).y[0], S(5 * exp(S(-1) / 2))) >= all_digits<S> - 2);
  CHECK(agreeing_digits(at(S(2) - width).y[0], at(S(2) + width).y[0]) >= all_digits<S> - 1);
  CHECK(at(S(1'000'000)).y[0] < std::numeric_limits<S>::epsilon());
  for (const S& slope : at(S(1'000'000)).ds_dw) CHECK(slope - slope == 0);  // finite
}

TEST_CASE("a radial basis network names its blocks and refuses other inputs", "[radial_basis]") {
  const RadialBasisNetwork model{2, 3, 4};

  CHECK(model.parameters() == std::vector<ParameterBlock>{{"centres", {3, 2}, Role::location},
                                                          {"log_widths", {3, 1}, Role::offset},
                                                          {"V", {4, 3}, Role::weight},
                                                          {"b", {4, 1}, Role::offset}});
  CHECK_THROWS_AS(evaluated(model, rationals<double>(25), {3, 1}, rationals<double>(3)),
                  std::invalid_argument);
  CHECK_THROWS_WITH(
      evaluated(model, rationals<double>(25), {3, 1}, rationals<double>(3)),
      "nn: a radial basis network of 2 inputs was given a 3 x 1 block; it needs 2 rows.");
  CHECK_NOTHROW(evaluated(model, rationals<double>(25), {2, 1}, rationals<double>(2)));
}
