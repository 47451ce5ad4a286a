// T1 and T2 beside Eigen, which runs all examples at once as we do: products of whole matrices, and
// the tanh of glibc's vector library. Compiled only where both are found.
#include <immintrin.h>

#include <Eigen/Dense>
#include <cstring>

#include "tests/benchmarks/network.hpp"
#include "tests/benchmarks/ratio_table.hpp"
#include "tests/catch.hpp"

// Its tanh of as many numbers as the processor computes at once: names of the vector function ABI.
#if defined(__AVX512F__)
using Lanes = __m512d;
extern "C" Lanes _ZGVeN8v_tanh(Lanes);
constexpr auto tanh_of_lanes = _ZGVeN8v_tanh;
#elif defined(__AVX2__)
using Lanes = __m256d;
extern "C" Lanes _ZGVdN4v_tanh(Lanes);
constexpr auto tanh_of_lanes = _ZGVdN4v_tanh;
#else
using Lanes = __m128d;
extern "C" Lanes _ZGVbN2v_tanh(Lanes);
constexpr auto tanh_of_lanes = _ZGVbN2v_tanh;
#endif

namespace {

using namespace pathkernel;
using Eigen::MatrixXd;
using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// u = tanh u, of a multiple of 8 numbers.
void apply_tanh(MatrixXd& u) {
  for (Eigen::Index i = 0; i < u.size(); i += sizeof(Lanes) / sizeof(double)) {
    Lanes lanes;
    std::memcpy(&lanes, u.data() + i, sizeof lanes);
    lanes = tanh_of_lanes(lanes);
    std::memcpy(u.data() + i, &lanes, sizeof lanes);
  }
}

/// The network with a column per example in every layer.
class NetworkMatrices {
 public:
  explicit NetworkMatrices(const NetworkData<double>& data) : w_(data.w), y_(data.y) {
    std::size_t at = 0;
    for (std::size_t l = 0; l < 4; ++l) {
      layer_[l].resize(widths[l], columns());
      adjoint_[l].resize(widths[l], columns());
      begin_[l] = at;
      if (l < 3) at += widths[l + 1] * (widths[l] + 1);
    }
    layer_[0] = Eigen::Map<const MatrixXd>(data.x.data(), 2, columns());
  }

  /// ∇_w L, and L after it.
  void loss_gradient(std::vector<double>& results) {
    forward();
    adjoint_[3] = layer_[3] - Eigen::Map<const Eigen::RowVectorXd>(y_.data(), columns());
    results.back() = adjoint_[3].squaredNorm();
    adjoint_[3] *= 2;
    backward();
    for (std::size_t l = 0; l < 3; ++l) {
      double* const at = results.data() + begin_[l];
      Eigen::Map<RowMajor>(at, widths[l + 1], widths[l]).noalias() =
          adjoint_[l + 1] * layer_[l].transpose();
      Eigen::Map<Eigen::VectorXd>(at + widths[l + 1] * widths[l], widths[l + 1]) =
          adjoint_[l + 1].rowwise().sum();
    }
  }

  /// A row ∂f_w(x_e)/∂w for every example.
  void jacobian(std::vector<double>& rows) {
    forward();
    adjoint_[3].setOnes();
    backward();
    for (Eigen::Index e = 0; e < columns(); ++e)
      for (std::size_t l = 0; l < 3; ++l) {
        double* const at = rows.data() + static_cast<std::size_t>(e) * parameter_count + begin_[l];
        Eigen::Map<RowMajor>(at, widths[l + 1], widths[l]).noalias() =
            adjoint_[l + 1].col(e).lazyProduct(layer_[l].col(e).transpose());
        Eigen::Map<Eigen::VectorXd>(at + widths[l + 1] * widths[l], widths[l + 1]) =
            adjoint_[l + 1].col(e);
      }
  }

 private:
  [[nodiscard]] Eigen::Index columns() const { return static_cast<Eigen::Index>(y_.size()); }
  /// W of the layer after l.
  [[nodiscard]] Eigen::Map<const RowMajor> weights(std::size_t l) const {
    return {w_.data() + begin_[l], widths[l + 1], widths[l]};
  }

  void forward() {
    for (std::size_t l = 0; l < 3; ++l) {
      const Eigen::Map<const Eigen::VectorXd> biases(
          w_.data() + begin_[l] + widths[l + 1] * widths[l], widths[l + 1]);
      layer_[l + 1].noalias() = weights(l) * layer_[l];
      layer_[l + 1].colwise() += biases;
      if (l < 2) apply_tanh(layer_[l + 1]);
    }
  }
  void backward() {
    for (std::size_t l = 2; l > 0; --l) {
      adjoint_[l].noalias() = weights(l).transpose() * adjoint_[l + 1];
      adjoint_[l].array() *= 1 - layer_[l].array().square();
    }
  }

  const std::vector<double>& w_;
  const std::vector<double>& y_;
  std::array<std::size_t, 4> begin_{};  ///< where W of the layer after l begins in w
  std::array<MatrixXd, 4> layer_, adjoint_;
};

}  // namespace

TEST_CASE("the gradient of a network's squared loss, beside Eigen", "[T1]") {
  const NetworkData<double> data(256);
  NetworkReplay<double> program = replayed_loss_gradient(data);
  NetworkMatrices matrices(data);
  std::vector<double> results(parameter_count + 1);
  const auto ours = [&] { program.run(); };
  const auto theirs = [&] { matrices.loss_gradient(results); };

  ours();
  theirs();
  REQUIRE(relative_difference(program.results(), results) < 1e-12);
  compare("T1 Eigen", ours, "Eigen and libmvec", theirs);
}

TEST_CASE("the Jacobian of a network by its parameters, beside Eigen", "[T2]") {
  const NetworkData<double> data(256);
  NetworkReplay<double> program = replayed_jacobian(data);
  NetworkMatrices matrices(data);
  std::vector<double> rows(data.y.size() * parameter_count);
  const auto ours = [&] { program.run(); };
  const auto theirs = [&] { matrices.jacobian(rows); };

  ours();
  theirs();
  REQUIRE(relative_difference(program.results(), rows) < 1e-12);
  compare("T2 Eigen", ours, "Eigen and libmvec", theirs);
}
