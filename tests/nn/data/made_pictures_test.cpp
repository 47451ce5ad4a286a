/// @file made_pictures_test.cpp
/// A picture shows its class's figure, once and whole, anywhere in it.
#include "nn/data/made_pictures.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "tests/catch.hpp"

using namespace pathkernel;

namespace {

using Pixel = std::pair<std::size_t, std::size_t>;  // row, column

/// The pixels of picture i that are 1, where all others are 0.
std::set<Pixel> lit(const Examples<double>& data, std::size_t i, std::size_t width) {
  std::set<Pixel> lit;
  for (std::size_t j = 0; j < data.dimension; ++j) {
    const double pixel = data.x[j * data.count + i];
    if (pixel == 1) lit.insert({j / width, j % width});
    if (pixel != 1) CHECK(pixel == 0);
  }
  return lit;
}

/// The same pixels moved, so that the least row and column are 0.
std::set<Pixel> moved_to_corner(const std::set<Pixel>& pixels) {
  std::size_t top = 1000, left = 1000;
  for (const auto& [r, c] : pixels) top = std::min(top, r), left = std::min(left, c);
  std::set<Pixel> moved;
  for (const auto& [r, c] : pixels) moved.insert({r - top, c - left});
  return moved;
}

/// What formulas say that the figures are, a and b counted from the centre.
std::set<Pixel> figure(std::size_t label) {
  std::set<Pixel> pixels;
  for (int a = -2; a <= 2; ++a)
    for (int b = -2; b <= 2; ++b) {
      const bool on[] = {std::max(std::abs(a), std::abs(b)) == 2, std::abs(a) + std::abs(b) <= 2,
                         a * b == 0, a == 0, b == 0};
      if (on[label]) pixels.insert({a + 2, b + 2});
    }
  return moved_to_corner(pixels);
}

}  // namespace

TEST_CASE("a picture shows its class's figure, and nothing else", "[made_pictures]") {
  const PictureSize size{7, 9};
  const Examples<double> data = made_pictures({50, 0, 1}, size);

  CHECK(data.dimension == 63);
  CHECK(data.targets == 5);
  CHECK(data.classes ==
        std::vector<std::string>{"square", "diamond", "cross", "horizontal bar", "vertical bar"});
  for (std::size_t i = 0; i < 50; ++i) {
    CHECK(moved_to_corner(lit(data, i, size.width)) == figure(i % 5));
    for (std::size_t c = 0; c < 5; ++c) CHECK(data.y[c * 50 + i] == (c == i % 5 ? 1 : 0));
  }
}

TEST_CASE("a figure comes at every place where it fits", "[made_pictures]") {
  const PictureSize size{6, 8};  // 2 x 4 places
  const Examples<double> data = made_pictures({500, 0, 1}, size);

  std::map<Pixel, int> places;
  for (std::size_t i = 0; i < data.count; i += 5) ++places[*lit(data, i, size.width).begin()];
  CHECK(places.size() == 8);
  // 100 squares, each place with probability 1/8: 12.5, with deviation √(100 · 1/8 · 7/8) = 3.3
  for (const auto& [place, times] : places) CHECK(std::abs(times - 12.5) < 5 * 3.4);
  CHECK(places.begin()->first == Pixel{0, 0});
  CHECK(places.rbegin()->first == Pixel{1, 3});
}

TEST_CASE("noise is added to every pixel, and moves no figure", "[made_pictures]") {
  const double sigma = 0.125;
  const Examples<double> still = made_pictures({100, 0, 1}), noisy = made_pictures({100, sigma, 1});

  REQUIRE(noisy.x.size() == 6400);
  double squares = 0;
  for (std::size_t j = 0; j < 6400; ++j) {
    CHECK(noisy.x[j] != still.x[j]);
    squares += (noisy.x[j] - still.x[j]) * (noisy.x[j] - still.x[j]);
  }
  CHECK(std::abs(squares / 6400 / (sigma * sigma) - 1) < 5 * std::sqrt(2 / 6400.0));
  CHECK(noisy.y == still.y);
}

TEST_CASE("pictures too small for a figure are refused", "[made_pictures]") {
  const std::string need = " pixels; need 5 x 5 or more, the size of a figure.";

  CHECK(made_pictures({5, 0, 1}, {5, 5}).dimension == 25);
  CHECK_THROWS_AS(made_pictures({5, 0, 1}, {4, 8}), std::invalid_argument);
  CHECK_THROWS_WITH(made_pictures({5, 0, 1}, {4, 8}), "made data: pictures of 4 x 8" + need);
  CHECK_THROWS_WITH(made_pictures({5, 0, 1}, {8, 0}), "made data: pictures of 8 x 0" + need);
  CHECK_THROWS_WITH(made_pictures({0, 0, 1}), "made data: 0 examples; need 1 or more.");
}
