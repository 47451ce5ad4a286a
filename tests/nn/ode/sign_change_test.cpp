/// @file sign_change_test.cpp
/// The first change of sign, of polynomials whose roots are known because they were made from them.
#include "nn/ode/sign_change.hpp"

#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

/// The coefficients of a product.
template <class S>
std::vector<S> times(const std::vector<S>& a, const std::vector<S>& b) {
  std::vector<S> c(a.size() + b.size() - 1, S(0));
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < b.size(); ++j) c[i + j] += a[i] * b[j];
  return c;
}

/// Π (t - root).
template <class S>
std::vector<S> with_roots(const std::vector<S>& roots) {
  std::vector<S> c{S(1)};
  for (const S& root : roots) c = times(c, {S(-root), S(1)});
  return c;
}

/// t - t³/3! + t⁵/5! - ..., to order 60.
template <class S>
std::vector<S> sine() {
  std::vector<S> c(61, S(0));
  S term(1);
  for (int k = 1; k <= 60; ++k) {
    term /= S(k);
    if (k % 2 == 1) c[static_cast<std::size_t>(k)] = k % 4 == 1 ? term : S(-term);
  }
  return c;
}

template <class S>
std::optional<S> found(const std::vector<S>& c, const S& h) {
  return first_sign_change<S>(c, h);
}

}  // namespace

TEMPLATE_TEST_CASE("the first of a polynomial's roots is found to all digits", "[sign_change]",
                   double, Real50) {
  using S = TestType;
  using std::atan;
  const S third = S(1) / 3;
  // Coefficients and Horner's sums are rounded, all of the size of 1 as the slope is: one digit.
  const int digits = all_digits<S> - 1;

  CHECK(agreeing_digits(found<S>({S(-1), S(3)}, S(1)).value(), third) >= digits);
  CHECK(agreeing_digits(found<S>({S(1), S(-3)}, S(1000)).value(), third) >= digits);
  for (const S& h : {S(2) / 5, S(1), S(17)}) {  // one root, two, all three are within
    const std::vector<S> c = with_roots<S>({third, S(2) / 3, S(5)});
    CHECK(agreeing_digits(found(c, h).value(), third) >= digits);
  }
  // A root at 0 is not within (0, h].
  CHECK(agreeing_digits(found(with_roots<S>({S(0), third}), S(1)).value(), third) >= digits);

  SECTION("the first of sin is π, with three within [0, 10]") {
    const S pi = 4 * atan(S(1));
    const int lost = 2;  // at π the terms are up to 5, so their roundings are ten times those of 1
    CHECK(agreeing_digits(found(sine<S>(), S(10)).value(), pi) >= all_digits<S> - lost);
    CHECK_FALSE(found(sine<S>(), S(3)));
  }
  SECTION("in any unit of time") {
    S unit(1);
    for (int i = 0; i < 20; ++i) unit /= 10;
    const std::vector<S> c = with_roots<S>({unit / 3, unit * 2 / 3, 5 * unit});
    CHECK(agreeing_digits(found(c, unit).value(), S(unit / 3)) >= digits);
  }
  SECTION("and moves with a coefficient: the control") {
    S change = S(1) / 2;
    for (int i = 0; i < all_digits<S> - 5; ++i) change /= 10;
    const S moved = found<S>({S(-1) - change, S(3)}, S(1)).value();
    CHECK(agreeing_digits(moved, third) == all_digits<S> - 5);
  }
}

TEMPLATE_TEST_CASE("roots close together are told apart, for digits lost to the flat slope",
                   "[sign_change]", double, Real50) {
  using S = TestType;
  const S third = S(1) / 3, gap = S(1) / 1'000'000;

  const S root = found(with_roots<S>({third, third + gap}), S(1)).value();

  const int lost = 7;  // a rounding of the value moves the root by 1/slope, a million times as much
  CHECK(agreeing_digits(root, third) >= all_digits<S> - lost);
  CHECK(agreeing_digits(root, S(third + gap)) == 5);  // the control: 10⁻⁶ of 1/3 is 3 10⁻⁶
}

TEMPLATE_TEST_CASE("where the first half looks as if it had two roots, it is looked at closely",
                   "[sign_change]", double, Real50) {
  using S = TestType;
  const int digits = all_digits<S> - 2;  // coefficients up to 1 beside slopes of about 1/10
  const S last = S(4) / 5;

  const std::vector<S> two = with_roots<S>({S(1) / 5, S(2) / 5, last});
  CHECK(agreeing_digits(found(two, S(1)).value(), S(S(1) / 5)) >= digits);

  // (t - 1/4)² + 1/400 comes near to 0 and turns.
  const std::vector<S> none = times<S>({S(13) / 200, S(-1) / 2, S(1)}, {S(-last), S(1)});
  CHECK(agreeing_digits(found(none, S(1)).value(), last) >= digits);
}

TEMPLATE_TEST_CASE("without a change of sign none is found", "[sign_change]", double, Real50) {
  using S = TestType;
  CHECK_FALSE(found<S>({}, S(1)));
  CHECK_FALSE(found<S>({S(0)}, S(1)));
  CHECK_FALSE(found<S>({S(-2)}, S(1)));
  CHECK_FALSE(found<S>({S(0), S(0), S(0)}, S(1)));
  CHECK_FALSE(found<S>({S(0), S(1)}, S(1)));           // 0 is not within (0, 1]
  CHECK_FALSE(found<S>({S(-1), S(3)}, S(33) / 100));   // 1/3 is beyond
  CHECK_FALSE(found<S>({S(1), S(-1), S(1)}, S(100)));  // no real root
  CHECK_FALSE(found<S>({S(1), S(-6), S(9)}, S(1)));    // (3t - 1)² touches 0, in whole numbers
  CHECK_FALSE(found<S>({S(1), S(-8), S(16)}, S(1)));   // (4t - 1)², where an interval is halved
  CHECK_FALSE(found<S>({S(1), S(-2), S(1)}, S(1)));    // (t - 1)², at the very end

  // 3 (3t - 1)² (4t - 3), whose list of Bernstein is whole too: on after the touch to 3/4.
  const S after = found<S>({S(-9), S(66), S(-153), S(108)}, S(1)).value();
  CHECK(agreeing_digits(after, S(S(3) / 4)) >= all_digits<S> - 1);  // sums of terms near 100
}

TEMPLATE_TEST_CASE("a change of sign at the very end h belongs to (0, h]", "[sign_change]", double,
                   Real50) {
  using S = TestType;
  const S quarter = S(1) / 4, none(-1);  // whole numbers and their halves: nothing is rounded
  CHECK(found<S>({S(-1), S(4)}, quarter).value_or(none) == quarter);
  CHECK(found<S>({S(3), S(-16), S(16)}, quarter).value_or(none) == quarter);  // (4t - 1)(4t - 3)
  CHECK(found<S>({S(-1), S(12), S(-48), S(64)}, quarter).value_or(none) == quarter);  // (4t - 1)³
}

TEMPLATE_TEST_CASE("a change of sign where an interval is halved is not passed over",
                   "[sign_change]", double, Real50) {
  using S = TestType;
  const S half = S(1) / 2, none(-1);
  CHECK(found<S>({S(3), S(-10), S(8)}, S(1)).value_or(none) == half);         // (2t - 1)(4t - 3)
  CHECK(found<S>({S(-1), S(6), S(-12), S(8)}, S(1)).value_or(none) == half);  // (2t - 1)³
}

TEMPLATE_TEST_CASE("three roots in one place change the sign once", "[sign_change]", double,
                   Real50) {
  using S = TestType;
  const S root = found<S>({S(-1), S(9), S(-27), S(27)}, S(1)).value_or(S(-1));  // (3t - 1)³
  // The value is lost in its rounding as soon as t is right to a third of the digits.
  CHECK(agreeing_digits(root, S(S(1) / 3)) >= all_digits<S> / 3 - 1);
}
