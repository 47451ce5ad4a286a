/// @file b05_matching.cpp
/// Statement.   Applying the learned model to a query is matching the query with every example by
///              the path kernel, and answering with the weighted sum (claim B5; Fig. 1 and 2):
///                y = b + Σ_i a_i K(x, x_i).
///              The example whose gradients are more like the query's along the path, so that its K
///              is greater, has more influence, all else being equal.
/// Hypotheses.  Those of Theorem 1; no K(x, x_i) vanishes at the queries.
/// Derivation.  Claims A3 and A4. ∎ To first order in T the answer's derivative by the target y*_i
///              is K(x, x_i): then the greater K has the greater influence, with the squared loss.
/// Computation. Fig. 1: one bump with a learned centre and height, so that w is a point of a plane;
///              two examples, one query. Fig. 2: a tanh network, five examples, its answer from the
///              weights beside the sum over the examples. Influence on the answer, dy/dy*_i, is
///              taken by central differences, from trainings with y*_i moved by 1/1000 both ways.
/// Control.     The example that contributes most left out; the flow of the loss times 1.001.
/// Not claimed. That a greater K means more influence in general: in Fig. 1 all else is not equal,
///              and the numbers stand beside.

#include "proofs/claims/figures_of_the_paper.hpp"
#include "proofs/claims/reading.hpp"

namespace pathkernel::claims {

namespace {

/// w_2 exp(-(x - w_1)²/2), with two examples.
Instance<S> in_the_plane() {
  const RecordedModel bump{{{"centre", {1, 1}, Role::location}, {"height", {1, 1}}},
                           [](auto w, auto x) { return w[1] * exp(-square(x - w[0]) / 2); }};
  return {"one bump",
          bump,
          SquaredLoss{},
          {2, 1, {S(1), S(0)}, {S(6) / 5, S(3) / 5}},
          {S(-3) / 4, S(1) / 2},
          S(6),
          {{S(3) / 2}, {S(1)}, {S(0)}}};
}

/// A network that learns a wave from five examples.
Instance<S> network(const Trial& trial) {
  const Mlp mlp{{1, 4, 1}};
  std::vector<S> w;
  for (std::size_t p = 0; p < parameter_count(mlp.parameters()); ++p)
    w.push_back(S(static_cast<int>(p * 5 % 13) - 6) / 7);
  Points<S> queries;
  for (const S& x : evenly_spaced(S(-3), S(3), trial.pick(36, 3))) queries.push_back({x});
  return {"tanh network 1-4-1",
          mlp,
          SquaredLoss{},
          {5, 1, evenly_spaced(S(-2), S(2), 4), {S(-1) / 2, S(1), S(1) / 3, S(-1), S(1) / 2}},
          w,
          trial.pick(S(8), S(1) / 16),
          queries};
}

/// b + Σ a_i K(x, x_i). @param mistaken  with T times the last tangent kernel for K
S weighted_sum(const Instance<S>& instance, const Training<S>& training, std::size_t row,
               bool mistaken) {
  const KernelMachine<S>& machine = training.machines[row];
  if (!mistaken) return machine.prediction().value();
  PathReader<S> along = reader(instance, training.path, instance.queries);
  along.go_to(instance.until);
  S sum = machine.b();
  for (std::size_t i = 0; i < machine.examples(); ++i)
    sum += machine.coefficient(i).value() * instance.until * along.kernel(row, i);
  return sum;
}

void check_matching(Evidence& evidence, const Instance<S>& instance, const Training<S>& training,
                    bool mistaken) {
  S worst(0);
  Magnitude size = magnitude(S(1));
  for (std::size_t row = 0; row < training.machines.size(); ++row) {
    using std::abs;
    keep_largest(
        worst, S(abs(S(training.outputs[row] - weighted_sum(instance, training, row, mistaken)))));
    const Magnitude terms = size_of_terms(training.machines[row]);
    if (terms.log > size.log) size = terms;
  }
  evidence.vanishes(instance.name + ": model - (b + Σ a_i K), at all queries", magnitude(worst),
                    size);
  evidence.defect(instance.name + ": the path's defect |w' + ∇L|", magnitude(training.defect),
                  magnitude(S(static_cast<int>(instance.data.count))));
  must_miss_the_loudest(evidence, instance.name, reading(training));
  must_miss_astray(evidence, instance);
}

/// The same, trained for another time and asked once.
Instance<S> until(Instance<S> instance, int time) {
  instance.until = S(time);
  instance.queries.resize(1);
  return instance;
}

/// dy(T)/dy*_i at the first query, by central differences.
S influence(Instance<S> instance, std::size_t i) {
  const S delta = S(1) / 1000, target = instance.data.y[i];
  instance.queries.resize(1);
  instance.data.y[i] = target + delta;
  const S above = train(instance).outputs.front();
  instance.data.y[i] = target - delta;
  return (above - train(instance).outputs.front()) / (2 * delta);
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const Instance<S> plane = in_the_plane(), wide = network(trial);
  const Training<S> walk = train(plane), learned = train(wide);
  trial.progress(0.3);
  check_matching(evidence, plane, walk, trial.mistaken);
  check_matching(evidence, wide, learned, trial.mistaken);
  trial.progress(0.6);
  check_order(evidence, until(plane, trial.pick(6, 2)), trial.pick(4, 2));
  const KernelMachine<S>& machine = walk.machines.front();
  evidence.condition("one bump: K(x, x_1)", decimal(machine.path_kernel[0], 4),
                     "greater than K(x, x_2) = " + decimal(machine.path_kernel[1], 4),
                     machine.path_kernel[0] > machine.path_kernel[1]);
  for (std::size_t i = 0; i < trial.pick(2U, 0U); ++i)  // four trainings more
    evidence.number(detail::joined("one bump: influence dy/dy*_", i + 1),
                    decimal(influence(plane, i), 4));
  evidence.conclude(Verdict::holds);
  decision.tables = {
      table_of_matches("Fig. 1: the query x = 3/2, example by example", plane, walk, 0),
      table_of_matches("Fig. 2: the query of the third panel", wide, learned, asked_row(wide))};
  decision.figures = {figure_1(plane, walk), figure_2(wide, learned)};
  decision.finding = "model and weighted sum over the examples differ by at most " +
                     decision.residual.value_or("?") +
                     "; K(x, x_1) = " + decimal(machine.path_kernel[0], 3) +
                     " beside K(x, x_2) = " + decimal(machine.path_kernel[1], 3);
}

}  // namespace

Claim b05() {
  return {"B5", "Applying the model is matching the query with every example", Verdict::holds,
          "the query is matched by the last tangent kernel, times T, not by the path kernel",
          decide};
}

}  // namespace pathkernel::claims
