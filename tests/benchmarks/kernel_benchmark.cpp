// T3, the tangent kernel between 256 examples of a network of 24,961 parameters: from the
// gradients' factors beside the Jacobian, and on two threads beside one. T8, the path kernels of 16
// queries and 256 examples: a node of the path beside one block of the tangent kernel, and what
// memory it takes.
#include <sstream>

#include "kernel/path/accumulated_kernel.hpp"
#include "nn/ode/dormand_prince.hpp"
#include "tests/benchmarks/kernel_network.hpp"
#include "tests/benchmarks/peak_memory.hpp"
#include "tests/benchmarks/turns.hpp"
#include "tests/catch.hpp"

namespace {

using namespace pathkernel;

/// The machines beside the trained network, relatively. Goes to the end of the reader's path.
double residual(const std::vector<KernelMachine<double>>& machines, PathReader<double>& reader) {
  std::vector<double> predictions, outputs;
  reader.go_to(reader.path().end());
  for (std::size_t row = 0; row < machines.size(); ++row) {
    predictions.push_back(machines[row].undivided_prediction());
    outputs.push_back(reader.output(row));
  }
  return relative_difference(predictions, outputs);
}

std::string megabytes(double bytes) { return std::to_string(std::lround(bytes / 1e6)) + " MB"; }

}  // namespace

TEST_CASE("a tangent kernel from factors, beside the Jacobian's", "[T3]") {
  const KernelNetwork task(256);
  ExamplesKernel kernel(task), jacobian(task, {.form = GradientForm::multiplied_out});
  const auto ours = [&] { kernel.run(); };
  const auto theirs = [&] { jacobian.run(); };

  ours();
  theirs();
  REQUIRE(relative_difference(kernel.entries(), jacobian.entries()) < 1e-12);
  const auto [here, there] = medians_in_turns(Clock::thread, 9, ours, theirs);
  ratio_table().add({"T3 Jacobian", here, "multiplied out", there});
}

TEST_CASE("a tangent kernel on two threads, beside one", "[T3]") {
  const KernelNetwork task(256);
  ExamplesKernel on_two(task, {.threads = 2}), on_one(task);
  const int runs = 4;  // in a turn
  const auto ours = [&] {
    for (int k = 0; k < runs; ++k) on_two.run();
  };
  const auto theirs = [&] {
    for (int k = 0; k < runs; ++k) on_one.run();
  };

  ours();
  theirs();
  REQUIRE(on_two.entries() == on_one.entries());
  const auto [here, there] = medians_in_turns(Clock::wall, 31, ours, theirs);
  ratio_table().add({"T3 2 threads", here / runs, "1 thread", there / runs});
  ratio_table().remark("T3: wall time on 2 threads; " + std::to_string(there / here) +
                       " times as fast as on 1");
}

TEST_CASE("a path kernel's nodes, beside blocks of the tangent kernel", "[T8]") {
  const KernelNetwork task(256);
  const Path<double> path = integrate(gradient_flow(task.network, SquaredLoss{}, task.data), task.w,
                                      0.04, DormandPrince{1e-6});
  PathReader<double> reader(TrainedModel{task.network, SquaredLoss{}, task.data, path},
                            task.queries(16));
  PointGradients<double> queries = task.queries_gradients(16);
  PointGradients<double> examples = task.examples_gradients();
  std::vector<KernelMachine<double>> machines;
  QuadratureEffort effort;
  Matrix<double> theta;
  const int blocks = 100;  // in a turn

  const auto [here, there] = medians_in_turns(
      Clock::thread, 3, [&] { machines = kernel_machines(reader, {.tolerance = 1e-9}, &effort); },
      [&] {
        for (int k = 0; k < blocks; ++k) {
          queries.evaluate(task.w);
          examples.evaluate(task.w);
          tangent_kernel(queries, examples, theta);
        }
      });
  REQUIRE(effort.evaluations >= 200);
  REQUIRE(residual(machines, reader) < 1e-4);  // a step of the path's may err by 1e-6
  ratio_table().add({"T8 node", here / static_cast<double>(effort.evaluations), "tangent kernel",
                     there / blocks});
  ratio_table().remark("T8: " + std::to_string(here) + " s for " +
                       std::to_string(effort.evaluations) + " nodes in " +
                       std::to_string(path.steps().size()) + " steps");
}

TEST_CASE("a path kernel takes the same memory however many nodes there are", "[T8]") {
  const KernelNetwork task(64);
  const Points<double> queries = task.queries(16);
  const double step = 1.0 / 4096;
  AccumulatedTraining<double> training;
  const auto growth_with = [&](int steps) {
    return growth_during([&] {
      training = accumulate_kernel_machines(task.network, SquaredLoss{}, task.data, task.w,
                                            steps * step, DormandPrince{.fixed_step = step},
                                            queries, {.tolerance = 1e-9});
    });
  };

  (void)growth_with(4);  // what is allocated once, and what the allocator learns
  const std::optional<double> few = growth_with(4);
  const std::size_t few_nodes = training.quadrature.evaluations;
  const std::optional<double> many = growth_with(100);
  const std::size_t many_nodes = training.quadrature.evaluations;
  if (!few || !many) {
    ratio_table().remark("T8: this system does not tell how much memory was used");
    return;
  }
  const std::size_t samples = many_nodes * queries.size() * (2 * task.data.count + 1);
  const double kept = static_cast<double>(samples * sizeof(double));
  REQUIRE(many_nodes > 20 * few_nodes);
  REQUIRE(*many < *few + kept / 2);
  // Were the nodes' samples kept, it would show.
  const std::optional<double> control =
      growth_during([&] { REQUIRE(std::vector<double>(samples).back() == 0); });
  REQUIRE(*control > kept / 2);
  ratio_table().remark("T8: " + megabytes(*few) + " for " + std::to_string(few_nodes) + " nodes, " +
                       megabytes(*many) + " for " + std::to_string(many_nodes) +
                       ", whose samples, if kept, would take " + megabytes(kept) + " more");
}

TEST_CASE("the path kernels of a network of 10^5 parameters, whose path is not kept", "[T8]") {
  const KernelNetwork task(64, {64, 300, 280, 1});
  const Points<double> queries = task.queries(4);
  AccumulatedTraining<double> training;

  const double seconds = seconds_of(Clock::thread, [&] {
    training = accumulate_kernel_machines(task.network, SquaredLoss{}, task.data, task.w, 0.02,
                                          DormandPrince{1e-8}, queries, {.tolerance = 1e-10});
  });

  double worst = 0;
  for (std::size_t q = 0; q < queries.size(); ++q) {
    const double trained = output(task.network, training.w, queries[q]);
    worst = std::max(worst, std::abs(training.machines[q].undivided_prediction() - trained));
  }
  REQUIRE(task.w.size() > 100'000);
  REQUIRE(worst < 1e-6);  // a step of the path's may err by 1e-8
  std::ostringstream remark;
  remark << "T8: " << seconds << " s for " << task.w.size() << " parameters, "
         << training.effort.steps << " steps and " << training.quadrature.evaluations
         << " nodes; Theorem 1 to " << worst;
  ratio_table().remark(remark.str());
}
