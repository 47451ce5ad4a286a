/// @file saved_lines.hpp
/// Reads the lines of a file that was saved, parameters or kernel machines, and says of each that
/// does not fit which line it is, what it has and what is needed.
///
/// Leaves out: what the lines mean together, see parameters/parameter_file.hpp.
/// Next: parameters/parameter_file.hpp.
#pragma once

#include "nn/data/csv.hpp"
#include "nn/text_file.hpp"

namespace pathkernel::detail {

/// The lines of a file, each of which is refused if it is not what its reader needs.
class SavedLines {
 public:
  /// @param what    is saved there: how messages begin
  /// @param remedy  how they end
  SavedLines(const char* what, const std::string& name, const char* remedy)
      : what_(what), name_(name), remedy_(remedy), in_(name) {
    if (!in_)
      reject(what, ": the file ", name, " can't be opened for reading; name one that exists.");
  }

  /// The next line is that one.
  void require(const std::string& expected) {
    const std::string found = line();
    if (found != expected) refuse(quoted(found), quoted(expected));
  }
  /// The file was saved with no more bits than that.
  void require_bits(int most) {
    const std::string found = line();
    std::istringstream words(found);
    std::string key;
    int bits = 0;
    if (!(words >> key >> bits) || key != "bits" || !words.eof())
      refuse(quoted(found), "\"bits\" and a number");
    if (bits > most)
      refuse(joined(bits, " bits"), joined("at most ", most, ", for this scalar type has no more"),
             "read it in a type of as many, and round that");
  }
  /// The next line is a word and a whole number, which is returned. @param most  it may be
  [[nodiscard]] std::size_t count(const std::string& word, std::size_t most) {
    const std::string found = line();
    const std::optional<std::size_t> number =
        found.starts_with(word + ' ') ? number_of<std::size_t>(found.substr(word.size() + 1))
                                      : std::nullopt;
    if (!number || *number < 1 || *number > most)
      refuse(quoted(found), joined('"', word, "\" and a number from 1 to ", most));
    return *number;
  }
  /// The next line is so many numbers, which are appended. @param meaning  what they are
  template <Real S>
  void read_numbers(std::size_t count, const std::string& meaning, std::vector<S>& numbers) {
    std::istringstream words(line());
    const std::size_t before = numbers.size();
    for (std::string word; words >> word;) {
      const std::optional<S> number = number_of<S>(word);
      if (!number) refuse(quoted(word), "a finite number");
      numbers.push_back(*number);
    }
    if (numbers.size() - before != count)
      refuse(joined(numbers.size() - before, " numbers"), joined(count, ", ", meaning));
  }
  void require_end() {
    std::string found;
    ++line_;
    if (std::getline(in_, found)) refuse(quoted(found) + " after \"whole\"", "nothing there");
  }

 private:
  [[nodiscard]] static std::string quoted(const std::string& text) {
    return '"' + printable(text) + '"';
  }
  [[nodiscard]] std::string line() {
    std::string text;
    ++line_;
    if (!std::getline(in_, text))
      refuse("the end", "more: the file is cut off", "name a whole one");
    if (text.ends_with('\r')) text.pop_back();  // of a line that was ended as on Windows
    return text;
  }
  [[noreturn]] void refuse(const std::string& found, const std::string& needed,
                           const char* remedy = nullptr) const {
    reject(what_, ": ", name_, ", line ", line_, ": found ", found, ", need ", needed, "; ",
           remedy ? remedy : remedy_, ".");
  }

  const char* what_;
  std::string name_;
  const char* remedy_;
  std::ifstream in_;
  std::size_t line_ = 0;
};

}  // namespace pathkernel::detail
