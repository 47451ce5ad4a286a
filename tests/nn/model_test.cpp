/// @file model_test.cpp
/// How a vector w becomes a model's blocks of parameters.
#include "nn/model.hpp"

#include "nn/models/linear.hpp"
#include "nn/models/mlp.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

static_assert(Model<Linear, double> && Model<Mlp, double>);
static_assert(!Model<int, double>);

TEST_CASE("w is cut into blocks in order, row by row", "[model]") {
  Tape<double> tape;
  const std::vector<ParameterBlock> blocks{{"A", {2, 2}}, {"b", {1, 1}}};

  const std::vector<Var<double>> w =
      parameter_inputs(tape, blocks, std::vector<double>{1, 2, 3, 4, 5});

  REQUIRE(w.size() == 2);
  CHECK(parameter_count(blocks) == 5);
  CHECK(w[0].value(0, 1) == 2);
  CHECK(w[0].value(1, 0) == 3);
  CHECK(w[1].value() == 5);
}

TEST_CASE("a w of another length is refused before anything is recorded", "[model]") {
  Tape<double> tape;
  const std::vector<ParameterBlock> blocks = Mlp{}.parameters();

  CHECK_THROWS_AS(parameter_inputs(tape, blocks, std::vector<double>(12)), std::invalid_argument);
  CHECK_THROWS_WITH(parameter_inputs(tape, blocks, std::vector<double>(12)),
                    "nn: 12 parameters for a model of 13.");
  CHECK_THROWS_WITH(parameter_inputs(tape, blocks, std::vector<double>(14)),
                    "nn: 14 parameters for a model of 13.");
  CHECK(tape.size() == 0);
}

TEMPLATE_TEST_CASE("a model's output at one point is a plain number", "[model]", double, Real50) {
  using S = TestType;
  const std::vector<S> w{S(2), S(-3), S(1) / 7};

  const S y = output(Linear{2}, w, {S(1) / 3, S(1) / 5});

  CHECK(agreeing_digits(y, S(S(22) / 105)) >= all_digits<S> - 1);  // 2/3 - 3/5 + 1/7
}
