/// @file functions_test.cpp
/// Every function's derivatives against closed forms and against central differences.
#include "autodiff/operations/circular.hpp"

#include "autodiff/gradient.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

/// The n-th derivative of f at a, by n gradients one of the other; the 0-th is the value.
template <class S, class F>
S derivative(F f, const S& a, int n = 1) {
  Tape<S> tape;
  const Var<S> u = input(tape, a);
  Var<S> y = f(u);
  for (int k = 0; k < n; ++k) y = gradient(y, {u}).front();
  return y.value();
}

/// Checks f against its value and slope by hand, and its slope against its own values.
template <class S, class F, class Value, class Slope>
void check(F f, Value value, Slope slope, const S& a) {
  INFO("at " << a);
  const int digits = all_digits<S> - 2;  // a few roundings, of numbers that don't cancel
  CHECK(agreeing_digits(derivative(f, a, 0), value(a)) >= digits);
  CHECK(agreeing_digits(derivative(f, a), slope(a)) >= digits);
  const auto number = [&](const S& u) { return derivative(f, u, 0); };
  CHECK(agreeing_digits(derivative(f, a), central_difference(number, a)) >= difference_digits<S>);
}

}  // namespace

TEMPLATE_TEST_CASE("each function has the derivative of the calculus books", "[functions]", double,
                   Real50) {
  using S = TestType;
  using std::cos, std::cosh, std::exp, std::log, std::sin, std::sqrt, std::tanh;
  for (const S& a : {S(-9) / 7, S(1) / 3, S(13) / 6}) {
    check<S>([](auto u) { return exp(u); }, [](S u) { return S(exp(u)); },
             [](S u) { return S(exp(u)); }, a);
    check<S>([](auto u) { return sin(u); }, [](S u) { return S(sin(u)); },
             [](S u) { return S(cos(u)); }, a);
    check<S>([](auto u) { return cos(u); }, [](S u) { return S(cos(u)); },
             [](S u) { return S(-sin(u)); }, a);
    check<S>([](auto u) { return tanh(u); }, [](S u) { return S(tanh(u)); },
             [](S u) { return S(1 / (cosh(u) * cosh(u))); }, a);
    check<S>([](auto u) { return sigmoid(u); }, [](S u) { return S(1 / (1 + exp(-u))); },
             [](S u) { return S(1 / (2 + exp(u) + exp(-u))); }, a);
    check<S>([](auto u) { return softplus(u); }, [](S u) { return S(log(S(1 + exp(u)))); },
             [](S u) { return S(1 / (1 + exp(-u))); }, a);
  }
  for (const S& a : {S(1) / 9, S(22) / 7}) {
    check<S>([](auto u) { return log(u); }, [](S u) { return S(log(u)); },
             [](S u) { return S(1 / u); }, a);
    check<S>([](auto u) { return sqrt(u); }, [](S u) { return S(sqrt(u)); },
             [](S u) { return S(1 / (2 * sqrt(u))); }, a);
  }
}

TEMPLATE_TEST_CASE("so have the hyperbolic functions, the inverse ones and erf", "[functions]",
                   double, Real50) {
  using S = TestType;
  using std::acos, std::atan, std::cos, std::cosh, std::erf, std::exp, std::expm1, std::log1p,
      std::sinh, std::sqrt, std::tan;
  const S root_of_pi = sqrt(S(acos(S(-1))));
  for (const S& a : {S(-5) / 7, S(1) / 3, S(11) / 8}) {
    check<S>([](auto u) { return expm1(u); }, [](S u) { return S(expm1(u)); },
             [](S u) { return S(exp(u)); }, a);
    check<S>([](auto u) { return log1p(u); }, [](S u) { return S(log1p(u)); },
             [](S u) { return S(1 / (1 + u)); }, a);
    check<S>([](auto u) { return tan(u); }, [](S u) { return S(tan(u)); },
             [](S u) { return S(1 / (cos(u) * cos(u))); }, a);
    check<S>([](auto u) { return atan(u); }, [](S u) { return S(atan(u)); },
             [](S u) { return S(1 / (1 + u * u)); }, a);
    check<S>([](auto u) { return sinh(u); }, [](S u) { return S(sinh(u)); },
             [](S u) { return S(cosh(u)); }, a);
    check<S>([](auto u) { return cosh(u); }, [](S u) { return S(cosh(u)); },
             [](S u) { return S(sinh(u)); }, a);
    check<S>([](auto u) { return erf(u); }, [](S u) { return S(erf(u)); },
             [&](S u) { return S(2 / root_of_pi * exp(S(-u * u))); }, a);
  }
}

TEMPLATE_TEST_CASE("expm1 and log1p keep their digits near 0, where exp and log lose half",
                   "[functions]", double, Real50) {
  using S = TestType;
  using std::pow;
  const S tiny = pow(S(10), -all_digits<S> / 2);
  const S second_order = tiny * tiny / 2;

  const auto expm1_of = [](auto u) { return expm1(u); };
  const auto log1p_of = [](auto u) { return log1p(u); };
  CHECK(agreeing_digits(derivative(expm1_of, tiny, 0), S(tiny + second_order)) >=
        all_digits<S> - 1);
  CHECK(agreeing_digits(derivative(log1p_of, tiny, 0), S(tiny - second_order)) >=
        all_digits<S> - 1);
  const auto with_cancellation = [](auto u) { return exp(u) - 1; };  // the control
  CHECK(agreeing_digits(derivative(with_cancellation, tiny, 0), S(tiny + second_order)) <
        all_digits<S> * 2 / 3);

  Tape<S> tape;
  CHECK_THROWS_WITH(log1p(input(tape, S(-1))),
                    "autodiff: log1p of -1; it is defined for numbers above -1.");
}

TEMPLATE_TEST_CASE("second and third derivatives are those of the closed forms", "[functions]",
                   double, Real50) {
  using S = TestType;
  using std::cos, std::exp, std::sqrt, std::tanh;
  const S a = S(5) / 7;
  const int digits = all_digits<S> - 2;  // a dozen roundings
  const S y = tanh(a);
  const S s = 1 / (1 + exp(S(-a)));

  const auto tanh_of = [](auto u) { return tanh(u); };
  CHECK(agreeing_digits(derivative(tanh_of, a, 2), S(-2 * y * (1 - y * y))) >= digits);
  CHECK(agreeing_digits(derivative(tanh_of, a, 3), S((6 * y * y - 2) * (1 - y * y))) >= digits - 1);
  const auto sigmoid_of = [](auto u) { return sigmoid(u); };
  CHECK(agreeing_digits(derivative(sigmoid_of, a, 2), S(s * (1 - s) * (1 - 2 * s))) >= digits);
  const auto softplus_of = [](auto u) { return softplus(u); };
  CHECK(agreeing_digits(derivative(softplus_of, a, 3), S(s * (1 - s) * (1 - 2 * s))) >= digits);
  CHECK(agreeing_digits(derivative([](auto u) { return log(u); }, a, 3), S(2 / (a * a * a))) >=
        digits);
  CHECK(agreeing_digits(derivative([](auto u) { return sqrt(u); }, a, 3),
                        S(3 / (8 * a * a * sqrt(a)))) >= digits);
  const auto sin_of = [](auto u) { return sin(u); };
  CHECK(agreeing_digits(derivative(sin_of, a, 3), S(-cos(a))) >= digits);
  CHECK(agreeing_digits(derivative(sin_of, a, 3), S(cos(a))) == 0);  // the control
}

TEMPLATE_TEST_CASE("sigmoid and softplus are right where e^u is far out of range", "[functions]",
                   double, Real50) {
  using S = TestType;
  using std::exp;
  const auto sigmoid_of = [](auto u) { return sigmoid(u); };
  const auto softplus_of = [](auto u) { return softplus(u); };
  const S far = S(1'000'000'000);
  const S tail = S(-300);  // e^-300 is a number in double as well

  CHECK(derivative(sigmoid_of, far, 0) == 1);
  CHECK(derivative(softplus_of, far, 0) == far);
  CHECK(derivative(softplus_of, far) == 1);
  CHECK(derivative(softplus_of, S(-far), 0) < S(1) / far);  // 0, or as near as the scalar comes
  CHECK(agreeing_digits(derivative(sigmoid_of, tail, 0), S(exp(tail))) >= all_digits<S> - 1);
  CHECK(agreeing_digits(derivative(softplus_of, tail, 0), S(exp(tail))) >= all_digits<S> - 1);
  CHECK(agreeing_digits(derivative(softplus_of, tail), S(exp(tail))) >= all_digits<S> - 1);
}

TEMPLATE_TEST_CASE("log and sqrt refuse what they are not differentiable at", "[functions]", double,
                   Real50) {
  using S = TestType;
  Tape<S> tape;
  const Var<S> zero = input(tape, S(0)), negative = input(tape, S(-2));
  const Var<S> nan = input(tape, std::numeric_limits<S>::quiet_NaN());

  CHECK_THROWS_AS(log(zero), std::domain_error);
  CHECK_THROWS_WITH(log(zero), "autodiff: log of 0; it is defined for numbers above 0.");
  CHECK_THROWS_WITH(log(negative), "autodiff: log of -2; it is defined for numbers above 0.");
  CHECK_THROWS_WITH(log(nan), Catch::Contains("log of nan"));
  CHECK_THROWS_AS(sqrt(zero), std::domain_error);
  CHECK_THROWS_WITH(sqrt(zero), "autodiff: sqrt of 0; it has a derivative for numbers above 0.");
  CHECK_THROWS_WITH(sqrt(negative), Catch::Contains("sqrt of -2"));
  CHECK_NOTHROW(sqrt(input(tape, std::numeric_limits<S>::min())));  // the control
}

TEST_CASE("a function is applied to every entry of every example", "[functions]") {
  Tape<double> tape(2);
  const std::vector<double> x = rationals<double>(12);
  const Var<double> y = tanh(example_input(tape, {2, 3}, x));

  CHECK(y.shape() == Shape{2, 3});
  for (std::uint32_t r = 0; r < 2; ++r)
    for (std::uint32_t c = 0; c < 3; ++c)
      for (std::size_t e = 0; e < 2; ++e)
        CHECK(agreeing_digits(y.value(r, c, e), std::tanh(x[(3 * r + c) * 2 + e])) >= 14);
}

TEST_CASE("what a function refuses leaves nothing on the tape", "[functions]") {
  Tape<double> tape;
  const Var<double> u = input(tape, {1, 2}, std::array{double{1}, double{-1}});
  const Var<double> v = input(tape, -1);
  const std::size_t size = tape.size(), numbers = tape.recording().values.size();
  CHECK_THROWS_AS(log(u), std::domain_error);  // a block
  CHECK_THROWS_AS(log(v), std::domain_error);  // a number
  CHECK(tape.size() == size);
  CHECK(tape.recording().values.size() == numbers);
  CHECK(sum(exp(u)).value() > 0);  // and the tape can be used
}
