/// @file series_test.cpp
/// Products of long series against the sum that defines them, and coefficients of fewer bits.
#include "autodiff/operations/series.hpp"

#include "autodiff/expansion.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

template <class S>
using Series = detail::OwnSeries<S>;

/// Coefficients of both signs with r^k/2 <= |x_k| <= r^k, for every `gap`-th k; the others are 0.
template <class S>
Series<S> geometric(std::size_t orders, const S& r, std::size_t gap, Shape shape = {},
                    std::size_t lanes = 1) {
  Series<S> x(orders, shape, lanes);
  const std::size_t size = shape.size() * lanes;
  S power(1);
  for (std::size_t k = 0; k < orders; ++k, power *= r)
    for (std::size_t j = k * size; j < (k + 1) * size && k % gap == 0; ++j)
      x.numbers[j] = S(static_cast<int>(23 + 7 * j % 23)) * power / (j % 3 == 0 ? -46 : 46);
  return x;
}

/// y_0, y_1, ... each taken when nothing above it is known of u and v: that is NaN until then.
template <class P, class S>
std::vector<S> one_by_one(const Series<S>& u, const Series<S>& v, Series<S> y) {
  Series<S> known_u = u, known_v = v;
  std::ranges::fill(known_u.numbers, std::numeric_limits<S>::quiet_NaN());
  std::ranges::fill(known_v.numbers, std::numeric_limits<S>::quiet_NaN());
  std::vector<S> taken;
  for (std::size_t n = 0; n < y.known().orders; ++n) {
    std::ranges::copy(u.known()[n].entries(), known_u.view()[n].data);
    std::ranges::copy(v.known()[n].entries(), known_v.view()[n].data);
    detail::add_product<P, S>(y.view(), known_u.known(), known_v.known(), n);
    std::ranges::copy(y.known()[n].entries(), std::back_inserter(taken));
  }
  return taken;
}

/// The digits in which the worst number agrees, each in units of its own size.
template <class S>
int agreement(const std::vector<S>& a, const std::vector<S>& b, const std::vector<S>& size) {
  int digits = all_digits<S>;
  for (std::size_t i = 0; i < a.size(); ++i)
    digits = std::min(digits, agreeing_digits(S(a[i] / size[i]), S(b[i] / size[i]), S(1)));
  return digits;
}

/// How well they are y_n = Σ_j B(u_j, v_{n-j}), in units of r^n. If r is the larger of both ratios,
/// that is one to four times the largest |u_j| |v_{n-j}|.
template <class P, class S>
int agreement(const std::vector<S>& taken, const Series<S>& u, const Series<S>& v, Series<S> y,
              const S& r) {
  std::vector<S> size;
  S power(1);
  for (std::size_t n = 0; n < y.known().orders; ++n, power *= r) {
    for (std::size_t j = 0; j <= n; ++j) P::accumulate(y.view()[n], u.known()[j], v.known()[n - j]);
    size.resize(size.size() + y.known().stride, power);
  }
  return agreement(taken, y.numbers, size);
}

/// Coefficients of y(s_0 + t).
template <class S, class F>
std::vector<S> series_of(F y, const S& s_0, std::size_t order,
                         Coefficients which = Coefficients::all_digits) {
  Tape<S> tape;
  const Var<S> s = input(tape, s_0), result = y(s);
  Expansion<S> expansion(tape, std::array{s.id}, std::array{result.id}, order, which);
  expansion.coefficient(s.id, 1).at(0, 0) = S(1);
  std::vector<S> coefficients;
  for (std::size_t k = 0; k <= order; ++k) {
    expansion.run(k);
    coefficients.push_back(expansion.coefficient(result.id, k).at(0, 0));
  }
  return coefficients;
}

}  // namespace

TEMPLATE_TEST_CASE("a long product meets every pair of orders once, when both are known",
                   "[series]", double, Real50) {
  using S = TestType;
  std::vector<std::size_t> lengths{256, 600};  // and more, to cut off the blocks at any place
  for (std::size_t n = 255; n <= 320; n += std::same_as<S, double> ? 1 : 16) lengths.push_back(n);
  for (const std::size_t orders : lengths) {
    INFO(orders << " orders");
    Series<S> one(orders, {}, 1);
    std::ranges::fill(one.numbers, S(1));
    std::vector<S> pairs;
    for (std::size_t n = 0; n < orders; ++n) pairs.push_back(S(static_cast<int>(n + 1)));

    CHECK(one_by_one<Multiply>(one, one, Series<S>(orders, {}, 1)) == pairs);  // whole: exact
  }
}

TEMPLATE_TEST_CASE("a long product is the sum of its terms, however its factors grow", "[series]",
                   double, Real50) {
  using S = TestType;
  const S third = S(1) / 3;
  const auto agreement_of = [](std::size_t orders, const S& a, const S& b, std::size_t gap) {
    const Series<S> u = geometric(orders, a, gap), v = geometric(orders, b, gap), y(orders, {}, 1);
    return agreement<Multiply>(one_by_one<Multiply>(u, v, y), u, v, y, max(a, b));
  };
  // Hundreds of terms as large as the unit, and up to four times over the halves of blocks are
  // added before they are multiplied: a thousand and more roundings.
  const int digits = all_digits<S> - 4;
  const std::vector<std::pair<S, S>> ratios{{1, 1},     {3, 3},     {third, third},
                                            {3, third}, {third, 3}, {third, 1}};
  for (const auto& [a, b] : ratios) {
    INFO("ratios " << a << " and " << b);
    for (const std::size_t orders : {255u, 256u, 300u, 600u})
      CHECK(agreement_of(orders, a, b, 1) >= digits);
    CHECK(agreement_of(300, a, b, 2) >= digits);  // even series
    CHECK(agreement_of(300, a, b, 3) >= digits);
  }
}

TEST_CASE("a long product is as exact in any other unit of time", "[series]") {
  using S = Real50;
  for (const S& r : {S(1), S(1000), S(S(1) / 1000)})
    for (const std::size_t gap : {1u, 6u}) {
      INFO("ratio " << r << ", every " << gap);
      const Series<S> u = geometric(300, r, gap), y(300, {}, 1);
      CHECK(agreement<Multiply>(one_by_one<Multiply>(u, u, y), u, u, y, r) >= all_digits<S> - 4);
    }
}

TEMPLATE_TEST_CASE("long products of blocks are sums of terms too, as are their sums over examples",
                   "[series]", double, Real50) {
  using S = TestType;
  constexpr Side as_is = Side::as_is, transposed = Side::transposed;
  constexpr std::size_t orders = 260, lanes = std::same_as<S, double> ? 9 : 2;  // a vector and more
  const auto agreement_of = [&]<class P>(P, Shape u_shape, std::size_t u_lanes, Shape v_shape,
                                         std::size_t y_lanes) {
    const Series<S> u = geometric(orders, S(3) / 2, 1, u_shape, u_lanes);
    const Series<S> v = geometric(orders, S(2) / 3, 1, v_shape, lanes);
    const Series<S> y(orders, result_shape<P>(u_shape, v_shape), y_lanes);
    return agreement<P>(one_by_one<P>(u, v, y), u, v, y, S(3) / 2);
  };
  const int digits = all_digits<S> - 4;  // as above, with up to 27 products a term

  CHECK(agreement_of(Product<as_is, as_is>(), {2, 3}, 1, {3, 1}, lanes) >= digits);
  CHECK(agreement_of(Product<transposed, as_is>(), {3, 2}, lanes, {3, 1}, lanes) >= digits);
  CHECK(agreement_of(SummedProduct<as_is, transposed>(), {2, 3}, lanes, {2, 3}, 1) >= digits);
  CHECK(agreement_of(SummedProduct<as_is, as_is>(), {2, 3}, 1, {3, 1}, 1) >= digits);
  CHECK(agreement_of(Multiply(), {}, 1, {2, 1}, lanes) >= digits);
}

TEST_CASE("one coefficient changed by one part in 10^40 is seen: the control", "[series]") {
  using S = Real50;
  const Series<S> u = geometric(300, S(3), 1), v = geometric(300, S(S(1) / 3), 1), y(300, {}, 1);
  Series<S> changed = u;
  changed.numbers[200] *= 1 + pow(S(10), -40);

  CHECK(agreement<Multiply>(one_by_one<Multiply>(changed, v, y), u, v, y, S(3)) == 40);
}

TEMPLATE_TEST_CASE("of a factor that does not vary only order 0 is read", "[series]", double,
                   Real50) {
  using S = TestType;
  const Series<S> u = geometric(300, S(S(3) / 2), 1);
  Series<S> v(300, {}, 1), left = v, right = v, expected = u;
  std::ranges::fill(v.numbers, std::numeric_limits<S>::quiet_NaN());
  v.numbers[0] = S(1) / 3;
  for (S& y : expected.numbers) y *= v.numbers[0];
  SeriesView<const S> constant = v.known();
  constant.varies = false;

  for (std::size_t n = 0; n < 300; ++n) {
    detail::add_product<Multiply, S>(left.view(), u.known(), constant, n);
    detail::add_product<Multiply, S>(right.view(), constant, u.known(), n);
  }

  CHECK(left.numbers == expected.numbers);  // one rounding each, and the same
  CHECK(right.numbers == expected.numbers);
}

TEST_CASE("an expansion to order 300 is the series of the calculus books", "[series]") {
  using S = Real50;
  const S a = S(1) / 3;
  const auto with = [&](auto y) { return series_of(y, a, 300); };
  std::vector<S> quotient, squared, exponential, one, entire;
  S power = 1 / (1 - a), term = exp(a), size(1);
  for (int k = 0; k <= 300; power /= 1 - a, ++k, term /= k, size *= S(2) / k) {
    quotient.push_back(power);  // 1/(1 - s)
    squared.push_back((k + 1) * power / (1 - a));
    exponential.push_back(term);
    one.push_back(S(k == 0 ? 1 : 0));
    entire.push_back(size);  // 2^k/k!, of which sin² and cos² are made
  }
  const std::vector<S> tangent = with([](auto s) { return tan(s); });
  const int digits = all_digits<S> - 4;  // hundreds of terms, of which one factor was summed before

  CHECK(agreement(with([](auto s) { return 1 / (1 - s); }), quotient, quotient) >= digits);
  CHECK(agreement(with([](auto s) { return square(1 / (1 - s)); }), squared, squared) >= digits);
  CHECK(agreement(with([](auto s) { return 1 / (1 - s) * (1 / (1 - s)); }), squared, squared) >=
        digits);
  CHECK(agreement(with([](auto s) { return exp(s); }), exponential, exponential) >= digits);
  CHECK(agreement(with([](auto s) { return square(sin(s)) + cos(s) * cos(s); }), one, entire) >=
        digits);
  CHECK(agreement(with([](auto s) { return sin(s) / cos(s); }), tangent, tangent) >= digits);
  CHECK(agreement(with([](auto s) { return tanh(s); }), tangent, tangent) == 0);  // the control
}

#ifdef PATHKERNEL_HAS_MPFR
TEST_CASE("at the radius over e² tapered coefficients are as good as others", "[series]") {
  using S = HighPrecision<120>;
  const S a = S(1) / 3, radius = 2 * atan(S(1)) - a;  // to π/2, where tan has its pole
  const auto y = [](auto s) { return tan(s) * sqrt(1 + s) / (2 + square(s)); };
  for (const std::size_t order : {139u, 300u}) {  // what 120 digits take, and a long series
    std::vector<S> all = series_of(y, a, order);
    std::vector<S> tapered = series_of(y, a, order, Coefficients::tapered);
    CHECK(agreeing_digits(tapered[order], all[order]) < 40);  // the control: two limbs of seven

    S power(1), sum(0), tapered_sum(0);
    for (std::size_t k = 0; k <= order; ++k, power *= radius / exp(S(2))) {
      sum += all[k] *= power;
      tapered_sum += tapered[k] *= power;
    }

    const int digits = all_digits<S> - 1;  // a limb is kept to spare, so the sums' roundings remain
    CHECK(agreement(tapered, all, std::vector<S>(order + 1, sum)) >= digits);
    CHECK(agreeing_digits(tapered_sum, sum) >= digits);
  }
}

TEST_CASE("a sum that may lack bits lacks no more, and only whole limbs", "[series]") {
  using S = HighPrecision<120>;
  for (const int unneeded : {0, 63, 64, 150, 300, 1'000'000}) {
    MultiplyAdd<S> whole, shorter(unneeded);
    S sum(0), short_sum(0);
    for (int j = 0; j < 200; ++j) {
      const S a = S(7 * j % 23 - 11) / 13, b = S(5 * j % 19 + 1) / 7;
      whole(sum, a, b);
      shorter(short_sum, a, b);
    }
    const int bits = std::max(64, std::numeric_limits<S>::digits - unneeded);  // a limb at least
    CHECK(agreeing_digits(short_sum, sum, S(10)) >= bits * 3 / 10 - 3);        // 200 roundings

    CHECK((short_sum == sum) == (unneeded < 64));  // the control
  }
}

TEST_CASE("a sum that may lack bits meets 0, infinity and NaN as any other", "[series]") {
  using S = HighPrecision<120>;
  const S infinity = std::numeric_limits<S>::infinity(), third = S(1) / 3;
  const S nan = std::numeric_limits<S>::quiet_NaN();
  const std::vector<S> numbers{0, -S(0), third, -third, third * third, infinity, -infinity, nan};
  for (const S& before : numbers)
    for (const S& a : numbers)
      for (const S& b : numbers) {
        S sum = before, short_sum = before;
        MultiplyAdd<S>()(sum, a, b);
        MultiplyAdd<S>(128)(short_sum, a, b);

        INFO(before << " + " << a << " * " << b << " = " << sum << ", not " << short_sum);
        if (isnan(sum)) {
          CHECK(isnan(short_sum));
        } else {  // 400 bits less 128, of numbers below 1
          CHECK(agreeing_digits(short_sum, sum, S(1)) >= 80);
          CHECK((sum != 0 || signbit(sum) == signbit(short_sum)));
        }
      }
}
#endif
