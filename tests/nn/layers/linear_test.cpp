/// @file linear_test.cpp
/// f = W x + b, against loops.
#include "nn/layers/linear.hpp"

#include "tests/catch.hpp"
#include "tests/nn/layers/evaluated.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("a linear layer is W x + b, of every column of x by itself", "[linear]", double,
                   Real50) {
  using S = TestType;
  const std::vector<S> w = rationals<S>(8, 1), x = rationals<S>(12, 7);

  const Evaluated<S> f = evaluated(Linear{3, 2}, w, {3, 4}, x);

  std::vector<S> by_hand, across;
  for (std::size_t r = 0; r < 2; ++r)
    for (std::size_t c = 0; c < 4; ++c) {
      by_hand.push_back(w[6 + r]);
      across.push_back(w[6 + r]);
      for (std::size_t k = 0; k < 3; ++k) {
        by_hand.back() += w[3 * r + k] * x[4 * k + c];
        across.back() += w[2 * k + r] * x[4 * k + c];
      }
    }
  CHECK(f.shape == Shape{2, 4});
  CHECK(fewest_digits(f.y, by_hand) >= all_digits<S> - 1);  // four terms near 1
  CHECK(fewest_digits(f.y, across) == 0);                   // the control: W read column by column
}

TEMPLATE_TEST_CASE("a linear layer sees every example by itself", "[linear]", double, Real50) {
  using S = TestType;
  const Linear model{3};
  const std::vector<S> w = rationals<S>(4, 1), x = rationals<S>(6, 7);
  Tape<S> tape(2);

  const std::vector<Var<S>> blocks = parameter_inputs(tape, model.parameters(), w);
  const Var<S> f = model(Vars<S>(blocks), example_input(tape, {3, 1}, x));

  REQUIRE(f.shape().is_scalar());
  for (std::size_t e = 0; e < 2; ++e) {
    S by_hand = w[3];
    for (std::size_t r = 0; r < 3; ++r) by_hand += w[r] * x[2 * r + e];
    CHECK(agreeing_digits(f.value(0, 0, e), by_hand, S(1)) >= all_digits<S> - 1);
  }
}

TEMPLATE_TEST_CASE("the NTK parametrisation is the standard one of W/√n, and so is its gradient",
                   "[linear]", double, Real50) {
  using S = TestType;
  using std::sqrt;
  const std::vector<S> w = rationals<S>(8, 1), x = rationals<S>(12, 7);
  std::vector<S> scaled = w;
  for (std::size_t p = 0; p < 6; ++p) scaled[p] /= sqrt(S(3));  // W, not b

  const Evaluated<S> ntk = evaluated(Linear{3, 2, Parametrisation::ntk}, w, {3, 4}, x);
  const Evaluated<S> standard = evaluated(Linear{3, 2}, scaled, {3, 4}, x);

  std::vector<S> chain_rule = standard.ds_dw;
  for (std::size_t p = 0; p < 6; ++p) chain_rule[p] /= sqrt(S(3));
  CHECK(fewest_digits(ntk.y, standard.y) >= all_digits<S> - 1);
  CHECK(fewest_digits(ntk.ds_dw, chain_rule, S(10)) >= all_digits<S> - 1);
  // The controls: neither the weights nor their derivatives are those of the standard layer.
  CHECK(fewest_digits(ntk.y, evaluated(Linear{3, 2}, w, {3, 4}, x).y) < 2);
  CHECK(fewest_digits(ntk.ds_dw, standard.ds_dw, S(10)) < 2);
}

TEST_CASE("a linear layer names its blocks and says how they begin", "[linear]") {
  const std::vector<ParameterBlock> standard{{"W", {2, 3}, Role::weight},
                                             {"b", {2, 1}, Role::offset}};
  CHECK(Linear{3, 2}.parameters() == standard);
  CHECK(Linear{3, 2, Parametrisation::ntk}.parameters().front().parametrisation ==
        Parametrisation::ntk);
}

TEST_CASE("a linear layer refuses inputs of another dimension", "[linear]") {
  const std::vector<double> w = rationals<double>(4);

  CHECK_THROWS_AS(evaluated(Linear{3}, w, {2, 1}, rationals<double>(2)), std::invalid_argument);
  CHECK_THROWS_WITH(evaluated(Linear{3}, w, {2, 1}, rationals<double>(2)),
                    "nn: Linear of 3 inputs was given a 2 x 1 block; it needs 3 rows.");
  CHECK_NOTHROW(evaluated(Linear{3}, w, {3, 5}, rationals<double>(15)));  // the control
}
