/// @file momentum_limits_test.cpp
/// Momentum's kernel where it is known: of a linear model, and where there is hardly any mass.
#include "kernel/path/momentum_kernel.hpp"
#include "nn/layers/linear.hpp"
#include "nn/ode/taylor.hpp"
#include "tests/catch.hpp"
#include "tests/nn/flows/descent.hpp"

using namespace pathkernel;

namespace {

/// A linear model, f = w x + b, trained with momentum from w = 1/3, b = -1/2, w' = 2, b' = -1/7.
template <class S>
struct Straight {
  Examples<S> data = made_examples<S>(1, {S(-3) / 4, S(2) / 3}, {S(1), S(1) / 7});
  std::vector<S> start{S(1) / 3, S(-1) / 2, S(2), S(-1) / 7};
  S end = S(5) / 4, x = S(2) / 5;
  Momentum<S> momentum;
  KernelMachine<S> machine;

  explicit Straight(const Momentum<S>& given) : momentum(given) {
    const Path<S> path = integrate(momentum_flow(Linear{1}, SquaredLoss{}, data, momentum), start,
                                   end, Taylor{all_digits<S> + 2});
    const TrainedModel trained{Linear{1}, SquaredLoss{}, data, path};
    TrainingReader<S> reader = momentum_reader(trained, momentum, {{x}});
    machine = kernel_machines(reader).front();
  }
  /// ∇f(x)·(w, b): x w + b.
  [[nodiscard]] S along(const S& w, const S& b) const { return x * w + b; }
};

}  // namespace

TEMPLATE_TEST_CASE("a linear model's kernel is the dot product times a time that memory shortens",
                   "[momentum_kernel]", double, Real50) {
  using S = TestType;
  using std::expm1;
  for (const S& mass : {S(3), S(1) / 4, S(1) / 2000}) {       // γT/μ is 1/3, 4 and 2000
    if (mass < S(1) / 100 && all_digits < S >> 20) continue;  // hundreds of steps
    const S friction = S(4) / 5;
    const Straight<S> line({mass, friction});

    const S forgotten = -expm1(S(-friction * line.end / mass)) * mass / friction;  // ∫ e^(-γt/μ)
    const S time = (line.end - forgotten) / friction;
    for (std::size_t i = 0; i < 2; ++i)
      CHECK(agreeing_digits(line.machine.path_kernel[i],
                            S(time * line.along(line.data.x[i], S(1)))) >= all_digits<S> - 3);
    CHECK(agreeing_digits(line.machine.velocity_share,
                          S(forgotten * line.along(line.start[2], line.start[3]))) >=
          all_digits<S> - 3);
    CHECK(agreeing_digits(time, S(line.end / friction)) < 4);  // the control: the memory shows
  }
}

TEMPLATE_TEST_CASE("without friction nothing is forgotten: the kernel grows with the time squared",
                   "[momentum_kernel]", double, Real50) {
  using S = TestType;
  const Straight<S> line({S(2), S(0)});
  const S time = line.end * line.end / 4;  // T²/2μ
  for (std::size_t i = 0; i < 2; ++i)
    CHECK(agreeing_digits(line.machine.path_kernel[i],
                          S(time * line.along(line.data.x[i], S(1)))) >= all_digits<S> - 3);
  CHECK(agreeing_digits(line.machine.velocity_share,
                        S(line.end * line.along(line.start[2], line.start[3]))) >=
        all_digits<S> - 3);
}

TEST_CASE("with less and less mass the kernel tends to gradient flow's with order 1",
          "[momentum_kernel]") {
  const SmallProblem<double> problem;
  const std::vector<double> query{0.4};
  const double T = 0.5;
  const Path<double> limit_path = integrate(
      gradient_flow(problem.model, SquaredLoss{}, problem.data), problem.start, T, Taylor{16});
  const KernelMachine<double> limit =
      kernel_machine(TrainedModel{problem.model, SquaredLoss{}, problem.data, limit_path}, query);
  const auto distance = [&](double mass, double friction) {
    const Momentum<double> momentum{mass, friction};
    const Path<double> path =
        integrate(momentum_flow(problem.model, SquaredLoss{}, problem.data, momentum),
                  at_rest(problem.start), T, Taylor{16});
    TrainingReader<double> reader = momentum_reader(
        TrainedModel{problem.model, SquaredLoss{}, problem.data, path}, momentum, {query});
    return largest_distance<double>(kernel_machines(reader).front().path_kernel, limit.path_kernel);
  };

  CHECK(std::abs(order(distance(1.0 / 128, 1), distance(1.0 / 256, 1)) - 1) < 0.1);
  CHECK(std::abs(order(distance(1.0 / 128, 1.25), distance(1.0 / 256, 1.25))) <
        0.5);  // the control
}
