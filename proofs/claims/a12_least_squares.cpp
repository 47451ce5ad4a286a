/// @file a12_least_squares.cpp
/// Statement.   In least-squares regression the loss derivative is L'_i = y_i - y*_i (claim A12,
///              Remark 3), so that y(T) = y_0 - Σ_i ∫ (y_i - y*_i) Θ_t(x, x_i) dt.
/// Hypotheses.  The loss of an example is *half* the square, ℓ = (y - y*)²/2.
/// Derivation.  d/dy (y - y*)²/2 = y - y*. Of the square itself it is twice that. ∎
/// Computation. L' by reverse sweeps along the path of a network, against outputs less targets,
///              also on a path of a few coarse steps; then the identity with y_i - y*_i in the
///              integrals. The square's flow is the half's at twice the speed: stopped at T/2 it
///              has the same w, half of each K and the same S_i.
/// Control.     With the square, L' is not y - y*, and the identity written so fails.
/// Not claimed. That a factor of the loss matters for the curve that w follows: only for how fast.

#include "autodiff/operations/sums.hpp"
#include "nn/models/mlp.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/reading.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

/// ℓ = (f - y)².
struct WholeSquare {
  template <Scalar T>
  [[nodiscard]] Var<T> operator()(Var<T> f, Var<T> y) const {
    return sum(square(f - y));
  }
};

Instance<S> regression(const std::string& name, const LossOn<S>& loss, const S& until) {
  const Mlp model{{1, 3, 1}, Activation::tanh};
  const Examples<S> data{4, 1, {S(-1), S(-1) / 4, S(1) / 2, S(1)}, {S(1), S(0), S(1) / 2, S(-1)}};
  return {
      name, model, loss, data, initial_parameters<S>(model, 3), until, {{S(1) / 5}, {S(3) / 2}}};
}

/// The instance's queries, and after them its training points.
Points<S> with_training_points(const Instance<S>& instance) {
  Points<S> all = instance.queries;
  for (const S& x : instance.data.x) all.push_back({x});
  return all;
}

/// y_i - y*_i where such a reader stands.
S difference(const Instance<S>& instance, const PathReader<S>& along, std::size_t i) {
  return along.output(instance.queries.size() + i) - instance.data.y[i];
}

/// L'_i and y_i - y*_i at some times of a path.
struct Slopes {
  std::vector<S> t;
  std::vector<std::vector<S>> derivative, difference;  ///< by example, at these times

  Slopes(const Instance<S>& instance, const Path<S>& path, int times)
      : derivative(instance.data.count), difference(instance.data.count) {
    PathReader<S> along = reader(instance, path, with_training_points(instance));
    for (int n = 0; n <= times; ++n) {
      t.push_back(path.end() * n / times);
      along.go_to(t.back());
      for (std::size_t i = 0; i < instance.data.count; ++i) {
        derivative[i].push_back(along.loss_derivative(i));
        difference[i].push_back(claims::difference(instance, along, i));
      }
    }
  }
  /// max |L'_i - factor (y_i - y*_i)|
  [[nodiscard]] S largest_gap(int factor) const {
    using std::abs;
    S largest(0);
    for (std::size_t i = 0; i < derivative.size(); ++i)
      for (std::size_t n = 0; n < t.size(); ++n)
        keep_largest(largest, S(abs(derivative[i][n] - factor * difference[i][n])));
    return largest;
  }
};

/// y(T) - (y_0 - Σ_i ∫ (y_i - y*_i) Θ_t(x, x_i) dt), the largest of the queries.
S residual_of_differences(const Instance<S>& instance, const Training<S>& training) {
  using std::abs;
  PathReader<S> along = reader(instance, training.path, with_training_points(instance));
  const std::size_t queries = instance.queries.size();
  PathQuadrature<S> quadrature(std::vector<std::size_t>(queries, 1), PathQuadrature<S>::finest());
  const std::vector<S> sums = quadrature.integrate(
      training.path, [&](const Step<S>& step, const S& dt, std::span<S> values) {
        along.go_to(step, dt);
        for (std::size_t q = 0; q < queries; ++q) {
          values[q] = S(0);
          for (std::size_t i = 0; i < instance.data.count; ++i)
            values[q] += difference(instance, along, i) * along.kernel(q, i);
        }
      });
  S largest(0);
  for (std::size_t q = 0; q < queries; ++q)
    keep_largest(largest, S(abs(training.outputs[q] - (training.machines[q].initial - sums[q]))));
  return largest;
}

/// The square's flow stopped at T/2 is the half's at T.
void check_speed(Evidence& evidence, const Training<S>& half, const Training<S>& square) {
  using std::abs;
  S w(0), K(0), weighted(0);
  const std::vector<S> end = half.path.final_state(), other = square.path.final_state();
  for (std::size_t p = 0; p < end.size(); ++p) keep_largest(w, S(abs(end[p] - other[p])));
  for (std::size_t q = 0; q < half.machines.size(); ++q)
    for (std::size_t i = 0; i < half.machines[q].path_kernel.size(); ++i) {
      const KernelMachine<S>&a = half.machines[q], &b = square.machines[q];
      keep_largest(K, S(abs(a.path_kernel[i] - 2 * b.path_kernel[i])));
      keep_largest(weighted, S(abs(a.loss_weighted[i] - b.loss_weighted[i])));
    }
  evidence.vanishes("w at T, of the half, less w at T/2, of the square", magnitude(w), {"1", 0});
  evidence.vanishes("K less twice the square's K", magnitude(K), {"1", 0});
  evidence.vanishes("S_i less the square's S_i", magnitude(weighted), {"1", 0});
}

Panel panel(const std::string& title, const Slopes& slopes) {
  Panel panel{.title = title, .x_label = "t", .y_label = "loss derivative"};
  for (const std::size_t i : {std::size_t{0}, std::size_t{2}}) {
    const std::string of = " of example " + std::to_string(i + 1);
    Curve line{"y - y*" + of, {}, Curve::Style::line}, points{"L'" + of, {}, Curve::Style::points};
    for (std::size_t n = 0; n < slopes.t.size(); ++n) {
      const double t = static_cast<double>(slopes.t[n]);
      line.points.push_back({t, static_cast<double>(slopes.difference[i][n])});
      points.points.push_back({t, static_cast<double>(slopes.derivative[i][n])});
    }
    panel.curves.push_back(std::move(line));
    panel.curves.push_back(std::move(points));
  }
  return panel;
}

/// L' and y - y*, also on a path of 4 coarse steps. @return  those along the path
Slopes check_slopes(Evidence& evidence, const Instance<S>& half, const Path<S>& path, int times) {
  const Slopes slopes(half, path, times);
  TrainingOptions<S> rough;
  rough.method.fixed_order = 2;
  rough.method.fixed_step = static_cast<double>(half.until) / 4;
  const Slopes coarse(half, train(half, rough).path, times);
  evidence.vanishes("L' - (y - y*) along the path", magnitude(slopes.largest_gap(1)), {"1", 0});
  evidence.vanishes("the same on 4 coarse steps", magnitude(coarse.largest_gap(1)), {"1", 0});
  return slopes;
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const S T = trial.pick(S(2), S(1) / 4);
  const LossOn<S> half_square(SquaredLoss{}), whole_square(WholeSquare{});
  const LossOn<S>& loss = trial.mistaken ? whole_square : half_square;
  const Instance<S> half = regression("half the square", loss, T);
  const Instance<S> square = regression("the square", whole_square, T / 2);
  const Training<S> of_half = train(half), of_square = train(square);
  trial.progress(0.3);

  const int times = trial.pick(24, 4);
  const Slopes slopes = check_slopes(evidence, half, of_half.path, times),
               doubled(square, of_square.path, times);
  evidence.vanishes("the square's L' - 2 (y - y*)", magnitude(doubled.largest_gap(2)), {"1", 0});
  evidence.must_not_vanish("the square's L' - (y - y*)", magnitude(doubled.largest_gap(1)));
  evidence.vanishes("y(T) - (y_0 - Σ ∫ (y_i - y*_i) Θ dt)",
                    magnitude(residual_of_differences(half, of_half)),
                    size_of_terms(of_half.machines.front()));
  evidence.must_not_vanish("the same on the square's path",
                           magnitude(residual_of_differences(square, of_square)));
  check_identity(evidence, half, of_half);
  check_speed(evidence, of_half, of_square);
  trial.progress(0.6);
  check_order(evidence, half, trial.pick(2, 1));

  evidence.conclude(Verdict::holds_under_condition);
  decision.finding =
      "if the loss is half the square; of the square L' is 2 (y - y*), off by up to " +
      magnitude(doubled.largest_gap(1)).text;
  decision.figures.push_back(
      {"a12_derivatives",
       "L' and y - y* along the path",
       "Left, half the square: the points of L' lie on the lines of y - y*. Right, the square: "
       "each point is twice as far from 0 as its line, and t ends at half the time.",
       {panel("half the square", slopes), panel("the square", doubled)}});
}

}  // namespace

Claim a12() {
  return {"A12", "least squares: L' = y - y*", Verdict::holds_under_condition,
          "the loss is the square instead of its half", decide};
}

}  // namespace pathkernel::claims
