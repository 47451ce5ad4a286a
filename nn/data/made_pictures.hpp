/// @file made_pictures.hpp
/// Small pictures of one figure each, anywhere in them: what a convolution is good at.
///
///     pixel = 1 on the figure (#), 0 beside it, + noise z
///
/// A picture is written row by row: its pixel (r, c) is feature r * width + c. The figures come in
/// turn, each at a place of which all are equally likely. y is one-hot, and a class has its
/// figure's name.
///
/// Leaves out: colours, sizes, turned figures, figures cut by the edge.
/// Source: LeCun et al., Gradient-based learning applied to document recognition (Proc. IEEE 1998).
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "nn/data/classes.hpp"
#include "nn/data/making.hpp"

namespace pathkernel {

struct PictureSize {
  std::size_t height = 8, width = 8;
};

namespace detail {
struct Figure {
  std::string_view name;
  std::array<std::string_view, 5> rows;
};
inline constexpr std::array<Figure, 5> figures{{
    {"square", {"#####", "#...#", "#...#", "#...#", "#####"}},
    {"diamond", {"..#..", ".###.", "#####", ".###.", "..#.."}},
    {"cross", {"..#..", "..#..", "#####", "..#..", "..#.."}},
    {"horizontal bar", {".....", ".....", "#####", ".....", "....."}},
    {"vertical bar", {"..#..", "..#..", "..#..", "..#..", "..#.."}},
}};

/// Whether a pixel is on the figure whose upper left corner is at (top, left).
[[nodiscard]] inline bool covers(const Figure& figure, std::size_t top, std::size_t left,
                                 std::size_t r, std::size_t c) {
  const std::size_t side = figure.rows.size();
  return r >= top && r < top + side && c >= left && c < left + side &&
         figure.rows[r - top][c - left] == '#';
}
}  // namespace detail

/// Pictures of a square, a diamond, a cross, a horizontal and a vertical bar, 5 x 5 pixels each.
/// @return  x of shape (height * width, count), y of shape (5, count)
/// @throws std::invalid_argument  if a figure doesn't fit, there are to be no examples, or the
///                                noise is no deviation
[[nodiscard]] inline Examples<double> made_pictures(const Making& making, PictureSize size = {}) {
  const auto& figures = detail::figures;
  const std::size_t side = figures.front().rows.size();
  if (size.height < side || size.width < side)
    reject("made data: pictures of ", size.height, " x ", size.width, " pixels; need ", side, " x ",
           side, " or more, the size of a figure.");
  detail::Draw draw(making);
  const std::size_t m = making.count;
  Examples<double> data{m, size.height * size.width, {}, {}, figures.size()};
  data.x.resize(data.dimension * m);
  std::vector<std::size_t> labels;
  for (std::size_t i = 0; i < m; ++i) {
    labels.push_back(i % figures.size());
    const std::size_t top = draw.below(size.height - side + 1);
    const std::size_t left = draw.below(size.width - side + 1);
    for (std::size_t pixel = 0; pixel < data.dimension; ++pixel) {
      const bool on =
          detail::covers(figures[labels[i]], top, left, pixel / size.width, pixel % size.width);
      data.x[pixel * m + i] = draw.near(on ? 1 : 0);
    }
  }
  data.y = one_hot<double>(labels, figures.size());
  for (const detail::Figure& figure : figures) data.classes.emplace_back(figure.name);
  return data;
}

}  // namespace pathkernel
