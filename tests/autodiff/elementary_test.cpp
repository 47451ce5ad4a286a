/// @file elementary_test.cpp
/// Double's elementary functions beside many digits, and every number with functions of its own.
///
/// The doubles are computed in a loop over a buffer: what is tested is what the compiler makes of
/// that loop, which is vectors where it was asked to optimise.
#include "autodiff/elementary.hpp"

#include <bit>
#include <random>
#include <utility>
#include <vector>

#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

/// Where long double has 11 bits more than double, its functions are right to 0.01 of a double's
/// last place: it serves for most of the arguments, and 50 digits for a part of them.
constexpr bool long_double_is_longer = std::numeric_limits<long double>::digits >= 64;
using Longer = std::conditional_t<long_double_is_longer, long double, Real50>;
constexpr std::size_t argument_count = long_double_is_longer ? 200'000 : 20'000;
#ifdef PATHKERNEL_HAS_MPFR
constexpr std::size_t count_in_50_digits = 10'000;
#else
constexpr std::size_t count_in_50_digits = 2'000;  // Boost's own numbers cost ten times as much
#endif

const double inf = std::numeric_limits<double>::infinity();
const double denormal = std::numeric_limits<double>::denorm_min();

template <double f(double)>
std::vector<double> values(const std::vector<double>& u) {
  std::vector<double> y(u.size());
  for (std::size_t i = 0; i < u.size(); ++i) y[i] = f(u[i]);
  return y;
}

/// |y - truth| in units of the last place that a double near the truth has; inf stands for 2^1024.
template <class S>
double units_off(double y, S truth) {
  using std::abs, std::frexp, std::ldexp;
  if (std::isnan(y)) return inf;
  const S limit = ldexp(S(1), 1024);
  truth = std::clamp(truth, S(-limit), limit);
  const S number = std::isinf(y) ? (y > 0 ? limit : S(-limit)) : S(y);
  int exponent = 0;
  if (truth != 0) frexp(truth, &exponent);
  const int last_place = truth == 0 ? -1074 : std::max(exponent - 53, -1074);
  return static_cast<double>(ldexp(S(abs(S(number - truth))), -last_place));
}

struct Worst {
  double units = 0, at = 0;
};

/// The most that the first of the values are off, and the argument where.
template <class S, class Truth>
Worst worst_of(const std::vector<double>& y, const std::vector<double>& u, std::size_t count,
               Truth truth) {
  Worst worst;
  for (std::size_t i = 0; i < count; ++i) {
    const double units = units_off<S>(y[i], truth(S(u[i])));
    if (!(units <= worst.units)) worst = {units, u[i]};
  }
  return worst;
}

/// Arguments of three kinds, in turn: uniform in a range; with any bits, so of all magnitudes down
/// to the subnormal ones; and around points where a function is 0 or its program changes course.
struct Arguments {
  double low, high;
  std::vector<double> points;
  double bound = -inf;  // no argument below

  std::vector<double> drawn() const {
    std::mt19937_64 bits(2026);
    const auto uniform = [&] { return std::ldexp(static_cast<double>(bits() >> 11), -53); };
    std::vector<double> u;
    while (u.size() < argument_count) {
      const double point = points[bits() % points.size()];
      const double distance = std::ldexp(uniform() - 0.5, -static_cast<int>(bits() % 56));
      for (const double v : {low + (high - low) * uniform(), std::bit_cast<double>(bits()),
                             point + distance * std::max(std::abs(point), 0.25)})
        if (std::isfinite(v) && v >= bound) u.push_back(v);
    }
    return u;
  }
};

/// The given points, and those halfway between two multiples of a period.
std::vector<double> halfway(double period, std::vector<double> points) {
  for (int k = -20; k < 20; ++k) points.push_back((k + 0.5) * period);
  for (const double k : {-1074.5, -1021.5, 52.5, 511.5, 1023.5}) points.push_back(k * period);
  return points;
}

/// The given points, and √½ 2^n + shift.
std::vector<double> powers(double shift, std::vector<double> points) {
  for (const int n : {-1022, -300, -53, -2, -1, 0, 1, 2, 53, 300, 1023, 1024})
    points.push_back(std::ldexp(std::sqrt(0.5), n) + shift);
  return points;
}

template <double f(double), class Truth>
void check(const char* name, const Arguments& arguments, Truth truth) {
  const std::vector<double> u = arguments.drawn();
  std::vector<double> y = values<f>(u);

  for (const Worst& worst : {worst_of<Longer>(y, u, argument_count, truth),
                             worst_of<Real50>(y, u, count_in_50_digits, truth)}) {
    INFO(name << " at " << worst.at);
    CHECK(worst.units <= 2.5);
  }
  for (double& v : y)  // the control: 3 places further
    if (std::isfinite(v)) v = std::bit_cast<double>(std::bit_cast<std::uint64_t>(v) + 3);
  const double units = worst_of<Real50>(y, u, count_in_50_digits, truth).units;
  CHECK((units > 2.5 && units < inf));
}

/// Beyond 800, what is asked of e^u in double no longer changes, and e^800 is harmless.
template <class S>
S within_800(const S& u) {
  return std::clamp(u, S(-800), S(800));
}

template <class S>
S decay(const S& u) {
  using std::abs, std::exp;
  return exp(S(-within_800(S(abs(u)))));
}

}  // namespace

TEST_CASE("double's exponentials and hyperbolics are never off by more than 2.5 last places",
          "[elementary]") {
  using std::cosh, std::exp, std::expm1, std::sinh, std::tanh;
  const double ln2 = std::log(double{2});
  const Arguments wide{-750, 720, halfway(ln2, {0, 0, -746, -50, 700, 710, 710.5})};
  const Arguments narrow{-20, 20, halfway(ln2 / 2, {0, 0, -20, 20})};

  check<elementary::exp>("exp", wide, [](auto u) { return exp(within_800(u)); });
  check<elementary::expm1>("expm1", wide, [](auto u) { return expm1(within_800(u)); });
  check<elementary::expm1>("expm1", narrow, [](auto u) { return expm1(within_800(u)); });
  check<elementary::sinh>("sinh", wide, [](auto u) { return sinh(within_800(u)); });
  check<elementary::cosh>("cosh", wide, [](auto u) { return cosh(within_800(u)); });
  check<elementary::tanh>("tanh", narrow, [](auto u) { return tanh(within_800(u)); });
}

TEST_CASE("nor are its logarithms, its sigmoid and its softplus", "[elementary]") {
  using std::log, std::log1p;
  const double ln2 = std::log(double{2});
  const Arguments wide{-750, 50, halfway(ln2, {0, 0, -746, 40})};

  check<elementary::log>("log", {0, 100, powers(0, {1, 1, 1}), denormal},
                         [](auto u) { return log(u); });
  check<elementary::log1p>("log1p", {-1, 100, powers(-1, {0, 0, 0}), -1 + 0x1p-53},
                           [](auto u) { return log1p(u); });
  check<elementary::sigmoid>("sigmoid", wide, []<class S>(S u) {
    return S((u > 0 ? S(1) : decay(u)) / (1 + decay(u)));
  });
  check<elementary::softplus>("softplus", wide, []<class S>(S u) {
    return S((u > 0 ? u : S(0)) + log1p(decay(u)));
  });
}

TEST_CASE("a function computed in float is seen to be off", "[elementary]") {
  std::vector<double> u, y;
  for (int k = 1; k < 100; ++k) {
    u.push_back(double{1} / k);
    y.push_back(std::tanh(static_cast<float>(u.back())));
  }
  const auto truth = [](auto v) { return tanh(v); };

  CHECK(worst_of<Real50>(y, u, u.size(), truth).units > 1e6);
  CHECK(worst_of<Real50>(values<elementary::tanh>(u), u, u.size(), truth).units <= 2.5);
}

namespace {

/// f of the arguments is what it should be, with the sign of a zero; any NaN is as good as another.
template <double f(double)>
void check_exactly(const char* name, const std::vector<std::pair<double, double>>& table) {
  std::vector<double> u;
  for (const auto& [argument, value] : table) u.push_back(argument);
  const std::vector<double> y = values<f>(u);

  for (std::size_t i = 0; i < u.size(); ++i) {
    const double value = table[i].second;
    INFO(name << " of " << u[i] << " is " << y[i] << ", not " << value);
    const bool same = y[i] == value && std::signbit(y[i]) == std::signbit(value);
    CHECK((std::isnan(value) ? std::isnan(y[i]) : same));
  }
}

}  // namespace

TEST_CASE("zeros keep their sign, NaN stays NaN, and infinities go where the limits are",
          "[elementary]") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double most = std::numeric_limits<double>::max();
  const double ln2 = 0x1.62e42fefa39efp-1;  // and correctly rounded

  check_exactly<elementary::exp>(
      "exp", {{0, 1}, {-0.0, 1}, {inf, inf}, {-inf, 0}, {most, inf}, {-most, 0}, {nan, nan}});
  check_exactly<elementary::expm1>("expm1", {{0, 0}, {-0.0, -0.0}, {inf, inf}, {-inf, -1},
      {most, inf}, {-most, -1}, {denormal, denormal}, {-denormal, -denormal}, {nan, nan}});
  check_exactly<elementary::sinh>("sinh", {{0, 0}, {-0.0, -0.0}, {inf, inf}, {-inf, -inf},
      {most, inf}, {-most, -inf}, {denormal, denormal}, {-denormal, -denormal}, {nan, nan}});
  check_exactly<elementary::cosh>("cosh", {{0, 1}, {-0.0, 1}, {inf, inf}, {-inf, inf},
      {most, inf}, {-most, inf}, {denormal, 1}, {nan, nan}});
  check_exactly<elementary::tanh>("tanh", {{0, 0}, {-0.0, -0.0}, {inf, 1}, {-inf, -1},
      {most, 1}, {-most, -1}, {denormal, denormal}, {-denormal, -denormal}, {nan, nan}});
  check_exactly<elementary::sigmoid>("sigmoid", {{0, 0.5}, {-0.0, 0.5}, {inf, 1}, {-inf, 0},
      {most, 1}, {-most, 0}, {nan, nan}});
  check_exactly<elementary::softplus>("softplus", {{0, ln2}, {-0.0, ln2}, {inf, inf}, {-inf, 0},
      {most, most}, {-most, 0}, {nan, nan}});
  check_exactly<elementary::log>("log", {{1, 0}, {0, -inf}, {-0.0, -inf}, {inf, inf}, {-inf, nan},
      {-1, nan}, {-denormal, nan}, {nan, nan}});
  check_exactly<elementary::log1p>("log1p", {{0, 0}, {-0.0, -0.0}, {-1, -inf}, {inf, inf},
      {-inf, nan}, {-2, nan}, {denormal, denormal}, {-denormal, -denormal}, {nan, nan}});
}

namespace {

/// As a primitive computes: the name is looked up as everywhere in the library.
template <class S>
S tanh_of(const S& u) {
  using elementary::tanh;
  return tanh(u);
}

/// A number of someone else, who knows nothing of us.
struct Angle {
  int degrees;
  friend Angle tanh(Angle u) { return {-u.degrees}; }
};

}  // namespace

TEST_CASE("every number finds the functions made for it", "[elementary]") {
  const Real50 third = Real50(1) / 3;

  CHECK(tanh_of(third) == boost::multiprecision::tanh(third));
  CHECK(tanh_of(BoostReal<50>(third)) == boost::multiprecision::tanh(BoostReal<50>(third)));
  CHECK(tanh_of(1.0L / 3) == std::tanh(1.0L / 3));
  CHECK(tanh_of(1.0F / 3) == std::tanh(1.0F / 3));
  CHECK(tanh_of(Angle{30}).degrees == -30);
  double (*const of_double)(double) = &elementary::tanh;
  CHECK(tanh_of(1.0 / 3) == of_double(1.0 / 3));

  SECTION("so that a double's tanh is not the one of std") {
    int different = 0;
    for (int k = 1; k < 1000; ++k) different += tanh_of(k / 999.0) != std::tanh(k / 999.0);
    CHECK(different > 0);
  }
}

TEMPLATE_TEST_CASE("sigmoid and softplus of any number are those of e^u, far out as well",
                   "[elementary]", float, double, long double, Real50, BoostReal<60>) {
  using S = TestType;
  using std::exp, std::log1p;
  const int digits = all_digits<S> - 1;
  for (const S& u : {S(-7) / 3, S(-1) / 9, S(0), S(5) / 7, S(11)}) {
    CHECK(agreeing_digits(elementary::sigmoid(u), S(1 / (1 + exp(S(-u))))) >= digits);
    CHECK(agreeing_digits(elementary::softplus(u), S(log1p(exp(u)))) >= digits);
  }
  const S far = S(1'000'000'000), tail = S(-80), v = exp(tail);  // also in float a number
  CHECK(elementary::sigmoid(far) == 1);
  CHECK(elementary::softplus(far) == far);
  CHECK(elementary::sigmoid(S(-far)) < S(1) / far);  // 0, or as near as the number comes
  CHECK(agreeing_digits(elementary::sigmoid(tail), S(v / (1 + v))) >= digits);
  CHECK(agreeing_digits(elementary::softplus(tail), S(log1p(v))) >= digits);
}
