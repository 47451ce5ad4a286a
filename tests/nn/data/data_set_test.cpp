/// @file data_set_test.cpp
/// Which columns become features, what a target is taken for, and every table that is refused.
#include "nn/data/data_set.hpp"

#include <string>
#include <vector>

#include "tests/catch.hpp"

using namespace pathkernel;

namespace {

DataSet data_of(std::string_view csv, const TargetOptions& options = {}) {
  return make_data_set(parse_csv(csv, "a.csv"), "y", options);
}

using Texts = std::vector<std::string>;

Texts texts(const std::vector<ExactNumber>& cells) {
  Texts texts;
  for (const ExactNumber& cell : cells) texts.push_back(cell.text());
  return texts;
}

const TargetOptions as_number{Target::Kind::number, {}};
const TargetOptions as_label{Target::Kind::label, {}};
TargetOptions positive(const std::string& name) { return {{}, name}; }
const std::string y = ": column 2 (y): found ";
void refused(std::string_view csv, const std::string& message, const TargetOptions& options = {}) {
  CHECK_THROWS_WITH(data_of(csv, options), "a.csv" + message);
}

}  // namespace

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

TEST_CASE("a target of two numbers is a label, and the greater is positive", "[data_set]") {
  const Target target = data_of("x,y\n1,9\n2,10.0\n3,1e1\n4,9.0\n").target;

  CHECK(target.kind == Target::Kind::label);
  CHECK(target.positive == "10.0");  // as it was first written
  CHECK(target.rest == "9");
  CHECK(texts(target.cells) == Texts{"0", "1", "1", "0"});

  SECTION("unless it is to be a number") {
    const Target number = data_of("x,y\n1,9\n2,10.0\n", as_number).target;
    CHECK(number.kind == Target::Kind::number);
    CHECK(texts(number.cells) == Texts{"9", "10.0"});
  }
}

TEST_CASE("a target of two words is a label, and the later in the alphabet is positive",
          "[data_set]") {
  const Target target = data_of("x,y\n1,no\n2,yes\n3,no\n").target;

  CHECK(target.kind == Target::Kind::label);
  CHECK(target.positive == "yes");
  CHECK(target.rest == "no");
  CHECK(texts(target.cells) == Texts{"0", "1", "0"});
}

TEST_CASE("a named positive value makes labels of any values, against the rest", "[data_set]") {
  const Target words = data_of("x,y\n1,u\n2,w\n3,v\n4,u\n", positive("u")).target;
  CHECK(words.positive == "u");
  CHECK(words.rest == "v, w");
  CHECK(texts(words.cells) == Texts{"1", "0", "0", "1"});

  const Target numbers = data_of("x,y\n1,10\n2,9\n3,7.0\n", positive("7")).target;
  CHECK(numbers.kind == Target::Kind::label);
  CHECK(numbers.positive == "7.0");
  CHECK(numbers.rest == "9, 10");
  CHECK(texts(numbers.cells) == Texts{"0", "0", "1"});
}

TEST_CASE("a column of numbers with another cell in it is refused at that cell", "[data_set]") {
  const std::string need =
      ", need a finite number as in other rows; correct it, or remove its row or column.";

  CHECK_THROWS_AS(data_of("x,y\n1,1\n,2\n"), std::invalid_argument);
  refused("x,y\n1,1\n,2\n", ":3: column 1 (x): found a missing value" + need);
  refused("x,y\n\nu,1\n2,2\n", ":3: column 1 (x): found \"u\"" + need);
  refused("x,y\n1,1\n2,u\n", ":3" + y + "\"u\"" + need);
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
  refused("x,y\n1,5\n2,5.\n", y + "\"5\"" + rows);
  refused("x,y\n1,u\n2,u\n", y + "\"u\"" + rows, positive("u"));

  SECTION("but the least difference is one") {
    CHECK(data_of("x,y\n1,1\n1.0000000000000000000000000000000000001,2\n").features.size() == 1);
  }
}

TEST_CASE("labels that are not two values, or not there, are refused", "[data_set]") {
  const std::string need =
      ", need two, or the one that counts as 1; name that one with --positive NAME.";
  refused("x,y\n1,w\n2,v\n3,u\n4,u\n", y + "3 values, \"u\", \"v\", \"w\"" + need);
  refused("x,y\n1,3\n2,10\n3,9\n", y + "3 values, \"3\", \"9\", \"10\"" + need, as_label);
  const std::string ten = R"("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", ...)";
  refused("x,y\n1,a\n2,b\n3,c\n4,d\n5,e\n6,f\n7,g\n8,h\n9,i\n1,j\n2,k\n",
          y + "11 values, " + ten + need);
  refused("x,y\n1,u\n2,v\n",
          y + "no \"w\" among its values \"u\", \"v\", need a positive value that occurs; name one "
              "with --positive NAME.",
          positive("w"));
  refused("x,y\n1,u\n2,\n3,v\n",
          ":3" + y + "a missing value, need a label; correct it, or choose another target.");
}

TEST_CASE("options that contradict the target, or each other, are refused", "[data_set]") {
  refused("x,y\n1,u\n2,v\n",
          ":2" + y + "\"u\", need a finite number; correct it, or choose another target.",
          as_number);
  refused("x,y\n1,1\n2,2\n",
          y + "a positive value named for a target of numbers, need a target of labels for it; "
              "leave out one of the two options.",
          TargetOptions{Target::Kind::number, "1"});
}
