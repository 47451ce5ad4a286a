/// @file expansion_test.cpp
/// Taylor coefficients in time against series known in closed form, and against gradients.
#include "autodiff/expansion.hpp"

#include "autodiff/gradient.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

constexpr std::size_t highest_order = 40;

template <class S>
using Series = std::vector<S>;

/// Coefficients of y(s(t)) with s(t) = s_0 + t.
template <class S, class F>
Series<S> series_of(F y, const S& s_0) {
  Tape<S> tape;
  const Var<S> s = input(tape, s_0);
  const Var<S> result = y(s);
  Expansion<S> expansion(tape, std::array{s.id}, std::array{result.id}, highest_order);
  expansion.coefficient(s.id, 1).at(0, 0) = S(1);
  Series<S> coefficients;
  for (std::size_t k = 0; k <= highest_order; ++k) {
    expansion.run(k);
    coefficients.push_back(expansion.coefficient(result.id, k).at(0, 0));
  }
  return coefficients;
}

/// Coefficients c_0, c_k = next(c_{k-1}, k).
template <class S, class Next>
Series<S> recurrence(S c, Next next) {
  Series<S> coefficients{c};
  for (int k = 1; k <= int{highest_order}; ++k) coefficients.push_back(c = next(c, S(k)));
  return coefficients;
}

/// The digits in which the worst coefficient agrees, the k-th in units of size_k.
template <class S>
int agreement(const Series<S>& a, const Series<S>& b, const Series<S>& size) {
  int digits = all_digits<S>;
  for (std::size_t k = 0; k <= highest_order; ++k)
    digits = std::min(digits, agreeing_digits(a[k], b[k], size[k]));
  return digits;
}

/// The same, relative to the coefficients themselves.
template <class S>
int agreement(const Series<S>& a, const Series<S>& b) {
  return agreement(a, b, Series<S>(highest_order + 1, S(0)));
}

}  // namespace

TEMPLATE_TEST_CASE("functions expand into the series of the calculus books", "[expansion]", double,
                   Real50) {
  using S = TestType;
  using std::cos, std::exp, std::log, std::sin, std::sqrt;
  const S a = S(13) / 7;
  const auto with = [&](auto y) { return series_of<S>(y, a); };
  const int digits = all_digits<S> - 3;  // each coefficient sums up to forty terms

  CHECK(agreement(with([](auto s) { return exp(s); }),
                  recurrence(S(exp(a)), [](S c, S k) { return S(c / k); })) >= digits);
  CHECK(agreement(with([](auto s) { return sqrt(s); }), recurrence(S(sqrt(a)), [&](S c, S k) {
                    return S(c * (3 - 2 * k) / (2 * k * a));
                  })) >= digits);
  CHECK(agreement(with([](auto s) { return 1 / s; }),
                  recurrence(S(1 / a), [&](S c, S) { return S(-c / a); })) >= digits);

  Series<S> log_series = recurrence(S(-1), [&](S c, S) { return S(-c / a); });
  for (std::size_t k = 1; k <= highest_order; ++k) log_series[k] /= S(static_cast<int>(k));
  log_series[0] = log(a);
  CHECK(agreement(with([](auto s) { return log(s); }), log_series) >= digits);

  Series<S> sin_series, cos_series;  // sin(a + kπ/2)/k!
  S factorial(1);
  for (int k = 0; k <= int{highest_order}; ++k, factorial *= S(k)) {
    const S cycle[] = {S(sin(a)), S(cos(a)), S(-sin(a)), S(-cos(a))};
    sin_series.push_back(cycle[k % 4] / factorial);
    cos_series.push_back(cycle[(k + 1) % 4] / factorial);
  }
  CHECK(agreement(with([](auto s) { return sin(s); }), sin_series) >= digits);
  CHECK(agreement(with([](auto s) { return cos(s); }), cos_series) >= digits);
  CHECK(agreement(with([](auto s) { return sin(s); }), cos_series) == 0);  // the control
}

TEMPLATE_TEST_CASE("compositions that collapse in closed form collapse as series", "[expansion]",
                   double, Real50) {
  using S = TestType;
  using std::log;
  const S a = S(2) / 5;
  const auto with = [&](auto y) { return series_of<S>(y, a); };
  Series<S> identity(highest_order + 1, S(0)), one(highest_order + 1, S(0));
  identity[0] = a;
  identity[1] = one[0] = S(1);
  // s/(1 + s) = 1 - 1/(1 + s), and ln(1 + s).
  Series<S> quotient = recurrence(S(-1 / (1 + a)), [&](S c, S) { return S(-c / (1 + a)); });
  Series<S> log_1p = recurrence(S(-1), [&](S c, S) { return S(-c / (1 + a)); });
  for (std::size_t k = 1; k <= highest_order; ++k) log_1p[k] /= S(static_cast<int>(k));
  log_1p[0] = log(S(1 + a));
  quotient[0] += 1;

  // Terms cancel, so what the k-th coefficient is right to is a matter of their size: that of ln s
  // and s^1/2, which are singular at a distance a, and that of e^s e^s.
  const Series<S> near = recurrence(S(1), [&](S c, S) { return S(c / a); });
  const Series<S> entire = recurrence(S(2), [](S c, S k) { return S(2 * c / k); });
  const int digits = all_digits<S> - 3;  // each coefficient sums up to forty terms, several times

  CHECK(agreement(with([](auto s) { return tanh(log((1 + s) / (1 - s)) / 2); }), identity, near) >=
        digits);
  CHECK(agreement(with([](auto s) { return exp(log(s)); }), identity, near) >= digits);
  CHECK(agreement(with([](auto s) { return sqrt(square(s)); }), identity, near) >= digits);
  CHECK(agreement(with([](auto s) { return sigmoid(log(s)); }), quotient, near) >= digits);
  CHECK(agreement(with([](auto s) { return softplus(log(s)); }), log_1p, near) >= digits);
  CHECK(agreement(with([](auto s) { return (s - s * s) / (1 - s) - s + 1; }), one, near) >= digits);
  CHECK(agreement(with([](auto s) { return square(sin(s)) + square(cos(s)); }), one, entire) >=
        digits);
  CHECK(agreement(with([](auto s) { return exp(s) * exp(-s); }), one, entire) >= digits);
  CHECK(agreement(with([](auto s) { return exp(s) * exp(s); }), one, entire) == 0);  // the control
}

TEMPLATE_TEST_CASE("sin and cos share one pair of series", "[expansion]", double, Real50) {
  using S = TestType;
  const Series<S> doubled = series_of<S>([](auto s) { return 2 * sin(s) * cos(s); }, S(3) / 7);
  const Series<S> squares = series_of<S>([](auto s) { return 2 * square(sin(s)); }, S(3) / 7);

  // d/dt 2 sin² = 2 · 2 sin cos
  for (std::size_t k = 1; k <= highest_order; ++k)
    CHECK(agreeing_digits(S(S(static_cast<int>(k)) * squares[k]), S(2 * doubled[k - 1])) >=
          all_digits<S> - 3);
}

TEMPLATE_TEST_CASE("the first coefficients are the gradient's and the Hessian's", "[expansion]",
                   double, Real50) {
  using S = TestType;
  Tape<S> tape;
  const std::vector<S> direction = rationals<S>(4, 9);
  const Var<S> W = input(tape, {2, 2}, rationals<S>(4, 2));
  const Var<S> x = input(tape, {2, 1}, rationals<S>(2, 6));
  const Var<S> y = sum(square(tanh(product(W, product(W, x)))));  // W is used twice
  const Var<S> v = input(tape, {2, 2}, direction);
  const Var<S> slope = sum(gradient(y, {W}).front() * v);
  const Var<S> curvature = sum(gradient(slope, {W}).front() * v);

  Expansion<S> expansion(tape, std::array{W.id}, std::array{y.id}, 2);
  for (std::size_t i = 0; i < 4; ++i) expansion.coefficient(W.id, 1).at(i, 0) = direction[i];
  for (std::size_t k = 0; k <= 2; ++k) expansion.run(k);

  const auto coefficient = [&](std::size_t k) { return expansion.coefficient(y.id, k).at(0, 0); };
  const int lost = 2;  // sums of a dozen terms near 1
  CHECK(agreeing_digits(coefficient(0), y.value(), S(1)) >= all_digits<S> - lost);
  CHECK(agreeing_digits(coefficient(1), slope.value(), S(1)) >= all_digits<S> - lost);
  CHECK(agreeing_digits(coefficient(2), S(curvature.value() / 2), S(1)) >= all_digits<S> - lost);
  CHECK(agreeing_digits(coefficient(2), curvature.value()) == 0);  // the control: without the 2!
}

TEST_CASE("an expansion refuses orders that it has no room for, and what can't move",
          "[expansion]") {
  Tape<double> tape;
  const Var<double> u = input(tape, 2);
  const Var<double> y = square(u);
  Expansion<double> expansion(tape, std::array{u.id}, std::array{y.id}, 3);
  CHECK_NOTHROW(expansion.coefficient(y.id, 3));
  CHECK_THROWS_WITH(expansion.coefficient(y.id, 4),
                    "autodiff: coefficient 4 of an expansion to order 3; ask for more orders when "
                    "making it.");
  CHECK_THROWS_WITH(expansion.run(4), Catch::Contains("coefficient 4 of an expansion to order 3"));
  CHECK_THROWS_WITH((Expansion<double>(tape, std::array{y.id}, std::array{y.id}, 3)),
                    Catch::Contains("node 1 can't move by itself"));
}
