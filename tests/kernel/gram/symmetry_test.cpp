/// @file symmetry_test.cpp
/// How far a matrix is from its transpose, and what is taken for rounding.
#include "kernel/gram/symmetry.hpp"

#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("asymmetry is the greatest difference, as a share of the greatest entry",
                   "[gram]", double, Real50) {
  using S = TestType;
  const Matrix<S> K(2, 2, {S(-8), S(1), S(3), S(5)});
  const Matrix<S> skew(2, 2, {S(0), S(1) / 3, S(-1) / 3, S(0)});

  CHECK(asymmetry(K) == S(1) / 4);
  CHECK(asymmetry(skew) == 2);
  CHECK(asymmetry(symmetric_part(K)) == 0);
  CHECK(symmetric_part(K) == Matrix<S>(2, 2, {S(-8), S(2), S(2), S(5)}));
  CHECK(symmetric_part(symmetric_part(K)) == symmetric_part(K));
  CHECK(asymmetry(Matrix<S>(3, 3)) == 0);
  CHECK(asymmetry(Matrix<S>()) == 0);

  SECTION("and one in the last digit is seen") {
    Matrix<S> third(2, 2, std::vector<S>(4, S(1) / 3));
    third(0, 1) += std::numeric_limits<S>::epsilon() / 2;
    CHECK(asymmetry(third) > 0);
    CHECK(asymmetry(third) < 4 * std::numeric_limits<S>::epsilon());
  }
  SECTION("and a NaN is not lost") {
    Matrix<S> bad = K;
    bad(1, 0) = std::numeric_limits<S>::quiet_NaN();
    const S found = asymmetry(bad), largest = largest_magnitude(bad);
    CHECK(found != found);
    CHECK(largest != largest);
  }
}

TEST_CASE("a matrix that is not square has no transpose to be compared with", "[gram]") {
  CHECK_THROWS_AS(asymmetry(Matrix<double>(2, 3)), std::invalid_argument);
  CHECK_THROWS_WITH(asymmetry(Matrix<double>(2, 3)),
                    "kernel: the asymmetry of a 2 x 3 matrix; it needs as many rows as columns. "
                    "Take the Gram matrix of one set of points.");
  CHECK_THROWS_WITH(symmetric_part(Matrix<double>(1, 0)),
                    Catch::Contains("the symmetric part of a 1 x 0 matrix;"));
}

TEST_CASE("a difference that rounding explains passes for symmetric, a greater one does not",
          "[gram]") {
  const double eps = std::numeric_limits<double>::epsilon();
  const auto require = [](double difference) {
    detail::require_symmetric("the test", Matrix<double>(2, 2, {1, 1 - difference, 1, 1}));
  };

  CHECK_NOTHROW(require(2048 * eps));  // of two integrals, each wrong by 1024 ε
  CHECK_NOTHROW(require(4000 * eps));
  CHECK_THROWS_AS(require(4200 * eps), std::invalid_argument);
  CHECK_THROWS_WITH(require(0.5),
                    "kernel: the test of a matrix that differs from its transpose by 0.5 of its "
                    "largest entry; rounding would explain 9.09495e-13. Take its symmetric_part, "
                    "if that is meant.");
  CHECK_THROWS_AS(require(std::numeric_limits<double>::infinity()), std::domain_error);
  CHECK_THROWS_WITH(require(-std::numeric_limits<double>::infinity()),
                    "kernel: the test of a matrix whose entry 0, 1 is inf; all must be finite. "
                    "Look for the point whose kernel with others is not.");
}
