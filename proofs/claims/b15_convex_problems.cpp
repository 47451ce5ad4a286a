/// @file b15_convex_problems.cpp
/// Statement.   The solution of every convex problem is a kernel machine, whatever method found it:
///              being unique, it is the one that gradient flow tends to (claim B15).
/// Hypotheses.  It has to be unique, and to exist: L strictly convex, with a minimiser.
/// Derivation.  L falls along the flow, which then tends to the only minimiser w*, whatever w(0).
///              By Theorem 1 y(T) = b - Σ S_i, and y(T) tends to f_w*. ∎
/// Computation. Ridge, logistic and Poisson regression (f = e^(w·x + b), not linear in w) by
///              Newton's method, from elsewhere; against the kernel machine of the flow, which by
///              then is within rounding of its limit. 60 digits.
/// Control.     Where a condition is missing. One equation for two unknowns: coordinate descent
///              ends at another minimum than the flow, and Newton's method refuses. Labels that a
///              point separates, without a regularizer: w grows like ln t.
/// Not claimed. That b and the a_i are the same for every x, or for every w(0).

#include "nn/learning/learn.hpp"
#include "nn/learning/newton.hpp"
#include "proofs/claims/claim.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

/// An instance on the line with R = λ‖w‖²/2; λ T is as large as 50 digits need.
Instance<S> regularized(const std::string& name, const ModelOn<S>& model, const LossOn<S>& loss,
                        const std::vector<int>& y) {
  Instance<S> instance{name, model, loss, {y.size(), 1, {}, {y.begin(), y.end()}}, {}, S(60), {}};
  for (std::size_t i = 0; i < y.size(); ++i)
    instance.data.x.push_back(S(2 * static_cast<int>(i) - 5) / 4);
  for (std::size_t p = 0; p < parameter_count(model.parameters()); ++p)
    instance.w.push_back(S(p % 2 == 0 ? 1 : -1) / 2);
  instance.queries = {{S(-2)}, {S(1) / 3}};
  instance.flow.regularizer = L2<S>{S(2)};
  return instance;
}

/// Newton's method, from zeros: all w on its way.
Points<S> newton(const Instance<S>& instance, const Regularizer<S>& R, std::size_t steps = 60) {
  Points<S> way;
  const Observer<S> watch = [&](const LearningView<S>& view) {
    way.emplace_back(view.w.begin(), view.w.end());
    return true;
  };
  (void)learn(instance.model, instance.loss, instance.data, std::vector<S>(instance.w.size(), S(0)),
              Newton<S>{}, {.steps = steps, .regularizer = R, .observers = {watch}});
  return way;
}

CurvePoints in_plane(const Points<S>& way) {
  CurvePoints points;
  for (const std::vector<S>& w : way)
    points.push_back({static_cast<double>(w[0]), static_cast<double>(w[1])});
  return points;
}

/// w(t) at times that begin close together.
Points<S> way_of(const Path<S>& path) {
  Points<S> way;
  for (int k = 0; k <= 100; ++k) way.push_back(path.state(path.end() * (k * k * k) / 1000000));
  return way;
}

/// Newton's y against that of the flow's kernel machine. @return  the largest difference
S check_unique(const Trial& trial, const Instance<S>& instance, Evidence& evidence,
               std::vector<Panel>& panels) {
  using std::abs;
  const Training<S> training = train(instance, {.progress = trial.progress});
  const Points<S> way =
      newton(instance, trial.mistaken ? Regularizer<S>{} : instance.flow.regularizer);
  S worst(0);
  for (std::size_t q = 0; q < instance.queries.size(); ++q) {
    const KernelMachine<S>& machine = training.machines[q];
    const S newtons = output(instance.model, way.back(), instance.queries[q]);
    const S difference = newtons - machine.undivided_prediction();
    evidence.vanishes(instance.name + ", x = " + decimal(instance.queries[q][0], 3) +
                          ": Newton's y less the machine's",
                      magnitude(difference), size_of_terms(machine));
    keep_largest(worst, S(abs(difference)));
  }
  evidence.defect(instance.name + ": the path's defect |w' + ∇L|", magnitude(training.defect),
                  magnitude(S(1)));
  if (instance.w.size() == 2)
    panels.push_back({.title = instance.name,
                      .x_label = "w",
                      .y_label = "b",
                      .curves = {{"gradient flow", in_plane(way_of(training.path))},
                                 {"Newton", in_plane(way), Curve::Style::line_and_points}}});
  return worst;
}

/// One sweep of coordinate descent: from w(0) to the minimum along each weight, L being a parabola.
Points<S> by_coordinates(const Instance<S>& instance) {
  BatchGradient<S> L(instance.model, instance.loss, instance.data);
  L.use(std::vector<std::size_t>{0});
  Points<S> way{instance.w};
  for (std::size_t p = 0; p < instance.w.size(); ++p) {
    std::vector<S> w = way.back();
    L.evaluate(w);
    w[p] -= L.gradient()[p] / L.hessian()[p * w.size() + p];
    way.push_back(w);
  }
  return way;
}

/// 2 w + b = 3 has a line of solutions. @return  by how much two of them differ at x = 0
S check_line_of_minima(const Trial& trial, Evidence& evidence, std::vector<Panel>& panels) {
  Instance<S> instance = regularized("2 w + b = 3", Linear{1, 1}, SquaredLoss{}, {3});
  instance.data.x = {S(2)};
  instance.w = {S(0), S(0)};
  instance.queries = {{S(0)}};
  instance.until = S(30);
  instance.flow = {};
  const Training<S> training = train(instance, {.progress = trial.progress});
  check_identity(evidence, instance, training);

  const Points<S> coordinates = by_coordinates(instance);
  const auto equation = [](const std::vector<S>& w) { return S(2 * w[0] + w[1] - 3); };
  const std::vector<S> flows = training.path.final_state();
  evidence.vanishes("2 w + b - 3 where the flow ends", magnitude(equation(flows)), magnitude(S(1)));
  evidence.vanishes("where coordinate descent ends", magnitude(equation(coordinates.back())),
                    magnitude(S(1)));
  const S apart = training.machines[0].undivided_prediction() - coordinates.back()[1];
  evidence.must_not_vanish("their y differ at x = 0 by", magnitude(apart));
  bool refused = false;
  try {
    (void)newton(instance, {});
  } catch (const std::domain_error&) {
    refused = true;
  }
  evidence.must_fail("Newton's method there", refused ? "refuses" : "ends", "refuses", refused);
  panels.push_back(
      {.title = "2 w + b = 3",
       .x_label = "w",
       .y_label = "b",
       .curves = {{"gradient flow", in_plane(way_of(training.path))},
                  {"coordinate descent", in_plane(coordinates), Curve::Style::line_and_points},
                  {"minima", in_plane({{S(1) / 2, S(2)}, {S(3) / 2, S(0)}})}}});
  return apart;
}

/// Labels 0 at x = -1 and 1 at x = 1: L has no minimum. @return  w at T/100, T/10, T
std::vector<S> check_no_minimum(const Trial& trial, Evidence& evidence,
                                std::vector<Panel>& panels) {
  Instance<S> instance = regularized("separable", Linear{1, 1}, LogisticLoss{}, {0, 1});
  instance.data.x = {S(-1), S(1)};
  instance.flow = {};
  instance.queries = {{S(0)}};
  instance.until = S(trial.pick(10000, 1000));
  const Path<S> path = train(instance, {.progress = trial.progress}).path;
  std::vector<S> w;
  for (const int share : {100, 10, 1}) w.push_back(path.state(path.end() / share)[0]);
  evidence.must_not_vanish("separable labels: w(T/10) - w(T/100)", magnitude(S(w[1] - w[0])));
  evidence.within("slope of w over ln t, from T/10 to T",
                  static_cast<double>(S(w[2] - w[1])) / std::log(10), 0.99, 1.01);
  const Points<S> way = newton(instance, {}, 40);
  evidence.must_not_vanish("Newton's w after 40 steps less that after 20",
                           magnitude(S(way[40][0] - way[20][0])));
  Curve growth{"w(t)", {}};
  for (int k = -8; k <= 16; ++k) {
    const double t = std::pow(10, k / 4.0);
    if (S(t) > path.end()) break;
    growth.points.push_back({t, static_cast<double>(path.state(S(t))[0])});
  }
  panels.push_back({.title = "separable labels",
                    .x_label = "t",
                    .y_label = "w",
                    .log_x = true,
                    .curves = {growth}});
  return w;
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  std::vector<Panel> panels;
  const RecordedModel poisson{Linear{1, 1}.parameters(),
                              [](auto w, auto x) { return exp(product(w[0], x) + w[1]); }};
  const auto count_loss = [](auto f, auto y) { return f - y * log(f); };
  S worst =
      check_unique(trial, regularized("logistic", Linear{1, 1}, LogisticLoss{}, {0, 1, 0, 1, 1, 1}),
                   evidence, panels);
  if (!trial.small) {
    for (const Instance<S>& instance :
         {regularized("ridge", Polynomial{1, 2}, SquaredLoss{}, {1, 2, 0, -1, 0, 3}),
          regularized("Poisson", poisson, LossOn<S>(count_loss), {0, 1, 0, 2, 1, 3})})
      keep_largest(worst, check_unique(trial, instance, evidence, panels));
  }
  const S apart = check_line_of_minima(trial, evidence, panels);
  const std::vector<S> w = check_no_minimum(trial, evidence, panels);
  evidence.conclude(Verdict::holds_under_condition);
  decision.finding =
      "where L is strictly convex and has a minimum: Newton's y and the flow's kernel "
      "machine differ by " +
      magnitude(worst).text + "; else two minima give y(0) that differ by " + decimal(apart, 3) +
      ", or w grows, " + decimal(w[0], 3) + ", " + decimal(w[1], 3) + ", " + decimal(w[2], 3) +
      " at t = T/100, T/10 and T = " + std::to_string(trial.pick(10000, 1000));
  decision.figures.push_back(
      {"b15_minima", "One minimum, many, none",
       "Where there is one minimum, the smooth curve of gradient flow and the few steps of "
       "Newton's method end at the same point. Of 2 w + b = 3 the flow and coordinate descent end "
       "at two minima, whose b differ by " +
           decimal(apart, 3) +
           ". Of separable labels, with t on a logarithmic axis, w ends in a line that rises.",
       std::move(panels)});
}

}  // namespace

Claim b15() {
  return {"B15", "the solution of every convex problem is a kernel machine",
          Verdict::holds_under_condition, "Newton's method is run without the regularizer", decide};
}

}  // namespace pathkernel::claims
