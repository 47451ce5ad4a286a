/// @file peak_memory.hpp
/// By how much the memory in use grows, at most, while something runs.
///
/// Linux tells a process the most memory that it ever had resident, and forgets it when asked to.
///
/// Leaves out: other systems, where nothing is told.
/// Next: kernel_benchmark.cpp.
#pragma once

#include <malloc.h>

#include <fstream>
#include <optional>
#include <string>

#include "tests/benchmarks/ratio_table.hpp"

namespace pathkernel {

/// A figure of /proc/self/status, in bytes.
[[nodiscard]] inline std::optional<double> resident_bytes(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;)
    if (double kilobytes = 0; word == name + ':' && status >> kilobytes) return kilobytes * 1024;
  return std::nullopt;
}

/// Bytes; nothing where the system does not tell.
[[nodiscard]] inline std::optional<double> growth_during(const Run& run) {
  malloc_trim(0);  // else what was freed before would be used again, and not be seen
  if (!(std::ofstream("/proc/self/clear_refs") << 5 << std::flush)) return std::nullopt;
  const std::optional<double> before = resident_bytes("VmRSS");
  run();
  const std::optional<double> most = resident_bytes("VmHWM");
  if (!before || !most) return std::nullopt;
  return *most - *before;
}

}  // namespace pathkernel
