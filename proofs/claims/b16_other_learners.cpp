/// @file b16_other_learners.cpp
/// Statement.   Whether the result extends to models learned without gradients is open (claim B16).
///              Shown here: how far their weights are superpositions of training gradients too.
/// Hypotheses.  Gradient descent's w_T - w_0 lies in the span of the ∇f(x_i) met on its way. For
///              the others that is measured: the span is of the ∇f(x_i) at five times of each
///              learner's own way; by chance a share of (its dimension)/P of |w_T - w_0|² is in it.
/// Computation. One network, one data set, one start, and each learner until the loss is a tenth of
///              what it was: gradient descent and Adam; simultaneous perturbation (Spall 1992),
///              random search and coordinate search, which see only values of L. In double.
/// Control.     Gradient descent has to be within the span, or that is too poor to tell; random
///              search has to be outside for the most part, yet above chance.
/// Not claimed. A kernel machine for those learners, or that there is none.

#include "kernel/classical/dot_products.hpp"
#include "kernel/machines/semidefinite_system.hpp"
#include "kernel/tangent/tangent_kernel.hpp"
#include "nn/data/made.hpp"
#include "nn/learning/adam.hpp"
#include "nn/learning/gradient_descent.hpp"
#include "nn/learning/learn.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/claim.hpp"
#include "proofs/claims/gradient_free.hpp"
#include "proofs/claims/points_and_curves.hpp"

namespace pathkernel::claims {

namespace {

using W = std::vector<double>;

/// What is learned, and from where.
struct Task {
  Mlp model;
  Examples<double> data;
  W start = initial_parameters<double>(model, 16);

  [[nodiscard]] double loss(const W& w) const {
    double sum = 0;
    for (std::size_t i = 0; i < data.count; ++i) {
      const double f = output(model, w, points_of(data)[i]);
      sum += std::log1p(std::exp(-std::abs(f))) + std::max(f, 0.0) - data.y[i] * f;
    }
    return sum;
  }
};

/// w_T - w_0 of a learner, and what of it is in the span of the gradients that it met.
struct Parts {
  std::string learner;
  std::size_t steps = 0, span = 0;
  W whole = {}, inside = {};

  [[nodiscard]] W outside() const { return moved(whole, -1, inside); }
  [[nodiscard]] double share() const {
    return inner_product(inside, inside) / inner_product(whole, whole);
  }
};

template <class Method>
Parts parts(const Trial& trial, const Task& task, const std::string& name, const Method& method) {
  Points<double> way;
  const Observer<double> watch = [&](const LearningView<double>& view) {
    way.emplace_back(view.w.begin(), view.w.end());
    if (view.step % 64 == 0) trial.progress(0);
    return true;
  };
  (void)learn(task.model, LogisticLoss{}, task.data, task.start, method,
              {.steps = 200000, .loss_below = task.loss(task.start) / 10, .observers = {watch}});
  PointGradients<double> points(task.model, 2, task.data.x, task.data.count);
  Points<double> gradients;
  for (std::size_t quarter = 0; quarter <= 4; ++quarter) {
    points.evaluate(way[quarter * (way.size() - 1) / 4]);
    for (std::size_t i = 0; i < task.data.count; ++i) gradients.push_back(points.df_dw(i));
  }
  const W whole = trial.mistaken ? way.back() : moved(way.back(), -1, way.front());
  Parts found{name, way.size() - 1, 0, whole, W(whole.size(), 0)};
  W products;
  for (const W& g : gradients) products.push_back(inner_product(g, whole));
  const Matrix<double> G = gram(LinearKernel{}, gradients);
  const auto c = solve_semidefinite(G, products, 1e-10 * G.entries.front(), 1e300);
  found.span = c.rank;
  for (std::size_t i = 0; i < gradients.size(); ++i)
    found.inside = moved(found.inside, c.x[i], gradients[i]);
  return found;
}

std::vector<Parts> learn_in_all_ways(const Trial& trial, const Task& task) {
  using enum GradientFree::Kind;
  std::vector<Parts> all{
      parts(trial, task, "gradient descent", GradientDescent<double>{0.02}),
      parts(trial, task, "Adam", Adam<double>{.learning_rate = 0.01}),
      parts(trial, task, "coordinate search", GradientFree{coordinate_search, 0.1})};
  for (std::uint64_t seed = 1; seed <= trial.pick(3U, 1U); ++seed) {
    all.push_back(parts(trial, task, "simultaneous perturbation",
                        GradientFree{simultaneous_perturbation, 0.001, seed}));
    all.push_back(parts(trial, task, "random search", GradientFree{random_search, 0.03, seed}));
  }
  return all;
}

/// L from w_0 along w_T - w_0 and along its parts.
Panel along(const Task& task, const Parts& found) {
  const auto loss = [&](const W& d) {
    return curve_of(evenly_spaced(0.0, 1.2, 60),
                    [&](double t) { return task.loss(moved(task.start, t, d)); });
  };
  return {.title = found.learner,
          .x_label = "t",
          .y_label = "loss",
          .curves = {{"w_T - w_0", loss(found.whole)},
                     {"inside the span", loss(found.inside)},
                     {"outside", loss(found.outside())}}};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(16, decision);
  const Task task{{.widths = {2, trial.pick(64U, 32U), 1}},
                  made_moons({.count = trial.pick<std::size_t>(10, 6), .noise = 0.1})};
  const double P = static_cast<double>(task.start.size()), loss = task.loss(task.start);
  const std::vector<Parts> all = learn_in_all_ways(trial, task);
  Table table{"One network, learned until the loss is a tenth of " + decimal(loss, 3),
              {"learner", "steps", "share in the span", "by chance", "loss by the part inside",
               "by the part outside"},
              {}};
  evidence.within("gradient descent: share in the span", all[0].share(), 0.99, 1.01);
  for (const Parts& found : all) {
    const double chance = static_cast<double>(found.span) / P,
                 inside = task.loss(moved(task.start, 1, found.inside)),
                 outside = task.loss(moved(task.start, 1, found.outside()));
    table.rows.push_back({found.learner, std::to_string(found.steps), decimal(found.share(), 3),
                          decimal(chance, 2), decimal(inside, 3), decimal(outside, 3)});
    if (found.learner != "random search") continue;
    evidence.within("random search: the same, between chance and a half", found.share(), chance,
                    0.5);
    evidence.within("its part inside: loss beside the first", inside / loss, 0, 0.2);
    evidence.within("its part outside", outside / loss, 0.8, 1.5);
  }
  evidence.conclude(Verdict::shown);
  const std::vector<std::string>& last = table.rows.back();
  decision.finding = "a share of " + last[2] +
                     " of random search's |w_T - w_0|² is in the span of "
                     "training gradients (by chance " +
                     last[3] +
                     "), and that part has learned: by "
                     "it alone the loss of " +
                     decimal(loss, 3) + " becomes " + last[4] + ", by the rest " + last[5];
  decision.tables.push_back(std::move(table));
  decision.figures.push_back(
      {"b16_parts",
       "Which part of the way has learned",
       "The loss from w_0 on. Left, of random search: along w_T - w_0, and as well along its part "
       "inside the span of training gradients, it falls to a tenth; along the part outside, which "
       "is the longer one, it stays about as high. Right, of gradient descent: nothing is outside.",
       {along(task, all.back()), along(task, all.front())}});
}

}  // namespace

Claim b16() {
  return {"B16", "models learned without gradients, and training gradients", Verdict::shown,
          "w_0 is not subtracted: w_T itself is projected", decide};
}

}  // namespace pathkernel::claims
