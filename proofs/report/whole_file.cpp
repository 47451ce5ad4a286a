#include "proofs/report/whole_file.hpp"

#include <unistd.h>

#include <fstream>
#include <stdexcept>

namespace pathkernel {

namespace {

/// Where a file's text goes before it has its name.
std::filesystem::path partial_of(const std::filesystem::path& file) {
  std::filesystem::path partial = file;
  return partial += ".partial-" + std::to_string(getpid());
}

}  // namespace

bool can_be_written(const std::filesystem::path& named) {
  std::error_code error;
  const std::filesystem::path file = std::filesystem::weakly_canonical(named, error);
  if (named.empty() || error) return false;
  if (std::filesystem::exists(file, error) && !std::filesystem::is_regular_file(file, error))
    return false;
  const bool opened = std::ofstream(partial_of(file)).is_open();
  if (opened) std::filesystem::remove(partial_of(file), error);
  return opened;
}

void write_whole(const std::filesystem::path& named, const std::string& text) {
  // Through a link, the file that it leads to is replaced, and the link stays.
  const std::filesystem::path file = std::filesystem::weakly_canonical(named);
  const std::filesystem::path partial = partial_of(file);
  {
    std::ofstream out(partial, std::ios::binary);
    out << text;
    out.close();
    if (!out) {
      std::error_code ignored;
      std::filesystem::remove(partial, ignored);
      throw std::runtime_error(file.string() + ": could not be written; is the disk full?");
    }
  }
  std::error_code error;
  std::filesystem::rename(partial, file, error);
  if (error) {
    std::error_code ignored;
    std::filesystem::remove(partial, ignored);
    throw std::runtime_error(file.string() + ": could not be written: " + error.message());
  }
}

}  // namespace pathkernel
