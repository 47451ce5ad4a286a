/// @file markup.hpp
/// Text as it stands in a page: HTML, or Markdown.
///
/// Leaves out: anything that a report says, see page.hpp and markdown.hpp.
#pragma once

#include <string>
#include <vector>

#include "proofs/verdict/figure.hpp"

namespace pathkernel {

/// Text with &, <, > and quotes written so that HTML shows them.
[[nodiscard]] std::string html(const std::string& text);

/// The same, with a_i, K_ij and w_{s+1} written with subscripts, n^{-1/2} raised.
[[nodiscard]] std::string formula_html(const std::string& text);

/// An HTML table; cells that are numbers are aligned right. On a narrow screen it scrolls by
/// itself, and with a keyboard.
[[nodiscard]] std::string html_table(const Table& table, const std::string& classes = {});

/// A Markdown table below its title.
[[nodiscard]] std::string markdown_table(const Table& table);

/// "1 claim", "2 claims".
[[nodiscard]] std::string counted(std::size_t count, const std::string& noun);

}  // namespace pathkernel
