// How the cost of kernels grows: with the points m, the parameters P, the nodes of a path. With
// gradients kept as factors, a block of Θ between m points and m takes
//
//     m² Σ_l (p_l + q_l)    multiplications for the pairs, p_l x q_l the weights of layer l,
//     m P                   for the gradients, up to a factor;        m² P if multiplied out
//
// and where all widths grow together, p_l + q_l goes as √P.
#include "kernel/path/path_kernel.hpp"
#include "nn/ode/dormand_prince.hpp"
#include "tests/benchmarks/cost_plot.hpp"
#include "tests/benchmarks/kernel_network.hpp"
#include "tests/benchmarks/turns.hpp"
#include "tests/catch.hpp"

namespace {

using namespace pathkernel;

/// CPU seconds of one run: the least of a few turns, since others only make it longer. Short runs
/// are repeated for the clock's sake.
double least_seconds(const Run& run) {
  int runs = 1;
  const auto turn = [&] {
    return seconds_of(Clock::thread, [&] {
      for (int k = 0; k < runs; ++k) run();
    });
  };
  double least = turn();
  for (; least < 2e-3; least = turn()) runs *= 2;
  for (int k = 0; k < 4 && (k < 2 || least < 0.05); ++k) least = std::min(least, turn());
  return least / runs;
}

/// What a block between as many queries as examples costs: gradients at the examples, and pairs.
struct BlockCost {
  double gradients = 0, pairs = 0;
};

BlockCost block_cost(const KernelNetwork& task, GradientForm form) {
  PointGradients<double> examples = task.examples_gradients({.form = form});
  PointGradients<double> queries = task.queries_gradients(task.data.count, {.form = form});
  Matrix<double> theta;
  queries.evaluate(task.w);
  const double gradients = least_seconds([&] { examples.evaluate(task.w); });
  return {gradients, least_seconds([&] { tangent_kernel(queries, examples, theta); })};
}

/// Three series of a panel, to which blocks of one size after another are added.
class BlockSeries {
 public:
  /// @param factored, multiplied_out  the slopes of pairs in either form
  BlockSeries(double factored, double multiplied_out)
      : pairs_{"pairs, factors", factored, 1}, gradients_{"gradients, factors", 1, 2},
        multiplied_out_{"pairs, multiplied out", multiplied_out, 4} {}

  void add(double size, const KernelNetwork& task, bool affordable) {
    const BlockCost cost = block_cost(task, GradientForm::factored);
    append(pairs_, size, cost.pairs);
    append(gradients_, size, cost.gradients);
    if (affordable)
      append(multiplied_out_, size, block_cost(task, GradientForm::multiplied_out).pairs);
  }
  [[nodiscard]] std::vector<CostSeries> all() const {
    return {multiplied_out_, pairs_, gradients_};
  }

 private:
  static void append(CostSeries& series, double size, double seconds) {
    series.sizes.push_back(size);
    series.seconds.push_back(seconds);
  }

  CostSeries pairs_, gradients_, multiplied_out_;
};

CostPanel by_points() {
  BlockSeries blocks(2, 2);
  for (const std::size_t m : {64, 128, 256, 512, 1024})
    blocks.add(static_cast<double>(m), KernelNetwork(m), m <= 256);
  return {"Θ between m points and m, P = 24,961", "m, points", blocks.all()};
}

CostPanel by_parameters() {
  BlockSeries blocks(0.5, 1);
  for (const std::uint32_t width : {24, 48, 96, 192, 384, 768}) {
    const KernelNetwork task(128, {width / 2, width, width, 1});
    blocks.add(static_cast<double>(task.w.size()), task, width <= 192);
  }
  return {"Θ between 128 points and 128", "P, parameters", blocks.all()};
}

CostPanel by_nodes() {
  const KernelNetwork task(64);
  const double step = 1.0 / 4096;
  const Path<double> path = integrate(gradient_flow(task.network, SquaredLoss{}, task.data), task.w,
                                      32 * step, DormandPrince{.fixed_step = step});
  PathReader<double> reader(TrainedModel{task.network, SquaredLoss{}, task.data, path},
                            task.queries(16));
  CostSeries series{"path kernels", 1, 3};
  for (const std::size_t steps : {2, 4, 8, 16, 32}) {
    std::size_t nodes = 0;
    series.seconds.push_back(least_seconds([&] {
      PathIntegrals<double> integrals(reader, 1e-9);
      for (const Step<double>& each : std::span(path.steps()).first(steps)) integrals.add(each);
      nodes = integrals.effort().evaluations;
    }));
    series.sizes.push_back(static_cast<double>(nodes));
  }
  return {"path kernels of 16 queries and 64 examples", "nodes along the path", {series}};
}

/// Pairs in both forms, of the largest block that was computed in both.
Ratio largest_pairs(const std::string& task, const CostPanel& panel) {
  const CostSeries& multiplied_out = panel.series[0];
  const CostSeries& factored = panel.series[1];
  const std::size_t last = multiplied_out.seconds.size() - 1;
  return {task, factored.seconds[last], "multiplied out", multiplied_out.seconds[last]};
}

/// Where this program is: in the folder that it was built in.
std::filesystem::path program_folder() {
  std::error_code none;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", none);
  return none ? std::filesystem::current_path() : program.parent_path();
}

}  // namespace

TEST_CASE("how kernels' costs grow", "[kernel-cost]") {
  const std::vector<CostPanel> panels{by_points(), by_parameters(), by_nodes()};

  ratio_table().add(largest_pairs("kernel-cost, m = 256", panels[0]));
  ratio_table().add(largest_pairs("kernel-cost, P = 55,873", panels[1]));
  for (const CostPanel& panel : panels) {
    for (const CostSeries& series : panel.series) REQUIRE(series.seconds.size() >= 3);
    ratio_table().remark("kernel-cost, " + panel.summary());
  }
  ratio_table().remark("kernel-cost: " + draw(panels, program_folder(), "kernel_cost"));
}
