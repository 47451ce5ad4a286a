/// @file drawing.hpp
/// Draws figures by gnuplot, as SVG, from data files that stay beside them with their scripts.
///
///     figures/a05_poles.dat       the numbers: a block of lines for each curve
///     figures/a05_poles.gnuplot   the script; run it in that folder, and the pictures are made
///     anew figures/a05_poles-1.svg     its first panel
///
/// Colours are of middling lightness and differ in dashes and marks too, the rest is the text's own
/// colour: so a picture can be read on a white page and on a black one, and without colours.
///
/// Leaves out: where pictures stand on a page, see page.hpp.
#pragma once

#include <filesystem>

#include "proofs/verdict/figure.hpp"

namespace pathkernel {

/// Whether gnuplot can be run.
[[nodiscard]] bool can_draw();

/// Writes data, script and pictures of a figure into a folder that exists.
/// @return  the pictures, one for each panel, as SVG elements
/// @throws std::runtime_error  if a file can't be written, or gnuplot fails
std::vector<std::string> draw(const Figure& figure, const std::filesystem::path& folder);

}  // namespace pathkernel
