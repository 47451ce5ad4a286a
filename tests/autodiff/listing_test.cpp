/// @file listing_test.cpp
/// What a tape reads like: every character of a small one, and what is left out of larger ones.
#include "autodiff/listing.hpp"

#include "autodiff/gradient.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

template <class S>
std::vector<S> counted(int n) {  // 1, 2, ..., n
  std::vector<S> numbers;
  for (int k = 1; k <= n; ++k) numbers.push_back(S(k));
  return numbers;
}

}  // namespace

TEMPLATE_TEST_CASE("a tape is listed a line an instruction, in columns", "[listing]", double,
                   Real50) {
  using S = TestType;
  Tape<S> tape(3);
  const Var<S> w = input(tape, {2, 2}, std::vector<S>{S(1) / 2, S(1), S(-1), S(1) / 4});
  const Var<S> x = example_input(tape, {2, 1}, counted<S>(6));
  const Var<S> y = sum(square(product(w, x)));
  const Var<S> total = sum_over_examples(y) / S(3);

  CHECK(listing(tape) ==
        "v0 = input                   2 x 2               0.5 1; -1 0.25\n"
        "v1 = input                   2 x 1, 3 examples   1; 4 | 2; 5 | ...\n"
        "v2 = product(v0, v1)         2 x 1, 3 examples   4.5; 0 | 6; -0.75 | ...\n"
        "v3 = square(v2)              2 x 1, 3 examples   20.25; 0 | 36; 0.5625 | ...\n"
        "v4 = sum(v3)                 1 x 1, 3 examples   20.25 | 36.5625 | 58.5\n"
        "v5 = sum_over_examples(v4)                       115.312\n"
        "v6 = constant                                    3\n"
        "v7 = divide(v5, v6)                              38.4375\n");
  CHECK(total.id == 7);  // that is, nothing is missing

  SECTION("and printed the same way") {
    std::ostringstream out;
    out << tape;
    CHECK(out.str() == listing(tape));
  }
}

TEST_CASE("a listing of outputs leaves out what they do not need, and renumbers nothing",
          "[listing]") {
  Tape<double> tape;
  const Var<double> w = input(tape, 3), apart = input(tape, 7);
  const Var<double> y = square(w) * w;
  const Var<double> unused = exp(apart);
  const std::vector<Var<double>> dy = gradient(y, {w});

  CHECK(listing({y, dy.front()}) ==
        "   v0 = input              3\n"
        "   v2 = square(v0)         9\n"
        ">  v3 = multiply(v2, v0)   27\n"
        "   v5 = constant           1\n"
        "   v6 = multiply(v5, v0)   3\n"
        "   v7 = multiply(v5, v2)   9\n"
        "   v8 = constant           2\n"
        "   v9 = multiply(v8, v6)   6\n"
        "  v10 = multiply(v9, v0)   18\n"
        "> v11 = add(v7, v10)       27\n");
  CHECK(listing(y) ==
        "  v0 = input              3\n"
        "  v2 = square(v0)         9\n"
        "> v3 = multiply(v2, v0)   27\n");
  CHECK(listing(dy) == listing({dy.front()}));
  CHECK(listing(unused) == "  v1 = input     7\n> v4 = exp(v1)   1096.63\n");  // the control
  CHECK(listing(dy).find("> v11") != std::string::npos);
  CHECK(listing(dy).find("v3 ") == std::string::npos);  // y itself, which its slope does not need
}

TEST_CASE("an operand is listed as often as it is read", "[listing]") {
  Tape<double> tape;
  const Var<double> u = input(tape, {2, 2}, counted<double>(4));
  const Var<double> mask = input(tape, {2, 2}, std::vector<double>{1, 0, 0, 1});

  const auto line = [&](Var<double> v) {  // the last one, up to its shape
    const std::string text = listing(v);
    const std::size_t begin = text.find("> v") + 2;
    return text.substr(begin, text.find("   ", begin) - begin);
  };
  CHECK(line(u) == "v0 = input");
  CHECK(line(tanh(u)) == "v2 = tanh(v0)");
  CHECK(line(u * u) == "v3 = multiply(v0, v0)");
  CHECK(line(u / mask) == "v4 = divide(v0, v1)");
  CHECK(line(apply<Where>(u, mask)) == "v5 = where(v0, v1)");  // the mask is only read
  CHECK(line(transpose(u)) == "v7 = gather(v0, v6)");          // and so are the indices
  CHECK(line(apply<Product<Side::transposed, Side::as_is>>(u, u)) == "v8 = product_tn(v0, v0)");
}

TEST_CASE("of many numbers the first four are listed, in the order in which they are read",
          "[listing]") {
  Tape<double> tape(2), one(1), none;
  const Var<double> row = input(tape, {1, 5}, counted<double>(5));
  const Var<double> four = input(tape, {2, 2}, counted<double>(4));
  // Examples lie side by side: (1 3) is the first one's row, (2 4) that of the second.
  const Var<double> each = example_input(tape, {1, 2}, counted<double>(4));
  const Var<double> third = input(tape, double{1} / 3);
  const Var<double> alone = example_input(one, {}, counted<double>(1));

  CHECK_THAT(listing(row), Catch::Contains("1 x 5   1 2 3 4 ...\n"));
  CHECK_THAT(listing(four), Catch::Contains("2 x 2   1 2; 3 4\n"));
  CHECK_THAT(listing(each), Catch::Contains("1 x 2, 2 examples   1 3 | 2 4\n"));
  CHECK_THAT(listing(third), Catch::Contains("input   0.333333\n"));
  CHECK_THAT(listing(alone), Catch::Contains("1 x 1, 1 example   1\n"));
  CHECK(listing(none).empty());
}

TEST_CASE("a listing refuses outputs of several tapes, and no outputs", "[listing]") {
  Tape<double> tape, other;
  const Var<double> u = input(tape, 1), v = input(other, 1);

  CHECK_THROWS_WITH(listing({u, v}), Catch::Contains("different tapes"));
  CHECK_THROWS_WITH(listing(std::vector<Var<double>>{}),
                    "autodiff: the program of 0 outputs; name at least one.");
  CHECK_NOTHROW(listing({u, u}));  // the control
}
