/// @file classes_test.cpp
/// Classes as numbers and back, and what is no class.
#include "nn/data/classes.hpp"

#include <limits>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("row c of a one-hot y is 1 where the class is c, and 0 elsewhere", "[classes]",
                   double, Real50) {
  using S = TestType;
  const std::vector<std::size_t> labels{2, 0, 2, 1};

  CHECK(one_hot<S>(labels, 3) == std::vector<S>{S(0), S(1), S(0), S(0),  //
                                                S(0), S(0), S(0), S(1),  //
                                                S(1), S(0), S(1), S(0)});
  CHECK(one_hot<S>({}, 2).empty());
}

TEST_CASE("a label that is none of the classes is refused", "[classes]") {
  const std::vector<std::size_t> labels{0, 1, 2, 0, 1, 7};

  CHECK_THROWS_AS(one_hot<double>(labels, 3), std::invalid_argument);
  CHECK_THROWS_WITH(one_hot<double>(labels, 3),
                    "data: example 5 has label 7 of 3 classes; labels are 0 to 2.");
  CHECK_THROWS_WITH(one_hot<double>(labels, 2),
                    "data: example 2 has label 2 of 2 classes; labels are 0 to 1.");
  CHECK_THROWS_WITH(one_hot<double>(labels, 0), "data: 0 classes for 6 examples; need 1 or more.");
}

TEMPLATE_TEST_CASE("the predicted class is that of the largest output, the first of equal ones",
                   "[classes]", double, Real50) {
  using S = TestType;
  const auto predicted = [](const std::vector<S>& outputs) {
    return predicted_class(std::span<const S>(outputs));
  };

  CHECK(predicted({S(-3), S(-1), S(-2)}) == 1);
  CHECK(predicted({S(1), S(2), S(2)}) == 1);
  CHECK(predicted({S(0)}) == 0);
  CHECK_THROWS_WITH(predicted({}), "data: 0 outputs to choose a class from; need 1 or more.");
  const S nan = std::numeric_limits<S>::quiet_NaN();
  for (const std::vector<S>& outputs : {std::vector<S>{S(1), nan}, std::vector<S>{S(1), nan, S(2)}})
    CHECK_THROWS_WITH(predicted(outputs),
                      "data: output 1 of " + std::to_string(outputs.size()) +
                          " is not a number; the largest of them can't be told. Look where "
                          "training lost it.");
}

TEST_CASE("the name of the predicted class is found, if it has one", "[classes]") {
  Examples<double> examples{1, 0, {}, {0, 0, 1}, 3};
  const std::vector<double> outputs{0.25, 2, -1};
  const auto name = [&] { return predicted_name(examples, std::span<const double>(outputs)); };

  CHECK_THROWS_WITH(name(),
                    "data: 3 outputs, but names for 0 classes; need a name for each output.");
  examples.classes = {"blue", "green", "red"};
  CHECK(name() == "green");
}
