/// @file descent_and_flow_test.cpp
/// Gradient descent beside gradient flow, the limit that Theorem 1 is about.
#include "nn/flows/gradient_flow.hpp"
#include "nn/learning/gradient_descent.hpp"
#include "nn/learning/learn.hpp"
#include "nn/models/mlp.hpp"
#include "nn/ode/taylor.hpp"
#include "tests/catch.hpp"
#include "tests/nn/made_examples.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("gradient descent tends to gradient flow, with order 1 in its rate",
                   "[learn][gradient_flow]", double, Real50) {
  using S = TestType;
  const Mlp model{{1, 3, 1}};
  const Examples<S> data = made_examples<S>(1, rationals<S>(5), rationals<S>(5, 9));
  const std::vector<S> start = rationals<S>(parameter_count(model.parameters()));
  const std::vector<S> flow =
      integrate(gradient_flow(model, SquaredLoss{}, data), start, S(1), Taylor{all_digits<S>})
          .final_state();

  const auto distance = [&](int steps) {  // of ε = 1/steps, at t = 1
    const std::vector<S> w =
        learn(model, SquaredLoss{}, data, start, GradientDescent<S>{S(1) / steps},
              {.steps = static_cast<std::size_t>(steps)})
            .w();
    S squares(0);
    for (std::size_t p = 0; p < w.size(); ++p) squares += square(S(w[p] - flow[p]));
    return std::sqrt(static_cast<double>(squares));
  };

  double before = distance(100);
  CHECK(before > 1e-4);  // else rounding would be what is compared
  for (const int steps : {200, 400, 800}) {
    const double now = distance(steps);
    CHECK(std::abs(std::log2(before / now) - 1) < 0.1);
    before = now;
  }
}

TEST_CASE("the batches of a schedule in turn tend to the flow in their stretches",
          "[learn][gradient_flow]") {
  // Each batch for a time of 1/2: as n steps of ε = 1/2n on it, or as a stretch of the flow.
  const Mlp model{{1, 3, 1}};
  const Examples<double> data =
      made_examples<double>(1, rationals<double>(5), rationals<double>(5, 9));
  const BatchSchedule schedule = BatchSchedule::with_replacement(5, 3, 4);
  REQUIRE(std::ranges::max(schedule.stretches(0.5, 2.0)[0].control) == 2);  // and not only 0, 1
  const std::vector<double> start = rationals<double>(parameter_count(model.parameters()));
  const std::vector<double> flow =
      integrate(gradient_flow(model, SquaredLoss{}, data,
                              {.regularizer = {}, .batches = schedule.stretches(0.5, 2.0)}),
                start, 2, Taylor{16})
          .final_state();

  const auto distance = [&](std::size_t n) {
    LearningState<double> state(start);
    for (std::size_t k = 0; k < 4; ++k)
      state = learn(model, SquaredLoss{}, data, state.w,
                    GradientDescent<double>{0.5 / static_cast<double>(n)},
                    {.schedule = BatchSchedule::fixed(5, schedule.batch(k)), .steps = n})
                  .state;
    return std::abs(state.w[0] - flow[0]);
  };
  CHECK(std::abs(std::log2(distance(200) / distance(400)) - 1) < 0.1);
}
