/// @file alignment_test.cpp
/// Alignments and drifts that have closed forms, among them 1 and 0.
#include "kernel/gram/alignment.hpp"

#include "kernel/gram/drift.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

template <class S>
Matrix<S> two(int a, int b, int c, int d) {
  return Matrix<S>(2, 2, {S(a), S(b), S(c), S(d)});
}

/// K_ij = k_(5 i + j), symmetric or not.
template <class S>
Matrix<S> some(int first) {
  return Matrix<S>(5, 5, rationals<S>(25, first));
}

/// c K + shift.
template <class S>
Matrix<S> scaled(Matrix<S> K, const S& c, const S& shift = S(0)) {
  for (S& entry : K.entries) entry = c * entry + shift;
  return K;
}

}  // namespace

TEMPLATE_TEST_CASE("alignment is the cosine between two matrices", "[alignment]", double, Real50) {
  using S = TestType;
  using std::sqrt;
  const int digits = all_digits<S> - 1;
  const Matrix<S> K = some<S>(1);

  CHECK(agreeing_digits(alignment(K, scaled(K, S(7) / 3)), S(1)) >= digits);
  CHECK(agreeing_digits(alignment(K, scaled(K, S(-7) / 3)), S(-1)) >= digits);
  CHECK(alignment(two<S>(1, 0, 0, 1), two<S>(0, 1, 1, 0)) == 0);
  CHECK(alignment(two<S>(1, 0, 0, 0), two<S>(0, 0, 0, 1)) == 0);
  // ⟨I, (1 1; 1 1)⟩ = 2, the norms are √2 and 2.
  CHECK(agreeing_digits(alignment(two<S>(1, 0, 0, 1), two<S>(1, 1, 1, 1)), S(1 / sqrt(S(2)))) >=
        digits);
  CHECK(frobenius_product(two<S>(1, 2, 3, 4), two<S>(5, 6, 7, 8)) == 70);
  CHECK(frobenius_norm(two<S>(1, 2, 2, 4)) == 5);
}

TEMPLATE_TEST_CASE("alignment with a target is its quadratic form", "[alignment]", double, Real50) {
  using S = TestType;
  const std::vector<S> y = rationals<S>(5, 3);
  const Matrix<S> K = some<S>(2);

  S form(0), length(0);  // yᵀ K y and ‖y‖²
  for (std::size_t i = 0; i < 5; ++i) {
    for (std::size_t j = 0; j < 5; ++j) form += y[i] * K(i, j) * y[j];
    length += y[i] * y[i];
  }

  const S by_hand = form / (frobenius_norm(K) * length);
  CHECK(agreeing_digits(alignment(K, target_kernel(y)), by_hand, S(1)) >= all_digits<S> - 1);
  CHECK(agreeing_digits(alignment(K, target_kernel(rationals<S>(5, 4))), by_hand, S(1)) < 2);
}

TEMPLATE_TEST_CASE("centring takes out what is common to all points", "[alignment]", double,
                   Real50) {
  using S = TestType;
  const int digits = all_digits<S> - 1;
  const Matrix<S> K = some<S>(1), other = some<S>(4);

  // H K H with H = I - 1 1ᵀ/5, multiplied out.
  const auto H = [](std::size_t i, std::size_t j) { return S(i == j ? 4 : -1) / 5; };
  const Matrix<S> inner = centred(K);
  for (std::size_t i = 0; i < 5; ++i)
    for (std::size_t j = 0; j < 5; ++j) {
      S sum(0);
      for (std::size_t a = 0; a < 5; ++a)
        for (std::size_t b = 0; b < 5; ++b) sum += H(i, a) * K(a, b) * H(b, j);
      CHECK(agreeing_digits(inner(i, j), sum, S(1)) >= digits);
    }

  const S once = centred_alignment(K, other);
  CHECK(agreeing_digits(centred_alignment(scaled(K, S(3), S(2)), other), once, S(1)) >= digits);
  CHECK(agreeing_digits(alignment(scaled(K, S(3), S(2)), other), alignment(K, other), S(1)) < 2);
  CHECK(agreeing_digits(centred_alignment(K, K), S(1)) >= digits);

  SECTION("so that y and y + 1 are the same target, and y and 1 - y") {
    const Matrix<S> y = target_kernel<S>({S(0), S(1), S(1), S(0), S(1)});
    const Matrix<S> opposite = target_kernel<S>({S(1), S(0), S(0), S(1), S(0)});
    const Matrix<S> shifted = target_kernel<S>({S(1), S(2), S(2), S(1), S(2)});
    CHECK(agreeing_digits(centred_alignment(y, shifted), S(1)) >= digits);
    CHECK(agreeing_digits(centred_alignment(y, opposite), S(1)) >= digits);
    CHECK(alignment(y, opposite) == 0);  // the control
  }
}

TEMPLATE_TEST_CASE("drift is the way a kernel went, as a share of where it began", "[drift]",
                   double, Real50) {
  using S = TestType;
  using std::sqrt;
  const int digits = all_digits<S> - 2;
  const Matrix<S> K = some<S>(1);

  CHECK(relative_drift(K, K) == 0);
  CHECK(agreeing_digits(relative_drift(scaled(K, S(S(9) / 7)), K), S(S(2) / 7)) >= digits);
  CHECK(agreeing_digits(relative_drift(K, scaled(K, S(S(9) / 7))), S(S(2) / 9)) >= digits);
  CHECK(relative_drift(two<S>(1, 3, 4, 1), two<S>(1, 0, 0, 1)) == 5 / sqrt(S(2)));
  CHECK(relative_drift(scaled(K, S(0)), K) == 1);
}

TEST_CASE("alignment and drift are refused where they do not exist", "[alignment]") {
  const Matrix<double> K(2, 2, {1, 0, 0, 1}), zero(2, 2), three(3, 3, std::vector<double>(9, 1));
  const Matrix<double> bad(2, 2, {std::numeric_limits<double>::quiet_NaN(), 0, 0, 1});
  CHECK_THROWS_WITH(frobenius_product(K, three),
                    "kernel: the product of a 2 x 2 matrix and a 3 x 3 one; it needs both on the "
                    "same points.");
  CHECK_THROWS_WITH(alignment(K, three), Catch::Contains("the alignment of a 2 x 2 matrix and a"));
  CHECK_THROWS_AS(alignment(K, zero), std::domain_error);
  CHECK_THROWS_WITH(alignment(K, zero),
                    "kernel: the alignment of matrices whose norms are 1.41421 and 0; both must be "
                    "above 0, and finite.");
  CHECK_THROWS_WITH(alignment(bad, K), Catch::Contains("whose norms are nan and 1.41421;"));
  CHECK_THROWS_WITH(centred(Matrix<double>(2, 3)), Catch::Contains("the centring of a 2 x 3"));
  CHECK_THROWS_WITH(centred_alignment(K, three), Catch::Contains("the centred alignment of a 2 x"));
  const Matrix<double> constant = target_kernel(std::vector<double>(7, 1.0 / 3));
  const Matrix<double> other(7, 7, rationals<double>(49));
  CHECK_THROWS_WITH(centred_alignment(other, constant),
                    "kernel: the centred alignment of a matrix that is 0 once it is centred, up to "
                    "rounding: to it all points are alike. Leave it out, or take points or targets "
                    "that differ.");
  CHECK_THROWS_AS(relative_drift(three, K), std::invalid_argument);
  CHECK_THROWS_WITH(relative_drift(K, zero),
                    "kernel: the drift by 1.41421 of a matrix whose norm is 0; that must be above "
                    "0, and both finite.");
  CHECK_THROWS_AS(relative_drift(bad, K), std::domain_error);
  CHECK_NOTHROW(relative_drift(zero, K));  // the control
}
