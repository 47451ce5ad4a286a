/// @file eigenvalues_test.cpp
/// Eigenvalues that have a closed form, vectors that are what they should be, and the verdict.
#include "kernel/gram/eigenvalues.hpp"

#include "tests/catch.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

/// Σ_j |K v_j - λ_j v_j|² and Σ_jk |v_j · v_k - δ_jk|²: 0 of eigenvectors.
template <class S>
std::pair<S, S> defects(const Matrix<S>& K, const SymmetricEigen<S>& eigen) {
  const std::size_t n = K.rows;
  S image(0), length(0);
  for (std::size_t j = 0; j < n; ++j)
    for (std::size_t i = 0; i < n; ++i) {
      S sum = -eigen.values[j] * eigen.vectors(i, j);
      S product(i == j ? -1 : 0);
      for (std::size_t k = 0; k < n; ++k) {
        sum += K(i, k) * eigen.vectors(k, j);
        product += eigen.vectors(k, i) * eigen.vectors(k, j);
      }
      image += sum * sum;
      length += product * product;
    }
  return {image, length};
}

/// 1/(i + j + 1).
template <class S>
Matrix<S> hilbert(std::size_t n) {
  Matrix<S> K(n, n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) K(i, j) = 1 / S(static_cast<int>(i + j + 1));
  return K;
}

}  // namespace

TEMPLATE_TEST_CASE("second differences have the eigenvalues 2 - 2 cos(k pi/(n + 1))",
                   "[eigenvalues]", double, Real50) {
  using S = TestType;
  using std::acos;
  using std::cos;
  const std::size_t n = 7;
  Matrix<S> K(n, n);
  for (std::size_t i = 0; i < n; ++i) {
    K(i, i) = S(2);
    if (i > 0) K(i, i - 1) = K(i - 1, i) = S(-1);
  }

  const SymmetricEigen<S> eigen = symmetric_eigen(K);

  const S pi = acos(S(-1));
  for (int k = 1; k <= 7; ++k) {
    const S exact = 2 - 2 * cos(S(k * pi / 8));
    CHECK(agreeing_digits(eigen.values[static_cast<std::size_t>(k - 1)], exact, S(4)) >=
          all_digits<S> - 1);
  }
  CHECK(agreeing_digits(eigen.values[1], S(2 - 2 * cos(S(pi / 8))), S(4)) < 2);  // the control

  SECTION("and vectors that K stretches by them, of length 1 and at right angles") {
    const S eps = std::numeric_limits<S>::epsilon();
    CHECK(defects(K, eigen).first < square(S(40 * eps)));
    CHECK(defects(K, eigen).second < square(S(20 * eps)));
    SymmetricEigen<S> wrong = eigen;
    std::swap(wrong.values[0], wrong.values[1]);
    CHECK(defects(K, wrong).first > S(1) / 100);  // the control
  }
  SECTION("and the same without vectors") { CHECK(eigenvalues(K) == eigen.values); }
}

TEMPLATE_TEST_CASE("the eigenvalues of Hilbert's matrix multiply to its determinant",
                   "[eigenvalues]", double, Real50) {
  using S = TestType;
  const std::vector<S> values = eigenvalues(hilbert<S>(5));

  S product(1), sum(0);
  for (const S& value : values) {
    product *= value;
    sum += value;
  }
  const int lost = 7;  // their condition is 5e5
  CHECK(agreeing_digits(product, S(1 / (S(266716800) * 1000))) >= all_digits<S> - lost);
  CHECK(agreeing_digits(product, S(1 / (S(266716801) * 1000))) < 9);  // the control
  CHECK(agreeing_digits(sum, S(1 + S(1) / 3 + S(1) / 5 + S(1) / 7 + S(1) / 9)) >=
        all_digits<S> - 1);
}

TEMPLATE_TEST_CASE("a matrix of rank one has its trace and zeros for eigenvalues", "[eigenvalues]",
                   double, Real50) {
  using S = TestType;
  const std::vector<S> v = rationals<S>(6);
  Matrix<S> K(6, 6);
  S trace(0);
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j) K(i, j) = v[i] * v[j];
  for (const S& entry : v) trace += entry * entry;

  const std::vector<S> values = eigenvalues(K);

  CHECK(agreeing_digits(values[5], trace) >= all_digits<S> - 1);
  for (std::size_t j = 0; j < 5; ++j)
    CHECK(agreeing_digits(S(1 + values[j]), S(1)) >= all_digits<S> - 1);
  CHECK(is_positive_semidefinite(K));
}

TEMPLATE_TEST_CASE("eigenvalues come in ascending order, as often as they are repeated",
                   "[eigenvalues]", double, Real50) {
  using S = TestType;
  const auto of = [](std::size_t n, std::vector<S> entries) {
    return eigenvalues(Matrix<S>(n, n, std::move(entries)));
  };
  // 1 1ᵀ - I has -1 twice and 2.
  const std::vector<S> ones = of(3, {S(0), S(1), S(1), S(1), S(0), S(1), S(1), S(1), S(0)});

  CHECK(of(0, {}).empty());
  CHECK(of(1, {S(-3)}) == std::vector<S>{S(-3)});
  CHECK(of(2, {S(7), S(0), S(0), S(-2)}) == std::vector<S>{S(-2), S(7)});
  CHECK(of(2, {S(0), S(0), S(0), S(0)}) == std::vector<S>{S(0), S(0)});
  CHECK(agreeing_digits(ones[0], S(-1)) >= all_digits<S> - 1);
  CHECK(agreeing_digits(ones[1], S(-1)) >= all_digits<S> - 1);
  CHECK(agreeing_digits(ones[2], S(2)) >= all_digits<S> - 1);

  SECTION("and small ones have all their digits where the diagonal alone is uneven") {
    // D (1 1/2; 1/2 1) D with D = (1, h): determinant 3 h²/4, trace 1 + h².
    using std::sqrt;
    const S h = std::numeric_limits<S>::epsilon() / 3;
    const std::vector<S> graded = of(2, {S(1), h / 2, h / 2, h * h});
    const S trace = 1 + h * h, root = sqrt(S(trace * trace - 3 * h * h));
    CHECK(agreeing_digits(graded[0], S(3 * h * h / (2 * (trace + root)))) >= all_digits<S> - 1);
  }
}

TEMPLATE_TEST_CASE("the verdict tells a matrix with a negative eigenvalue from one without",
                   "[eigenvalues]", double, Real50) {
  using S = TestType;
  const S h = 3 * std::numeric_limits<S>::epsilon();
  CHECK(is_positive_semidefinite(hilbert<S>(4)));
  CHECK(is_positive_semidefinite(Matrix<S>()));
  CHECK_FALSE(is_positive_semidefinite(Matrix<S>(2, 2, {S(1), S(2), S(2), S(1)})));
  CHECK_FALSE(is_positive_semidefinite(Matrix<S>(1, 1, {S(-1)})));
  CHECK(is_positive_semidefinite(Matrix<S>(2, 2, {S(1), S(0), S(0), S(-h / 3)})));
  CHECK_FALSE(is_positive_semidefinite(Matrix<S>(2, 2, {S(1), S(0), S(0), S(-h)})));
  CHECK(is_positive_semidefinite(Matrix<S>(2, 2, {S(1), S(0), S(0), S(-h)}), h));
}

TEST_CASE("eigenvalues are refused where there are none, or none that can be had",
          "[eigenvalues]") {
  const double greatest = std::numeric_limits<double>::max();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_WITH(eigenvalues(Matrix<double>(2, 1)),
                    Catch::Contains("the eigenvalues of a 2 x 1 matrix;"));
  CHECK_THROWS_WITH(eigenvalues(Matrix<double>(2, 2, {1, 2, 3, 4})),
                    Catch::Contains("differs from its transpose by 0.25 of its largest entry"));
  CHECK_THROWS_WITH(eigenvalues(Matrix<double>(1, 1, {nan})),
                    Catch::Contains("whose entry 0, 0 is nan; all must be finite"));
  CHECK_THROWS_AS(symmetric_eigen(Matrix<double>(1, 1, {nan})), std::domain_error);
  CHECK_THROWS_AS(eigenvalues(Matrix<double>(3, 3, std::vector(9, greatest))), std::domain_error);
  CHECK_THROWS_WITH(eigenvalues(Matrix<double>(3, 3, std::vector(9, greatest))),
                    "kernel: the eigenvalues of a 3 x 3 matrix, whose largest entry is "
                    "1.79769e+308, did not settle in 64 sweeps: they overflow. Scale it.");
  CHECK_NOTHROW(eigenvalues(Matrix<double>(3, 3, std::vector(9, greatest / 16))));  // the control
}
