/// @file adam_flow_test.cpp
/// Adam's flow as the limit of its steps, and where its first moments are known.
#include "nn/flows/adam_flow.hpp"

#include "nn/learning/adam.hpp"
#include "nn/learning/learn.hpp"
#include "nn/ode/taylor.hpp"
#include "tests/catch.hpp"
#include "tests/nn/flows/descent.hpp"

using namespace pathkernel;

namespace {
constexpr double t_0 = 0.125, duration = 0.25;

/// w(t_0 + duration) by steps of AdamW, from the state that its flow begins with at t_0.
std::vector<double> by_steps(const SmallProblem<double>& problem, const AdamTimes<double>& times,
                             const std::vector<double>& start, int steps) {
  const double h = duration / steps;
  LearningState<double> state(problem.start);
  state.steps = static_cast<std::size_t>(std::lround(t_0 / h));
  state.memory = {{start.begin() + 7, start.begin() + 14},
                  {start.begin() + 14, start.begin() + 21}};
  const AdamW<double> adam{{.learning_rate = h,
                            .beta1 = std::exp(-h / times.mean_time),
                            .beta2 = std::exp(-h / times.square_time),
                            .floor = times.floor},
                           times.decay};
  return learn(problem.model, SquaredLoss{}, problem.data, state, adam,
               {.steps = static_cast<std::size_t>(steps)})
      .w();
}
}  // namespace

TEST_CASE("the steps of Adam and of AdamW tend to their flow with order 1", "[flows]") {
  const double decay = GENERATE(0.0, 0.5);
  const SmallProblem<double> problem;
  const AdamTimes<double> times{
      .mean_time = 0.25, .square_time = 1, .floor = 0.125, .decay = decay};
  const std::vector<double> slope =
      slope_at(gradient_flow(problem.model, SquaredLoss{}, problem.data), problem.start);
  const std::vector<double> start = adam_start(problem.start, slope, times, t_0);

  const std::vector<double> end =
      integrate(adam_flow(problem.model, SquaredLoss{}, problem.data, times), start, duration,
                Taylor{16})
          .final_state();

  const auto error = [&](const AdamTimes<double>& by, int steps) {
    return largest_distance<double>(by_steps(problem, by, start, steps),
                                    std::span<const double>(end).first(7));
  };
  CHECK(std::abs(order(error(times, 2000), error(times, 4000)) - 1) < 0.1);
  AdamTimes<double> other = times;  // the control
  other.decay += 0.1;
  CHECK(std::abs(order(error(other, 2000), error(other, 4000))) < 0.5);
}

TEMPLATE_TEST_CASE("a slope that never changes moves a weight at the same pace for ever", "[flows]",
                   double, Real50) {
  using S = TestType;
  const RecordedModel constant_slope{{{"w", {1, 1}}}, [](auto w, auto x) { return w[0] * x; }};
  const auto itself = [](auto f, auto) { return f; };  // ℓ = f = 3 w, whose slope is 3
  const Examples<S> data = made_examples<S>(1, {S(3)}, {S(0)});
  const AdamTimes<S> times{.mean_time = S(1) / 3, .square_time = S(2), .floor = S(1)};

  const std::vector<S> start = adam_start(std::vector<S>{S(1)}, {S(3)}, times, S(S(1) / 7));
  const std::vector<S> end =
      integrate(adam_flow(constant_slope, itself, data, times), start, S(2), Taylor{all_digits<S>})
          .final_state();

  // m/u_1 = 3 and s/u_2 = 9 at all times: dw/dt = -3/(3 + 1)
  CHECK(agreeing_digits(end[0], S(1 - S(2) * 3 / 4)) >= all_digits<S> - 3);
}

TEST_CASE("an Adam flow from t = 0, or with memories of 0, is refused", "[flows]") {
  const SmallProblem<double> problem;
  const AdamTimes<double> times{1, 1, 0};
  CHECK_THROWS_WITH(adam_start<double>({1}, {1}, times, 0),
                    "nn: an Adam flow from t = 0; it can begin after 0 only.");
  CHECK_THROWS_WITH(adam_start<double>({1, 2}, {1}, times, 1),
                    "nn: a gradient of 1 numbers for 2 parameters.");
  CHECK_THROWS_WITH(
      adam_flow(problem.model, SquaredLoss{}, problem.data, AdamTimes<double>{0, 1, 0}),
      "nn: an Adam flow with memories of 0 and 1, a floor of 0 and a decay of 0; the memories must "
      "be above 0, the others 0 or more.");
  CHECK_NOTHROW(adam_start<double>({1}, {1}, times, 1));  // the control
}
