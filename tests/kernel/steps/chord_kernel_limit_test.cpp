/// @file chord_kernel_limit_test.cpp
/// Chord kernels of small steps beside the path kernel, which is their limit.
#include "kernel/path/path_kernel.hpp"
#include "nn/models/mlp.hpp"
#include "nn/ode/taylor.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/steps/recorded_learning.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

TEST_CASE("as rates tend to zero the chord kernel tends to the path kernel, with order 1",
          "[chord_kernel]") {
  const Mlp model{{1, 3, 1}, Activation::tanh};
  const Examples<double> data = four_examples<double>();
  const std::vector<double> w_0 = rationals<double>(10, 3), x{0.4};
  const Path<double> path =
      integrate(gradient_flow(model, SquaredLoss{}, data), w_0, 1.0, Taylor{16});
  const KernelMachine<double> flow =
      kernel_machine(TrainedModel{model, SquaredLoss{}, data, path}, x);

  const auto distance = [&](std::size_t steps) {  // of ε = 1/steps, at t = 1
    const RecordedLearning<double> learned = recorded_learning(
        model, SquaredLoss{}, data, w_0, GradientDescent<double>{1 / static_cast<double>(steps)},
        {.steps = steps});
    const KernelMachine<double> machine =
        kernel_machines(LearnedModel{model, SquaredLoss{}, data, learned.trajectory}, {x}).front();
    double largest = 0;
    for (std::size_t i = 0; i < 4; ++i)
      largest = std::max(largest, std::abs(machine.path_kernel[i] - flow.path_kernel[i]));
    return largest;
  };
  double before = distance(100);
  CHECK(before > 1e-3);  // else rounding would be what is compared
  for (const std::size_t steps : {200, 400}) {
    const double now = distance(steps);
    CHECK(std::abs(std::log2(before / now) - 1) < 0.1);
    before = now;
  }
}
