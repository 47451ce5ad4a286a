/// @file nearest_neighbour_test.cpp
/// The nearest of stored points, and what happens when two are.
#include "kernel/machines/nearest_neighbour.hpp"

#include "kernel/machines/nadaraya_watson.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/machines/machine_witnesses.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("the nearest neighbour is at the least distance, of ties the first",
                   "[nearest_neighbour]", double, Real50) {
  using S = TestType;
  const Points<S> stored = whole_points<S>({{5, 5}, {0, 3}, {3, 0}, {1, -4}});

  const Nearest<S> one = nearest_neighbour(stored, {S(1), S(-1)}, SquaredDistance{});
  CHECK(one.index == 2);
  CHECK(one.distance == 5);
  CHECK(one.tied == std::vector<std::size_t>{2});

  const Nearest<S> two = nearest_neighbour(stored, {S(1), S(1)}, SquaredDistance{});
  CHECK(two.index == 1);
  CHECK(two.tied == std::vector<std::size_t>{1, 2});

  // A hair nearer to the third, which the second digit from the end tells.
  const S hair = 100 * std::numeric_limits<S>::epsilon();
  CHECK(nearest_neighbour(stored, {S(1) + hair, S(1)}, SquaredDistance{}).tied ==
        std::vector<std::size_t>{2});
}

TEST_CASE("Hamming's distance counts the places that differ", "[nearest_neighbour]") {
  const Points<int> stored{{1, 1, -1, -1}, {-1, 1, -1, 1}, {1, -1, 1, 1}};

  const Nearest<std::size_t> nearest =
      nearest_neighbour(stored, {-1, -1, -1, 1}, HammingDistance{});

  CHECK(nearest.index == 1);
  CHECK(nearest.distance == 1);
  CHECK(nearest_neighbour(stored, {1, 1, 1, 1}, HammingDistance{}).tied ==
        std::vector<std::size_t>{2});
  CHECK(nearest_neighbour(stored, {1, 1, -1, 1}, HammingDistance{}).tied ==
        std::vector<std::size_t>{0, 1});
}

TEST_CASE("a mean with an ever narrower bump takes the nearest neighbour's target",
          "[nearest_neighbour]") {
  const Points<double> stored{{0}, {1}, {3}};
  const NadarayaWatson<double> mean{{5, 7, -2}};
  const auto with_width = [&](double width) {
    const auto bump = [&](std::span<const double> x, std::span<const double> c) {
      return std::exp(-(x[0] - c[0]) * (x[0] - c[0]) / (2 * width * width));
    };
    return *mean.predict(kernel_row(bump, {1.875}, stored));
  };

  CHECK(nearest_neighbour(stored, {1.875}, SquaredDistance{}).index == 1);
  CHECK(agreeing_digits(with_width(0.0625), 7.0) >= 15);
  CHECK(agreeing_digits(with_width(1), 7.0) < 1);  // the control
}

TEST_CASE("there is no nearest of none, and none to a query of another kind",
          "[nearest_neighbour]") {
  CHECK_THROWS_WITH(nearest_neighbour(Points<double>{}, {1.0}, SquaredDistance{}),
                    "kernel: no points stored; the nearest of none does not exist.");
  CHECK_THROWS_WITH(nearest_neighbour(Points<double>{{1, 2}}, {1.0}, SquaredDistance{}),
                    "kernel: a query of 1 numbers and a stored point of 2; they need as many.");
}

TEST_CASE("there is no distance from what is no number, or of another dimension",
          "[nearest_neighbour]") {
  const double inf = std::numeric_limits<double>::infinity(), nan = inf - inf;
  CHECK_THROWS_WITH(nearest_neighbour(Points<double>{{1}, {2}}, {inf}, SquaredDistance{}),
                    "kernel: inf in place 0 of the query; each must be finite.");
  CHECK_THROWS_WITH(nearest_neighbour(Points<double>{{1}, {inf}}, {1.0}, SquaredDistance{}),
                    "kernel: inf in place 0 of a stored point; each must be finite.");
  CHECK_THROWS_AS(nearest_neighbour(Points<double>{{nan}, {2}}, {1.0}, HammingDistance{}),
                  std::invalid_argument);
  const std::vector<double> one{1}, two{1, 2};
  const std::span<const double> u(one), v(two);
  const std::string message =
      "kernel: points of 2 and of 1 numbers have no distance; they must have as many.";
  CHECK_THROWS_WITH((void)SquaredDistance{}(v, u), message);
  CHECK_THROWS_WITH((void)HammingDistance{}(v, u), message);
}
