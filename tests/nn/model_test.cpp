/// @file model_test.cpp
/// How a vector w becomes a model's blocks of parameters.
#include "nn/model.hpp"

#include "nn/layers/linear.hpp"
#include "nn/models/mlp.hpp"
#include "tests/catch.hpp"
#include "tests/nn/layers/evaluated.hpp"

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
  std::vector<double> recorded;  // at different places, to be set before a run
  for (const Var<double>& block : parameter_inputs(tape, blocks))
    for (const double u : numbers_of(block)) recorded.push_back(u);
  CHECK(recorded == std::vector<double>{0.5, 0.55, 0.6, 0.65, 0.7});
}

TEST_CASE("a w of another length is refused before anything is recorded", "[model]") {
  Tape<double> tape;
  const std::vector<ParameterBlock> blocks = Mlp{}.parameters();

  CHECK_THROWS_AS(parameter_inputs(tape, blocks, std::vector<double>(12)), std::invalid_argument);
  CHECK_THROWS_WITH(parameter_inputs(tape, blocks, std::vector<double>(12)),
                    "nn: 12 parameters for a model of 13.");
  CHECK_THROWS_WITH(parameter_inputs(tape, blocks, std::vector<double>(14)),
                    "nn: 14 parameters for a model of 13.");
  CHECK_THROWS_WITH(parameter_inputs(tape, Mlp{{1, 0, 1}}.parameters(), std::vector<double>(1)),
                    "nn: the parameters W1 of this model are 0 x 1; inputs, outputs, units and the "
                    "like must be 1 or more.");
  CHECK(tape.size() == 0);
}

TEST_CASE("a block of w is found by its name, to be read or written", "[model]") {
  const std::vector<ParameterBlock> blocks{{"A", {2, 2}}, {"b", {1, 1}}, {"1.A", {1, 2}}};
  std::vector<double> w{1, 2, 3, 4, 5, 6, 7};
  const std::span<const double> to_read(w);

  const std::span<const double> last = parameter(blocks, to_read, "1.A");
  CHECK(std::vector<double>(last.begin(), last.end()) == std::vector<double>{6, 7});
  parameter(blocks, std::span<double>(w), "b")[0] = -5;
  CHECK(w == std::vector<double>{1, 2, 3, 4, -5, 6, 7});

  CHECK_THROWS_AS(parameter(blocks, to_read, "B"), std::invalid_argument);
  CHECK_THROWS_WITH(parameter(blocks, to_read, "B"),
                    "nn: no parameters \"B\"; the model has A, b, 1.A.");
  CHECK_THROWS_WITH(parameter({}, std::span<const double>(), "B"),
                    "nn: no parameters \"B\"; the model has none.");
  CHECK_THROWS_WITH(parameter(blocks, to_read.first(6), "A"), "nn: 6 parameters for a model of 7.");
}

TEMPLATE_TEST_CASE("a model's output at one point is a plain number, its outputs several",
                   "[model]", double, Real50) {
  using S = TestType;
  const std::vector<S> w{S(2), S(-3), S(1) / 7}, x{S(1) / 3, S(1) / 5};

  const S y = output(Linear{2}, w, x);

  CHECK(agreeing_digits(y, S(S(22) / 105)) >= all_digits<S> - 1);  // 2/3 - 3/5 + 1/7
  CHECK(outputs(Linear{2}, w, x) == std::vector<S>{y});
  const std::vector<S> two{S(2), S(1), S(0), S(3), S(5), S(7)};  // W by rows, then b
  CHECK(outputs(Linear{2, 2}, two, {S(1), S(-1)}) == std::vector<S>{6, 4});
  CHECK_THROWS_WITH(output(Linear{2, 2}, two, x), Catch::Contains("value() of a 2 x 1 block"));
}

TEMPLATE_TEST_CASE("a callable and its blocks are a model like any other", "[model]", double,
                   Real50) {
  using S = TestType;
  using std::exp;
  const RecordedModel bell{{{"k", {1, 1}}, {"c", {1, 1}, Role::offset}},
                           [](auto w, auto x) { return w[1] + exp(-w[0] * square(x)); }};
  static_assert(Model<decltype(bell), S>);
  const S k = S(2) / 3, c = S(1) / 7, x = S(-3) / 5;

  const Evaluated<S> f = evaluated<S>(bell, {k, c}, {1, 1}, {x});

  const S e = exp(S(-k * x * x));
  CHECK(parameter_count(bell.parameters()) == 2);
  CHECK(bell.parameters()[1].name == "c");
  CHECK(agreeing_digits(f.y[0], S(c + e)) >= all_digits<S> - 1);
  CHECK(fewest_digits(f.ds_dw, {-x * x * e, S(1)}) >= all_digits<S> - 1);
  CHECK(fewest_digits(evaluated<S>(bell, {c, k}, {1, 1}, {x}).y, f.y) < 2);  // the control
}

TEST_CASE("inputs with another number of rows are refused", "[model]") {
  Tape<double> tape;
  const Var<double> x = input(tape, {2, 3}, rationals<double>(6));

  CHECK_THROWS_AS(require_rows("a sieve", x, 3), std::invalid_argument);
  CHECK_THROWS_WITH(require_rows("a sieve", x, 3),
                    "nn: a sieve of 3 inputs was given a 2 x 3 block; it needs 3 rows.");
  CHECK_NOTHROW(require_rows("a sieve", x, 2));
}
