/// @file column.hpp
/// What a column of a table is: numbers or words, its different values, and which are missing.
///
/// A column is never half used: with one number in it, every other cell has to be one too.
///
/// An empty cell is missing. In a column of numbers, so are the words NA, N/A, NaN, null and ?, in
/// large or small letters, for there they can mean nothing else. Among words they are words: NA is
/// also Namibia. A missing value is refused, or its row is dropped; it is never guessed.
///
/// Leaves out: filling in of missing values, dates, units within a cell.
/// Next: target.hpp.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "nn/data/csv.hpp"
#include "nn/data/exact_number.hpp"

namespace pathkernel {

/// What becomes of a row with a missing value in a column that is used.
enum class Missing { refused, dropped };

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

/// The word in small letters; ASCII, so that no locale has a say.
[[nodiscard]] inline std::string in_small_letters(std::string word) {
  for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return word;
}

[[nodiscard]] inline bool is_missing(const std::string& cell, bool among_numbers) {
  constexpr std::array<std::string_view, 5> words{"na", "n/a", "nan", "null", "?"};
  return cell.empty() ||
         (among_numbers && std::ranges::find(words, in_small_letters(cell)) != words.end());
}

/// A cell, and the first few of a list, as a message shows them.
[[nodiscard]] inline std::string shown(const std::string& cell) {
  const bool sign = cell.starts_with('-') || cell.starts_with('+');
  const std::string word = in_small_letters(cell.substr(sign ? 1 : 0));
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

/// The numbers of a column, row by row, absent where its cell is missing; empty without a number.
/// @throws std::invalid_argument  if a cell is neither a number nor one that may be missing
[[nodiscard]] inline std::vector<std::optional<ExactNumber>> cells_in(const CsvTable& table,
                                                                      std::size_t column,
                                                                      Missing missing) {
  std::vector<std::optional<ExactNumber>> cells;
  for (const std::vector<std::string>& row : table.rows)
    cells.push_back(ExactNumber::parse(row[column]));
  if (std::ranges::none_of(cells, [](const auto& cell) { return cell.has_value(); })) return {};
  for (std::size_t row = 0; row < cells.size(); ++row) {
    const std::string& cell = table.rows[row][column];
    if (cells[row] || (missing == Missing::dropped && is_missing(cell, true))) continue;
    reject_table(table, table.line_of_row[row], column + 1, shown(cell),
                 "a finite number as in other rows", "correct it, or remove its row or column");
  }
  return cells;
}

/// The numbers of a column; absent if none of its cells is one.
[[nodiscard]] inline std::optional<Numbers> numbers_in(const CsvTable& table, std::size_t column) {
  Numbers numbers;
  for (const std::optional<ExactNumber>& cell : cells_in(table, column, Missing::refused))
    numbers.push_back(*cell);
  if (numbers.empty()) return std::nullopt;
  return numbers;
}
}  // namespace detail

/// A table without some of its rows, and the lines on which these began.
struct CompleteRows {
  CsvTable table;
  std::vector<std::size_t> dropped_lines;
};

/// The rows in which no value is missing that is used: of a column of numbers, or of the target.
/// @throws std::invalid_argument  if that is none, or a cell among numbers is another word
[[nodiscard]] inline CompleteRows without_missing(const CsvTable& table,
                                                  const std::string& target) {
  std::vector<bool> complete(table.rows.size(), true);
  for (std::size_t column = 0; column < table.header.size(); ++column) {
    const auto cells = detail::cells_in(table, column, Missing::dropped);
    if (cells.empty() && table.header[column] != target) continue;  // words, which are left out
    for (std::size_t row = 0; row < complete.size(); ++row)
      if (cells.empty() ? table.rows[row][column].empty() : !cells[row]) complete[row] = false;
  }
  CompleteRows kept{{table.source, table.header, {}, {}}, {}};
  for (std::size_t row = 0; row < complete.size(); ++row) {
    (complete[row] ? kept.table.line_of_row : kept.dropped_lines).push_back(table.line_of_row[row]);
    if (complete[row]) kept.table.rows.push_back(table.rows[row]);
  }
  if (kept.table.rows.empty())
    reject_table(table, 0, 0,
                 "a missing value in each of " + std::to_string(table.rows.size()) + " rows",
                 "a row without one", "fill some in, or remove a column that has few values");
  return kept;
}

}  // namespace pathkernel
