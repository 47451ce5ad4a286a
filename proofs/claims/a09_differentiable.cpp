/// @file a09_differentiable.cpp
/// Statement.   Theorem 1 asks of the model that f be "a differentiable function of w" (claim A9).
/// Hypotheses.  That one, and no other.
/// Derivation.  Let f_w(x) = x |w|^(3/2), differentiable everywhere, with f' = 0 at w = 0. Its flow
///              from w(0) = 0 under least squares may stay there. With w = u² it is also
///                u' = (3/4) (A - B u³),    A = Σ x_i y*_i,  B = Σ x_i²,                     (1)
///              which leaves 0, as ∇L is not Lipschitz there; and it may do so at any time t_0, to
///              either side. Along each of these flows y' = -Σ L'_i Θ_t, as the proof has it, so
///              that the theorem's equation holds: for another model each time. If ∇L is locally
///              Lipschitz there is one flow only (Picard and Lindelöf). ∎
/// Computation. (1) by Taylor series, squared, and read as a path of w like any other. Then starts
///              that tend to 0. Beside it a ReLU network, whose f is not even differentiable: its
///              flow is smooth between kinks, and the equation holds if each of them is found.
/// Control.     The second example left out; a flow at 1.001 the speed. The same network with
///              max(u, 0) written (u + √u²)/2, in which no kink is seen: the order must fall.
/// Not claimed. That a ReLU network has a flow: where it points at a kink from both sides it has
///              none (Filippov 1988 on what may take its place).

#include "autodiff/operations/choices.hpp"
#include "nn/models/mlp.hpp"
#include "nn/ode/defect.hpp"
#include "proofs/claims/claim.hpp"
#include "proofs/claims/points_and_curves.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

/// f_w(x) = x |w|^(3/2), with its derivative 0 at w = 0, where √|w| has none.
const auto record_power = [](auto w, auto x) {
  const auto size = abs(w[0]);
  const auto away = size > 0;
  const auto positive = size + (1 - away);
  return x * (away * positive * sqrt(positive));
};

Instance<S> power(const S& start) {
  return {"x |w|^(3/2)",    RecordedModel{{{"w", {1, 1}}}, record_power},
          SquaredLoss{},    {2, 1, {S(1), S(2)}, {S(1), S(3) / 2}},
          {start},          S(1),
          {{S(1)}, {S(-3)}}};
}

/// u of (1) from 0. @param speed  that of (1) is 1
Path<S> root_of_flow(const S& speed, const S& until) {
  Tape<S> tape;
  const Var<S> u = input(tape, S(0));
  const Var<S> slope = (4 - 5 * u * u * u) * (speed * 3 / 4);
  return integrate(VectorField<S>{std::move(tape), {u.id}, {slope.id}}, std::vector<S>{S(0)}, until,
                   Taylor{all_digits<S>});
}

/// w(t) = ± u(t - t_0)² from t_0 on, and 0 before.
Path<S> flow_from(const S& t_0, int sign, const Path<S>& u) {
  Path<S> path(1);
  if (t_0 > 0) path.append({S(0), t_0, 0, {S(0), S(0)}});
  for (const Step<S>& step : u.steps()) {
    std::vector<S> square(2 * step.coefficients.size() - 1, S(0));
    for (std::size_t j = 0; j < step.coefficients.size(); ++j)
      for (std::size_t k = 0; k < step.coefficients.size(); ++k)
        square[j + k] += sign * step.coefficients[j] * step.coefficients[k];
    path.append({t_0 + step.start, step.length, 0, std::move(square)});
  }
  return path;
}

/// A network with a kink on its path.
Instance<S> relu_network() {
  return {"relu network 1-2-1",
          Mlp{{1, 2, 1}, Activation::relu},
          SquaredLoss{},
          {3, 1, {S(-1), S(1) / 2, S(1)}, {S(1), S(-1) / 2, S(1) / 3}},
          {S(5) / 8, S(-3) / 11, S(1) / 4, S(1) / 4, S(1) / 25, S(-1) / 5, S(1) / 4},
          S(1),
          {{S(-1)}, {S(1) / 2}, {S(1)}}};
}
/// The same function, in which no relu is seen.
ModelOn<S> unseen_kinks() {
  return RecordedModel{Mlp{{1, 2, 1}}.parameters(), [](auto w, auto x) {
                         const auto u = product(w[0], x) + w[1];
                         return product(w[2], (u + sqrt(square(u))) / 2) + w[3];
                       }};
}

/// y = b - Σ S_i along a flow of x |w|^(3/2) from 0, and what it learned. Records the controls.
S check_solution(Evidence& evidence, const std::string& name, const Path<S>& path) {
  const Instance<S> instance = power(S(0));
  PathReader<S> along = reader(instance, path, instance.queries);
  const std::vector<KernelMachine<S>> machines = kernel_machines(along);
  along.go_to(path.end());
  for (std::size_t q = 0; q < machines.size(); ++q)
    evidence.vanishes(name + ", query " + std::to_string(q),
                      magnitude(S(along.output(q) - machines[q].undivided_prediction())),
                      size_of_terms(machines[q]));
  evidence.defect(name + ": its defect", magnitude(path_defect(flow_of(instance), path)),
                  magnitude(S(1)));
  if (machines.front().loss_weighted.back() != 0)
    evidence.must_not_vanish(name + ": the second example left out",
                             magnitude(machines.front().contribution(1)));
  return along.output(0);
}

/// The flows that leave 0 at t_0, upwards and downwards.
Curve both_ways(const S& t_0, const Path<S>& u, const S& until) {
  Curve curve{"leaving at t = " + decimal(t_0, 3), {}};
  for (const int sign : {1, -1}) {
    const Path<S> path = flow_from(t_0, sign, u);
    const CurvePoints way =
        curve_of(evenly_spaced(S(0), until, 60), [&](const S& t) { return path.state(t)[0]; });
    curve.points.insert(curve.points.end(), way.begin(), way.end());
    curve.points.push_back({std::nan(""), std::nan("")});
  }
  return curve;
}

/// Starts that tend to 0: y(1) tends to that of the flow that leaves 0 at once, by √w(0).
void check_starts(Evidence& evidence, const Trial& trial, const S& leaves) {
  std::vector<double> log_start, log_distance;
  S start(1);
  for (int k = 0; k < trial.pick(6, 3); ++k) {
    start /= 100;
    const Training<S> training = train(power(start));
    check_identity(evidence, power(start), training);
    log_start.push_back(magnitude(start).log);
    log_distance.push_back(magnitude(S(training.outputs.front() - leaves)).log);
    trial.progress(0.05 * k);
  }
  evidence.order("y(1) from w(0) > 0, less that of w leaving 0 at once, by w(0)", log_start,
                 log_distance, 0.5, 0.05);
}

/// The flows that begin at w = 0, and one that is not a flow. @return  what three of them learn
std::vector<S> check_power(Evidence& evidence, const Trial& trial, Figure& figure) {
  const Instance<S> instance = power(S(0));
  const S T = instance.until, speed(trial.mistaken ? 2 : 1);
  const Path<S> u = root_of_flow(speed, T), late = root_of_flow(speed, T / 2);
  const S stays = check_solution(evidence, "w stays at 0", train(instance).path);
  const S leaves = check_solution(evidence, "w leaves 0 at once", flow_from(S(0), 1, u));
  const S later = check_solution(evidence, "w leaves 0 at T/2", flow_from(T / 2, -1, late));
  evidence.must_not_vanish("y(1): w leaves, less w stays", magnitude(S(leaves - stays)));
  evidence.must_not_vanish("y(1): w leaves at once, less at T/2", magnitude(S(leaves - later)));
  const Path<S> astray = flow_from(S(0), 1, root_of_flow(S(1001) / 1000, T));
  PathReader<S> along = reader(instance, astray, instance.queries);
  const S expected = kernel_machines(along).front().undivided_prediction();
  along.go_to(T);
  evidence.must_not_vanish("at 1.001 the speed: y - (b - Σ S_i)",
                           magnitude(S(along.output(0) - expected)));
  check_starts(evidence, trial, leaves);
  for (const S& t_0 : {S(0), S(1) / 4, S(1) / 2, S(3) / 4})
    figure.panels[0].curves.push_back(both_ways(t_0, u, T));
  return {stays, later, leaves};
}

/// The first time at which a path meets a kink.
S first_kink(const Path<S>& path) {
  for (const Step<S>& step : path.steps())
    if (step.sides != path.steps().front().sides) return step.start;
  return path.end();
}

/// Errors of w(T) by Taylor's method of order 4, the kink always in the middle of a step.
Curve errors(const Instance<S>& instance, const Training<S>& exact, const S& kink, int finest) {
  using std::abs;
  const std::vector<S> w = exact.path.final_state();
  Curve curve{"", {}, Curve::Style::line_and_points};
  for (int n = 4; n <= finest; n *= 2) {
    const double h = static_cast<double>(S(2 * kink / (2 * n + 1)));
    const Taylor method{.fixed_order = 4, .fixed_step = h};
    const std::vector<S> found =
        integrate(flow_of(instance), instance.w, instance.until, method).final_state();
    S error(0);
    for (std::size_t p = 0; p < w.size(); ++p) keep_largest(error, S(abs(S(found[p] - w[p]))));
    curve.points.push_back({h, static_cast<double>(error)});
  }
  return curve;
}

void check_relu(Evidence& evidence, const Trial& trial, Figure& figure) {
  Instance<S> network = relu_network();
  const Training<S> training = train(network);
  check_identity(evidence, network, training);
  const S kink = first_kink(training.path);
  evidence.condition("a kink is met", decimal(kink, 4), "before T", kink < network.until);
  for (const bool located : {true, false}) {
    if (!located) network.model = unseen_kinks();
    Curve curve = errors(network, training, kink, trial.pick(64, 16));
    curve.label = located ? "the kink is located" : "it is stepped across";
    std::vector<double> log_step, log_error;
    for (const auto& [step, error] : curve.points) {
      log_step.push_back(std::log(step));
      log_error.push_back(std::log(error));
    }
    evidence.order("w(T) of the ReLU network by a method of order 4, " + curve.label, log_step,
                   log_error, located ? 4 : 1);
    figure.panels[1].curves.push_back(std::move(curve));
    trial.progress(located ? 0.6 : 0.9);
  }
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  Figure figure{
      "a09_flows",
      "Where a differentiable f is not enough",
      "Left: flows from w(0) = 0 stay there for any time they like, and then leave it upwards or "
      "downwards along the same curve. Right, log-log: the error of Taylor's method of order 4 "
      "falls with slope 4 where the kink is located, and with slope 1 where it is stepped across.",
      {{"Flows of x |w|^(3/2) from w(0) = 0", "t", "w", false, false, {}, {}},
       {"A ReLU network's w(T)", "step", "error", true, true, {}, {}}}};
  const std::vector<S> learned = check_power(evidence, trial, figure);
  check_relu(evidence, trial, figure);
  evidence.conclude(Verdict::holds_under_condition);
  decision.finding =
      "if ∇L is locally Lipschitz, for else there is no \"model learned\": from w(0) = 0 "
      "x |w|^(3/2) learns y(1) = 0, or " +
      decimal(learned[1], 4) + ", or " + decimal(learned[2], 4) + ", or what lies between";
  decision.figures.push_back(figure);
}

}  // namespace

Claim a09() {
  return {"A9", "Theorem 1 needs no more of f than that it is differentiable",
          Verdict::holds_under_condition, "u = √w is given w's own speed: dw = 2u du is forgotten",
          decide};
}

}  // namespace pathkernel::claims
