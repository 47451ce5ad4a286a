#include "proofs/report/claim_text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <string_view>

namespace pathkernel {

namespace {

constexpr std::array<std::string_view, 6> titles{"Statement",   "Hypotheses", "Derivation",
                                                 "Computation", "Control",    "Not claimed"};
constexpr std::size_t margin = 13;  ///< of running text, after the comment's slashes and a blank

/// "A3-models" -> "a03-models", "A3" -> "a03".
std::string stem_of(const std::string& id) {
  std::string stem;
  std::string digits;
  std::size_t at = 1;
  while (at < id.size() && std::isdigit(static_cast<unsigned char>(id[at]))) digits += id[at++];
  stem += static_cast<char>(std::tolower(static_cast<unsigned char>(id.front())));
  if (digits.size() < 2) stem += '0';
  stem += digits;
  for (; at < id.size(); ++at) stem += id[at];
  return stem;
}

/// Adds a line of text to a section: to its last paragraph, or as a new one.
void add_line(ClaimSection& section, std::string_view line) {
  const std::size_t indent = line.find_first_not_of(' ');
  const bool formula = indent >= margin + 2 && indent != line.npos;
  const std::string text(line.substr(std::min(indent, line.size())));
  if (formula || section.paragraphs.empty() || section.paragraphs.back().formula)
    section.paragraphs.push_back({text, formula});
  else
    section.paragraphs.back().text += ' ' + text;
}

}  // namespace

std::string claim_file(const std::filesystem::path& claims, const std::string& id) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(claims, error)) {
    const std::string name = entry.path().filename().string();
    const std::string stem = stem_of(id);
    if ((name.starts_with(stem + '_') || name.starts_with(stem + '.')) && name.ends_with(".cpp"))
      return name;
  }
  return "";
}

std::vector<ClaimSection> claim_text(const std::filesystem::path& claims, const std::string& id) {
  std::vector<ClaimSection> sections;
  const std::string name = claim_file(claims, id);
  if (name.empty()) return sections;
  std::ifstream file(claims / name);
  std::string line;
  while (std::getline(file, line) && line.starts_with("///")) {
    std::string text = line.size() > 4 ? line.substr(4) : "";
    for (const std::string_view title : titles)
      if (text.starts_with(std::string(title) + '.')) {
        sections.push_back({std::string(title), {}});
        text.replace(0, title.size() + 1, title.size() + 1, ' ');
      }
    if (!sections.empty() && text.find_first_not_of(' ') != text.npos)
      add_line(sections.back(), text);
  }
  return sections;
}

}  // namespace pathkernel
