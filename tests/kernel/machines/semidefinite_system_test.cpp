/// @file semidefinite_system_test.cpp
/// Systems that have one solution, many, or none but a ray.
#include "kernel/machines/semidefinite_system.hpp"

#include "tests/catch.hpp"
#include "tests/kernel/machines/machine_witnesses.hpp"

using namespace pathkernel;

namespace {

template <class S>
SemidefiniteSolution<S> solve(const Matrix<S>& a, const std::vector<S>& b) {
  const S rounding = 100 * std::numeric_limits<S>::epsilon();
  return solve_semidefinite(a, b, rounding, rounding);
}
template <class S>
std::vector<S> product_of(const Matrix<S>& a, const std::vector<S>& x) {
  std::vector<S> b;
  for (std::size_t i = 0; i < a.rows; ++i) b.push_back(dot_product<S>(a.row(i), x));
  return b;
}

}  // namespace

TEMPLATE_TEST_CASE("a definite system has its one solution", "[semidefinite_system]", double,
                   Real50) {
  using S = TestType;
  // A x = b for x = (1/3, -2, 5/7), the largest pivot being in the last row.
  const Matrix<S> a(3, 3, {S(2), S(1), S(-1), S(1), S(3), S(0), S(-1), S(0), S(7)});
  const std::vector<S> x = fractions<S>({{1, 3}, {-2, 1}, {5, 7}});

  const SemidefiniteSolution<S> solution = solve(a, fractions<S>({{-43, 21}, {-17, 3}, {14, 3}}));

  CHECK(solution.rank == 3);
  CHECK_FALSE(solution.is_ray);
  CHECK(fewest_agreeing(solution.x, x) >= all_digits<S> - 1);
}

TEMPLATE_TEST_CASE("a singular system is solved where it can be, else there is a ray",
                   "[semidefinite_system]", double, Real50) {
  using S = TestType;
  // The Gram matrix of four points in the plane: rank 2.
  const Points<S> points = whole_points<S>({{1, 2}, {3, -1}, {1, 1}, {-2, 5}});
  const Matrix<S> a = gram(dot_product<S>, points);
  const std::vector<S> possible = product_of(a, fractions<S>({{1, 3}, {2, 5}, {-1, 7}, {1, 2}}));

  const SemidefiniteSolution<S> solution = solve(a, possible);
  CHECK(solution.rank == 2);
  CHECK_FALSE(solution.is_ray);
  CHECK(fewest_agreeing(product_of(a, solution.x), possible) >= all_digits<S> - 2);
  CHECK(std::ranges::count(solution.x, S(0)) == 2);

  std::vector<S> impossible = possible;
  impossible[2] += 1;
  const SemidefiniteSolution<S> ray = solve(a, impossible);
  CHECK(ray.is_ray);
  for (const S& entry : product_of(a, ray.x))
    CHECK(agreeing_digits(S(1 + entry), S(1)) >= all_digits<S> - 2);
  CHECK(dot_product<S>(impossible, ray.x) > S(1) / 10);

  SECTION("and the other way for the opposite") {
    for (S& entry : impossible) entry = -entry;
    CHECK(dot_product<S>(impossible, solve(a, impossible).x) > S(1) / 10);
  }
}

TEST_CASE("a system without a pivot leaves all at 0, or goes along one axis",
          "[semidefinite_system]") {
  const Matrix<double> nothing(2, 2);
  CHECK(solve(nothing, {0.0, 0.0}).x == std::vector<double>{0, 0});
  CHECK_FALSE(solve(nothing, {0.0, 0.0}).is_ray);
  CHECK(solve(nothing, {1.0, -3.0}).x == std::vector<double>{0, -1});
  CHECK(solve(nothing, {1.0, -3.0}).is_ray);
  CHECK(solve(Matrix<double>(), {}).x.empty());
  CHECK(solve(Matrix<double>(2, 2, {0, 0, 0, 2}), {0.0, 4.0}).x == std::vector<double>{0, 2});
  CHECK_THROWS_WITH(
      solve(nothing, {1.0}),
      "kernel: a matrix of 2 x 2 and a right side of 1 numbers; a system needs as many "
      "rows, columns and numbers.");
}
