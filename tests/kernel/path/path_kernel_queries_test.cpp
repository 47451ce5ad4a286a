/// @file path_kernel_queries_test.cpp
/// Several queries read from one path, and what a looser tolerance saves.
#include "kernel/path/path_kernel.hpp"

#include "nn/models/mlp.hpp"
#include "nn/ode/taylor.hpp"
#include "tests/catch.hpp"
#include "tests/nn/made_examples.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("several queries are read from one path, each as if it were alone",
                   "[path_kernel]", double, Real50) {
  using S = TestType;
  const Mlp model{{1, 2, 1}, Activation::tanh};
  const Examples<S> data = made_examples<S>(1, {S(-3) / 4, S(1) / 5}, {S(1) / 2, S(-1) / 3});
  const Path<S> path = integrate(gradient_flow(model, SquaredLoss{}, data), rationals<S>(7, 3),
                                 S(1), Taylor{all_digits<S> + 2});
  const TrainedModel trained{model, SquaredLoss{}, data, path};
  const std::vector<std::vector<S>> queries{{S(2) / 5}, {S(-3)}};
  PathReader<S> reader(trained, queries);
  QuadratureEffort loose, fine;

  const std::vector<KernelMachine<S>> machines = kernel_machines(reader, {}, &fine);
  const std::vector<KernelMachine<S>> rough =
      kernel_machines(reader, {.tolerance = S(1) / 1000, .on_step = {}}, &loose);

  for (std::size_t e = 0; e < 2; ++e) {
    const KernelMachine<S> alone = kernel_machine(trained, queries[e]);
    for (std::size_t i = 0; i < data.count; ++i)
      CHECK(agreeing_digits(machines[e].path_kernel[i], alone.path_kernel[i], S(1)) >=
            all_digits<S> - 4);  // the finest tolerance is 1,024 roundings
    CHECK(machines[e].initial == alone.initial);
  }
  CHECK(machines[0].initial != machines[1].initial);
  CHECK(loose.evaluations < fine.evaluations);
  CHECK(agreeing_digits(rough[0].path_kernel[0], machines[0].path_kernel[0]) >= 3);
}
