#include "tests/benchmarks/ratio_table.hpp"

#include <algorithm>
#include <ctime>
#include <iomanip>
#include <sstream>

#include "tests/catch.hpp"

namespace pathkernel {

namespace {

/// What this thread has computed so far, whatever else the machine had to do.
double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

double seconds_of(const Run& run, int times) {
  const double begin = thread_seconds();
  for (int k = 0; k < times; ++k) run();
  return thread_seconds() - begin;
}

/// One side of a comparison, and the seconds of a run in each of its turns.
class Side {
 public:
  explicit Side(const Run& run) : run_(run) {
    run_();
    while (seconds_of(run_, runs_) < 2e-3) runs_ *= 2;  // the clock takes a microsecond to read
  }
  void take_turn() {
    run_();
    turns_.push_back(seconds_of(run_, runs_) / runs_);
  }
  [[nodiscard]] double median() {
    const auto middle = turns_.begin() + static_cast<std::ptrdiff_t>(turns_.size() / 2);
    std::ranges::nth_element(turns_, middle);
    return *middle;
  }

 private:
  const Run& run_;
  int runs_ = 1;  ///< in a turn
  std::vector<double> turns_;
};

/// Median seconds of a run of both, which take turns for a second.
std::pair<double, double> medians_in_turns(const Run& ours, const Run& theirs) {
  Side here(ours), there(theirs);
  const double begin = thread_seconds();
  for (int turn = 0; turn < 11 || thread_seconds() - begin < 1; ++turn) {
    here.take_turn();
    there.take_turn();
  }
  return {here.median(), there.median()};
}

}  // namespace

void RatioTable::add(Ratio ratio) {
  const auto place = std::ranges::upper_bound(ratios_, ratio.task, {}, &Ratio::task);
  ratios_.insert(place, std::move(ratio));
}

void RatioTable::print(std::ostream& out) const {
  std::size_t task = 4, baseline = 8;  // widths: those of the headings, or of the longest entry
  for (const Ratio& ratio : ratios_) {
    task = std::max(task, ratio.task.size());
    baseline = std::max(baseline, ratio.baseline.size());
  }
  std::ostringstream text;
  const auto line = [&](const auto& name, const auto& seconds, const auto& other,
                        const auto& other_seconds, const auto& ratio) {
    text << std::left << std::setw(static_cast<int>(task) + 2) << name << std::right
         << std::setw(10) << seconds << "   " << std::left << std::setw(static_cast<int>(baseline))
         << other << std::right << std::setw(12) << other_seconds << std::setw(9) << ratio << '\n';
  };
  line("task", "seconds", "baseline", "seconds", "ratio");
  for (const Ratio& ratio : ratios_) {
    const auto rounded = [](double value, std::ios_base& (*format)(std::ios_base&)) {
      std::ostringstream digits;
      digits << format << std::setprecision(2) << value;
      return digits.str();
    };
    line(ratio.task, rounded(ratio.seconds, std::scientific), ratio.baseline,
         rounded(ratio.baseline_seconds, std::scientific), rounded(ratio.value(), std::fixed));
  }
  for (const std::string& remark : remarks_) text << remark << '\n';
  out << text.str();
}

std::string RatioTable::as_json() const {
  std::ostringstream out;
  out << '[';
  const char* separator = "\n";
  for (const Ratio& ratio : ratios_) {
    out << separator << "  {\"task\": " << std::quoted(ratio.task)
        << ", \"seconds\": " << ratio.seconds << ", \"baseline\": " << std::quoted(ratio.baseline)
        << ", \"baseline_seconds\": " << ratio.baseline_seconds << ", \"ratio\": " << ratio.value()
        << '}';
    separator = ",\n";
  }
  out << "\n]\n";
  return out.str();
}

RatioTable& ratio_table() {
  static RatioTable table;
  return table;
}

void compare(const std::string& task, const Run& ours, const std::string& baseline,
             const Run& theirs, double operations) {
  BENCHMARK(task + " | pathkernel") { ours(); };
  BENCHMARK(task + " | " + baseline) { theirs(); };
  const auto [here, there] = medians_in_turns(ours, theirs);
  ratio_table().add({task, here / operations, baseline, there / operations});
}

}  // namespace pathkernel
