// T1 and T2: gradient and Jacobian of a network in double, over 256 examples.
#include "tests/benchmarks/network_loops.hpp"
#include "tests/benchmarks/ratio_table.hpp"
#include "tests/catch.hpp"

using namespace pathkernel;

TEST_CASE("the gradient of a network's squared loss, beside loops", "[T1]") {
  const NetworkData<double> data(256);
  NetworkReplay<double> program = replayed_loss_gradient(data);
  NetworkLoops<double> loops;
  std::vector<double> results(parameter_count + 1);
  const auto ours = [&] { program.run(); };
  const auto theirs = [&] { loops.loss_gradient(data, results); };

  ours();
  theirs();
  REQUIRE(relative_difference(program.results(), results) < 1e-12);
  compare("T1", ours, "hand-written loops", theirs);
}

TEST_CASE("the Jacobian of a network by its parameters, beside loops", "[T2]") {
  const NetworkData<double> data(256);
  NetworkReplay<double> program = replayed_jacobian(data);
  NetworkLoops<double> loops;
  std::vector<double> rows(data.y.size() * parameter_count);
  const auto ours = [&] { program.run(); };
  const auto theirs = [&] { loops.jacobian(data, rows); };

  ours();
  theirs();
  REQUIRE(relative_difference(program.results(), rows) < 1e-12);
  compare("T2", ours, "hand-written loops", theirs);
}
