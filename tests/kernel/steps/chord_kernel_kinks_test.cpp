/// @file chord_kernel_kinks_test.cpp
/// Kernel machines of networks with kinks, at finite rates.
#include "nn/models/mlp.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/steps/recorded_learning.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

const Mlp relu_model{{1, 3, 1}, Activation::relu};

/// How many hidden units are switched on or off at x by a step.
template <class S>
int crossings(const Trajectory<S>& trajectory, const S& x) {
  int count = 0;
  for (std::size_t s = 0; s < trajectory.steps(); ++s)
    for (std::size_t unit = 0; unit < 3; ++unit) {
      const auto on = [&](const std::vector<S>& w) { return w[unit] * x + w[3 + unit] > 0; };
      count += on(trajectory.w[s]) != on(trajectory.w[s + 1]);
    }
  return count;
}

}  // namespace

TEMPLATE_TEST_CASE("a network with kinks is a kernel machine at any rate, over its kinks",
                   "[chord_kernel]", double, Real50) {
  using S = TestType;
  const Examples<S> data = four_examples<S>();
  const Points<S> queries{{S(2) / 5}, {S(-1) / 3}, {S(-3) / 2}};
  const auto check = [&](const auto& method) {
    const RecordedLearning<S> learned = recorded_learning(
        relu_model, SquaredLoss{}, data, rationals<S>(10, 3), method, {.steps = 4});
    const LearnedModel network{relu_model, SquaredLoss{}, data, learned.trajectory};

    const std::vector<KernelMachine<S>> machines = kernel_machines(network, queries);

    const std::vector<KernelMachine<S>> by_four =
        kernel_machines(network, queries, {.rule = gauss_nodes<S>(4)});
    int crossed = 0, missed = 0;
    for (std::size_t q = 0; q < queries.size(); ++q) {
      const S trained = output(relu_model, learned.trajectory.w.back(), queries[q]);
      const S size = 1 + 10 * square(learned.trajectory.w.back().back());
      const int lost = 4;  // at each kink as much as the tolerance, a thousand roundings
      CHECK(agreeing_digits(machines[q].undivided_prediction(), trained, size) >=
            all_digits<S> - lost);
      const bool misses =
          agreeing_digits(by_four[q].undivided_prediction(), trained, size) < all_digits<S> - lost;
      crossed += crossings(learned.trajectory, queries[q][0]);
      missed += misses;
    }
    CHECK(crossed > 0);  // else nothing was tried
    CHECK(missed > 0);   // the control: 4 nodes are too few beside a kink
  };
  check(GradientDescent<S>{S(2) / 5});
  check(Nesterov<S>{S(1) / 5, S(1) / 2});
}

TEST_CASE("a step that can't be integrated along is named", "[chord_kernel]") {
  const RecordedModel growth{{{"k", {1, 1}}}, [](auto w, auto x) { return exp(w[0]) * x; }};
  const Examples<double> data = four_examples<double>();
  Trajectory<double> trajectory{.w = {{0}, {0}, {2000}}, .rates = {0, 1}};
  CHECK_THROWS_AS(kernel_machines(LearnedModel{growth, SquaredLoss{}, data, trajectory}, {{1.0}}),
                  std::domain_error);
  CHECK_THROWS_WITH(
      kernel_machines(LearnedModel{growth, SquaredLoss{}, data, trajectory}, {{1.0}}),
      "kernel: a derivative of inf on a step, at c = 1 between its ends; it must be finite all "
      "along. Make shorter steps. This was step 1 of 2.");
  trajectory.w[2] = {0};  // the control: a step that is short, but not made by that rate
  CHECK_THROWS_WITH(kernel_machines(LearnedModel{growth, SquaredLoss{}, data, trajectory}, {{1.0}}),
                    Catch::Contains("a kernel machine that says"));
}
