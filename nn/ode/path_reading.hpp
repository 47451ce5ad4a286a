/// @file path_reading.hpp
/// Reads the lines of a path's file, and says of each that is none which line it is.
///
/// Leaves out: what the lines mean together, see path_file.hpp.
/// Next: path_file.hpp.
#pragma once

#include "nn/ode/path.hpp"
#include "nn/text_file.hpp"

namespace pathkernel::detail {

/// The file, line by line: first texts and numbers with their keys, then steps.
template <Real S>
class PathFile {
 public:
  explicit PathFile(const std::string& name) : name_(name), in_(name) {
    if (!in_) reject("ode: the file ", name, " can't be opened for reading.");
    if (line() != "pathkernel path 1")
      reject("ode: ", name, " is no path, or of a later version: its first line should be ",
             "\"pathkernel path 1\".");
  }

  [[nodiscard]] std::string text(const char* key) {
    const std::string whole = line();
    const std::string start = joined(key, ' ');
    if (whole.substr(0, start.size()) != start) refuse(joined("\"", key, "\" and a value"));
    return whole.substr(start.size());
  }
  template <class T>
  [[nodiscard]] T number(const char* key) {
    std::istringstream words(text(key));
    return number_in<T>(words);
  }
  /// The next step, with w at its start as all of its coefficients, or with all of them; none after
  /// the last, when `arrived` has what the file says of the end.
  [[nodiscard]] std::optional<Step<S>> step(std::size_t dimension) {
    std::istringstream words(line());
    std::string word;
    words >> word;
    if (word == "arrived") {
      while (words >> std::ws && !words.eof()) arrived.push_back(number_in<S>(words));
      if (line() != "whole") refuse("\"whole\"");
      return std::nullopt;
    }
    if (word != "step") refuse("a step, or \"arrived\" after the last");
    Step<S> step{number_in<S>(words), number_in<S>(words), number_in<std::size_t>(words), {}};
    words >> step.sides;
    if (step.sides == "-") step.sides.clear();
    while (words >> std::ws && !words.eof()) step.coefficients.push_back(number_in<S>(words));
    if (step.coefficients.empty() || step.coefficients.size() % dimension != 0)
      refuse(
          joined("a state of ", dimension, " numbers, where there are ", step.coefficients.size()));
    return step;
  }

  std::vector<S> arrived;

 private:
  std::string line() {
    std::string text;
    if (!std::getline(in_, text)) refuse("more: the file is cut off");
    ++line_;
    return text;
  }
  template <class T>
  T number_in(std::istringstream& words) {
    std::string word;
    words >> word;
    const std::optional<T> number = number_of<T>(word);
    if (!number) refuse(joined("a number where \"", word, "\" stands"));
    return *number;
  }
  [[noreturn]] void refuse(const std::string& expected) const {
    reject("ode: ", name_, ", line ", line_, ": expected ", expected, ".");
  }

  std::string name_;
  std::ifstream in_;
  std::size_t line_ = 0;
};

}  // namespace pathkernel::detail
