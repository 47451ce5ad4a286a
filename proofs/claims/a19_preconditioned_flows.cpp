/// @file a19_preconditioned_flows.cpp
/// Statement.   The theorem extends to preconditioned flows, w' = -P ∇L, with the kernel
///                K(x, x_i) = ∫ ∇f_t(x)·P_t ∇f_t(x_i) dt,
///              a kernel if P is positive semi-definite; and to Adam, whose gradients are averaged
///              as well, with P inside the kernel across times of claim A18 (claim A19).
/// Hypotheses.  Those of claim A3 but for the flow; P symmetric. Adam's flow begins at t_0 > 0,
///              when its averages are there already: what they hold at t_0 has a share of its own
///              in b.
/// Derivation.  dy/dt = ∇f·w' = -Σ_i L'_i ∇f·P ∇f_i, integrated. At each time ∇f·P ∇f_i is a Gram
///              matrix if P is, and so is their integral. Adam: claim A18 with P ∇f in place of ∇f.
///              ∎
/// Computation. RMSProp, whose P follows its own gradients; Newton's P = (H + λ)⁻¹, with λ so large
///              that it is positive, and with λ = 0 on a loss that is not convex; Adam. Eigenvalues
///              of H + λ along Newton's paths, and of K between the examples.
/// Control.     With P left out of the kernel, every one of them must visibly miss.
/// Not claimed. That L falls where P is not positive; P that are not symmetric.

#include "kernel/gram/eigenvalues.hpp"
#include "kernel/path/adam_kernel.hpp"
#include "kernel/path/kernel_matrices.hpp"
#include "kernel/path/preconditioned_kernel.hpp"
#include "nn/flows/preconditioners.hpp"
#include "nn/learning/batch_gradient.hpp"
#include "nn/ode/defect.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/claim.hpp"
#include "proofs/claims/points_and_curves.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;
using Trained = TrainedModel<S, ModelOn<S>, LossOn<S>>;

/// A flow with a P in it, and how it is read: as it was made, or by mistake with another P.
struct Flow {
  Instance<S> instance;
  VectorField<S> field;
  std::vector<S> start;
  std::function<TrainingReader<S>(const Trained&, const Points<S>&)> read;
};

Instance<S> network(const Trial& trial, const std::string& name) {
  const Mlp model{.widths = {1, 2, 1}};
  const Examples<S> data{3, 1, {S(-1), S(1) / 3, S(1)}, {S(1), S(1) / 7, S(-1) / 2}};
  Points<S> queries;
  for (const S& x : evenly_spaced(S(-2), S(2), trial.pick(40, 1))) queries.push_back({x});
  return {name,
          model,
          SquaredLoss{},
          data,
          initial_parameters<S>(model, 1),
          trial.pick(S(1), S(1) / 8),
          queries};
}

/// f = w tanh(v x), where the loss is not convex.
Instance<S> product_model(const Trial& trial, const std::string& name) {
  const RecordedModel model{{{"w", {1, 1}}, {"v", {1, 1}}},
                            [](auto w, auto x) { return w[0] * tanh(w[1] * x); }};
  const Examples<S> data{2, 1, {S(1), S(1) / 2}, {S(2), S(1) / 3}};
  return {name,
          model,
          SquaredLoss{},
          data,
          {S(1) / 2, S(1) / 3},
          trial.pick(S(1) / 2, S(1) / 8),
          {{S(-1)}, {S(3) / 2}}};
}

template <class P>
Flow preconditioned(Instance<S> at, const P& p, const P& as_if, std::vector<S> memory = {}) {
  VectorField<S> field = preconditioned_flow(at.model, at.loss, at.data, p);
  std::vector<S> start = at.w;
  start.insert(start.end(), memory.begin(), memory.end());
  return {std::move(at), std::move(field), std::move(start),
          [as_if](const Trained& trained, const Points<S>& queries) {
            return preconditioned_reader(trained, as_if, queries);
          }};
}

Flow rms_prop(const Trial& trial) {
  const RmsProp<S> p{.memory_time = S(1) / 2, .floor = S(1) / 10};
  const RmsProp<S> as_if{p.memory_time, trial.mistaken ? S(0) : p.floor};
  Instance<S> at = network(trial, "RMSProp");
  std::vector<S> squares;
  for (std::size_t k = 1; k <= at.w.size(); ++k) squares.push_back(S(static_cast<int>(k)) / 10);
  return preconditioned(std::move(at), p, as_if, squares);
}

Flow newton(const Trial& trial, const std::string& name, const S& damping) {
  const InverseHessian<S> p{damping}, as_if{trial.mistaken ? S(damping + 1) : damping};
  return preconditioned(product_model(trial, name), p, as_if);
}

Flow adam(const Trial& trial) {
  const AdamTimes<S> times{.mean_time = S(1) / 4, .square_time = S(1), .floor = S(1) / 8};
  AdamTimes<S> as_if = times;
  if (trial.mistaken) as_if.floor = S(0);
  Instance<S> at = network(trial, "Adam");
  RightHandSide<S> g(flow_of(at));
  g.enter_stretch(0);
  std::vector<S> slope(at.w.size());
  g(at.w, slope);
  for (S& entry : slope) entry = -entry;
  VectorField<S> field = adam_flow(at.model, at.loss, at.data, times);
  std::vector<S> start = adam_start(at.w, slope, times, S(1) / 8);
  return {std::move(at), std::move(field), std::move(start),
          [as_if](const Trained& trained, const Points<S>& queries) {
            return adam_reader(trained, as_if, queries);
          }};
}

/// What a flow's kernels say at its end, of the queries and of the examples.
struct Said {
  Path<S> path;
  std::vector<S> network, by_kernel;
  std::vector<S> without, without_start;  ///< with P left out, and what was remembered at t_0
  Matrix<S> K;                            ///< between the examples
  Magnitude size;

  Said(const Flow& flow, const Taylor& method, const std::function<void(double)>& progress)
      : path(integrate(flow.field, flow.start, flow.instance.until, method)) {
    const Instance<S>& at = flow.instance;
    const Trained trained{at.model, at.loss, at.data, path};
    Points<S> points = at.queries;
    for (const std::vector<S>& x : points_of(at.data)) points.push_back(x);
    TrainingReader<S> along = flow.read(trained, points);
    const auto machines = kernel_machines(along, {.on_step = progress});
    PathReader<S> plain(trained, points);
    PathIntegrals<S> integrals(plain);
    for (const Step<S>& step : path.steps()) integrals.add(step);
    const auto of_gradient_flow = integrals.machines();
    plain.go_to(at.until);
    for (std::size_t q = 0; q < points.size(); ++q) {
      network.push_back(plain.output(q));
      by_kernel.push_back(machines[q].undivided_prediction());
      without.push_back(of_gradient_flow[q].undivided_prediction());
      without_start.push_back(by_kernel[q] - machines[q].velocity_share);
    }
    size = size_of_terms(machines.front());
    K = path_kernel_matrix(
        std::vector(machines.end() - static_cast<std::ptrdiff_t>(at.data.count), machines.end()));
  }

  /// The largest distance from the network.
  [[nodiscard]] S residual(const std::vector<S>& said) const {
    S largest(0);
    for (std::size_t q = 0; q < said.size(); ++q)
      keep_largest(largest, S(abs(S(said[q] - network[q]))));
    return largest;
  }
};

Said check_flow(Evidence& evidence, const Trial& trial, const Flow& flow) {
  Said said(flow, {all_digits<S> + 2}, trial.progress);
  const std::string& name = flow.instance.name;
  evidence.vanishes(name + ": y(T) - b + Σ S_i", magnitude(said.residual(said.by_kernel)),
                    said.size);
  evidence.defect(name + ": the path's defect", magnitude(path_defect(flow.field, said.path)),
                  magnitude(S(1)));
  evidence.must_not_vanish(name + ": with P left out of K", magnitude(said.residual(said.without)));
  return said;
}

/// The residual at one query, on paths of fixed steps by Taylor's method of order 4.
void check_order(Evidence& evidence, const Flow& flow) {
  const Instance<S>& at = flow.instance;
  const S until = S(1) / 16;
  std::vector<double> log_step, log_residual;
  for (const int steps : {4, 8, 16}) {
    const double step = 0.0625 / steps;
    const Path<S> path =
        integrate(flow.field, flow.start, until, Taylor{.fixed_order = 4, .fixed_step = step});
    const Trained trained{at.model, at.loss, at.data, path};
    TrainingReader<S> along = flow.read(trained, {at.queries.front()});
    const KernelMachine<S> machine = kernel_machines(along).front();
    std::vector<S> w = path.final_state();
    w.resize(at.w.size());
    const S y = output(at.model, w, at.queries.front());
    log_step.push_back(std::log(step));
    log_residual.push_back(log_magnitude(S(y - machine.undivided_prediction())));
  }
  evidence.order(at.name + ": residual by Taylor's method of order 4", log_step, log_residual, 4);
}

/// The eigenvalues of H + λ at sampled times: so many are to be below 0 at each of them.
void check_hessian(Evidence& evidence, const Flow& flow, const Said& said, const S& damping,
                   std::ptrdiff_t negative) {
  const Instance<S>& at = flow.instance;
  BatchGradient<S> loss(at.model, at.loss, at.data);
  loss.use(std::vector<std::size_t>{0, 1});
  S least(0), greatest(0);  // of all times
  bool met = true;
  for (const S& t : evenly_spaced(S(0), at.until, 16)) {
    loss.evaluate(said.path.state(t));
    Matrix<S> H(at.w.size(), at.w.size());
    for (std::size_t p = 0; p < H.rows * H.rows; ++p)
      H(p / H.rows, p % H.rows) = loss.hessian()[p] + (p % (H.rows + 1) == 0 ? damping : S(0));
    const std::vector<S> values = eigenvalues(symmetric_part(H));
    met &= std::ranges::count_if(values, [](const S& value) { return value < 0; }) == negative;
    least = t == 0 ? values.front() : std::min(least, values.front());
    greatest = t == 0 ? values.back() : std::max(greatest, values.back());
  }
  evidence.condition(at.name + ": eigenvalues of H + λ on the path",
                     decimal(least, 3) + " to " + decimal(greatest, 3),
                     std::to_string(negative) + " of 2 below 0, at 17 times", met);
}

/// ∇f(x)·P ∇f(x) along a path, x being the first query.
CurvePoints own_kernel(const Flow& flow, const Said& said, int times) {
  const Instance<S>& at = flow.instance;
  const Trained trained{at.model, at.loss, at.data, said.path};
  TrainingReader<S> along = flow.read(trained, {at.queries.front()});
  PathReader<S> plain(trained, {at.queries.front()});
  return curve_of(evenly_spaced(S(0), at.until, times), [&](const S& t) {
    const Step<S>& step = said.path.step_at(t);
    plain.go_to(t);
    return inner_product<S>(along.at(step, S(t - step.start)).seen.row(0), plain.df_dw(0));
  });
}

Curve curve(const std::string& label, const Points<S>& x, const std::vector<S>& y,
            Curve::Style style) {
  Curve result{label, {}, style};
  for (std::size_t q = 0; q < x.size(); ++q)
    result.points.push_back({static_cast<double>(x[q][0]), static_cast<double>(y[q])});
  return result;
}

Panel predictions(const Flow& flow, const Said& said) {
  const Points<S>& x = flow.instance.queries;
  return {.title = flow.instance.name + ": predictions",
          .x_label = "x",
          .y_label = "y",
          .curves = {curve("the network", x, said.network, Curve::Style::line),
                     curve("by its kernel", x, said.by_kernel, Curve::Style::points),
                     curve("with P left out", x, said.without, Curve::Style::line)}};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const Flow rms = rms_prop(trial), averaging = adam(trial);
  const Flow positive = newton(trial, "Newton, λ = 4", S(4));
  const Flow indefinite = newton(trial, "Newton, λ = 0", S(0));
  const Said of_rms = check_flow(evidence, trial, rms);
  const Said of_positive = check_flow(evidence, trial, positive);
  const Said of_indefinite = check_flow(evidence, trial, indefinite);
  const Said of_adam = check_flow(evidence, trial, averaging);
  evidence.must_not_vanish("Adam: without what it remembered at t_0",
                           magnitude(of_adam.residual(of_adam.without_start)));
  const auto least = [](const Said& said) { return eigenvalues(said.K).front(); };
  for (const auto& [name, said] : {std::pair{"RMSProp", &of_rms}, {"Newton, λ = 4", &of_positive}})
    evidence.condition(name + std::string(": least eigenvalue of K"), decimal(least(*said), 3),
                       "above 0", least(*said) > 0);
  evidence.must_fail("Newton, λ = 0: least eigenvalue of K", decimal(least(of_indefinite), 3),
                     "below 0", least(of_indefinite) < 0);
  evidence.condition("Adam: asymmetry of K", decimal(asymmetry(of_adam.K), 3), "above 0.001",
                     asymmetry(of_adam.K) > S(1) / 1000);
  check_hessian(evidence, positive, of_positive, S(4), 0);
  check_hessian(evidence, indefinite, of_indefinite, S(0), 1);
  check_order(evidence, rms);
  check_order(evidence, positive);
  if (!trial.small) check_order(evidence, averaging);
  evidence.conclude(Verdict::holds);
  decision.finding = "RMSProp, Newton and Adam to " + decision.residual.value_or("") +
                     "; least eigenvalues: RMSProp " + decimal(least(of_rms), 3) +
                     ", Newton where P > 0 " + decimal(least(of_positive), 3) +
                     ", where H is indefinite " + decimal(least(of_indefinite), 3) +
                     "; Adam's K is asymmetric";
  const int times = trial.pick(60, 2);
  const Panel own{
      .title = "∇f(x)·P ∇f(x) along Newton's paths",
      .x_label = "t",
      .y_label = "at x = -1",
      .curves = {{"λ = 4: P positive", own_kernel(positive, of_positive, times)},
                 {"λ = 0: P indefinite", own_kernel(indefinite, of_indefinite, times)}}};
  decision.figures.push_back(
      {"a19_preconditioned_flows",
       "Kernels with a preconditioner inside",
       "The points of the kernels with P lie on the networks' curves, of RMSProp and of Adam; "
       "without P the curves are elsewhere. Newton's kernel of a point with itself is above 0 "
       "where H + λ is positive, and below 0 where H is not.",
       {predictions(rms, of_rms), predictions(averaging, of_adam), own}});
}

}  // namespace

Claim a19() {
  return {"A19", "preconditioned flows and Adam: K = ∫ ∇f·P ∇f dt, positive if P is",
          Verdict::holds, "the kernel's P lacks the floor η, or has another damping", decide};
}

}  // namespace pathkernel::claims
