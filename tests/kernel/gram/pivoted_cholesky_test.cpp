/// @file pivoted_cholesky_test.cpp
/// Pivoted Cholesky: the pivots taken by hand, ranks that are known, errors that are bounded.
#include "kernel/gram/pivoted_cholesky.hpp"

#include "tests/catch.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

template <class S>
Matrix<S> three(std::vector<S> entries) {
  return Matrix<S>(3, 3, std::move(entries));
}

/// n points in r dimensions, and their dot products: rank r, if none of the points are in line.
template <class S>
Matrix<S> dot_products(int n, int r) {
  Points<S> x;
  for (int i = 0; i < n; ++i) x.push_back(rationals<S>(static_cast<std::size_t>(r), i * i + 1));
  return gram(
      [](std::span<const S> u, std::span<const S> v) {
        S sum(0);
        for (std::size_t k = 0; k < u.size(); ++k) sum += u[k] * v[k];
        return sum;
      },
      x);
}

/// K - G Gᵀ.
template <class S>
Matrix<S> left(const Matrix<S>& K, const Matrix<S>& G) {
  Matrix<S> rest = K;
  for (std::size_t i = 0; i < K.rows; ++i)
    for (std::size_t j = 0; j < K.rows; ++j)
      for (std::size_t k = 0; k < G.columns; ++k) rest(i, j) -= G(i, k) * G(j, k);
  return rest;
}

}  // namespace

TEMPLATE_TEST_CASE("the greatest of what is left is the next pivot", "[pivoted_cholesky]", double,
                   Real50) {
  using S = TestType;
  // By hand: pivot 1 takes (2, 4, 2) and leaves (1 0; 0 5) of points 0 and 2, so then 2, then 0.
  const Matrix<S> K = three<S>({S(5), S(8), S(4), S(8), S(16), S(8), S(4), S(8), S(9)});

  const PivotedCholesky<S> found = pivoted_cholesky(K);

  using std::sqrt;
  CHECK(found.pivots == std::vector<std::size_t>{1, 2, 0});
  CHECK(found.rank() == 3);
  CHECK(found.factor == three<S>({S(2), S(0), S(1), S(4), S(0), S(0), S(2), sqrt(S(5)), S(0)}));
  CHECK(found.remaining_trace() == 0);
  CHECK(definiteness(K) == Definiteness::definite);

  SECTION("and a tolerance stops it early, with an error that its trace bounds") {
    // 5/16 of the greatest entry is left, and is not above a tolerance of as much.
    const PivotedCholesky<S> first = pivoted_cholesky(K, S(5) / 16);
    CHECK(first.rank() == 1);
    CHECK(first.factor == Matrix<S>(3, 1, {S(2), S(4), S(2)}));
    CHECK(first.rest == std::vector<S>{S(1), S(0), S(5)});
    CHECK(first.remaining_trace() == 6);
    CHECK(left(K, first.factor) ==
          three<S>({S(1), S(0), S(0), S(0), S(0), S(0), S(0), S(0), S(5)}));
    CHECK(pivoted_cholesky(K, S(4) / 16).rank() == 2);  // the control
    CHECK(pivoted_cholesky(K, S(1)).rank() == 0);
    CHECK(pivoted_cholesky(K, S(1)).remaining_trace() == 30);
  }
}

TEMPLATE_TEST_CASE("a Gram matrix has the rank of its features", "[pivoted_cholesky]", double,
                   Real50) {
  using S = TestType;
  for (const int r : {1, 2, 3, 5}) {
    const Matrix<S> K = dot_products<S>(8, r);
    const PivotedCholesky<S> found = pivoted_cholesky(K);
    const S rounding = 8 * std::numeric_limits<S>::epsilon() * largest_magnitude(K);

    CHECK(found.rank() == static_cast<std::size_t>(r));
    CHECK(largest_magnitude(left(K, found.factor)) <= rounding);
    using std::abs;
    CHECK(abs(found.remaining_trace()) <= 8 * rounding);
    CHECK(definiteness(K) == Definiteness::semidefinite);
  }

  SECTION("and one more where something is added to one point alone") {
    Matrix<S> K = dot_products<S>(8, 3);
    K(4, 4) += S(1) / 1000000000;
    CHECK(pivoted_cholesky(K).rank() == 4);
    CHECK(pivoted_cholesky(K, S(1) / 1000000).rank() == 3);
  }
  SECTION("and no more than that where points are repeated") {
    Matrix<S> K(4, 4, std::vector<S>(16, S(1) / 3));
    CHECK(pivoted_cholesky(K).rank() == 1);
    CHECK(definiteness(K) == Definiteness::semidefinite);
    CHECK(pivoted_cholesky(Matrix<S>(4, 4)).rank() == 0);
    CHECK(definiteness(Matrix<S>(4, 4)) == Definiteness::semidefinite);
    CHECK(definiteness(Matrix<S>()) == Definiteness::definite);
  }
}

TEMPLATE_TEST_CASE("an indefinite matrix is known by what no semidefinite one leaves",
                   "[pivoted_cholesky]", double, Real50) {
  using S = TestType;
  const auto two = [](const S& a, const S& b, const S& c) {
    return definiteness(Matrix<S>(2, 2, {a, b, b, c}));
  };
  CHECK(two(S(1), S(2), S(1)) == Definiteness::indefinite);  // it leaves -3
  CHECK(two(S(0), S(1), S(0)) == Definiteness::indefinite);  // it leaves 1 beside zeros
  CHECK(two(S(-1), S(0), S(-1)) == Definiteness::indefinite);
  CHECK(two(S(1), S(0), S(-1)) == Definiteness::indefinite);
  CHECK(two(S(1), S(1), S(1)) == Definiteness::semidefinite);
  CHECK(two(S(2), S(1), S(2)) == Definiteness::definite);
  // (1 1 1; 1 1 2; 1 2 1) leaves (0 1; 1 0) after its first pivot.
  CHECK(definiteness(three<S>({S(1), S(1), S(1), S(1), S(1), S(2), S(1), S(2), S(1)})) ==
        Definiteness::indefinite);

  SECTION("and less than rounding is not told from 0, unless a tolerance says so") {
    const S eps = std::numeric_limits<S>::epsilon();
    CHECK(two(S(1), S(0), S(-eps)) == Definiteness::semidefinite);
    CHECK(two(S(1), S(0), S(eps)) == Definiteness::semidefinite);
    CHECK(two(S(1), S(0), S(-5 * eps)) == Definiteness::indefinite);
    CHECK(two(S(1), S(0), S(5 * eps)) == Definiteness::definite);
    const Matrix<S> K(2, 2, {S(1), S(0), S(0), S(-5 * eps)});
    CHECK(definiteness(K, S(5 * eps)) == Definiteness::semidefinite);
    CHECK(definiteness(K, S(0)) == Definiteness::indefinite);
  }
}

TEST_CASE("what is not symmetric, not finite or not a tolerance is refused", "[pivoted_cholesky]") {
  const Matrix<double> lopsided(2, 2, {1, 0, 1, 2}), unit(1, 1, {1});
  const Matrix<double> bad(1, 1, {std::numeric_limits<double>::quiet_NaN()});
  CHECK_THROWS_WITH(pivoted_cholesky(lopsided),
                    Catch::Contains("the pivoted Cholesky decomposition of a matrix that differs "
                                    "from its transpose by 0.5"));
  CHECK_THROWS_WITH(definiteness(lopsided), Catch::Contains("the definiteness of a matrix that"));
  CHECK_THROWS_WITH(definiteness(Matrix<double>(1, 2)), Catch::Contains("of a 1 x 2 matrix"));
  CHECK_THROWS_AS(pivoted_cholesky(bad), std::domain_error);
  CHECK_THROWS_AS(pivoted_cholesky(unit, -1.0), std::invalid_argument);
  CHECK_THROWS_WITH(definiteness(unit, -0.5),
                    "kernel: a tolerance of -0.5; it must be 0 or more, a share of K's entries.");
  CHECK_THROWS_WITH(pivoted_cholesky(unit, bad(0, 0)), Catch::Contains("a tolerance of nan;"));
  CHECK_NOTHROW(pivoted_cholesky(unit, 0.0));  // the control
}
