/// @file choices_test.cpp
/// Comparisons and functions with a kink: values, the derivative at the kink, and no series there.
#include "autodiff/operations/choices.hpp"

#include "autodiff/expansion.hpp"
#include "autodiff/gradient.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

/// Value and slope of f at a.
template <class S, class F>
std::pair<S, S> value_and_slope(F f, const S& a) {
  Tape<S> tape;
  const Var<S> u = input(tape, a);
  const Var<S> y = f(u);
  return {y.value(), gradient(y, {u}).front().value()};
}

/// The digits in which two series agree, in units of their largest coefficient, 1 here.
template <class S>
int agreement(const std::vector<S>& a, const std::vector<S>& b) {
  int digits = a.size() == b.size() ? all_digits<S> : 0;
  for (std::size_t k = 0; k < a.size(); ++k)
    digits = std::min(digits, agreeing_digits(a[k], b[k], S(1)));
  return digits;
}

/// The series of f(a + t) to the given order.
template <class S, class F>
std::vector<S> series(F f, const S& a, std::size_t order) {
  Tape<S> tape;
  const Var<S> u = input(tape, a);
  const Var<S> y = f(u);
  Expansion<S> expansion(tape, std::array{u.id}, std::array{y.id}, order);
  expansion.coefficient(u.id, 1).at(0, 0) = S(1);
  std::vector<S> coefficients;
  for (std::size_t k = 0; k <= order; ++k) {
    expansion.run(k);
    coefficients.push_back(expansion.coefficient(y.id, k).at(0, 0));
  }
  return coefficients;
}

}  // namespace

TEMPLATE_TEST_CASE("beside the kink they are one branch or the other", "[choices]", double,
                   Real50) {
  using S = TestType;
  using Pair = std::pair<S, S>;
  for (const S& a : {S(-9) / 7, S(2) / 3}) {
    const bool positive = a > 0;
    const S sign = positive ? S(1) : S(-1), on = positive ? S(1) : S(0);
    CHECK(value_and_slope([](auto u) { return abs(u); }, a) == Pair(sign * a, sign));
    CHECK(value_and_slope([](auto u) { return relu(u); }, a) == Pair(on * a, on));
    CHECK(value_and_slope([](auto u) { return max(u, 2 * u); }, a) ==
          Pair(positive ? S(2 * a) : a, positive ? S(2) : S(1)));
    CHECK(value_and_slope([](auto u) { return min(u, 2 * u); }, a) ==
          Pair(positive ? a : S(2 * a), positive ? S(1) : S(2)));
    CHECK(value_and_slope([](auto u) { return select(u < 0, 3 * u, square(u)); }, a) ==
          Pair(positive ? S(a * a) : S(3 * a), positive ? S(2 * a) : S(3)));
    CHECK(value_and_slope([](auto u) { return (u < 0) + 2 * (u > 0); }, a) ==
          Pair(positive ? S(2) : S(1), S(0)));
  }
}

TEST_CASE("at the kink the derivatives are those documented", "[choices]") {
  using Pair = std::pair<double, double>;
  CHECK(value_and_slope<double>([](auto u) { return abs(u); }, 0) == Pair(0, 0));
  CHECK(value_and_slope<double>([](auto u) { return relu(u); }, 0) == Pair(0, 0));
  CHECK(value_and_slope<double>([](auto u) { return max(u, -u); }, 0) == Pair(0, 1));
  CHECK(value_and_slope<double>([](auto u) { return min(u, -u); }, 0) == Pair(0, 1));
  CHECK(value_and_slope<double>([](auto u) { return (u <= 0) + 2 * (u >= 0); }, 0) == Pair(3, 0));
  CHECK(value_and_slope<double>([](auto u) { return (u < 0) + 2 * (u > 0); }, 0) == Pair(0, 0));
  CHECK(value_and_slope<double>([](auto u) { return pow(u, 1); }, 0) == Pair(0, 1));
  CHECK(value_and_slope<double>([](auto u) { return pow(u, 2); }, 0) == Pair(0, 0));
}

TEST_CASE("the side that is not taken can't spoil value or gradient", "[choices]") {
  const auto chosen = [](auto u) { return select(u < 1, 5 * u, 1 / u); };  // 1/0 is not taken
  const auto multiplied = [](auto u) { return (u < 1) * 5 * u + (u >= 1) * (1 / u); };

  CHECK(value_and_slope<double>(chosen, 0).first == 0);
  CHECK(std::isnan(value_and_slope<double>(multiplied, 0).first));  // 0 times infinity

  Tape<double> tape;
  const Var<double> u = input(tape, 0), v = input(tape, 3);
  const Var<double> y = select(v < 1, 1 / u, u * v);
  CHECK(y.value() == 0);
  CHECK(gradient(y, {v}).front().value() == 0);
}

TEMPLATE_TEST_CASE("a series beside a kink is that of the branch", "[choices][expansion]", double,
                   Real50) {
  using S = TestType;
  for (const S& a : {S(-2) / 3, S(5) / 7}) {
    const bool positive = a > 0;
    const std::vector<S> plain = series([](auto u) { return sin(u); }, a, 12);
    std::vector<S> negated = plain;
    for (S& c : negated) c = -c;
    const std::vector<S> nothing(13, S(0));
    const int digits = all_digits<S> - 1;
    CHECK(agreement(series([](auto u) { return abs(sin(u)); }, a, 12),
                    positive ? plain : negated) >= digits);
    CHECK(agreement(series([](auto u) { return relu(sin(u)); }, a, 12),
                    positive ? plain : nothing) >= digits);
    CHECK(agreement(series([](auto u) { return max(sin(u), 0); }, a, 12),
                    positive ? plain : nothing) >= digits);
    CHECK(agreement(series([](auto u) { return min(sin(u), 0); }, a, 12),
                    positive ? nothing : plain) >= digits);
    CHECK(agreement(series([](auto u) { return select(u > 0, sin(u), -sin(u)); }, a, 12),
                    positive ? plain : negated) >= digits);
  }
}

TEST_CASE("at a kink a series is refused, unless nothing moves", "[choices][expansion]") {
  const auto shifted = [](auto f) { return [f](auto u) { return f(u - 2); }; };
  const auto kink = Catch::Contains("at its kink");
  CHECK_THROWS_WITH(series<double>(shifted([](auto u) { return abs(u); }), 2, 3), kink);
  CHECK_THROWS_WITH(series<double>(shifted([](auto u) { return relu(u); }), 2, 3), kink);
  CHECK_THROWS_WITH(series<double>(shifted([](auto u) { return max(u, -u); }), 2, 3), kink);
  CHECK_THROWS_WITH(series<double>(shifted([](auto u) { return min(u, -u); }), 2, 3), kink);
  CHECK_THROWS_WITH(series<double>(shifted([](auto u) { return u < 0; }), 2, 3),
                    "autodiff: a series of less at its kink, where 0 meets 0: none exists. Begin "
                    "beside it.");
  CHECK_THROWS_AS(series<double>([](auto u) { return abs(u); }, 0, 1), std::domain_error);

  SECTION("a constant at its kink has a series: itself") {
    Tape<double> tape;
    const Var<double> u = input(tape, 3), still = input(tape, 0);
    const Var<double> y = u + abs(still) + max(still, 0);
    Expansion<double> expansion(tape, std::array{u.id}, std::array{y.id}, 1);
    expansion.coefficient(u.id, 1).at(0, 0) = 1;
    CHECK_NOTHROW(expansion.run(0));
    expansion.run(1);
    CHECK(expansion.coefficient(y.id, 1).at(0, 0) == 1);
  }
}

TEST_CASE("a comparison works entry by entry, and refuses other shapes", "[choices]") {
  Tape<double> tape;
  const Var<double> u = input(tape, {1, 3}, std::array{double{1}, double{2}, double{3}});
  const Var<double> mask = u < 2;
  CHECK(std::ranges::equal(mask.block().entries(), std::array{1, 0, 0}));
  CHECK_THROWS_WITH(u < input(tape, {2, 1}, std::array{double{1}, double{2}}),
                    Catch::Contains("less of a 1 x 3 block and a 2 x 1 block"));
}
