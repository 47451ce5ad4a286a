/// @file expansion_of_blocks_test.cpp
/// Series of whole blocks, over a batch, with and without inputs that stand still; what is refused.
#include "autodiff/expansion.hpp"

#include "autodiff/gradient.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("e^{At} e^{-At} = 1 as series of 2 x 2 blocks, whichever is transposed",
                   "[expansion]", double, Real50) {
  using S = TestType;
  const int order = 20;
  const std::vector<S> a{S(1) / 3, S(2) / 7, S(-3) / 5, S(1) / 11};
  Tape<S> tape;
  const std::vector<S> zeros(4, S(0));
  const Var<S> u = input(tape, {2, 2}, zeros), v = input(tape, {2, 2}, zeros);
  const Var<S> u_t = input(tape, {2, 2}, zeros), v_t = input(tape, {2, 2}, zeros);
  const std::vector<NodeId> products{product(u, v).id,
                                     record<Product<Side::transposed, Side::as_is>>(u_t, v).id,
                                     record<Product<Side::as_is, Side::transposed>>(u, v_t).id};
  Expansion<S> expansion(tape, std::vector{u.id, v.id, u_t.id, v_t.id}, products, order);

  std::vector<S> power{S(1), S(0), S(0), S(1)};  // A^k/k!
  for (int k = 0; k <= order; ++k) {
    const auto order_k = static_cast<std::size_t>(k);
    for (const std::size_t i : {0u, 1u, 2u, 3u}) {
      const std::size_t transposed = 2 * (i % 2) + i / 2;
      const S negative = k % 2 == 0 ? power[i] : S(-power[i]);
      expansion.coefficient(u.id, order_k).at(i, 0) = power[i];
      expansion.coefficient(v.id, order_k).at(i, 0) = negative;
      expansion.coefficient(u_t.id, order_k).at(transposed, 0) = power[i];
      expansion.coefficient(v_t.id, order_k).at(transposed, 0) = negative;
    }
    expansion.run(order_k);
    const S next(k + 1);
    power = {S((power[0] * a[0] + power[1] * a[2]) / next),
             S((power[0] * a[1] + power[1] * a[3]) / next),
             S((power[2] * a[0] + power[3] * a[2]) / next),
             S((power[2] * a[1] + power[3] * a[3]) / next)};
  }

  for (const NodeId y : products)
    for (std::size_t k = 0; k <= order; ++k)
      for (const std::size_t i : {0u, 1u, 2u, 3u}) {
        const S expected(k == 0 && (i == 0 || i == 3) ? 1 : 0);
        CHECK(agreeing_digits(expansion.coefficient(y, k).at(i, 0), expected, S(1)) >=
              all_digits<S> - 1);
      }
}

TEMPLATE_TEST_CASE("a batch expands each example, and sums them order by order", "[expansion]",
                   double, Real50) {
  using S = TestType;
  const std::vector<S> x{S(1) / 2, S(-2) / 3, S(3) / 5};
  Tape<S> tape(3);
  const Var<S> w = input(tape, S(0));
  const Var<S> each = exp(w * example_input(tape, {}, x)) - w;
  const Var<S> total = sum_over_examples(each);
  const Var<S> filled = sum(broadcast(total / 2, {2, 1}));
  const Var<S> fused = sum_over_examples(product(w, each));

  Expansion<S> expansion(tape, std::array{w.id}, std::array{each.id, filled.id, fused.id}, 10);
  expansion.coefficient(w.id, 1).at(0, 0) = S(1);  // w = t
  for (std::size_t k = 0; k <= 10; ++k) expansion.run(k);

  std::vector<S> power(3, S(1));  // x^k/k!
  S before(0);                    // t Σ_e y_e has the coefficients of Σ_e y_e, one order late
  for (std::size_t k = 0; k <= 10; ++k) {
    S sum(0);
    for (std::size_t e = 0; e < 3; ++e) {
      const S by_hand = power[e] - (k == 1 ? 1 : 0);
      CHECK(agreeing_digits(expansion.coefficient(each.id, k).at(0, e), by_hand) >=
            all_digits<S> - 2);
      sum += by_hand;
      power[e] *= x[e] / S(static_cast<int>(k + 1));
    }
    CHECK(agreeing_digits(expansion.coefficient(filled.id, k).at(0, 0), sum) >= all_digits<S> - 2);
    CHECK(agreeing_digits(expansion.coefficient(fused.id, k).at(0, 0), before) >=
          all_digits<S> - 2);
    before = sum;
  }
}

TEST_CASE("an input that stands still has one coefficient, and can be given another",
          "[expansion]") {
  Tape<double> tape;
  const Var<double> t = input(tape, 0), c = input(tape, 3);
  const Var<double> y = exp(t * c) / c;  // Σ c^{k-1} t^k/k!
  Expansion<double> expansion(tape, std::array{t.id}, std::array{y.id}, 2);
  expansion.coefficient(t.id, 1).at(0, 0) = 1;

  expansion.set(c.id, std::vector<double>{4});
  for (std::size_t k = 0; k <= 2; ++k) expansion.run(k);

  CHECK(expansion.coefficient(y.id, 0).at(0, 0) == 0.25);
  CHECK(expansion.coefficient(y.id, 1).at(0, 0) == 1);
  CHECK(expansion.coefficient(y.id, 2).at(0, 0) == 2);
  CHECK(expansion.coefficient(c.id, 1).at(0, 0) == 0);

  SECTION("but not one of another size, nor a block that nothing was asked of") {
    const Var<double> unused = sin(t);
    CHECK_THROWS_WITH(expansion.set(c.id, std::vector<double>{4, 5}),
                      Catch::Contains("this 1 x 1 block holds 1."));
    CHECK_THROWS_WITH(expansion.coefficient(unused.id, 0),
                      Catch::Contains("is not computed here; name it among the outputs."));
  }
}

TEST_CASE("a function met outside its domain stops an expansion with the value", "[expansion]") {
  Tape<double> tape;
  const Var<double> t = input(tape, 1);
  const Var<double> y = log(t);
  Expansion<double> expansion(tape, std::array{t.id}, std::array{y.id}, 2);

  expansion.coefficient(t.id, 0).at(0, 0) = -2;

  CHECK_THROWS_AS(expansion.run(0), std::domain_error);
  CHECK_THROWS_WITH(expansion.run(0), Catch::Contains("log of -2"));
}
