/// @file kinks_test.cpp
/// Flows across kinks: to all digits, at times right to all digits, and refused where they slide.
#include "nn/ode/kinks.hpp"

#include "nn/ode/dormand_prince.hpp"
#include "nn/ode/taylor.hpp"
#include "tests/catch.hpp"
#include "tests/nn/ode/fields.hpp"
#include "tests/nn/ode/solved.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

/// The times at which steps end at a kink: those from which the next one is on other sides.
template <class S>
std::vector<S> crossings(const Path<S>& path) {
  std::vector<S> times;
  for (const Step<S>& step : path.steps())
    if (step.sides.find_first_of("4567") != std::string::npos) times.push_back(step.start);
  return times;
}

}  // namespace

TEMPLATE_TEST_CASE("each kind of kink is crossed to all digits, at its time", "[kinks]", double,
                   Real50) {
  using S = TestType;
  using std::exp, std::log;
  const int digits = all_digits<S> - 1;  // a few steps, each of which rounds
  const S half = S(1) / 2;
  const auto check = [&](auto g, const S& start, const S& end, const S& time, const S& value) {
    const Path<S> path = solved<S>(field_of<S>(1, g), {start}, end);
    REQUIRE(crossings(path).size() == 1);
    CHECK(agreeing_digits(crossings(path)[0], time) >= digits);
    CHECK(agreeing_digits(path.final_state()[0], value) >= digits);
    // The control: the first step's polynomial knows nothing of the other side.
    const Step<S>& first = path.steps().front();
    CHECK(agreeing_digits(path.state_in(first, end)[0], value) <= 2);
  };

  SECTION("relu: 2t - 1 until it is 0, and then 2 (1 - e^-t)") {
    check([](auto w) { return 2 - relu(w); }, S(-1), S(2), half, S(2 * (1 - exp(S(-3) / 2))));
  }
  SECTION("|w|: 2 e^-t - 1 until it is 0, and then 1 - e^t") {
    check([](auto w) { return -abs(w) - 1; }, S(1), S(2), S(log(S(2))), S(1 - exp(S(2)) / 2));
  }
  SECTION("max: t/2 until w is 1/2, and then e^t") {
    check([&](auto w) { return max(w, half); }, S(1) / 4, S(2), half, S(exp(S(3) / 2) / 2));
  }
  SECTION("min: e^t until w is 1, and then t") {
    check([](auto w) { return min(w, S(1)); }, half, S(2), S(log(S(2))), S(3 - log(S(2))));
  }
  SECTION("a mask: 2t until w is 1, and then t") {
    check([](auto w) { return 1 + (w < S(1)); }, S(0), S(2), half, S(5) / 2);
  }
}

TEMPLATE_TEST_CASE("kinks that hold others, met together or from the start, are crossed", "[kinks]",
                   double, Real50) {
  using S = TestType;
  const int digits = all_digits<S> - 1;

  SECTION("one inside another") {  // slope 1, then 1/2 from w = 1, then 3/2 from w = 2
    const Path<S> path =
        solved<S>(field_of<S>(1, [](auto w) { return 1 - (w > S(1)) / 2 + (relu(w - 1) > S(1)); }),
                  {S(-1)}, S(5));
    REQUIRE(crossings(path).size() == 2);
    CHECK(agreeing_digits(crossings(path)[0], S(2)) >= digits);
    CHECK(agreeing_digits(crossings(path)[1], S(4)) >= digits);
    CHECK(agreeing_digits(path.final_state()[0], S(7) / 2) >= digits);
  }
  SECTION("several entries at one time, and one at another") {
    const Path<S> path = solved<S>(field_of<S>(3, [](auto w) { return 1 + (w > S(0)); }),
                                   {S(-1) / 3, S(-1) / 3, S(-1)}, S(2));
    REQUIRE(crossings(path).size() == 2);
    CHECK(agreeing_digits(crossings(path)[0], S(S(1) / 3)) >= digits);
    CHECK(agreeing_digits(path.final_state()[1], S(10) / 3) >= digits);
    CHECK(agreeing_digits(path.final_state()[2], S(2)) >= digits);
  }
  SECTION("a start at the very kink, which is left upwards or downwards") {
    const VectorField<S> up = field_of<S>(1, [](auto w) { return 1 + relu(w); });
    const VectorField<S> down = field_of<S>(1, [](auto w) { return -1 - relu(w); });
    using std::exp;
    CHECK(agreeing_digits(solved<S>(up, {S(0)}, S(1)).final_state()[0], S(exp(S(1)) - 1)) >=
          digits);
    CHECK(solved<S>(down, {S(0)}, S(1)).final_state()[0] == -1);
  }
  SECTION("a kink that is only touched: w = (t - 1)², with t as a second state") {
    const VectorField<S> field = field_of<S>(2, [](auto w) {
      const auto parabola = slice(w, 0, 0, {1, 1}), t = slice(w, 1, 0, {1, 1});
      return concatenate_rows(2 * (t - 1), 1 - 7 * relu(-parabola));
    });
    CHECK(agreeing_digits(solved<S>(field, {S(1), S(0)}, S(2)).final_state()[0], S(1)) >= digits);
  }
}

TEMPLATE_TEST_CASE("kinks inside roots, kinks that jump and kinks left with slope 0 are crossed",
                   "[kinks]", double, Real50) {
  using S = TestType;
  using std::cosh, std::sqrt;
  const auto check = [](const VectorField<S>& field, const std::vector<S>& start, const S& end,
                        const S& value) {
    CHECK(agreeing_digits(solved<S>(field, start, end).final_state()[0], value) >=
          all_digits<S> - 2);
    const Path<S> path = integrate(field, start, end, DormandPrince{1e-9});
    CHECK(agreeing_digits(path.final_state()[0], value) >= 7);
  };

  SECTION("sqrt(|w| + 1/10), which on the wrong side would be the root of a negative number") {
    const S tenth = S(1) / 10, met = 2 * (sqrt(S(21) / 10) - sqrt(tenth));
    check(field_of<S>(1, [&](auto w) { return -sqrt(abs(w) + tenth); }), {S(2)}, S(4),
          S(tenth - square(S(sqrt(tenth) + (4 - met) / 2))));
  }
  SECTION("the smaller of two masks, whose distance jumps when either mask does") {
    check(field_of<S>(1, [](auto w) { return 1 + min(w > S(0), w < S(2)); }), {S(-1)}, S(3), S(3));
  }
  SECTION("x'' = 1 + relu(x) from rest at 0") {
    VectorField<S> field{Tape<S>(), {}, {}};
    const Var<S> x = input(field.tape, S(0)), v = input(field.tape, S(0));
    field.state = {x.id, v.id};
    field.derivative = {v.id, (1 + relu(x)).id};
    check(field, {S(0), S(0)}, S(2), S(cosh(S(2)) - 1));
  }
}

TEMPLATE_TEST_CASE("a flow that would slide along a kink is refused", "[kinks]", double, Real50) {
  using S = TestType;
  const VectorField<S> sliding = field_of<S>(1, [](auto w) { return 1 - 3 * (w > S(0)); });
  const std::vector<S> start{S(-1)};

  const auto by = [&](const auto& method) { return integrate(sliding, start, S(2), method); };

  CHECK_THROWS_AS(by(Taylor{all_digits<S>}), std::domain_error);
  CHECK_THROWS_WITH(by(Taylor{all_digits<S>}),
                    Catch::Contains("at t = 1 the flow points at a kink from both sides") &&
                        Catch::Contains("End before, or smooth the kink"));
  CHECK_THROWS_WITH(by(DormandPrince{1e-9}),
                    Catch::Contains("at t = 1 the flow points at a kink from both sides"));
  CHECK_NOTHROW(integrate(sliding, start, S(99) / 100, Taylor{all_digits<S>}));
}

TEST_CASE("steps that end at kinks keep the order of Dormand and Prince's pair", "[kinks]") {
  // Twenty more digits than double, so that halved steps don't reach its rounding.
  using S = Real50;
  using std::exp, std::log;
  const VectorField<S> field = field_of<S>(1, [](auto w) { return -abs(w) - 1; });
  const auto residual = [&](double h) {
    const std::vector<S> end =
        integrate(field, std::vector<S>{S(1)}, S(2), DormandPrince{.fixed_step = h}).final_state();
    return std::abs(static_cast<double>(S(end[0] - (1 - exp(S(2)) / 2))));
  };

  const double before = residual(double{1} / 128), now = residual(double{1} / 256);

  CHECK(std::abs(std::log2(before / now) - 5) < double{1} / 10);

  SECTION("which steps across it would not") {  // the control: a kink hidden in a square root
    const VectorField<S> hidden =
        field_of<S>(1, [](auto w) { return -sqrt(square(w) + S(1) / 1000000000000) - 1; });
    const auto hidden_residual = [&](double h) {
      const std::vector<S> end =
          integrate(hidden, std::vector<S>{S(1)}, S(2), DormandPrince{.fixed_step = h})
              .final_state();
      return std::abs(static_cast<double>(S(end[0] - (1 - exp(S(2)) / 2))));
    };
    CHECK(hidden_residual(double{1} / 256) > 100 * now);
  }
}
