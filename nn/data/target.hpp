/// @file target.hpp
/// What is to be predicted, seen from its column: a number, a label, or one of several classes.
///
///     number    y in R, as it was written
///     label     y = 1 for the positive value, 0 for the rest
///     classes   y = c, the place of the value among all of them in order: 0, 1, ..., C - 1
///
/// Two words, or two numbers, make a label. More words are refused, unless the caller names the
/// positive one or asks for classes: which of them is meant can't be seen from the column.
///
/// Leaves out: several targets, classes that have an order or a distance.
/// Next: data_set.hpp.
#pragma once

#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "nn/data/column.hpp"

namespace pathkernel {

struct Target {
  std::string name;
  enum class Kind { number, label, classes } kind = Kind::number;
  std::string positive;                   ///< of labels: the value that counts as 1
  std::string rest;                       ///< of labels: the values that count as 0, joined by ", "
  std::vector<ExactNumber> cells;         ///< every y_i, shape (m)
  std::vector<std::string> classes = {};  ///< of classes: the value that c stands for, shape (C)
};

/// What is known of the target beforehand; the rest is seen from its column.
struct TargetOptions {
  std::optional<Target::Kind> kind = {};
  std::optional<std::string> positive = {};  ///< makes it a label
};

namespace detail {
/// The column as labels, of which the greatest value is positive unless another is named.
[[nodiscard]] inline Target labels_in(const CsvTable& table, std::size_t column,
                                      const std::optional<std::string>& name) {
  const Values values = values_in(table, column);
  const std::string list = shown({values.begin(), values.end()}, 10);
  if (!name && values.size() > 2)
    reject_table(table, 0, column + 1, std::to_string(values.size()) + " values, " + list,
                 "two, or the one that counts as 1", "name that one with --positive NAME");
  const auto positive = name ? values.find(*name) : std::prev(values.end());
  if (positive == values.end())
    reject_table(table, 0, column + 1, "no \"" + printable(*name) + "\" among its values " + list,
                 "a positive value that occurs", "name one with --positive NAME");
  Target target{table.header[column], Target::Kind::label, *positive, "", {}};
  for (const std::string& value : values)
    if (value != *positive) target.rest += (target.rest.empty() ? "" : ", ") + value;
  for (const std::vector<std::string>& row : table.rows)
    target.cells.emplace_back(values.find(row[column]) == positive ? 1 : 0);
  return target;
}

/// The column as classes, one for each of its values.
[[nodiscard]] inline Target classes_in(const CsvTable& table, std::size_t column) {
  const Values values = values_in(table, column);
  std::map<std::string, int, ValueOrder> places;
  for (const std::string& value : values) places.emplace(value, static_cast<int>(places.size()));
  Target target{table.header[column],          Target::Kind::classes, "", "", {},
                {values.begin(), values.end()}};
  for (const std::vector<std::string>& row : table.rows)
    target.cells.emplace_back(places.at(row[column]));
  return target;
}

/// Refuses a positive value named for a target that is no label, and a value that is missing.
inline void require_target(const CsvTable& table, std::size_t column, bool numbers,
                           const TargetOptions& options) {
  const bool number = options.kind == Target::Kind::number;
  const bool classes = options.kind == Target::Kind::classes;
  if (options.positive && (number || classes))
    reject_table(
        table, 0, column + 1,
        std::string("a positive value named for a target of ") + (number ? "numbers" : "classes"),
        "a target of labels for it", "leave out one of the two options");
  for (std::size_t row = 0; row < table.rows.size() && !numbers; ++row)
    if (const std::string& cell = table.rows[row][column]; number || cell.empty())
      reject_table(table, table.line_of_row[row], column + 1, shown(cell),
                   number    ? "a finite number"
                   : classes ? "a class"
                             : "a label",
                   "correct it, or choose another target");
}

/// The column as the options ask; or else as labels if it holds words, or two numbers only.
[[nodiscard]] inline Target target_in(const CsvTable& table, std::size_t column,
                                      const std::optional<Numbers>& numbers,
                                      const TargetOptions& options) {
  require_target(table, column, numbers.has_value(), options);
  if (options.kind == Target::Kind::classes) return classes_in(table, column);
  const bool number = options.kind == Target::Kind::number;
  const bool label = options.kind == Target::Kind::label || options.positive || !numbers ||
                     (!number && values_in(table, column, 3).size() == 2);
  if (label) return labels_in(table, column, options.positive);
  return {table.header[column], Target::Kind::number, "", "", *numbers};
}
}  // namespace detail

}  // namespace pathkernel
