/// @file learned_model_test.cpp
/// A learning that was another one than it is said to be shows in the residual.
#include "kernel/steps/learned_model.hpp"

#include "nn/models/mlp.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/steps/recorded_learning.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

TEST_CASE("steps of another loss, regularizer, data, rate or batch than is said are refused",
          "[learned_model]") {
  const Mlp model{{1, 2, 1}};
  const Examples<double> data = four_examples<double>();
  const Regularizer<double> R = L2<double>{0.1}, stronger = L2<double>{0.2};
  const RecordedLearning<double> learned = recorded_learning(
      model, SquaredLoss{}, data, rationals<double>(7, 3), GradientDescent<double>{0.1},
      {.schedule = BatchSchedule::cyclic(4, 3), .steps = 5, .regularizer = R});
  const auto read = [&](const auto& loss, const Examples<double>& of,
                        const Trajectory<double>& trajectory, const Regularizer<double>& with,
                        const ChordOptions<double>& options = {}) {
    return kernel_machines(LearnedModel{model, loss, of, trajectory, with}, {{0.4}}, options);
  };
  const Trajectory<double>& recorded = learned.trajectory;
  const SquaredLoss squared;
  CHECK_NOTHROW(read(squared, data, recorded, R));  // the control

  CHECK_THROWS_AS(read(LogisticLoss{}, data, recorded, R), std::domain_error);
  CHECK_THROWS_AS(read(squared, data, recorded, stronger), std::domain_error);
  CHECK_THROWS_AS(read(squared, data, recorded, {}), std::domain_error);
  Examples<double> other = data;
  other.y[2] += 1e-4;
  CHECK_THROWS_AS(read(squared, other, recorded, R), std::domain_error);
  Trajectory<double> wrong = recorded;
  wrong.batches[3] = {0, 1, 2};
  REQUIRE(wrong.batches != recorded.batches);
  CHECK_THROWS_AS(read(squared, data, wrong, R), std::domain_error);
  wrong = recorded;
  wrong.rates[4] *= 1.0001;
  CHECK_THROWS_AS(read(squared, data, wrong, R), std::domain_error);
  CHECK_THROWS_WITH(read(squared, data, wrong, R),
                    Catch::StartsWith("kernel: a kernel machine that says ") &&
                        Catch::EndsWith("; they are not those of this model, loss, data, "
                                        "regularizer, rates and batches. Give what was recorded, "
                                        "with all digits."));

  SECTION("but where a rule is given, it is for the reader to look at the residual") {
    const auto residual = [&](const Trajectory<double>& trajectory) {
      return std::abs(read(squared, data, trajectory, R, {.rule = gauss_nodes<double>(8)})
                          .front()
                          .undivided_prediction() -
                      output(model, trajectory.w.back(), {0.4}));
    };
    CHECK(residual(recorded) < 1e-12);
    CHECK(residual(wrong) > 1e-7);
  }
}

TEST_CASE("a residual is measured beside what the machine is summed from", "[learned_model]") {
  const KernelMachine<double> machine{{1, 1}, {1e6, -1e6}, 0.5};
  CHECK_NOTHROW(require_small_residual(machine, 0.5, 1, 1e-12));
  CHECK_NOTHROW(require_small_residual(machine, 0.51, 1, 1e-12));  // √ε of two millions is 0.03
  CHECK_THROWS_WITH(require_small_residual(machine, 0.6, 1, 1e-12),
                    Catch::StartsWith("kernel: a kernel machine that says 0.5 where the model says "
                                      "0.6 at the end of its steps;"));
  CHECK_NOTHROW(require_small_residual(machine, 0.6, 100000, 1e-12));  // each step has its own
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(require_small_residual(machine, nan, 1, 1e-12), std::domain_error);
}
