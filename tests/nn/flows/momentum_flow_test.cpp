/// @file momentum_flow_test.cpp
/// Momentum flow against the damped oscillator, and as the limit of heavy ball's steps.
#include "nn/flows/momentum_flow.hpp"

#include "nn/learning/learn.hpp"
#include "nn/learning/momentum.hpp"
#include "nn/ode/taylor.hpp"
#include "tests/catch.hpp"
#include "tests/nn/flows/descent.hpp"

using namespace pathkernel;

namespace {
/// w after `steps` of a method with momentum, each of the time end/steps.
template <template <class> class Method>
std::vector<double> by_steps(const SmallProblem<double>& problem, const Momentum<double>& momentum,
                             double end, int steps) {
  const double h = end / steps;
  const Method<double> method{h * h / momentum.mass, 1 - momentum.friction * h / momentum.mass};
  return learn(problem.model, SquaredLoss{}, problem.data, problem.start, method,
               {.steps = static_cast<std::size_t>(steps)})
      .w();
}
}  // namespace

TEMPLATE_TEST_CASE("a weight with momentum is a damped oscillator", "[flows]", double, Real50) {
  using S = TestType;
  using std::cos, std::exp, std::sin;
  const RecordedModel weight{{{"w", {1, 1}}}, [](auto w, auto x) { return w[0] * x; }};
  const Examples<S> data = made_examples<S>(1, {S(3)}, {S(6)});  // L = 9 (w - 2)²/2
  const Momentum<S> momentum{.mass = S(1), .friction = S(2)};    // (s + 1)² = 1 - 9
  const S T = S(5) / 4;

  const VectorField<S> flow = momentum_flow(weight, SquaredLoss{}, data, momentum);
  const Path<S> path = integrate(flow, at_rest(std::vector<S>{S(1) / 3}), T, Taylor{all_digits<S>});

  using std::sqrt;
  const S omega = sqrt(S(8));
  const S swing = (S(1) / 3 - 2) * exp(S(-T)) * (cos(S(omega * T)) + sin(S(omega * T)) / omega);
  CHECK(agreeing_digits(path.final_state()[0], S(2 + swing)) >= all_digits<S> - 3);
  CHECK(agreeing_digits(path.final_state()[0], S(2 - swing)) < 2);  // the control
}

TEST_CASE("the steps of heavy ball and of Nesterov tend to momentum flow with order 1", "[flows]") {
  const SmallProblem<double> problem;
  const Momentum<double> momentum{.mass = 0.5, .friction = 0.75};
  const double T = 2;
  const VectorField<double> flow =
      momentum_flow(problem.model, SquaredLoss{}, problem.data, momentum);
  const std::vector<double> end =
      integrate(flow, at_rest(problem.start), T, Taylor{16}).final_state();
  const auto heavy_ball = [&](const Momentum<double>& by, int steps) {
    return largest_distance<double>(by_steps<HeavyBall>(problem, by, T, steps), end);
  };
  const auto nesterov = [&](const Momentum<double>& by, int steps) {
    return largest_distance<double>(by_steps<Nesterov>(problem, by, T, steps), end);
  };

  CHECK(std::abs(order(heavy_ball(momentum, 4000), heavy_ball(momentum, 8000)) - 1) < 0.1);
  CHECK(std::abs(order(nesterov(momentum, 4000), nesterov(momentum, 8000)) - 1) < 0.1);
  const Momentum<double> other{.mass = 0.5, .friction = 0.76};  // the control
  CHECK(std::abs(order(heavy_ball(other, 4000), heavy_ball(other, 8000))) < 0.5);
}

TEST_CASE("without mass enough, momentum flow is near gradient flow", "[flows]") {
  const SmallProblem<double> problem;
  const double T = 1;
  const std::vector<double> limit =
      integrate(gradient_flow(problem.model, SquaredLoss{}, problem.data), problem.start, T,
                Taylor{16})
          .final_state();
  const auto distance = [&](double mass) {
    const VectorField<double> flow =
        momentum_flow(problem.model, SquaredLoss{}, problem.data, Momentum<double>{mass});
    return largest_distance<double>(
        integrate(flow, at_rest(problem.start), T, Taylor{16}).final_state(), limit);
  };

  CHECK(std::abs(order(distance(1.0 / 128), distance(1.0 / 256)) - 1) < 0.1);
}

TEST_CASE("a body without mass, or with a friction that drives it, is refused", "[flows]") {
  const SmallProblem<double> problem;
  const auto flow = [&](double mass, double friction) {
    return momentum_flow(problem.model, SquaredLoss{}, problem.data,
                         Momentum<double>{mass, friction});
  };
  CHECK_THROWS_WITH(flow(0, 1),
                    "nn: a momentum flow of mass 0 and friction 1; the mass must be above 0, the "
                    "friction 0 or more.");
  CHECK_THROWS_AS(flow(1, -1), std::invalid_argument);
  CHECK_NOTHROW(flow(1, 0));  // the control
}
