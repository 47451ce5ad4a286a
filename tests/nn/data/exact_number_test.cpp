/// @file exact_number_test.cpp
/// What is a number and what is not, to how many digits it is read, and how two of them compare.
#include "nn/data/exact_number.hpp"

#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("a number is read to the last digit of its type", "[exact_number]", double,
                   long double, Real50) {
  using S = TestType;
  // a quotient of two exact numbers is rounded once, and so is a decimal: they are the same
  CHECK(ExactNumber("0.05").as<S>() == S(1) / 20);
  CHECK(ExactNumber("-12.50e-3").as<S>() == S(-1) / 80);
  CHECK(ExactNumber("+2.5e+1").as<S>() == S(25));
  CHECK(ExactNumber("123456.789").as<S>() == S(123456789) / 1000);
  CHECK(ExactNumber("7/20").as<S>() == S(7) / 20);
  CHECK(ExactNumber("-1/3").as<S>() == S(-1) / 3);
  CHECK(ExactNumber(-3).as<S>() == S(-3));
  CHECK(ExactNumber("-0.0e5").as<S>() == S(0));
}

TEST_CASE("a number of 50 digits owes nothing to a double", "[exact_number]") {
  const Real50 tenth = Real50(1) / 10;

  CHECK(ExactNumber("0.1").as<Real50>() == tenth);
  CHECK(agreeing_digits(Real50(ExactNumber("0.1").as<double>()), tenth) == 16);
}

TEST_CASE("the text stays as it was written, but for the blanks around it", "[exact_number]") {
  CHECK(ExactNumber(" +2.50e-3\t").text() == "+2.50e-3");
  CHECK(ExactNumber("007/20\r\n").text() == "007/20");
  CHECK(ExactNumber(-12).text() == "-12");
  CHECK(ExactNumber("5.").text() == "5.");
  CHECK(ExactNumber::parse(".5E2")->text() == ".5E2");
  CHECK(ExactNumber("1") == ExactNumber(1));
  CHECK(ExactNumber("1") != ExactNumber("1.0"));
}

TEST_CASE("what is not a finite decimal or a ratio is not a number", "[exact_number]") {
  const std::vector<std::string> texts = {
      "",      " ",     ".",    "-",    "+",     "e5",      ".e5",   "1e",      "1e+",
      "1e+-5", "1e5.0", "--1",  "+-1",  "1 2",   "1,5",     "1'000", "0x1",     "1.2.",
      "nan",   "NaN",   "inf",  "-inf", "1/0",   "1/0.0",   "1/",    "/2",      "1/-2",
      "1/2/3", "1/e",   "1 /2", "1/2e", "1/1e2", "\u22123", "1e5e",  "infinity"};

  for (const std::string& text : texts) {
    CAPTURE(text);
    CHECK_FALSE(ExactNumber::parse(text).has_value());
  }
  CHECK_FALSE(ExactNumber::parse(std::string("1\0", 2)).has_value());
  CHECK_THROWS_AS(ExactNumber("1,5"), std::invalid_argument);
  CHECK_THROWS_WITH(
      ExactNumber("1,5"),
      "\"1,5\" is not a number: need a finite decimal such as 0.05 or 2.5e-3, or a "
      "ratio such as 7/20; no divisor 0, no exponent over 9999, at most 5000 characters.");
}

TEST_CASE("the length of a number and of its exponent is limited", "[exact_number]") {
  CHECK(ExactNumber::parse("1e9999").has_value());
  CHECK(ExactNumber::parse("1e-09999").has_value());
  CHECK_FALSE(ExactNumber::parse("1e10000").has_value());
  CHECK_FALSE(ExactNumber::parse("0e-10000").has_value());
  CHECK_FALSE(ExactNumber::parse("1e99999999999999999999").has_value());
  CHECK(ExactNumber::parse(std::string(5000, '7')).has_value());
  CHECK_FALSE(ExactNumber::parse("-" + std::string(5000, '7')).has_value());
}

TEST_CASE("a number outside the range of a type is refused, not made infinite or 0",
          "[exact_number]") {
  const std::string zeros(399, '0');
  for (const std::string& text : {std::string("1e400"), "-1" + zeros, "0." + zeros + "1",
                                  std::string("-4e-320"), "1/1" + zeros}) {
    const ExactNumber number(text);
    CAPTURE(text);
    CHECK_THROWS_AS(number.as<double>(), std::invalid_argument);
    CHECK(number.as<Real50>() != 0);
  }
  CHECK_THROWS_WITH(
      ExactNumber("-1e400").as<double>(),
      "The magnitude of -1e400 is not between 1e-307 and 1e308, where this scalar type "
      "has all its digits. Choose another unit, or a type with a wider range.");

  SECTION("but the ends of the range are inside it") {
    CHECK(ExactNumber("1.7976931348623157e308").as<double>() == std::numeric_limits<double>::max());
    CHECK(ExactNumber("2.2250738585072014e-308").as<double>() ==
          std::numeric_limits<double>::min());
    CHECK(ExactNumber("0e-9999").as<double>() == 0);
  }
}

TEST_CASE("the sign is exact, also where a double would see 0", "[exact_number]") {
  CHECK(ExactNumber("1e-9999").positive());
  CHECK(ExactNumber("1/9").positive());
  CHECK_FALSE(ExactNumber("-1e-9999").positive());
  CHECK_FALSE(ExactNumber("0.000").positive());
  CHECK_FALSE(ExactNumber("-0").positive());
}

TEST_CASE("numbers compare by value, without rounding", "[exact_number]") {
  const auto compare = [](std::string_view a, std::string_view b) {
    const std::weak_ordering order = ExactNumber(a).compare(ExactNumber(b));
    const std::weak_ordering reverse = ExactNumber(b).compare(ExactNumber(a));
    CHECK((reverse == (0 <=> order)));
    return order < 0 ? -1 : order > 0 ? 1 : 0;
  };

  for (const char* one : {"1", "1.0", "+1", "001", "100e-2", ".1e1", "2/2", "300/300"})
    CHECK(compare(one, "1") == 0);
  CHECK(compare("0", "-0.00e7") == 0);
  CHECK(compare("1/2", "0.5") == 0);
  CHECK(compare("1/3", "333333333/999999999") == 0);
  CHECK(compare("1/3", "0.33333333333333333333333333333333333333") > 0);
  CHECK(compare("1.00000000000000000000000000001", "1") > 0);
  CHECK(compare("9", "10") < 0);
  CHECK(compare("-9", "-10") > 0);
  CHECK(compare("-1", "1e-9999") < 0);
  CHECK(compare("0", "1e-9999") < 0);
  CHECK(compare("12", "123e-1") < 0);
  CHECK(compare("99/98", "98/97") < 0);
}
