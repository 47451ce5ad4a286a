/// @file training_kernel_test.cpp
/// Kernels of trainings with a memory under all that a training may have: mini-batches, a
/// regularizer, several outputs; what they cost; and paths they can't be read from.
#include "kernel/path/momentum_kernel.hpp"
#include "nn/models/mlp.hpp"
#include "nn/ode/taylor.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/path/expected_digits.hpp"
#include "tests/nn/made_examples.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

/// Training with momentum, read as if it had been done with some options.
template <class S, class L>
struct MomentumTraining {
  Mlp model;
  L loss;
  Examples<S> data;
  FlowOptions<S> options = {};
  S end = S(1) / 2;
  Momentum<S> momentum{.mass = S(1) / 3, .friction = S(3) / 4};
  std::size_t P = parameter_count(model.parameters());
  Path<S> path = integrate(momentum_flow(model, loss, data, momentum, options),
                           rationals<S>(2 * P, 2), end, Taylor{all_digits<S> + 2});

  [[nodiscard]] std::vector<KernelMachine<S>> machines(const Points<S>& queries,
                                                       const FlowOptions<S>& as_if,
                                                       const QuadratureOptions<S>& quadrature = {},
                                                       QuadratureEffort* effort = nullptr) const {
    TrainingReader<S> reader =
        momentum_reader(TrainedModel{model, loss, data, path, as_if}, momentum, queries);
    return kernel_machines(reader, quadrature, effort);
  }
  [[nodiscard]] std::vector<S> outputs_at(const std::vector<S>& x) const {
    std::vector<S> w = path.final_state();
    w.resize(P);
    return outputs(model, w, x);
  }
};

template <class S>
MomentumTraining<S, SquaredLoss> with_options(const FlowOptions<S>& options) {
  return {.model = Mlp{.widths = {1, 2, 1}},
          .loss = {},
          .data = made_examples<S>(1, {S(-3) / 4, S(2) / 3, S(1)}, {S(1), S(1) / 7, S(-1)}),
          .options = options};
}

}  // namespace

TEMPLATE_TEST_CASE("mini-batches and a regularizer have their share, at the time they act",
                   "[training_kernel]", double, Real50) {
  using S = TestType;
  const FlowOptions<S> options{.regularizer = L2<S>{S(1) / 5},
                               .batches = cyclic_batches(3, 2, S(1) / 5, S(1) / 2)};
  const MomentumTraining<S, SquaredLoss> training = with_options<S>(options);
  const std::vector<S> x{S(2) / 5};
  const auto digits = [&](const FlowOptions<S>& as_if) {
    return agreeing_digits(training.machines({x}, as_if).front().undivided_prediction(),
                           training.outputs_at(x).front(), S(1));
  };

  CHECK(digits(options) >= expected_digits<S>);
  FlowOptions<S> all_in = options;  // the controls
  for (Stretch<S>& stretch : all_in.batches) stretch.control.assign(3, S(1));
  CHECK(digits(all_in) <= 2);
  CHECK(digits({.regularizer = {}, .batches = options.batches}) <= 2);
}

TEMPLATE_TEST_CASE("of several outputs, each at each query has a machine of its own",
                   "[training_kernel]", double, Real50) {
  using S = TestType;
  Examples<S> data = made_examples<S>(2, rationals<S>(4, 3), {S(1), S(0)});
  data.targets = 3;
  data.y = {S(1), S(0), S(0), S(0), S(0), S(1)};
  const MomentumTraining<S, SoftmaxCrossEntropy> training{
      .model = Mlp{.widths = {2, 2, 3}}, .loss = {}, .data = data, .end = S(1) / 3};
  const Points<S> queries{{S(2) / 5, S(-1) / 3}, {S(1) / 9, S(2)}};

  const std::vector<KernelMachine<S>> machines = training.machines(queries, {});

  REQUIRE(machines.size() == 6);
  for (std::size_t row = 0; row < 6; ++row) {
    const S trained = training.outputs_at(queries[row / 3])[row % 3];
    CHECK(machines[row].path_kernel.size() == 6);
    CHECK(agreeing_digits(machines[row].undivided_prediction(), trained, S(1)) >=
          expected_digits<S>);
    CHECK(agreeing_digits(machines[row].undivided_prediction() - machines[row].contribution(1),
                          trained, S(1)) <= 3);  // the control
  }
}

TEMPLATE_TEST_CASE("read as a training without memory, gradient flow has its own path kernel",
                   "[training_kernel]", double, Real50) {
  using S = TestType;
  const Mlp model{.widths = {1, 2, 1}};
  const Examples<S> data = made_examples<S>(1, {S(-3) / 4, S(2) / 3}, {S(1), S(1) / 7});
  const FlowOptions<S> options{.regularizer = L2<S>{S(1) / 5}};
  const Path<S> path = integrate(gradient_flow(model, SquaredLoss{}, data, options),
                                 rationals<S>(7, 2), S(S(1) / 2), Taylor{all_digits<S> + 2});
  const TrainedModel trained{model, SquaredLoss{}, data, path, options};
  const Points<S> query{{S(2) / 5}};
  PathReader<S> plain(trained, query);
  TrainingReader<S> reader(PathReader<S>(trained, query), trained, {"gradient flow", 7});
  QuadratureEffort fine, loose;
  double done = 0;

  const KernelMachine<S> expected = kernel_machines(plain).front();
  const KernelMachine<S> machine = kernel_machines(reader, {}, &fine).front();
  const KernelMachine<S> rough =
      kernel_machines(
          reader, {.tolerance = S(1) / 1000, .on_step = [&](double part) { done = part; }}, &loose)
          .front();

  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(agreeing_digits(machine.path_kernel[i], expected.path_kernel[i]) >= expected_digits<S>);
    CHECK(agreeing_digits(machine.loss_weighted[i], expected.loss_weighted[i], S(1)) >=
          expected_digits<S>);
    CHECK(agreeing_digits(rough.path_kernel[i], expected.path_kernel[i]) >= 3);
  }
  CHECK(agreeing_digits(machine.regularizer_share, expected.regularizer_share) >=
        expected_digits<S>);
  CHECK(machine.velocity_share == 0);
  CHECK(loose.evaluations <= fine.evaluations);
  CHECK(done == 1);
}
