/// @file tiles_test.cpp
/// Tiles of vectors against the loop that anyone would write, for sizes on all sides of a tile's.
#include "autodiff/operations/dots.hpp"

#include "tests/catch.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;
using detail::Start;
using detail::Strided;

namespace {
constexpr double tolerance = double(1) / 1'000'000'000'000;

/// Small whole numbers: their products and sums are exact, so that order does not matter.
std::vector<double> whole_numbers(std::size_t n, int first) {
  std::vector<double> numbers(n);
  for (std::size_t i = 0; i < n; ++i) numbers[i] = (static_cast<int>(i) * 7 + first) % 11 - 5;
  return numbers;
}
}  // namespace

TEST_CASE("rows of tiles are the product by definition, for every size", "[tiles]") {
  for (const std::size_t rows : {1u, 2u, 3u, 4u, 7u, 8u, 11u, 16u, 21u})
    for (const std::size_t n : {1u, 3u, 4u, 8u, 15u, 16u, 17u, 33u})
      for (const std::size_t inner : {1u, 5u, 64u, 300u})
        for (const bool transposed : {false, true}) {
          INFO(rows << " x " << inner << " x " << n);
          const std::vector<double> a = whole_numbers(rows * inner, 1);
          const std::vector<double> b = whole_numbers(inner * n, 3);
          const std::vector<double> before = whole_numbers(rows * n, 5);
          const Strided<double> left{a.data(), transposed ? 1 : inner, transposed ? rows : 1};
          std::vector<double> expected = before;
          for (std::size_t r = 0; r < rows; ++r)
            for (std::size_t k = 0; k < inner; ++k)
              for (std::size_t i = 0; i < n; ++i) expected[r * n + i] += left(r, k) * b[k * n + i];

          std::vector<double> y = before;
          detail::add_rows(Start::at_y, y.data(), n, left, b.data(), n, rows, inner, n);
          CHECK(y == expected);

          detail::add_rows(Start::at_zero, y.data(), n, left, b.data(), n, rows, inner, n);
          for (std::size_t i = 0; i < y.size(); ++i) expected[i] -= before[i];
          CHECK(y == expected);
        }
}

TEST_CASE("tiles of dot products are the sums by definition", "[tiles]") {
  for (const std::size_t rows : {1u, 3u, 4u, 9u, 16u, 21u})
    for (const std::size_t columns : {1u, 2u, 5u, 8u, 23u})
      for (const std::size_t n : {1u, 4u, 7u, 64u, 131u, 300u}) {
        INFO(rows << " x " << columns << " of " << n);
        const std::vector<double> a = whole_numbers(rows * n, 1);
        const std::vector<double> b = whole_numbers(columns * n, 3);
        const std::vector<double> before = whole_numbers(rows * columns, 5);
        std::vector<double> y = before, expected = before;
        for (std::size_t r = 0; r < rows; ++r)
          for (std::size_t c = 0; c < columns; ++c)
            for (std::size_t i = 0; i < n; ++i)
              expected[r * columns + c] += a[r * n + i] * b[c * n + i];

        const auto add = [&](Start start) {
          detail::add_dots(start, y.data(), columns, 1, a.data(), n, b.data(), n, rows, columns, n);
        };
        add(Start::at_y);
        CHECK(y == expected);

        add(Start::at_zero);
        for (std::size_t i = 0; i < y.size(); ++i) expected[i] -= before[i];
        CHECK(y == expected);
      }
}

TEST_CASE("sums and the largest number are found wherever they begin and end", "[tiles]") {
  for (std::size_t n = 1; n < 140; ++n) {
    std::vector<double> u = whole_numbers(n, 2);
    u[n * 2 / 3] = 99;
    double total = 0;
    for (const double number : u) total += number;
    CHECK(std::abs(detail::sum_of(u.data(), n) - total) < tolerance);
    CHECK(detail::largest_of(u.data(), n) == 99);
  }
}
