/// @file a25_any_function_of_weights.cpp
/// Statement.   The proof is "for any differentiable function of the weights" (claim A25):
///                y(w(T)) = y(w(0)) - Σ_i ∫ L'_i ∇y·∇f(x_i) dt,
///              with f the model that learns, and y whatever one likes.
/// Hypotheses.  y differentiable in w, and of w alone: not of t.
/// Derivation.  dy/dt = ∇y·w' = -Σ_i L'_i ∇y·∇f(x_i). ∎
/// Computation. y = ‖w‖², the loss itself, a weight, a hidden unit's value at x. They are recorded
///              as further outputs of the network, at which its loss does not look: rows of their
///              own, without a share in L'. For the loss, Σ_i S_i is also ∫ ‖w'‖² dt.
/// Control.     The loudest example left out; the flow of 1.001 L. The identity of a weight is the
///              superposition of claim B4, and linear in w; those of the others are not.
/// Not claimed. That the sum is a kernel machine: ∇y·∇f(x_i) is no kernel of two points.

#include "nn/layers/linear.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/points_and_curves.hpp"
#include "proofs/claims/reading.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

/// f, and beside it four other functions of w.
constexpr std::size_t C = 5;
const std::vector<std::string> names{"f(x)", "|w|^2", "the loss", "a weight", "a hidden unit"};

Examples<S> data() { return {3, 1, {S(-1), S(1) / 4, S(1)}, {S(1) / 2, S(-1), S(1)}}; }

/// A network 1-2-1 of tanh units, and what else can be said of its weights.
struct Observed {
  [[nodiscard]] static std::vector<ParameterBlock> parameters() {
    return {
        {"W1", {2, 1}}, {"b1", {2, 1}, Role::offset}, {"W2", {1, 2}}, {"b2", {1, 1}, Role::offset}};
  }
  template <Scalar T>
  [[nodiscard]] Var<T> operator()(Vars<T> w, Var<T> x) const {
    std::vector<Var<T>> rows{network(w, x)};
    Var<T> squares = sum(square(w[0]));
    for (std::size_t block = 1; block < w.size(); ++block)
      squares = squares + sum(square(w[block]));
    rows.push_back(squares);
    rows.push_back(loss(w, x));
    rows.push_back(slice(w[0], 0, 0, {1, 1}));
    rows.push_back(slice(hidden(w, x), 1, 0, {1, 1}));
    for (Var<T>& row : rows) row = repeat_per_example(row);
    return concatenate_rows(std::span<const Var<T>>(rows));
  }

 private:
  template <Scalar T>
  [[nodiscard]] static Var<T> hidden(Vars<T> w, Var<T> x) {
    return tanh(product(w[0], x) + w[1]);
  }
  template <Scalar T>
  [[nodiscard]] static Var<T> network(Vars<T> w, Var<T> x) {
    return product(w[2], hidden(w, x)) + w[3];
  }
  /// Σ_i (f(x_i) - y_i)²/2, the same at every x.
  template <Scalar T>
  [[nodiscard]] static Var<T> loss(Vars<T> w, Var<T> x) {
    const Examples<T> known = data();
    Var<T> total = constant_beside(x, T(0));
    for (std::size_t i = 0; i < known.count; ++i)
      total = total + square(network(w, constant_beside(x, known.x[i])) - known.y[i]) / 2;
    return total;
  }
};

/// The loss of the first output alone.
struct LossOfTheFirst {
  template <Scalar T>
  [[nodiscard]] Var<T> operator()(Var<T> outputs, Var<T> y) const {
    return SquaredLoss{}(slice(outputs, 0, 0, {1, 1}), y);
  }
};

/// ∫ ‖w'‖² dt
S squared_speed(const Path<S>& path) {
  PathQuadrature<S> quadrature({1}, PathQuadrature<S>::finest());
  return quadrature
      .integrate(path,
                 [&](const Step<S>& step, const S& dt, std::span<S> value) {
                   const std::vector<S> slope = path.derivative_in(step, dt);
                   value[0] = inner_product(slope, slope);
                 })
      .front();
}

/// With L' taken at the end of the path, and out of the integral.
void take_slopes_at_the_end(const Instance<S>& instance, const Path<S>& path, Reading<S>& read) {
  PathReader<S> along = reader(instance, path, instance.queries);
  along.go_to(path.end());
  for (KernelMachine<S>& machine : read.machines)
    for (std::size_t term = 0; term < machine.path_kernel.size(); ++term)
      machine.loss_weighted[term] = along.loss_derivative(term) * machine.path_kernel[term];
}

/// y(t) along the path, and y_0 - Σ S_i where its steps end.
Figure figure(const Instance<S>& instance, const Path<S>& path) {
  PathReader<S> along = reader(instance, path, instance.queries), summed = along;
  Panel panel{.x_label = "t", .y_label = "y"};
  std::vector<Curve> sums;
  for (std::size_t c = 0; c < C; ++c) {
    panel.curves.push_back({names[c], {}, Curve::Style::line});
    sums.push_back({"", {}, Curve::Style::points});
  }
  const std::vector<S> times = evenly_spaced(S(0), path.end(), 60);
  for (const S& t : times) {
    along.go_to(t);
    for (std::size_t c = 0; c < C; ++c)
      panel.curves[c].points.push_back(
          {static_cast<double>(t), static_cast<double>(along.output(c))});
  }
  PathIntegrals<S> integrals(summed, S(1) / 1'000'000'000'000);
  for (const Step<S>& step : path.steps()) {
    integrals.add(step);
    const std::vector<KernelMachine<S>> machines = integrals.machines();
    for (std::size_t c = 0; c < C; ++c)
      sums[c].points.push_back({static_cast<double>(S(step.start + step.length)),
                                static_cast<double>(machines[c].undivided_prediction())});
  }
  sums.front().label = "y_0 less the sum of S_i, where steps end";
  const auto ends = [&](std::size_t c) {
    const CurvePoints& line = panel.curves[c].points;
    return decimal(line.front()[1], 2) + " to " + decimal(line.back()[1], 2);
  };
  for (Curve& curve : sums) panel.curves.push_back(std::move(curve));
  return {"a25_functions",
          "Five functions of w along one path",
          "The loss goes from " + ends(2) + ", |w|^2 from " + ends(1) + ", f(x) from " + ends(0) +
              "; the points of the sums over examples lie on the lines.",
          {panel}};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const Instance<S> instance{"functions of w",
                             Observed{},
                             LossOfTheFirst{},
                             data(),
                             initial_parameters<S>(Observed{}, 2),
                             trial.pick(S(2), S(1) / 4),
                             {{S(2) / 5}}};
  const Training<S> training = train(instance);
  Reading<S> read = reading(training);
  const S of_loss = read.machines[2].initial - read.outputs[2];
  check_identity(evidence, instance, training);
  evidence.vanishes("L(0) - L(T) - ∫ |w'|² dt",
                    magnitude(S(of_loss - squared_speed(training.path))), {"1", 0});
  if (trial.mistaken) take_slopes_at_the_end(instance, training.path, read);
  Table table{"what the examples add to each y", {"y", "at 0", "1", "2", "3", "at T"}, {}};
  for (std::size_t c = 0; c < C; ++c) {
    const KernelMachine<S>& machine = read.machines[c];
    evidence.vanishes(names[c], magnitude(read.residual(c)), size_of_terms(machine));
    evidence.must_not_vanish(
        names[c] + ": the loudest example left out",
        magnitude(S(read.residual(c) + machine.contribution(loudest(machine)))));
    table.rows.push_back({names[c], decimal(machine.b(), 4), decimal(machine.contribution(0), 4),
                          decimal(machine.contribution(1), 4), decimal(machine.contribution(2), 4),
                          decimal(read.outputs[c], 4)});
  }
  must_miss_astray(evidence, instance);
  trial.progress(0.5);
  check_order(evidence, instance, trial.pick(2, 1));
  evidence.conclude(Verdict::holds);
  decision.finding =
      "for |w|², the loss, a weight and a hidden unit beside f; the loss falls by "
      "∫ |w'|² dt = " +
      decimal(of_loss, 4);
  decision.tables.push_back(std::move(table));
  decision.figures.push_back(figure(instance, training.path));
}

}  // namespace

Claim a25() {
  return {"A25", "any differentiable function of the weights has such a sum", Verdict::holds,
          "the loss derivatives are those at the end of the path", decide};
}

}  // namespace pathkernel::claims
