/// @file standardised_test.cpp
/// Standardised examples against numbers worked out by hand, the way back, and the data a scalar
/// can't hold.
#include "nn/data/standardised.hpp"

#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/nn/data/tables.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

/// A table with a target of numbers, even if there are but two of them.
DataSet numbers_of(std::string_view csv) {
  return make_data_set(parse_csv(csv, "a.csv"), "y", {Target::Kind::number, {}});
}

}  // namespace

TEMPLATE_TEST_CASE("z is (x - mean)/deviation, with 1/m in the deviation", "[standardised]", double,
                   Real50) {
  using S = TestType;
  using std::sqrt;
  const DataSet data = data_of("a,b,y\n0.1,3,1\n0.2,1,3\n0.6,2,8\n");

  const Examples<S> examples = standardised<S>(data);

  REQUIRE(examples.count == 3);
  REQUIRE(examples.dimension == 2);
  REQUIRE(examples.x.size() == 6);
  REQUIRE(examples.features.size() == 2);
  const S deviation = sqrt(S(14) / 3) / 10;  // of 0.1, 0.2, 0.6: sqrt((0.2² + 0.1² + 0.3²)/3)
  const int lost = 2;  // x - mean cancels a digit, and the sums round half a dozen times
  CHECK(agreeing_digits(examples.features[0].mean, S(S(3) / 10)) >= all_digits<S> - lost);
  CHECK(agreeing_digits(examples.features[0].deviation, deviation) >= all_digits<S> - lost);
  const S z[] = {S(-2) / 10 / deviation, S(-1) / 10 / deviation, S(3) / 10 / deviation};
  for (std::size_t i = 0; i < 3; ++i)
    CHECK(agreeing_digits(examples.x[i], z[i]) >= all_digits<S> - lost);

  SECTION("one example a lane, so that the second feature follows all of the first") {
    const S unit = sqrt(S(3) / 2);  // 3, 1, 2 have mean 2 and deviation sqrt(2/3)
    CHECK(agreeing_digits(examples.x[3], unit) >= all_digits<S> - lost);
    CHECK(agreeing_digits(examples.x[4], S(-unit)) >= all_digits<S> - lost);
    CHECK(examples.x[5] == 0);
  }
  SECTION(
      "and a target of numbers is standardised too: 1, 3, 8 have mean 4, deviation sqrt(26/3)") {
    REQUIRE(examples.target.has_value());
    CHECK(examples.target->mean == 4);
    CHECK(agreeing_digits(examples.y[2], S(4 / sqrt(S(26) / 3))) >= all_digits<S> - lost);
    CHECK(agreeing_digits(examples.target->restore(examples.y[2]), S(8)) >= all_digits<S> - lost);
  }
}

TEMPLATE_TEST_CASE("labels stay 0 and 1", "[standardised]", double, Real50) {
  using S = TestType;
  const Examples<S> examples = standardised<S>(data_of("x,y\n1,no\n2,yes\n4,yes\n"));

  CHECK_FALSE(examples.target.has_value());
  CHECK(examples.y == std::vector<S>{S(0), S(1), S(1)});
}

TEMPLATE_TEST_CASE("standardised columns have mean 0 and mean square 1", "[standardised]", double,
                   Real50) {
  using S = TestType;
  const Examples<S> examples = standardised<S>(
      data_of("x,y\n66,0\n70,1\n69,0\n68,0\n67,0\n72,0\n73,0\n70,0\n57,1\n63,1\n70,1\n78,0\n"));

  S sum(0), squares(0);
  for (const S& z : examples.x) {
    sum += z;
    squares += z * z;
  }
  const S m(12);
  const int lost = 2;  // a dozen terms of size 1, each with the rounding of a mean near 70
  CHECK(agreeing_digits(S(1 + sum / m), S(1)) >= all_digits<S> - lost);
  CHECK(agreeing_digits(S(squares / m), S(1)) >= all_digits<S> - lost);
}

TEMPLATE_TEST_CASE("a query is standardised as the examples were", "[standardised]", double,
                   Real50) {
  using S = TestType;
  const Examples<S> examples = standardised<S>(data_of("a,b,y\n1,10,0\n3,30,1\n"));
  const std::vector<ExactNumber> query = {ExactNumber("2.5"), ExactNumber("-5")};

  const std::vector<S> z = standardised_query(examples, query);  // means 2, 20; deviations 1, 10

  CHECK(z == std::vector<S>{S(1) / 2, S(-5) / 2});
  CHECK_THROWS_AS(standardised_query(examples, {}), std::invalid_argument);
  CHECK_THROWS_WITH(
      standardised_query(examples, std::vector<ExactNumber>{1, 2, 3}),
      "Found a query of 3 numbers, need 2; give one for each feature, in the order of "
      "the columns.");
}

TEST_CASE("data that a double can't hold are refused, and 50 digits can hold them",
          "[standardised]") {
  const auto refused = [](std::string_view csv, const std::string& message) {
    const DataSet data = data_of(csv);
    CHECK_THROWS_AS(standardised<double>(data), std::invalid_argument);
    CHECK_THROWS_WITH(standardised<double>(data), Catch::Contains(message));
    const int lost = 1;  // two values are one deviation from their mean, up to its rounding
    CHECK(agreeing_digits(standardised<Real50>(data).x.back(), Real50(1)) >= 29 - lost);
  };

  refused("x,y\n1e400,1\n2e400,2\n",
          "a.csv: column x: The magnitude of 1e400 is not between 1e-307 and 1e308");
  const std::string squares =
      "a.csv: column x: found values whose squares are outside the range of this scalar type, need "
      "their mean for the deviation; choose another unit, or a type with a wider range.";
  refused("x,y\n1e200,1\n3e200,2\n", squares);
  refused("x,y\n1e-200,1\n3e-200,2\n", squares);
  refused("x,y\n1.5e308,1\n1.7e308,2\n", squares);
  refused(
      "x,y\n1,1\n1.00000000000000000002,2\n",  // leaves 29 of 50 digits for the difference
      "a.csv: column x: found values that are all equal when rounded to 15 digits, need different "
      "ones, for their deviation divides; use more digits, or more examples.");

  SECTION("and so is a query too far away to count in deviations") {
    const Examples<double> examples = standardised<double>(data_of("x,y\n1e-100,1\n3e-100,2\n"));
    CHECK_THROWS_WITH(
        standardised_query(examples, std::vector<ExactNumber>{ExactNumber("-1e300")}),
        "Found -1e300 for feature 1 of the query, need a number nearer to the examples: "
        "counted in deviations, it is beyond the range of this scalar type; choose one "
        "with a wider range.");
  }
}

TEMPLATE_TEST_CASE("a test is standardised by the mean and deviation of the training examples",
                   "[standardised]", double, Real50) {
  using S = TestType;
  const Examples<S> training = standardised<S>(numbers_of("x,y\n1,10\n3,14\n"));  // 2 ± 1, 12 ± 2

  const Examples<S> test = standardised_as(training, numbers_of("x,y\n7,8\n2,15\n2,12\n"));

  CHECK(test.count == 3);
  CHECK(test.x == std::vector<S>{S(5), S(0), S(0)});
  CHECK(test.y == std::vector<S>{S(-2), S(3) / 2, S(0)});
  CHECK(test.features.front().mean == 2);
  CHECK(restored_target(test, test.y[1]) == 15);

  SECTION("and the training examples, so standardised again, are as they were") {
    const Examples<S> again = standardised_as(training, numbers_of("x,y\n1,10\n3,14\n"));
    CHECK(again.x == training.x);
    CHECK(again.y == training.y);
  }
}

TEST_CASE("a test of other columns or another target is refused", "[standardised]") {
  const Examples<double> training = standardised<double>(data_of("x,y\n1,1\n2,2\n3,4\n"));
  const std::string kind =
      "a.csv: column y: found a target of another kind, or of other classes, than that of the "
      "known examples; need the same. Split one data set in two.";

  CHECK_THROWS_AS(standardised_as(training, data_of("x,y\n1,0\n2,1\n")), std::invalid_argument);
  CHECK_THROWS_WITH(standardised_as(training, data_of("x,y\n1,0\n2,1\n")), kind);
  CHECK_THROWS_WITH(standardised_as(training, data_of("a,b,y\n1,1,1\n2,2,2\n3,3,3\n")),
                    "a.csv: found 2 features, need 1, as many as the known examples have that were "
                    "standardised.");
  const auto classes = [](std::string_view csv) {
    return make_data_set(parse_csv(csv, "a.csv"), "y", {Target::Kind::classes, {}});
  };
  const Examples<double> known = standardised<double>(classes("x,y\n1,u\n2,v\n"));
  CHECK_THROWS_WITH(standardised_as(known, classes("x,y\n1,u\n2,w\n")), kind);
  CHECK(standardised_as(known, classes("x,y\n1,v\n2,u\n")).classes == known.classes);

  SECTION("and so is one too far away to count in deviations") {
    const Examples<double> near =
        standardised<double>(data_of("x,y\n1e-100,1\n3e-100,2\n2e-100,4\n"));
    CHECK_THROWS_WITH(standardised_as(near, data_of("x,y\n1e300,1\n2,2\n3,3\n")),
                      "a.csv: found a number too far from the known examples, need nearer ones: "
                      "counted in deviations, it is beyond the range of this scalar type; choose "
                      "one with a wider range.");
  }
}

TEMPLATE_TEST_CASE("what was standardised is restored to its own units", "[standardised]", double,
                   Real50) {
  using S = TestType;
  const Examples<S> examples = standardised<S>(data_of("a,b,y\n0.1,3,10\n0.2,1,30\n0.6,2,80\n"));
  const S x[] = {S(1) / 10, S(3)};
  const std::vector<S> z{examples.x[0], examples.x[3]};  // of the first example

  const std::vector<S> restored = restored_query(examples, std::span<const S>(z));

  const int lost = 2;  // one subtraction, division, product and sum of numbers of like size
  for (std::size_t j = 0; j < 2; ++j)
    CHECK(agreeing_digits(restored[j], x[j]) >= all_digits<S> - lost);
  CHECK(agreeing_digits(restored_target(examples, examples.y[2]), S(80)) >= all_digits<S> - lost);
  CHECK_THROWS_WITH(restored_query(examples, std::span<const S>(z).first(1)),
                    "Found a query of 1 numbers, need 2; give one for each feature, in the order "
                    "of the columns.");
}

TEST_CASE("a label, and numbers never standardised, are restored as they are", "[standardised]") {
  const Examples<double> labels = standardised<double>(data_of("x,y\n1,no\n2,yes\n4,yes\n"));
  CHECK(restored_target(labels, 0.25) == 0.25);

  const Examples<double> raw = unstandardised<double>(data_of("x,y\n1,1\n2,2\n4,7\n"));
  const std::vector<double> z{3};
  CHECK(restored_target(raw, 0.25) == 0.25);
  CHECK(restored_query(raw, std::span<const double>(z)) == z);
  CHECK(standardised_query(raw, std::vector<ExactNumber>{3}) == z);
}

TEMPLATE_TEST_CASE("classes are one-hot, exactly, and have their names", "[standardised]", double,
                   Real50) {
  using S = TestType;
  const DataSet data = make_data_set(parse_csv("x,y\n1,red\n2,blue\n3,green\n4,blue\n", "a.csv"),
                                     "y", {Target::Kind::classes, {}});

  const Examples<S> examples = standardised<S>(data);

  CHECK(examples.targets == 3);
  CHECK(examples.y == std::vector<S>{S(0), S(1), S(0), S(1),    // blue
                                     S(0), S(0), S(1), S(0),    // green
                                     S(1), S(0), S(0), S(0)});  // red
  CHECK(examples.classes == std::vector<std::string>{"blue", "green", "red"});
  CHECK_FALSE(examples.target.has_value());
  require_whole(examples);
}

TEST_CASE("columns in another order, or another positive value, are refused", "[standardised]") {
  const auto table = [](const char* text) { return parse_csv(text, "b.csv"); };
  const Examples<double> known =
      standardised<double>(make_data_set(table("u,v,y\n1,5,no\n2,7,yes\n"), "y"));

  CHECK_NOTHROW(standardised_as(known, make_data_set(table("u,v,y\n1,5,no\n2,7,yes\n"), "y")));
  CHECK_THROWS_WITH(
      standardised_as(known, make_data_set(table("v,u,y\n5,1,no\n7,2,yes\n"), "y")),
      "b.csv: found the column v, need u, as in the known examples; bring the columns in the same "
      "order, and name the same positive value.");
  CHECK_THROWS_WITH(standardised_as(known, make_data_set(table("u,v,y\n1,5,no\n2,7,maybe\n"), "y")),
                    Catch::Contains("found the column y = no, need y = yes"));
}

TEST_CASE("a feature with fewer values than the target is refused", "[standardised]") {
  DataSet data = data_of("x,y\n1,1\n2,2\n3,3\n");
  data.features[0].cells.pop_back();

  CHECK_THROWS_WITH(
      standardised<double>(data),
      "a.csv: column x: found 2 values, need 3, one for each value of the target; add or "
      "remove some.");
}
