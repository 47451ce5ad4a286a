/// @file chord_quadrature_test.cpp
/// Integrals from 0 to 1 of functions whose integrals are known.
#include "kernel/steps/chord_quadrature.hpp"

#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

/// One function, to all digits.
template <class S, class G>
S integral(const G& g) {
  ChordQuadrature<S> quadrature(1, 1);
  return quadrature.integrate([&](const S& c) { return std::vector<S>{g(c)}; }).front();
}

// The tolerance is 1,024 roundings; of the two counts that agree, the larger is closer than that.
template <class S>
constexpr int quadrature_digits = all_digits<S> - 3;

}  // namespace

TEMPLATE_TEST_CASE("chords are integrated along to all digits, however near a pole is",
                   "[chord_quadrature]", double, Real50) {
  using S = TestType;
  using std::exp, std::atan;
  const S e = exp(S(1));
  CHECK(agreeing_digits(integral<S>([](const S& c) { return exp(c); }), S(e - 1)) >=
        quadrature_digits<S>);
  for (const int steep : {1, 30, 10000}) {  // poles at ±i/steep from c = 0: 10^-4 from the chord
    const S a(steep);
    const S value = integral<S>([&](const S& c) { return S(1 / (1 + square(S(a * c)))); });
    CHECK(agreeing_digits(value, S(atan(a) / a)) >= quadrature_digits<S>);
  }
}

TEMPLATE_TEST_CASE(
    "a jump is closed in on if f tells of it, and else missed where counts of nodes agree",
    "[chord_quadrature]", double, Real50) {
  using S = TestType;
  const auto after = [](const S& jump, bool told) {
    ChordQuadrature<S> quadrature(1, 1);
    const auto f = [&](const S& c) { return relu(S(c - jump)); };  // the integral from 0 to c
    const auto check = [&](const ChordPiece<S>& piece, const std::vector<S>&) {
      const S value = f(S(piece.from + piece.length)) - f(piece.from);
      return agreeing_digits(piece.integrals[0], value, S(1)) >= all_digits<S> - 1;
    };
    const auto g = [&](const S& c) { return std::vector<S>{S(c < jump ? 0 : 1)}; };
    return quadrature.integrate(g, told ? check : typename ChordQuadrature<S>::Check{}).front();
  };
  const int lost = 4;  // pieces about the jump leave an error as large as the tolerance
  // What is left out: half of 2 nodes are beyond 3/7, and half of 4; none is beyond 19/20.
  for (const S& jump : {S(S(1) / 5), S(S(3) / 7), S(S(19) / 20), S(1 - S(1) / 1000000)}) {
    CHECK(agreeing_digits(after(jump, false), S(1 - jump)) <= 1);
    CHECK(agreeing_digits(after(jump, true), S(1 - jump), S(1)) >= all_digits<S> - lost);
  }
  const S kink = S(3) / 7;  // of g itself, it is met without being told
  const S bent = integral<S>([&](const S& c) { return relu(S(c - kink)); });
  CHECK(agreeing_digits(bent, S(square(S(1 - kink)) / 2)) >= all_digits<S> - lost - 1);
}

TEMPLATE_TEST_CASE("each row is integrated to its own magnitude", "[chord_quadrature]", double,
                   Real50) {
  using S = TestType;
  using std::exp;
  const S tiny = S(1) / 1000000 / 1000000, e = exp(S(1));
  const auto g = [&](const S& c) {
    return std::vector<S>{exp(S(-c)), S(tiny * exp(c)), S(0), S(0)};
  };
  ChordQuadrature<S> by_rows(4, 1), as_one(1, 4, {.tolerance = S(1) / 100});

  const std::vector<S> values = by_rows.integrate(g), loose = as_one.integrate(g);

  CHECK(agreeing_digits(values[0], S(1 - 1 / e)) >= quadrature_digits<S>);
  CHECK(agreeing_digits(values[1], S(tiny * (e - 1))) >= quadrature_digits<S>);
  CHECK(values[2] == 0);
  CHECK(as_one.evaluations() < by_rows.evaluations());  // the control: less is asked of it
  CHECK(agreeing_digits(loose[1], values[1]) < all_digits<S> - 2);
}

TEST_CASE("what can't be integrated along a chord is refused", "[chord_quadrature]") {
  const auto root = [](double c) { return 1 / std::sqrt(std::abs(c - 1.0 / 3) + 1e-30); };
  CHECK_THROWS_AS(integral<double>(root), std::domain_error);
  CHECK_THROWS_WITH(integral<double>(root),
                    Catch::StartsWith("kernel: a chord along which there is no integral: near c = "
                                      "0.333333 of its length even the shortest piece is too "
                                      "rough. Loosen the tolerance, or give a rule of nodes."));
  const auto integrated = [](const ChordQuadrature<double>::Check& check) {
    ChordQuadrature<double> quadrature(1, 1);
    return quadrature.integrate([](double) { return std::vector<double>{1.0}; }, check).front();
  };
  CHECK(agreeing_digits(integrated({}), 1.0) >= 15);  // the control
  CHECK_THROWS_AS(integrated([](auto&, auto&) { return false; }), std::domain_error);
  CHECK_THROWS_WITH(integrated([](auto& piece, auto&) { return piece.from != 0; }),
                    "kernel: a chord along which there is no integral: near c = 0 of its length a "
                    "model changes by more than its gradients say; does it jump? Loosen the "
                    "tolerance, or give a rule of nodes.");
  const auto made = [](const ChordOptions<double>& options) {
    return ChordQuadrature<double>(1, 1, options);
  };
  CHECK_NOTHROW(made({}));  // the control
  CHECK_THROWS_WITH(made({.rule = ChordRule<double>{{0.0, 1.0}, {1.0}}}),
                    "kernel: a rule of 2 nodes and 1 weights for a chord; it needs 1 node or more, "
                    "and a weight for each.");
  CHECK_THROWS_AS(made({.rule = ChordRule<double>{}}), std::invalid_argument);
  CHECK_THROWS_WITH(made({.tolerance = 0.0}),
                    "kernel: a tolerance of 0 for chords; it must be above 0.");
}
