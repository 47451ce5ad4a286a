/// @file arithmetic_test.cpp
/// + - * / and squares: values and adjoints, of numbers, of blocks, and of blocks with numbers.
#include "autodiff/operations/arithmetic.hpp"

#include "autodiff/gradient.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

/// Checks f(u, v) and both its derivatives against closed forms.
template <class S, class F>
void check(F f, const S& value, const S& df_du, const S& df_dv) {
  Tape<S> tape;
  const Var<S> u = input(tape, S(3) / 7), v = input(tape, S(-5) / 11);
  const Var<S> y = f(u, v);
  const std::vector<Var<S>> d = gradient(y, {u, v});
  const int digits = all_digits<S> - 1;  // at most four roundings
  CHECK(agreeing_digits(y.value(), value) >= digits);
  CHECK(agreeing_digits(d[0].value(), df_du) >= digits);
  CHECK(agreeing_digits(d[1].value(), df_dv) >= digits);
}

}  // namespace

TEMPLATE_TEST_CASE("arithmetic of variables is that of their numbers, and so are its derivatives",
                   "[arithmetic]", double, Real50) {
  using S = TestType;
  check<S>([](auto u, auto v) { return u + v; }, S(-2) / 77, S(1), S(1));
  check<S>([](auto u, auto v) { return u - v; }, S(68) / 77, S(1), S(-1));
  check<S>([](auto u, auto v) { return u * v; }, S(-15) / 77, S(-5) / 11, S(3) / 7);
  check<S>([](auto u, auto v) { return u / v; }, S(-33) / 35, S(-11) / 5, S(-363) / 175);
  check<S>([](auto u, auto) { return -u; }, S(-3) / 7, S(-1), S(0));
  check<S>([](auto, auto v) { return square(v); }, S(25) / 121, S(0), S(-10) / 11);
}

TEMPLATE_TEST_CASE("a plain number beside a variable is a constant, on either side", "[arithmetic]",
                   double, Real50) {
  using S = TestType;
  check<S>([](auto u, auto) { return 2 + u; }, S(17) / 7, S(1), S(0));
  check<S>([](auto u, auto) { return u + 2; }, S(17) / 7, S(1), S(0));
  check<S>([](auto u, auto) { return 2 - u; }, S(11) / 7, S(-1), S(0));
  check<S>([](auto u, auto) { return u - 2; }, S(-11) / 7, S(1), S(0));
  check<S>([](auto u, auto) { return 2 * u; }, S(6) / 7, S(2), S(0));
  check<S>([](auto u, auto) { return u * 2; }, S(6) / 7, S(2), S(0));
  check<S>([](auto u, auto) { return 2 / u; }, S(14) / 3, S(-98) / 9, S(0));
  check<S>([](auto u, auto) { return u / 2; }, S(3) / 14, S(1) / 2, S(0));
  // A third is the scalar's own third, not a double's.
  check<S>([](auto u, auto) { return S(1) / 3 * u; }, S(1) / 7, S(1) / 3, S(0));
}

TEST_CASE("a scalar meets every entry, shared ones every example", "[arithmetic]") {
  Tape<double> tape(2);
  const Var<double> scalar = input(tape, 10);
  const Var<double> block = input(tape, {2, 1}, std::vector<double>{2, 5});
  const Var<double> lanes = example_input(tape, {2, 1}, std::vector<double>{1, 2, 3, 4});

  const Var<double> y = scalar / block - lanes;

  CHECK(y.shape() == Shape{2, 1});
  CHECK(y.per_example());
  CHECK(y.value(0, 0, 0) == 5 - 1);
  CHECK(y.value(1, 0, 1) == 2 - 4);

  SECTION("and its adjoint is the sum over them") {
    const std::vector<Var<double>> d = gradient(sum_over_examples(sum(y * lanes)), {scalar, block});
    CHECK(agreeing_digits(d[0].value(), 3 / double{2} + 7 / double{5}) >= 14);  // Σ lane/block
    CHECK(agreeing_digits(d[1].value(1, 0), -10 * 7 / double{25}) >= 14);
  }
}

TEST_CASE("blocks of different shapes are refused, with both named", "[arithmetic]") {
  Tape<double> tape;
  const Var<double> column = input(tape, {2, 1}, rationals<double>(2));
  const Var<double> row = input(tape, {1, 2}, rationals<double>(2));

  CHECK_THROWS_AS(column + row, std::invalid_argument);
  CHECK_THROWS_WITH(
      column + row,
      "autodiff: add of a 2 x 1 block and a 1 x 2 block; entry by entry they need equal "
      "shapes, or one of them must be a scalar.");
  CHECK_THROWS_WITH(column - row, Catch::Contains("subtract of a 2 x 1 block and a 1 x 2 block"));
  CHECK_THROWS_WITH(row * column, Catch::Contains("multiply of a 1 x 2 block and a 2 x 1 block"));
  CHECK_THROWS_WITH(column / row, Catch::Contains("divide of a 2 x 1 block"));
  CHECK(tape.size() == 2);  // refused before anything was recorded
}

TEMPLATE_TEST_CASE("a quotient by 0 is what the scalar makes of it", "[arithmetic]", double,
                   Real50) {
  using S = TestType;
  Tape<S> tape;
  const Var<S> one = input(tape, S(1)), zero = input(tape, S(0));

  CHECK((one / zero).value() == std::numeric_limits<S>::infinity());
  CHECK((zero / zero).value() != (zero / zero).value());  // NaN
}
