/// @file sequential_minimal_test.cpp
/// What the two kinds of steps do to the dual, and why there are two.
#include "kernel/machines/sequential_minimal.hpp"

#include "kernel/machines/support_vector_machine.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/machines/disc.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("a pair step goes as by hand", "[sequential_minimal]", double, Real50) {
  using S = TestType;
  // On a line, labels -1 at 0 and 1, 1 at 3 and 5. At α = 0 all slopes are the labels; 3 rises, as
  // the first of slope 1, and 1 falls, as the nearer one: t = 2/4.
  const Matrix<S> k = gram(dot_product<S>, whole_points<S>({{0}, {1}, {3}, {5}}));
  SupportVectorDual<S> dual(k, {-1, -1, 1, 1}, std::optional<S>());
  CHECK(dual.bias() == 0);

  REQUIRE(pair_step(dual));

  const S half = S(1) / 2;
  CHECK(dual.alpha() == std::vector<S>{S(0), half, half, S(0)});
  for (std::size_t i = 0; i < 4; ++i)  // w = 1: the slopes are y - x
    CHECK(dual.slope(i) == std::vector<S>{S(-1), S(-2), S(-2), S(-4)}[i]);
  // 1, 3, 5 may rise, at slopes -2, -2, -4, and 0, 1, 3 fall, at -1, -2, -2: no pair is left.
  CHECK(dual.bias() == -2);
  CHECK_FALSE(pair_step(dual));

  SECTION("and stops where C is met") {
    SupportVectorDual<S> bounded(k, {-1, -1, 1, 1}, S(1) / 8);
    REQUIRE(pair_step(bounded));
    CHECK(bounded.alpha() == std::vector<S>{S(0), S(1) / 8, S(1) / 8, S(0)});
    CHECK_FALSE(bounded.may_move(1, -1));
    CHECK(bounded.may_move(1, 1));
    CHECK_FALSE(bounded.may_move(2, 1));
    CHECK(*bounded.room(3, 1) == S(1) / 8);
    CHECK(*bounded.room(3, -1) == 0);
    CHECK_FALSE(dual.room(3, 1));  // for ever
  }
  SECTION("and where the one that falls comes to 0") {
    // w = 5/4: 1 rises, at slope -1/4, and 10 falls, at -23/2; t = 45/4 / 81 is more than it has.
    const Matrix<S> other = gram(dot_product<S>, whole_points<S>({{10}, {0}, {1}}));
    SupportVectorDual<S> small(other, {1, -1, 1}, std::optional<S>());
    small.add(0, S(1) / 8);
    small.add(1, S(-1) / 8);
    small.renew_slopes();
    REQUIRE(pair_step(small));
    CHECK(small.alpha() == std::vector<S>{S(0), S(1) / 8, S(1) / 8});
    CHECK(small.slope(2) == S(7) / 8);
  }
}

TEST_CASE("no step of either kind lowers D, but for rounding", "[sequential_minimal]") {
  const Disc<double> data(40, true);
  SupportVectorDual<double> dual(data.k, data.y, 50.0);
  double last = 0;
  for (int n = 1; n < 200; ++n) {
    if (n % 10 == 0)
      (void)free_step(dual);
    else
      (void)pair_step(dual);
    const double now = detail::machine_of(dual, data.y, {.C = 50.0}).dual;
    CHECK(now > last - 1e-11 * now);
    last = now;
  }
  const double best = fit_support_vector_machine(data.k, data.y, {.C = 50.0}).dual;
  CHECK(agreeing_digits(last, best) >= 10);
}

TEST_CASE("pair steps alone gain digits slowly, and free steps the rest of them at once",
          "[sequential_minimal]") {
  const Disc<Real50> data(40, true);
  const SupportVectorOptions<Real50> options{.C = Real50(50)};
  SupportVectorDual<Real50> dual(data.k, data.y, options.C);
  for (int n = 0; n < 1000; ++n) REQUIRE(pair_step(dual));
  const SupportVectorMachine<Real50> pairs_only = detail::machine_of(dual, data.y, options);

  CHECK_FALSE(pairs_only.converged);
  CHECK(pairs_only.gap() > Real50(1) / 100'000'000);
  const SupportVectorMachine<Real50> both = fit_support_vector_machine(data.k, data.y, options);
  CHECK(both.converged);
  CHECK(both.steps < 200);
}

TEST_CASE("a free step makes all free slopes equal, where no bound stops it",
          "[sequential_minimal]") {
  const Disc<double> data(12, false);
  SupportVectorDual<double> dual(data.k, data.y, std::optional<double>());
  for (int n = 0; n < 6; ++n) REQUIRE(pair_step(dual));
  const auto spread = [&] {
    double low = 1000, high = -1000;
    for (std::size_t i = 0; i < dual.count(); ++i)
      if (dual.alpha()[i] > 0) {
        low = std::min(low, dual.slope(i));
        high = std::max(high, dual.slope(i));
      }
    return high - low;
  };

  CHECK(spread() > 0.001);
  while (free_step(dual)) {
  }
  CHECK(spread() < 1e-12);
}
