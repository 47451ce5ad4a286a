// T1 and T2 beside Eigen, which runs all examples at once as we do: products of whole matrices, and
// the tanh of glibc's vector library. Compiled only where both are found.
#include "tests/benchmarks/network_matrices.hpp"

#include "tests/benchmarks/network.hpp"
#include "tests/benchmarks/ratio_table.hpp"
#include "tests/catch.hpp"

namespace {

using namespace pathkernel;

Eigen::Index examples(const NetworkData<double>& data) {
  return static_cast<Eigen::Index>(data.y.size());
}

NetworkMatrices matrices_of(const NetworkData<double>& data) {
  return {{widths.begin(), widths.end()},
          data.w,
          Eigen::Map<const Eigen::MatrixXd>(data.x.data(), widths.front(), examples(data))};
}

/// ∇_w L, and L after it.
void loss_gradient(NetworkMatrices& network, const NetworkData<double>& data,
                   std::vector<double>& results) {
  network.forward();
  Eigen::MatrixXd& adjoint = network.adjoint(network.depth());
  adjoint = network.layer(network.depth()) -
            Eigen::Map<const Eigen::RowVectorXd>(data.y.data(), examples(data));
  results.back() = adjoint.squaredNorm();
  adjoint *= 2;
  network.backward();
  network.gradient(results.data());
}

}  // namespace

TEST_CASE("the gradient of a network's squared loss, beside Eigen", "[T1]") {
  const NetworkData<double> data(256);
  NetworkReplay<double> program = replayed_loss_gradient(data);
  NetworkMatrices matrices = matrices_of(data);
  std::vector<double> results(parameter_count + 1);
  const auto ours = [&] { program.run(); };
  const auto theirs = [&] { loss_gradient(matrices, data, results); };

  ours();
  theirs();
  REQUIRE(relative_difference(program.results(), results) < 1e-12);
  compare("T1 Eigen", ours, "Eigen and libmvec", theirs);
}

TEST_CASE("the Jacobian of a network by its parameters, beside Eigen", "[T2]") {
  const NetworkData<double> data(256);
  NetworkReplay<double> program = replayed_jacobian(data);
  NetworkMatrices matrices = matrices_of(data);
  std::vector<double> rows(data.y.size() * parameter_count);
  const auto ours = [&] { program.run(); };
  const auto theirs = [&] { matrices.jacobian(rows.data()); };

  ours();
  theirs();
  REQUIRE(relative_difference(program.results(), rows) < 1e-12);
  compare("T2 Eigen", ours, "Eigen and libmvec", theirs);
}
