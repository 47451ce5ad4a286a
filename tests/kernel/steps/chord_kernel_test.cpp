/// @file chord_kernel_test.cpp
/// Kernel machines of finite steps say what the network says, at any rate; and the ways in which
/// they have to fail.
#include "kernel/steps/chord_kernel.hpp"

#include "nn/models/mlp.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/steps/recorded_learning.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

/// What was learned of four examples, and how well a reading of it tells the output at x = 2/5.
template <class S>
struct Case {
  Examples<S> data = four_examples<S>();
  Regularizer<S> regularizer;
  RecordedLearning<S> learned;

  template <class Method>
  Case(const Method& method, const LearningOptions<S>& options,
       const LearningState<S>& start = rationals<S>(10, 3))
      : regularizer(options.regularizer),
        learned(recorded_learning(tanh_model, SquaredLoss{}, data, start, method, options)) {}

  /// Digits of y that the machine agrees in, counted from the largest number it is summed from.
  [[nodiscard]] int digits(const Trajectory<S>& trajectory, const Regularizer<S>& R,
                           const ChordOptions<S>& options,
                           std::optional<std::size_t> without = {}) const {
    const KernelMachine<S> machine =
        kernel_machines(LearnedModel{tanh_model, SquaredLoss{}, data, trajectory, R}, {{S(2) / 5}},
                        options)
            .front();
    S size(1), y = machine.undivided_prediction();
    for (std::size_t i = 0; i < machine.examples(); ++i) {
      using std::abs;
      size = std::max(size, S(abs(machine.contribution(i))));
    }
    if (without) y -= machine.contribution(*without);
    return agreeing_digits(y, output(tanh_model, trajectory.w.back(), {S(2) / 5}), size);
  }
  [[nodiscard]] int digits() const { return digits(learned.trajectory, regularizer, {}); }
  /// The same of what was not learned so. By a rule, for else it would be refused.
  [[nodiscard]] int wrong_digits(const Trajectory<S>& trajectory, const Regularizer<S>& R) const {
    return digits(trajectory, R, {.rule = gauss_nodes<S>(6)});
  }
};

// A step's end is rounded, its G comes with some roundings, and there are dozens of steps.
template <class S>
constexpr int expected_digits = all_digits<S> - 2;

}  // namespace

TEMPLATE_TEST_CASE("gradient descent makes a kernel machine at any rate, beyond stability too",
                   "[chord_kernel]", double, Real50) {
  using S = TestType;
  const Case<S> small(GradientDescent<S>{S(1) / 20}, {.steps = 40});
  const Case<S> large(GradientDescent<S>{S(3) / 5}, {.steps = 4});

  CHECK(small.learned.losses.back() < small.learned.losses.front());
  CHECK(large.learned.losses.back() > 10 * large.learned.losses.front());  // beyond 2/λ
  for (const Case<S>& learning : {small, large}) {
    CHECK(learning.digits() >= expected_digits<S>);
    // Controls: an example left out; rates a thousandth too high.
    CHECK(learning.digits(learning.learned.trajectory, {}, {}, 1) <= 2);
    Trajectory<S> faster = learning.learned.trajectory;
    for (S& rate : faster.rates) rate *= S(1001) / 1000;
    CHECK(learning.wrong_digits(faster, {}) <= 5);
  }
}

TEMPLATE_TEST_CASE("mini-batches and a regularizer have their place in the kernels of steps",
                   "[chord_kernel]", double, Real50) {
  using S = TestType;
  const Regularizer<S> R = L2<S>{S(1) / 5};
  for (const BatchSchedule& schedule :
       {BatchSchedule::cyclic(4, 3), BatchSchedule::with_replacement(4, 3, 7)}) {
    const Case<S> batches(
        GradientDescent<S>{[](std::size_t k) { return S(1) / S(static_cast<int>(3 + k)); }},
        {.schedule = schedule, .steps = 12, .regularizer = R});
    CHECK(batches.digits() >= expected_digits<S>);

    // Controls: as if all examples had been in all batches; as if nothing had decayed.
    Trajectory<S> all_in = batches.learned.trajectory;
    all_in.batches.clear();
    CHECK(batches.wrong_digits(all_in, R) <= 2);
    CHECK(batches.wrong_digits(batches.learned.trajectory, {}) <= 2);
  }
}

TEMPLATE_TEST_CASE("momentum's gradients move the steps that follow, its velocity all of them",
                   "[chord_kernel]", double, Real50) {
  using S = TestType;
  LearningState<S> rolling = rationals<S>(10, 3);  // in the midst of a learning
  rolling.steps = 5;
  rolling.memory = {rationals<S>(10, 8)};
  for (S& v : rolling.memory.front()) v /= 10;
  const LearningOptions<S> options{
      .schedule = BatchSchedule::cyclic(4, 3), .steps = 20, .regularizer = L2<S>{S(1) / 20}};
  const Case<S> ball(HeavyBall<S>{S(1) / 10, S(4) / 5}, options, rolling);
  const Case<S> ahead(Nesterov<S>{S(1) / 10, S(4) / 5}, options, rolling);

  for (const Case<S>& learning : {ball, ahead}) {
    const Trajectory<S>& trajectory = learning.learned.trajectory;
    CHECK(learning.digits() >= expected_digits<S>);

    // Controls: without momentum, without the velocity, with the other's momentum.
    Trajectory<S> wrong = trajectory;
    wrong.inertia.momentum = S(0);
    CHECK(learning.wrong_digits(wrong, learning.regularizer) <= 2);
    wrong = trajectory;
    wrong.velocity.clear();
    CHECK(learning.wrong_digits(wrong, learning.regularizer) <= 2);
    wrong = trajectory;
    wrong.inertia.ahead = !trajectory.inertia.ahead;
    CHECK(learning.wrong_digits(wrong, learning.regularizer) <= 2);
  }
}
