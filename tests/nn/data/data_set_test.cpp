/// @file data_set_test.cpp
/// Which columns become features, which rows are dropped, and every table that is refused.
#include "nn/data/data_set.hpp"

#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/nn/data/tables.hpp"

using namespace pathkernel;

TEST_CASE("numbers are features as they were written, words are left out by name", "[data_set]") {
  const DataSet data = data_of("a,name,y,b\n1.50,u,0.1,-1/3\n2e0,v,0.2,4\n3,,0.3,5\n");

  REQUIRE(data.features.size() == 2);
  CHECK(data.source == "a.csv");
  CHECK(data.count() == 3);
  CHECK(data.features[0].name == "a");
  CHECK(texts(data.features[0].cells) == Texts{"1.50", "2e0", "3"});
  CHECK(data.features[1].name == "b");
  CHECK(texts(data.features[1].cells) == Texts{"-1/3", "4", "5"});
  CHECK(data.left_out == Texts{"name"});
  CHECK(data.target.name == "y");
  CHECK(data.target.kind == Target::Kind::number);
  CHECK(texts(data.target.cells) == Texts{"0.1", "0.2", "0.3"});
  CHECK((data.target.positive + data.target.rest).empty());
}

TEST_CASE("a column of numbers with another cell in it is refused at that cell", "[data_set]") {
  const std::string need =
      ", need a finite number as in other rows; correct it, or remove its row or column.";

  CHECK_THROWS_AS(data_of("x,y\n1,1\n,2\n"), std::invalid_argument);
  refused("x,y\n1,1\n,2\n", ":3: column 1 (x): found a missing value" + need);
  refused("x,y\n\nu,1\n2,2\n", ":3: column 1 (x): found \"u\"" + need);
  refused("x,y\n1,1\n2,u\n", ":3" + in_y + "\"u\"" + need);
  for (const std::string cell : {"NaN", "nan", "inf", "-Inf", "+INFINITY"})
    refused("x,y\n1,1\n" + cell + ",2\n",
            ":3: column 1 (x): found \"" + cell + "\", which is not finite" + need);

  SECTION("but one without any number is text") {
    CHECK(data_of("x,b,c,y\n1,,nan,1\n2,,inf,2\n").left_out == Texts{"b", "c"});
  }
}

TEST_CASE("a table without a learning problem in it is refused", "[data_set]") {
  const std::string among = "among \"x\", \"z\"; name one of these columns.";
  refused("x,z\n1,2\n", ": found no column \"y\", need a target " + among);
  refused("x,y\n1,2\n", ": found a single example, need more; add some.");
  refused("x,y\nu,1\nv,2\n",
          ": found no column of numbers beside the target, need one; add a feature.");
  refused("x,y\n1,1\n1.0,2\n10e-1,3\n",
          ": column 1 (x): found \"1\" in every row, need two values; remove the column.");
  const std::string rows = " in every row, need two values; choose another target.";
  refused("x,y\n1,5\n2,5.\n", in_y + "\"5\"" + rows);
  refused("x,y\n1,u\n2,u\n", in_y + "\"u\"" + rows, positive("u"));

  SECTION("but the least difference is one") {
    CHECK(data_of("x,y\n1,1\n1.0000000000000000000000000000000000001,2\n").features.size() == 1);
  }
}

TEST_CASE("a row is dropped if a value is missing in a column of numbers or the target",
          "[data_set]") {
  const std::string text =
      "a,name,b,y\n1,u,5,no\n,u,6,yes\n2,,7,yes\n\n3,v,NA,no\n4,NA,8,\n5,w,9,yes\n";

  const DataSet data = make_data_set(parse_csv(text, "a.csv"), "y", {}, Missing::dropped);

  CHECK(data.dropped_lines == std::vector<std::size_t>{3, 6, 7});
  CHECK(data.count() == 3);
  CHECK(texts(data.features[0].cells) == Texts{"1", "2", "5"});  // 2 has no name, which is text
  CHECK(texts(data.features[1].cells) == Texts{"5", "7", "9"});
  CHECK(texts(data.target.cells) == Texts{"0", "1", "1"});
  CHECK(data.left_out == Texts{"name"});

  SECTION("and not unless this is asked for") {
    CHECK_THROWS_WITH(
        make_data_set(parse_csv(text, "a.csv"), "y"),
        "a.csv:3: column 1 (a): found a missing value, need a finite number as in other rows; "
        "correct it, or remove its row or column.");
  }
}

TEST_CASE("a table without missing values loses no row when such rows are dropped", "[data_set]") {
  const DataSet data =
      make_data_set(parse_csv("x,y\n1,1\n2,2\n3,3\n", "a.csv"), "y", {}, Missing::dropped);

  CHECK(data.dropped_lines.empty());
  CHECK(data.count() == 3);
}

TEST_CASE("rows that are dropped leave a learning problem, or it is refused", "[data_set]") {
  const auto dropping = [](std::string_view csv) {
    return make_data_set(parse_csv(csv, "a.csv"), "y", {}, Missing::dropped);
  };

  CHECK_THROWS_WITH(dropping("x,y\n1,\n,2\n?,3\n"),
                    "a.csv: found a missing value in each of 3 rows, need a row without one; fill "
                    "some in, or remove a column that has few values.");
  CHECK_THROWS_WITH(dropping("x,y\n1,1\n,2\n"),
                    "a.csv: found a single example, need more; add some.");
  CHECK_THROWS_WITH(dropping("x,y\n1,1\n1,2\n2,\n"),
                    "a.csv: column 1 (x): found \"1\" in every row, need two values; remove the "
                    "column.");
  CHECK_THROWS_WITH(dropping("x,z\n,1\n"), Catch::Contains("found no column \"y\""));

  SECTION("and a word among numbers is refused even if its column's numbers would be dropped") {
    CHECK_THROWS_WITH(dropping("x,b,y\n,1,1\n1,u,2\n2,v,3\n"),
                      "a.csv:3: column 2 (b): found \"u\", need a finite number as in other rows; "
                      "correct it, or remove its row or column.");
  }
}

TEST_CASE("examples are selected with all their columns, in the order asked for", "[data_set]") {
  const DataSet data = data_of("a,name,y,b\n1,u,5,10\n2,v,6,20\n3,w,7,30\n");
  const std::vector<std::size_t> which{2, 0, 2};

  const DataSet chosen = selected(data, which);

  CHECK(chosen.count() == 3);
  CHECK(texts(chosen.features[0].cells) == Texts{"3", "1", "3"});
  CHECK(texts(chosen.features[1].cells) == Texts{"30", "10", "30"});
  CHECK(texts(chosen.target.cells) == Texts{"7", "5", "7"});
  CHECK(chosen.target.name == "y");
  CHECK(chosen.left_out == Texts{"name"});
  CHECK_THROWS_WITH(selected(data, std::vector<std::size_t>{0, 3}),
                    "a.csv: found no example 3 among 3, which are counted from 0; choose others.");
}
