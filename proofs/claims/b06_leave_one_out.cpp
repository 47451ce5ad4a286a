/// @file b06_leave_one_out.cpp
/// Statement.   Path kernels tell the exact space in which to look for training instances close to
///              the query, and how these relate to the model's predictions (claim B6).
/// Hypotheses.  "Relate" is read twice: as the contribution -S_i(x), and as the leave-one-out
///              effect y(x) - y_{-i}(x), what becomes of the prediction if example i had not been
///              there.
/// Derivation.  y - b = -Σ S_i: contributions add up to the prediction, as the paper says. But
///              without example i the path is another, and so are all other contributions. For a
///              short training they are not yet: the effect is -S_i + O(T²). For a long one other
///              examples do the work of the missing one.
/// Computation. A tanh network on a noisy wave, trained anew without each example, to times T from
///              1/1000 on. Both are ranked by size at several queries: Spearman's rank correlation.
///              Then one example is given twice: each twin contributes half, and is not missed.
/// Not claimed. That contributions are wrong: they answer another question.

#include "nn/data/made.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/claim.hpp"
#include "proofs/claims/points_and_curves.hpp"
#include "proofs/claims/rank_correlation.hpp"

namespace pathkernel::claims {

namespace {

const Points<double> queries{{-0.9}, {-0.6}, {-0.3}, {0.1}, {0.4}, {0.7}, {1.2}};

Instance<double> instance_of(const Examples<double>& data, double until) {
  const Mlp mlp{{1, 6, 1}};
  return {"", mlp, SquaredLoss{}, data, initial_parameters<double>(mlp, 3), until, queries};
}

Path<double> path_of(const Instance<double>& instance) {
  return integrate(flow_of(instance), instance.w, instance.until, Taylor{});
}

Examples<double> without(const Examples<double>& data, std::size_t left_out) {
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < data.count; ++i)
    if (i != left_out) kept.push_back(i);
  return selected(data, kept);
}

/// Sizes, whatever the signs.
std::vector<double> sizes(std::vector<double> values) {
  for (double& value : values) value = std::abs(value);
  return values;
}

/// What all examples say at each query, and what is missed without each: by query, then example.
struct Comparison {
  double until;
  Points<double> contributions, effects;
  double residual = 0;  ///< of Theorem 1

  [[nodiscard]] double rank_correlation() const {
    double sum = 0;
    for (std::size_t q = 0; q < effects.size(); ++q)
      sum += claims::rank_correlation(sizes(contributions[q]), sizes(effects[q]));
    return sum / static_cast<double>(effects.size());
  }
  /// ‖effects - contributions‖/‖contributions‖.
  [[nodiscard]] double difference() const {
    double apart = 0, size = 0;
    for (std::size_t q = 0; q < effects.size(); ++q)
      for (std::size_t i = 0; i < effects[q].size(); ++i) {
        apart += square(effects[q][i] - contributions[q][i]);
        size += square(contributions[q][i]);
      }
    return std::sqrt(apart / size);
  }
};

/// @param paths     without each of the examples, to the time T or beyond it
/// @param mistaken  an example's term is taken from the sum, and nothing is trained anew
Comparison comparison(const Instance<double>& instance, const std::vector<Path<double>>& paths,
                      bool mistaken) {
  const Training<double> training = train(instance);
  Comparison found{instance.until, {}, {}, largest_residual(training)};
  for (std::size_t q = 0; q < queries.size(); ++q) {
    std::vector<double>& contributions = found.contributions.emplace_back();
    std::vector<double>& effects = found.effects.emplace_back();
    for (std::size_t i = 0; i < paths.size(); ++i) {
      contributions.push_back(training.machines[q].contribution(i));
      const double left = mistaken
                              ? training.machines[q].undivided_prediction() - contributions.back()
                              : output(instance.model, paths[i].state(instance.until), queries[q]);
      effects.push_back(training.outputs[q] - left);
    }
  }
  return found;
}

std::vector<Comparison> comparisons(const Examples<double>& data, std::vector<double> times,
                                    const Trial& trial) {
  std::vector<Path<double>> paths;
  for (std::size_t i = 0; i < data.count; ++i) {
    paths.push_back(path_of(instance_of(without(data, i), times.back())));
    trial.progress(static_cast<double>(i) / static_cast<double>(data.count));
  }
  std::vector<Comparison> found;
  for (const double t : times)
    found.push_back(comparison(instance_of(data, t), paths, trial.mistaken));
  return found;
}

/// The last example is the same as the first.
Examples<double> with_a_twin(const Examples<double>& data) {
  std::vector<std::size_t> which(data.count + 1);
  std::iota(which.begin(), std::prev(which.end()), std::size_t{0});
  return selected(data, which);
}

Table table_of(const Examples<double>& data, const Comparison& at_end, std::size_t q) {
  Table table{detail::joined("At the query x = ", decimal(queries[q][0], 3),
                             ", T = ", decimal(at_end.until, 3)),
              {"x_i", "contribution", "rank", "effect", "rank"},
              {}};
  const std::size_t m = data.count;
  const std::vector<double> said = ranks(sizes(at_end.contributions[q])),
                            missed = ranks(sizes(at_end.effects[q]));
  for (std::size_t i = 0; i < m; ++i)
    table.rows.push_back({decimal(data.x[i], 3), decimal(at_end.contributions[q][i], 3),
                          decimal(static_cast<double>(m + 1) - said[i], 3),
                          decimal(at_end.effects[q][i], 3),
                          decimal(static_cast<double>(m + 1) - missed[i], 3)});
  return table;
}

Figure figure_of(const std::vector<Comparison>& found) {
  Panel scatter{.title = "All queries, the longest training",
                .x_label = "contribution -S_i(x)",
                .y_label = "effect of leaving i out"};
  Panel correlation{.title = "Rank correlation over training time",
                    .x_label = "T",
                    .y_label = "rank correlation",
                    .log_x = true};
  Curve pairs{"examples", {}, Curve::Style::points}, equal{"if they were equal", {}};
  Curve line{"contributions and effects", {}, Curve::Style::line_and_points};
  const Comparison& last = found.back();
  double reach = 0;
  for (std::size_t q = 0; q < last.effects.size(); ++q)
    for (std::size_t i = 0; i < last.effects[q].size(); ++i) {
      pairs.points.push_back({last.contributions[q][i], last.effects[q][i]});
      reach = std::max(reach, std::abs(last.effects[q][i]));
    }
  equal.points = {{-reach, -reach}, {reach, reach}};
  for (const Comparison& c : found) line.points.push_back({c.until, c.rank_correlation()});
  scatter.curves = {pairs, equal}, correlation.curves = {line};
  return {
      "b06_leave_one_out",
      "What an example says, and whether it is missed",
      detail::joined("On the left, examples whose contributions are large have effects near 0: "
                     "the points lie along the horizontal, not on the diagonal. On the right "
                     "the rank correlation falls from ",
                     decimal(found.front().rank_correlation(), 2),
                     " at T = ", decimal(found.front().until, 2), " to ",
                     decimal(last.rank_correlation(), 2), " at T = ", decimal(last.until, 3), "."),
      {scatter, correlation}};
}

/// Two copies of one example: both say the same, and neither is missed.
void check_twins(Evidence& evidence, const Examples<double>& data, double until, bool mistaken) {
  const Examples<double> twins = with_a_twin(data);
  const std::size_t last = data.count;
  const std::vector<Path<double>> paths{path_of(instance_of(without(twins, 0), until))};
  const Instance<double> instance = instance_of(twins, until);
  const Training<double> training = train(instance);
  const Comparison found = comparison(instance, paths, mistaken);
  double apart = 0, said = 0, missed = 0;
  for (std::size_t q = 0; q < queries.size(); ++q) {
    const double twin = training.machines[q].contribution(last);
    apart = std::max(apart, std::abs(found.contributions[q][0] - twin));
    said += std::abs(twin), missed += std::abs(found.effects[q][0]);
  }
  evidence.condition("twins: their contributions differ by", decimal(apart, 2), "1e-10 at most",
                     apart < 1e-10);
  evidence.within("twins: effect over contribution", missed / said, 0, 0.2);
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(16, decision);
  const Examples<double> data = made_sine({trial.pick<std::size_t>(14, 8), 0.1, 5});
  const double longest = trial.pick(40.0, 10.0);
  std::vector<double> times{0.001, 0.002, 0.01, 0.1, 0.5, 2};
  if (!trial.small) times.push_back(10);
  times.push_back(longest);
  const std::vector<Comparison> found = comparisons(data, times, trial);
  double residual = 0;
  for (const Comparison& c : found) residual = std::max(residual, c.residual);
  evidence.condition("y - b + Σ S_i", decimal(residual, 2), "1e-10 at most", residual < 1e-10);
  evidence.within("T = 1/1000: rank correlation", found.front().rank_correlation(), 0.99, 1.0001);
  evidence.within("‖effect + S‖/‖S‖ for short T: slope",
                  std::log2(found[1].difference() / found[0].difference()), 0.9, 1.1);
  evidence.within("the longest T: rank correlation", found.back().rank_correlation(), -0.9, 0.9);
  check_twins(evidence, data, longest, trial.mistaken);
  evidence.conclude(Verdict::shown);
  decision.tables.push_back(table_of(data, found.back(), 3));
  decision.figures.push_back(figure_of(found));
  decision.finding = detail::joined(
      "contributions are leave-one-out effects for short training (rank correlation ",
      decimal(found.front().rank_correlation(), 2),
      " at T = 1/1000), not for long: ", decimal(found.back().rank_correlation(), 2),
      " at T = ", decimal(longest, 3));
}

}  // namespace

Claim b06() {
  return {"B6", "Path kernels tell which examples a prediction rests on", Verdict::shown,
          "an example's term is left out of the sum, and nothing is trained anew", decide};
}

}  // namespace pathkernel::claims
