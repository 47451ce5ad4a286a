/// @file sums_test.cpp
/// Sums over entries and examples, one by one and fused with a product; shapes that do not fit.
#include "autodiff/operations/sums.hpp"

#include "autodiff/gradient.hpp"
#include "tests/autodiff/operations/operands.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("a product summed over examples as one instruction is the sum of the products",
                   "[blocks]", double, Real50) {
  using S = TestType;
  Tape<S> tape(examples);
  const Made<S> u = operand(tape, {2, 2}, true, 1);
  for (const bool v_per_example : {false, true}) {
    const Made<S> v = operand(tape, {2, 2}, v_per_example, 8);
    const auto check = [&](Var<S> fused, Var<S> each) {
      const Var<S> apart = record<SumOverExamples>(each);
      CHECK(fused.instruction().opcode != opcode_of<SumOverExamples>);
      CHECK_FALSE(fused.per_example());
      const Made<S> weights = operand(tape, {2, 2}, false, 4);
      const std::vector<Var<S>> d = gradient(sum(fused * weights.block), {u.block, v.block});
      const std::vector<Var<S>> d_apart = gradient(sum(apart * weights.block), {u.block, v.block});
      const int digits = all_digits<S> - 1;  // the same terms in another order
      for (const std::uint32_t r : {0u, 1u})
        for (const std::uint32_t c : {0u, 1u}) {
          CHECK(agreeing_digits(fused.value(r, c), apart.value(r, c), S(1)) >= digits);
          CHECK(agreeing_digits(d[0].value(r, c, 2), d_apart[0].value(r, c, 2), S(1)) >= digits);
          CHECK(agreeing_digits(d[1].value(r, c, 2), d_apart[1].value(r, c, 2), S(1)) >= digits);
        }
    };
    const Var<S> nn = product(u.block, v.block);
    const Var<S> tn = record<Product<Side::transposed, Side::as_is>>(u.block, v.block);
    const Var<S> nt = record<Product<Side::as_is, Side::transposed>>(u.block, v.block);
    check(sum_over_examples(nn), nn);
    check(sum_over_examples(tn), tn);
    check(sum_over_examples(nt), nt);
  }
}

TEST_CASE("sums and broadcasts count every entry and every example once", "[blocks]") {
  Tape<double> tape(3);
  const std::vector<double> values{1, 2, 3, 4, 5, 6};
  const Var<double> shared = input(tape, {2, 3}, values);
  const Var<double> lanes = example_input(tape, {2, 1}, values);
  const Var<double> one = input(tape, 7);

  CHECK(sum(shared).value() == 21);
  CHECK(sum(lanes).value(0, 0, 2) == 3 + 6);
  CHECK(sum_over_examples(lanes).value(1, 0) == 4 + 5 + 6);
  CHECK(sum_over_examples(shared).value(0, 1) == 3 * 2);  // once for each example
  CHECK(repeat_per_example(shared).per_example());
  CHECK(broadcast(one, {2, 3}).value(1, 2) == 7);
  CHECK(sum(one).id == one.id);  // nothing to do, nothing recorded

  SECTION("and so do their adjoints") {
    CHECK(gradient(sum(square(shared)), {shared}).front().value(1, 2) == 2 * 6);
    CHECK(gradient(sum(sum_over_examples(shared)), {shared}).front().value(0, 0) == 3);
    CHECK(gradient(sum(broadcast(square(one), {2, 3})), {one}).front().value() == 6 * 14);
    CHECK(gradient(sum(shared * one), {one}).front().value() == 21);
    CHECK(gradient(sum_over_examples(sum(lanes / one)), {one}).front().value() == -21.0 / 49);
  }
}

TEST_CASE("blocks that do not fit are refused with both shapes", "[blocks]") {
  Tape<double> tape;
  const Var<double> u = input(tape, {2, 3}, rationals<double>(6));
  const Var<double> v = input(tape, {2, 1}, rationals<double>(2));
  const std::size_t before = tape.size();

  CHECK_THROWS_AS(product(u, v), std::invalid_argument);
  CHECK_THROWS_WITH(product(u, v),
                    Catch::Contains("product of a 2 x 3 and a 2 x 1 block") &&
                        Catch::Contains("3, must be as many as the rows of the second, 2."));
  CHECK_THROWS_WITH((record<Product<Side::as_is, Side::transposed>>(u, v)),
                    Catch::Contains("product of a 2 x 3 and a 1 x 2 block"));  // as multiplied
  CHECK_THROWS_WITH(broadcast(v, {3, 2}),
                    "autodiff: broadcast of a 2 x 1 block to 3 x 2; a scalar, a row of as many "
                    "columns or a column of as many rows can fill a block.");
  CHECK(tape.size() == before);
  CHECK_NOTHROW(record<Product<Side::transposed, Side::as_is>>(u, v));  // the control
}

TEMPLATE_TEST_CASE("sums over rows and columns, and what they are pulled back to", "[sums]",
                   double, Real50) {
  using S = TestType;
  for (const bool per_example : {false, true}) {
    Tape<S> tape(examples);
    const Made<S> u = operand(tape, {2, 3}, per_example, 1);
    const Var<S> over_rows = sum_over_rows(u.block), over_columns = sum_over_columns(u.block);
    REQUIRE(over_rows.shape() == Shape{1, 3});
    REQUIRE(over_columns.shape() == Shape{2, 1});
    const Var<S> y = sum_over_examples(sum(square(over_rows)) + sum(square(over_columns)));
    const Var<S> d = gradient(y, {u.block}).front();
    for (std::uint32_t r = 0; r < 2; ++r)
      for (std::uint32_t c = 0; c < 3; ++c)
        for (std::size_t e = 0; e < examples; ++e) {
          const S column = u.at(0, c, e) + u.at(1, c, e);
          const S row = u.at(r, 0, e) + u.at(r, 1, e) + u.at(r, 2, e);
          CHECK(agreeing_digits(over_rows.value(0, c, e), column, S(1)) >= all_digits<S> - 1);
          CHECK(agreeing_digits(over_columns.value(r, 0, e), row, S(1)) >= all_digits<S> - 1);
          const S times = per_example ? S(2) : S(2 * static_cast<int>(examples));
          CHECK(agreeing_digits(d.value(r, c, e), S(times * (column + row)), S(1)) >=
                all_digits<S> - 2);
        }
  }
}

TEMPLATE_TEST_CASE("logsumexp and softmax do not overflow, and are each other's derivative",
                   "[sums]", double, Real50) {
  using S = TestType;
  Tape<S> tape;
  const std::vector<S> huge{S(1000000), S(1000001), S(-1000000), S(999999)};
  const Var<S> u = input(tape, {2, 2}, huge);
  const Var<S> y = logsumexp(u), p = softmax(u);

  using std::exp, std::log;
  const S e = exp(S(1));
  const S by_hand = 1000001 + log(S(1 + 1 / e + 1 / (e * e)));
  CHECK(agreeing_digits(y.value(), by_hand) >= all_digits<S> - 1);
  const Var<S> d = gradient(y, {u}).front();
  S total(0);
  for (std::uint32_t i = 0; i < 4; ++i) {
    total += p.value(i / 2, i % 2);
    CHECK(agreeing_digits(d.value(i / 2, i % 2), p.value(i / 2, i % 2), S(1)) >=
          all_digits<S> - 1);
  }
  CHECK(agreeing_digits(total, S(1)) >= all_digits<S> - 1);
  using std::isfinite;
  if (std::is_same_v<S, double>)  // the control: without the shift it does
    CHECK_FALSE(isfinite(log(sum(exp(u))).value()));

  SECTION("row by row as well") {
    const Var<S> rows = logsumexp_of_rows(u), q = softmax_of_rows(u);
    REQUIRE(rows.shape() == Shape{2, 1});
    CHECK(agreeing_digits(rows.value(0, 0), S(1000001 + log(S(1 + 1 / e)))) >= all_digits<S> - 1);
    CHECK(rows.value(1, 0) == S(999999));  // e^-1999999 is nothing beside 1
    CHECK(agreeing_digits(S(q.value(0, 0) + q.value(0, 1)), S(1)) >= all_digits<S> - 1);
    const Var<S> d_rows = gradient(sum(rows), {u}).front();
    CHECK(agreeing_digits(d_rows.value(0, 1), q.value(0, 1), S(1)) >= all_digits<S> - 1);
  }
  SECTION("and second derivatives are those of the closed form") {
    const Var<S> w = input(tape, {1, 2}, std::vector<S>{S(1) / 3, S(-2) / 7});
    const Var<S> first = slice(gradient(logsumexp(w), {w}).front(), 0, 0, {1, 1});
    const Var<S> second = gradient(first, {w}).front();
    const S s = 1 / (1 + exp(S(S(-2) / 7 - S(1) / 3)));
    CHECK(agreeing_digits(second.value(0, 0), S(s * (1 - s))) >= all_digits<S> - 2);
    CHECK(agreeing_digits(second.value(0, 1), S(-s * (1 - s))) >= all_digits<S> - 2);
  }
}
