/// @file moves_test.cpp
/// Entries elsewhere: where each one goes, and that its adjoint comes back.
#include "autodiff/operations/moves.hpp"

#include "autodiff/gradient.hpp"
#include "tests/autodiff/operations/operands.hpp"
#include "tests/catch.hpp"

using namespace pathkernel;

namespace {

/// Checks y's entry (r, c) of every example against that of u at `from(r, c)`, and that the
/// adjoint of u counts the weights of all places where an entry went.
template <class From>
void check_moved(Tape<double>& tape, const Made<double>& u, Var<double> y, Shape shape, From from) {
  REQUIRE(y.shape() == shape);
  const Made<double> weights = operand(tape, shape, true, 4);
  const Var<double> d_u = gradient(sum_over_examples(sum(y * weights.block)), {u.block}).front();
  std::vector<double> expected(d_u.block().entries().size(), 0);
  const std::size_t lanes = u.block.per_example() ? examples : 1;
  for (std::uint32_t r = 0; r < shape.rows; ++r)
    for (std::uint32_t c = 0; c < shape.columns; ++c)
      for (std::size_t e = 0; e < examples; ++e) {
        const std::size_t i = from(r, c);
        CHECK(y.value(r, c, e) == u.block.block().at(i, e));
        expected[i * lanes + (lanes == 1 ? 0 : e)] += weights.at(r, c, e);
      }
  const std::span<const double> found = d_u.block().entries();
  for (std::size_t i = 0; i < expected.size(); ++i)
    CHECK(std::abs(found[i] - expected[i]) < double(1) / 1'000'000'000'000);
}

}  // namespace

TEST_CASE("every entry goes where it should, and its adjoint comes back", "[moves]") {
  for (const bool per_example : {false, true}) {
    INFO("per example: " << per_example);
    Tape<double> tape(examples);
    const Made<double> u = operand(tape, {2, 3}, per_example, 1);
    const std::array<std::size_t, 8> repeated{5, 0, 0, 3, 5, 5, 1, 2};

    check_moved(tape, u, reshape(u.block, {3, 2}), {3, 2},
                [](auto r, auto c) { return r * 2 + c; });
    check_moved(tape, u, transpose(u.block), {3, 2}, [](auto r, auto c) { return c * 3 + r; });
    check_moved(tape, u, slice(u.block, 0, 1, {2, 2}), {2, 2},
                [](auto r, auto c) { return r * 3 + c + 1; });
    check_moved(tape, u, gather(u.block, repeated, {2, 4}), {2, 4},
                [&](auto r, auto c) { return repeated[r * 4 + c]; });
    check_moved(tape, u, concatenate_rows(u.block, u.block), {4, 3},
                [](auto r, auto c) { return r % 2 * 3 + c; });
    check_moved(tape, u, concatenate_columns(u.block, u.block), {2, 6},
                [](auto r, auto c) { return r * 3 + c % 3; });
    const std::array<Var<double>, 3> three{u.block, slice(u.block, 1, 0, {1, 3}), u.block};
    check_moved(tape, u, concatenate_rows(std::span<const Var<double>>(three)), {5, 3},
                [](auto r, auto c) {
                  return (r < 2 ? r : r == 2 ? 1 : r - 3) * 3 + c;
                });
  }
}

TEST_CASE("a shared block beside one that is per example is repeated", "[moves]") {
  Tape<double> tape(examples);
  const Made<double> u = operand(tape, {1, 2}, false, 1);
  const Made<double> v = operand(tape, {1, 2}, true, 7);
  const Var<double> y = concatenate_rows(u.block, v.block);
  for (std::size_t e = 0; e < examples; ++e) {
    CHECK(y.value(0, 1, e) == u.at(0, 1, 0));
    CHECK(y.value(1, 1, e) == v.at(0, 1, e));
  }
}

TEST_CASE("a convolution is a gather and a product", "[moves]") {
  Tape<double> tape;
  const Var<double> signal = input(tape, {1, 5}, rationals<double>(5, 1));
  const Var<double> filter = input(tape, {1, 3}, rationals<double>(3, 9));
  const std::array<std::size_t, 9> patches{0, 1, 2, 1, 2, 3, 2, 3, 4};  // a column each

  const Var<double> y = product(filter, gather(signal, patches, {3, 3}));

  for (std::size_t at = 0; at < 3; ++at) {
    double by_hand = 0;
    for (std::size_t k = 0; k < 3; ++k)
      by_hand += filter.value(0, k) * signal.value(0, patches[k * 3 + at]);
    CHECK(std::abs(y.value(0, at) - by_hand) < double(1) / 1'000'000'000'000);
  }
}

TEST_CASE("what does not fit is refused with both values named", "[moves]") {
  Tape<double> tape, other;
  const Var<double> u = input(tape, {2, 3}, rationals<double>(6));
  const Var<double> v = input(tape, {3, 3}, rationals<double>(9));
  const std::array<std::size_t, 2> indices{1, 6};

  CHECK_THROWS_WITH(
      reshape(u, {2, 2}),
      "autodiff: reshape of a 2 x 3 block to 2 x 2, 6 entries to 4; both must hold as "
      "many.");
  CHECK_THROWS_WITH(gather(u, indices, {1, 2}),
                    "autodiff: gather of entry 6 of a 2 x 3 block; its entries are 0 to 5.");
  CHECK_THROWS_WITH(gather(u, indices, {1, 3}),
                    Catch::Contains("gather of 2 entries into a 1 x 3 block, which holds 3"));
  CHECK_THROWS_WITH(slice(u, 1, 1, {2, 2}),
                    "autodiff: a 2 x 2 slice at (1, 1) of a 2 x 3 block; it must lie inside.");
  CHECK_THROWS_WITH(concatenate_columns(u, v),
                    "autodiff: a 2 x 3 block beside a 3 x 3 block; they need as many rows.");
  CHECK_THROWS_WITH(concatenate_rows(u, transpose(u)),
                    "autodiff: a 2 x 3 block above a 3 x 2 block; they need as many columns.");
  CHECK_THROWS_WITH(concatenate_rows(u, input(other, {1, 3}, rationals<double>(3))),
                    Catch::Contains("different tapes"));
  CHECK_NOTHROW(concatenate_rows(u, v));  // the control
}
