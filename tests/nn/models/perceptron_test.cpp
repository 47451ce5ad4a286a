/// @file perceptron_test.cpp
/// One layer of units, and the hard step that it tends to.
#include "nn/models/perceptron.hpp"

#include "tests/catch.hpp"
#include "tests/nn/layers/evaluated.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("a perceptron is φ of a linear layer, φ the sigmoid unless said otherwise",
                   "[perceptron]", double, Real50) {
  using S = TestType;
  using std::exp, std::tanh;
  const std::vector<S> w = rationals<S>(6, 1), x = rationals<S>(2, 7);
  std::vector<S> u, sigmoids, tanhs;
  for (std::size_t r = 0; r < 2; ++r) {
    u.push_back(w[2 * r] * x[0] + w[2 * r + 1] * x[1] + w[4 + r]);
    sigmoids.push_back(1 / (1 + exp(S(-u[r]))));
    tanhs.push_back(tanh(u[r]));
  }

  const Evaluated<S> f = evaluated(Perceptron{2, 2}, w, {2, 1}, x);

  CHECK(f.shape == Shape{2, 1});
  CHECK(fewest_digits(f.y, sigmoids) >= all_digits<S> - 1);
  CHECK(fewest_digits(f.y, tanhs) < 2);
  CHECK(fewest_digits(evaluated(Perceptron{2, 2, Activation::tanh}, w, {2, 1}, x).y, tanhs) >=
        all_digits<S> - 1);
}

TEMPLATE_TEST_CASE("a perceptron of large weights steps where W x + b changes sign", "[perceptron]",
                   double, Real50) {
  using S = TestType;
  const auto at = [](const S& steepness, const S& x) {  // a step at x = 1/3
    return evaluated(Perceptron{}, std::vector<S>{3 * steepness, -steepness}, {1, 1}, {x});
  };
  CHECK(at(S(1'000'000), S(1) / 4).y[0] < std::numeric_limits<S>::epsilon());
  CHECK(at(S(1'000'000), S(2) / 5).y[0] == 1);
  CHECK(at(S(1'000'000), S(2) / 5).ds_dw == std::vector<S>(2, S(0)));  // nothing left to learn by
  CHECK(at(S(1), S(2) / 5).y[0] < 1);                                  // the control
  CHECK(at(S(1), S(2) / 5).ds_dw[0] > 0);
}

TEST_CASE("a perceptron has the parameters of a linear layer, and refuses what that refuses",
          "[perceptron]") {
  CHECK(Perceptron{3, 2}.parameters() == Linear{3, 2}.parameters());
  CHECK_THROWS_AS(evaluated(Perceptron{3, 1}, rationals<double>(4), {2, 1}, rationals<double>(2)),
                  std::invalid_argument);
  CHECK_THROWS_WITH(evaluated(Perceptron{3, 1}, rationals<double>(4), {2, 1}, rationals<double>(2)),
                    "nn: Linear of 3 inputs was given a 2 x 1 block; it needs 3 rows.");
}
