/// @file numbers.hpp
/// Numbers, and names with numbers behind them, out of a command line's words.
///
/// Leaves out: what the numbers are for.
/// Next: data.hpp.
#pragma once

#include <charconv>
#include <string>
#include <string_view>
#include <vector>

#include "nn/data/exact_number.hpp"

namespace pathkernel {

/// The parts between separators; one more than there are of those.
[[nodiscard]] std::vector<std::string> split(const std::string& text, char separator);

/// NAME:A,B,...; no arguments without a colon.
struct NameWithArguments {
  std::string text, name;
  std::vector<std::string> arguments;
};
[[nodiscard]] NameWithArguments name_with_arguments(const std::string& text);

/// A list of a command line's possibilities: "--model: " and so on, "linear: W x + b".
struct Possibility {
  std::string_view form;  ///< "mlp:H1,H2,..."
  std::string_view text;  ///< what that is

  [[nodiscard]] std::string_view name() const { return form.substr(0, form.find(':')); }
};
/// For --help: a line each.
[[nodiscard]] std::string lines_of(const std::vector<Possibility>& all);
/// For a refusal: their forms. @throws std::invalid_argument  always
[[noreturn]] void reject_possibility(const std::string& option, const std::string& found,
                                     const std::vector<Possibility>& all);

template <class Int>
[[nodiscard]] Int whole_number(const std::string& what, const std::string& text, Int least,
                               Int greatest) {
  Int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < least ||
      number > greatest)
    reject(what, ": found \"", text, "\", need a whole number from ", least, " to ", greatest, ".");
  return number;
}

[[nodiscard]] ExactNumber number_in(const std::string& what, const std::string& text);
/// @param need  what it is, for a message: "a time"
[[nodiscard]] ExactNumber positive_number_in(const std::string& what, const std::string& text,
                                             const std::string& need);

}  // namespace pathkernel
