// T3 beside Eigen: the tangent kernel between 256 examples from the gradients' factors, as we
// compute it, and from the Jacobian. Compiled only where Eigen and the vectorised tanh of glibc are
// found.
#include "tests/benchmarks/network_matrices.hpp"

#include "tests/benchmarks/kernel_network.hpp"
#include "tests/benchmarks/turns.hpp"
#include "tests/catch.hpp"

namespace {

using namespace pathkernel;
using Eigen::MatrixXd;

NetworkMatrices matrices_of(const KernelNetwork& task) {
  const std::vector<std::uint32_t>& widths = task.network.widths;
  const auto dimension = static_cast<Eigen::Index>(task.data.dimension);
  const auto examples = static_cast<Eigen::Index>(task.data.count);
  return {{widths.begin(), widths.end()},
          task.w,
          Eigen::Map<const NetworkMatrices::RowMajor>(task.data.x.data(), dimension, examples)};
}

/// Θ = Σ_l (D_lᵀD_l) ∘ (H_{l-1}ᵀH_{l-1} + 1), half of it computed, by hand.
class KernelByFactors {
 public:
  explicit KernelByFactors(const KernelNetwork& task)
      : network_(matrices_of(task)), theta_(size(task), size(task)), lefts_(theta_),
        rights_(theta_) {}

  void run() {
    network_.forward();
    network_.adjoint(network_.depth()).setOnes();
    network_.backward();
    theta_.setZero();
    for (std::size_t l = 0; l < network_.depth(); ++l) {
      lefts_.setZero();
      rights_.setZero();
      lefts_.selfadjointView<Eigen::Lower>().rankUpdate(network_.adjoint(l + 1).transpose());
      rights_.selfadjointView<Eigen::Lower>().rankUpdate(network_.layer(l).transpose());
      for (Eigen::Index j = 0, below = theta_.rows(); below > 0; ++j, --below)
        theta_.col(j).tail(below).array() +=
            lefts_.col(j).tail(below).array() * (rights_.col(j).tail(below).array() + 1);
    }
    theta_.triangularView<Eigen::StrictlyUpper>() = theta_.transpose();
  }
  [[nodiscard]] std::vector<double> entries() const {
    return {theta_.data(), theta_.data() + theta_.size()};
  }

 private:
  static Eigen::Index size(const KernelNetwork& task) {
    return static_cast<Eigen::Index>(task.data.count);
  }

  NetworkMatrices network_;
  MatrixXd theta_, lefts_, rights_;
};

/// Θ = J Jᵀ, half of it computed.
class KernelByJacobian {
 public:
  explicit KernelByJacobian(const KernelNetwork& task)
      : network_(matrices_of(task)),
        jacobian_(static_cast<Eigen::Index>(task.data.count), network_.parameters()),
        theta_(jacobian_.rows(), jacobian_.rows()) {}

  void run() {
    network_.jacobian(jacobian_.data());
    theta_.setZero();
    theta_.selfadjointView<Eigen::Lower>().rankUpdate(jacobian_);
    theta_.triangularView<Eigen::StrictlyUpper>() = theta_.transpose();
  }
  [[nodiscard]] std::vector<double> entries() const {
    return {theta_.data(), theta_.data() + theta_.size()};
  }

 private:
  NetworkMatrices network_;
  NetworkMatrices::RowMajor jacobian_;
  MatrixXd theta_;
};

}  // namespace

TEST_CASE("a tangent kernel, beside the same factors in Eigen", "[T3]") {
  const KernelNetwork task(256);
  ExamplesKernel kernel(task);
  KernelByFactors by_hand(task);
  const auto ours = [&] { kernel.run(); };
  const auto theirs = [&] { by_hand.run(); };

  ours();
  theirs();
  REQUIRE(relative_difference(kernel.entries(), by_hand.entries()) < 1e-12);
  compare("T3 Eigen", ours, "Eigen and libmvec", theirs);
}

TEST_CASE("a tangent kernel, beside the Jacobian's product in Eigen", "[T3]") {
  const KernelNetwork task(256);
  ExamplesKernel kernel(task);
  KernelByJacobian by_hand(task);
  const auto ours = [&] { kernel.run(); };
  const auto theirs = [&] { by_hand.run(); };

  ours();
  theirs();
  REQUIRE(relative_difference(kernel.entries(), by_hand.entries()) < 1e-12);
  const auto [here, there] = medians_in_turns(Clock::thread, 9, ours, theirs);
  ratio_table().add({"T3 Eigen, Jacobian", here, "Eigen's rankUpdate", there});
}
