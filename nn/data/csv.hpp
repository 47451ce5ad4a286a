/// @file csv.hpp
/// A table of text cells out of comma-separated values, or the place where it fails to be one.
///
///     "a, b",c        two cells, the first in quotes because of its comma
///     "say ""a""",    two cells: say "a" and an empty one
///
/// The first row names the columns. A cell stays as it was written, without the blanks around it.
///
/// Leaves out: other separators, comments, encodings other than UTF-8, tables larger than memory.
/// Source: RFC 4180 (2005), section 2; blank lines are skipped.   Next: column.hpp.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "autodiff/error.hpp"

namespace pathkernel {

/// Rows of cells, each as long as the header; row i begins on line line_of_row[i] of the source.
struct CsvTable {
  std::string source;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::size_t> line_of_row;
};

/// Text as a message shows it: on one line, cut after 60 bytes between two characters.
[[nodiscard]] inline std::string printable(std::string_view text) {
  std::size_t end = std::min<std::size_t>(text.size(), 60);
  while (end > 0 && end < text.size() && (text[end] & 0xC0) == 0x80) --end;  // inside UTF-8
  std::string shown(text.substr(0, end));
  for (char& c : shown) c = (c & 0xE0) == 0 || c == 127 ? '?' : c;  // no control characters
  return end < text.size() ? shown + "..." : shown;
}

/// Throws "FILE:LINE: column N (NAME): found ..., need ...; what to do."; a 0 is left out.
[[noreturn]] inline void reject_table(const CsvTable& table, std::size_t line, std::size_t column,
                                      const std::string& found, const std::string& need,
                                      const std::string& remedy) {
  std::string place = table.source;
  if (line > 0) place += ":" + std::to_string(line);
  if (column > 0) place += ": column " + std::to_string(column);
  if (column > 0 && column <= table.header.size() && !table.header[column - 1].empty())
    place += " (" + printable(table.header[column - 1]) + ")";
  reject(place, ": found ", found, ", need ", need, "; ", remedy, ".");
}

/// Reads a text once, from its first character to its last.
struct CsvReader {
  std::string_view rest;  ///< what has not been read
  CsvTable table;
  std::size_t line_ends = 0, line = 1;  ///< read so far; on which the row at hand begins

  [[nodiscard]] CsvTable read() {
    if (rest.starts_with("\xEF\xBB\xBF")) take(3);  // the byte order mark of UTF-8
    if (!find_row()) reject_table(table, 0, 0, "no text", "a header and rows", "check the file");
    table.header = row();
    for (std::size_t column = 1; column <= table.header.size(); ++column) check_name(column);
    while (find_row()) {
      table.line_of_row.push_back(line);
      table.rows.push_back(row());
      if (const std::size_t cells = table.rows.back().size(); cells != table.header.size())
        reject_table(table, line, 0, "a row of length " + std::to_string(cells),
                     std::to_string(table.header.size()) + " as in the header",
                     "add what is missing, or put a cell with a comma in quotes");
    }
    if (table.rows.empty()) reject_table(table, 0, 0, "a header alone", "rows", "add examples");
    return table;
  }

  void check_name(std::size_t column) const {
    const std::string& name = table.header[column - 1];
    if (name.empty()) reject_table(table, line, column, "no name", "a name", "edit the header");
    for (std::size_t earlier = 1; earlier < column; ++earlier)
      if (table.header[earlier - 1] == name)
        reject_table(table, line, column, "the name of column " + std::to_string(earlier),
                     "a name of its own", "edit the header");
  }

  /// Reads so many characters, and counts the lines they end.
  std::string_view take(std::size_t length) {
    const std::string_view taken = rest.substr(0, length);
    rest.remove_prefix(taken.size());
    line_ends += static_cast<std::size_t>(std::ranges::count(taken, '\n'));
    return taken;
  }

  /// Goes to the next row that is not blank; false if there is none.
  [[nodiscard]] bool find_row() {
    take(rest.find_first_not_of(" \t\r\n"));
    line = line_ends + 1;
    return !rest.empty();
  }

  [[nodiscard]] std::vector<std::string> row() {
    std::vector<std::string> cells{cell(1)};
    for (; rest.starts_with(','); cells.push_back(cell(cells.size() + 1))) take(1);
    return cells;
  }

  /// Reads a cell, up to the comma, the line end or the end of the text behind it.
  [[nodiscard]] std::string cell(std::size_t column) {
    take(rest.find_first_not_of(" \t\r"));
    const bool quoted = rest.starts_with('"');
    std::string cell(quoted ? "" : take(rest.find_first_of("\",\n")));
    cell.erase(cell.find_last_not_of(" \t\r") + 1);
    while (quoted && rest.starts_with('"')) {
      take(1);  // the quote that opens the cell, or the second of two that stand for one
      cell += take(rest.find('"'));
      if (take(1).empty()) reject_table(table, line, column, "an open quote", "its end", "add it");
      if (rest.starts_with('"')) cell += '"';
    }
    take(rest.find_first_not_of(" \t\r"));
    if (!rest.empty() && !rest.starts_with(',') && !rest.starts_with('\n'))
      reject_table(table, line, column, "a cell partly in quotes", "all of it in them, or none",
                   "write a quote inside a quoted cell twice");
    if (cell.find('\0') != cell.npos)
      reject_table(table, line, column, "a NUL byte", "text", "save the table as CSV in UTF-8");
    return cell;
  }
};

/// The table in a text, whose source messages name.   @throws std::invalid_argument  if it is none
[[nodiscard]] inline CsvTable parse_csv(std::string_view text, std::string source) {
  return CsvReader{text, {std::move(source), {}, {}, {}}}.read();
}

/// The table in a file.   @throws std::invalid_argument  if it can't be read, or is not a table
[[nodiscard]] inline CsvTable read_csv(const std::filesystem::path& path) {
  const CsvTable table{path.string(), {}, {}, {}};
  std::error_code error;
  if (!std::filesystem::exists(path, error))
    reject_table(table, 0, 0, "no such file", "a CSV file", "check the path");
  if (std::filesystem::is_directory(path, error))
    reject_table(table, 0, 0, "a directory", "a CSV file", "name one of the files in it");
  std::ifstream file(path, std::ios::binary);
  std::string text;
  for (char c; file.get(c);) text += c;
  if (!file.eof()) reject_table(table, 0, 0, "no access", "a CSV file", "check its permissions");
  return parse_csv(text, table.source);
}

}  // namespace pathkernel
