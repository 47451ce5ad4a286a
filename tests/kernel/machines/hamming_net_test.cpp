/// @file hamming_net_test.cpp
/// The Hamming net and the nearest neighbour are one, ties included.
#include "kernel/machines/hamming_net.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include "kernel/machines/nearest_neighbour.hpp"
#include "nn/generator.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/machines/random_signs.hpp"

using namespace pathkernel;

namespace {

using Rational = boost::multiprecision::number<boost::multiprecision::cpp_rational_backend,
                                               boost::multiprecision::et_off>;

Points<int> random_patterns(Generator& random, std::size_t count, std::size_t n) {
  Points<int> patterns;
  for (std::size_t i = 0; i < count; ++i) patterns.push_back(random_signs(random, n));
  return patterns;
}

}  // namespace

TEST_CASE("a Hamming net finds the nearest neighbour, for many patterns, queries and ties",
          "[hamming_net]") {
  Generator random(3);
  std::size_t ties = 0, others = 0;
  for (std::size_t round = 0; round < 60; ++round) {
    const std::size_t n = 3 + random.below(30);
    const Points<int> patterns = random_patterns(random, 1 + random.below(12), n);
    const HammingNet net(patterns);
    for (int query = 0; query < 8; ++query) {
      const std::vector<int> x = random_signs(random, n);

      const Winner winner = net.winner<double>(x);

      const Nearest<std::size_t> nearest = nearest_neighbour(patterns, x, HammingDistance{});
      CHECK(winner.index == nearest.index);
      CHECK(winner.tied == nearest.tied);
      CHECK(net.scores(x)[nearest.index] == static_cast<int>(n - nearest.distance));
      ties += winner.tied.size() > 1;
      std::vector<int> opposite = x;
      for (int& sign : opposite) sign = -sign;
      others += net.winner<double>(opposite).index != nearest.index;
    }
  }
  CHECK(ties > 50);
  CHECK(others > 200);  // the control: most queries have another neighbour than their opposites
}

TEST_CASE("rounding decides nothing in it: exact fractions choose the same", "[hamming_net]") {
  Generator random(4);
  const HammingNet net(random_patterns(random, 7, 40));
  for (int query = 0; query < 12; ++query) {
    const std::vector<int> x = random_signs(random, 40);
    const Winner rounded = net.winner<double>(x), exact = net.winner<Rational>(x);
    CHECK(rounded.tied == exact.tied);
    CHECK(rounded.iterations == exact.iterations);
  }
}

TEST_CASE("MAXNET goes as by hand", "[hamming_net]") {
  // ε = 1/4: (4, 3, 1) -> (3, 7/4, 0) -> (41/16, 1, 0) -> ... -> the first alone.
  CHECK(maxnet<Rational>({4, 3, 1}).tied == std::vector<std::size_t>{0});
  CHECK(maxnet<Rational>({4, 3, 1}).iterations == 4);
  CHECK(maxnet<Rational>({1, 3, 3}).tied == std::vector<std::size_t>{1, 2});
  CHECK(maxnet<double>({0, 0}).tied == std::vector<std::size_t>{0, 1});
  CHECK(maxnet<double>({2}).iterations == 0);

  SECTION("at either end of the range of doubles too") {
    const double least = std::numeric_limits<double>::denorm_min();
    CHECK(maxnet<double>({3 * least, 4 * least, least}).tied == std::vector<std::size_t>{1});
    CHECK(maxnet<double>({1e308, 1.5e308, 1e308}).tied == std::vector<std::size_t>{1});
  }
}

TEST_CASE("MAXNET refuses scores of which none would win", "[hamming_net]") {
  const double inf = std::numeric_limits<double>::infinity();
  CHECK_THROWS_WITH(maxnet<double>({}),
                    "kernel: MAXNET of no scores; the largest of none does not exist.");
  CHECK_THROWS_WITH(maxnet<double>({1, -2}),
                    "kernel: a score of -2 in place 1; MAXNET needs 0 or more, and finite.");
  CHECK_THROWS_WITH(maxnet<double>({inf, 1}), Catch::Contains("a score of inf in place 0;"));
  CHECK_THROWS_AS(maxnet<double>({1, inf - inf}), std::invalid_argument);
  CHECK_THROWS_AS(maxnet<Rational>({1, -1}), std::invalid_argument);
}

TEST_CASE("a Hamming net refuses what are not signs, or not as many", "[hamming_net]") {
  CHECK_THROWS_WITH(HammingNet({}),
                    "kernel: 0 patterns without a sign; a net needs one pattern or "
                    "more, of one sign or more.");
  CHECK_THROWS_WITH(HammingNet({{1, -1}, {1}}),
                    "kernel: patterns of 2 and of 1 signs; all need as many.");
  CHECK_THROWS_WITH(HammingNet({{1, 0}}),
                    "kernel: 0 in place 1 of the patterns; each must be -1 or 1.");
  const HammingNet net({{1, -1}});
  CHECK_THROWS_WITH((void)net.scores({1}),
                    "kernel: a query of 1 signs for a net of 2; it needs as many.");
  CHECK_THROWS_WITH((void)net.scores({1, 2}), Catch::Contains("2 in place 1 of the query"));
}
