/// @file made_test.cpp
/// Made examples lie where their formulas say, and are the same numbers on every machine.
#include "nn/data/made.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <numeric>

#include "nn/data/made_pictures.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;
using std::numbers::pi;

namespace {

/// A coordinate is off by 2^-41, so a radius of size 1 by at most √2 times that; libm by 2^-52.
const double rounding = std::ldexp(1, -40);

struct Named {
  std::string name;
  Examples<double> data;
};
std::vector<Named> all_made(const Making& making) {
  return {{"sine", made_sine(making)},        {"xor", made_xor(making)},
          {"moons", made_moons(making)},      {"circles", made_circles(making)},
          {"spirals", made_spirals(making)},  {"blobs", made_blobs(making, 3)},
          {"pictures", made_pictures(making)}};
}

/// FNV-1a over the multiples of 2^-40 that the numbers are.
std::uint64_t checksum(const Examples<double>& data) {
  std::uint64_t hash = 14695981039346656037U;
  for (const std::vector<double>* numbers : {&data.x, &data.y})
    for (const double number : *numbers)
      hash = (hash ^ static_cast<std::uint64_t>(std::llround(std::ldexp(number, 40)))) *
             1099511628211U;
  return hash;
}

/// How many examples have each label.
std::vector<int> shares(const Examples<double>& data, std::size_t classes) {
  std::vector<int> shares(classes, 0);
  for (std::size_t i = 0; i < data.count; ++i) ++shares[static_cast<std::size_t>(data.y[i])];
  return shares;
}

}  // namespace

TEST_CASE("made examples are the same numbers on every machine", "[made]") {
  // Computed with g++ 12 and clang 14, with and without optimisation, FMA and -ffast-math.
  const std::vector<std::uint64_t> still{0xdcf258cf5d8c3dd8, 0x6b55baed2939f27d, 0x6616f7bf3b0ad772,
                                         0xd8eacd391819767e, 0xc92803773479a181, 0xeee64b38bfff0f17,
                                         0xf8aaebdaab3f624d};
  const std::vector<std::uint64_t> noisy{0x447c988988a451f1, 0x62a9de9f88a3c907, 0xd6d3b5984c8337e9,
                                         0x35537b50a729e075, 0x6a4ae8cd31143e44, 0x4586ab64eb838520,
                                         0x9e39197936fc14fe};
  for (const bool noise : {false, true}) {
    const std::vector<Named> made = all_made({50, noise ? 0.125 : 0, 7});
    for (std::size_t k = 0; k < made.size(); ++k) {
      INFO(made[k].name << (noise ? " with noise" : ""));
      CHECK(checksum(made[k].data) == (noise ? noisy : still)[k]);
    }
  }

  SECTION("and those that another program computed to 40 digits") {  // Python's mpmath
    const Making making{50, 0.125, 7};
    CHECK(std::ldexp(made_sine(making).x[0], 40) == 823233520582);
    CHECK(std::ldexp(made_sine(making).y[0], 40) == 788515482310);
    CHECK(std::ldexp(made_moons(making).x[0], 40) == -1007033449863);
    CHECK(std::ldexp(made_moons(making).x[1], 40) == 230864633584);
    CHECK(std::ldexp(made_spirals(making).x[0], 40) == -367649676927);
    CHECK(std::ldexp(made_spirals(making).x[1], 40) == 180283780448);
  }
}

TEST_CASE("made examples are whole, multiples of 2^-40, and the same in 50 digits", "[made]") {
  for (const auto& [name, data] : all_made({20, 0.1, 3})) {
    INFO(name);
    require_whole(data);
    const Examples<Real50> fine = exactly<Real50>(data);
    for (std::size_t j = 0; j < data.x.size(); ++j) {
      CHECK(std::ldexp(data.x[j], 40) == std::floor(std::ldexp(data.x[j], 40)));
      CHECK(fine.x[j] == Real50(data.x[j]));
    }
    for (std::size_t j = 0; j < data.y.size(); ++j) {
      CHECK(std::ldexp(data.y[j], 40) == std::floor(std::ldexp(data.y[j], 40)));
      CHECK(fine.y[j] == Real50(data.y[j]));
    }
  }
}

TEST_CASE("an example does not depend on how many follow it, but on the seed", "[made]") {
  const std::vector<Named> few = all_made({10, 0.1, 1}), many = all_made({30, 0.1, 1}),
                           other = all_made({10, 0.1, 2});
  for (std::size_t k = 0; k < few.size(); ++k) {
    INFO(few[k].name);
    std::vector<std::size_t> first(10);
    std::iota(first.begin(), first.end(), std::size_t{0});
    const Examples<double> begun = selected(many[k].data, first);
    CHECK(begun.x == few[k].data.x);
    CHECK(begun.y == few[k].data.y);
    CHECK(other[k].data.x != few[k].data.x);
  }
}

TEST_CASE("the sine is sin πx on [-1, 1], and noise moves y alone", "[made]") {
  const Examples<double> data = made_sine({200, 0, 1}), noisy = made_sine({200, 0.1, 1});

  for (std::size_t i = 0; i < 200; ++i) {
    CHECK(std::abs(data.x[i]) <= 1);
    CHECK(std::abs(data.y[i] - std::sin(pi * data.x[i])) < rounding);
  }
  CHECK(std::ranges::count_if(data.x, [](double x) { return x < 0; }) > 65);  // 100 - 5 √50
  CHECK(std::ranges::count_if(data.x, [](double x) { return x > 0; }) > 65);
  CHECK(noisy.x == data.x);
  CHECK(noisy.y != data.y);
}

TEST_CASE("the xor of two signs is 1 where they differ, at each corner equally often", "[made]") {
  const Examples<double> data = made_xor({40, 0, 1});

  std::vector<int> corners(4, 0);
  for (std::size_t i = 0; i < 40; ++i) {
    const double x_0 = data.x[i], x_1 = data.x[40 + i];
    CHECK(std::abs(x_0) == 1);
    CHECK(std::abs(x_1) == 1);
    CHECK(data.y[i] == (x_0 * x_1 < 0 ? 1 : 0));
    ++corners[(x_0 > 0 ? 1 : 0) + (x_1 > 0 ? 2U : 0U)];
  }
  CHECK(corners == std::vector<int>(4, 10));
}

TEST_CASE("a moon is half a circle of radius 1, around (0, 0) or (1, 1/2)", "[made]") {
  const Examples<double> data = made_moons({200, 0, 1});

  for (std::size_t i = 0; i < 200; ++i) {
    const bool second = data.y[i] == 1;
    const double a = data.x[i] - (second ? 1 : 0), b = data.x[200 + i] - (second ? 0.5 : 0);
    CHECK(std::abs(std::hypot(a, b) - 1) < rounding);
    CHECK((second ? -b : b) > -rounding);  // the first is open below, the second above
  }
  CHECK(shares(data, 2) == std::vector<int>{100, 100});
}

TEST_CASE("the circles have the radii 1 and 1/2, and points in every quadrant", "[made]") {
  const Examples<double> data = made_circles({200, 0, 1});

  std::vector<int> quadrants(4, 0);
  for (std::size_t i = 0; i < 200; ++i) {
    const double a = data.x[i], b = data.x[200 + i];
    CHECK(std::abs(std::hypot(a, b) - (data.y[i] == 0 ? 1 : 0.5)) < rounding);
    ++quadrants[(a > 0 ? 1 : 0) + (b > 0 ? 2U : 0U)];
  }
  for (const int n : quadrants) CHECK(n > 19);  // 50 - 5 √(200 · 1/4 · 3/4)
  CHECK(shares(data, 2) == std::vector<int>{100, 100});
}

TEST_CASE("on a spiral the angle grows with the radius, half a turn apart from the other",
          "[made]") {
  const Examples<double> data = made_spirals({200, 0, 1});

  for (std::size_t i = 0; i < 200; ++i) {
    const double a = data.x[i], b = data.x[200 + i], r = std::hypot(a, b);
    CHECK(r > 0.25 - rounding);
    CHECK(r < 1 + rounding);
    const double angle = pi * (4 * r - 1 + data.y[i]);  // 3u = 4r - 1
    CHECK(std::abs(std::remainder(angle - std::atan2(b, a), 2 * pi)) < 20 * rounding);  // 4π + 1/r
  }
  CHECK(shares(data, 2) == std::vector<int>{100, 100});
}

TEST_CASE("blobs lie around the corners of a polygon, a class and a name each", "[made]") {
  const Examples<double> data = made_blobs({10, 0, 1}, 4);

  CHECK(data.targets == 4);
  CHECK(data.classes == std::vector<std::string>{"0", "1", "2", "3"});
  const double corners[4][2] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
  for (std::size_t i = 0; i < 10; ++i)
    for (std::size_t c = 0; c < 4; ++c) {
      CHECK(data.y[c * 10 + i] == (c == i % 4 ? 1 : 0));
      if (c == i % 4) CHECK(data.x[i] == corners[c][0]);
      if (c == i % 4) CHECK(data.x[10 + i] == corners[c][1]);
    }

  SECTION("two of them have two columns, too") {
    CHECK(made_blobs({3, 0, 1}, 2).y == std::vector<double>{1, 0, 1, 0, 1, 0});
  }
  SECTION("and one alone is refused") {
    CHECK_THROWS_AS(made_blobs({3, 0, 1}, 1), std::invalid_argument);
    CHECK_THROWS_WITH(made_blobs({3, 0, 1}, 1), "made data: blobs of 1 classes; need 2 or more.");
    CHECK_THROWS_WITH(made_blobs({3, 0, 1}, 0), "made data: blobs of 0 classes; need 2 or more.");
  }
}

TEST_CASE("noise moves both coordinates, by as much as was asked for", "[made]") {
  const std::size_t n = 2000;
  const double sigma = 0.2;
  const auto deviation = [&](const Examples<double>& still, const Examples<double>& noisy) {
    std::vector<double> squares(2, 0);
    for (std::size_t j = 0; j < 2 * n; ++j)
      squares[j / n] += (noisy.x[j] - still.x[j]) * (noisy.x[j] - still.x[j]);
    return squares;
  };
  // deviation √(2/n) of a mean square of n squares of size 1; five of them are allowed
  const double allowed = 5 * std::sqrt(2 / static_cast<double>(n));
  for (const auto make : {made_xor, made_moons, made_circles, made_spirals})
    for (const double squares : deviation(make({n, 0, 1}), make({n, sigma, 1})))
      CHECK(std::abs(squares / static_cast<double>(n) / (sigma * sigma) - 1) < allowed);
}

TEST_CASE("bad options are refused by all that is made", "[made]") {
  for (const auto make : {made_sine, made_xor, made_moons, made_circles, made_spirals}) {
    CHECK_THROWS_WITH(make({0, 0, 1}), "made data: 0 examples; need 1 or more.");
    CHECK_THROWS_WITH(make({5, -1, 1}), "made data: noise of -1; need a deviation from 0 to 100.");
  }
  CHECK_THROWS_WITH(made_blobs({0, 0, 1}, 2), "made data: 0 examples; need 1 or more.");
}
