/// @file network_matrices.hpp
/// A tanh network of any widths, written by hand with Eigen: all examples at once, a column each.
///
///     H_l = tanh(W_l H_{l-1} + b_l)        D_{l-1} = W_lᵀ D_l ∘ (1 - H_{l-1}²)
///
/// The gradient by W_l at example e is the e-th column of D_l times that of H_{l-1}, and by b_l
/// that of D_l.
///
/// Leaves out: what becomes of H and D, which each benchmark does for itself.
/// Next: network_eigen_benchmark.cpp.
#pragma once

#include <vector>

#include "tests/benchmarks/vectorised_tanh.hpp"

namespace pathkernel {

class NetworkMatrices {
 public:
  using Matrix = Eigen::MatrixXd;
  using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

  /// @param widths  of inputs, hidden layers, outputs
  /// @param w       W1, b1, W2, b2, ..., each row after row; read at every run
  NetworkMatrices(std::vector<Eigen::Index> widths, const std::vector<double>& w, Matrix inputs)
      : widths_(std::move(widths)), w_(w), layer_(widths_.size()), adjoint_(widths_.size()) {
    for (std::size_t l = 0; l < widths_.size(); ++l) {
      layer_[l].resize(widths_[l], inputs.cols());
      adjoint_[l].resize(widths_[l], inputs.cols());
      begin_.push_back(parameters_);
      if (l + 1 < widths_.size()) parameters_ += widths_[l + 1] * (widths_[l] + 1);
    }
    layer_.front() = std::move(inputs);
  }

  /// L, the layers that have parameters.
  [[nodiscard]] std::size_t depth() const { return widths_.size() - 1; }
  /// H_l, from the inputs, l = 0, to the outputs.
  [[nodiscard]] const Matrix& layer(std::size_t l) const { return layer_[l]; }
  /// D_l; the caller writes that of the outputs, l = L, before backward().
  [[nodiscard]] Matrix& adjoint(std::size_t l) { return adjoint_[l]; }
  /// P.
  [[nodiscard]] Eigen::Index parameters() const { return parameters_; }

  void forward() {
    for (std::size_t l = 0; l < depth(); ++l) {
      const Eigen::Map<const Eigen::VectorXd> biases(
          w_.data() + begin_[l] + widths_[l + 1] * widths_[l], widths_[l + 1]);
      layer_[l + 1].noalias() = weights(l) * layer_[l];
      layer_[l + 1].colwise() += biases;
      if (l + 1 < depth()) apply_tanh(layer_[l + 1]);
    }
  }
  void backward() {
    for (std::size_t l = depth() - 1; l > 0; --l) {
      adjoint_[l].noalias() = weights(l).transpose() * adjoint_[l + 1];
      adjoint_[l].array() *= 1 - layer_[l].array().square();
    }
  }

  /// ∇_w L, if the outputs' adjoint was ∂L/∂f.
  void gradient(double* to) const {
    for (std::size_t l = 0; l < depth(); ++l) {
      by_weights(to, l).noalias() = adjoint_[l + 1] * layer_[l].transpose();
      by_biases(to, l) = adjoint_[l + 1].rowwise().sum();
    }
  }
  /// A row ∂f_w(x_e)/∂w for every example.
  void jacobian(double* to) {
    forward();
    adjoint_.back().setOnes();
    backward();
    for (Eigen::Index e = 0; e < layer_.front().cols(); ++e, to += parameters_)
      for (std::size_t l = 0; l < depth(); ++l) {
        by_weights(to, l).noalias() =
            adjoint_[l + 1].col(e).lazyProduct(layer_[l].col(e).transpose());
        by_biases(to, l) = adjoint_[l + 1].col(e);
      }
  }

 private:
  /// W of the layer after l.
  [[nodiscard]] Eigen::Map<const RowMajor> weights(std::size_t l) const {
    return {w_.data() + begin_[l], widths_[l + 1], widths_[l]};
  }
  /// A gradient's part that belongs to it, and to the biases.
  [[nodiscard]] Eigen::Map<RowMajor> by_weights(double* gradient, std::size_t l) const {
    return {gradient + begin_[l], widths_[l + 1], widths_[l]};
  }
  [[nodiscard]] Eigen::Map<Eigen::VectorXd> by_biases(double* gradient, std::size_t l) const {
    return {gradient + begin_[l] + widths_[l + 1] * widths_[l], widths_[l + 1]};
  }

  std::vector<Eigen::Index> widths_;
  const std::vector<double>& w_;
  Eigen::Index parameters_ = 0;
  std::vector<Eigen::Index> begin_;  ///< where W of the layer after l begins in w
  std::vector<Matrix> layer_, adjoint_;
};

}  // namespace pathkernel
