/// @file dormand_prince_test.cpp
/// The method's order, step by step and between steps; its tolerance; its refusals.
#include "nn/ode/dormand_prince.hpp"

#include "tests/catch.hpp"
#include "tests/nn/ode/fields.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

template <class S>
const std::vector<S> both_starts{S(1) / 7, S(3) / 5};

/// The logistic equation from both sides of its inflection: w_0/(w_0 + (1 - w_0) e^-t).
template <class S>
VectorField<S> logistic() {
  return field_of<S>(2, [](auto w) { return w * (1 - w); });
}
template <class S>
S solution(std::size_t p, const S& t) {
  using std::exp;
  const S& w_0 = both_starts<S>[p];
  return w_0 / (w_0 + (1 - w_0) * exp(S(-t)));
}
template <class S>
S slope(std::size_t p, const S& t) {
  return solution(p, t) * (1 - solution(p, t));
}

template <class S>
Path<S> path_to(const VectorField<S>& field, const S& end, const DormandPrince& method) {
  return integrate(field, both_starts<S>, end, method);
}

/// The largest residual of a path at its end, and at the golden section of its steps.
struct Residuals {
  double end = 0, between = 0, derivative = 0;
};
template <class S>
Residuals residuals(const Path<S>& path) {
  const auto note = [](double& worst, const S& residual) {
    worst = std::max(worst, std::abs(static_cast<double>(residual)));
  };
  Residuals found;
  for (std::size_t p = 0; p < 2; ++p) {
    note(found.end, path.final_state()[p] - solution(p, path.end()));
    for (const Step<S>& step : path.steps()) {
      const S t = step.start + step.length * 382 / 1000;
      note(found.between, path.state(t)[p] - solution(p, t));
      note(found.derivative, path.derivative(t)[p] - slope(p, t));
    }
  }
  return found;
}

double order_between(double residual, double with_half_the_step) {
  return std::log2(residual / with_half_the_step);
}

}  // namespace

TEST_CASE("halving the step divides the residual by 2^5, between steps too", "[dormand_prince]") {
  // Fifty digits, so that the steps can be so small that the leading term is all that is left.
  Residuals before =
      residuals(path_to<Real50>(logistic<Real50>(), Real50(1), {.fixed_step = double{1} / 128}));

  for (const double h : {double{1} / 256, double{1} / 512}) {
    const Residuals now =
        residuals(path_to<Real50>(logistic<Real50>(), Real50(1), {.fixed_step = h}));

    CHECK(std::abs(order_between(before.end, now.end) - 5) < double{1} / 10);
    // The interpolant is of order 4 in the sense of its local error, h^5: what the steps have too.
    CHECK(std::abs(order_between(before.between, now.between) - 5) < double{1} / 10);
    CHECK(std::abs(order_between(before.derivative, now.derivative) - 4) < double{1} / 10);
    before = now;
  }
}

TEMPLATE_TEST_CASE("the tolerance asked for is met, and a tighter one costs more steps",
                   "[dormand_prince]", double, Real50) {
  using S = TestType;
  const double tight = std::same_as<S, double> ? 1e-12 : 1e-20;

  const Path<S> loose_path = path_to<S>(logistic<S>(), S(2), {.tolerance = 1e-6});
  const Path<S> path = path_to<S>(logistic<S>(), S(2), {.tolerance = tight});

  // The tolerance is each step's; the flow here contracts, so that a few of them add up, and 10 of
  // them are never reached. The controls: it is not met by far more than was asked for.
  CHECK(residuals(loose_path).end < 10 * 1e-6);
  CHECK(residuals(loose_path).end > 1e-6 / 1000);
  CHECK(residuals(path).end < 10 * tight);
  CHECK(residuals(path).end > tight / 1000);
  CHECK(residuals(path).between < 100 * tight);  // which the controller does not look at
  CHECK(path.effort.steps > 5 * loose_path.effort.steps);
  CHECK(path.end() == 2);
}

TEMPLATE_TEST_CASE("a path of adaptive steps ends exactly at T and leaves no gap",
                   "[dormand_prince]", double, Real50) {
  using S = TestType;
  const S end = S(1) / 3;
  const Path<S> path = path_to<S>(logistic<S>(), end, {.tolerance = 1e-9});

  CHECK(path.end() == end);
  for (std::size_t i = 1; i < path.steps().size(); ++i)
    CHECK(path.steps()[i].start == path.steps()[i - 1].start + path.steps()[i - 1].length);
}

TEST_CASE("rejected steps are counted, and so is every evaluation", "[dormand_prince]") {
  // Almost at rest until t = 30/40, then a jump to 1 within 1/40: the step has grown by then.
  const VectorField<double> front = field_of<double>(1, [](auto w) { return 40 * w * (1 - w); });
  const std::vector<double> low{1e-13};
  const Path<double> path = integrate(front, low, 1.0, DormandPrince{.tolerance = 1e-6});

  CHECK(path.effort.rejected > 0);
  CHECK(path.effort.right_hand_sides == 1 + 6 * (path.effort.steps + path.effort.rejected));

  SECTION("and where nothing surprises, none is") {
    const Path<double> calm = path_to<double>(logistic<double>(), 2, {.tolerance = 1e-6});
    CHECK(calm.effort.rejected == 0);
    CHECK(calm.effort.right_hand_sides == 1 + 6 * calm.effort.steps);
  }
}

TEST_CASE("what cannot be integrated is refused with the remedy", "[dormand_prince]") {
  const VectorField<double> field = field_of<double>(1, [](auto w) { return square(w); });
  const std::vector<double> three{3};  // 3/(1 - 3 t) leaves for infinity at t = 1/3
  const auto run = [&](double end, const DormandPrince& method) {
    return integrate(field, three, end, method);
  };
  const double quarter = double{1} / 4;

  CHECK_THROWS_AS(run(1, {}), std::invalid_argument);
  CHECK_THROWS_WITH(run(1, {}), Catch::Contains("a tolerance of 0; it must be above 0"));
  CHECK_THROWS_AS(run(1, {.tolerance = 1e-9}), std::domain_error);
  CHECK_THROWS_WITH(run(1, {.tolerance = 1e-9}),
                    Catch::Contains("at t = 0.333333 ") &&
                        Catch::Contains("below the resolution of t") &&
                        Catch::Contains("Loosen the tolerance, or use numbers of more digits."));
  CHECK_NOTHROW(run(quarter, {.tolerance = 1e-9}));  // the control

  SECTION("with steps of fixed length as well") {
    CHECK_THROWS_AS(run(9, {.fixed_step = quarter}), std::domain_error);
    CHECK_THROWS_WITH(run(9, {.fixed_step = quarter}),
                      Catch::Contains("left the range of its scalar in a step of 0.25 from t = "));
    CHECK_THROWS_AS(run(1, {.fixed_step = -quarter}), std::invalid_argument);
    CHECK_THROWS_WITH(run(1, {.fixed_step = -quarter}),
                      "ode: fixed steps of -0.25; their length must be above 0.");
    CHECK_THROWS_AS(run(1, {.fixed_step = 0}), std::invalid_argument);
    CHECK_NOTHROW(run(quarter, {.fixed_step = quarter / 8}));
  }
}
