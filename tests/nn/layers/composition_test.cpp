/// @file composition_test.cpp
/// Models out of models: whose parameters are whose, and what is done with them.
#include "nn/layers/composition.hpp"

#include "nn/layers/activation.hpp"
#include "nn/layers/linear.hpp"
#include "tests/catch.hpp"
#include "tests/nn/layers/evaluated.hpp"

using namespace pathkernel;

namespace {

std::vector<std::string> names(const std::vector<ParameterBlock>& blocks) {
  std::vector<std::string> all;
  for (const ParameterBlock& block : blocks) all.push_back(block.name);
  return all;
}

}  // namespace

TEST_CASE("a composition's parameters carry the numbers of the parts, from outside inwards",
          "[composition]") {
  const auto inner = compose(Linear{3, 2, Parametrisation::ntk}, Linear{2, 1});
  const auto model = compose(Linear{2, 3}, Activate{Activation::sin}, inner);

  CHECK(names(model.parameters()) ==
        std::vector<std::string>{"1.W", "1.b", "3.1.W", "3.1.b", "3.2.W", "3.2.b"});
  CHECK(names(compose(Activate{}, inner).parameters())[0] == "2.1.W");
  CHECK(names(compose(residual(Linear{2, 2})).parameters()) ==
        std::vector<std::string>{"1.W", "1.b"});  // a residual part adds no number
  CHECK(compose().parameters().empty());

  // All else of a block stays as the part has it.
  const ParameterBlock block = model.parameters()[2];
  CHECK(block == ParameterBlock{"3.1.W", {2, 3}, Role::weight, Parametrisation::ntk});
  CHECK(model.parameters()[3].role == Role::offset);
}

TEMPLATE_TEST_CASE("a composition gives each part its own parameters, and the output of the last",
                   "[composition]", double, Real50) {
  using S = TestType;
  const Linear first{2, 3}, second{3, 2}, third{2, 2};
  const std::vector<S> w = rationals<S>(9 + 8 + 6, 2), x = rationals<S>(2, 5);
  const auto part = [&](std::size_t from, std::size_t to) {
    return std::vector<S>(w.begin() + static_cast<std::ptrdiff_t>(from),
                          w.begin() + static_cast<std::ptrdiff_t>(to));
  };

  const auto nested = compose(first, Activate{}, compose(second, third));
  const std::vector<S> together = evaluated(nested, w, {2, 1}, x).y;

  std::vector<S> h = evaluated(first, part(0, 9), {2, 1}, x).y;
  for (S& u : h) {
    using std::tanh;
    u = tanh(u);
  }
  h = evaluated(second, part(9, 17), {3, 1}, h).y;
  CHECK(fewest_digits(together, evaluated(third, part(17, 23), {2, 1}, h).y) >= all_digits<S> - 1);
  // The control: the third part with numbers of the second.
  CHECK(fewest_digits(together, evaluated(third, part(9, 15), {2, 1}, h).y) < 2);

  const auto flat = compose(first, Activate{}, second, third);
  CHECK(evaluated(flat, w, {2, 1}, x).y == together);  // how parts are grouped does not matter
  CHECK(evaluated(compose(), std::vector<S>{}, {2, 1}, x).y == x);
}

TEMPLATE_TEST_CASE("a residual part adds what it makes of x to x", "[composition]", double,
                   Real50) {
  using S = TestType;
  const std::vector<S> w = rationals<S>(6, 3), x = rationals<S>(4, 9);

  const std::vector<S> alone = evaluated(Linear{2, 2}, w, {2, 2}, x).y;
  const std::vector<S> added = evaluated(residual(Linear{2, 2}), w, {2, 2}, x).y;

  for (std::size_t i = 0; i < 4; ++i) CHECK(added[i] == x[i] + alone[i]);
  CHECK(evaluated(residual(Linear{2, 2}), std::vector<S>(6, S(0)), {2, 2}, x).y == x);

  const Reshaped itself{{2, 2}};  // x + x, then x + (x + x): no residual is lost in another
  const std::vector<S> thrice = evaluated(residual(residual(itself)), {}, {2, 2}, x).y;
  for (std::size_t i = 0; i < 4; ++i) CHECK(thrice[i] == x[i] + (x[i] + x[i]));
}

TEST_CASE("a residual part of another shape is refused", "[composition]") {
  const std::vector<double> x = rationals<double>(2);

  CHECK_THROWS_AS(evaluated(residual(Linear{2, 1}), rationals<double>(3), {2, 1}, x),
                  std::invalid_argument);
  CHECK_THROWS_WITH(evaluated(residual(Linear{2, 1}), rationals<double>(3), {2, 1}, x),
                    "nn: a residual part makes 1 x 1 of a 2 x 1 block; to be added, they need "
                    "equal shapes.");
  CHECK_THROWS_WITH(evaluated(residual(Linear{2, 3}), rationals<double>(9), {2, 1}, x),
                    Catch::Contains("makes 3 x 1 of a 2 x 1 block"));
}

TEST_CASE("a reshaped block has the same numbers, row after row", "[composition]") {
  const std::vector<double> x{1, 2, 3, 4, 5, 6};

  const Evaluated<double> y = evaluated(Reshaped{{2, 3}}, std::vector<double>{}, {6, 1}, x);

  CHECK(y.shape == Shape{2, 3});
  CHECK(y.y == x);
  CHECK(y.ds_dx == x);  // s = Σ (i + 1) x_i
  CHECK_THROWS_WITH(evaluated(Reshaped{{2, 2}}, std::vector<double>{}, {6, 1}, x),
                    "autodiff: reshape of a 6 x 1 block to 2 x 2, 6 entries to 4; both must hold "
                    "as many.");
}

TEST_CASE("parts that do not fit together are refused by the one that is given too much",
          "[composition]") {
  CHECK_THROWS_WITH(evaluated(compose(Linear{2, 3}, Linear{2, 1}), rationals<double>(12), {2, 1},
                              rationals<double>(2)),
                    "nn: Linear of 2 inputs was given a 3 x 1 block; it needs 2 rows.");
}
