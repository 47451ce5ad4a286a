/// @file pooling.hpp
/// Averages over places: of windows, which leaves fewer, or of all of them.
///
///     y_c(p) = 1/|window| Σ_k x_c(s p + k)        y_c = 1/|grid| Σ_p x_c(p)
///
/// After a circular convolution, the average over all places does not change when x is shifted.
///
/// Leaves out: the largest of a window, which has a kink where two are equal.
/// Next: attention.hpp.
#pragma once

#include "nn/layers/convolution.hpp"

namespace pathkernel {

/// The average in every window; windows stay inside the grid.
struct AveragePooling {
  std::uint32_t channels = 1;
  Grid grid;
  Grid window;
  std::uint32_t stride = 1;

  [[nodiscard]] std::vector<ParameterBlock> parameters() const { return {}; }
  [[nodiscard]] WindowsOnGrid windows() const { return {grid, window, stride, Padding::none}; }

  /// @param x  channels x places of the grid
  /// @return   channels x windows
  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Vars<S> /*w*/, Var<S> x) const {
    if (x.shape() != Shape{channels, grid.size()})
      reject("nn: pooling of ", channels, " channels on a ", grid, " grid was given a ", x.shape(),
             " block; it needs a row for each channel and a column for each place.");
    const std::uint32_t places = windows().places().size();
    const Shape seen{channels * places, window.size()};  // a row for each window of each channel
    std::vector<std::size_t> from(seen.size());
    windows().visit([&](std::size_t p, std::size_t k, std::optional<std::size_t> place) {
      for (std::size_t c = 0; c < channels; ++c)
        from[(c * places + p) * window.size() + k] = c * grid.size() + *place;
    });
    const Var<S> total = sum_over_columns(gather(x, from, seen));
    return reshape(total, {channels, places}) / static_cast<int>(window.size());
  }
};

/// The average of every row: over all places, or all words.
struct GlobalAverage {
  [[nodiscard]] std::vector<ParameterBlock> parameters() const { return {}; }

  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Vars<S> /*w*/, Var<S> x) const {
    return sum_over_columns(x) / static_cast<int>(x.shape().columns);
  }
};

}  // namespace pathkernel
