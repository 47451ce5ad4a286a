/// @file integrate_test.cpp
/// What all methods do alike: end steps where they must, tell how far they are, stop in good time.
#include "nn/ode/integrate.hpp"

#include <functional>

#include "nn/ode/dormand_prince.hpp"
#include "nn/ode/taylor.hpp"
#include "tests/catch.hpp"
#include "tests/nn/ode/fields.hpp"
#include "tests/nn/ode/systems.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

/// A method for a scalar, and in how many digits its paths are right.
template <class S>
struct ByTaylor {
  using Scalar = S;
  static constexpr int digits = all_digits<S> - 2;  // about ten steps, each of which rounds
  static Taylor method() { return {.digits = all_digits<S> + 2}; }
  static Taylor fixed_steps(double length) { return {.fixed_step = length}; }
};
template <class S>
struct ByDormandPrince {
  using Scalar = S;
  static constexpr int digits = 7;  // errors of 1e-9 a step, some tens of which add up
  static DormandPrince method() { return {.tolerance = 1e-9}; }
  static DormandPrince fixed_steps(double length) { return {.fixed_step = length}; }
};

template <class S>
const std::vector<S> one{S(1)};
const std::vector<double> ones{1, 1};

/// dw/dt = w², from 1 at t = 0: 1/(1 - t), which leaves for infinity at t = 1.
template <class S>
VectorField<S> blow_up() {
  return system_of<S>(one<S>, [](const Variables<S>& w) { return Variables<S>{square(w[0])}; });
}
/// e^-t and e^-rt, from 1 both.
VectorField<double> two_rates(int r) {
  return system_of(ones, [&](const Variables<double>& w) {
    return Variables<double>{-w[0], -r * w[1]};
  });
}

}  // namespace

TEMPLATE_PRODUCT_TEST_CASE("steps end exactly where a stretch does, and at T", "[integrate]",
                           (ByTaylor, ByDormandPrince), (double, Real50)) {
  using S = typename TestType::Scalar;
  using std::exp;
  const S third = S(1) / 3, seventh = S(1) / 7;  // no sums of steps, whose lengths are dyadic
  const VectorField<S> field = growth<S>({{S(0), {S(2)}}, {seventh, {S(-3)}}, {third, {S(1)}}});
  const auto run = [&](const S& end) { return integrate(field, one<S>, end, TestType::method()); };

  const Path<S> path = run(S(5) / 7);

  CHECK(path.end() == S(5) / 7);
  CHECK(path.step_at(seventh).start == seventh);
  CHECK(path.step_at(third).start == third);
  CHECK(path.step_at(S(1) / 5).start < S(1) / 5);  // the control: where nothing happens
  for (const Step<S>& step : path.steps())
    CHECK(step.stretch == (step.start < seventh ? 0u : step.start < third ? 1u : 2u));
  const S exponent = 2 * seventh - 3 * (third - seventh) + (S(5) / 7 - third);
  CHECK(agreeing_digits(path.final_state()[0], S(exp(exponent))) >= TestType::digits);

  SECTION("also if T is where the next would begin, which then is not entered") {
    CHECK(run(third).end() == third);
    CHECK(run(third).steps().back().stretch == 1);
  }
}

TEMPLATE_TEST_CASE("a watcher is told of every step, and what it throws gets through",
                   "[integrate]", ByTaylor<double>, ByDormandPrince<double>) {
  std::vector<double> fractions{0};
  IntegrationLimits limits;
  limits.on_step = [&](double fraction) { fractions.push_back(fraction); };
  const auto run = [&] {
    const double end = double{7} / 3;
    return integrate_as_far_as_possible(two_rates(10), ones, end, TestType::method(), limits).path;
  };

  const Path<double> path = run();

  CHECK(path.effort.steps > 3);
  CHECK(fractions.size() == 1 + path.effort.steps);
  CHECK(std::ranges::is_sorted(fractions, std::less_equal{}));  // equal ones count as unsorted
  CHECK(fractions.back() == 1);

  SECTION("at the step at which it does") {
    struct Enough {};
    std::size_t calls = 0;
    limits.on_step = [&](double) {
      if (++calls == 2) throw Enough();
    };
    CHECK_THROWS_AS(run(), Enough);
    CHECK(calls == 2);
  }
  SECTION("also if it is of the type of the integration's own failures") {
    limits.on_step = [](double) { throw std::domain_error("the watcher's own"); };
    CHECK_THROWS_WITH(run(), "the watcher's own");
  }
}

TEMPLATE_TEST_CASE("running out of steps, or of the scalar's range, is told with time and step",
                   "[integrate]", ByTaylor<double>, ByDormandPrince<double>) {
  const std::vector<double> large{1e300};  // double ends at 1e300 e^19.007
  IntegrationLimits limits;
  const auto run = [&](double end) {
    return integrate_as_far_as_possible(growth<double>({{0, {1}}}), large, end,
                                        TestType::fixed_steps(0.5), limits);
  };

  const Integration<double> stopped = run(50);

  CHECK_THAT(stopped.failure,
             Catch::Contains("left the range of its scalar in a step of 0.5 from t = 1") &&
                 Catch::Contains("End before that, or take shorter steps."));
  CHECK(stopped.path.end() > 15);
  CHECK(std::isfinite(stopped.path.final_state()[0]));

  limits.max_steps = 11;
  CHECK(run(7).failure ==
        "ode: 11 steps led to t = 5.5 of 7, the last of length 0.5; allow more "
        "steps, ask for fewer digits, or shorten the time.");
  CHECK(run(5.5).whole());  // the control: exactly enough is enough
}

TEMPLATE_PRODUCT_TEST_CASE("a step too short to be seen beside t is refused, at that t",
                           "[integrate]", (ByTaylor, ByDormandPrince), (double, Real50)) {
  using S = typename TestType::Scalar;
  const S steep = 16 / std::numeric_limits<S>::epsilon();  // too fast for any number after 1
  const VectorField<S> field = growth<S>({{S(0), {S(1)}}, {S(1), {steep}}});

  const Integration<S> stopped =
      integrate_as_far_as_possible(field, one<S>, S(2), TestType::method());

  CHECK_THAT(stopped.failure, Catch::Contains("ode: at t = 1 a step of ") &&
                                  Catch::Contains(" is below the resolution of t") &&
                                  Catch::Contains("use numbers of more digits."));
  CHECK(stopped.path.end() == 1);  // the control: the stretch before went well
}

TEMPLATE_TEST_CASE("a stiff flow is refused long before its steps run out", "[integrate]",
                   ByTaylor<double>, ByDormandPrince<double>) {
  std::size_t steps = 0;
  IntegrationLimits limits;  // a million steps
  limits.on_step = [&](double) { ++steps; };
  const auto run = [&](int rate, double end) {
    return integrate_as_far_as_possible(two_rates(rate), ones, end, TestType::method(), limits);
  };

  CHECK_THAT(
      run(10'000'000, 10).failure,
      Catch::Contains("the flow is stiff at t = 0.000") && Catch::Contains(": steps of ") &&
          Catch::Contains("e-07, in 256 of which the state moved by ") &&
          Catch::Contains(" of its size. The time left would take ") &&
          Catch::Contains(
              " steps; 1000000 are allowed. Shorten the time, allow more steps, ask for fewer "
              "digits, or scale the parameters so that their rates differ less."));
  CHECK(steps < 2'000);

  SECTION("the controls: neither if rates differ less, nor where the steps suffice") {
    CHECK(run(10, 10).whole());
    steps = 0;
    CHECK(run(10'000'000, 0.001).whole());
    CHECK(steps > 512);  // so many that it has been looked for
  }
}

TEST_CASE("a blow-up is not called stiff, though its steps become as short", "[integrate]") {
  const auto run = [](const VectorField<double>& field, const std::vector<double>& start) {
    return integrate_as_far_as_possible(field, start, 2.0, DormandPrince{.tolerance = 1e-12});
  };
  const Integration<double> stopped = run(blow_up<double>(), one<double>);

  CHECK_THAT(stopped.failure, Catch::Contains("below the resolution of t"));
  CHECK(stopped.path.effort.steps > 512);  // so many that it could have been

  SECTION("nor if a larger component hardly moves meanwhile") {
    const std::vector<double> start{1, 1e8};
    const VectorField<double> beside = system_of(start, [](const Variables<double>& w) {
      return Variables<double>{square(w[0]), -w[1]};
    });
    CHECK_THAT(run(beside, start).failure, Catch::Contains("below the resolution of t"));
  }
}

TEMPLATE_PRODUCT_TEST_CASE("a path that fails is kept until there, and says why", "[integrate]",
                           (ByTaylor, ByDormandPrince), (double, Real50)) {
  using S = typename TestType::Scalar;
  const auto run = [](const S& end) {
    return integrate_as_far_as_possible(blow_up<S>(), one<S>, end, TestType::method());
  };
  const auto whole = [](const S& end) {
    return integrate(blow_up<S>(), one<S>, end, TestType::method());
  };

  const Integration<S> stopped = run(S(2));

  CHECK_FALSE(stopped.whole());
  CHECK_THAT(stopped.failure, Catch::Contains("ode: at t = 1 a step of ") &&
                                  Catch::Contains("below the resolution of t"));
  CHECK_THROWS_AS(whole(S(2)), std::domain_error);
  CHECK_THROWS_WITH(whole(S(2)), stopped.failure);
  CHECK(stopped.path.until == 2);
  CHECK(agreeing_digits(stopped.path.end(), S(1)) >= TestType::digits);
  for (const S& t : {S(1) / 3, S(3) / 4})  // 1/(1 - t) is as steep as 16 there: a digit more
    CHECK(agreeing_digits(stopped.path.state(t)[0], S(1 / (1 - t))) >= TestType::digits - 1);

  CHECK(run(S(1) / 2).whole());  // the control
  CHECK(run(S(1) / 2).path == whole(S(1) / 2));
}
