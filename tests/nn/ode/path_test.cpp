/// @file path_test.cpp
/// Reading a path: polynomials by hand, step ends from both sides, and nothing outside [0, T].
#include "nn/ode/path.hpp"

#include "nn/ode/taylor.hpp"
#include "tests/catch.hpp"
#include "tests/nn/ode/fields.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

/// w = (1 + t², 3) on [0, 1], then (2 + 2 (t-1) - (t-1)², 3 + 5 (t-1)) on [1, 3/2].
template <class S>
Path<S> two_steps() {
  Path<S> path(2);
  path.append({S(0), S(1), 0, {S(1), S(3), S(0), S(0), S(1), S(0)}});
  path.append({S(1), S(1) / 2, 0, {S(2), S(3), S(2), S(5), S(-1), S(0)}});
  return path;
}

}  // namespace

TEMPLATE_TEST_CASE("a path is its steps' polynomials, and dw/dt their derivatives", "[path]",
                   double, Real50) {
  using S = TestType;
  const Path<S> path = two_steps<S>();
  const S third = S(1) / 3;

  CHECK(agreeing_digits(path.state(third)[0], S(S(10) / 9)) >= all_digits<S> - 1);
  CHECK(agreeing_digits(path.derivative(third)[0], S(S(2) / 3)) >= all_digits<S> - 1);
  CHECK(agreeing_digits(path.state(1 + third)[0], S(S(23) / 9)) >= all_digits<S> - 1);
  CHECK(agreeing_digits(path.derivative(1 + third)[0], S(S(4) / 3)) >= all_digits<S> - 1);
  CHECK(path.state(S(0)) == std::vector<S>{S(1), S(3)});
  CHECK(path.final_state() == path.state(S(3) / 2));
  CHECK(path.end() == S(3) / 2);
  CHECK(path.dimension() == 2);

  SECTION("and at a common end, dw/dt is that of the step which begins there") {
    CHECK(path.state(S(1)) == std::vector<S>{S(2), S(3)});
    CHECK(path.derivative(S(1)) == std::vector<S>{S(2), S(5)});
    // The control: the step that ends there has another.
    CHECK(path.derivative_in(path.steps()[0], S(1)) == std::vector<S>{S(2), S(0)});
  }
}

TEMPLATE_TEST_CASE("steps of an integrator meet, in state and in slope", "[path]", double, Real50) {
  using S = TestType;
  const std::vector<S> start{S(3) / 5, S(4) / 5};
  const Path<S> path = integrate(oscillator<S>(), start, S(12), Taylor{all_digits<S> + 2});

  REQUIRE(path.steps().size() > 2);
  const int digits = all_digits<S> - 2;  // a series summed at its end and the next one's beginning
  for (std::size_t i = 1; i < path.steps().size(); ++i) {
    const Step<S>& before = path.steps()[i - 1];
    const Step<S>& after = path.steps()[i];
    for (std::size_t p = 0; p < 2; ++p) {
      CHECK(agreeing_digits(path.state_in(before, before.length)[p], path.state_in(after, S(0))[p],
                            S(1)) >= digits);
      CHECK(agreeing_digits(path.derivative_in(before, before.length)[p],
                            path.derivative_in(after, S(0))[p], S(1)) >= digits);
    }
    // The control: steps have moved away from where they began.
    CHECK(agreeing_digits(path.state_in(before, S(0))[0], path.state_in(after, S(0))[0], S(1)) <=
          1);
  }
}

TEMPLATE_TEST_CASE("a time outside the path is refused", "[path]", double, Real50) {
  using S = TestType;
  const Path<S> path = two_steps<S>();
  const S beyond = S(3) / 2 * (1 + std::numeric_limits<S>::epsilon());

  CHECK_NOTHROW(path.state(S(3) / 2));
  CHECK_THROWS_AS(path.state(beyond), std::invalid_argument);
  CHECK_THROWS_WITH(path.state(S(2)), "ode: t = 2 is outside the path, which covers 0 to 1.5.");
  CHECK_THROWS_WITH(path.derivative(S(-1)), Catch::Contains("t = -1 is outside the path"));
  CHECK_THROWS_WITH(path.state(std::numeric_limits<S>::quiet_NaN()),
                    Catch::Contains("t = nan is outside"));
  CHECK_THROWS_WITH(Path<S>(2).state(S(0)), Catch::Contains("which covers 0 to 0"));
}

TEST_CASE("a path counts its steps and keeps its exact end", "[path]") {
  Path<double> path(1);

  path.append({0, 1, 0, {1}});
  path.append({1, 0.5, 0, {1}}, 1.75);

  CHECK(path.effort.steps == 2);
  CHECK(path.effort.smallest_step == 0.5);
  CHECK(path.end() == 1.75);
}

TEST_CASE("paths are equal if all that they are made of is", "[path]") {
  const Path<double> path = two_steps<double>();
  Path<double> other = two_steps<double>();
  CHECK(other == path);

  SECTION("and not with another step") {
    other.append({1.5, 1, 0, {1, 1}});
    CHECK(other != path);
  }
  SECTION("nor by another method") {
    other.method = "a guess";
    CHECK(other != path);
  }
}
