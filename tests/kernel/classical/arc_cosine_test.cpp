/// @file arc_cosine_test.cpp
/// Arc-cosine kernels against the integral over all directions, and with twice as many digits.
#include "kernel/classical/arc_cosine.hpp"

#include "kernel/path/gauss_legendre.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/classical/vectors.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

/// 2 E[(w · x)^n (w · x')^n where both are above 0], of points (a, 0) and b (cos θ, sin θ). In
/// polar coordinates w = r (cos α, sin α) the radius gives 2^n n!, and both are above 0 between the
/// kinks θ - π/2 and π/2:
///
///     a^n b^n 2^n n!/π ∫ cos^n α cos^n(α - θ) dα
template <class S>
S over_all_directions(int n, const S& a, const S& b, const S& theta) {
  using std::acos;
  using std::cos;
  const S pi = acos(S(-1)), half = (pi - theta) / 2;
  static const GaussLegendre<S> gauss(all_digits<S> < 20 ? 16 : 36);
  S sum(0);
  for (std::size_t j = 0; j < gauss.count(); ++j) {
    const S alpha = theta / 2 + half * gauss.nodes[j];
    S power(1);
    for (int k = 0; k < n; ++k) power *= a * cos(alpha) * b * cos(S(alpha - theta));
    sum += gauss.weights[j] * half * power;
  }
  return sum * (n == 0 ? 1 : n == 1 ? 2 : 8) / pi;
}

/// b (cos θ, sin θ).
template <class S>
std::vector<S> polar(const S& b, const S& theta) {
  using std::cos;
  using std::sin;
  return {b * cos(theta), b * sin(theta)};
}

}  // namespace

TEMPLATE_TEST_CASE("arc-cosine kernels are means over all directions", "[classical]", double,
                   Real50) {
  using S = TestType;
  const S a = S(7) / 5, b = S(2) / 3;
  for (const S& theta : {S(0), S(S(1) / 10), S(S(4) / 3), S(S(9) / 4), S(S(31) / 10)})
    for (const int n : {0, 1, 2}) {
      const S value = at<S>(ArcCosineKernel{n}, {a, S(0)}, polar(b, theta));
      // Near π the integral is small: there x' itself is known to fewer digits.
      CHECK(agreeing_digits(value, over_all_directions(n, a, b, theta)) >= all_digits<S> - 4);
      CHECK(agreeing_digits(value, over_all_directions(n, a, b, S(theta + S(1) / 1000))) < 7);
    }
  CHECK(agreeing_digits(at<S>(ArcCosineKernel{2}, {a, S(0)}, {a, S(0)}), S(3 * a * a * a * a)) >=
        all_digits<S> - 1);
}

TEST_CASE("points that are nearly parallel or opposite cost no digits", "[classical]") {
  using Real100 = HighPrecision<100>;
  // The same points in both types, multiples of 2^-70.
  const auto pair = []<class S>(S, int sign) {
    using std::ldexp;
    std::vector<S> x, other;
    for (int r = 1; r <= 3; ++r) {
      x.push_back(S(5 * r - 7) / 8);
      other.push_back(sign * (x.back() + ldexp(S(11 * r - 20), -70)));  // 1e-20 apart
    }
    return std::pair(x, other);
  };
  for (const int n : {0, 1, 2})
    for (const int sign : {1, -1}) {
      const auto [x, other] = pair(Real50(), sign);
      const auto [precise_x, precise_other] = pair(Real100(), sign);
      const Real50 value = at<Real50>(ArcCosineKernel{n}, x, other);
      const Real50 exact(at<Real100>(ArcCosineKernel{n}, precise_x, precise_other));
      // What parts the points, or adds to 0, has 30 digits of its own: 1 - k_0 of the parallel,
      // and powers of it for k_n of the opposite.
      CHECK(agreeing_digits(value, exact) >= (sign > 0 ? 49 : 28));
      CHECK(exact > 0);
      if (n == 0) {
        const Real50 apart = sign > 0 ? Real50(1 - exact) : exact;
        CHECK(apart > Real50(1) / Real50(1e22));
        CHECK(apart < Real50(1) / Real50(1e18));
      }
    }

  SECTION("as acos would") {
    const auto [x, other] = pair(Real50(), 1);
    const std::span<const Real50> u(x), v(other);
    const Real50 cosine =
        inner_product(u, v) / sqrt(Real50(inner_product(u, u) * inner_product(v, v)));
    const Real50 by_acos = 1 - acos(min(Real50(1), cosine)) / acos(Real50(-1));
    CHECK(agreeing_digits(by_acos, at<Real50>(ArcCosineKernel{0}, x, other)) < 35);
  }
}

TEMPLATE_TEST_CASE("a point that is 0 has no direction", "[classical]", double, Real50) {
  using S = TestType;
  const std::vector<S> x{S(1), S(2)}, zero{S(0), S(0)};
  CHECK(at<S>(ArcCosineKernel{1}, x, zero) == 0);
  CHECK(at<S>(ArcCosineKernel{2}, zero, zero) == 0);
  CHECK_THROWS_AS(at<S>(ArcCosineKernel{0}, x, zero), std::domain_error);
  CHECK_THROWS_WITH(at<S>(ArcCosineKernel{0}, x, zero),
                    "kernel: the arc-cosine kernel of order 0 of a point that is 0, which has no "
                    "direction. Append a constant to every point.");
  CHECK_THROWS_AS(at<S>(ArcCosineKernel{3}, x, x), std::invalid_argument);
  CHECK_THROWS_WITH(at<S>(ArcCosineKernel{-1}, x, x),
                    "kernel: the arc-cosine kernel of order -1; it must be 0, 1 or 2.");
  CHECK_THROWS_WITH(at<S>(ArcCosineKernel{}, x, {S(1)}),
                    Catch::Contains("the arc-cosine kernel of a point of 2 numbers and one of 1;"));
}
