/// @file unstandardised_test.cpp
/// Numbers as they were written, in double and in 50 digits; and data sets put together wrongly.
#include "nn/data/unstandardised.hpp"

#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("a data set's numbers are those of its text, feature by feature",
                   "[unstandardised]", double, Real50) {
  using S = TestType;
  const DataSet data =
      make_data_set(parse_csv("a,y,b\n0.5,7,1/3\n0.25,8,4\n3,0.1,5\n", "a.csv"), "y");

  const Examples<S> examples = unstandardised<S>(data);

  CHECK(examples.count == 3);
  CHECK(examples.dimension == 2);
  CHECK(examples.targets == 1);
  CHECK(examples.x == std::vector<S>{S(1) / 2, S(1) / 4, S(3), S(1) / 3, S(4), S(5)});
  CHECK(examples.y == std::vector<S>{S(7), S(8), S(1) / 10});
  CHECK(examples.features.empty());
  CHECK_FALSE(examples.target.has_value());
  CHECK(examples.classes.empty());
}

TEST_CASE("a data set with a class that has no name is refused", "[unstandardised]") {
  DataSet data =
      make_data_set(parse_csv("x,y\n1,u\n2,v\n", "a.csv"), "y", {Target::Kind::classes, {}});
  data.target.cells[1] = 2;

  CHECK_THROWS_AS(unstandardised<double>(data), std::invalid_argument);
  CHECK_THROWS_WITH(unstandardised<double>(data),
                    "a.csv: column y: found 2, need the place of one of 2 classes, counted from 0; "
                    "correct it.");
}
