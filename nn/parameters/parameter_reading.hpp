/// @file parameter_reading.hpp
/// Reads the lines of a file of parameters, and says of each that does not fit which line it is,
/// what it has and what the model needs.
///
/// Leaves out: what the lines mean together, see parameter_file.hpp.
/// Next: parameter_file.hpp.
#pragma once

#include "nn/data/csv.hpp"
#include "nn/model.hpp"
#include "nn/text_file.hpp"

namespace pathkernel::detail {

/// The lines of a file of parameters, each of which is refused if it is not what the model needs.
class ParameterLines {
 public:
  explicit ParameterLines(const std::string& name) : name_(name), in_(name) {
    if (!in_)
      reject("parameters: the file ", name, " can't be opened for reading; name one that exists.");
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
  /// The next line is a row of that block.
  template <Real S>
  void read_row(const ParameterBlock& block, std::vector<S>& w) {
    std::istringstream words(line());
    const std::size_t before = w.size();
    for (std::string word; words >> word;) {
      const std::optional<S> number = number_of<S>(word);
      if (!number) refuse(quoted(word), "a finite number");
      w.push_back(*number);
    }
    if (w.size() - before != block.shape.columns)
      refuse(joined(w.size() - before, " numbers"),
             joined(block.shape.columns, ", a row of ", block.name));
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
                           const char* remedy = "name a file saved for this model") const {
    reject("parameters: ", name_, ", line ", line_, ": found ", found, ", need ", needed, "; ",
           remedy, ".");
  }

  std::string name_;
  std::ifstream in_;
  std::size_t line_ = 0;
};

}  // namespace pathkernel::detail
