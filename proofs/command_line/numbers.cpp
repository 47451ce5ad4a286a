#include "proofs/command_line/numbers.hpp"

namespace pathkernel {

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text)
    if (c == separator)
      parts.emplace_back();
    else
      parts.back() += c;
  return parts;
}

NameWithArguments name_with_arguments(const std::string& text) {
  const std::size_t colon = text.find(':');
  if (colon == text.npos) return {text, text, {}};
  return {text, text.substr(0, colon), split(text.substr(colon + 1), ',')};
}

std::string lines_of(const std::vector<Possibility>& all) {
  std::string text;
  for (const Possibility& possibility : all) {
    const std::size_t width = std::max<std::size_t>(32, possibility.form.size() + 2);
    text += "  " + std::string(possibility.form) +
            std::string(width - possibility.form.size(), ' ') + std::string(possibility.text) +
            '\n';
  }
  return text;
}

void reject_possibility(const std::string& option, const std::string& found,
                        const std::vector<Possibility>& all) {
  std::string forms;
  for (std::size_t k = 0; k < all.size(); ++k)
    forms += (k == 0 ? "" : k + 1 == all.size() ? " or " : ", ") + std::string(all[k].form);
  reject(option, ": found \"", found, "\", need ", forms, ".");
}

ExactNumber number_in(const std::string& what, const std::string& text) {
  const std::optional<ExactNumber> number = ExactNumber::parse(text);
  if (!number) reject(what, ": found \"", text, "\", need a decimal or a ratio such as 7/20.");
  return *number;
}

ExactNumber positive_number_in(const std::string& what, const std::string& text,
                               const std::string& need) {
  ExactNumber number = number_in(what, text);
  if (!number.positive()) reject(what, ": found ", text, ", need ", need, " above 0.");
  return number;
}

}  // namespace pathkernel
