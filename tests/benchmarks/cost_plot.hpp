/// @file cost_plot.hpp
/// How costs grow: measured points, the slopes fitted to their logarithms, and a picture of both
/// beside the slopes that were derived.
///
///     slope = Σ (u - ū)(v - v̄) / Σ (u - ū)²        u = log size, v = log seconds
///
/// Written as three files: numbers, a script for gnuplot, and the picture that it draws of them.
///
/// Leaves out: errors of the slopes; other programs to draw with.
/// Next: kernel_cost_benchmark.cpp.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace pathkernel {

/// What took how long for growing sizes.
struct CostSeries {
  std::string name;
  double derived = 1;  ///< the slope that counting multiplications gives
  int colour = 1;      ///< by gnuplot's numbers: the same for the same thing in every panel
  std::vector<double> sizes = {}, seconds = {};

  [[nodiscard]] double slope() const;
  /// What the derived slope makes of the points' centre.
  [[nodiscard]] double guide(double size) const;
};

/// One pair of axes.
struct CostPanel {
  std::string title;
  std::string size;  ///< the horizontal axis
  std::vector<CostSeries> series = {};

  /// All slopes, fitted and derived, in one line.
  [[nodiscard]] std::string summary() const;
};

/// Sizes, seconds and guides in columns, series after series as gnuplot's `index` counts them.
[[nodiscard]] std::string plot_data(const std::vector<CostPanel>& panels);

/// What makes `name`.svg of `name`.dat.
[[nodiscard]] std::string plot_script(const std::vector<CostPanel>& panels,
                                      const std::string& name);

/// Writes `name`.dat and `name`.gp, and lets gnuplot draw `name`.svg if there is one.
/// @return  which files there are now, or why there is no picture
/// @throws std::runtime_error  if a file can't be written
[[nodiscard]] std::string draw(const std::vector<CostPanel>& panels,
                               const std::filesystem::path& folder, const std::string& name);

}  // namespace pathkernel
