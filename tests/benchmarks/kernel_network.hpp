/// @file kernel_network.hpp
/// What tasks T3 and T8 are about: a tanh network of 24,961 parameters, 64-128-128-1, with made
/// examples; or one of other widths, to see how costs grow.
///
///     T3    Θ_w between 256 examples
///     T8    the path kernels K(x, x_i) of 16 queries and 256 examples
///
/// Leaves out: what is computed of it.
/// Next: peak_memory.hpp.
#pragma once

#include <cmath>

#include "kernel/tangent/tangent_kernel.hpp"
#include "nn/data/examples.hpp"
#include "nn/models/mlp.hpp"
#include "tests/benchmarks/made_numbers.hpp"

namespace pathkernel {

/// A network, its parameters, examples (x_i, y_i), and queries like them.
struct KernelNetwork {
  Mlp network;
  std::vector<double> w;  ///< W1, b1, W2, b2, ...: weights of variance about 1/n
  Examples<double> data;

  explicit KernelNetwork(std::size_t examples,
                         std::vector<std::uint32_t> widths = {64, 128, 128, 1}) {
    network.widths = std::move(widths);
    for (std::size_t l = 1; l < network.widths.size(); ++l) {
      const std::size_t inputs = network.widths[l - 1], outputs = network.widths[l];
      append(made_.next(outputs * inputs, 1.7 / std::sqrt(inputs)));
      append(made_.next(outputs, 0.1));
    }
    data.count = examples;
    data.dimension = network.widths.front();
    data.x = made_.next(data.dimension * examples);
    for (std::size_t e = 0; e < examples; ++e)
      data.y.push_back(std::sin(3 * data.x[e]) * data.x[examples + e]);
  }

  /// Other points, the same at every call.
  [[nodiscard]] Points<double> queries(std::size_t count) const {
    MadeNumbers made = made_;
    Points<double> points;
    while (points.size() < count) points.push_back(made.next(data.dimension));
    return points;
  }

  /// Gradients at the examples, and at queries.
  [[nodiscard]] PointGradients<double> examples_gradients(const PointOptions& options = {}) const {
    return {network, data.dimension, data.x, data.count, options};
  }
  [[nodiscard]] PointGradients<double> queries_gradients(std::size_t count,
                                                         const PointOptions& options = {}) const {
    return {network, data.dimension, in_lanes(queries(count), data.dimension), count, options};
  }

 private:
  void append(const std::vector<double>& numbers) {
    w.insert(w.end(), numbers.begin(), numbers.end());
  }

  MadeNumbers made_;
};

/// Θ_w between all examples, computed anew by every run.
class ExamplesKernel {
 public:
  explicit ExamplesKernel(const KernelNetwork& task, const PointOptions& options = {})
      : w_(task.w), points_(task.examples_gradients(options)) {}

  void run() {
    points_.evaluate(w_);
    tangent_kernel(points_, points_, theta_);
  }
  [[nodiscard]] const std::vector<double>& entries() const { return theta_.entries; }

 private:
  const std::vector<double>& w_;
  PointGradients<double> points_;
  Matrix<double> theta_;
};

}  // namespace pathkernel
