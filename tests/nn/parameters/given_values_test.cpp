/// @file given_values_test.cpp
/// Parameters that were written down: every digit of them, or the reason why not.
#include "nn/parameters/given_values.hpp"

#include "nn/layers/linear.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("given values are read to the last digit of any scalar, in any order of blocks",
                   "[given_values]", double, Real50) {
  using S = TestType;
  const Linear model{3, 2};
  const std::string W = "1/3 -2 0.1\n  4e-2 5 +6/7";

  const std::vector<S> w = given_values<S>(model.parameters(), {{"b", "0 -1/7"}, {"W", W}});

  const std::vector<S> expected{S(1) / 3, S(-2),    S(1) / 10, S(1) / 25,
                                S(5),     S(6) / 7, S(0),      S(-1) / 7};
  CHECK(w == expected);
  CHECK(given_values<S>({}, {}).empty());
}

TEST_CASE("values that do not fit the model are refused, with what it has", "[given_values]") {
  const auto refused = [](const std::vector<GivenValues>& given) {
    return given_values<double>(Linear{2, 1}.parameters(), given);
  };

  CHECK(refused({{"W", "1 2"}, {"b", "3"}}) == std::vector<double>{1, 2, 3});  // the control
  CHECK_THROWS_WITH(refused({{"W", "1 2"}, {"b", "3"}, {"c", "4"}}),
                    "parameters: values for \"c\", but the model has W, b.");
  CHECK_THROWS_WITH(refused({{"W", "1 2"}, {"b", "3"}, {"W", "1 2"}}),
                    "parameters: values for \"W\" are given twice; leave one of them.");
  CHECK_THROWS_WITH(
      refused({{"W", "1 2"}}),
      "parameters: no values for \"b\", only for W; each block of the model needs its "
      "own.");
  CHECK_THROWS_WITH(refused({}), Catch::Contains("no values for \"W\", only for none;"));
  CHECK_THROWS_WITH(refused({{"W", "1 2 3"}, {"b", "3"}}),
                    "parameters: 3 numbers for W, which is 1 x 2 and needs 2.");
  CHECK_THROWS_WITH(refused({{"W", "1 2"}, {"b", ""}}),
                    "parameters: 0 numbers for b, which is 1 x 1 and needs 1.");
  CHECK_THROWS_WITH(
      refused({{"W", "1 two"}, {"b", "3"}}),
      Catch::StartsWith("parameters: number 2 of W: \"two\" is not a number: need a "));
  CHECK_THROWS_WITH(refused({{"W", "1 2"}, {"b", "nan"}}),
                    Catch::StartsWith("parameters: number 1 of b: \"nan\" is not a number"));
  CHECK_THROWS_WITH(refused({{"W", "1e999 2"}, {"b", "3"}}),
                    Catch::StartsWith("parameters: number 1 of W: The magnitude of 1e999 is not "));
  CHECK_THROWS_WITH(given_values<double>({}, {{"W", "1"}}),
                    "parameters: values for \"W\", but the model has none.");
  CHECK_THROWS_AS(refused({{"W", "1 two"}, {"b", "3"}}), std::invalid_argument);
}
