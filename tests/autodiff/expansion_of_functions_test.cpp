/// @file expansion_of_functions_test.cpp
/// Deep series of functions against the same functions put together from others.
#include "autodiff/expansion.hpp"
#include "autodiff/gradient.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

constexpr std::size_t deepest = 40;

/// The digits, all orders, in which f and g agree as series of s(t) = a + t - t²/3, each
/// coefficient in units of the larger of the two functions' 0-th or its own.
template <class S, class F, class G>
int agreement(const S& a, F f, G g) {
  Tape<S> tape;
  const Var<S> s = input(tape, a);
  const Var<S> one = f(s);
  const Var<S> other = g(s);
  Expansion<S> expansion(tape, std::array{s.id}, std::array{one.id, other.id}, deepest);
  expansion.coefficient(s.id, 1).at(0, 0) = S(1);
  expansion.coefficient(s.id, 2).at(0, 0) = S(-1) / 3;
  int digits = all_digits<S>;
  S largest(0);
  for (std::size_t k = 0; k <= deepest; ++k) {
    using std::abs;
    expansion.run(k);
    const S found = expansion.coefficient(one.id, k).at(0, 0);
    const S expected = expansion.coefficient(other.id, k).at(0, 0);
    keep_largest(largest, S(abs(expected)));
    digits = std::min(digits, agreeing_digits(found, expected, largest));
  }
  return digits;
}

}  // namespace

TEMPLATE_TEST_CASE("deep series of functions are those of what they are made of", "[expansion]",
                   double, Real50) {
  using S = TestType;
  const S a = S(3) / 7;
  const int digits = all_digits<S> - 3;  // forty terms a coefficient, and some cancellation
  const auto e = [](auto u) { return exp(u); };

  CHECK(agreement(
            a, [](auto u) { return expm1(u); }, [](auto u) { return exp(u) - 1; }) >= digits);
  CHECK(agreement(
            a, [](auto u) { return log1p(u); }, [](auto u) { return log(1 + u); }) >= digits);
  CHECK(agreement(
            a, [](auto u) { return tan(u); }, [](auto u) { return sin(u) / cos(u); }) >= digits);
  CHECK(agreement(
            a, [](auto u) { return sinh(u); }, [&](auto u) { return (e(u) - 1 / e(u)) / 2; }) >=
        digits);
  CHECK(agreement(
            a, [](auto u) { return cosh(u); }, [&](auto u) { return (e(u) + 1 / e(u)) / 2; }) >=
        digits);
  CHECK(agreement(
            a, [](auto u) { return tanh(u); },
            [&](auto u) { return 1 - 2 / (square(e(u)) + 1); }) >= digits);
  CHECK(agreement(
            a, [](auto u) { return tan(atan(u)); }, [](auto u) { return 1 * u; }) >= digits);
  CHECK(agreement(
            a, [](auto u) { return atan(u); }, [](auto u) { return u; }) < 3);  // the control
}

TEMPLATE_TEST_CASE("deep series of powers and roots are those of exponentials and products",
                   "[expansion]", double, Real50) {
  using S = TestType;
  const S a = S(3) / 7;
  const int digits = all_digits<S> - 3;
  const S p = S(5) / 3;
  CHECK(agreement(
            a, [&](auto u) { return pow(u, p); }, [&](auto u) { return exp(p * log(u)); }) >=
        digits);
  CHECK(agreement(
            a, [&](auto u) { return pow(p, u); }, [&](auto u) { return exp(u * log(p)); }) >=
        digits);
  CHECK(agreement(
            a, [](auto u) { return pow(u, sin(u)); },
            [](auto u) { return exp(sin(u) * log(u)); }) >= digits);
  CHECK(agreement(
            a, [](auto u) { return pow(u, 5); },
            [](auto u) { return u * u * u * u * u; }) >= digits);
  CHECK(agreement(
            a, [](auto u) { return pow(u, -3); },
            [](auto u) { return 1 / (u * u * u); }) >= digits);
  CHECK(agreement(
            a, [](auto u) { return sqrt(u); }, [](auto u) { return exp(log(u) / 2); }) >= digits);
  CHECK(agreement(
            a, [](auto u) { return sqrt(u); }, [](auto u) { return pow(u, S(1) / 2); }) >= digits);
  CHECK(agreement(
            a, [](auto u) { return pow(u, 2); }, [](auto u) { return pow(u, 3); }) < 3);  // control
}

TEST_CASE("powers know where they are defined", "[functions]") {
  Tape<double> tape;
  const Var<double> zero = input(tape, 0), u = input(tape, -2);
  CHECK(pow(u, 3).value() == -8);
  CHECK(pow(u, -2).value() == double(1) / 4);
  CHECK(pow(zero, 0).value() == 1);
  CHECK(pow(zero, 3).value() == 0);
  CHECK_THROWS_WITH(pow(zero, double(1) / 2),
                    "autodiff: power of 0 to 0.5; a real power is defined for numbers above 0. "
                    "For a whole exponent n, pow(u, n).");
  CHECK_THROWS_AS(pow(u, u), std::domain_error);
  CHECK_THROWS_WITH(sqrt(zero),
                    "autodiff: sqrt of 0; it has a derivative for numbers above 0.");
}

TEMPLATE_TEST_CASE("the series of erf is that of its derivative, integrated", "[expansion]", double,
                   Real50) {
  using S = TestType;
  using std::acos, std::sqrt;
  Tape<S> tape;
  const Var<S> s = input(tape, S(S(2) / 5));
  const Var<S> y = erf(s);
  const S scale = 2 / sqrt(S(acos(S(-1))));
  const Var<S> slope = scale * exp(-square(s));
  Expansion<S> expansion(tape, std::array{s.id}, std::array{y.id, slope.id}, deepest);
  expansion.coefficient(s.id, 1).at(0, 0) = S(1);  // s(t) = 2/5 + t, so that y_k = slope_{k-1}/k
  expansion.run(0);
  for (std::size_t k = 1; k <= deepest; ++k) {
    expansion.run(k);
    const S expected = expansion.coefficient(slope.id, k - 1).at(0, 0) / S(static_cast<int>(k));
    CHECK(agreeing_digits(expansion.coefficient(y.id, k).at(0, 0), expected) >= all_digits<S> - 3);
  }
}
