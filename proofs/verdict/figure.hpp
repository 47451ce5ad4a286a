/// @file figure.hpp
/// What a claim has to show besides its verdict: pictures and tables of numbers that it computed.
///
/// A figure is data and what they mean, not a drawing: the report draws it. Its axes and curves are
/// named, and `shows` says in words what can be seen, for those who can't see it.
///
/// Leaves out: how figures are drawn, see report/.
#pragma once

#include <array>
#include <string>
#include <vector>

namespace pathkernel {

/// Points of a plane, in the units of a panel's axes.
using CurvePoints = std::vector<std::array<double, 2>>;

/// Points of a panel that belong together.
struct Curve {
  enum class Style { line, points, line_and_points, impulses, boxes };
  std::string label;
  CurvePoints points;  ///< a NaN interrupts a line
  Style style = Style::line;
};

/// Two axes and what is drawn between them: curves, or a matrix as a map of colours.
struct Panel {
  std::string title = {};
  std::string x_label = {}, y_label = {};
  bool log_x = false, log_y = false;
  std::vector<Curve> curves = {};
  std::vector<std::vector<double>> map = {};  ///< by rows, the first on top; instead of curves
};

struct Figure {
  std::string name;   ///< of its files, in lower case: "a05_poles"
  std::string title;  ///< "The poles of a_1"
  std::string shows;  ///< what can be seen in it, in one or two sentences
  std::vector<Panel> panels;
};

/// Rows of numbers as text, below a header.
struct Table {
  std::string title;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};

}  // namespace pathkernel
