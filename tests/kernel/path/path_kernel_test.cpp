/// @file path_kernel_test.cpp
/// Theorem 1 on small networks, undivided and as stated, and the ways in which it has to fail.
#include "kernel/path/path_kernel.hpp"

#include "nn/layers/linear.hpp"
#include "nn/models/discrete_density.hpp"
#include "nn/models/gaussian_mixture.hpp"
#include "nn/models/mlp.hpp"
#include "nn/ode/taylor.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/path/expected_digits.hpp"
#include "tests/nn/made_examples.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

/// Four examples in one dimension. The query, x = 2/5, is none of them.
template <class S>
Examples<S> four_examples() {
  return made_examples<S>(1, {S(-3) / 4, S(1) / 5, S(2) / 3, S(7) / 6},
                          {S(1) / 2, S(1) / 3, S(3) / 5, S(0)});
}

/// A model trained for a time `end`, with what it says at a query and what its kernels say.
template <class S>
struct Training {
  KernelMachine<S> machine;
  S trained;  // f_{w(T)}(x)

  template <class M, class L>
  Training(const M& model, const L& loss, const FlowOptions<S>& flow, const S& end,
           const FlowOptions<S>& as_if) {
    const Examples<S> data = four_examples<S>();
    const std::vector<S> x{S(2) / 5};
    const std::vector<S> w_0 = rationals<S>(parameter_count(model.parameters()), 3);
    const Path<S> path =
        integrate(gradient_flow(model, loss, data, flow), w_0, end, Taylor{all_digits<S> + 2});
    machine = kernel_machine(TrainedModel{model, loss, data, path, as_if}, x);
    trained = output(model, path.final_state(), x);
  }
  template <class M, class L>
  Training(const M& model, const L& loss, const FlowOptions<S>& flow = {}, const S& end = S(2))
      : Training(model, loss, flow, end, flow) {}

  /// In which a prediction agrees with the trained model; both are numbers of size 1.
  [[nodiscard]] int digits_of(const S& prediction) const {
    return agreeing_digits(prediction, trained, S(1));
  }
};

/// A loss scaled by 1001/1000: its flow is a path, but not that of the loss inside.
template <class L>
struct Scaled {
  L loss;
  template <Real S>
  Var<S> operator()(Var<S> f, Var<S> y) const {
    return loss(f, y) * (S(1001) / 1000);
  }
};

}  // namespace

TEMPLATE_TEST_CASE("the kernels of a trained network say what the network says", "[path_kernel]",
                   double, Real50) {
  using S = TestType;
  const Training<S> tanh_net(Mlp{{1, 3, 1}, Activation::tanh}, SquaredLoss{});
  const Training<S> deep_net(Mlp{{1, 2, 2, 1}, Activation::softplus}, LogisticLoss{});

  for (const Training<S>& training : {tanh_net, deep_net}) {
    const KernelMachine<S>& machine = training.machine;
    CHECK(training.digits_of(machine.undivided_prediction()) >= expected_digits<S>);
    REQUIRE(machine.prediction());
    CHECK(training.digits_of(*machine.prediction()) >= expected_digits<S>);
    CHECK(training.digits_of(machine.b()) <= 1);  // training changed the answer

    // Control: without example 2 its share is missing, and its share alone.
    const S without = machine.undivided_prediction() - machine.contribution(2);
    CHECK(training.digits_of(without) <= 2);
  }
}

TEMPLATE_TEST_CASE("on the path of another loss the kernels' sum misses the network",
                   "[path_kernel]", double, Real50) {
  using S = TestType;
  const Mlp model{{1, 3, 1}, Activation::tanh};
  const Examples<S> data = four_examples<S>();
  const std::vector<S> x{S(2) / 5}, w_0 = rationals<S>(10, 3);
  const Path<S> wrong = integrate(gradient_flow(model, Scaled<SquaredLoss>{}, data), w_0, S(2),
                                  Taylor{all_digits<S> + 2});

  const KernelMachine<S> machine =
      kernel_machine(TrainedModel{model, SquaredLoss{}, data, wrong}, x);

  const S trained = output(model, wrong.final_state(), x);
  CHECK(agreeing_digits(machine.undivided_prediction(), trained, S(1)) <= 4);
  // A thousandth is missing from every contribution, and nothing else.
  const S change = machine.undivided_prediction() - machine.b();
  CHECK(agreeing_digits(S(machine.b() + change * 1001 / 1000), trained, S(1)) >=
        expected_digits<S>);
}

TEMPLATE_TEST_CASE("a regularizer adds its share to b, and nothing is right without",
                   "[path_kernel]", double, Real50) {
  using S = TestType;
  const Training<S> training(Mlp{{1, 3, 1}, Activation::tanh}, SquaredLoss{},
                             {.regularizer = L2<S>{S(1) / 10}});

  const KernelMachine<S>& machine = training.machine;
  CHECK(training.digits_of(machine.undivided_prediction()) >= expected_digits<S>);
  CHECK(training.digits_of(*machine.prediction()) >= expected_digits<S>);
  CHECK(training.digits_of(machine.undivided_prediction() + machine.regularizer_share) <=
        2);  // control
}

TEMPLATE_TEST_CASE("mini-batches multiply each term by their indicator", "[path_kernel]", double,
                   Real50) {
  using S = TestType;
  const Mlp model{{1, 3, 1}, Activation::tanh};
  const FlowOptions<S> batches{.regularizer = L2<S>{S(1) / 20},
                               .batches = cyclic_batches(4, 3, S(1) / 3, S(2))};

  const Training<S> training(model, SquaredLoss{}, batches);
  CHECK(training.digits_of(training.machine.undivided_prediction()) >= expected_digits<S>);
  CHECK(training.digits_of(*training.machine.prediction()) >= expected_digits<S>);

  // Control: the same path read as if all examples had taken part all the time.
  FlowOptions<S> all_in = batches;  // I_i = 1 at all times, in the same stretches
  for (Stretch<S>& stretch : all_in.batches) stretch.control.assign(4, S(1));
  const Training<S> ignored(model, SquaredLoss{}, batches, S(2), all_in);
  CHECK(ignored.trained == training.trained);
  CHECK(ignored.digits_of(ignored.machine.undivided_prediction()) <= 2);
}

TEMPLATE_TEST_CASE("a linear model's path kernel is T times the dot product", "[path_kernel]",
                   double, Real50) {
  using S = TestType;
  const S end = S(3) / 2;
  const Training<S> training(Linear{1}, SquaredLoss{}, {}, end);

  const Examples<S> data = four_examples<S>();
  for (std::size_t i = 0; i < data.count; ++i) {
    const S by_hand = end * (1 + S(2) / 5 * data.x[i]);  // the bias is an input that is always 1
    CHECK(agreeing_digits(training.machine.path_kernel[i], by_hand) >= expected_digits<S>);
  }
  CHECK(training.digits_of(training.machine.undivided_prediction()) >= expected_digits<S>);
}

TEST_CASE("a path is read with the batches it was made with, or refused", "[path_kernel]") {
  const Examples<double> data = four_examples<double>();
  const Mlp model{{1, 2, 1}};
  const auto options = [](double period) {
    return FlowOptions<double>{.batches = cyclic_batches(4, 1, period, 1.0)};
  };
  const Path<double> path = integrate(gradient_flow(model, SquaredLoss{}, data, options(0.25)),
                                      rationals<double>(7, 3), 1.0, Taylor{16});
  const auto read = [&](const FlowOptions<double>& flow, std::vector<double> query) {
    return kernel_machine(TrainedModel{model, SquaredLoss{}, data, path, flow}, query);
  };

  CHECK_NOTHROW(read(options(0.25), {0.5}));  // the control
  CHECK_THROWS_WITH(read({}, {0.5}),
                    "kernel: a path whose step at t = 0.25 is in stretch 1, read with 0 batches "
                    "that begin elsewhere; give the options the flow was made with.");
  CHECK_THROWS_AS(read(options(0.5), {0.5}), std::invalid_argument);
  CHECK_THROWS_WITH(read(options(0.25), {0.5, 2}),
                    "kernel: a query of 2 numbers for a model of 1 inputs; it needs one for each.");
}

TEMPLATE_TEST_CASE("a density learned without targets is a kernel machine, too", "[path_kernel]",
                   double, Real50) {
  using S = TestType;
  const Examples<S> data{4, 1, {S(-3) / 4, S(1) / 5, S(2) / 3, S(7) / 6}, {}, 0};
  const NegativeLogLikelihood of_density{DensityOutput::density};
  const DensityOf model{GaussianMixture{1, 2}};  // p(x) itself
  const std::vector<S> w_0 = rationals<S>(6, 3), x{S(2) / 5};
  const Path<S> path =
      integrate(gradient_flow(model, of_density, data), w_0, S(1), Taylor{all_digits<S> + 2});

  const auto machine = kernel_machine(TrainedModel{model, of_density, data, path}, x);

  const S trained = output(model, path.final_state(), x);
  CHECK(agreeing_digits(machine.prediction().value(), trained, S(1)) >= expected_digits<S>);
  CHECK(agreeing_digits(machine.b(), trained, S(1)) < 4);  // the control
}
