// T7: an epoch of mini-batch gradient descent, a 784-128-10 network on 60,000 made examples in
// batches of 64, in double on two threads; beside PyTorch where Debian's python3-torch is there.
// PyTorch has a process of its own, started for each turn; wall time counts.
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <sstream>

#include "nn/learning/gradient_descent.hpp"
#include "nn/learning/learn.hpp"
#include "nn/models/mlp.hpp"
#include "tests/benchmarks/ratio_table.hpp"
#include "tests/catch.hpp"

namespace {

using namespace pathkernel;

/// (7919 k mod 10007)/10007, which epoch_torch.py computes as well.
double number(std::size_t k) { return static_cast<double>(k * 7919 % 10007) / 10007; }

Examples<double> made_examples() {
  const std::size_t m = 60'000, n = 784, classes = 10;
  Examples<double> data{m, n, std::vector<double>(n * m), std::vector<double>(classes * m),
                        classes};
  for (std::size_t j = 0; j < n; ++j)
    for (std::size_t i = 0; i < m; ++i) data.x[j * m + i] = number(i * 13 + j * 29 + i * j % 101);
  for (std::size_t i = 0; i < m; ++i) data.y[i * 7 % classes * m + i] = 1;
  return data;
}

/// What an epoch took, and the sum of its batches' losses.
struct Epoch {
  double seconds = 0;
  double loss = 0;
  double peak_bytes = 0;
  std::string library = {};
};

Epoch epoch_here(const Mlp& network, const Examples<double>& data, const BatchSchedule& schedule) {
  std::vector<double> w(parameter_count(network.parameters()));
  for (std::size_t p = 0; p < w.size(); ++p) w[p] = (number(p) - 0.5) / 16;
  const auto now = [] { return std::chrono::steady_clock::now(); };
  const auto begin = now();
  const Learning<double> learning =
      learn(network, SoftmaxCrossEntropy{}, data, w, GradientDescent<double>{1.0 / 8192},
            {.schedule = schedule, .steps = schedule.batches_per_epoch(), .threads = 2});
  Epoch epoch{std::chrono::duration<double>(now() - begin).count()};
  epoch.loss = learning.epoch_losses.front();
  return epoch;
}

/// What a command prints, if it succeeds.
std::optional<std::string> printed_by(const std::string& command) {
  std::FILE* const pipe = popen((command + " 2>/dev/null").c_str(), "r");
  std::string text;
  for (int c; pipe && (c = std::fgetc(pipe)) != EOF;) text += static_cast<char>(c);
  if (!pipe || pclose(pipe) != 0) return std::nullopt;
  return text;
}

/// A Python that has PyTorch.
std::optional<std::string> python() {
  for (const std::string name : {"python3", "/usr/bin/python3"})
    if (printed_by(name + " -c 'import torch'")) return name;
  return std::nullopt;
}

Epoch epoch_by_torch(const std::string& python, const std::string& order) {
  const std::string script = PATHKERNEL_SOURCE_DIR "/tests/benchmarks/epoch_torch.py";
  const std::optional<std::string> text = printed_by(python + " '" + script + "' 2 " + order);
  REQUIRE(text);
  Epoch epoch;
  std::istringstream words(*text);
  REQUIRE(words >> epoch.seconds >> epoch.loss >> epoch.peak_bytes >> epoch.library);
  return epoch;
}

double median(std::vector<double> seconds) {
  std::ranges::sort(seconds);
  return seconds[seconds.size() / 2];
}

double peak_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) * 1024;
}

}  // namespace

TEST_CASE("an epoch of mini-batches, beside PyTorch", "[T7]") {
  const Mlp network{.widths = {784, 128, 10}};
  const Examples<double> data = made_examples();
  const double data_bytes = static_cast<double>((data.x.size() + data.y.size()) * sizeof(double));
  const std::optional<std::string> torch = python();
  for (const std::string order : {"cyclic", "shuffled"}) {
    const BatchSchedule schedule = order == "cyclic" ? BatchSchedule::cyclic(data.count, 64)
                                                     : BatchSchedule::shuffled(data.count, 64, 1);
    std::vector<double> here, there;
    std::string library = "no PyTorch: install python3-torch and libopenblas0-openmp";
    for (int turn = 0; turn < 5; ++turn) {
      const Epoch ours = epoch_here(network, data, schedule);
      here.push_back(ours.seconds);
      if (!torch) continue;
      const Epoch theirs = epoch_by_torch(*torch, order);
      there.push_back(theirs.seconds);
      library = "PyTorch, " + theirs.library;
      // In order, both make the same steps; shuffled, by each one's own random numbers.
      if (order == "cyclic") REQUIRE(std::abs(ours.loss - theirs.loss) < 1e-9 * theirs.loss);
    }
    if (torch)
      ratio_table().add({"T7 " + order, median(here), library, median(there)});
    else
      ratio_table().remark("T7 " + order + ": " + std::to_string(median(here)) + " s, " + library);
  }
  const double times = peak_bytes() / data_bytes;
  CHECK(times < 2);
  ratio_table().remark("T7: wall time on 2 threads; at most " + std::to_string(times) +
                       " times the data in memory");
}
