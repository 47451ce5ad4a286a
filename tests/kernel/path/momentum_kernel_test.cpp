/// @file momentum_kernel_test.cpp
/// The kernels of a training with momentum: what they say together, what the same integrals carried
/// forwards say, and what is not enough.
#include "kernel/path/momentum_kernel.hpp"

#include "kernel/gram/symmetry.hpp"
#include "kernel/path/kernel_matrices.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/path/at_equal_times.hpp"
#include "tests/kernel/path/carried_memory.hpp"
#include "tests/kernel/path/expected_digits.hpp"
#include "tests/nn/made_examples.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

/// A 1-2-1 network that was already moving when it met two examples.
template <class S>
struct Moving {
  Mlp model{.widths = {1, 2, 1}};
  Examples<S> data = made_examples<S>(1, {S(-3) / 4, S(2) / 3}, {S(1), S(1) / 7});
  Momentum<S> momentum{.mass = S(1) / 4, .friction = S(3) / 4};
  std::vector<S> query{S(2) / 5};
  S end = S(2) / 3;
  Path<S> path = integrate(momentum_flow(model, SquaredLoss{}, data, momentum), rationals<S>(14, 2),
                           end, Taylor{all_digits<S> + 2});
  TrainedModel<S, Mlp, SquaredLoss> trained{model, {}, data, path};

  [[nodiscard]] std::vector<KernelMachine<S>> machines(const Points<S>& queries) const {
    TrainingReader<S> reader = momentum_reader(trained, momentum, queries);
    return kernel_machines(reader);
  }
  [[nodiscard]] int digits_of(const S& prediction) const {
    std::vector<S> w = path.final_state();
    w.resize(7);
    return agreeing_digits(prediction, output(model, w, query), S(1));
  }
};

/// S_0, S_1 and the share of v_0, carried forwards with w and v.
template <class S>
std::vector<S> carried(const Moving<S>& training) {
  const S forgetting = training.momentum.friction / training.momentum.mass;
  CarriedMemory<S> c{
      .model = training.model, .forgetting = forgetting, .gain = 1 / training.momentum.mass};
  const Blocks<S> g = c.gradient_at(training.query[0]), v = c.state();
  const Blocks<S> slopes[2] = {c.slope(training.data.x[0], training.data.y[0]),
                               c.slope(training.data.x[1], training.data.y[1])};
  const Blocks<S> M[2] = {c.state(), c.state()}, start = c.state();
  for (int sum = 0; sum < 3; ++sum) c.state(Shape{});
  const Blocks<S> none = c.times(S(0), v);

  c.move(v);  // and -v is the memory of all slopes
  c.move(c.times(S(-1), c.remembered(c.sum(slopes[0], slopes[1]), c.times(S(-1), v))));
  for (int i = 0; i < 2; ++i) c.move(c.remembered(slopes[i], M[i]));
  c.move(c.remembered(none, start));  // v_0 e^(-κt)
  c.move({c.inner_product(g, M[0]), c.inner_product(g, M[1]), c.inner_product(g, start)});

  std::vector<S> state = rationals<S>(14, 2), zero(14, S(0));
  state.insert(state.end(), zero.begin(), zero.end());
  state.insert(state.end(), state.begin() + 7, state.begin() + 14);
  state.resize(state.size() + 3, S(0));
  const std::vector<S> end =
      integrate(c.field, state, training.end, Taylor{all_digits<S> + 2}).final_state();
  return {end.end() - 3, end.end()};
}

}  // namespace

TEMPLATE_TEST_CASE("kernels across times say what a network trained with momentum says",
                   "[momentum_kernel]", double, Real50) {
  using S = TestType;
  const Moving<S> training;

  const KernelMachine<S> machine = training.machines({training.query}).front();

  CHECK(training.digits_of(machine.undivided_prediction()) >= expected_digits<S>);
  REQUIRE(machine.prediction());
  CHECK(training.digits_of(*machine.prediction()) >= expected_digits<S>);
  CHECK(training.digits_of(machine.b()) <= 1);  // training changed the answer

  SECTION("and nothing less does: not without v_0, not without an example") {
    CHECK(training.digits_of(machine.undivided_prediction() - machine.velocity_share) <= 1);
    CHECK(training.digits_of(machine.undivided_prediction() - machine.contribution(1)) <= 1);
  }
  SECTION("and not the kernel at equal times, which knows the path but no memory") {
    KernelMachine<S> same_time =
        at_equal_times(PathReader<S>(training.trained, {training.query})).front();
    for (S& share : same_time.loss_weighted) share /= training.momentum.friction;
    same_time.velocity_share = machine.velocity_share;
    CHECK(training.digits_of(same_time.undivided_prediction()) <= 1);
  }
  SECTION("and not with another mass") {
    TrainingReader<S> other = momentum_reader(
        training.trained, {training.momentum.mass * 11 / 10, training.momentum.friction},
        {training.query});
    CHECK(training.digits_of(kernel_machines(other).front().undivided_prediction()) <= 2);
  }
}

TEMPLATE_TEST_CASE("what goes backwards along the query is what goes forwards along each example",
                   "[momentum_kernel]", double, Real50) {
  using S = TestType;
  const Moving<S> training;

  const KernelMachine<S> machine = training.machines({training.query}).front();

  const std::vector<S> witness = carried(training);
  CHECK(agreeing_digits(machine.loss_weighted[0], witness[0], S(1)) >= expected_digits<S>);
  CHECK(agreeing_digits(machine.loss_weighted[1], witness[1], S(1)) >= expected_digits<S>);
  CHECK(agreeing_digits(machine.velocity_share, witness[2], S(1)) >= expected_digits<S>);
  CHECK(agreeing_digits(machine.loss_weighted[0], witness[1], S(1)) <= 1);  // the control
}

TEST_CASE("a kernel across times is not symmetric, where gradient flow's is", "[momentum_kernel]") {
  const Moving<double> training;
  const Points<double> examples{{training.data.x[0]}, {training.data.x[1]}};
  const auto same_time = at_equal_times(PathReader<double>(training.trained, examples));

  CHECK(asymmetry(path_kernel_matrix(training.machines(examples))) > 0.01);
  CHECK(asymmetry(path_kernel_matrix(same_time)) < 1e-12);
}
