/// @file b16_other_learners.cpp
/// Statement.   Whether the result extends to models learned without gradients is open (claim B16).
///              Shown here: how far their weights are superpositions of training gradients too.
/// Hypotheses.  Gradient descent's w_T - w_0 lies in the span of the ∇f(x_i) met on its way. For
///              the others that is measured: the span is of the ∇f(x_i) at five times of each
///              learner's own way, and chance would leave (its dimension)/P of a squared length.
/// Computation. One network, one data set, one start, and each learner until the loss is a tenth of
///              what it was: gradient descent, Adam, simultaneous perturbation (Spall 1992), random
///              search, and coordinate search, which see only values of L; those that draw random
///              numbers with several seeds. In double.
/// Control.     Gradient descent has to be within the span, or the span is too poor to tell;
///              random search has to be outside for the most part, yet above chance.
/// Not claimed. A kernel machine for those learners, or that there is none.

#include <map>

#include "kernel/classical/dot_products.hpp"
#include "kernel/gram/symmetry.hpp"
#include "kernel/machines/semidefinite_system.hpp"
#include "kernel/tangent/tangent_kernel.hpp"
#include "nn/data/made.hpp"
#include "nn/learning/adam.hpp"
#include "nn/learning/gradient_descent.hpp"
#include "nn/learning/learn.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/claim.hpp"
#include "proofs/claims/points_and_curves.hpp"

namespace pathkernel::claims {

namespace {

using W = std::vector<double>;

/// w + t d.
W moved(W w, double t, const W& d) {
  for (std::size_t p = 0; p < w.size(); ++p) w[p] += t * d[p];
  return w;
}

/// A learner that asks for values of L only. What it draws depends on its seed and the step.
struct GradientFree {
  enum class Kind { random_search, coordinate_search, simultaneous_perturbation } kind;
  double reach;
  std::uint64_t seed = 1;

  static void check() {}
  [[nodiscard]] static std::vector<std::size_t> memory(std::size_t) { return {}; }
  [[nodiscard]] bool step(LearningState<double>& state, BatchGradient<double>& L) const {
    Generator generator(seed, ++state.steps);
    const auto loss = [&](const W& w) {
      L.evaluate(w);
      return L.loss();
    };
    W d(state.w.size(), 0);
    if (kind == Kind::coordinate_search)
      d[state.steps % d.size()] = 1;
    else
      for (double& entry : d)
        entry =
            kind == Kind::random_search ? generator.normal() : (generator.below(2) == 0 ? -1 : 1);
    if (kind == Kind::simultaneous_perturbation) {
      const double slope = (loss(moved(state.w, 1e-4, d)) - loss(moved(state.w, -1e-4, d))) / 2e-4;
      state.w = moved(state.w, -reach * slope, d);
      return true;
    }
    for (const double t : {reach, -reach})  // the first that lowers L, if one does
      if (const W there = moved(state.w, t, d); loss(there) < loss(state.w)) {
        state.w = there;
        break;
      }
    return true;
  }
};

/// What is learned, and from where.
struct Task {
  ModelOn<double> model;
  Examples<double> data;
  W start;

  [[nodiscard]] double loss(const W& w) const {
    BatchGradient<double> L(model, LogisticLoss{}, data);
    std::vector<std::size_t> all(data.count);
    std::iota(all.begin(), all.end(), std::size_t{0});
    L.use(all);
    L.evaluate(w);
    return L.loss();
  }
  /// All w until the loss is a tenth of the first.
  template <class Method>
  [[nodiscard]] std::vector<W> way(const Trial& trial, const Method& method) const {
    std::vector<W> way;
    const Observer<double> watch = [&](const LearningView<double>& view) {
      way.emplace_back(view.w.begin(), view.w.end());
      if (view.step % 64 == 0) trial.progress(0);
      return true;
    };
    (void)learn(model, LogisticLoss{}, data, start, method,
                {.steps = 200000, .loss_below = loss(start) / 10, .observers = {watch}});
    return way;
  }
};

/// A learner's w_T - w_0 beside the gradients it met.
struct Share {
  std::size_t steps = 0, span = 0;
  double length = 0, inside = 0, loss_inside = 0, loss_outside = 0;
  W whole = {}, part = {};  ///< w_T - w_0, and what of it is inside the span
};

Share share_of(const Trial& trial, const Task& task, const std::vector<W>& way) {
  PointGradients<double> points(task.model, task.data.dimension, task.data.x, task.data.count);
  std::vector<W> gradients;
  for (std::size_t quarter = 0; quarter <= 4; ++quarter) {
    points.evaluate(way[quarter * (way.size() - 1) / 4]);
    for (std::size_t i = 0; i < task.data.count; ++i) gradients.push_back(points.df_dw(i));
  }
  const W d = trial.mistaken ? way.back() : moved(way.back(), -1, way.front());
  W right;
  for (const W& g : gradients) right.push_back(inner_product(g, d));
  const Matrix<double> G = gram(LinearKernel{}, gradients);
  const double least = 1e-10 * largest_magnitude(G);
  const auto c = solve_semidefinite(G, right, least, 1e300);
  W inside(d.size(), 0);
  for (std::size_t i = 0; i < gradients.size(); ++i) inside = moved(inside, c.x[i], gradients[i]);
  const double all = inner_product(d, d);
  return {way.size() - 1,
          c.rank,
          std::sqrt(all),
          inner_product(inside, inside) / all,
          task.loss(moved(way.front(), 1, inside)),
          task.loss(moved(way.back(), -1, inside)),
          d,
          inside};
}

/// Of several learnings the mean, and the last one's w.
Share mean(const std::vector<Share>& shares) {
  Share sum{.whole = shares.back().whole, .part = shares.back().part};
  const double n = static_cast<double>(shares.size());
  for (const Share& s : shares) {
    sum.steps += s.steps / shares.size();
    sum.span += s.span / shares.size();
    sum.length += s.length / n;
    sum.inside += s.inside / n;
    sum.loss_inside += s.loss_inside / n;
    sum.loss_outside += s.loss_outside / n;
  }
  return sum;
}

/// L from w_0 along w_T - w_0, along the part of it inside the span, and along the rest.
Panel along(const char* title, const Task& task, const Share& share) {
  const W rest = moved(share.whole, -1, share.part);
  const auto loss = [&](const W& d) {
    return curve_of(evenly_spaced(0.0, 1.2, 60),
                    [&](double t) { return task.loss(moved(task.start, t, d)); });
  };
  return {.title = title,
          .x_label = "t",
          .y_label = "loss",
          .curves = {{"w_T - w_0", loss(share.whole)},
                     {"inside the span", loss(share.part)},
                     {"outside", loss(rest)}}};
}

std::map<std::string, Share> learn_in_all_ways(const Trial& trial, const Task& task) {
  using Kind = GradientFree::Kind;
  std::map<std::string, Share> shares;
  shares["gradient descent"] =
      share_of(trial, task, task.way(trial, GradientDescent<double>{0.02}));
  shares["Adam"] = share_of(trial, task, task.way(trial, Adam<double>{.learning_rate = 0.01}));
  shares["coordinate search"] =
      share_of(trial, task, task.way(trial, GradientFree{Kind::coordinate_search, 0.1}));
  std::vector<Share> perturbed, random;
  for (std::uint64_t seed = 1; seed <= trial.pick(5U, 1U); ++seed) {
    const GradientFree spall{Kind::simultaneous_perturbation, 0.001, seed},
        search{Kind::random_search, 0.03, seed};
    perturbed.push_back(share_of(trial, task, task.way(trial, spall)));
    random.push_back(share_of(trial, task, task.way(trial, search)));
  }
  shares["simultaneous perturbation"] = mean(perturbed);
  shares["random search"] = mean(random);
  return shares;
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(16, decision);
  const Mlp network{.widths = {2, trial.pick(64U, 32U), 1}};
  const Task task{network, made_moons({.count = trial.pick<std::size_t>(10, 6), .noise = 0.1}),
                  initial_parameters<double>(network, 16)};
  const double P = static_cast<double>(task.start.size()), loss = task.loss(task.start);
  const std::map<std::string, Share> shares = learn_in_all_ways(trial, task);
  Table table{"One network, learned until the loss is a tenth of " + decimal(loss, 3),
              {"learner", "steps", "|w_T - w_0|", "share in the span", "by chance",
               "loss by the part inside", "by the part outside"},
              {}};
  for (const auto& [name, s] : shares)
    table.rows.push_back({name, std::to_string(s.steps), decimal(s.length, 3), decimal(s.inside, 3),
                          decimal(static_cast<double>(s.span) / P, 2), decimal(s.loss_inside, 3),
                          decimal(s.loss_outside, 3)});
  const Share &descent = shares.at("gradient descent"), &random = shares.at("random search");
  const double chance = static_cast<double>(random.span) / P;
  evidence.within("gradient descent: share of |w_T - w_0|² in the span", descent.inside, 0.99,
                  1.01);
  evidence.within("random search: the same, between chance and a half", random.inside, chance, 0.5);
  evidence.within("random search: loss by the part inside", random.loss_inside / loss, 0, 0.2);
  evidence.within("by the part outside", random.loss_outside / loss, 0.8, 1.5);
  evidence.conclude(Verdict::shown);
  decision.finding = "of random search's |w_T - w_0|² " + decimal(100 * random.inside, 2) +
                     " % is inside the training gradients' span (gradient descent " +
                     decimal(100 * descent.inside, 3) + " %, chance " + decimal(100 * chance, 2) +
                     " %), and that part does it: alone it brings the loss from " +
                     decimal(loss, 3) + " to " + decimal(random.loss_inside, 2) + ", the rest to " +
                     decimal(random.loss_outside, 3);
  decision.tables.push_back(std::move(table));
  decision.figures.push_back(
      {"b16_parts",
       "Which part of the way has learned",
       "The loss from w_0 on. Left, of random search: along w_T - w_0, and as well along its part "
       "inside the span of training gradients, it falls to a tenth; along the part outside, which "
       "is the longer one, it stays as high. Right, of gradient descent: there is no part outside.",
       {along("random search", task, random), along("gradient descent", task, descent)}});
}

}  // namespace

Claim b16() {
  return {"B16", "models learned without gradients, and training gradients", Verdict::shown,
          "w_0 is not subtracted: w_T itself is projected", decide};
}

}  // namespace pathkernel::claims
