/// @file b04_superposition.cpp
/// Statement.   The weights of a network are a superposition of the training examples in gradient
///              space (claim B4; the paper's Discussion):
///                w(T) = w_0 - Σ_i ∫ L'_i ∇f_t(x_i) dt.
/// Hypotheses.  Gradient flow, L a sum over examples. Each example's gradient moves along the path.
/// Derivation.  w' = -∇L = -Σ_i L'_i ∇f(x_i); integrate over [0, T]. ∎
/// Computation. The path of a tanh network by Taylor series; the integrals by quadrature of each
///              example's own gradient, replayed along the path.
///              The statement is linear in w, and such statements hold on any trajectory if both
///              sides are made by one rule. So gradient descent satisfies its own form,
///                w_s = w_0 - Σ_i Σ_s ε L'_i ∇f_s(x_i),
///              to rounding, at any learning rate, however far from the flow it ends: shown beside.
/// Control.     A wrong trajectory, the flow of the loss times 1.001, read as if it were the right
///              one; and an example left out. Both must show; the path's defect must vanish.
/// Not claimed. That it is a superposition of m fixed vectors: gradients turn on the way. The table
///              shows how much of their length that costs.

#include "nn/ode/right_hand_side.hpp"
#include "proofs/claims/claim.hpp"
#include "proofs/claims/points_and_curves.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

Instance<S> instance_of(const Trial& trial) {
  Instance<S> instance{"tanh network 1-3-1",
                       Mlp{{1, 3, 1}},
                       SquaredLoss{},
                       {4, 1, {S(-1), S(-1) / 3, S(1) / 4, S(1)}, {S(1) / 2, S(-1), S(1), S(0)}},
                       {},
                       trial.pick(S(6), S(1) / 4),
                       {}};
  for (const int numerator : {6, -9, 11, 2, -1, 3, 7, 5, -8, 1})
    instance.w.push_back(S(numerator) / 7);
  instance.queries = points_of(instance.data);  // so that a reader's rows are the examples
  return instance;
}

/// -∫ L'_i ∇f(x_i) dt, a vector for each example.
using Shares = Points<S>;

/// By quadrature of replayed gradients. @param frozen  the mistake: gradients stay those at w_0
Shares shares_along(const Instance<S>& instance, const Path<S>& path, bool frozen) {
  PathReader<S> along = reader(instance, path, instance.queries);
  along.go_to(S(0));
  const std::size_t m = along.columns(), P = along.w().size();
  Points<S> gradients;
  for (std::size_t i = 0; i < m; ++i) gradients.push_back(along.df_dw(i));
  PathQuadrature<S> quadrature(std::vector<std::size_t>(m, P), PathQuadrature<S>::finest());
  const std::vector<S> integrals =
      quadrature.integrate(path, [&](const Step<S>& step, const S& dt, std::span<S> values) {
        along.go_to(step, dt);
        for (std::size_t i = 0; i < m; ++i) {
          if (!frozen) gradients[i] = along.df_dw(i);
          for (std::size_t p = 0; p < P; ++p)
            values[i * P + p] = -along.loss_derivative(i) * gradients[i][p];
        }
      });
  Shares shares(m);
  for (std::size_t k = 0; k < integrals.size(); ++k) shares[k / P].push_back(integrals[k]);
  return shares;
}

/// max |w - w_0 - Σ_i share_i| over the weights, over all examples from `first` on.
S residual(const Instance<S>& instance, const Shares& shares, std::vector<S> w,
           std::size_t first = 0) {
  using std::abs;
  S largest(0);
  for (std::size_t p = 0; p < w.size(); ++p) {
    w[p] -= instance.w[p];
    for (std::size_t i = first; i < shares.size(); ++i) w[p] -= shares[i][p];
    keep_largest(largest, S(abs(w[p])));
  }
  return largest;
}

/// Where a trajectory of finite steps ends, and what each example added on the way.
struct Descent {
  std::vector<S> w;
  Shares shares;
};

/// w ← w - ε ∇L to the time T: the whole gradient moves w, each example's own is added up.
Descent descend(const Instance<S>& instance, const S& learning_rate) {
  const VectorField<S> field = flow_of(instance);
  RightHandSide<S> slope(field);
  const Path<S> path(instance.w.size());
  PathReader<S> at = reader(instance, path, instance.queries);
  Descent descent{instance.w, Shares(at.columns(), std::vector<S>(instance.w.size(), S(0)))};
  std::vector<S> downhill(instance.w.size());
  for (S t(0); t < instance.until; t += learning_rate) {
    at.go_to(Step<S>{t, learning_rate, 0, descent.w}, S(0));
    slope(descent.w, downhill);
    for (std::size_t p = 0; p < downhill.size(); ++p) {
      descent.w[p] += learning_rate * downhill[p];
      for (std::size_t i = 0; i < descent.shares.size(); ++i)
        descent.shares[i][p] -= learning_rate * at.loss_derivative(i) * at.df_dw(i)[p];
    }
  }
  return descent;
}

S norm(const std::vector<S>& vector) {
  using std::sqrt;
  return sqrt(inner_product(vector, vector));
}

/// Beside each share's length, the way that was added up to it: ∫ |L'_i| ‖∇f(x_i)‖ dt.
Table table_of(const Instance<S>& instance, const Training<S>& training, const Shares& shares) {
  Table table{"What each example adds to the weights",
              {"x_i", "length of its share", "length of the way", "straight"},
              {}};
  PathReader<S> along = reader(instance, training.path, instance.queries);
  const int n = 50;
  std::vector<S> ways(shares.size(), S(0));
  for (int k = 0; k < n; ++k) {  // by the midpoint rule: it is only shown
    using std::abs;
    along.go_to(instance.until * (2 * k + 1) / (2 * n));
    for (std::size_t i = 0; i < ways.size(); ++i)
      ways[i] += abs(along.loss_derivative(i)) * norm(along.df_dw(i)) * instance.until / n;
  }
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const S length = norm(shares[i]);
    table.rows.push_back({decimal(instance.data.x[i], 2), decimal(length, 3), decimal(ways[i], 3),
                          decimal(S(100 * length / ways[i]), 2) + " %"});
  }
  return table;
}

Figure figure_of(const Instance<S>& instance, const Training<S>& training, const Shares& shares) {
  Panel map{
      .title = "What each example adds to each weight", .x_label = "weight", .y_label = "example"};
  for (const std::vector<S>& share : shares) map.map.push_back({share.begin(), share.end()});
  Panel sums{.title = "w(T) = w_0 + the column's sum", .x_label = "weight", .y_label = "w"};
  const std::vector<S> end = training.path.final_state();
  sums.curves = {
      {"w_0", by_number(end.size(), [&](std::size_t p) { return instance.w[p]; }),
       Curve::Style::impulses},
      {"w_0 + Σ of the examples",
       by_number(end.size(),
                 [&](std::size_t p) {
                   S w = instance.w[p];
                   for (const std::vector<S>& share : shares) w += share[p];
                   return w;
                 }),
       Curve::Style::line},
      {"w(T)", by_number(end.size(), [&](std::size_t p) { return end[p]; }), Curve::Style::points}};
  return {"b04_superposition",
          "Weights as a superposition of examples",
          detail::joined("A row for each of 4 examples, a column for each of ", end.size(),
                         " weights; beside it the first weights, and what they become when the "
                         "columns' sums are added: every point w(T) lies on that line."),
          {map, sums}};
}

/// The flow of 1.001 L, read as if it were that of L.
void check_astray(Evidence& evidence, const Instance<S>& instance) {
  TrainingOptions<S> astray;
  astray.speed = S(1001) / 1000;
  const Training<S> wrong = train(instance, astray);
  const Shares shares = shares_along(instance, wrong.path, false);
  evidence.must_not_vanish("on the flow of 1.001 L",
                           magnitude(residual(instance, shares, wrong.path.final_state())));
  evidence.must_not_vanish("that flow's defect", magnitude(wrong.defect));
}

/// Gradient descent has its own form of the statement, however far from the flow it ends.
void check_descent(Evidence& evidence, const Instance<S>& instance, const std::vector<S>& end,
                   int steps_per_time) {
  Descent descent = descend(instance, S(1) / steps_per_time);
  const std::string name = "gradient descent, ε = 1/" + std::to_string(steps_per_time);
  evidence.vanishes(name + ": its own form",
                    magnitude(residual(instance, descent.shares, descent.w)),
                    magnitude(norm(descent.w)));
  for (std::size_t p = 0; p < end.size(); ++p) descent.w[p] -= end[p];
  evidence.number(name + ": ends this far from the flow", decimal(norm(descent.w), 2));
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const Instance<S> instance = instance_of(trial);
  const Training<S> training = train(instance);
  const std::vector<S> end = training.path.final_state();
  const Shares shares = shares_along(instance, training.path, trial.mistaken);
  evidence.vanishes("w(T) - w_0 + Σ_i ∫ L'_i ∇f(x_i) dt",
                    magnitude(residual(instance, shares, end)), magnitude(norm(end)));
  evidence.defect("the path's defect |w' + ∇L|", magnitude(training.defect),
                  magnitude(S(static_cast<int>(instance.data.count))));
  evidence.must_not_vanish("the first example left out",
                           magnitude(residual(instance, shares, end, 1)));
  trial.progress(0.4);
  check_astray(evidence, instance);
  for (const int steps_per_time : {4, 12}) check_descent(evidence, instance, end, steps_per_time);
  evidence.conclude(Verdict::holds);
  decision.tables.push_back(table_of(instance, training, shares));
  decision.figures.push_back(figure_of(instance, training, shares));
  decision.finding = "w(T) is w_0 and a vector for each example, to " +
                     decision.residual.value_or("?") +
                     "; gradient descent has the same form, to rounding, wherever it goes";
}

}  // namespace

Claim b04() {
  return {"B4", "Weights are a superposition of examples in gradient space", Verdict::holds,
          "each example's gradient is taken at w_0 all the time", decide};
}

}  // namespace pathkernel::claims
