/// @file json_text.hpp
/// Texts and lists of them as JSON. Figures are texts, too: no reader rounds them.
///
/// Leaves out: objects, which json.cpp writes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pathkernel {

/// A JSON string. What is not UTF-8, a name from a Latin-1 file say, becomes U+FFFD.
[[nodiscard]] std::string json_string(std::string_view text);

[[nodiscard]] std::string json_list(const std::vector<std::string>& texts);

/// A list of lists, one a line.
[[nodiscard]] std::string json_rows(const std::vector<std::vector<std::string>>& rows);

}  // namespace pathkernel
