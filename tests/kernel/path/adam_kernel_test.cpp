/// @file adam_kernel_test.cpp
/// The kernels of Adam's flow, which remembers and preconditions: their sum, and each by itself.
#include "kernel/path/adam_kernel.hpp"

#include "tests/catch.hpp"
#include "tests/kernel/path/carried_memory.hpp"
#include "tests/kernel/path/expected_digits.hpp"
#include "tests/nn/flows/descent.hpp"

using namespace pathkernel;

namespace {

/// A 1-2-1 network trained by Adam from t_0 = 1/8 on, with decay and regularizer if they are given.
template <class S>
struct Adam {
  AdamTimes<S> times{.mean_time = S(1) / 4, .square_time = S(1), .floor = S(1) / 8};
  FlowOptions<S> options = {};
  Mlp model{.widths = {1, 2, 1}};
  Examples<S> data = made_examples<S>(1, {S(-3) / 4, S(2) / 3}, {S(1), S(1) / 7});
  std::vector<S> query{S(2) / 5};
  S end = S(1) / 3;
  std::vector<S> w = rationals<S>(7, 2);
  std::vector<S> start = adam_start(
      w, slope_at(gradient_flow(model, SquaredLoss{}, data, options), w), times, S(S(1) / 8));
  Path<S> path = integrate(adam_flow(model, SquaredLoss{}, data, times, options), start, end,
                           Taylor{all_digits<S> + 2});

  [[nodiscard]] KernelMachine<S> machine(const AdamTimes<S>& as_if) const {
    TrainingReader<S> reader =
        adam_reader(TrainedModel{model, SquaredLoss{}, data, path, options}, as_if, {query});
    return kernel_machines(reader).front();
  }
  [[nodiscard]] int digits_of(const S& prediction) const {
    std::vector<S> trained = path.final_state();
    trained.resize(7);
    return agreeing_digits(prediction, output(model, trained, query), S(1));
  }
};

/// S_0 and S_1, carried forwards with the training.
template <class S>
std::vector<S> carried(const Adam<S>& adam) {
  const S per_time = 1 / adam.times.mean_time;
  CarriedMemory<S> c{.model = adam.model, .forgetting = per_time, .gain = per_time};
  const Blocks<S> m = c.state(), s = c.state();
  const Var<S> u_1 = c.state(Shape{}), u_2 = c.state(Shape{});
  const Blocks<S> M[2] = {c.state(), c.state()};
  for (int sum = 0; sum < 2; ++sum) c.state(Shape{});
  const Blocks<S> slopes[2] = {c.slope(adam.data.x[0], adam.data.y[0]),
                               c.slope(adam.data.x[1], adam.data.y[1])};
  const Blocks<S> slope = c.sum(slopes[0], slopes[1]);
  const Blocks<S> g = c.gradient_at(adam.query[0]);
  Blocks<S> dw_dt, ds_dt, G;
  for (std::size_t b = 0; b < g.size(); ++b) {
    const Var<S> scale = 1 / (u_1 * (sqrt(s[b] / u_2) + adam.times.floor));
    dw_dt.push_back(-(scale * m[b]));
    ds_dt.push_back((square(slope[b]) - s[b]) / adam.times.square_time);
    G.push_back(scale * g[b]);
  }

  c.move(dw_dt);
  c.move(c.remembered(slope, m));
  c.move(ds_dt);
  c.move({(1 - u_1) * per_time, (1 - u_2) / adam.times.square_time});
  for (int i = 0; i < 2; ++i) c.move(c.remembered(slopes[i], M[i]));
  c.move({c.inner_product(G, M[0]), c.inner_product(G, M[1])});

  std::vector<S> state = adam.start;
  state.resize(state.size() + 2 * 7 + 2, S(0));
  const std::vector<S> end =
      integrate(c.field, state, adam.end, Taylor{all_digits<S> + 2}).final_state();
  return {end.end() - 2, end.end()};
}

}  // namespace

TEMPLATE_TEST_CASE("Adam's kernels say what a network trained by AdamW says", "[adam_kernel]",
                   double, Real50) {
  using S = TestType;
  const Adam<S> adam{
      .times = {.mean_time = S(1) / 4, .square_time = S(1), .floor = S(1) / 8, .decay = S(1) / 2},
      .options = {.regularizer = L2<S>{S(1) / 5}}};

  const KernelMachine<S> machine = adam.machine(adam.times);

  CHECK(adam.digits_of(machine.undivided_prediction()) >= expected_digits<S>);
  REQUIRE(machine.prediction());
  CHECK(adam.digits_of(*machine.prediction()) >= expected_digits<S>);
  CHECK(adam.digits_of(S(machine.undivided_prediction() - machine.velocity_share)) <= 1);  // no m_0
  CHECK(adam.digits_of(S(machine.undivided_prediction() - machine.contribution(1))) <= 1);
}

TEST_CASE("read with another memory, floor or decay, Adam's kernels say something else",
          "[adam_kernel]") {
  const Adam<double> adam;
  const auto digits = [&](const AdamTimes<double>& as_if) {
    return adam.digits_of(adam.machine(as_if).undivided_prediction());
  };

  CHECK(digits({0.25, 1, 0.125}) >= expected_digits<double>);
  CHECK(digits({0.3, 1, 0.125}) <= 2);
  CHECK(digits({0.25, 1, 0.2}) <= 2);
  CHECK(digits({0.25, 1, 0.125, 0.5}) <= 2);
}

TEMPLATE_TEST_CASE("each example's share in Adam's training is what was carried along for it",
                   "[adam_kernel]", double, Real50) {
  using S = TestType;
  const Adam<S> adam;

  const KernelMachine<S> machine = adam.machine(adam.times);

  const std::vector<S> witness = carried(adam);
  CHECK(agreeing_digits(machine.loss_weighted[0], witness[0], S(1)) >= expected_digits<S>);
  CHECK(agreeing_digits(machine.loss_weighted[1], witness[1], S(1)) >= expected_digits<S>);
  CHECK(agreeing_digits(machine.loss_weighted[0], witness[1], S(1)) <= 1);  // the control
}

TEST_CASE("a path of another flow is not read as Adam's", "[adam_kernel]") {
  const Adam<double> adam;
  const Path<double> plain =
      integrate(gradient_flow(adam.model, SquaredLoss{}, adam.data), adam.w, 0.1, Taylor{16});
  const TrainedModel trained{adam.model, SquaredLoss{}, adam.data, plain};
  CHECK_THROWS_WITH(
      adam_reader(trained, adam.times, {{0.4}}),
      "kernel: the path of a gradient flow, read as one of Adam flow; give the path of "
      "that flow.");
  CHECK_THROWS_AS(adam_reader(trained, {0, 1, 1}, {{0.4}}), std::invalid_argument);
}
