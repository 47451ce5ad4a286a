/// @file folder.hpp
/// A folder for one test's files, removed with it.
#pragma once

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace pathkernel {

struct Folder {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("pathkernel-test-" + std::to_string(getpid()));
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string operator/(const char* name) const { return (path / name).string(); }
  [[nodiscard]] bool holds_only(const char* name) const {
    const std::filesystem::directory_iterator files(path);
    return std::ranges::all_of(files, [&](const auto& at) { return at.path().filename() == name; });
  }
};

[[nodiscard]] inline std::string contents(const std::string& name) {
  std::ostringstream text;
  text << std::ifstream(name).rdbuf();
  return text.str();
}

}  // namespace pathkernel
