/// @file a08_training_time.cpp
/// Statement.   The path kernel belongs to a curve: K(x, x') = ∫_c Θ dt over "the path taken by the
///              parameters during gradient descent" (claim A8, Definition 2).
/// Hypotheses.  Those of Theorem 1, and a curve c that may be run through at any speed.
/// Derivation.  With another clock s(t) on the same curve, the arc length s' = ‖w'‖ say,
///                dy/ds = -Σ_i L'_i Θ(x, x_i)/s',                                            (1)
///              so that the integrals of Θ and L' Θ over s belong to no dy/ds: Theorem 1 with them
///              is false unless s' = 1. With weights ds/s' they are the integrals over t again. A
///              clock that only runs m times slower is that of the mean loss, L/m until T' = m T:
///              w(T) and S_i are the same, K' = m K and a'_i = a_i/m. So K and a_i are fixed only
///              together with the loss's scale. ∎
/// Computation. The flow, and the flow divided by its own speed, which runs through the same curve
///              in as many units of s as it is long. K and S on each, by the same program.
/// Control.     The identity with arc length must fail; both flows must end at the same w.
/// Not claimed. That the theorem is wrong: its proof takes t for training time, as one then must.

#include "autodiff/operations/sums.hpp"
#include "nn/models/mlp.hpp"
#include "nn/ode/defect.hpp"
#include "proofs/claims/claim.hpp"
#include "proofs/claims/points_and_curves.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

Instance<S> network(const S& until) {
  return {"tanh network 1-2-1",
          Mlp{{1, 2, 1}},
          SquaredLoss{},
          {3, 1, {S(-1), S(1) / 2, S(3) / 2}, {S(-1) / 2, S(1), S(0)}},
          {S(1) / 2, S(-2) / 3, S(1) / 5, S(-1) / 4, S(3) / 4, S(1) / 3, S(0)},
          until,
          {{S(1)}, {S(-2)}}};
}

/// What a curve is run through by.
enum class Clock { arc_length, time };

/// s' where dw/dt is that.
S speed(const std::vector<S>& slope, Clock clock) {
  using std::sqrt;
  return clock == Clock::time ? S(1) : S(sqrt(inner_product(slope, slope)));
}

/// How much of s goes by from t = 0 to T.
S duration(const Path<S>& path, Clock clock) {
  PathQuadrature<S> quadrature({1}, PathQuadrature<S>::finest());
  const auto s = [&](const Step<S>& step, const S& dt, std::span<S> values) {
    values[0] = speed(path.derivative_in(step, dt), clock);
  };
  return quadrature.integrate(path, s).front();
}

/// dw/ds = w'/s'.
VectorField<S> flow_by(const Instance<S>& instance, Clock clock) {
  VectorField<S> field = flow_of(instance);
  if (clock == Clock::time) return field;
  std::vector<Var<S>> slopes;
  for (const NodeId block : field.derivative) slopes.push_back(field.tape[block]);
  Var<S> squares = sum(square(slopes.front()));
  for (std::size_t b = 1; b < slopes.size(); ++b) squares = squares + sum(square(slopes[b]));
  const Var<S> speed = sqrt(squares);
  for (std::size_t b = 0; b < slopes.size(); ++b)
    field.derivative[b] = (slopes[b] / broadcast(speed, slopes[b].shape())).id;
  field.objective.reset();
  return field;
}

/// ∫ L'_i Θ ds/s' over a path by its arc length s, of the first query: (1), put right.
std::vector<S> weighted_by_speed(const Instance<S>& instance, const Path<S>& path, Clock clock) {
  PathReader<S> along = reader(instance, path, instance.queries);
  RightHandSide<S> flow(flow_of(instance));
  std::vector<S> slope(path.dimension());
  PathQuadrature<S> quadrature({along.columns()}, PathQuadrature<S>::finest());
  return quadrature.integrate(path, [&](const Step<S>& step, const S& ds, std::span<S> values) {
    along.go_to(step, ds);
    flow(along.w(), slope);
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] = along.loss_derivative(i) * along.kernel(0, i) / speed(slope, clock);
  });
}

/// The same curve by another clock: the identity must fail there, and hold with the speed put in.
/// @return  what it says at the first query
S check_clock(Evidence& evidence, const Instance<S>& instance, const Training<S>& training,
              const VectorField<S>& field, const Path<S>& path) {
  using std::abs;
  const std::vector<S> w = training.path.final_state(), end = path.final_state();
  S apart(0);
  for (std::size_t p = 0; p < w.size(); ++p) keep_largest(apart, S(abs(S(end[p] - w[p]))));
  evidence.vanishes("w at the end of both clocks, difference", magnitude(apart), magnitude(S(1)));
  evidence.defect("by the other clock: the path's defect", magnitude(path_defect(field, path)),
                  magnitude(S(1)));
  PathReader<S> along = reader(instance, path, instance.queries);
  const std::vector<KernelMachine<S>> machines = kernel_machines(along);
  for (std::size_t q = 0; q < machines.size(); ++q)
    evidence.must_not_vanish(
        "y less y_0 - Σ ∫ L' Θ ds, query " + std::to_string(q),
        magnitude(S(training.outputs[q] - machines[q].undivided_prediction())));
  return machines.front().undivided_prediction();
}

/// With the speed put in, at the first query.
void check_weighted(Evidence& evidence, const Instance<S>& instance, const Training<S>& training,
                    const Path<S>& path, Clock clock) {
  S y = training.machines.front().initial;
  for (const S& part : weighted_by_speed(instance, path, clock)) y -= part;
  evidence.vanishes("y less y_0 - Σ ∫ L' Θ ds/s', query 0",
                    magnitude(S(training.outputs.front() - y)),
                    size_of_terms(training.machines.front()));
}

/// The mean loss until m T.
void check_mean_loss(Evidence& evidence, const Instance<S>& instance, const Training<S>& training) {
  const S m(static_cast<int>(instance.data.count));
  Instance<S> mean = instance;
  mean.name = "the mean loss, until m T";
  mean.loss.record = [sum = instance.loss.record, m](Var<S> f, Var<S> y) { return sum(f, y) / m; };
  mean.until = m * instance.until;
  const Training<S> slow = train(mean);
  check_identity(evidence, mean, slow);
  using std::abs;
  S K(0), a(0), y(0);
  for (std::size_t q = 0; q < slow.machines.size(); ++q) {
    keep_largest(y, S(abs(S(slow.outputs[q] - training.outputs[q]))));
    for (std::size_t i = 0; i < instance.data.count; ++i) {
      const KernelMachine<S>&by_sum = training.machines[q], &by_mean = slow.machines[q];
      keep_largest(K, S(abs(S(by_mean.path_kernel[i] - m * by_sum.path_kernel[i]))));
      keep_largest(a,
                   S(abs(S(m * by_mean.coefficient(i).value() - by_sum.coefficient(i).value()))));
    }
  }
  evidence.vanishes(mean.name + ": y' - y", magnitude(y), magnitude(S(1)));
  evidence.vanishes(mean.name + ": K' - m K", magnitude(K), magnitude(mean.until));
  evidence.vanishes(mean.name + ": m a' - a", magnitude(a), magnitude(S(1)));
}

/// Predictions by both clocks along a line of queries.
Figure figure_of(const Instance<S>& instance, const Training<S>& training, const Path<S>& path) {
  Points<S> line;
  for (const S& x : evenly_spaced(S(-3), S(3), 48)) line.push_back({x});
  const QuadratureOptions<S> roughly{.tolerance = S(1) / 1000000000, .on_step = {}};
  PathReader<S> by_time = reader(instance, training.path, line);
  PathReader<S> by_length = reader(instance, path, line);
  const std::vector<KernelMachine<S>> right = kernel_machines(by_time, roughly),
                                      wrong = kernel_machines(by_length, roughly);
  by_time.go_to(instance.until);
  Curve model{"the network", {}}, of_time{"Σ ∫ L' Θ dt", {}, Curve::Style::points},
      of_length{"Σ ∫ L' Θ ds", {}};
  for (std::size_t q = 0; q < line.size(); ++q) {
    const double x = static_cast<double>(line[q][0]);
    model.points.push_back({x, static_cast<double>(by_time.output(q))});
    of_time.points.push_back({x, static_cast<double>(right[q].undivided_prediction())});
    of_length.points.push_back({x, static_cast<double>(wrong[q].undivided_prediction())});
  }
  const std::size_t at = 4;
  const auto there = [&](const Curve& curve) { return decimal(curve.points[at][1], 2); };
  return {"a08_clocks",
          "One curve, two clocks",
          "Along x from -3 to 3, y_0 less the integrals over training time lies on the trained "
          "network's curve. With those over the arc length it is another: " +
              there(of_length) + " in place of " + there(model) +
              " at x = " + decimal(line[at][0], 2) + ", for one.",
          {{"", "x", "y", false, false, {model, of_time, of_length}, {}}}};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const Instance<S> instance = network(trial.pick(S(2), S(1)));
  const Training<S> training = train(instance);
  check_identity(evidence, instance, training);
  trial.progress(0.2);
  const Clock clock = trial.mistaken ? Clock::time : Clock::arc_length;
  const VectorField<S> field = flow_by(instance, clock);
  const S length = duration(training.path, clock);
  const Path<S> path = integrate(field, instance.w, length, Taylor{all_digits<S>});
  trial.progress(0.4);
  const S found = check_clock(evidence, instance, training, field, path);
  check_weighted(evidence, instance, training, path, clock);
  trial.progress(0.6);
  check_mean_loss(evidence, instance, training);
  evidence.conclude(Verdict::false_as_stated);
  decision.finding = "at x = 1 the network says " + decimal(training.outputs.front(), 4) +
                     ", and so do the integrals over training time; those over the arc length, " +
                     decimal(length, 3) + " in T = " + decimal(instance.until, 2) + ", say " +
                     decimal(found, 4) + ". L/m until m T has K' = m K and a' = a/m";
  if (!trial.small) decision.figures.push_back(figure_of(instance, training, path));
}

}  // namespace

Claim a08() {
  return {"A8", "The path kernel is an integral over a curve, whatever its clock",
          Verdict::false_as_stated, "the arc length is taken for the time: every speed is 1",
          decide};
}

}  // namespace pathkernel::claims
