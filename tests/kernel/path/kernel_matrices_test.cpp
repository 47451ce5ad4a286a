/// @file kernel_matrices_test.cpp
/// The path kernel is a kernel; loss-weighted, it is none.
#include "kernel/path/kernel_matrices.hpp"

#include "kernel/gram/eigenvalues.hpp"
#include "kernel/gram/symmetry.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/path/classes.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

/// The machines of all outputs at all examples: as many as there are terms.
template <class S>
std::vector<KernelMachine<S>> machines_at_examples() {
  const ClassTraining<S> training;
  Points<S> points;
  for (std::size_t i = 0; i < training.data.count; ++i)
    points.push_back({training.data.x[i], training.data.x[training.data.count + i]});
  PathReader<S> reader(
      TrainedModel{training.model, SoftmaxCrossEntropy{}, training.data, training.path}, points);
  return kernel_machines(reader);
}

}  // namespace

TEMPLATE_TEST_CASE("the path kernel is symmetric and positive definite, K^lp is not",
                   "[kernel_matrices]", double, Real50) {
  using S = TestType;
  const std::vector<KernelMachine<S>> machines = machines_at_examples<S>();

  const Matrix<S> K = path_kernel_matrix(machines), K_lp = loss_weighted_matrix(machines);

  REQUIRE(K.rows == 9);
  REQUIRE(K.columns == 9);
  CHECK(asymmetry(K) < std::numeric_limits<S>::epsilon() * 1024);
  CHECK(is_positive_semidefinite(symmetric_part(K)));
  CHECK(asymmetry(K_lp) > S(1) / 100);
  CHECK_FALSE(is_positive_semidefinite(symmetric_part(K_lp)));
}

TEST_CASE("a matrix of machines with unlike numbers of terms is refused", "[kernel_matrices]") {
  const KernelMachine<double> two{{1, 2}, {3, 4}}, three{{1, 2, 3}, {3, 4, 5}};
  CHECK_THROWS_WITH(path_kernel_matrix(std::vector{two, three}),
                    Catch::Contains("machines with 2 and 3 terms"));
}

TEST_CASE("a matrix of no machines is refused", "[kernel_matrices]") {
  CHECK_THROWS_WITH(path_kernel_matrix(std::vector<KernelMachine<double>>{}),
                    "kernel: a matrix of 0 kernel machines; it needs at least 1.");
}
