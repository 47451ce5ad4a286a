/// @file target_test.cpp
/// What a target is taken for: a number, a label, or one of several classes; and what is refused.
#include "nn/data/target.hpp"

#include <string>
#include <vector>

#include "nn/data/data_set.hpp"
#include "tests/catch.hpp"
#include "tests/nn/data/tables.hpp"

using namespace pathkernel;

namespace {

const TargetOptions as_number{Target::Kind::number, {}};
const TargetOptions as_label{Target::Kind::label, {}};
const TargetOptions as_classes{Target::Kind::classes, {}};

}  // namespace

TEST_CASE("a target of two numbers is a label, and the greater is positive", "[target]") {
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
          "[target]") {
  const Target target = data_of("x,y\n1,no\n2,yes\n3,no\n").target;

  CHECK(target.kind == Target::Kind::label);
  CHECK(target.positive == "yes");
  CHECK(target.rest == "no");
  CHECK(texts(target.cells) == Texts{"0", "1", "0"});
}

TEST_CASE("a named positive value makes labels of any values, against the rest", "[target]") {
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

TEST_CASE("labels that are not two values, or not there, are refused", "[target]") {
  const std::string need =
      ", need two, or the one that counts as 1; name that one with --positive NAME.";
  refused("x,y\n1,w\n2,v\n3,u\n4,u\n", in_y + "3 values, \"u\", \"v\", \"w\"" + need);
  refused("x,y\n1,3\n2,10\n3,9\n", in_y + "3 values, \"3\", \"9\", \"10\"" + need, as_label);
  const std::string ten = R"("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", ...)";
  refused("x,y\n1,a\n2,b\n3,c\n4,d\n5,e\n6,f\n7,g\n8,h\n9,i\n1,j\n2,k\n",
          in_y + "11 values, " + ten + need);
  refused("x,y\n1,u\n2,v\n",
          in_y +
              "no \"w\" among its values \"u\", \"v\", need a positive value that occurs; name one "
              "with --positive NAME.",
          positive("w"));
  refused("x,y\n1,u\n2,\n3,v\n",
          ":3" + in_y + "a missing value, need a label; correct it, or choose another target.");
}

TEST_CASE("options that contradict the target, or each other, are refused", "[target]") {
  refused("x,y\n1,u\n2,v\n",
          ":2" + in_y + "\"u\", need a finite number; correct it, or choose another target.",
          as_number);
  refused("x,y\n1,1\n2,2\n",
          in_y +
              "a positive value named for a target of numbers, need a target of labels for it; "
              "leave out one of the two options.",
          TargetOptions{Target::Kind::number, "1"});
}

TEST_CASE("words become classes on request, counted from 0 in the order of the alphabet",
          "[target]") {
  const Target target = data_of("x,y\n1,red\n2,blue\n3,green\n4,blue\n", as_classes).target;

  CHECK(target.kind == Target::Kind::classes);
  CHECK(target.classes == Texts{"blue", "green", "red"});
  CHECK(texts(target.cells) == Texts{"2", "0", "1", "0"});
  CHECK((target.positive + target.rest).empty());
}

TEST_CASE("numbers become classes on request, in the order of their size", "[target]") {
  const Target target = data_of("x,y\n1,10\n2,9\n3,1e1\n4,-2\n", as_classes).target;

  CHECK(target.classes == Texts{"-2", "9", "10"});  // 10 as it was first written
  CHECK(texts(target.cells) == Texts{"2", "1", "2", "0"});
}

TEST_CASE("two values become classes if asked for, and a label if not", "[target]") {
  const std::string_view csv = "x,y\n1,no\n2,yes\n";

  CHECK(data_of(csv, as_classes).target.classes == Texts{"no", "yes"});
  CHECK(data_of(csv, as_classes).target.kind == Target::Kind::classes);
  CHECK(data_of(csv).target.kind == Target::Kind::label);
  CHECK(data_of(csv).target.classes.empty());
}

TEST_CASE("classes that are not there, or have a positive one, are refused", "[target]") {
  refused("x,y\n1,u\n2,\n3,v\n",
          ":3" + in_y + "a missing value, need a class; correct it, or choose another target.",
          as_classes);
  refused("x,y\n1,u\n2,u\n", in_y + "\"u\" in every row, need two values; choose another target.",
          as_classes);
  refused("x,y\n1,u\n2,v\n",
          in_y +
              "a positive value named for a target of classes, need a target of labels for it; "
              "leave out one of the two options.",
          TargetOptions{Target::Kind::classes, "u"});
}
