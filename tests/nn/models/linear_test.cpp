/// @file linear_test.cpp
/// f = W x + b, against a loop.
#include "nn/models/linear.hpp"

#include "tests/catch.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("a linear model is the dot product with its weights, plus its bias", "[linear]",
                   double, Real50) {
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

TEST_CASE("a linear model names its blocks, and refuses inputs of another dimension", "[linear]") {
  const std::vector<ParameterBlock> blocks = Linear{3}.parameters();
  Tape<double> tape;
  const std::vector<Var<double>> w = parameter_inputs(tape, blocks, rationals<double>(4));

  REQUIRE(blocks.size() == 2);
  CHECK(blocks[0].name == "W");
  CHECK(blocks[0].shape == Shape{1, 3});
  CHECK(blocks[1].name == "b");
  CHECK_THROWS_WITH(Linear{3}(Vars<double>(w), input(tape, {2, 1}, rationals<double>(2))),
                    Catch::Contains("product of a 1 x 3 and a 2 x 1 block"));
}
