/// @file path_kernel.hpp
/// The path kernel and its companions, for queries named together, from one reading of a path.
///
///     K(x, x_i) = ∫_0^T I_i(t) Θ_t(x, x_i) dt        S_i(x) = ∫_0^T I_i L'_i Θ_t(x, x_i) dt
///
/// Leaves out: paths too large to be kept; kernels of momentum or of finite steps.
/// Source: Domingos (2020), Definition 2.   Next: kernel_matrices.hpp.
#pragma once

#include "kernel/path/kernel_machine.hpp"
#include "kernel/path/path_quadrature.hpp"
#include "kernel/path/path_reader.hpp"

namespace pathkernel {

/// The integrals over a path's steps, of all rows of a reader together.
///
/// Steps may be added while the path is being integrated, and forgotten then.
template <Real S>
class PathIntegrals {
 public:
  explicit PathIntegrals(PathReader<S>& reader, const S& tolerance = PathQuadrature<S>::finest())
      : reader_(reader), quadrature_(groups(reader), tolerance) {}

  void add(const Step<S>& step) {
    if (initial_.empty()) {
      reader_.go_to(step, S(0));
      for (std::size_t row = 0; row < reader_.rows(); ++row)
        initial_.push_back(reader_.output(row));
    }
    quadrature_.add(step, [&](const S& dt, std::span<S> values) { read(step, dt, values); });
  }

  /// The machines that the steps so far make.
  [[nodiscard]] std::vector<KernelMachine<S>> machines() const {
    const auto n = static_cast<std::ptrdiff_t>(reader_.columns());
    std::vector<KernelMachine<S>> machines;
    auto from = quadrature_.integrals().begin();
    for (std::size_t row = 0; row < initial_.size(); ++row, from += 2 * n + 1)
      machines.push_back({{from, from + n},
                          {from + n, from + 2 * n},
                          initial_[row],
                          from[2 * n],
                          reader_.outputs_per_point(),
                          S(0),
                          quadrature_.sizes()[3 * row]});
    return machines;
  }
  [[nodiscard]] const QuadratureEffort& effort() const { return quadrature_.effort; }

 private:
  /// Components, row after row: K, S, ∇f(x)·∇R, each of a magnitude of its own.
  static std::vector<std::size_t> groups(const PathReader<S>& reader) {
    std::vector<std::size_t> groups;
    for (std::size_t row = 0; row < reader.rows(); ++row)
      groups.insert(groups.end(), {reader.columns(), reader.columns(), 1});
    return groups;
  }

  void read(const Step<S>& step, const S& dt, std::span<S> values) {
    reader_.go_to(step, dt);
    const std::size_t n = reader_.columns();
    for (std::size_t row = 0; row < reader_.rows(); ++row, values = values.subspan(2 * n + 1)) {
      for (std::size_t i = 0; i < n; ++i) {
        values[i] = reader_.indicator(i) * reader_.kernel(row, i);
        values[n + i] = reader_.loss_derivative(i) * values[i];
      }
      values[2 * n] = reader_.regularizer_slope(row);
    }
  }

  PathReader<S>& reader_;
  PathQuadrature<S> quadrature_;
  std::vector<S> initial_;
};

/// How the integrals along a path are taken.
template <Real S>
struct QuadratureOptions {
  S tolerance = PathQuadrature<S>::finest();  ///< that of all digits
  std::function<void(double)> on_step =
      {};  ///< called with the fraction of the path done; may throw
};

/// The kernel machine of each of the reader's rows: of every output at every query.
/// @param effort  if given, what it cost
template <Real S>
[[nodiscard]] std::vector<KernelMachine<S>> kernel_machines(
    PathReader<S>& reader, const QuadratureOptions<S>& options = {},
    QuadratureEffort* effort = nullptr) {
  PathIntegrals<S> integrals(reader, options.tolerance);
  const Path<S>& path = reader.path();
  if (path.steps().empty()) reject("kernel: a path of no steps; there is nothing to integrate.");
  if (!path.problem.empty() && !path.problem.starts_with("gradient flow"))
    reject("kernel: the path of a ", path.problem.substr(0, path.problem.find(" of")),
           ", whose kernel is not gradient flow's; read it with the reader of that flow.");
  for (const Step<S>& step : path.steps()) {
    integrals.add(step);
    if (options.on_step)
      options.on_step(static_cast<double>(S((step.start + step.length) / path.end())));
  }
  if (effort) *effort = integrals.effort();
  return integrals.machines();
}

/// The kernel machine of one query, to all digits.
template <Real S, class M, class L>
[[nodiscard]] KernelMachine<S> kernel_machine(const TrainedModel<S, M, L>& trained,
                                              const std::vector<S>& query) {
  PathReader<S> reader(trained, {query});
  return kernel_machines(reader).front();
}

}  // namespace pathkernel
