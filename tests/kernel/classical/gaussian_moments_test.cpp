/// @file gaussian_moments_test.cpp
/// Moments of activations in closed form against quadrature.
#include "kernel/classical/gaussian_moments.hpp"

#include "tests/catch.hpp"
#include "tests/kernel/classical/normal_means.hpp"

using namespace pathkernel;

namespace {

/// φ and φ', as they are defined.
template <class S>
struct Smooth {
  WideActivation activation;
  S turn = acos_of_minus_one(), root_two = root(S(2)), root_turn = root(turn);

  std::pair<S, S> operator()(const S& u) const {
    using std::cos;
    using std::erf;
    using std::exp;
    using std::sin;
    if (activation == WideActivation::erf) return {erf(u), 2 * exp(S(-u * u)) / root_turn};
    if (activation == WideActivation::sin) return {sin(u), cos(u)};
    const S share = (1 + erf(S(u / root_two))) / 2;
    return {u * share, share + u * exp(S(-u * u / 2)) / (root_two * root_turn)};
  }

 private:
  static S acos_of_minus_one() {
    using std::acos;
    return acos(S(-1));
  }
  static S root(const S& u) {
    using std::sqrt;
    return sqrt(u);
  }
};

template <class S>
Covariance<S> covariance(const S& a, const S& c, const S& b) {
  return {a, c, b, a * b - c * c};
}

}  // namespace

TEMPLATE_TEST_CASE("moments of erf, sin and gelu are the means that quadrature finds",
                   "[infinite_width]", double, Real50) {
  using S = TestType;
  const S a = S(4) / 5, b = S(2) / 3;
  for (const WideActivation activation :
       {WideActivation::erf, WideActivation::sin, WideActivation::gelu}) {
    const S c = activation == WideActivation::erf ? S(S(1) / 2) : S(S(-1) / 3);

    const Moments<S> m = gaussian_moments(activation, covariance(a, c, b));

    const auto [product, slopes] = normal_means(a, b, c, Smooth<S>{activation});
    CHECK(agreeing_digits(m.uv, product, S(1)) >= quadrature_digits<S>);
    CHECK(agreeing_digits(m.slopes, slopes, S(1)) >= quadrature_digits<S>);
    const Moments<S> other = gaussian_moments(activation, covariance(a, S(c + S(1) / 1000), b));
    CHECK(agreeing_digits(other.uv, product, S(1)) < 5);  // the controls
    CHECK(agreeing_digits(other.slopes, slopes, S(1)) < 6);
  }
}

TEMPLATE_TEST_CASE("moments of a relu are the means over all directions", "[infinite_width]",
                   double, Real50) {
  using S = TestType;
  const S a = S(7) / 3, b = S(1) / 5;
  for (const S& c : {S(S(2) / 3), S(S(1) / 1000), S(S(-3) / 5)}) {
    const Moments<S> m = gaussian_moments(WideActivation::relu, covariance(a, c, b));
    const auto [product, slopes] = relu_means(a, b, c);

    CHECK(agreeing_digits(m.uv, product) >= all_digits<S> - 3);
    CHECK(agreeing_digits(m.slopes, slopes) >= all_digits<S> - 2);
    CHECK(agreeing_digits(m.uv, relu_means(a, b, S(c + S(1) / 1000)).first) < 4);
    CHECK(agreeing_digits(m.determinant, S(m.uu * m.vv - m.uv * m.uv)) >= all_digits<S> - 2);
    CHECK(agreeing_digits(m.distance, S(m.uu + m.vv - 2 * m.uv)) >= all_digits<S> - 2);
  }
}

TEMPLATE_TEST_CASE("a number with itself has the moments of one number", "[infinite_width]", double,
                   Real50) {
  using S = TestType;
  const S a = S(9) / 7, b = S(1) / 3;
  for (const WideActivation activation :
       {WideActivation::relu, WideActivation::erf, WideActivation::sin, WideActivation::gelu}) {
    const Moments<S> same = gaussian_moments(activation, Covariance<S>{a, a, a, S(0)});
    const Moments<S> pair = gaussian_moments(activation, covariance(a, S(S(1) / 4), b));

    CHECK(agreeing_digits(same.uv, same.uu) >= all_digits<S> - 1);
    CHECK(same.uu == same.vv);
    CHECK(same.uu == pair.uu);
    CHECK(pair.uu > pair.vv);
    CHECK(pair.uv * pair.uv < pair.uu * pair.vv);
    CHECK(agreeing_digits(pair.determinant, S(pair.uu * pair.vv - pair.uv * pair.uv)) >=
          all_digits<S> - 2);
    CHECK(agreeing_digits(S(1 + same.determinant), S(1)) >= all_digits<S> - 1);
    CHECK(agreeing_digits(S(1 + same.distance), S(1)) >= all_digits<S> - 1);
  }
  SECTION("which for a relu is half of its variance") {
    CHECK(gaussian_moments(WideActivation::relu, Covariance<S>{a, a, a, S(0)}).uu == a / 2);
    CHECK(gaussian_moments(WideActivation::relu, Covariance<S>{a, a, a, S(0)}).determinant == 0);
  }
}

TEMPLATE_TEST_CASE("small numbers leave sin and gelu their digits, and 0 is no exception",
                   "[infinite_width]", double, Real50) {
  using S = TestType;
  // For small u, sin u = u and gelu u = u/2: c and c/4, up to terms of second order.
  const S tiny = std::numeric_limits<S>::epsilon() / 3;
  const Covariance<S> c = covariance(tiny, S(tiny / 2), tiny);
  const int digits = all_digits<S> - 2;
  CHECK(agreeing_digits(gaussian_moments(WideActivation::sin, c).uv, S(tiny / 2)) >= digits);
  CHECK(agreeing_digits(gaussian_moments(WideActivation::gelu, c).uv, S(tiny / 8)) >= digits);
  const Covariance<S> opposite = covariance(tiny, S(-tiny / 2), tiny);
  CHECK(gaussian_moments(WideActivation::sin, opposite).uv ==
        -gaussian_moments(WideActivation::sin, c).uv);

  for (const WideActivation activation :
       {WideActivation::relu, WideActivation::erf, WideActivation::sin, WideActivation::gelu}) {
    const Moments<S> m = gaussian_moments(activation, Covariance<S>{S(0), S(0), S(3), S(0)});
    CHECK(m.uv == 0);
    CHECK(is_finite(m.slopes));
  }

  SECTION("and there a relu has no slope, whatever the sign of 0") {
    for (const S& zero : {S(0), S(-S(0))})
      for (const auto& [a, b] :
           {std::pair(S(0), S(3)), std::pair(S(3), S(0)), std::pair(S(0), S(0))})
        CHECK(gaussian_moments(WideActivation::relu, Covariance<S>{a, zero, b, S(0)}).slopes == 0);
    const Covariance<S> next{tiny, S(0), S(3), 3 * tiny};  // the control
    CHECK(agreeing_digits(gaussian_moments(WideActivation::relu, next).slopes, S(S(1) / 4)) >=
          digits);
  }
}
