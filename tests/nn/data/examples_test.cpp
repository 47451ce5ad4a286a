/// @file examples_test.cpp
/// Examples as they are: whole or not, some of them, and the same in another type.
#include "nn/data/examples.hpp"

#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

/// Three examples of two features, with classes.
const Examples<double> three_examples{
    3, 2, {1, 2, 3, 10, 20, 30}, {1, 0, 0, 0, 1, 1}, 2, {{0.5, 2}, {0.25, 4}}, {}, {"u", "v"}};

}  // namespace

TEST_CASE("examples lack no number, or are refused", "[examples]") {
  require_whole(three_examples);
  require_whole(Examples<double>{2, 1, {1, 2}, {}, 0});  // without targets

  CHECK_THROWS_AS(require_whole(Examples<double>{}), std::invalid_argument);
  CHECK_THROWS_WITH(require_whole(Examples<double>{}), "data: no examples; at least 1 is needed.");
  CHECK_THROWS_WITH(require_whole(Examples<double>{3, 2, {1, 2, 3}, {1, 2, 3}}),
                    "data: 3 numbers in x, where 3 examples of 2 features have 6.");
  CHECK_THROWS_WITH(require_whole(Examples<double>{2, 1, {1, 2}, {1, 2}, 3}),
                    "data: 2 numbers in y, where 2 examples of 3 targets have 6.");
}

TEST_CASE("a number that is not finite is found, and whose it is", "[examples]") {
  Examples<double> data = three_examples;
  data.x[4] = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_WITH(require_whole(data),
                    "data: feature 1 of example 1 is nan; it must be finite. Correct it, or leave "
                    "the example out.");
  data = three_examples;
  data.y[2] = -std::numeric_limits<double>::infinity();
  CHECK_THROWS_WITH(require_whole(data), Catch::Contains("target 0 of example 2 is -inf"));
}

TEST_CASE("examples are selected with x, y and what these were", "[examples]") {
  const std::vector<std::size_t> which{2, 0, 2, 1};

  const Examples<double> chosen = selected(three_examples, which);

  CHECK(chosen.count == 4);
  CHECK(chosen.x == std::vector<double>{3, 1, 3, 2, 30, 10, 30, 20});
  CHECK(chosen.y == std::vector<double>{0, 1, 0, 0, 1, 0, 1, 1});
  CHECK(chosen.features.size() == 2);
  CHECK(chosen.classes == three_examples.classes);
  require_whole(chosen);

  CHECK_THROWS_WITH(selected(three_examples, std::vector<std::size_t>{0, 3}),
                    "data: found no example 3 among 3, which are counted from 0; choose others.");
  CHECK_THROWS_WITH(selected(Examples<double>{}, which), Catch::Contains("no examples"));
}

TEST_CASE("examples in another type are exactly the same", "[examples]") {
  Examples<double> data = three_examples;
  data.x[1] = 0.1;
  data.target = Standardisation<double>{0.3, 0.7};

  const Examples<Real50> fine = exactly<Real50>(data);

  CHECK(fine.count == 3);
  CHECK(fine.dimension == 2);
  CHECK(fine.targets == 2);
  for (std::size_t j = 0; j < data.x.size(); ++j) CHECK(fine.x[j] == Real50(data.x[j]));
  CHECK(fine.x[1] != Real50(1) / 10);  // the double next to it, not the decimal
  for (std::size_t j = 0; j < data.y.size(); ++j) CHECK(fine.y[j] == Real50(data.y[j]));
  CHECK(fine.features[1].mean == Real50(1) / 4);
  CHECK(fine.features[1].deviation == 4);
  CHECK(fine.target->deviation == Real50(0.7));
  CHECK(fine.classes == three_examples.classes);
}
