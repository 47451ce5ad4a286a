/// @file products_test.cpp
/// The matrix product on every side, shared and per example, and its adjoints, against loops.
#include "autodiff/operations/products.hpp"

#include "autodiff/gradient.hpp"
#include "tests/autodiff/operations/operands.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

/// Σ_e <Y_e, C_e>, shared or not: a scalar that every entry of Y takes part in with its own weight.
template <class S>
Var<S> weighted(Var<S> y, Var<S> weights) {
  return sum_over_examples(sum(y * weights));
}

/// Checks Y = U V on either side, shared or per example, and the adjoints against plain loops.
template <class S, Side U, Side V>
void check_product(bool u_per_example, bool v_per_example) {
  INFO("lanes of U, V: " << u_per_example << ", " << v_per_example);
  Tape<S> tape(examples);
  constexpr std::uint32_t rows = 2, inner = 4, columns = 3;
  const Made<S> u =
      operand(tape, U == Side::as_is ? Shape{rows, inner} : Shape{inner, rows}, u_per_example, 1);
  const Made<S> v = operand(tape, V == Side::as_is ? Shape{inner, columns} : Shape{columns, inner},
                            v_per_example, 5);
  const Made<S> weights = operand(tape, {rows, columns}, true, 9);
  const auto u_at = [&](auto r, auto k, auto e) {
    return U == Side::as_is ? u.at(r, k, e) : u.at(k, r, e);
  };
  const auto v_at = [&](auto k, auto c, auto e) {
    return V == Side::as_is ? v.at(k, c, e) : v.at(c, k, e);
  };

  const Var<S> y = record<Product<U, V>>(u.block, v.block);
  const std::vector<Var<S>> d = gradient(weighted(y, weights.block), {u.block, v.block});

  const int digits = all_digits<S> - 1;  // at most twelve terms below 1
  REQUIRE(y.shape() == Shape{rows, columns});
  for (std::uint32_t r = 0; r < rows; ++r)
    for (std::uint32_t c = 0; c < columns; ++c)
      for (std::size_t e = 0; e < examples; ++e) {
        S by_hand(0);
        for (std::uint32_t k = 0; k < inner; ++k) by_hand += u_at(r, k, e) * v_at(k, c, e);
        CHECK(agreeing_digits(y.value(r, c, e), by_hand, S(1)) >= digits);
      }
  for (std::uint32_t k = 0; k < inner; ++k)
    for (std::size_t e = 0; e < examples; ++e) {
      S du(0), dv(0);  // of U's entry (0, k), of V's entry (k, 0), logically
      for (std::size_t of = 0; of < examples; ++of) {
        if (u_per_example ? of == e : true)
          for (std::uint32_t c = 0; c < columns; ++c) du += weights.at(0, c, of) * v_at(k, c, of);
        if (v_per_example ? of == e : true)
          for (std::uint32_t r = 0; r < rows; ++r) dv += u_at(r, k, of) * weights.at(r, 0, of);
      }
      CHECK(agreeing_digits(U == Side::as_is ? d[0].value(0, k, e) : d[0].value(k, 0, e), du,
                            S(1)) >= digits);
      CHECK(agreeing_digits(V == Side::as_is ? d[1].value(k, 0, e) : d[1].value(0, k, e), dv,
                            S(1)) >= digits);
    }
}

}  // namespace

TEMPLATE_TEST_CASE("products on every side, shared or not, are the loops of the textbook",
                   "[blocks]", double, Real50) {
  using S = TestType;
  for (const bool u : {false, true})
    for (const bool v : {false, true}) {
      check_product<S, Side::as_is, Side::as_is>(u, v);
      check_product<S, Side::transposed, Side::as_is>(u, v);
      check_product<S, Side::as_is, Side::transposed>(u, v);
    }
}
