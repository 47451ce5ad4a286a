/// @file ratio_table.hpp
/// How benchmarks compare: a task done here and by a baseline, in turns, on one thread.
///
/// A machine that others use as well is faster at one time than at another. So both sides take
/// turns of a few milliseconds, and the median over the turns of the thread's own CPU time counts.
/// A turn begins with a run that does not count: it brings the side's own data back into the cache.
///
/// A new benchmark is a test case that checks that both sides agree, and one call of compare().
///
/// Leaves out: confidence intervals, which Catch2 prints for each side alone, of wall time; what
/// other threads do.
/// Read first in tests/benchmarks.   Next: vectors_benchmark.cpp.
#pragma once

#include <functional>
#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "autodiff/scalar.hpp"

namespace pathkernel {

/// One run of one side of a comparison, as often as it is called.
using Run = std::function<void()>;

/// What a task takes: median CPU seconds of one run, or of one of the operations it consists of.
struct Ratio {
  std::string task;
  double seconds = 0;
  std::string baseline;
  double baseline_seconds = 0;

  [[nodiscard]] double value() const { return seconds / baseline_seconds; }
};

/// All comparisons of one run of the program, sorted by task.
class RatioTable {
 public:
  void add(Ratio ratio);
  /// A line that is printed below the table.
  void remark(std::string line) { remarks_.push_back(std::move(line)); }

  [[nodiscard]] bool empty() const { return ratios_.empty(); }
  void print(std::ostream& out) const;
  /// An array of {"task", "seconds", "baseline", "baseline_seconds", "ratio"}.
  [[nodiscard]] std::string as_json() const;

 private:
  std::vector<Ratio> ratios_;
  std::vector<std::string> remarks_;
};

/// The program's one table. Catch2 calls a test case without arguments, so it can't be handed one.
[[nodiscard]] RatioTable& ratio_table();

/// Measures both sides of a task, by Catch2 for what it prints and in turns for the table.
/// @param operations  how many operations a run consists of, if the time of one is what counts
void compare(const std::string& task, const Run& ours, const std::string& baseline,
             const Run& theirs, double operations = 1);

/// max |a_i - b_i| / max |b_i|; a NaN on either side makes it one.
template <Real S>
[[nodiscard]] S relative_difference(const std::vector<S>& a, const std::vector<S>& b) {
  using std::abs;
  if (a.size() != b.size()) return std::numeric_limits<S>::infinity();
  S difference(0), size(0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    keep_largest(difference, S(abs(a[i] - b[i])));
    keep_largest(size, S(abs(b[i])));
  }
  return difference / size;
}

}  // namespace pathkernel
