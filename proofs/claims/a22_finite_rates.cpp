/// @file a22_finite_rates.cpp
/// Statement.   At finite learning rates, which the paper leaves open, the theorem is exact with a
///              chord kernel (claim A22): for N steps of gradient descent,
///                y(w_N) = y(w_0) - Σ_s ε_s Σ_i L'_i(w_s) ∫_0^1 ∇f_{w_s + cΔ_s}(x)·∇f_{w_s}(x_i)
///                dc,
///              with Δ_s = w_{s+1} - w_s; so also for mini-batches, momentum and weight decay.
/// Hypotheses.  f differentiable along the chords, absolutely continuous at least. Every step a sum
///              of gradients: not Adam's. Weight decay as a regularizer's part of ∇L.
/// Derivation.  ∫_0^1 ∇f_{w_s + cΔ_s}(x) dc·Δ_s = f_{w_{s+1}}(x) - f_{w_s}(x) by the main theorem
///              of calculus; put in Δ_s = -ε_s Σ_i L'_i ∇f(x_i) and add up the steps. ∎
/// Computation. Chords by as many of Gauss's nodes as it takes, at a small rate, and at one at
///              which the loss rises first. Then by a given rule over one time ε N = 1: its start
///              alone leaves an error of order ε, n of Gauss's nodes one of order ε^2n.
/// Control.     The start of each chord alone; batches, momentum or decay not told of.
/// Not claimed. That this is a kernel: x is seen along the chord, x_i at its start, so that K is
///              not symmetric, by an amount of order ε.

#include "kernel/gram/symmetry.hpp"
#include "kernel/path/kernel_matrices.hpp"
#include "kernel/steps/chord_kernel.hpp"
#include "kernel/steps/record.hpp"
#include "nn/learning/learn.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/claim.hpp"
#include "proofs/claims/points_and_curves.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

/// What learns: a network with four examples, to be asked at two queries.
struct Task {
  ModelOn<S> model = Mlp{.widths = {1, 3, 1}};
  LossOn<S> loss = SquaredLoss{};
  Examples<S> data{
      4, 1, {S(-3) / 4, S(1) / 5, S(2) / 3, S(7) / 6}, {S(1) / 2, S(1) / 3, S(-3) / 5, S(1)}};
  std::vector<S> w = initial_parameters<S>(model, 1);
  Points<S> queries{{S(2) / 5}, {S(-2)}};
};

/// What has learned, step by step.
struct Learned {
  Task task;
  Trajectory<S> trajectory = {};
  Regularizer<S> regularizer = {};
  std::vector<S> losses = {};

  [[nodiscard]] std::vector<KernelMachine<S>> machines(const Points<S>& at,
                                                       const ChordOptions<S>& options = {}) const {
    return kernel_machines(LearnedModel{task.model, task.loss, task.data, trajectory, regularizer},
                           at, options);
  }
  /// The largest |w_{s+1} - w_s - its step|, with gradients from a program that has not learned.
  [[nodiscard]] S defect() const {
    Instance<S> at{"", task.model, task.loss, task.data, task.w, S(0), {}, {regularizer, {}}};
    const auto& [beta, ahead] = trajectory.inertia;
    for (std::size_t s = 0; s < trajectory.batches.size(); ++s) {
      at.flow.batches.push_back({S(static_cast<int>(s)), std::vector<S>(task.data.count, S(0))});
      for (const std::size_t i : trajectory.batches[s]) at.flow.batches[s].control[i] += 1;
    }
    RightHandSide<S> minus_gradient(flow_of(at));
    minus_gradient.enter_stretch(0);
    std::vector<S> slope(task.w.size()), v(task.w.size(), S(0));
    S largest(0);
    for (std::size_t s = 0; s < trajectory.steps(); ++s) {
      if (!trajectory.batches.empty()) minus_gradient.enter_stretch(s);
      minus_gradient(trajectory.w[s], slope);
      for (std::size_t p = 0; p < v.size(); ++p) {
        const S pushed = trajectory.rates[s] * slope[p];
        v[p] = beta * v[p] + pushed;
        const S step = ahead ? S(beta * v[p] + pushed) : v[p];
        keep_largest(largest, S(abs(S(trajectory.w[s + 1][p] - trajectory.w[s][p] - step))));
      }
    }
    return largest;
  }
  /// The largest |y - b + Σ S_i| of the queries.
  [[nodiscard]] S residual(const ChordOptions<S>& options = {}) const {
    const std::vector<KernelMachine<S>> found = machines(task.queries, options);
    S largest(0);
    for (std::size_t q = 0; q < found.size(); ++q) {
      const S y = output(task.model, trajectory.w.back(), task.queries[q]);
      keep_largest(largest, S(abs(S(y - found[q].undivided_prediction()))));
    }
    return largest;
  }
};

template <class Method>
Learned learned(const Method& method, std::size_t steps,
                const std::optional<BatchSchedule>& schedule = {},
                const Regularizer<S>& regularizer = {}) {
  Learned result;
  result.regularizer = regularizer;
  const Task& task = result.task;
  LearningOptions<S> options{.schedule = schedule, .steps = steps, .regularizer = regularizer};
  options.largest_growth = S(1000000);  // whatever the loss does
  options.observers = {record(result.trajectory, method, task.w)};
  result.losses = learn(task.model, task.loss, task.data, task.w, method, options).losses;
  return result;
}

/// Exact by the chords; not by their starts alone.
void check_exact(Evidence& evidence, const Trial& trial, const std::string& name,
                 const Learned& learned) {
  ChordOptions<S> options;
  if (trial.mistaken) options.rule = {{S(1)}, {S(1)}};
  evidence.vanishes(name + ": y(w_N) - b + Σ S_i", magnitude(learned.residual(options)),
                    size_of_terms(learned.machines(learned.task.queries, options).front()));
  evidence.defect(name + ": the steps' defect", magnitude(learned.defect()), magnitude(S(1)));
  evidence.must_not_vanish(name + ": by the chords' starts",
                           magnitude(learned.residual({.rule = left_end<S>()})));
}

/// The residual when something is not told of, by rules that ask for no small one.
void check_untold(Evidence& evidence, const std::string& name, const Learned& untold) {
  evidence.must_not_vanish(name, magnitude(untold.residual({.rule = gauss_nodes<S>(20)})));
}

void check_variants(Evidence& evidence, const Trial& trial) {
  const std::size_t n = trial.pick(24, 4);
  const BatchSchedule pairs = BatchSchedule::shuffled(4, 2, 1);
  check_exact(evidence, trial, "rate 1/20", learned(GradientDescent<S>{S(1) / 20}, n));
  const Learned jumping = learned(GradientDescent<S>{S(11) / 24}, n);
  check_exact(evidence, trial, "rate 11/24", jumping);
  const S rise = *std::ranges::max_element(jumping.losses) / jumping.losses.front();
  evidence.condition("rate 11/24: the loss rises to times what it was", decimal(rise, 3), "above 1",
                     rise > 1);
  Learned batches = learned(GradientDescent<S>{S(1) / 10}, n, pairs);
  check_exact(evidence, trial, "mini-batches of 2", batches);
  Learned ball = learned(HeavyBall<S>{S(1) / 20, S(1) / 2}, n, pairs);
  check_exact(evidence, trial, "heavy ball, mini-batches", ball);
  check_exact(evidence, trial, "Nesterov", learned(Nesterov<S>{S(1) / 20, S(1) / 2}, n));
  Learned decay = learned(GradientDescent<S>{S(1) / 10}, n, {}, L2<S>{S(1) / 5});
  check_exact(evidence, trial, "weight decay", decay);
  batches.trajectory.batches.clear();
  check_untold(evidence, "batches not told of", batches);
  ball.trajectory.inertia = {};
  check_untold(evidence, "momentum not told of", ball);
  decay.regularizer = {};
  check_untold(evidence, "weight decay not told of", decay);
}

/// A rule for chords, and the order of its error in the rate.
struct NamedRule {
  std::string name;
  ChordRule<S> rule;
  int order;
  std::vector<double> log_error = {};
};

/// The residual against the rate, over one time.
Figure check_orders(Evidence& evidence, const Trial& trial) {
  std::vector<NamedRule> rules{{"its start", left_end<S>(), 1}};
  for (std::size_t n = 1; n <= trial.pick(4U, 3U); ++n)
    rules.push_back({"Gauss, " + std::to_string(n), gauss_nodes<S>(n), 2 * static_cast<int>(n)});
  std::vector<double> log_rate, log_asymmetry;
  const int coarsest = trial.pick(1, 64), finest = trial.pick(512, 128);
  for (int steps = coarsest; steps <= finest; steps *= 2) {
    const Learned now = learned(GradientDescent<S>{S(1) / steps}, static_cast<std::size_t>(steps));
    for (NamedRule& rule : rules)
      rule.log_error.push_back(log_magnitude(now.residual({.rule = rule.rule})));
    const auto machines = now.machines(points_of(now.task.data));
    log_asymmetry.push_back(log_magnitude(asymmetry(path_kernel_matrix(machines))));
    log_rate.push_back(-std::log(steps));
    trial.progress(static_cast<double>(steps) / finest);
  }
  Panel panel{.title = "error at two queries, learned until ε N = 1",
              .x_label = "learning rate ε",
              .y_label = "largest |y - b + Σ S_i|",
              .log_x = true,
              .log_y = true};
  for (const NamedRule& rule : rules) {
    evidence.order("chords by " + rule.name, log_rate, rule.log_error, rule.order);
    Curve curve{rule.name, {}, Curve::Style::line_and_points};
    for (std::size_t k = 0; k < log_rate.size(); ++k)
      curve.points.push_back({std::exp(log_rate[k]), std::exp(rule.log_error[k])});
    panel.curves.push_back(std::move(curve));
  }
  evidence.order("asymmetry of K", log_rate, log_asymmetry, 1);
  return {"a22_finite_rates",
          "Chords by rules of few nodes",
          "On logarithmic axes the error falls as a straight line of slope 1 if each chord is seen "
          "at its start, and of slopes 2, 4, 6 and 8 if it is seen at 1 to 4 of Gauss's nodes.",
          {panel}};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  check_variants(evidence, trial);
  decision.figures.push_back(check_orders(evidence, trial));
  evidence.conclude(Verdict::holds);
  decision.finding = "exact to " + decision.residual.value_or("") +
                     " at any rate, with mini-batches, momentum and decay; chords by their starts "
                     "err as ε, by n of Gauss's nodes as ε^2n";
}

}  // namespace

Claim a22() {
  return {"A22", "finite learning rates: exact with chord kernels", Verdict::holds,
          "x is looked at where each step ends, not along its chord", decide};
}

}  // namespace pathkernel::claims
