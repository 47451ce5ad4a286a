/// @file tables.hpp
/// A table in a few words, and what its cells say.
#pragma once

#include <string>
#include <vector>

#include "nn/data/data_set.hpp"

namespace pathkernel {

[[nodiscard]] inline DataSet data_of(std::string_view csv, const TargetOptions& options = {}) {
  return make_data_set(parse_csv(csv, "a.csv"), "y", options);
}

using Texts = std::vector<std::string>;

[[nodiscard]] inline Texts texts(const std::vector<ExactNumber>& cells) {
  Texts texts;
  for (const ExactNumber& cell : cells) texts.push_back(cell.text());
  return texts;
}

}  // namespace pathkernel
