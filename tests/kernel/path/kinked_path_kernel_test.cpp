/// @file kinked_path_kernel_test.cpp
/// Theorem 1 for relu, at a query whose kink is met between the ends of steps; paths that are read
/// as what they are not.
#include "kernel/path/path_kernel.hpp"
#include "nn/flows/momentum_flow.hpp"

#include "nn/models/perceptron.hpp"
#include "nn/ode/taylor.hpp"
#include "tests/catch.hpp"
#include "tests/nn/made_examples.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

TEST_CASE("a query's own kink on the path is told, and a query without one is exact",
          "[path_kernel]") {
  // f = relu(w x + b) learns y = 3/2 at x = 1 from w = 3/5, b = -1/10: b rises through 0, where the
  // query at 0 has its kink. The example has none, nor has the query at 1/2.
  const Perceptron model{1, 1, Activation::relu};
  const Examples<double> data = made_examples<double>(1, {1}, {1.5});
  const Path<double> path = integrate(gradient_flow(model, SquaredLoss{}, data),
                                      std::vector<double>{0.6, -0.1}, 2.0, Taylor{17});
  const std::vector<double> end = path.final_state();
  REQUIRE(end[1] > 0.1);
  const TrainedModel trained{model, SquaredLoss{}, data, path};

  const KernelMachine<double> machine = kernel_machine(trained, {0.5});

  CHECK(agreeing_digits(machine.undivided_prediction(), output(model, end, {0.5}), 1.0) >= 12);
  CHECK_THROWS_WITH(kernel_machine(trained, {0.0}), Catch::Contains("has a kink there"));
}

TEST_CASE("a path is refused by whoever reads it as another flow's, or other batches'",
          "[path_kernel]") {
  const Perceptron model{1, 1, Activation::tanh};
  const Examples<double> data = made_examples<double>(1, {1, 2}, {1.5, 1});
  const std::vector<double> start{0.6, -0.1};
  const Path<double> path = integrate(momentum_flow(model, SquaredLoss{}, data, {1.0, 1.0}),
                                      at_rest(start), 1.0, Taylor{17});

  CHECK_THROWS_WITH(kernel_machine(TrainedModel{model, SquaredLoss{}, data, path}, {0.5}),
                    Catch::Contains("the path of a momentum flow"));
  FlowOptions<double> one_batch;
  one_batch.batches = {{0.0, {1.0}}};
  CHECK_THROWS_WITH(
      kernel_machine(TrainedModel{model, SquaredLoss{}, data, path, one_batch}, {0.5}),
      Catch::Contains("a batch of 1 numbers from t = 0 for 2 examples"));
}
