/// @file making_test.cpp
/// Numbers on the grid of 2^-40, draws that do not disturb each other, and what can't be made.
#include "nn/data/making.hpp"

#include <cmath>
#include <limits>

#include "tests/catch.hpp"

using namespace pathkernel;
using detail::Draw;
using detail::Fine;
using detail::on_grid;

TEST_CASE("a number is rounded to the nearest multiple of 2^-40, and half of one away from 0",
          "[making]") {
  const double step = std::ldexp(1, -40);

  CHECK(on_grid(Fine(1) / 3) == step * 366503875925);  // 2^40 / 3 = 366503875925.33...
  CHECK(on_grid(Fine(-2) / 3) == -step * 733007751851);
  CHECK(on_grid(Fine(step) / 2) == step);
  CHECK(on_grid(Fine(-step) / 2) == -step);
  CHECK(on_grid(Fine(step) * 49 / 100) == 0);
  CHECK_FALSE(std::signbit(on_grid(Fine(-step) / 4)));  // one 0, so that bits can be compared
  CHECK(on_grid(Fine(8191) + Fine(step)) == 8191 + step);
}

TEST_CASE("what is drawn for a place does not depend on the noise", "[making]") {
  Draw still(Making{1, 0, 5}), noisy(Making{1, 2, 5});

  for (int i = 0; i < 10; ++i) {
    CHECK(still.near(3) == 3);
    CHECK(noisy.near(3) != 3);
    CHECK(still.uniform() == noisy.uniform());
    CHECK(still.below(1000) == noisy.below(1000));
  }
}

TEST_CASE("noise is as large as was asked for, and has mean 0", "[making]") {
  const int n = 10000;
  const double sigma = 0.25;
  Draw draw(Making{1, sigma, 1});
  double sum = 0, squares = 0;
  for (int i = 0; i < n; ++i) {
    const double off = draw.near(1) - 1;
    sum += off;
    squares += off * off;
  }

  // deviations sigma/√n of the mean, sigma² √(2/n) of the mean square; five of them are allowed
  CHECK(std::abs(sum / n) < 5 * sigma / std::sqrt(n));
  CHECK(std::abs(squares / n - sigma * sigma) < 5 * sigma * sigma * std::sqrt(2 / double{n}));
}

TEST_CASE("no examples, and noise that is no deviation, are refused", "[making]") {
  CHECK_THROWS_AS(Draw(Making{0, 0, 1}), std::invalid_argument);
  CHECK_THROWS_WITH(Draw(Making{0, 0, 1}), "made data: 0 examples; need 1 or more.");
  const std::string need = "; need a deviation from 0 to 100.";
  CHECK_THROWS_WITH(Draw(Making{1, -0.5, 1}), "made data: noise of -0.5" + need);
  CHECK_THROWS_WITH(Draw(Making{1, 101, 1}), "made data: noise of 101" + need);
  for (const double bad :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()})
    CHECK_THROWS_WITH(Draw(Making{1, bad, 1}), Catch::EndsWith(need));
}
