/// @file whole_file.hpp
/// Files that are written whole or not at all.
///
/// Leaves out: what is in them.
#pragma once

#include <filesystem>
#include <string>

namespace pathkernel {

/// Whether that is the name of a regular file, or of none yet, in a folder that can be written to.
[[nodiscard]] bool can_be_written(const std::filesystem::path& file);

/// Writes text to a file, whole or not at all: to a file beside it first, which is then renamed.
/// @throws std::runtime_error  if it cannot
void write_whole(const std::filesystem::path& file, const std::string& text);

}  // namespace pathkernel
