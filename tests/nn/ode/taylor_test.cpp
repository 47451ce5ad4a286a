/// @file taylor_test.cpp
/// Taylor's method against solutions in closed form, and what it says where it cannot go on.
#include "nn/ode/taylor.hpp"

#include "tests/catch.hpp"
#include "tests/nn/ode/fields.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

/// w(end), with two digits more asked for than the scalar holds, so that rounding alone is left.
template <class S>
std::vector<S> ending(const VectorField<S>& field, const std::vector<S>& start, const S& end) {
  return integrate(field, start, end, Taylor{all_digits<S> + 2}).final_state();
}

}  // namespace

TEMPLATE_TEST_CASE("solutions known in closed form are met to all digits", "[taylor]", double,
                   Real50) {
  using S = TestType;
  using std::cos, std::exp, std::sin, std::tan;
  const int digits = all_digits<S> - 2;  // ten steps, each of which rounds

  CHECK(agreeing_digits(ending<S>(field_of<S>(1, [](auto w) { return -w; }), {S(2) / 3}, S(3))[0],
                        S(S(2) / 3 * exp(S(-3)))) >= digits);

  const S w_0 = S(1) / 7;  // logistic: w_0 / (w_0 + (1 - w_0) e^-t)
  CHECK(agreeing_digits(
            ending<S>(field_of<S>(1, [](auto w) { return w * (1 - w); }), {w_0}, S(5) / 2)[0],
            S(w_0 / (w_0 + (1 - w_0) * exp(S(-5) / 2)))) >= digits);

  const std::vector<S> turned = ending<S>(oscillator<S>(), {S(3) / 5, S(4) / 5}, S(2));
  CHECK(agreeing_digits(turned[0], S(S(3) / 5 * cos(S(2)) + S(4) / 5 * sin(S(2)))) >= digits);
  CHECK(agreeing_digits(turned[1], S(S(4) / 5 * cos(S(2)) - S(3) / 5 * sin(S(2)))) >= digits);
  CHECK(agreeing_digits(turned[0], S(3) / 5) == 0);  // the control: it has moved

  // From w = 0, where a step measured by the state's own size alone would be none.
  CHECK(agreeing_digits(
            ending<S>(field_of<S>(1, [](auto w) { return 1 + square(w); }), {S(0)}, S(4) / 3)[0],
            S(tan(S(4) / 3))) >= digits - 1);  // tan is steep there: 1 + w² = 18
}

TEMPLATE_TEST_CASE("a state at rest stays there, in one step", "[taylor]", double, Real50) {
  using S = TestType;
  const VectorField<S> field = field_of<S>(2, [](auto w) { return sin(w); });

  const Path<S> path = integrate(field, std::vector<S>{S(0), S(0)}, S(7), Taylor{20});

  CHECK(path.final_state() == std::vector<S>{S(0), S(0)});
  CHECK(path.effort.steps == 1);
  CHECK(path.end() == 7);
}

TEST_CASE("as many digits come out as were asked for, by order and not by steps", "[taylor]") {
  using S = HighPrecision<70>;
  const VectorField<S> field = field_of<S>(1, [](auto w) { return w * (1 - w); });
  const std::vector<S> start{S(1) / 7};
  const S exact = start[0] / (start[0] + (1 - start[0]) * exp(S(-5) / 2));
  std::size_t steps = 0;

  for (const int digits : {10, 20, 40, 60}) {
    const Path<S> path = integrate(field, start, S(5) / 2, Taylor{digits});

    const int right = agreeing_digits(path.final_state()[0], exact);
    CHECK(right >= digits);
    CHECK(right <= digits + 7);  // the control: fewer asked for are fewer delivered
    if (steps > 0)
      CHECK(std::max(steps, path.effort.steps) - std::min(steps, path.effort.steps) <= 2);
    steps = path.effort.steps;
    CHECK(path.effort.right_hand_sides == path.effort.steps);
    for (const Step<S>& step : path.steps())  // all that a path keeps
      CHECK(step.coefficients.size() == path.dimension() * (Taylor{digits}.order() + 1));
  }
}

TEST_CASE("the order is (D ln 10)/2 + 1, rounded up", "[taylor]") {
  CHECK(Taylor{10}.order() == 13);  // 12.51
  CHECK(Taylor{16}.order() == 20);  // 19.42
  CHECK(Taylor{60}.order() == 71);  // 70.08
}

TEST_CASE("a solution whose series has gaps is not taken for a polynomial", "[taylor]") {
  // w' = 1 - w³ from 0: only every third coefficient differs from 0.
  const VectorField<Real50> field = field_of<Real50>(1, [](auto w) { return 1 - pow(w, 3); });
  const Real50 exact =
      integrate(field, std::vector<Real50>{0}, 2, Taylor{48}).final_state().front();

  for (const int digits : {15, 16, 17, 18, 19, 20}) {
    const Path<Real50> path = integrate(field, std::vector<Real50>{0}, 2, Taylor{digits});
    CHECK(path.effort.steps > 3);
    CHECK(agreeing_digits(path.final_state().front(), exact) >= digits - 2);
    double smallest = path.effort.smallest_step;
    for (const Step<Real50>& step : path.steps())
      smallest = std::min(smallest, static_cast<double>(step.length));
    CHECK(path.effort.smallest_step == smallest);
  }
  CHECK(exact > Real50(98) / 100);  // and on its way to 1
  CHECK(exact < 1);
}

TEST_CASE("a series of order N has a residual that halving the step divides by 2^N", "[taylor]") {
  const VectorField<Real50> field = field_of<Real50>(1, [](auto w) { return w * (1 - w); });
  const std::vector<Real50> start{Real50(1) / 7};
  const Real50 exact = start[0] / (start[0] + (1 - start[0]) * exp(Real50(-1)));

  for (const std::size_t order : {2, 4, 7}) {
    const auto log_residual = [&](double h) {
      const Path<Real50> path =
          integrate(field, start, Real50(1), Taylor{.fixed_order = order, .fixed_step = h});
      return log_magnitude(Real50(path.final_state()[0] - exact)) / std::log(double{2});
    };
    const double observed = log_residual(double{1} / 128) - log_residual(double{1} / 256);
    CHECK(std::abs(observed - static_cast<double>(order)) < double{1} / 10);
  }

  SECTION("and orders and steps that are none are refused") {
    const auto run = [&](const Taylor& method) { return integrate(field, start, 1, method); };
    CHECK_THROWS_AS(run({.digits = 0}), std::invalid_argument);
    CHECK_THROWS_WITH(run({.digits = 0}), Catch::Contains("for 0 digits"));
    CHECK_THROWS_WITH(run({.fixed_order = 1}),
                      Catch::Contains("of order 1; it needs a digit, and"));
    CHECK_THROWS_WITH(run({.fixed_step = 0}),
                      "ode: fixed steps of 0; their length must be above 0.");
  }
}

TEMPLATE_TEST_CASE("a path ends exactly at T, also where T is no sum of steps", "[taylor]", double,
                   Real50) {
  using S = TestType;
  const VectorField<S> field = field_of<S>(1, [](auto w) { return 40 * w * (1 - w); });
  const S end = S(1) / 3;
  double reported = 0;
  IntegrationLimits watched;
  watched.on_step = [&](double fraction) { reported = fraction; };

  const Path<S> path = integrate(field, std::vector<S>{S(1) / 7}, end, Taylor{20}, watched);

  CHECK(path.effort.steps > 5);
  CHECK(path.end() == end);
  CHECK(path.steps().back().start + path.steps().back().length == end);
  CHECK(reported == 1);
  for (std::size_t i = 1; i < path.effort.steps; ++i)  // times add up without a gap
    CHECK(path.steps()[i].start == path.steps()[i - 1].start + path.steps()[i - 1].length);
}

TEMPLATE_TEST_CASE("a solution that leaves for infinity stops with the time and a remedy",
                   "[taylor]", double, Real50) {
  using S = TestType;
  const VectorField<S> field = field_of<S>(1, [](auto w) { return square(w); });  // 1/(1 - t)
  const std::vector<S> start{S(1)};

  CHECK_THROWS_AS(ending<S>(field, start, S(2)), std::domain_error);
  CHECK_THROWS_WITH(ending<S>(field, start, S(2)),
                    Catch::Contains("at t = 1 ") &&
                        Catch::Contains("singular or not finite there") &&
                        Catch::Contains("End before it, or use numbers of more digits."));
  CHECK(agreeing_digits(ending<S>(field, start, S(3) / 4)[0], S(4)) >=
        all_digits<S> - 2);  // control
}

TEST_CASE("a state that grows beyond its scalar stops with the step in which it did", "[taylor]") {
  const VectorField<double> field = field_of<double>(1, [](auto w) { return w; });

  CHECK(std::isfinite(ending<double>(field, {1e300}, 1)[0]));  // the control
  CHECK_THROWS_AS(ending<double>(field, {1e300}, 50), std::domain_error);
  CHECK_THROWS_WITH(ending<double>(field, {1e300}, 50),
                    Catch::Contains("the state left the range of its scalar in a step of ") &&
                        Catch::Contains("End before that, or take shorter steps."));
}

TEST_CASE("an integration that may not take enough steps says how far it came", "[taylor]") {
  const VectorField<double> field = field_of<double>(1, [](auto w) { return -w; });
  const std::vector<double> start{1};
  const auto run = [&](std::size_t max_steps) {
    IntegrationLimits limits;
    limits.max_steps = max_steps;
    return integrate(field, start, double{9}, Taylor{16}, limits);
  };
  const std::size_t needed = run(1000).effort.steps;

  CHECK(needed > 3);
  CHECK_THROWS_AS(run(3), std::domain_error);
  CHECK_THROWS_WITH(run(3), Catch::Contains("3 steps led to t = ") && Catch::Contains(" of 9") &&
                                Catch::Contains("allow more steps"));
  CHECK(run(needed).end() == 9);  // exactly enough is enough
}

TEST_CASE("a start that does not fit the field is refused before any work", "[taylor]") {
  const VectorField<double> field = oscillator<double>();
  IntegrationLimits watched;
  watched.on_step = [](double) { FAIL("a step was taken"); };
  const auto from = [&](const std::vector<double>& start) {
    return integrate(field, start, double{1}, Taylor{16}, watched);
  };

  CHECK_THROWS_AS(from({1}), std::invalid_argument);
  CHECK_THROWS_WITH(from({1}), "ode: a start of 1 numbers for a field of 2.");
  CHECK_THROWS_WITH(from({1, 2, 3}), "ode: a start of 3 numbers for a field of 2.");
}
