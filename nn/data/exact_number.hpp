/// @file exact_number.hpp
/// A number as it was written, so that every scalar type reads it to its own last digit.
///
/// "0.1" has no finite binary expansion: rounded to double first, a number of 50 digits would get
/// 16 of them right. So data and settings stay text until the scalar type is known. The text is
///
///     ± n 10^e / d        (n, d whole numbers of any length; d = 1 where there is no "/")
///
/// exactly, so that numbers are compared without rounding: 1 = 1.0 = 2/2, whatever their texts.
///
/// Leaves out: arithmetic, hexadecimal, grouped digits, the sign of zero, NaN and infinity.
/// Read first in nn/data.   Next: csv.hpp.
#pragma once

#include <algorithm>
#include <charconv>
#include <compare>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "autodiff/error.hpp"
#include "autodiff/scalar.hpp"

namespace pathkernel {

/// Whether S holds |u| > 0 with all its digits: neither beyond its range nor too close to 0.
template <Real S>
[[nodiscard]] bool in_range(const S& magnitude) {
  using Limits = std::numeric_limits<S>;
  return !Limits::is_specialized || (magnitude >= Limits::min() && magnitude <= Limits::max());
}

/// A finite decimal, or one divided by a whole number: "0.05", "-3", "+2.5e-3", "7/20".
class ExactNumber {
 public:
  ExactNumber(int whole) : ExactNumber(std::to_string(whole)) {}  // implicit, for nothing is lost

  /// @throws std::invalid_argument  if the text is not a number
  explicit ExactNumber(std::string_view text) {
    const std::optional<ExactNumber> number = parse(text);
    if (!number)
      reject('"', text, "\" is not a number: need a finite decimal such as 0.05 or 2.5e-3, or a ",
             "ratio such as 7/20; no divisor 0, no exponent over 9999, at most 5000 characters.");
    *this = *number;
  }

  /// The number that the text is, blanks around it apart; absent if it is not one.
  [[nodiscard]] static std::optional<ExactNumber> parse(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n\f\v";
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    text = text.substr(0, text.find_last_not_of(blanks) + 1);
    ExactNumber number;
    number.text_ = text;
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    if (number.text_.size() > 5000 || !number.read_magnitude(text)) return std::nullopt;
    if (number.n_.find_first_not_of('0') != text.npos)
      number.sign_ = number.text_.starts_with('-') ? -1 : 1;
    return number;
  }

  [[nodiscard]] const std::string& text() const { return text_; }  ///< as written, blanks apart
  [[nodiscard]] bool positive() const { return sign_ > 0; }

  /// ± n 10^e / d in S. A decimal is rounded once; a ratio in n 10^e, in d and in their quotient.
  /// @throws std::invalid_argument  if one of the three is too large for S, or too close to 0
  template <Real S>
  [[nodiscard]] S as() const {
    if (sign_ == 0) return S(0);
    const S n = rounded<S>(n_ + "e" + std::to_string(e_));
    const S magnitude = d_ == "1" ? n : n / rounded<S>(d_);
    using Limits = std::numeric_limits<S>;
    if (!in_range(magnitude))
      reject("The magnitude of ", text_, " is not between 1e", Limits::min_exponent10, " and 1e",
             Limits::max_exponent10, ", where this scalar type has all its digits. Choose another ",
             "unit, or a type with a wider range.");
    return S(sign_) * magnitude;
  }

  /// The order of the values. With both signs +:  a < b  where  n_a d_b 10^e_a < n_b d_a 10^e_b.
  [[nodiscard]] std::weak_ordering compare(const ExactNumber& b) const {
    if (sign_ != b.sign_ || sign_ == 0) return sign_ <=> b.sign_;
    const std::weak_ordering order = product(n_, b.d_, e_) <=> product(b.n_, d_, b.e_);
    return sign_ > 0 ? order : 0 <=> order;
  }

  bool operator==(const ExactNumber&) const = default;  ///< the same text: 1 is not 1.0 here

 private:
  ExactNumber() = default;

  /// Finds n, e and d in WHOLE.PARTeEXPONENT/DIVISOR; false if the text is not of that form.
  [[nodiscard]] bool read_magnitude(std::string_view text) {
    const std::size_t slash = std::min(text.find('/'), text.size());
    if (slash < text.size()) d_ = text.substr(slash + 1);
    const std::size_t e = std::min(text.find_first_of("eE"), slash);
    if (e < slash) {
      std::string_view exponent = text.substr(e + 1, slash - e - 1);
      if (exponent.starts_with('+') && !exponent.starts_with("+-")) exponent.remove_prefix(1);
      const char* const end = exponent.data() + exponent.size();
      const auto [stop, error] = std::from_chars(exponent.data(), end, e_);
      if (error != std::errc{} || stop != end || e_ < -9999 || e_ > 9999) return false;
    }
    n_ = text.substr(0, e);
    if (const std::size_t point = n_.find('.'); point != n_.npos) {
      n_.erase(point, 1);
      e_ -= static_cast<int>(n_.size() - point);
    }
    const auto whole = [](const std::string& digits) {
      return !digits.empty() && digits.find_first_not_of("0123456789") == digits.npos;
    };
    return whole(n_) && whole(d_) && d_.find_first_not_of('0') != d_.npos;
  }

  /// A decimal without sign in S; 0, for `as` to refuse, if it is out of a built-in type's range.
  template <Real S>
  [[nodiscard]] static S rounded(const std::string& decimal) {
    S value(0);
    if constexpr (std::floating_point<S>)
      std::from_chars(decimal.data(), decimal.data() + decimal.size(), value);
    else
      value = S(decimal);
    return value;
  }

  /// n d 10^e, digit by digit as on paper: the place of its first digit, then the digits without
  /// the zeros at their ends. Of two such pairs the smaller is the smaller number.
  static std::pair<int, std::string> product(std::string_view n, std::string_view d, int e) {
    std::string digits(n.size() + d.size(), '0');
    for (std::size_t i = n.size(); i-- > 0;) {
      int carry = 0;
      for (std::size_t j = d.size(); j-- > 0; carry /= 10) {
        carry += digits[i + j + 1] - '0' + (n[i] - '0') * (d[j] - '0');
        digits[i + j + 1] = static_cast<char>('0' + carry % 10);
      }
      digits[i] = static_cast<char>('0' + carry);
    }
    const std::size_t first = digits.find_first_not_of('0');
    const std::size_t end = digits.find_last_not_of('0') + 1;
    return {e + static_cast<int>(digits.size() - first), digits.substr(first, end - first)};
  }

  std::string text_, n_, d_ = "1";
  int e_ = 0, sign_ = 0;
};

}  // namespace pathkernel
