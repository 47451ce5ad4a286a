/// @file generator_test.cpp
/// Random numbers: the same everywhere, and distributed as they should be.
///
/// The pinned numbers were computed by another program, in Python, with whole numbers and fractions
/// only. Statistics are of a fixed seed, so they do not change from run to run; each is compared
/// with five of its own standard deviations, which a right generator would exceed for one seed in
/// two million.
#include "nn/generator.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "tests/catch.hpp"

using namespace pathkernel;

namespace {

constexpr double two_to_53 = std::uint64_t{1} << 53;

/// The largest distance between the share of draws below z and Φ(z), times √N (Kolmogorov and
/// Smirnov). It exceeds 2.5 for one sample of normal variates in 130,000.
double distance_from_normal(std::vector<double> draws) {
  std::ranges::sort(draws);
  const auto count = static_cast<double>(draws.size());
  double largest = 0, below = 0;
  for (const double z : draws) {
    const double expected = std::erfc(-z / std::sqrt(2.0)) / 2;
    largest = std::max(largest, std::abs(expected - below / count));
    below += 1;
    largest = std::max(largest, std::abs(expected - below / count));
  }
  return largest * std::sqrt(count);
}

std::vector<double> draws(std::size_t count, const std::function<double()>& draw) {
  std::vector<double> all(count);
  std::ranges::generate(all, draw);
  return all;
}

/// χ² of how often each of the 24 orders of 0, 1, 2, 3 came, in 24,000 draws: 23 on average if all
/// are equally likely, with standard deviation √46.
double chi_squared_of_orders(const std::function<std::vector<std::size_t>()>& draw) {
  std::array<double, 256> times{};
  for (int n = 0; n < 24000; ++n) {
    const std::vector<std::size_t> order = draw();
    REQUIRE(std::ranges::is_permutation(order, std::array<std::size_t, 4>{0, 1, 2, 3}));
    times[order[0] * 64 + order[1] * 16 + order[2] * 4 + order[3]] += 1;
  }
  double sum = 0;
  for (std::size_t place = 0; place < 256; ++place) {
    std::array<std::size_t, 4> order{place / 64, place / 16 % 4, place / 4 % 4, place % 4};
    if (!std::ranges::is_permutation(order, std::array<std::size_t, 4>{0, 1, 2, 3})) continue;
    sum += (times[place] - 1000) * (times[place] - 1000) / 1000;
  }
  return sum;
}

}  // namespace

TEST_CASE("a seed and a purpose give the words of splitmix64", "[generator]") {
  // The first word of splitmix64 from state 0, e220a8397b1dcdaf, is the state that seed 0 leads to.
  struct Expected {
    std::uint64_t seed, purpose;
    std::array<std::uint64_t, 3> words;
  };
  for (const Expected& expected :
       {Expected{0, 0, {0xa706dd2f4d197e6f, 0xb382a305f4414f5e, 0x631a9154fbabf717}},
        Expected{0, 1, {0x2a98f501af37e97f, 0xfc2b89606a4b1eda, 0x612214bf3070918f}},
        Expected{1, 0, {0x5e41ab087439611e, 0xf18d6ce93d6cf1ee, 0x0b95f66d327e8d78}},
        Expected{2024, 7, {0x434c112e6863d7e6, 0xc3592cb3b1ab7c92, 0xc16ec7772ada620e}}}) {
    Generator generator(expected.seed, expected.purpose);
    for (const std::uint64_t word : expected.words) CHECK(generator.word() == word);
  }

  SECTION("and a copy draws the same again") {
    Generator generator(3);
    (void)generator.word();
    Generator copy = generator;
    for (int n = 0; n < 10; ++n) CHECK(copy.word() == generator.word());
  }
}

TEST_CASE("whole numbers, uniform and normal ones are drawn as they were computed elsewhere",
          "[generator]") {
  Generator whole(0), uniform(0), normal(0), other(2024, 7), order(0);

  for (const std::uint64_t n : {3, 2, 5, 0, 5, 5, 2, 2, 5, 5}) CHECK(whole.below(6) == n);
  for (const double k : {5876733520225071.0, 6315957190297641.0})
    CHECK(uniform.uniform() * two_to_53 == k);
  for (const double k : {-9318443311401552.0, -1581256318680825.0, -4006086951952437.0,
                         -9790497244795688.0, -3217004278721307.0, -5802743326611750.0})
    CHECK(normal.normal() * two_to_53 == k);
  for (const double k : {-6805809185250124.0, -7144344168007008.0, 6752597637541443.0,
                         -3721289292204315.0, 4619411239323400.0, 6187175827111782.0})
    CHECK(other.normal() * two_to_53 == k);
  CHECK(order.permutation(10) == std::vector<std::size_t>{0, 1, 4, 6, 3, 9, 8, 7, 2, 5});
}

TEST_CASE("each number below n is equally likely, though n does not divide 2^64", "[generator]") {
  const std::uint64_t quarter = std::uint64_t{1} << 62;
  Generator generator(11);
  const int draws = 30000;
  std::array<int, 3> times{};
  for (int draw = 0; draw < draws; ++draw) ++times[generator.below(3 * quarter) / quarter];

  // 10,000 each; w mod n of every word would put 15,000 in the first third.
  for (const int count : times) CHECK(std::abs(count - 10000) < 5 * std::sqrt(draws * 2 / 9));

  SECTION("since a word that would be one too many is drawn again") {
    Generator rejecting(0, 1);  // its second word, fc2b..., is above 3/4 of 2^64
    CHECK(rejecting.below(3 * quarter) == 0x2a98f501af37e97f);
    CHECK(rejecting.below(3 * quarter) == 0x612214bf3070918f);
  }
  SECTION("and of a power of 2 no word is") {
    Generator powers(0, 1), words(0, 1);
    for (int n = 0; n < 100; ++n)
      CHECK(powers.below(4 * (quarter / 2)) == words.word() % (2 * quarter));
  }
  SECTION("and below 1 there is only 0") {
    for (int n = 0; n < 100; ++n) CHECK(generator.below(1) == 0);
  }
}

TEST_CASE("a uniform number is k/2^53, from 0 to below 1", "[generator]") {
  Generator generator(12);
  const std::vector<double> u = draws(100000, [&] { return generator.uniform(); });

  for (const double x : u)
    if (!(x >= 0 && x < 1 && x * two_to_53 == std::floor(x * two_to_53))) FAIL_CHECK(x);
  double sum = 0, squares = 0;
  for (const double x : u) sum += x, squares += x * x;
  CHECK(std::abs(sum / 1e5 - 0.5) < 5 * std::sqrt(1 / 12.0 / 1e5));
  CHECK(std::abs(squares / 1e5 - 1 / 3.0) < 5 * std::sqrt(4 / 45.0 / 1e5));
}

TEST_CASE("a normal number is k/2^53, with the normal distribution's moments and tails",
          "[generator]") {
  Generator generator(13);
  const std::size_t count = 200000;
  const std::vector<double> z = draws(count, [&] { return generator.normal(); });

  for (const double x : z)
    if (x * two_to_53 != std::floor(x * two_to_53)) FAIL_CHECK(x);
  const auto mean = [&](auto f) {
    double sum = 0;
    for (const double x : z) sum += f(x);
    return sum / count;
  };
  const auto five_deviations = [&](double variance) { return 5 * std::sqrt(variance / count); };
  // E z² = 1, E z⁴ = 3, E z⁶ = 15, E z⁸ = 105, which give the variances of the means as well.
  CHECK(std::abs(mean([](double x) { return x; })) < five_deviations(1));
  CHECK(std::abs(mean([](double x) { return x * x; }) - 1) < five_deviations(3 - 1));
  CHECK(std::abs(mean([](double x) { return x * x * x; })) < five_deviations(15));
  CHECK(std::abs(mean([](double x) { return x * x * x * x; }) - 3) < five_deviations(105 - 9));
  for (const double bound : {0.5, 1.0, 1.5, 2.0, 3.0, 4.0}) {
    const double share = std::erfc(bound / std::sqrt(2.0));
    INFO("beyond " << bound);
    CHECK(std::abs(mean([&](double x) { return std::abs(x) > bound ? 1.0 : 0.0; }) - share) <
          five_deviations(share * (1 - share)));
  }
  CHECK(distance_from_normal(z) < 2.5);

  SECTION("which one of the same mean and variance need not have") {
    const auto uniform = [&] { return (2 * generator.uniform() - 1) * std::sqrt(3.0); };
    const auto of_three = [&] {  // their sum is nearly normal, and has no tails
      return 2 * (generator.uniform() + generator.uniform() + generator.uniform()) - 3;
    };
    CHECK(distance_from_normal(draws(count, uniform)) > 20);
    CHECK(distance_from_normal(draws(count, of_three)) > 2.5);
  }
  SECTION("and neighbours are independent") {
    double products = 0;
    for (std::size_t n = 1; n < count; ++n) products += z[n] * z[n - 1];
    CHECK(std::abs(products / count) < five_deviations(1));
  }
}

TEST_CASE("a permutation has every number once, in an order of which each is equally likely",
          "[generator]") {
  Generator generator(14);
  const double bound = 23 + 5 * std::sqrt(46);

  CHECK(chi_squared_of_orders([&] { return generator.permutation(4); }) < bound);
  CHECK(generator.permutation(0).empty());
  CHECK(generator.permutation(1) == std::vector<std::size_t>{0});

  SECTION("which exchanging each with any other would not give") {
    CHECK(chi_squared_of_orders([&] {
            std::vector<std::size_t> order{0, 1, 2, 3};
            for (std::size_t& place : order) std::swap(place, order[generator.below(4)]);
            return order;
          }) > 10 * bound);
  }
}

TEST_CASE("different purposes of one seed, and different seeds, draw independently",
          "[generator]") {
  const auto correlation = [](Generator a, Generator b) {
    double products = 0;
    for (int n = 0; n < 10000; ++n) products += a.normal() * b.normal();
    return products / 10000;
  };
  CHECK(std::abs(correlation(Generator(15), Generator(16))) < 5 / 100.0);
  CHECK(std::abs(correlation(Generator(15, 0), Generator(15, 1))) < 5 / 100.0);
  CHECK(correlation(Generator(15, 1), Generator(15, 1)) > 0.9);  // the control
}
