/// @file tape_test.cpp
/// Tapes as values: what a copy, a move and an assignment do to variables that are still in use.
#include "autodiff/tape.hpp"

#include "autodiff/gradient.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("a variable used twice collects both adjoints", "[tape]", double, Real50) {
  using S = TestType;
  Tape<S> tape;
  const Var<S> u = input(tape, S(3) / 7);  // 3/7 has no finite binary expansion
  const Var<S> y = u * u + u;

  const Var<S> dy_du = gradient(y, {u}).front();

  const S by_hand = 2 * u.value() + 1;
  const int lost = 1;  // three roundings cost less than one digit
  CHECK(agreeing_digits(dy_du.value(), by_hand) >= all_digits<S> - lost);
  CHECK(agreeing_digits(dy_du.value(), S(u.value() + 1)) == 0);  // one use of u u forgotten

  SECTION("used three times in one product, all three") {
    const S cube = gradient(u * u * u, {u}).front().value();
    CHECK(agreeing_digits(cube, S(3 * u.value() * u.value())) >= all_digits<S> - lost);
  }
}

TEST_CASE("b = a + a, c = b + b: a is reached once and has derivative 4", "[tape]") {
  Tape<double> tape;
  const Var<double> a = input(tape, 3);
  const Var<double> b = a + a;
  const Var<double> c = b + b;

  CHECK(c.value() == 12);
  CHECK(gradient(c, {a}).front().value() == 4);
  CHECK(gradient(c, {b}).front().value() == 2);
}

TEST_CASE("variables stay valid when their tape is moved", "[tape]") {
  Tape<double> tape;
  const Var<double> u = input(tape, 3);
  const Var<double> y = square(u);

  Tape<double> moved = std::move(tape);
  const Var<double> z = y + u;  // recorded on the body that moved

  CHECK(z.value() == 12);
  CHECK(moved.size() == 3);
  CHECK(gradient(z, {u}).front().value() == 7);

  SECTION("and when it is assigned to another tape") {
    Tape<double> target;
    target = std::move(moved);
    CHECK((z * u).value() == 36);
    CHECK(target[z.id].value() == 12);
  }
}

TEST_CASE("a copy is a program of its own, with variables of its own", "[tape]") {
  Tape<double> tape(2);
  const Var<double> u = input(tape, 3);
  const Var<double> y = square(u);

  const Tape<double> copy = tape;
  const std::size_t before = copy.size();
  const Var<double> z = y + u;
  const Var<double> counterpart = copy[y.id];

  CHECK(z.value() == 12);
  CHECK(copy.size() == before);  // what is recorded on one is not on the other
  CHECK(copy.examples() == 2);
  CHECK(counterpart.value() == 9);
  CHECK(gradient(counterpart, {copy[u.id]}).front().value() == 6);

  SECTION("so that variables of both do not mix") {
    CHECK_THROWS_AS(y + counterpart, std::invalid_argument);
    CHECK_THROWS_WITH(y + counterpart,
                      Catch::Contains("node 1 and node 1 were recorded on different"));
  }
}

TEST_CASE("variables of two tapes are refused, with the remedy", "[tape]") {
  Tape<double> tape, other;
  const Var<double> u = input(tape, 1), v = input(other, 1);
  const std::string remedy = "Create all inputs with input(tape, value) on one tape.";

  CHECK_THROWS_WITH(u + v, Catch::Contains("no single sweep reaches both. " + remedy));
  CHECK_THROWS_WITH(u / v, Catch::Contains(remedy));
  CHECK_THROWS_WITH(product(u, v), Catch::Contains(remedy));
  CHECK_THROWS_WITH(gradient(u * u, {v}), Catch::Contains(remedy));
  CHECK(tape.size() == 2);  // of all that, u u alone was recorded
  CHECK(other.size() == 1);
}

TEST_CASE("a value is asked for as what it is", "[tape]") {
  Tape<double> tape(2);
  const Var<double> block = input(tape, {2, 1}, std::vector<double>{3, 4});
  const Var<double> lanes = example_input(tape, {}, std::vector<double>{5, 6});

  CHECK(block.value(1, 0) == 4);
  CHECK(block.value(1, 0, 1) == 4);  // shared: the same in every example
  CHECK(lanes.value(0, 0, 1) == 6);
  CHECK_THROWS_WITH(block.value(),
                    "autodiff: value() of a 2 x 1 block; say which entry: "
                    "value(row, column, example).");
  CHECK_THROWS_WITH(lanes.value(), Catch::Contains("value() of a 1 x 1 block, one per example"));
  CHECK_THROWS_WITH(block.value(2, 0),
                    "autodiff: entry (2, 0) of example 0 of a 2 x 1 block on a tape "
                    "of 2 examples; indices begin at 0.");
  CHECK_THROWS_WITH(block.value(0, 1), Catch::Contains("entry (0, 1)"));
  CHECK_THROWS_WITH(lanes.value(0, 0, 2), Catch::Contains("of example 2"));
}

TEST_CASE("leaves of the wrong size and tapes without examples are refused", "[tape]") {
  Tape<double> tape(3);
  const std::vector<double> four{1, 2, 3, 4};

  CHECK_NOTHROW(input(tape, {2, 2}, four));  // the control
  CHECK_THROWS_WITH(input(tape, {2, 3}, four),
                    "autodiff: 4 numbers for a 2 x 3 input of 1 lanes, which holds 6.");
  CHECK_THROWS_WITH(example_input(tape, {}, four),
                    "autodiff: 4 numbers for a 1 x 1 input of 3 lanes, which holds 3.");
  CHECK_THROWS_WITH(input(tape, {0, 2}, std::vector<double>{}), Catch::Contains("a 0 x 2 input"));
  CHECK_THROWS_WITH(Tape<double>(0), "autodiff: a tape of 0 examples; a batch needs at least 1.");
  CHECK_THROWS_AS(Tape<double>(0), std::invalid_argument);
}

namespace {

/// A number as a vector register would want it: 64 bytes, on a boundary of 64.
struct alignas(64) Wide {
  double number = 0;

  Wide() = default;
  Wide(int n) : number(n) {}
  friend bool operator==(const Wide&, const Wide&) = default;
  friend Wide operator+(Wide a, const Wide& b) { return a.number += b.number, a; }
  friend Wide operator-(Wide a, const Wide& b) { return a.number -= b.number, a; }
  friend Wide operator*(Wide a, const Wide& b) { return a.number *= b.number, a; }
  friend Wide operator/(Wide a, const Wide& b) { return a.number /= b.number, a; }
  Wide& operator+=(const Wide& other) { return *this = *this + other; }
};

}  // namespace

TEST_CASE("numbers lie where their alignment wants them", "[tape]") {
  Tape<Wide> tape;
  Var<Wide> y = input(tape, Wide(3));
  for (int k = 0; k < 20; ++k) {
    y = y + y * y - y * y;
    CHECK(reinterpret_cast<std::uintptr_t>(y.block().data) % alignof(Wide) == 0);
  }
  CHECK(y.value() == Wide(3));
}
