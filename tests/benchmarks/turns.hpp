/// @file turns.hpp
/// Turns that last longer than those of compare(), or that several threads share.
///
/// Leaves out: repetitions for the clock's sake; a run is to take a millisecond at least.
/// Next: kernel_network.hpp.
#pragma once

#include <algorithm>
#include <ctime>
#include <utility>

#include "tests/benchmarks/ratio_table.hpp"

namespace pathkernel {

/// What counts: a thread's own computing, whatever else the machine had to do, or the time that
/// passed, where threads share the work.
enum class Clock : clockid_t { thread = CLOCK_THREAD_CPUTIME_ID, wall = CLOCK_MONOTONIC };

[[nodiscard]] inline double seconds_on(Clock clock) {
  timespec now{};
  clock_gettime(static_cast<clockid_t>(clock), &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

/// Seconds of one run.
[[nodiscard]] inline double seconds_of(Clock clock, const Run& run) {
  const double begin = seconds_on(clock);
  run();
  return seconds_on(clock) - begin;
}

[[nodiscard]] inline double median(std::vector<double> seconds) {
  const auto middle = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2);
  std::ranges::nth_element(seconds, middle);
  return *middle;
}

/// Median seconds of a run of both sides, which take turns. A turn begins with a run that does not
/// count: it brings the side's own data back into the cache.
[[nodiscard]] inline std::pair<double, double> medians_in_turns(Clock clock, int turns,
                                                                const Run& ours,
                                                                const Run& theirs) {
  std::vector<double> here, there;
  for (int turn = 0; turn < turns; ++turn) {
    ours();
    here.push_back(seconds_of(clock, ours));
    theirs();
    there.push_back(seconds_of(clock, theirs));
  }
  return {median(here), median(there)};
}

}  // namespace pathkernel
