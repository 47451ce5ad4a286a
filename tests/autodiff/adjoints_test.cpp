/// @file adjoints_test.cpp
/// The sweep over numbers against the one that records: the same rules, so the same derivatives.
#include "autodiff/adjoints.hpp"

#include "tests/catch.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

template <class S>
void check_same(const Adjoints<S>& adjoints, Var<S> u, Var<S> gradient) {
  const BlockView<const S> a = adjoints[u], b = gradient.block();
  REQUIRE(a.entries().size() == b.entries().size());
  for (std::size_t i = 0; i < a.entries().size(); ++i)
    CHECK(agreeing_digits(a.data[i], b.data[i]) >= all_digits<S> - 2);
}

}  // namespace

TEMPLATE_TEST_CASE("adjoints computed are those recorded, for scalars", "[adjoints]", double,
                   Real50) {
  using S = TestType;
  Tape<S> tape;
  const Var<S> u = input(tape, S(3) / 7), v = input(tape, S(5) / 3);
  const Var<S> a = u * v + u;
  const Var<S> b = sin(a) / (1 + exp(-v)) + pow(v, u) + max(u, v) - abs(u - v) + tanh(a) * a;

  const Adjoints<S> adjoints(b);

  const std::vector<Var<S>> recorded = gradient(b, {u, v, a});
  check_same(adjoints, u, recorded[0]);
  check_same(adjoints, v, recorded[1]);
  check_same(adjoints, a, recorded[2]);
  CHECK(*adjoints[b].data == 1);

  SECTION("and asking twice gives the same, since nothing is left on the tape") {
    const std::size_t size = tape.size();
    const Adjoints<S> again(b);
    CHECK(*again[u].data == *adjoints[u].data);
    CHECK(tape.size() == size);
  }
}

TEMPLATE_TEST_CASE("and for blocks, shared and per example", "[adjoints]", double, Real50) {
  using S = TestType;
  Tape<S> tape(3);
  const Var<S> w = input(tape, {2, 2}, rationals<S>(4, 1));
  const Var<S> b = input(tape, {2, 1}, rationals<S>(2, 5));
  const Var<S> x = example_input(tape, {2, 1}, rationals<S>(6, 7));
  const Var<S> h = tanh(product(w, x) + b);
  const Var<S> y = sum_over_examples(sum(square(h)) * logsumexp(x)) + dot(w, transpose(w));

  const Adjoints<S> adjoints(y);

  const std::vector<Var<S>> recorded = gradient(y, {w, b, x, h});
  check_same(adjoints, w, recorded[0]);
  check_same(adjoints, b, recorded[1]);
  check_same(adjoints, x, recorded[2]);
  check_same(adjoints, h, recorded[3]);
}

TEST_CASE("a chain of a million operations is swept without recursion", "[adjoints]") {
  Tape<double> tape;
  const Var<double> u = input(tape, 1);
  Var<double> y = u;
  for (int k = 0; k < 1'000'000; ++k) y = y + u;

  const Adjoints<double> adjoints(y);

  CHECK(*adjoints[u].data == 1'000'001);
}

TEST_CASE("what the output does not depend on has adjoint 0, whatever its own derivative",
          "[adjoints]") {
  Tape<double> tape;
  const Var<double> u = input(tape, 0), v = input(tape, 2);
  const Var<double> infinite = v / u;
  const Var<double> y = u * v;

  const Adjoints<double> adjoints(y);

  CHECK(*adjoints[u].data == 2);
  CHECK(*adjoints[infinite].data == 0);

  SECTION("and what was recorded later, or elsewhere, is refused") {
    const Var<double> later = u + v;
    CHECK_THROWS_WITH(adjoints[later], Catch::Contains("has no adjoint here"));
    Tape<double> other;
    CHECK_THROWS_WITH(adjoints[input(other, 1)], Catch::Contains("has no adjoint here"));
  }
  SECTION("and a block has no one gradient") {
    const Var<double> block = input(tape, {2, 1}, std::array{double{1}, double{2}});
    CHECK_THROWS_WITH(Adjoints<double>(block), Catch::Contains("gradient of a 2 x 1 block"));
  }
}
