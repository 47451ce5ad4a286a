/// @file wide_networks.hpp
/// Networks of growing width, and how what is measured of them falls: by the exponent p of n^-p.
///
/// Every width is trained from several seeds. A seed's values over the widths are a line in ln n,
/// whose slope is taken by least squares; the slopes of the seeds have a mean and a standard error.
/// And what they tend to, a model of a fixed kernel, in closed form.
///
/// Leaves out: widths whose paths would not fit, and networks that are not fully connected.
#pragma once

#include "kernel/gram/drift.hpp"
#include "kernel/gram/eigenvalues.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/claim.hpp"

namespace pathkernel::claims {

/// Of 2 inputs, one output and so many hidden layers of width n; tends to a kernel as n grows.
[[nodiscard]] inline Mlp wide_mlp(std::size_t hidden_layers, std::uint32_t n) {
  std::vector<std::uint32_t> widths(hidden_layers + 2, n);
  widths.front() = 2, widths.back() = 1;
  return {widths, Activation::gelu, Parametrisation::ntk};
}

/// m points evenly spread on a circle, x·x/2 = 1, from a given angle on.
[[nodiscard]] inline Points<double> points_on_circle(std::size_t m, double from = 0) {
  Points<double> x;
  const double full_turn = 2 * std::acos(-1.0);
  for (std::size_t i = 0; i < m; ++i) {
    const double angle = from + full_turn * static_cast<double>(i) / static_cast<double>(m);
    x.push_back({std::sqrt(2.0) * std::cos(angle), std::sqrt(2.0) * std::sin(angle)});
  }
  return x;
}

/// What gradient flow with least squares makes of a kernel that stays Θ, as a wide network's does:
/// y = y_0 + Σ_i α_i Θ(·, x_i), α(t) = -∫ L' dt = Θ⁻¹ (I - e^(-Θt)) r, by the eigenvectors of Θ.
/// @param gram  Θ between the examples   @param r  y* - y_0 there
template <Real S>
[[nodiscard]] std::vector<S> fixed_kernel_coefficients(const Matrix<S>& gram,
                                                       const std::vector<S>& r, const S& t) {
  using std::expm1;
  const SymmetricEigen<S> eigen = symmetric_eigen(gram);
  std::vector<S> alpha(r.size(), S(0));
  for (std::size_t j = 0; j < r.size(); ++j) {
    S share(0);
    for (std::size_t i = 0; i < r.size(); ++i) share += eigen.vectors(i, j) * r[i];
    share *= -expm1(S(-eigen.values[j] * t)) / eigen.values[j];
    for (std::size_t i = 0; i < r.size(); ++i) alpha[i] += eigen.vectors(i, j) * share;
  }
  return alpha;
}

/// A mean of independent numbers, with its standard error.
struct Estimate {
  double mean = 0, error = 0;

  /// "-0.98 ± 0.02"
  [[nodiscard]] std::string text() const {
    std::ostringstream text;
    text << std::fixed << std::setprecision(2) << mean << " ± " << error;
    return text.str();
  }
};
[[nodiscard]] inline Estimate estimate(const std::vector<double>& samples) {
  const auto count = static_cast<double>(samples.size());
  Estimate result;
  for (const double sample : samples) result.mean += sample / count;
  double squares = 0;
  for (const double sample : samples) squares += (sample - result.mean) * (sample - result.mean);
  result.error = std::sqrt(squares / (count - 1) / count);
  return result;
}

/// A number measured at every width, from every seed.
struct WidthStudy {
  std::vector<std::uint32_t> widths = {};
  std::vector<std::vector<double>> values = {};  ///< by width, then by seed

  void add(std::uint32_t width, double value) {
    if (widths.empty() || widths.back() != width) widths.push_back(width), values.emplace_back();
    values.back().push_back(value);
  }
  /// The slope of ln value over ln n.
  [[nodiscard]] Estimate exponent() const {
    double middle = 0;
    for (const double n : widths) middle += std::log(n) / static_cast<double>(widths.size());
    std::vector<double> slopes;
    for (std::size_t seed = 0; seed < values.front().size(); ++seed) {
      double xx = 0, xy = 0;
      for (std::size_t k = 0; k < widths.size(); ++k) {
        const double x = std::log(widths[k]) - middle;
        xx += x * x, xy += x * std::log(values[k][seed]);
      }
      slopes.push_back(xy / xx);
    }
    return estimate(slopes);
  }
  /// The means over the seeds, against the width.
  [[nodiscard]] Curve curve(const std::string& label) const {
    Curve curve{label, {}, Curve::Style::line_and_points};
    for (std::size_t k = 0; k < widths.size(); ++k)
      curve.points.push_back({double(widths[k]), estimate(values[k]).mean});
    return curve;
  }
};

/// A log-log panel of curves against the width.
[[nodiscard]] inline Panel against_width(const std::string& title, const std::string& y_label) {
  return {.title = title, .x_label = "width n", .y_label = y_label, .log_x = true, .log_y = true};
}

/// c n^-p through a curve's first point.
[[nodiscard]] inline Curve power_law(const std::string& label, const Curve& beside, double p) {
  Curve curve{label, {}};
  const auto [first, top] = beside.points.front();
  for (const auto& [n, value] : beside.points)
    curve.points.push_back({n, top * std::pow(n / first, -p)});
  return curve;
}

/// A training's two ends: w, Θ between queries and examples, the outputs at the queries.
struct End {
  std::vector<double> w;
  Matrix<double> kernel;
  std::vector<double> outputs;
};
struct BeforeAndAfter {
  End before, after;
};

[[nodiscard]] inline End read_end(PathReader<double>& along, double t) {
  along.go_to(t);
  End end{along.w(), Matrix<double>(along.rows(), along.columns()), {}};
  for (std::size_t q = 0; q < along.rows(); ++q) {
    end.outputs.push_back(along.output(q));
    for (std::size_t i = 0; i < along.columns(); ++i) end.kernel(q, i) = along.kernel(q, i);
  }
  return end;
}
/// Follows an instance's flow to eight digits, which is more than a width study can tell.
/// @param columns  the points that Θ is taken of beside the queries; the examples if absent
[[nodiscard]] inline BeforeAndAfter trained(const Instance<double>& instance,
                                            const std::optional<Points<double>>& columns = {}) {
  const Path<double> path =
      integrate(flow_of(instance), instance.w, instance.until, Taylor{.digits = 8});
  Instance<double> read = instance;
  if (columns)
    read.data = {columns->size(), 2, in_lanes(*columns, 2), std::vector<double>(columns->size())};
  PathReader<double> along = reader(read, path, instance.queries);
  return {read_end(along, 0), read_end(along, instance.until)};
}

}  // namespace pathkernel::claims
