/// @file preconditioned_flow_test.cpp
/// Preconditioned flows against what is known of them: Newton's slopes die out as e^-t, rates
/// rescale parameters, RMSProp's steps tend to its flow.
#include "nn/flows/preconditioners.hpp"

#include "nn/layers/linear.hpp"
#include "nn/ode/taylor.hpp"
#include "tests/catch.hpp"
#include "tests/nn/flows/descent.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("on Newton's flow every slope of a convex problem dies out as e^-t", "[flows]",
                   double, Real50) {
  using S = TestType;
  using std::exp;
  const Linear model{2, 1};
  const Examples<S> data = made_examples<S>(2, rationals<S>(10), {S(1), S(0), S(0), S(1), S(1)});
  FlowOptions<S> options;
  options.regularizer = L2<S>{S(1) / 10};
  const std::vector<S> start{S(1) / 3, S(-2), S(1) / 7};
  const S T = S(3) / 2;
  const VectorField<S> plain = gradient_flow(model, LogisticLoss{}, data, options);

  const VectorField<S> newton =
      preconditioned_flow(model, LogisticLoss{}, data, InverseHessian<S>{}, options);
  const std::vector<S> end = integrate(newton, start, T, Taylor{all_digits<S>}).final_state();

  const std::vector<S> before = slope_at(plain, start), after = slope_at(plain, end);
  for (std::size_t p = 0; p < 3; ++p)
    CHECK(agreeing_digits(after[p], S(before[p] * exp(S(-T)))) >= all_digits<S> - 3);
  SECTION("and with a damped Hessian they do not") {
    const VectorField<S> damped =
        preconditioned_flow(model, LogisticLoss{}, data, InverseHessian<S>{S(1) / 2}, options);
    const std::vector<S> there = integrate(damped, start, T, Taylor{all_digits<S>}).final_state();
    CHECK(agreeing_digits(slope_at(plain, there)[0], S(before[0] * exp(S(-T)))) < 2);
  }
}

TEMPLATE_TEST_CASE("rates are the squares of a change of units", "[flows]", double, Real50) {
  using S = TestType;
  const SmallProblem<S> problem;
  // With w_0 = 3 u_0, gradient flow of u moves w_0 by 3² times its slope.
  const RecordedModel in_u{problem.model.parameters(), [&](auto u, auto x) {
                             std::vector w(u.begin(), u.end());
                             w[0] = 3 * u[0];
                             return problem.model(w, x);
                           }};
  std::vector<S> u = problem.start;
  u[0] /= 3;
  u[1] /= 3;
  const Taylor taylor{all_digits<S>};

  const std::vector<S> by_units =
      integrate(gradient_flow(in_u, SquaredLoss{}, problem.data), u, S(1), taylor).final_state();
  const Rates<S> rates{{S(9), S(9), S(1), S(1), S(1), S(1), S(1)}};  // W1 is 2 x 1
  const std::vector<S> by_rates =
      integrate(preconditioned_flow(problem.model, SquaredLoss{}, problem.data, rates),
                problem.start, S(1), taylor)
          .final_state();

  CHECK(agreeing_digits(by_rates[0], S(3 * by_units[0])) >= all_digits<S> - 3);
  CHECK(agreeing_digits(by_rates[6], by_units[6]) >= all_digits<S> - 3);
  CHECK(agreeing_digits(by_rates[0], by_units[0]) < 2);  // the control
}

TEST_CASE("RMSProp's steps tend to its flow with order 1", "[flows]") {
  const SmallProblem<double> problem;
  const VectorField<double> plain = gradient_flow(problem.model, SquaredLoss{}, problem.data);
  const RmsProp<double> rms{.memory_time = 0.5, .floor = 0.01};
  const double T = 0.5;
  std::vector<double> start = problem.start;
  for (const double slope : slope_at(plain, problem.start)) start.push_back(slope * slope + 0.25);

  const std::vector<double> end =
      integrate(preconditioned_flow(problem.model, SquaredLoss{}, problem.data, rms), start, T,
                Taylor{16})
          .final_state();

  const auto error = [&](double memory_time, int steps) {
    const double h = T / steps;
    std::vector<double> w = problem.start, s(start.begin() + 7, start.end());
    for (int k = 0; k < steps; ++k) {
      const std::vector<double> slope = slope_at(plain, w);
      for (std::size_t p = 0; p < 7; ++p) {
        s[p] += h / memory_time * (slope[p] * slope[p] - s[p]);
        w[p] -= h * slope[p] / (std::sqrt(s[p]) + rms.floor);
      }
    }
    return largest_distance<double>(w, std::span<const double>(end).first(7));
  };
  CHECK(std::abs(order(error(0.5, 2000), error(0.5, 4000)) - 1) < 0.1);
  CHECK(std::abs(order(error(0.6, 2000), error(0.6, 4000))) < 0.5);  // the control
}

TEST_CASE("preconditioners that don't fit are refused", "[flows]") {
  const SmallProblem<double> problem;
  const auto flow = [&](const auto& p) {
    return preconditioned_flow(problem.model, SquaredLoss{}, problem.data, p);
  };
  CHECK_THROWS_WITH(flow(Rates<double>{{1, 2}}), "nn: 2 rates for 7 parameters.");
  CHECK_THROWS_WITH(flow(RmsProp<double>{0, 1}),
                    "nn: RMSProp with a memory of 0 and a floor of 1; the memory must be above 0, "
                    "the floor 0 or more.");
  CHECK_NOTHROW(flow(RmsProp<double>{1, 0}));  // the control
}
