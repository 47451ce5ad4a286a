/// @file preconditioned_kernel_test.cpp
/// Kernels with a preconditioner inside, against other units, closed forms, and as Gram matrices.
#include "kernel/path/preconditioned_kernel.hpp"

#include "kernel/gram/eigenvalues.hpp"
#include "kernel/path/kernel_matrices.hpp"
#include "nn/flows/preconditioners.hpp"
#include "nn/layers/linear.hpp"
#include "nn/ode/taylor.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/path/at_equal_times.hpp"
#include "tests/kernel/path/expected_digits.hpp"
#include "tests/nn/flows/descent.hpp"

using namespace pathkernel;

namespace {

template <class S, class M>
struct Preconditioned {
  Path<S> path;
  std::vector<KernelMachine<S>> machines;
  KernelMachine<S> without;  // the first, as if P were 1
  std::vector<S> trained;    // f(x) at the end

  template <class P>
  Preconditioned(const M& model, const Examples<S>& data, const P& preconditioner,
                 const std::vector<S>& start, const S& end, const Points<S>& queries,
                 const FlowOptions<S>& options = {})
      : path(integrate(preconditioned_flow(model, SquaredLoss{}, data, preconditioner, options),
                       start, end, Taylor{all_digits<S> + 2})) {
    const TrainedModel as_trained{model, SquaredLoss{}, data, path, options};
    TrainingReader<S> reader = preconditioned_reader(as_trained, preconditioner, queries);
    machines = kernel_machines(reader);
    for (const std::vector<S>& x : queries) {
      std::vector<S> w = path.final_state();
      w.resize(parameter_count(model.parameters()));
      trained.push_back(output(model, w, x));
    }
    without = at_equal_times(PathReader<S>(as_trained, {queries[0]})).front();
  }
  [[nodiscard]] int digits() const {
    return agreeing_digits(machines[0].undivided_prediction(), trained[0], S(1));
  }
  /// The control: P left out.
  [[nodiscard]] int digits_without() const {
    return agreeing_digits(without.undivided_prediction(), trained[0], S(1));
  }
  /// K between the queries, if they are the examples, too.
  [[nodiscard]] Matrix<S> gram() const { return path_kernel_matrix(machines); }
};

}  // namespace

TEMPLATE_TEST_CASE("with a rate for each parameter, the kernel is gradient flow's in other units",
                   "[preconditioned_kernel]", double, Real50) {
  using S = TestType;
  const SmallProblem<S> problem;
  const RecordedModel in_u{problem.model.parameters(), [&](auto u, auto x) {  // w_0 = 3 u_0
                             std::vector w(u.begin(), u.end());
                             w[0] = 3 * u[0];
                             return problem.model(w, x);
                           }};
  std::vector<S> u = problem.start;
  u[0] /= 3;
  u[1] /= 3;
  const S end = S(1) / 2;
  const std::vector<S> query{S(2) / 5};

  const Path<S> path = integrate(gradient_flow(in_u, SquaredLoss{}, problem.data), u, end,
                                 Taylor{all_digits<S> + 2});
  const KernelMachine<S> expected =
      kernel_machine(TrainedModel{in_u, SquaredLoss{}, problem.data, path}, query);
  const Rates<S> rates{{S(9), S(9), S(1), S(1), S(1), S(1), S(1)}};  // W1 is 2 x 1
  const Preconditioned<S, Mlp> training(problem.model, problem.data, rates, problem.start, end,
                                        {query});

  const KernelMachine<S>& machine = training.machines[0];
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(agreeing_digits(machine.path_kernel[i], expected.path_kernel[i]) >= expected_digits<S>);
    CHECK(agreeing_digits(machine.loss_weighted[i], expected.loss_weighted[i], S(1)) >=
          expected_digits<S>);
  }
  CHECK(training.digits() >= expected_digits<S>);
  CHECK(training.digits_without() <= 1);
}

TEMPLATE_TEST_CASE("Newton's flow of a straight line has the inverse Hessian as its kernel",
                   "[preconditioned_kernel]", double, Real50) {
  using S = TestType;
  const std::vector<S> x{S(-3) / 4, S(1) / 5, S(2)};
  const S end = S(3) / 2, at = S(2) / 5;
  const Preconditioned<S, Linear> training(Linear{1},
                                           made_examples<S>(1, x, {S(1), S(-1) / 3, S(2)}),
                                           InverseHessian<S>{}, {S(1) / 3, S(-1)}, end, {{at}});

  const S a = x[0] * x[0] + x[1] * x[1] + x[2] * x[2], b = x[0] + x[1] + x[2];  // H = [a b; b 3]
  for (std::size_t i = 0; i < 3; ++i) {
    const S by_hand = end * (3 * at * x[i] - b * (at + x[i]) + a) / (3 * a - b * b);
    CHECK(agreeing_digits(training.machines[0].path_kernel[i], by_hand) >= expected_digits<S>);
  }
  CHECK(training.digits() >= expected_digits<S>);
}

TEMPLATE_TEST_CASE("a preconditioner of the batch's own loss is read with batch and regularizer",
                   "[preconditioned_kernel]", double, Real50) {
  using S = TestType;
  const RecordedModel model{
      {{"w", {2, 1}}}, [](auto w, auto x) {
        return slice(w[0], 0, 0, {1, 1}) * tanh(slice(w[0], 1, 0, {1, 1}) * x);
      }};
  const FlowOptions<S> options{.regularizer = L2<S>{S(1) / 5},
                               .batches = cyclic_batches(3, 2, S(1) / 5, S(1) / 2)};
  const InverseHessian<S> newton{S(2)};
  const Preconditioned<S, decltype(model)> training(
      model, SmallProblem<S>{}.data, newton, {S(1) / 2, S(2) / 3}, S(1) / 2, {{S(2) / 5}}, options);

  CHECK(training.digits() >= expected_digits<S>);
  const KernelMachine<S>& machine = training.machines[0];  // the controls
  CHECK(agreeing_digits(S(machine.undivided_prediction() + machine.regularizer_share),
                        training.trained[0], S(1)) <= 2);
  CHECK(training.digits_without() <= 1);
}

TEMPLATE_TEST_CASE("a kernel of RMSProp is symmetric and positive semi-definite",
                   "[preconditioned_kernel]", double, Real50) {
  using S = TestType;
  const SmallProblem<S> problem;
  const RmsProp<S> rms{.memory_time = S(1) / 2, .floor = S(1) / 10};
  std::vector<S> start = problem.start;
  for (int p = 1; p <= 7; ++p) start.push_back(S(p) / 10);
  Points<S> queries;
  for (const S& x : problem.data.x) queries.push_back({x});

  const Preconditioned<S, Mlp> training(problem.model, problem.data, rms, start, S(1) / 3, queries);

  CHECK(training.digits() >= expected_digits<S>);
  CHECK(training.digits_without() <= 1);
  const Matrix<S> K = training.gram();
  CHECK(asymmetry(K) < S(10000) * std::numeric_limits<S>::epsilon());
  CHECK(is_positive_semidefinite(K));
}

TEMPLATE_TEST_CASE("where the Hessian is indefinite, so is Newton's kernel: K(x, x) is below 0",
                   "[preconditioned_kernel]", double, Real50) {
  using S = TestType;
  const RecordedModel product{{{"w", {1, 1}}, {"v", {1, 1}}},
                              [](auto w, auto x) { return w[0] * w[1] * x; }};
  const Examples<S> data = made_examples<S>(1, {S(1)}, {S(2)});
  const std::vector<S> start{S(1) / 2, S(1) / 3};
  const Preconditioned<S, decltype(product)> newton(product, data, InverseHessian<S>{}, start,
                                                    S(1) / 8, {{S(1)}});
  const Preconditioned<S, decltype(product)> plain(product, data, Rates<S>{{S(1), S(1)}}, start,
                                                   S(1) / 8, {{S(1)}});

  CHECK(newton.digits() >= expected_digits<S>);  // and yet the machine is right
  CHECK(newton.machines[0].path_kernel[0] < 0);
  CHECK_FALSE(is_positive_semidefinite(newton.gram()));
  CHECK(is_positive_semidefinite(plain.gram()));  // the control
}
