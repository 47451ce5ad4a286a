/// @file json.hpp
/// What was decided, as JSON: an object with "schema": 1, every figure a decimal string.
///
/// Leaves out: reading it back.
#pragma once

#include <filesystem>

#include "proofs/outcome.hpp"

namespace pathkernel {

[[nodiscard]] std::string as_json(const Task& task, const Outcome& outcome);

/// Whether that is the name of a regular file, or of none yet, in a folder that can be written to.
[[nodiscard]] bool can_be_written(const std::filesystem::path& file);

/// Writes text to a file, whole or not at all: to a file beside it first, which is then renamed.
/// @throws std::runtime_error  if it cannot
void write_whole(const std::filesystem::path& file, const std::string& text);

}  // namespace pathkernel
