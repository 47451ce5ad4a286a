/// @file running.hpp
/// Runs the program behind proofs/run as its users run it.
///
/// Leaves out: what it is asked.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace pathkernel::tests {

struct Finished {
  int status = -1;
  std::string out, err;
};

[[nodiscard]] inline std::string contents(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

/// A folder that goes away with the test.
struct Folder {
  std::filesystem::path path = std::filesystem::temp_directory_path() /
                               ("pathkernel-program-test-" + std::to_string(getpid()));
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(path / name) << text;
    return (path / name).string();
  }
};

/// Runs any command of the shell.
[[nodiscard]] inline Finished run(const Folder& folder, const std::string& command) {
  const std::string out = (folder.path / "out").string();
  const std::string err = (folder.path / "err").string();
  const int status = std::system((command + " >" + out + " 2>" + err + " </dev/null").c_str());
  return {WEXITSTATUS(status), contents(out), contents(err)};
}

[[nodiscard]] inline Finished proofs(const Folder& folder, const std::string& arguments) {
  return run(folder, PATHKERNEL_PROOFS_PROGRAM " " + arguments);
}

/// The number that follows some words; NaN, with which no comparison holds, if they are not there.
[[nodiscard]] inline double number_after(const std::string& text, const std::string& words) {
  const std::size_t at = text.find(words);
  return at == text.npos ? std::nan("") : std::stod(text.substr(at + words.size()));
}

[[nodiscard]] inline bool is_one_line(const std::string& text) {
  return text.ends_with('\n') && text.find('\n') == text.size() - 1;
}

/// What a claim's row of the table says after its id: "holds   4.4e-15 ..."; empty without one.
[[nodiscard]] inline std::string row(const std::string& out, const std::string& id) {
  const std::size_t begin = out.find("\n  " + id + ' ');
  if (begin == out.npos) return "";
  const std::size_t verdict = out.find_first_not_of(' ', begin + id.size() + 3);
  return out.substr(verdict, out.find('\n', verdict) - verdict);
}

/// How often one text is in another.
[[nodiscard]] inline std::size_t occurrences(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != text.npos; at += part.size()) ++count;
  return count;
}

}  // namespace pathkernel::tests
