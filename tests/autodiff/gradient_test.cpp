/// @file gradient_test.cpp
/// What a gradient is asked for and what it refuses; gradients of gradients; very long programs.
#include "autodiff/gradient.hpp"

#include "tests/catch.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("a gradient can be differentiated again, and again", "[gradient]", double,
                   Real50) {
  using S = TestType;
  Tape<S> tape;
  const S a = S(3) / 7, b = S(-5) / 11;
  const Var<S> u = input(tape, a), v = input(tape, b);
  const Var<S> y = u * u * u * exp(u * v);  // u³ e^{uv}

  const Var<S> dy_dv = gradient(y, {v}).front();
  const Var<S> d2y_dudv = gradient(dy_dv, {u}).front();
  const Var<S> d3y_du2dv = gradient(d2y_dudv, {u}).front();

  using std::exp;
  const S e = exp(S(a * b));
  const int lost = 2;  // a dozen roundings, and sums of terms of both signs
  CHECK(agreeing_digits(dy_dv.value(), S(a * a * a * a * e)) >= all_digits<S> - lost);
  CHECK(agreeing_digits(d2y_dudv.value(), S((4 * a * a * a + b * a * a * a * a) * e)) >=
        all_digits<S> - lost);
  CHECK(agreeing_digits(d3y_du2dv.value(),
                        S((12 * a * a + 8 * b * a * a * a + b * b * a * a * a * a) * e)) >=
        all_digits<S> - lost);

  SECTION("and the order of differentiation does not matter") {
    const Var<S> d2y_dvdu = gradient(gradient(y, {u}).front(), {v}).front();
    CHECK(agreeing_digits(d2y_dvdu.value(), d2y_dudv.value()) >= all_digits<S> - lost);
  }
}

TEMPLATE_TEST_CASE("a second request returns the same, since nothing accumulates", "[gradient]",
                   double, Real50) {
  using S = TestType;
  Tape<S> tape;
  const Var<S> u = input(tape, S(2) / 3);
  const Var<S> y = sin(u) * u + u / tanh(u);
  const S before = y.value();

  const S first = gradient(y, {u}).front().value();
  const S second = gradient(y, {u}).front().value();

  CHECK(first == second);
  CHECK(y.value() == before);
  CHECK(first != 2 * second);  // what adding to a stored adjoint would have made of it
}

TEST_CASE("what an output does not depend on has derivative 0, of its own shape", "[gradient]") {
  Tape<double> tape(2);
  const Var<double> u = input(tape, 3);
  const Var<double> apart = input(tape, {2, 3}, rationals<double>(6));
  const Var<double> y = square(u);
  const Var<double> later = input(tape, 5);
  const Var<double> lanes = example_input(tape, {2, 1}, rationals<double>(4));

  const std::vector<Var<double>> dy = gradient(y, {u, apart, later, lanes});

  CHECK(dy[0].value() == 6);  // the control: where it does depend
  CHECK(dy[1].shape() == Shape{2, 3});
  CHECK(dy[1].value(1, 2) == 0);
  CHECK(dy[2].value() == 0);
  CHECK(dy[3].per_example());
  CHECK(dy[3].value(1, 0, 1) == 0);
}

TEST_CASE("a derivative can be taken by what was computed on the way", "[gradient]") {
  Tape<double> tape;
  const Var<double> u = input(tape, 3);
  const Var<double> middle = square(u);
  const Var<double> y = square(middle) + u;

  const std::vector<Var<double>> dy = gradient(y, {middle, u});

  CHECK(dy[0].value() == 18);       // 2 u²
  CHECK(dy[1].value() == 108 + 1);  // 4 u³ + 1, through the middle as well
}

TEST_CASE("a shared term is passed on once: 60 doublings cost 60 pullbacks", "[gradient]") {
  Tape<double> tape;
  const Var<double> a = input(tape, 1);
  Var<double> b = a;
  for (int k = 0; k < 60; ++k) b = b + b;
  const std::size_t before = tape.size();

  const Var<double> db_da = gradient(b, {a}).front();

  CHECK(db_da.value() == std::ldexp(1.0, 60));
  CHECK(tape.size() == before + 61);  // the seed, and one sum of two uses for every line
}

TEST_CASE("a chain of a million operations is differentiated", "[gradient]") {
  Tape<double> tape;
  const Var<double> u = input(tape, 1);
  const Var<double> v = input(tape, 2);
  Var<double> y = u;
  for (int k = 0; k < 1'000'000; ++k) y = y + v;

  const std::vector<Var<double>> dy = gradient(y, {u, v});

  CHECK(dy[0].value() == 1);
  CHECK(dy[1].value() == 1'000'000);
}

TEST_CASE("forty digits see a derivative that double takes for 0", "[gradient]") {
  using Real40 = HighPrecision<40>;
  Tape<double> tape;
  Tape<Real40> long_tape;
  const Var<double> u = input(tape, 20);
  const Var<Real40> long_u = input(long_tape, Real40(20));

  const Var<double> slope = gradient(tanh(u), {u}).front();
  const Var<Real40> long_slope = gradient(tanh(long_u), {long_u}).front();

  const Real40 by_hand = 1 / square(Real40(cosh(Real40(20))));  // 1.7e-17
  const int lost = 18;  // 1 - tanh² cancels 17 digits; the scalar, not the rule, has to afford that
  CHECK(slope.value() == 0);
  CHECK(agreeing_digits(long_slope.value(), by_hand) >= 40 - lost);
}

TEST_CASE("gradient refuses an output that is not one number", "[gradient]") {
  Tape<double> tape(2), other(2);
  const Var<double> u = input(tape, {2, 1}, rationals<double>(2));
  const Var<double> x = example_input(tape, {}, rationals<double>(2));
  const Var<double> elsewhere = input(other, 1);

  CHECK_THROWS_WITH(gradient(u, {u}),
                    Catch::Contains("gradient of a 2 x 1 block; it needs one scalar"));
  CHECK_THROWS_WITH(gradient(x, {u}),
                    Catch::Contains("1 x 1 block, one per example; it needs one"));
  CHECK_THROWS_WITH(gradient(sum(u), {elsewhere}), Catch::Contains("different tapes"));
  CHECK_THROWS_WITH(
      per_example_gradient(sum(u), {u}),
      Catch::Contains("per-example gradient of a 1 x 1 block that all examples share"));
  CHECK_THROWS_WITH(per_example_gradient(u * x, {u}),
                    Catch::Contains("gradient of a 2 x 1 block;"));

  SECTION("and a per-example one an output that mixes examples") {
    const Var<double> mixed = x * sum_over_examples(x * sum(u));
    CHECK_THROWS_WITH(per_example_gradient(mixed, {u}), Catch::Contains("sums over examples"));
    // The control: what the message advises.
    CHECK_NOTHROW(gradient(sum_over_examples(mixed), {u}));
  }
}
