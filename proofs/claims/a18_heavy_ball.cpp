/// @file a18_heavy_ball.cpp
/// Statement.   The theorem extends to further variants of gradient descent (claim A18; the paper
///              leaves it open). For the heavy ball, μ w'' + γ w' = -∇L from w_0 and v_0,
///                y(T) = y_0 + ∫ e^(-γt/μ) ∇f_t(x)·v_0 dt - Σ_i S_i,
///                S_i = ∫_0^T ∫_0^t h(t - s) L'_i(s) ∇f_t(x)·∇f_s(x_i) ds dt,  h(u) = e^(-γu/μ)/μ.
/// Hypotheses.  Those of claim A3, but for the flow.
/// Derivation.  w' = v_0 e^(-γt/μ) - ∫_0^t h(t - s) ∇L(w_s) ds by variation of constants; put that
///              into dy/dt = ∇f_t(x)·w', split ∇L into its terms, and integrate. ∎
/// Computation. Twice: A_s(x) = ∫_s^T h(t - s) ∇f_t(x) dt backwards along the path, for any
///              example; and what each example has left in w', μ M_i' = L'_i ∇f(x_i) - γ M_i,
///              forwards with the flow, with S_i' = ∇f(x)·M_i, by its integrator and no quadrature.
/// Control.     The kernel at equal times, ∫ Θ_t dt/γ, which is right for μ → 0, and the cross-time
///              one without v_0's share: both must visibly miss.
/// Not claimed. That this is a kernel: K(x, x') has x at later times than x', and is not symmetric.

#include "kernel/gram/symmetry.hpp"
#include "kernel/path/kernel_matrices.hpp"
#include "kernel/path/momentum_kernel.hpp"
#include "nn/ode/defect.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/claim.hpp"
#include "proofs/claims/points_and_curves.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;
using Blocks = std::vector<Var<S>>;

/// A network that is already moving when it meets three examples.
struct Rolling {
  Instance<S> instance;
  Momentum<S> momentum{.mass = S(1) / 2, .friction = S(1) / 2};
  std::vector<S> start;  ///< w_0, v_0
  VectorField<S> field;
  Path<S> path;

  Rolling(const Trial& trial, const Taylor& method, const S& T)
      : instance(network(trial, T)), start(moving(instance.w)),
        field(momentum_flow(instance.model, instance.loss, instance.data, momentum)),
        path(integrate(field, start, instance.until, method)) {}

  [[nodiscard]] auto trained() const {
    return TrainedModel{instance.model, instance.loss, instance.data, path};
  }
  /// The cross-time machines of all queries. @param as_if  of this momentum
  [[nodiscard]] std::vector<KernelMachine<S>> machines(const Points<S>& queries,
                                                       const Momentum<S>& as_if) const {
    TrainingReader<S> along = momentum_reader(trained(), as_if, queries);
    return kernel_machines(along);
  }
  [[nodiscard]] S output(const std::vector<S>& x) const {
    std::vector<S> w = path.final_state();
    w.resize(instance.w.size());
    return pathkernel::output(instance.model, w, x);
  }

 private:
  static Instance<S> network(const Trial& trial, const S& T) {
    const Mlp model{.widths = {1, trial.pick(3U, 2U), 1}};
    const Examples<S> data{3, 1, {S(-3) / 4, S(1) / 5, S(2) / 3}, {S(1), S(-1) / 2, S(1) / 7}};
    Points<S> queries;
    for (const S& x : evenly_spaced(S(-2), S(2), trial.pick(40, 2))) queries.push_back({x});
    return {"heavy ball", model, SquaredLoss{}, data, initial_parameters<S>(model, 1), T, queries};
  }
  static std::vector<S> moving(std::vector<S> w) {
    for (std::size_t p = 0; 2 * p < w.size(); ++p) w.push_back(S(p % 2 == 0 ? 1 : -1) / 2);
    return w;
  }
};

/// The flow that carries along what every example has left: states w, v, M_0, ..., S_0, ...
class Carrying {
 public:
  explicit Carrying(const Rolling& rolling) : rolling_(rolling) {
    const Instance<S>& at = rolling.instance;
    const Blocks w = state(), v = state();
    std::vector<Blocks> M(at.data.count), slopes;
    for (Blocks& left : M) left = state();
    const Blocks seen = gradient(at.model(w, input(tape(), at.queries.front()[0])), w);
    for (std::size_t i = 0; i < at.data.count; ++i) {
      const Var<S> f = at.model(w, input(tape(), at.data.x[i]));
      slopes.push_back(gradient(at.loss(f, constant(tape(), at.data.y[i])), w));
      field_.state.push_back(input(tape(), S(0)).id);  // S_i
    }
    move(v);
    const auto [mass, friction] = rolling.momentum;
    for (std::size_t b = 0; b < w.size(); ++b) {
      Var<S> force = -(friction * v[b]);
      for (const Blocks& slope : slopes) force = force - slope[b];
      move({force / mass});
    }
    for (std::size_t i = 0; i < M.size(); ++i)
      for (std::size_t b = 0; b < w.size(); ++b) move({(slopes[i][b] - friction * M[i][b]) / mass});
    for (const Blocks& left : M) {
      Var<S> sum = dot(seen[0], left[0]);
      for (std::size_t b = 1; b < w.size(); ++b) sum = sum + dot(seen[b], left[b]);
      move({sum});
    }
  }

  /// S_i of the first query.
  [[nodiscard]] std::vector<S> sums(const Taylor& method) const {
    std::vector<S> start = rolling_.start;
    start.resize(field_.dimension(), S(0));
    const std::vector<S> end =
        integrate(field_, start, rolling_.instance.until, method).final_state();
    return {end.end() - static_cast<std::ptrdiff_t>(rolling_.instance.data.count), end.end()};
  }

 private:
  Tape<S>& tape() { return field_.tape; }
  Blocks state() {
    const Blocks blocks = parameter_inputs(tape(), rolling_.instance.model.parameters());
    for (const Var<S>& block : blocks) field_.state.push_back(block.id);
    return blocks;
  }
  void move(const Blocks& derivatives) {
    for (const Var<S>& block : derivatives) field_.derivative.push_back(block.id);
  }

  const Rolling& rolling_;
  VectorField<S> field_{Tape<S>(1), {}, {}};
};

/// What the same integrals at equal times would say, over γ, with v_0's share.
std::vector<S> at_equal_times(const Rolling& rolling,
                              const std::vector<KernelMachine<S>>& machines) {
  PathReader<S> along(rolling.trained(), rolling.instance.queries);
  PathIntegrals<S> integrals(along);
  for (const Step<S>& step : rolling.path.steps()) integrals.add(step);
  const std::vector<KernelMachine<S>> same = integrals.machines();
  std::vector<S> said;
  for (std::size_t q = 0; q < same.size(); ++q) {
    said.push_back(machines[q].b());
    for (const S& share : same[q].loss_weighted) said.back() -= share / rolling.momentum.friction;
  }
  return said;
}

/// h(t - s) ∇f_t(x)·∇f_s(x_0): how much of the example at time s still moves y at time t.
Panel memory(const Rolling& rolling, const std::vector<S>& x, std::size_t n) {
  const S T = rolling.instance.until, step = T / S(static_cast<int>(n));
  const S rate = rolling.momentum.friction / rolling.momentum.mass;
  PathReader<S> along(rolling.trained(), {x, {rolling.instance.data.x[0]}});
  std::vector<std::vector<S>> of_query, of_example;
  for (const S& t : evenly_spaced(S(0), T, static_cast<int>(n))) {
    along.go_to(t);
    of_query.push_back(along.df_dw(0));
    of_example.push_back(along.df_dw(1));
  }
  const std::string unit = ", in units of T/" + std::to_string(n);
  Panel panel{
      .title = "h(t - s) ∇f_t(x)·∇f_s(x_0)", .x_label = "s" + unit, .y_label = "T - t" + unit};
  for (std::size_t t = n + 1; t-- > 0;) {
    std::vector<double> row(n + 1, 0);
    for (std::size_t s = 0; s <= t; ++s)
      row[s] =
          static_cast<double>(S(exp(S(-rate * step * S(static_cast<int>(t - s)))) /
                                rolling.momentum.mass * inner_product(of_query[t], of_example[s])));
    panel.map.push_back(std::move(row));
  }
  return panel;
}

/// What was said of every query.
struct Said {
  std::vector<S> network, across, without_velocity, same_time;

  Said(const Rolling& rolling, const std::vector<KernelMachine<S>>& machines)
      : same_time(at_equal_times(rolling, machines)) {
    for (std::size_t q = 0; q < machines.size(); ++q) {
      network.push_back(rolling.output(rolling.instance.queries[q]));
      across.push_back(machines[q].undivided_prediction());
      without_velocity.push_back(across[q] - machines[q].velocity_share);
    }
  }
  /// The largest distance from the network.
  [[nodiscard]] Magnitude residual(const std::vector<S>& said) const {
    S largest(0);
    for (std::size_t q = 0; q < said.size(); ++q)
      keep_largest(largest, S(abs(S(said[q] - network[q]))));
    return magnitude(largest);
  }
};

Figure figure(const Trial& trial, const Rolling& rolling, const Said& said) {
  using enum Curve::Style;
  Panel panel{.title = "predictions", .x_label = "x", .y_label = "y"};
  const auto add = [&](const std::string& label, const std::vector<S>& values, Curve::Style style) {
    Curve curve{label, {}, style};
    for (std::size_t q = 0; q < values.size(); ++q)
      curve.points.push_back(
          {static_cast<double>(rolling.instance.queries[q][0]), static_cast<double>(values[q])});
    panel.curves.push_back(std::move(curve));
  };
  add("the network", said.network, line);
  add("across times", said.across, points);
  add("at equal times", said.same_time, line);
  add("without v_0", said.without_velocity, line);
  return {"a18_heavy_ball",
          "What a heavy ball remembers",
          "Left: the points of the kernel across times lie on the network's curve; the kernel at "
          "equal times misses it, and so does the one across times without the first velocity. "
          "Right, a map over s and t: what the gradient of time s does at each later time t.",
          {panel, memory(rolling, {S(2)}, trial.pick(60U, 2U))}};
}

/// The residual on paths of fixed steps by Taylor's method of order 4.
void check_order(Evidence& evidence, const Trial& trial) {
  std::vector<double> log_step, log_residual;
  for (const int steps : {8, 16, 32}) {
    const double step = 0.25 / steps;
    Rolling rolling(trial, {.fixed_order = 4, .fixed_step = step}, S(1) / 4);
    rolling.instance.queries.resize(1);
    const std::vector<KernelMachine<S>> machines =
        rolling.machines(rolling.instance.queries, rolling.momentum);
    const S y = rolling.output(rolling.instance.queries[0]);
    log_step.push_back(std::log(step));
    log_residual.push_back(log_magnitude(S(y - machines[0].undivided_prediction())));
    trial.progress(0.5 + steps / 80.0);
  }
  evidence.order("residual by Taylor's method of order 4", log_step, log_residual, 4);
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const Taylor method{all_digits<S> + 2};
  const Rolling rolling(trial, method, trial.pick(S(2), S(1) / 4));
  const Instance<S>& at = rolling.instance;
  Momentum<S> as_if = rolling.momentum;
  if (trial.mistaken) as_if.friction *= as_if.mass;  // so that h(u) = e^(-γu)/μ
  const std::vector<KernelMachine<S>> machines = rolling.machines(at.queries, as_if);
  const Said said(rolling, machines);
  evidence.vanishes("y(T) - y_0 - v_0's share + Σ S_i", said.residual(said.across),
                    size_of_terms(machines.front()));
  const std::vector<S> carried = Carrying(rolling).sums(method);
  for (std::size_t i = 0; i < carried.size(); ++i)
    evidence.vanishes("S_" + std::to_string(i) + ", backwards less forwards",
                      magnitude(S(machines.front().loss_weighted[i] - carried[i])),
                      magnitude(carried[i]));
  evidence.defect("the path's defect", magnitude(path_defect(rolling.field, rolling.path)),
                  magnitude(S(1)));
  evidence.must_not_vanish("without v_0", said.residual(said.without_velocity));
  evidence.must_not_vanish("with the kernel at equal times", said.residual(said.same_time));
  const Matrix<S> K = path_kernel_matrix(rolling.machines(points_of(at.data), as_if));
  evidence.condition("asymmetry of K between the examples", decimal(asymmetry(K), 3), "above 0.001",
                     asymmetry(K) > S(1) / 1000);
  check_order(evidence, trial);
  evidence.conclude(Verdict::holds);
  decision.finding = "y(T) to " + said.residual(said.across).text +
                     " by a kernel across times; at equal times it errs by " +
                     said.residual(said.same_time).text + ", without v_0 by " +
                     said.residual(said.without_velocity).text + "; K is asymmetric by " +
                     decimal(asymmetry(K), 2);
  decision.figures.push_back(figure(trial, rolling, said));
}

}  // namespace

Claim a18() {
  return {"A18", "heavy ball: Theorem 1 with a kernel across times", Verdict::holds,
          "what is remembered is forgotten at the rate γ, not γ/μ", decide};
}

}  // namespace pathkernel::claims
