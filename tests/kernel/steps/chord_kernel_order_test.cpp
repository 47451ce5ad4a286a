/// @file chord_kernel_order_test.cpp
/// How fast the error of a fixed rule falls with the learning rate, over the same time.
#include "nn/models/mlp.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/steps/recorded_learning.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

/// By how much kernels of N steps of 1/N miss the output at x = 2/5, as log2.
template <class S, class Method>
double log_error(const ChordRule<S>& rule, std::size_t steps, const Method& method) {
  const Mlp model{{1, 2, 1}, Activation::tanh};
  const Examples<S> data = four_examples<S>();
  const RecordedLearning<S> learned =
      recorded_learning(model, SquaredLoss{}, data, rationals<S>(7, 3), method, {.steps = steps});
  const KernelMachine<S> machine =
      kernel_machines(LearnedModel{model, SquaredLoss{}, data, learned.trajectory}, {{S(2) / 5}},
                      {.rule = rule})
          .front();
  const S trained = output(model, learned.trajectory.w.back(), {S(2) / 5});
  return log_magnitude(S(machine.undivided_prediction() - trained)) / std::log(2.0);
}

template <class S>
S one_over(std::size_t n) {
  return S(1) / S(static_cast<int>(n));
}

}  // namespace

TEMPLATE_TEST_CASE("one node at the start leaves an error of order 1 in the rate, n of Gauss's 2n",
                   "[chord_kernel]", Real50) {
  using S = TestType;
  const std::vector<std::pair<ChordRule<S>, int>> rules{
      {left_end<S>(), 1}, {gauss_nodes<S>(1), 2}, {gauss_nodes<S>(2), 4}, {gauss_nodes<S>(3), 6}};
  for (const auto& [rule, order] : rules) {
    double before = log_error(rule, 128, GradientDescent<S>{one_over<S>(128)});
    for (const std::size_t steps : {256, 512}) {
      const double now = log_error(rule, steps, GradientDescent<S>{one_over<S>(steps)});
      CHECK(std::abs(before - now - order) < 0.1);
      before = now;
    }
    CHECK(before > -120);  // far above rounding, which is at -166
  }
}

TEST_CASE("momentum leaves the orders as they are", "[chord_kernel]") {
  const auto ball = [](std::size_t steps) {
    return HeavyBall<double>{one_over<double>(2 * steps), 0.5};
  };
  const double coarse = log_error(left_end<double>(), 256, ball(256)),
               fine = log_error(left_end<double>(), 512, ball(512));
  CHECK(std::abs(coarse - fine - 1) < 0.1);
  CHECK(std::abs(log_error(gauss_nodes<double>(1), 256, ball(256)) -
                 log_error(gauss_nodes<double>(1), 512, ball(512)) - 2) < 0.1);
}
