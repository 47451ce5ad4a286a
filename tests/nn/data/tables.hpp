/// @file tables.hpp
/// A table in a few words, what its cells say, and why it is refused.
#pragma once

#include <string>
#include <vector>

#include "nn/data/data_set.hpp"
#include "tests/catch.hpp"

namespace pathkernel {

[[nodiscard]] inline DataSet data_of(std::string_view csv, const TargetOptions& options = {}) {
  return make_data_set(parse_csv(csv, "a.csv"), "y", options);
}

[[nodiscard]] inline TargetOptions positive(const std::string& name) { return {{}, name}; }

/// Checks that a table is refused, and with which words.
inline void refused(std::string_view csv, const std::string& message,
                    const TargetOptions& options = {}) {
  CHECK_THROWS_WITH(data_of(csv, options), "a.csv" + message);
}
inline const std::string in_y = ": column 2 (y): found ";

using Texts = std::vector<std::string>;

[[nodiscard]] inline Texts texts(const std::vector<ExactNumber>& cells) {
  Texts texts;
  for (const ExactNumber& cell : cells) texts.push_back(cell.text());
  return texts;
}

}  // namespace pathkernel
