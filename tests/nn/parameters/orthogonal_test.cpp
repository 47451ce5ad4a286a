/// @file orthogonal_test.cpp
/// Orthogonal weights: how orthogonal, how random, and the same everywhere.
#include "nn/parameters/orthogonal.hpp"

#include "nn/models/mlp.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

constexpr double denominator = std::uint64_t{1} << 53;

/// The largest entry of Q Qᵀ - 1, or of Qᵀ Q - 1 if that has fewer, in 50 digits.
Real50 defect(const std::vector<double>& Q, Shape shape) {
  const std::vector<Real50> q = exactly<Real50>(Q);
  const bool lying = shape.rows <= shape.columns;
  const std::size_t count = std::min(shape.rows, shape.columns), n = Q.size() / count;
  const auto entry = [&](std::size_t vector, std::size_t i) -> const Real50& {
    return lying ? q[vector * n + i] : q[i * count + vector];
  };
  Real50 largest = 0;
  for (std::size_t a = 0; a < count; ++a)
    for (std::size_t b = 0; b <= a; ++b) {
      Real50 product = a == b ? -1 : 0;
      for (std::size_t i = 0; i < n; ++i) product += entry(a, i) * entry(b, i);
      largest = std::max(largest, Real50(abs(product)));
    }
  return largest;
}

}  // namespace

TEST_CASE("of an orthogonal block the rows or the columns are orthonormal, to √n/2^53",
          "[orthogonal]") {
  for (const Shape shape : {Shape{7, 20}, {20, 7}, {12, 12}, {1, 5}, {5, 1}, {1, 1}, {64, 65}}) {
    const std::vector<double> Q = orthogonal_values({{"W", shape}}, 1);
    const double n = std::max(shape.rows, shape.columns);

    // Entries are off by 2^-54. In q·p that is q·δp + p·δq + δq·δp, and Σ|q_i| <= √n if |q| = 1.
    INFO(shape);
    REQUIRE(Q.size() == shape.size());
    CHECK(defect(Q, shape) <= (std::sqrt(n) + n / denominator) / denominator);
    for (const double entry : Q) CHECK(entry * denominator == std::floor(entry * denominator));

    if (shape.size() > 1) {  // the control
      std::vector<double> next = Q;
      next[0] += (2 * std::sqrt(n) + 2) / std::abs(Q[0]) / denominator;
      CHECK(defect(next, shape) > (std::sqrt(n) + n / denominator) / denominator);
      CHECK(defect(initial_values({{"W", shape}}, 1), shape) > 0.01);
    }
  }
}

TEMPLATE_TEST_CASE("an orthogonal block keeps the length of what it is given", "[orthogonal]",
                   double, Real50) {
  using S = TestType;
  const Mlp model{{3, 8}};  // one layer, and offsets of 0
  const std::vector<S> x{S(1) / 3, S(-2) / 7, S(5) / 4};

  const std::vector<S> y = outputs(model, orthogonal_parameters<S>(model, 2), x);

  S length_of_x(0), length_of_y(0);
  for (const S& x_i : x) length_of_x += x_i * x_i;
  for (const S& y_i : y) length_of_y += y_i * y_i;
  CHECK(agreeing_digits(length_of_x, length_of_y) >= 14);  // of the 16 that the values have
}

TEST_CASE("orthogonal values are those that were computed elsewhere, with 60 decimals",
          "[orthogonal]") {
  const auto check = [](Parametrisation scheme, const std::vector<double>& k) {
    const std::vector<double> Q = orthogonal_values({{"W", {2, 3}, Role::weight, scheme}}, 5);
    REQUIRE(Q.size() == k.size());
    for (std::size_t i = 0; i < k.size(); ++i) CHECK(Q[i] * denominator == k[i]);
  };
  check(Parametrisation::standard, {1887675783160922.0, -3692455618867435.0, -7995754501919678.0,
                                    -5855240069555866.0, 5582309829804292.0, -3960254929489323.0});
  // √3 times as much. Above 1, where a double is a k/2^53 with an even k, to the nearest of those.
  check(Parametrisation::ntk, {3269550364652088.0, -6395520736571579.0, -13849053042172464.0,
                               -10141573290983888.0, 9668844248812204.0, -6859362748800609.0});
}

TEST_CASE("orthogonal blocks are a fair draw: reflections as often as rotations, at any angle",
          "[orthogonal]") {
  const int draws = 2000;
  int rotations = 0;
  double cosines = 0, squares = 0, fourth_powers = 0;
  for (int seed = 0; seed < draws; ++seed) {
    const std::vector<double> Q = orthogonal_values({{"W", {2, 2}}}, static_cast<unsigned>(seed));
    rotations += Q[0] * Q[3] - Q[1] * Q[2] > 0 ? 1 : 0;
    const double cosine = Q[0], square = cosine * cosine;
    cosines += cosine;
    squares += square;
    fourth_powers += square * square;
  }

  // Of an angle that is uniform, E cos² = 1/2, E cos⁴ = 3/8, E cos⁸ = 35/128.
  const auto five_deviations = [&](double variance) { return 5 * std::sqrt(variance * draws); };
  CHECK(std::abs(rotations - draws / 2) < five_deviations(1 / 4.0));
  CHECK(std::abs(cosines) < five_deviations(1 / 2.0));
  CHECK(std::abs(squares - draws / 2.0) < five_deviations(3 / 8.0 - 1 / 4.0));
  CHECK(std::abs(fourth_powers - draws * 3 / 8.0) < five_deviations(35 / 128.0 - 9 / 64.0));
}

TEST_CASE("only weights are made orthogonal; other blocks begin as they do otherwise",
          "[orthogonal]") {
  const std::vector<ParameterBlock> blocks{
      {"c", {3, 4}, Role::location}, {"b", {3, 1}, Role::offset}, {"g", {3, 1}, Role::gain}};
  CHECK(orthogonal_values(blocks, 4) == initial_values(blocks, 4));
}
