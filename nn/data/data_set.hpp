/// @file data_set.hpp
/// What a table says about a learning problem: m examples (x_i, y_i), still as they were written.
///
///     x_i    the columns of numbers but for the target; columns of text are left out, and named
///     y_i    the target: a number, a label, or one of several classes
///
/// A value that is missing or not finite is refused; on request, rows with a missing one are
/// dropped, and counted.
///
/// Leaves out: text as a feature, several targets.
/// Next: examples.hpp.
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "nn/data/target.hpp"

namespace pathkernel {

struct Feature {
  std::string name;
  std::vector<ExactNumber> cells;  ///< one coordinate of every x_i, shape (m)
};

struct DataSet {
  std::string source;
  std::vector<Feature> features;
  Target target;
  std::vector<std::string> left_out;            ///< the names of the columns of text
  std::vector<std::size_t> dropped_lines = {};  ///< where rows began that had a missing value

  [[nodiscard]] std::size_t count() const { return target.cells.size(); }  ///< m
};

namespace detail {
/// Column by column: features, text that is left out, and the target.
[[nodiscard]] inline DataSet columns_in(const CsvTable& table, const std::string& target,
                                        const TargetOptions& options) {
  DataSet data{table.source, {}, {}, {}};
  for (std::size_t column = 0; column < table.header.size(); ++column) {
    const std::string& name = table.header[column];
    const std::optional<Numbers> numbers = numbers_in(table, column);
    if ((numbers || name == target) && values_in(table, column, 2).size() == 1)
      reject_table(table, 0, column + 1, shown(table.rows[0][column]) + " in every row",
                   "two values", name == target ? "choose another target" : "remove the column");
    if (name == target)
      data.target = target_in(table, column, numbers, options);
    else if (numbers)
      data.features.push_back({name, *numbers});
    else
      data.left_out.push_back(name);
  }
  return data;
}
}  // namespace detail

/// The examples that a table holds, the column `target` of which is to be predicted.
/// @throws std::invalid_argument  if they are no learning problem: which cell or column, and why
[[nodiscard]] inline DataSet make_data_set(const CsvTable& table, const std::string& target,
                                           const TargetOptions& options = {},
                                           Missing missing = Missing::refused) {
  if (std::ranges::find(table.header, target) == table.header.end())
    reject_table(table, 0, 0, "no column \"" + printable(target) + '"',
                 "a target among " + detail::shown(table.header, table.header.size()),
                 "name one of these columns");
  if (missing == Missing::dropped) {
    const CompleteRows complete = without_missing(table, target);
    DataSet data = make_data_set(complete.table, target, options);
    data.dropped_lines = complete.dropped_lines;
    return data;
  }
  if (table.rows.size() < 2) reject_table(table, 0, 0, "a single example", "more", "add some");
  DataSet data = detail::columns_in(table, target, options);
  if (data.features.empty())
    reject_table(table, 0, 0, "no column of numbers beside the target", "one", "add a feature");
  return data;
}

/// Some of the examples, in that order; one may come several times.
/// @throws std::invalid_argument  if there is no such example
[[nodiscard]] inline DataSet selected(const DataSet& data, std::span<const std::size_t> which) {
  const auto select = [&](std::vector<ExactNumber>& cells) {
    std::vector<ExactNumber> chosen;
    for (const std::size_t i : which) {
      if (i >= cells.size())
        reject(data.source, ": found no example ", i, " among ", cells.size(),
               ", which are counted from 0; choose others.");
      chosen.push_back(cells[i]);
    }
    cells = std::move(chosen);
  };
  DataSet result = data;
  for (Feature& feature : result.features) select(feature.cells);
  select(result.target.cells);
  return result;
}

}  // namespace pathkernel
