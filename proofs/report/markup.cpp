#include "proofs/report/markup.hpp"

#include <cctype>
#include <cstdlib>
#include <string_view>

namespace pathkernel {

namespace {

bool is_number(const std::string& cell) {
  if (cell.empty()) return false;
  char* end = nullptr;
  (void)std::strtod(cell.c_str(), &end);
  return *end == '\0' || (*end == '%' && end[1] == '\0') || cell == "-" || cell == "none";
}

/// A cell of a Markdown table: no mark of Markdown's own, one line.
std::string cell_text(const std::string& text) {
  std::string out;
  for (const char c : text)
    if (std::string_view("|\\*_`<").find(c) != std::string_view::npos)
      out += '\\', out += c;
    else
      out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  return out;
}

/// How many characters after text[at], an underscore, are a subscript: one or two letters or digits
/// after a single letter. A longer word is a name: o_ring.
std::size_t subscript_length(const std::string& text, std::size_t at) {
  const auto word = [&](std::size_t i) {
    return i < text.size() && (std::isalnum(static_cast<unsigned char>(text[i])) ||
                               static_cast<unsigned char>(text[i]) >= 0x80 || text[i] == '_');
  };
  if (at == 0 || !word(at + 1)) return 0;
  const std::size_t letter =
      at >= 2 && text[at - 1] == '\'' ? at - 2 : at - 1;  // also that of L'_i
  if (!word(letter)) return 0;
  const bool ascii = static_cast<unsigned char>(text[letter]) < 0x80;
  if (ascii && letter >= 1 && word(letter - 1) &&
      static_cast<unsigned char>(text[letter - 1]) < 0x80)
    return 0;
  std::size_t length = 0;
  while (word(at + 1 + length)) ++length;
  return length <= 2 ? length : 0;
}

}  // namespace

std::string html(const std::string& text) {
  std::string out;
  for (const char c : text) switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += static_cast<unsigned char>(c) < 0x20 && c != '\n' ? '?' : c;
    }
  return out;
}

std::string formula_html(const std::string& text) {
  std::string out;
  std::size_t begin = 0;  // of what is not yet written
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '_' && text[at] != '^') continue;
    const std::size_t brace = text.find('}', at);
    const bool braced = text.compare(at + 1, 1, "{") == 0 && brace != text.npos;
    const std::size_t length = braced            ? brace - at - 2
                               : text[at] == '_' ? subscript_length(text, at)
                                                 : 0;
    if (length == 0) continue;
    const std::string tag = text[at] == '_' ? "sub>" : "sup>";
    const std::size_t inside = at + (braced ? 2 : 1);
    out += html(text.substr(begin, at - begin)) + "<" + tag +
           formula_html(text.substr(inside, length)) + "</" + tag;
    begin = inside + length + (braced ? 1 : 0);
    at = begin - 1;
  }
  return out + html(text.substr(begin));
}

std::string html_table(const Table& table, const std::string& classes) {
  std::string out = "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"" +
                    html(table.title) + "\"><table" +
                    (classes.empty() ? "" : " class=\"" + classes + "\"") + ">";
  if (!table.title.empty()) out += "<caption>" + formula_html(table.title) + "</caption>";
  out += "<thead><tr>";
  for (const std::string& cell : table.header)
    out += "<th scope=\"col\">" + formula_html(cell) + "</th>";
  out += "</tr></thead>\n<tbody>";
  for (const std::vector<std::string>& row : table.rows) {
    out += "<tr>";
    for (const std::string& cell : row)
      out += (is_number(cell) ? "<td class=\"number\">" : "<td>") + formula_html(cell) + "</td>";
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

std::string markdown_table(const Table& table) {
  std::string out = table.title.empty() ? "" : cell_text(table.title) + ":\n\n";
  const auto line = [&](const std::vector<std::string>& cells) {
    out += '|';
    for (const std::string& cell : cells) out += ' ' + cell_text(cell) + " |";
    out += '\n';
  };
  line(table.header);
  line(std::vector<std::string>(table.header.size(), "---"));
  for (const std::vector<std::string>& row : table.rows) line(row);
  return out + '\n';
}

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + ' ' + noun + (count == 1 ? "" : "s");
}

}  // namespace pathkernel
