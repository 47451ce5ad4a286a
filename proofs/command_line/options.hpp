/// @file options.hpp
/// The command line: what it may say, and the problem it describes.
///
/// Its words are read in command_line/, a file for each thing that they are about.
///
/// Leaves out: what they mean to a computation, see problem.hpp.
#pragma once

#include <filesystem>

#include "proofs/problem/problem.hpp"
#include "proofs/verdict/trial.hpp"

namespace pathkernel {

/// A command line that asks for a computation.
struct Request {
  Problem problem;
  int digits = 50;
  std::vector<std::string> claims;  ///< ids
  std::optional<std::filesystem::path> json;
  std::optional<std::filesystem::path> report;  ///< a folder
  bool quiet = false;
  Trial trial = {};
  unsigned jobs = 1;
};

/// What a command line asks for: a computation, or a text to print instead.
using Command = std::variant<Request, std::string>;

/// @throws std::invalid_argument  with one line: what was found, what is needed, what to do
[[nodiscard]] Command parse_command_line(int argc, const char* const* argv);

}  // namespace pathkernel
