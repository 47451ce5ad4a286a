// F16, F50, F100: the gradient flow of a network of 13 parameters until t = 5, to so many digits;
// F50b and F100b with Boost's own numbers. Q50: the integrals of Theorem 1 along that path. F1000,
// which takes long and so runs only where it is asked for: a smaller network to a thousand digits.
#include <algorithm>
#include <ctime>
#include <optional>
#include <sstream>

#include "kernel/path/path_kernel.hpp"
#include "nn/models/mlp.hpp"
#include "nn/ode/defect.hpp"
#include "nn/ode/taylor.hpp"
#include "tests/benchmarks/flow_loops.hpp"
#include "tests/benchmarks/ratio_table.hpp"
#include "tests/catch.hpp"
#include "tests/nn/made_examples.hpp"

namespace {

using namespace pathkernel;

/// What this thread computed during one run.
double seconds_of(const Run& run) {
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
  };
  const double begin = now();
  run();
  return now() - begin;
}

double median(std::vector<double>& seconds) {
  const auto middle = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2);
  std::ranges::nth_element(seconds, middle);
  return *middle;
}

/// Medians as compare() takes them of shorter runs. A run of seconds needs no repetition for the
/// clock's sake and no run before it for the cache's, so that three turns of it can be afforded.
Ratio medians_in_long_turns(const std::string& task, const Run& ours, const std::string& baseline,
                            const Run& theirs) {
  std::vector<double> here, there;
  for (double spent = 0; here.size() < 3 || spent < 20; spent += here.back() + there.back()) {
    here.push_back(seconds_of(ours));
    there.push_back(seconds_of(theirs));
  }
  return {task, median(here), baseline, median(there)};
}

/// Numbers that every scalar rounds once.
template <Real S>
std::vector<S> fractions(const std::vector<int>& numerators, int denominator) {
  std::vector<S> numbers;
  for (const int numerator : numerators) numbers.push_back(S(numerator) / denominator);
  return numbers;
}

/// A network's flow until t = 5, recorded.
template <Real S>
struct Flow {
  Mlp network;
  Examples<S> examples;
  std::vector<S> start;
  VectorField<S> field;

  Flow(const std::vector<std::uint32_t>& widths, Examples<S> data, std::vector<S> parameters)
      : network{.widths = widths}, examples(std::move(data)), start(std::move(parameters)),
        field(gradient_flow(network, SquaredLoss{}, examples)) {}

  [[nodiscard]] Path<S> path(int digits) const {
    return integrate(field, start, S(5), Taylor{digits});
  }
};

/// Eight points of a sine, four hidden units.
template <Real S>
Flow<S> flow_of_13_parameters() {
  using std::sin;
  const std::vector<S> x = fractions<S>({-21, -15, -9, -3, 3, 9, 15, 21}, 7);
  std::vector<S> y;
  for (const S& x_i : x) y.push_back(sin(x_i));
  return {{1, 4, 1},
          made_examples(1, x, y),
          fractions<S>({50, -70, 110, -30, 10, -20, 30, 40, 60, -40, 80, 20, 5}, 100)};
}

/// Three points, two hidden units.
template <Real S>
Flow<S> flow_of_7_parameters() {
  return {{1, 2, 1},
          made_examples(1, fractions<S>({-1, 0, 2}, 4), fractions<S>({1, 0, -1}, 4)),
          fractions<S>({1, -1, 1, 1, 1, 1, 0}, 4)};
}

/// Some thirty steps and their roundings cost three digits at most.
template <Real S>
S tolerance(int digits) {
  using std::pow;
  return pow(S(10), 3 - digits);
}

/// The flow of 13 parameters; the last turn's results are those that must agree.
template <Real S>
void compare_long_runs(const std::string& task, int digits) {
  const Flow<S> flow = flow_of_13_parameters<S>();
  FlowLoops<S> loops(flow.examples, Taylor{digits}.order());
  std::vector<S> here, there;

  const Ratio ratio = medians_in_long_turns(
      task, [&] { here = flow.path(digits).final_state(); }, "hand-written loops",
      [&] { there = loops.integrate(flow.start, S(5)); });
  REQUIRE(relative_difference(here, there) < tolerance<S>(digits));
  ratio_table().add(ratio);
}

}  // namespace

TEST_CASE("a gradient flow in double, beside loops", "[F16]") {
  const Flow<double> flow = flow_of_13_parameters<double>();
  FlowLoops<double> loops(flow.examples, Taylor{16}.order());
  std::vector<double> here, there;
  const auto ours = [&] { here = flow.path(16).final_state(); };
  const auto theirs = [&] { there = loops.integrate(flow.start, 5); };

  ours();
  theirs();
  REQUIRE(relative_difference(here, there) < tolerance<double>(16));
  compare("F16", ours, "hand-written loops", theirs);
}

#ifdef PATHKERNEL_HAS_MPFR
TEST_CASE("a gradient flow to 50 digits, beside loops", "[F50]") {
  compare_long_runs<MpfrReal<60>>("F50", 50);
}

TEST_CASE("a gradient flow to 100 digits, beside loops", "[F100]") {
  compare_long_runs<MpfrReal<110>>("F100", 100);
}
#endif

TEST_CASE("a gradient flow to 50 digits in Boost's numbers, beside loops", "[F50b]") {
  compare_long_runs<BoostReal<60>>("F50b", 50);
}

TEST_CASE("a gradient flow to 100 digits in Boost's numbers, beside loops", "[F100b]") {
  compare_long_runs<BoostReal<110>>("F100b", 100);
}

TEST_CASE("the kernel machines of three queries to 50 digits, beside the path's integration",
          "[Q50]") {
  using S = HighPrecision<60>;
  const Flow<S> flow = flow_of_13_parameters<S>();
  const Path<S> path = flow.path(50);
  const TrainedModel trained{flow.network, SquaredLoss{}, flow.examples, path};
  PathReader<S> reader(trained, {{S(-2)}, {S(1) / 3}, {S(4)}});  // the last outside the data
  std::vector<KernelMachine<S>> machines;

  const Ratio ratio = medians_in_long_turns(
      "Q50",
      [&] { machines = kernel_machines(reader, {.tolerance = pow(S(10), -50), .on_step = {}}); },
      "integration", [&] { (void)flow.path(50); });
  std::vector<S> predictions, outputs;
  reader.go_to(path.end());
  for (std::size_t q = 0; q < machines.size(); ++q) {
    predictions.push_back(machines[q].undivided_prediction());
    outputs.push_back(reader.output(q));
  }
  REQUIRE(relative_difference(predictions, outputs) < tolerance<S>(50));
  ratio_table().add(ratio);
}

TEST_CASE("a gradient flow to a thousand digits, beside the same to 50", "[.][F1000]") {
  using S = HighPrecision<1010>;
  using S50 = HighPrecision<60>;
  const Flow<S> flow = flow_of_7_parameters<S>();
  const Flow<S50> flow50 = flow_of_7_parameters<S50>();
  std::optional<Path<S>> path;
  std::vector<S> there;

  const double seconds = seconds_of([&] { path = flow.path(1000); });
  const double seconds50 = seconds_of([&] {
    const std::vector<S50> end = flow50.path(50).final_state();
    there.assign(end.begin(), end.end());
  });

  // The defect speaks of all digits, at both ends of each step: a shorter series would show there.
  const S defect = path_defect(flow.field, *path, 1);
  REQUIRE(relative_difference(path->final_state(), there) < pow(S(10), -48));
  REQUIRE(defect < pow(S(10), -995));
  ratio_table().add({"F1000", seconds, "the same to 50 digits", seconds50});
  std::ostringstream remark;
  remark << "F1000: " << seconds << " s, " << path->effort.steps << " steps of order "
         << Taylor{1000}.order() << ", defect " << defect.str(2);
  ratio_table().remark(remark.str());
}
