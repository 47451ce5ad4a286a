/// @file data_set.hpp
/// What a table says about a learning problem: m examples (x_i, y_i), still as they were written.
///
///     x_i    the columns of numbers but for the target; columns of text are left out, and named
///     y_i    the target: a number, or a label that is 1 (the positive value) or 0 (the rest)
///
/// A column is never half used: with one number in it, every other cell has to be one too. A value
/// that is missing or not finite is refused, not guessed.
///
/// Leaves out: filling in of missing values, text as a feature, several classes, several targets.
/// Next: examples.hpp.
#pragma once

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "nn/data/csv.hpp"
#include "nn/data/exact_number.hpp"

namespace pathkernel {

struct Feature {
  std::string name;
  std::vector<ExactNumber> cells;  ///< one coordinate of every x_i, shape (m)
};

struct Target {
  std::string name;
  enum class Kind { number, label } kind = Kind::number;
  std::string positive;            ///< of labels: the value that counts as 1
  std::string rest;                ///< of labels: the values that count as 0, joined by ", "
  std::vector<ExactNumber> cells;  ///< every y_i, shape (m)
};

struct DataSet {
  std::string source;
  std::vector<Feature> features;
  Target target;
  std::vector<std::string> left_out;  ///< the names of the columns of text

  [[nodiscard]] std::size_t count() const { return target.cells.size(); }  ///< m
};

/// What is known of the target beforehand; the rest is seen from its column.
struct TargetOptions {
  std::optional<Target::Kind> kind = {};
  std::optional<std::string> positive = {};  ///< makes it a label
};

namespace detail {
using Numbers = std::vector<ExactNumber>;

/// The order of a column's values: numbers by size, where 1 is 1.0, before words by the alphabet.
struct ValueOrder {
  bool operator()(const std::string& a, const std::string& b) const {
    const std::optional<ExactNumber> x = ExactNumber::parse(a), y = ExactNumber::parse(b);
    return x && y ? x->compare(*y) < 0 : x || y ? x.has_value() : a < b;
  }
};
using Values = std::set<std::string, ValueOrder>;

/// The different values of a column, or the first few of them.
[[nodiscard]] inline Values values_in(const CsvTable& table, std::size_t column,
                                      std::size_t enough = std::string::npos) {
  Values values;
  for (std::size_t row = 0; row < table.rows.size() && values.size() < enough; ++row)
    values.insert(table.rows[row][column]);
  return values;
}

/// A cell, and the first few of a list, as a message shows them.
[[nodiscard]] inline std::string shown(const std::string& cell) {
  std::string word = cell.substr(cell.starts_with('-') || cell.starts_with('+') ? 1 : 0);
  for (char& letter : word) letter = static_cast<char>(letter | 0x20);  // NaN becomes nan
  const bool finite = word != "nan" && word != "inf" && word != "infinity";
  return cell.empty() ? "a missing value"
                      : '"' + printable(cell) + (finite ? "\"" : "\", which is not finite");
}
[[nodiscard]] inline std::string shown(const std::vector<std::string>& names, std::size_t most) {
  std::string list;
  for (std::size_t i = 0; i < names.size() && i < most; ++i)
    list += (i == 0 ? "\"" : ", \"") + printable(names[i]) + '"';
  return names.size() > most ? list + ", ..." : list;
}

/// The numbers of a column; absent if none of its cells is one.
[[nodiscard]] inline std::optional<Numbers> numbers_in(const CsvTable& table, std::size_t column) {
  Numbers numbers;
  std::optional<std::size_t> other;
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    if (const auto number = ExactNumber::parse(table.rows[row][column]))
      numbers.push_back(*number);
    else if (!other)
      other = row;
  if (numbers.empty()) return std::nullopt;
  if (other)
    reject_table(table, table.line_of_row[*other], column + 1, shown(table.rows[*other][column]),
                 "a finite number as in other rows", "correct it, or remove its row or column");
  return numbers;
}

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

/// The column as the options ask; or else as labels if it holds words, or two numbers only.
[[nodiscard]] inline Target target_in(const CsvTable& table, std::size_t column,
                                      const std::optional<Numbers>& numbers,
                                      const TargetOptions& options) {
  const bool number = options.kind == Target::Kind::number;
  if (number && options.positive)
    reject_table(table, 0, column + 1, "a positive value named for a target of numbers",
                 "a target of labels for it", "leave out one of the two options");
  for (std::size_t row = 0; row < table.rows.size() && !numbers; ++row)
    if (const std::string& cell = table.rows[row][column]; number || cell.empty())
      reject_table(table, table.line_of_row[row], column + 1, shown(cell),
                   number ? "a finite number" : "a label", "correct it, or choose another target");
  const bool label = options.kind == Target::Kind::label || options.positive || !numbers ||
                     (!number && values_in(table, column, 3).size() == 2);
  if (label) return labels_in(table, column, options.positive);
  return {table.header[column], Target::Kind::number, "", "", *numbers};
}
}  // namespace detail

/// The examples that a table holds, the column `target` of which is to be predicted.
/// @throws std::invalid_argument  if they are no learning problem: which cell or column, and why
[[nodiscard]] inline DataSet make_data_set(const CsvTable& table, const std::string& target,
                                           const TargetOptions& options = {}) {
  if (std::ranges::find(table.header, target) == table.header.end())
    reject_table(table, 0, 0, "no column \"" + printable(target) + '"',
                 "a target among " + detail::shown(table.header, table.header.size()),
                 "name one of these columns");
  if (table.rows.size() < 2) reject_table(table, 0, 0, "a single example", "more", "add some");
  DataSet data{table.source, {}, {}, {}};
  for (std::size_t column = 0; column < table.header.size(); ++column) {
    const std::string& name = table.header[column];
    const std::optional<detail::Numbers> numbers = detail::numbers_in(table, column);
    if ((numbers || name == target) && detail::values_in(table, column, 2).size() == 1)
      reject_table(table, 0, column + 1, detail::shown(table.rows[0][column]) + " in every row",
                   "two values", name == target ? "choose another target" : "remove the column");
    if (name == target)
      data.target = detail::target_in(table, column, numbers, options);
    else if (numbers)
      data.features.push_back({name, *numbers});
    else
      data.left_out.push_back(name);
  }
  if (data.features.empty())
    reject_table(table, 0, 0, "no column of numbers beside the target", "one", "add a feature");
  return data;
}

}  // namespace pathkernel
