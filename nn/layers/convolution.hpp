/// @file convolution.hpp
/// A convolution looks at every place through the same small window:
///
///     y_f(p) = b_f + Σ_c Σ_k W_f(c,k) x_c(s p + k - start)       channels c, places p, stride s
///
/// As matrices: the windows' contents are gathered into columns, one for each p, and Y = W X' + b.
/// A block has a row for each channel and a column for each place, row after row of the grid; a
/// line is a grid of height 1.
///
/// What lies beyond the edge: nothing (windows stay inside), zeros, or the other side. In the last
/// case shifting x by a stride shifts y by a place, exactly, if the stride divides the sides.
///
/// Leaves out: dilation, groups, transposed convolutions, max pooling (a kink where two are equal).
/// Source: LeCun et al., Backpropagation applied to handwritten zip code recognition (1989).
/// Next: pooling.hpp.
#pragma once

#include "nn/layers/linear.hpp"

namespace pathkernel {

/// Places in rows and columns.
struct Grid {
  std::uint32_t height = 1;
  std::uint32_t width = 1;

  [[nodiscard]] constexpr std::uint32_t size() const { return height * width; }
  bool operator==(const Grid&) const = default;
  friend std::ostream& operator<<(std::ostream& out, const Grid& grid) {
    return out << grid.height << " x " << grid.width;
  }
};

/// What a window sees beyond the edge.
enum class Padding { none, zeros, circular };

namespace detail {
/// Along one side of the grid: how many windows there are, and where the first begins.
struct Windows {
  std::uint32_t count;
  std::int64_t first;
};
inline Windows windows_along(std::uint32_t side, std::uint32_t window, std::uint32_t stride,
                             Padding padding) {
  if (window == 0 || window > side)
    reject("nn: a window of ", window, " on a grid's side of ", side, "; it needs 1 to ", side,
           ".");
  if (stride == 0) reject("nn: a stride of 0; windows must move on by 1 or more.");
  if (padding == Padding::none) return {(side - window) / stride + 1, 0};
  return {(side - 1) / stride + 1, -static_cast<std::int64_t>((window - 1) / 2)};
}

/// Which place of the grid a window's place is, if it is one.
inline std::optional<std::size_t> place_on(Grid grid, std::int64_t row, std::int64_t column,
                                           Padding padding) {
  const std::int64_t height = grid.height, width = grid.width;
  if (padding == Padding::circular) {
    row = (row + height) % height;
    column = (column + width) % width;
  }
  if (row < 0 || row >= height || column < 0 || column >= width) return std::nullopt;
  return static_cast<std::size_t>(row * width + column);
}
}  // namespace detail

/// Windows of a grid: one at every `stride`-th place, in both directions.
struct WindowsOnGrid {
  Grid grid;
  Grid window;
  std::uint32_t stride = 1;
  Padding padding = Padding::none;

  /// Their number, row by column.
  [[nodiscard]] Grid places() const {
    return {detail::windows_along(grid.height, window.height, stride, padding).count,
            detail::windows_along(grid.width, window.width, stride, padding).count};
  }

  /// Calls see(place of the window, place in the window, place on the grid if there is one).
  template <class F>
  void visit(F see) const {
    const auto rows = detail::windows_along(grid.height, window.height, stride, padding);
    const auto columns = detail::windows_along(grid.width, window.width, stride, padding);
    for (std::uint32_t p = 0; p < rows.count * columns.count; ++p)
      for (std::uint32_t k = 0; k < window.size(); ++k) {
        const std::int64_t r = std::int64_t{p / columns.count} * stride + k / window.width;
        const std::int64_t c = std::int64_t{p % columns.count} * stride + k % window.width;
        see(p, k, detail::place_on(grid, rows.first + r, columns.first + c, padding));
      }
  }
};

struct Convolution {
  std::uint32_t channels = 1;
  std::uint32_t filters = 1;
  WindowsOnGrid windows;
  Parametrisation parametrisation = Parametrisation::standard;

  /// W, filters x (channels window), and b, filters x 1.
  [[nodiscard]] std::vector<ParameterBlock> parameters() const {
    return {{"W", {filters, channels * windows.window.size()}, Role::weight, parametrisation},
            {"b", {filters, 1}, Role::offset}};
  }

  /// @param x  channels x places, or their numbers in any other shape, row after row
  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Vars<S> w, Var<S> x) const {
    if (x.shape().size() != std::size_t{channels} * windows.grid.size())
      reject("nn: a convolution of ", channels, " channels on a ", windows.grid,
             " grid was given a ", x.shape(), " block; it needs ",
             std::size_t{channels} * windows.grid.size(), " numbers.");
    const Var<S> y = weighted(parametrisation, w[0], seen(x));
    return y + broadcast(w[1], y.shape());
  }

 private:
  /// What the windows see: (channels window) x places.
  template <Scalar S>
  [[nodiscard]] Var<S> seen(Var<S> x) const {
    const auto numbers = static_cast<std::uint32_t>(x.shape().size());
    Var<S> row = reshape(x, {1, numbers});
    if (windows.padding == Padding::zeros)
      row = concatenate_columns(row, constant_beside(x, S(0)));  // beyond the edge: the last number
    const std::uint32_t places = windows.places().size();
    const Shape shape{channels * windows.window.size(), places};
    std::vector<std::size_t> from(shape.size());
    windows.visit([&](std::size_t p, std::size_t k, std::optional<std::size_t> place) {
      for (std::size_t c = 0; c < channels; ++c)
        from[(c * windows.window.size() + k) * places + p] =
            place ? c * windows.grid.size() + *place : numbers;
    });
    return gather(row, from, shape);
  }
};

}  // namespace pathkernel
