/// @file text_file.hpp
/// Numbers and files as text, without the loss of a digit and in every locale: what a path's file
/// and a file of parameters have in common.
///
/// Leaves out: what the files hold, see ode/path_file.hpp and parameters/parameter_file.hpp.
/// Next: saved_lines.hpp.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <limits>
#include <locale>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>

#include "autodiff/error.hpp"
#include "autodiff/scalar.hpp"

namespace pathkernel::detail {

/// As many decimals as tell every number of type S from its neighbours.
template <Real S>
std::string digits_of(const S& number) {
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text << std::setprecision(std::numeric_limits<S>::max_digits10) << number;
  return text.str();
}

/// Digits, a point and digits, e and digits: what all types write. Boost's also read "-" and "1e".
[[nodiscard]] inline bool is_decimal(std::string_view text) {
  const auto skip = [&](std::string_view any, std::size_t most = std::string_view::npos) {
    const std::size_t n = std::min({text.find_first_not_of(any), text.size(), most});
    text.remove_prefix(n);
    return n > 0;
  };
  constexpr std::string_view digits = "0123456789";
  skip("+-", 1);
  if (!skip(digits)) return false;
  if (skip(".", 1)) skip(digits);
  if (skip("eE", 1)) {
    skip("+-", 1);
    if (!skip(digits)) return false;
  }
  return text.empty();
}

/// The number that a word is; absent if it is none, or not finite.
template <class T>
[[nodiscard]] std::optional<T> number_of(const std::string& word) {
  if (!is_decimal(word) || (std::unsigned_integral<T> && word.starts_with('-')))
    return std::nullopt;
  std::istringstream digits(word);
  digits.imbue(std::locale::classic());
  T number{};
  try {
    const bool whole = digits >> number && digits.peek() == std::char_traits<char>::eof();
    if (whole && number - number == T{}) return number;
  } catch (const std::runtime_error&) {  // how Boost's numbers refuse some exponents
  }
  return std::nullopt;
}

/// Puts what `write` streams where the file of that name is, or will be, all at once: no one ever
/// sees half of it.
/// @throws std::runtime_error  if it can't be written; what was there before is then still there
template <class W>
void replace_file(std::string_view library, const std::string& name, W write) {
  const std::string unfinished = name + ".part";
  bool written = false;
  {
    std::ofstream out(unfinished);
    out.imbue(std::locale::classic());
    write(out);
    out.close();
    written = static_cast<bool>(out);
  }
  std::error_code error;
  if (written) std::filesystem::rename(unfinished, name, error);
  if (written && !error) return;
  std::filesystem::remove(unfinished, error);
  throw std::runtime_error(joined(library, ": ", name,
                                  " can't be written; name a file in a folder ",
                                  "that exists, that you may write to, with room."));
}

}  // namespace pathkernel::detail
