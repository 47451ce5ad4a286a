/// @file a16-schedules.cpp
/// Statement.   Whatever the schedule of mini-batches, each term carries its indicator (claim A16,
///              Remark 5):
///                y(T) = y_0 - Σ_i ∫ I_i(t) L'_i Θ_t(x, x_i) dt,
///              with I_i = 0, 1, 2, ..., how often example i is in the batch at time t.
/// Hypotheses.  The batch is constant between switches, and the flow restarts at each.
/// Derivation.  Claim A3's on each stretch; the stretches' sums add up. ∎
/// Computation. Batches in turn, shuffled, and drawn with replacement, of several sizes and
///              periods, also ones that don't divide T. The order of the residual is asserted; and
///              what becomes of the path's own order when steps don't end at switches.
/// Control.     Every I_i taken for 1 must show. A path whose steps of length h look at the batch
///              only where they begin is wrong in first order, whatever its method.
/// Not claimed. The limit of ever shorter batches, which is claim A17.

#include "nn/learning/schedule.hpp"
#include "proofs/claims/claim.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

struct NamedSchedule {
  std::string name;
  BatchSchedule schedule;
  S period;
};

std::vector<NamedSchedule> schedules() {
  return {{"2 of 5 in turn, for 1/8", BatchSchedule::cyclic(5, 2), S(1) / 8},
          {"2 with replacement, for 1/10", BatchSchedule::with_replacement(5, 2, 7), S(1) / 10},
          {"2 shuffled, for 1/7", BatchSchedule::shuffled(5, 2, 3), S(1) / 7},
          {"1 shuffled, for 1/20", BatchSchedule::shuffled(5, 1, 4), S(1) / 20},
          {"4 with replacement, for 3/10", BatchSchedule::with_replacement(5, 4, 1), S(3) / 10}};
}

Instance<S> instance_of(const NamedSchedule& how) {
  const ModelOn<S> network = Mlp{.widths = {1, 2, 1}};
  Instance<S> instance{how.name,
                       network,
                       SquaredLoss{},
                       {.count = 5,
                        .dimension = 1,
                        .x = {-1, S(-1) / 3, S(1) / 6, S(1) / 2, 1},
                        .y = {1, 0, 2, -1, 1}},
                       {},
                       S(1) / 2,
                       {{S(1) / 5}, {S(2)}}};
  for (const ExactNumber& number : written_parameters(network.parameters()))
    instance.w.push_back(number.as<S>());
  instance.flow.batches = how.schedule.stretches(how.period, instance.until);
  return instance;
}

/// The same path and queries, read as if every example were in every batch.
std::vector<KernelMachine<S>> unaware(const Instance<S>& instance, const Training<S>& training) {
  FlowOptions<S> all_in = instance.flow;
  for (Stretch<S>& stretch : all_in.batches) std::ranges::fill(stretch.control, S(1));
  PathReader<S> along = reader(instance, training.path, instance.queries, all_in);
  return kernel_machines(along, {.tolerance = S(1) / 100000000, .on_step = {}});
}

void check(const Instance<S>& instance, bool mistaken, Evidence& evidence, Smallest<S>& all_in) {
  const Training<S> training = train(instance);
  const std::vector<KernelMachine<S>> ignored = unaware(instance, training);
  const std::vector<KernelMachine<S>>& read = mistaken ? ignored : training.machines;
  evidence.keep(record(instance, training));
  for (std::size_t q = 0; q < read.size(); ++q) {
    evidence.vanishes(instance.name + ", query " + std::to_string(q + 1),
                      magnitude(S(training.outputs[q] - read[q].undivided_prediction())),
                      size_of_terms(read[q]));
    all_in.add(training.outputs[q] - ignored[q].undivided_prediction());
  }
  evidence.defect(instance.name + ": the path's defect", magnitude(training.defect),
                  magnitude(S(static_cast<int>(instance.data.count))));
}

/// The error of w(T) by n steps of order 4, which restart at switches; or which look at the batch
/// only where they begin, so that a batch seems to start there.
double log_error(const Instance<S>& instance, const std::vector<S>& exact, int n, bool restart) {
  using std::abs, std::ceil;
  VectorField<S> field = flow_of(instance);
  Taylor method{30};
  method.fixed_order = 4;
  method.fixed_step = static_cast<double>(instance.until) / n;
  const S h(*method.fixed_step);
  if (!restart)
    for (Stretch<S>& stretch : field.stretches) stretch.start = ceil(S(stretch.start / h)) * h;
  const std::vector<S> found = integrate(field, instance.w, instance.until, method).final_state();
  S error(0);
  for (std::size_t p = 0; p < found.size(); ++p)
    keep_largest(error, S(abs(S(found[p] - exact[p]))));
  return magnitude(error).log;
}

void check_switches(const Instance<S>& instance, Evidence& evidence) {
  const std::vector<S> exact =
      integrate(flow_of(instance), instance.w, instance.until, Taylor{60}).final_state();
  std::vector<double> log_step, restarted, across;
  // 4 batches, 12 k + 1 steps: in all refinements a switch falls at like fractions of a step.
  for (const int k : {4, 8, 16}) {
    const int n = 12 * k + 1;
    log_step.push_back(std::log(static_cast<double>(instance.until) / n));
    restarted.push_back(log_error(instance, exact, n, true));
    across.push_back(log_error(instance, exact, n, false));
  }
  evidence.order("w(T), steps that end at switches", log_step, restarted, 4);
  evidence.order("w(T), steps across switches", log_step, across, 1);
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const std::vector<NamedSchedule> all = schedules();
  Smallest<S> all_in;
  for (std::size_t k = 0; k < trial.pick(all.size(), std::size_t{2}); ++k) {
    check(instance_of(all[k]), trial.mistaken, evidence, all_in);
    trial.progress(double(k + 1) / double(all.size() + 2));
  }
  evidence.must_not_vanish("every I_i taken for 1", all_in.magnitude());
  check_order(evidence, instance_of(all.front()));
  check_switches(instance_of(all.front()), evidence);
  evidence.conclude(Verdict::holds);
  decision.finding =
      "with batches in turn, shuffled, and drawn with replacement; steps across switches "
      "make a method of order 4 one of order 1";
}

}  // namespace

Claim a16_schedules() {
  return {"A16-schedules", "every schedule multiplies each term by its I_i(t)", Verdict::holds,
          "every I_i is taken for 1", decide};
}

}  // namespace pathkernel::claims
