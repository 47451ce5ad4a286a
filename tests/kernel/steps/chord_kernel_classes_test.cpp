/// @file chord_kernel_classes_test.cpp
/// Chord kernels of several outputs and queries; and trajectories that are read as another's.
#include "nn/models/mlp.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/steps/recorded_learning.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("each of three classes' outputs has a machine of its own", "[chord_kernel]",
                   double, Real50) {
  using S = TestType;
  const Mlp classifier{{1, 2, 3}, Activation::tanh};
  const SoftmaxCrossEntropy loss;
  Examples<S> data = four_examples<S>();
  data.targets = 3;
  data.y = {S(1), S(0), S(0), S(1), S(0), S(1), S(0), S(0), S(0), S(0), S(1), S(0)};
  const std::vector<S> w_0 = rationals<S>(13, 3);
  const Points<S> queries{{S(2) / 5}, {S(-3) / 2}};
  const RecordedLearning<S> learned =
      recorded_learning(classifier, loss, data, w_0, HeavyBall<S>{S(1) / 2, S(1) / 2},
                        {.schedule = BatchSchedule::cyclic(4, 3), .steps = 8});

  const std::vector<KernelMachine<S>> machines =
      kernel_machines(LearnedModel{classifier, loss, data, learned.trajectory}, queries);

  REQUIRE(machines.size() == 6);
  for (std::size_t row = 0; row < 6; ++row) {
    const S trained = outputs(classifier, learned.trajectory.w.back(), queries[row / 3])[row % 3];
    CHECK(machines[row].examples() == 4);
    CHECK(machines[row].initial == outputs(classifier, w_0, queries[row / 3])[row % 3]);
    CHECK(agreeing_digits(machines[row].undivided_prediction(), trained, S(1)) >=
          all_digits<S> - 2);
    // Control: without what the other classes' outputs at the examples have to do with this one.
    S alone = machines[row].b();
    for (std::size_t i = 0; i < 4; ++i) alone -= machines[row].loss_weighted[3 * i + row % 3];
    CHECK(agreeing_digits(alone, trained, S(1)) <= 2);
  }

  SECTION("and two threads make the same") {
    CHECK(kernel_machines(LearnedModel{classifier, loss, data, learned.trajectory}, queries,
                          {.threads = 2}) == machines);
  }
}

TEST_CASE("a trajectory is read with the model and the data that it was recorded of",
          "[chord_kernel]") {
  const Examples<double> data = four_examples<double>();
  const Mlp model{{1, 2, 1}};
  const RecordedLearning<double> learned =
      recorded_learning(model, SquaredLoss{}, data, rationals<double>(7, 3),
                        GradientDescent<double>{0.1}, {.steps = 2});
  const auto read = [&](const Mlp& as, const Examples<double>& of, std::vector<double> x) {
    return kernel_machines(LearnedModel{as, SquaredLoss{}, of, learned.trajectory}, {x});
  };

  CHECK(read(model, data, {0.5}).size() == 1);  // the control
  CHECK_THROWS_WITH(read(Mlp{{1, 3, 1}}, data, {0.5}),
                    "kernel: 7 numbers in w_0, for a model of 10 parameters; give the model that "
                    "has learned.");
  const Examples<double> fewer = made_examples<double>(1, {1, 2}, {3, 4});
  CHECK_THROWS_WITH(read(model, fewer, {0.5}),
                    "kernel: example 2 in the batch of step 0, of data with 2; they are counted "
                    "from 0. Give the data that was learned.");
  CHECK_THROWS_WITH(read(model, data, {0.5, 2}),
                    "kernel: a query of 2 numbers for a model of 1 inputs; it needs one for each.");
}
