/// @file column_test.cpp
/// Which cells of a column are missing, and which rows of a table are left without them.
#include "nn/data/column.hpp"

#include <string>
#include <vector>

#include "tests/catch.hpp"

using namespace pathkernel;

namespace {

using Lines = std::vector<std::size_t>;

CompleteRows complete(std::string_view csv) {
  return without_missing(parse_csv(csv, "a.csv"), "y");
}

}  // namespace

TEST_CASE("among numbers, an empty cell and five words are missing", "[column]") {
  for (const char* cell : {"", "\"\"", "NA", "na", "N/A", "NaN", "nan", "null", "NULL", "?"}) {
    CAPTURE(cell);
    const CompleteRows rows = complete("x,y\n1,5\n" + std::string(cell) + ",6\n3,7\n");

    CHECK(rows.dropped_lines == Lines{3});
    CHECK(rows.table.line_of_row == Lines{2, 4});
    CHECK(rows.table.rows == std::vector<std::vector<std::string>>{{"1", "5"}, {"3", "7"}});
    CHECK(rows.table.header == std::vector<std::string>{"x", "y"});
    CHECK(rows.table.source == "a.csv");
  }
}

TEST_CASE("among numbers, any other word is refused, not dropped", "[column]") {
  for (const std::string cell : {"u", "-", "n.a.", "none", "??", "NA NA", "1,5"})
    CHECK_THROWS_WITH(complete("x,y\n1,5\n\"" + cell + "\",6\n3,7\n"),
                      "a.csv:3: column 1 (x): found \"" + cell +
                          "\", need a finite number as in other rows; correct it, or remove its "
                          "row or column.");
  for (const std::string cell : {"inf", "-Infinity", "-nan"})
    CHECK_THROWS_WITH(complete("x,y\n1,5\n" + cell + ",6\n3,7\n"),
                      Catch::Contains("\"" + cell + "\", which is not finite, need"));
}

TEST_CASE("among words, NA is a word, and an empty cell is missing in the target only",
          "[column]") {
  CHECK(complete("x,y\n1,NA\n2,DE\n3,\n4,null\n").dropped_lines == Lines{4});
  CHECK(complete("x,y\n,NA\nu,DE\n?,FR\n").dropped_lines.empty());
}

TEST_CASE("a table of which no row is left is refused", "[column]") {
  CHECK_THROWS_AS(complete("x,y\n,1\n1,\n"), std::invalid_argument);
  CHECK_THROWS_WITH(complete("x,y\n,1\n1,\n"),
                    "a.csv: found a missing value in each of 2 rows, need a row without one; fill "
                    "some in, or remove a column that has few values.");
}

TEST_CASE("equal numbers are one value of a column, whatever their texts", "[column]") {
  const CsvTable table = parse_csv("x,y\n10,a\n9,A\n1e1,a\n-2,9\n9.0,b\n", "a.csv");

  const detail::Values numbers = detail::values_in(table, 0), words = detail::values_in(table, 1);

  using Texts = std::vector<std::string>;
  CHECK(Texts(numbers.begin(), numbers.end()) == Texts{"-2", "9", "10"});
  CHECK(Texts(words.begin(), words.end()) == Texts{"9", "A", "a", "b"});
  CHECK(detail::values_in(table, 0, 2).size() == 2);
}
