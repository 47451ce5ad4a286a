/// @file b11_cost_of_examples.cpp
/// Statement.   Learning by gradient descent needs no Gram matrix, "with its quadratic cost in the
///              number of examples"; at a query "the storage space and matching time are
///              independent of the number of examples" (claim B11; the paper's Discussion).
/// Hypotheses.  The model is run as f_w(x), which holds all examples in superposition.
/// Derivation.  The program of f_w(x) has w and x for its inputs, and no example. That of ∇L has a
///              lane for each example. The sum over examples that Theorem 1 makes of f_w(x) needs
///              ∇f(x_i) for each i, at every node t of a quadrature. ∎
/// Computation. The same network trained on m = 8, 16, ... examples. Counted are the numbers that
///              the instructions of each program read and write, over the points it is run for.
///              That of f_w(x) is given w and x alone, and has to say what the training says of x.
///              Times are shown beside, and decide nothing.
/// Control.     The sum over examples, which says the same, is counted likewise: it grows with m.
/// Not claimed. That learning as long is enough for more examples: T is 4/m here, as if the loss
///              were a mean.

#include <chrono>

#include "nn/data/made.hpp"
#include "nn/models/mlp.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/points_and_curves.hpp"
#include "proofs/claims/reading.hpp"

namespace pathkernel::claims {

namespace {

using S = double;

Instance<S> classifier(std::size_t m) {
  const Mlp network{{2, 4, 1}, Activation::tanh};
  return {std::to_string(m) + " examples",
          network,
          LogisticLoss{},
          made_moons({.count = m, .noise = S(1) / 8}),
          initial_parameters<S>(network, 1),
          S(4) / static_cast<S>(m),
          {{S(1) / 2, S(1) / 4}}};
}

/// How many numbers a program reads and writes in one run over so many examples.
std::size_t numbers_moved(const Tape<S>& tape, const std::vector<NodeId>& outputs,
                          std::size_t examples) {
  const Rewritten<S> program = rewritten(tape, std::span<const NodeId>(outputs), {});
  const std::vector<Instruction>& all = program.tape.recording().instructions;
  const auto size = [&](NodeId id) {
    return all[id].shape.size() * (all[id].per_example ? examples : 1);
  };
  std::size_t count = 0;
  for (NodeId id = 0; id < all.size(); ++id)
    if (all[id].left != id)  // not a leaf
      count +=
          size(id) + size(all[id].left) + (all[id].right == all[id].left ? 0 : size(all[id].right));
  return count;
}

/// What it takes to have f_w(x), and to have all ∇f_w(x_i), at some points.
struct Programs {
  Tape<S> tape;
  NodeId f = 0;
  std::vector<NodeId> w = {}, df_dw = {};

  Programs(const ModelOn<S>& model, const Points<S>& points) : tape(points.size()) {
    const std::vector<Var<S>> blocks = parameter_inputs(tape, model.parameters());
    const Var<S> x = example_input(tape, {2, 1}, in_lanes(points, 2));
    const Var<S> y = repeat_per_example(model(blocks, x));
    f = y.id;
    for (const Var<S>& slope : per_example_gradient(y, Vars<S>(blocks))) df_dw.push_back(slope.id);
    for (const Var<S>& block : blocks) w.push_back(block.id);
  }
  /// Numbers moved by one run over all its points.
  [[nodiscard]] std::size_t moved(const std::vector<NodeId>& outputs) const {
    return numbers_moved(tape, outputs, tape.examples());
  }
};

/// A network that was trained on m examples, and what it costs.
struct Cost {
  std::size_t m = 0, stored = 0, forward = 0, step = 0;  ///< of the model
  std::size_t examples_stored = 0, nodes = 0, sum = 0;   ///< of the sum over examples
  double forward_time = 0, sum_time = 0;                 ///< in microseconds
};

double microseconds(const std::function<void()>& work, int times) {
  const auto begin = std::chrono::steady_clock::now();
  for (int k = 0; k < times; ++k) work();
  const std::chrono::duration<double, std::micro> taken = std::chrono::steady_clock::now() - begin;
  return taken.count() / times;
}

Cost cost_of(const Trial& trial, std::size_t m, Evidence& evidence) {
  const Instance<S> instance = classifier(m);
  const Training<S> training = train(instance);
  check_rows(evidence, instance.name, reading(training));
  evidence.defect(instance.name + ": the path's defect", magnitude(training.defect),
                  magnitude(static_cast<S>(m)));
  Points<S> everyone = instance.queries;  // the query, and then the examples
  for (const std::vector<S>& x_i : points_of(instance.data)) everyone.push_back(x_i);
  const Programs query(instance.model, trial.mistaken ? everyone : instance.queries),
      all(instance.model, everyone);
  const std::size_t P = instance.w.size();
  Cost cost{.m = m, .stored = P, .nodes = training.quadrature.evaluations};
  cost.forward = query.moved({query.f});
  cost.step = numbers_moved(training.field.tape, training.field.derivative, m);
  // at each node the gradients of all points, and for each example the product of two of them
  cost.sum = cost.nodes * (all.moved(all.df_dw) + m * (2 * P + 1));
  cost.examples_stored = m * (instance.data.dimension + instance.data.targets);
  for (const Step<S>& step : training.path.steps())
    cost.examples_stored += step.coefficients.size();

  Replay<S> forward(query.tape, std::array{query.f});
  const std::vector<S> w = training.path.final_state();
  cost.forward_time = microseconds(
      [&] {
        forward.set(query.w, w);
        forward.run();
      },
      trial.pick(1000, 1));
  const S y = *forward[query.f].data;
  evidence.vanishes(instance.name + ": f_w(x), of w and x, less y(T)",
                    magnitude(y - training.outputs[0]), magnitude(y));
  PathReader<S> along = reader(instance, training.path, instance.queries);
  cost.sum_time = microseconds([&] { static_cast<void>(kernel_machines(along)); }, 1);
  return cost;
}

Table table(const std::vector<Cost>& costs) {
  Table table{"numbers moved, and stored, by one query, and by one step of learning",
              {"m", "f_w(x)", "stored", "µs", "a step", "Gram matrix", "sum over i", "nodes",
               "stored", "µs"},
              {}};
  for (const Cost& c : costs)
    table.rows.push_back({std::to_string(c.m), std::to_string(c.forward), std::to_string(c.stored),
                          decimal(c.forward_time, 2), std::to_string(c.step),
                          std::to_string(c.m * c.m), std::to_string(c.sum), std::to_string(c.nodes),
                          std::to_string(c.examples_stored), decimal(c.sum_time, 3)});
  return table;
}

Figure figure(const std::vector<Cost>& costs) {
  const auto curve = [&](auto value) {
    CurvePoints points;
    for (const Cost& c : costs)
      points.push_back({static_cast<double>(c.m), static_cast<double>(value(c))});
    return points;
  };
  const auto style = Curve::Style::line_and_points;
  return {
      "b11_cost",
      "What examples cost",
      "On logarithmic axes the model's line is level; a step of learning, and the sum over "
      "examples far above it, grow with slope 1, a Gram matrix with slope 2.",
      {{.x_label = "examples m",
        .y_label = "numbers",
        .log_x = true,
        .log_y = true,
        .curves = {{"f_w(x)", curve([](const Cost& c) { return c.forward; }), style},
                   {"a step of learning", curve([](const Cost& c) { return c.step; }), style},
                   {"a Gram matrix", curve([](const Cost& c) { return c.m * c.m; }), style},
                   {"the sum over examples", curve([](const Cost& c) { return c.sum; }), style}}}}};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(16, decision);
  std::vector<Cost> costs;
  const std::size_t most = trial.pick(std::size_t{1024}, std::size_t{32});
  for (std::size_t m = 8; m <= most; m *= 2) {
    costs.push_back(cost_of(trial, m, evidence));
    trial.progress(static_cast<double>(m) / static_cast<double>(most));
  }
  const auto number = [](std::size_t count) { return static_cast<S>(count); };
  for (std::size_t k = 1; k < costs.size(); ++k) {
    const std::string of = std::to_string(costs[k].m) + " examples: ";
    evidence.vanishes(of + "f_w(x), less that of 8",
                      magnitude(number(costs[k].forward) - number(costs[0].forward)), {"1", 0});
    evidence.must_not_vanish(of + "the sum, less that of 8",
                             magnitude(number(costs[k].sum) - number(costs[0].sum)));
    if (k < 2) continue;
    // of c + d m, the last difference is twice the one before; of m² it would be four times that
    const S growth = number(costs[k].step) - number(costs[k - 1].step);
    const S before = number(costs[k - 1].step) - number(costs[k - 2].step);
    evidence.vanishes(of + "a step grows twice as much as from m/4 to m/2",
                      magnitude(growth - 2 * before), {"1", 0});
  }
  const Cost &first = costs.front(), &last = costs.back();
  const auto at_a_node = [&](const Cost& c) { return std::log(number(c.sum) / number(c.nodes)); };
  evidence.within("slope of the sum at a node over m",
                  (at_a_node(last) - at_a_node(first)) / std::log(number(last.m / first.m)), 0.9,
                  1.1);
  evidence.conclude(Verdict::holds_under_condition);
  decision.finding = "of f_w(x): " + std::to_string(last.forward) + " numbers for " +
                     std::to_string(first.m) + " examples and for " + std::to_string(last.m) +
                     "; the sum over examples, which says the same, moves " +
                     magnitude(number(first.sum)).text + " and " + magnitude(number(last.sum)).text;
  decision.tables.push_back(table(costs));
  decision.figures.push_back(figure(costs));
}

}  // namespace

Claim b11() {
  return {"B11", "no Gram matrix to learn; the cost of a query does not depend on m",
          Verdict::holds_under_condition, "the query is asked in one batch with all examples",
          decide};
}

}  // namespace pathkernel::claims
