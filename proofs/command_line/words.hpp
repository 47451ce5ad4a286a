/// @file words.hpp
/// The words of one command line, and the options it may have.
///
/// Leaves out: what they mean, see the files beside this one.
/// Read first in proofs/command_line.   Next: numbers.hpp.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pathkernel {

/// What stands behind each option, and without one.
class Words {
 public:
  /// @throws std::invalid_argument  if there is no such option, or a value is missing or too many
  Words(int argc, const char* const* argv);

  [[nodiscard]] bool has(const std::string& option) const { return values_.contains(option); }
  [[nodiscard]] std::optional<std::string> text(const std::string& option) const {
    if (!has(option)) return std::nullopt;
    return values_.at(option).front();
  }
  /// Of an option that may be repeated.
  [[nodiscard]] std::vector<std::string> texts(const std::string& option) const {
    return has(option) ? values_.at(option) : std::vector<std::string>();
  }
  /// What stands without an option.
  [[nodiscard]] std::vector<std::string> claims() const { return texts("claim"); }

 private:
  std::map<std::string, std::vector<std::string>> values_;
};

/// All that --help says.
[[nodiscard]] std::string help_text();

}  // namespace pathkernel
