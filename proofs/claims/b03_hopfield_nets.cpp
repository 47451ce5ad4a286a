/// @file b03_hopfield_nets.cpp
/// Statement.   Hopfield networks are equivalent to the nearest-neighbour algorithm with Hamming
///              distance (claim B3, of Lippmann, Gold & Malpass 1987).
/// Hypotheses.  M random patterns of N = 64 signs. Hebb's weights without a diagonal; units turn
///              one after the other, in order, while any does; a unit whose input is 0 stays. Where
///              several patterns are equally near, each of them counts as the nearest.
/// Derivation.  The *Hamming net*, of the same report, scores pattern ξ by N - distance and keeps
///              the largest: it is nearest neighbour by construction. The *Hopfield net* runs down
///              an energy. A stored pattern stays if no unit's crosstalk, a sum of (M - 1)(N - 1)
///              random signs, is below -(N - 1): of probability p each, about (1 - p)^N in all.
/// Computation. Queries with 0 to 16 signs flipped, and random states, each with patterns of its
///              own: how often the state that the net ends in is the nearest pattern. That has to
///              fall as more signs are flipped and as more patterns are stored; one alone is always
///              found.
/// Control.     A Hamming net that has not stored the last pattern must disagree.
/// Not claimed. That other weights than Hebb's, or less alike patterns, would not do better.

#include <boost/math/distributions/binomial.hpp>

#include "kernel/machines/hopfield_net.hpp"
#include "kernel/machines/nearest_neighbour.hpp"
#include "nn/generator.hpp"
#include "proofs/claims/claim.hpp"
#include "proofs/claims/points_and_curves.hpp"

namespace pathkernel::claims {

namespace {

constexpr int N = 64;
constexpr int random_state = N;  ///< as a number of flipped signs: nothing of the pattern is left
const std::vector<int> flips{0, 2, 4, 6, 8, 10, 12, 14, 16};

std::vector<int> random_signs(Generator& random) {
  std::vector<int> signs(N);
  for (int& s : signs) s = random.below(2) == 0 ? -1 : 1;
  return signs;
}
/// The first pattern with so many signs flipped, or a random state.
std::vector<int> query(const Points<int>& patterns, int flipped, Generator& random) {
  if (flipped == random_state) return random_signs(random);
  std::vector<int> x = patterns.front();
  const std::vector<std::size_t> order = random.permutation(x.size());
  for (int k = 0; k < flipped; ++k) x[order[static_cast<std::size_t>(k)]] *= -1;
  return x;
}
std::vector<int> mirrored(std::vector<int> x) {
  for (int& s : x) s = -s;
  return x;
}

/// Shares of a number of queries.
struct Agreement {
  double hopfield = 0;  ///< the Hopfield net ends in the nearest pattern
  double hamming = 0;   ///< the Hamming net finds it, and all that are as near
  double without = 0;   ///< so it does if the last pattern is not stored
};

Agreement agreement(int load, int flipped, int queries, bool mistaken) {
  Generator random(static_cast<std::uint64_t>(1000 * load + flipped));
  int hopfield = 0, hamming = 0, without = 0;
  for (int k = 0; k < queries; ++k) {
    Points<int> patterns;
    for (int m = 0; m < load; ++m) patterns.push_back(random_signs(random));
    const std::vector<int> x = query(patterns, flipped, random);
    const auto nearest = nearest_neighbour(patterns, x, HammingDistance{});
    const std::vector<int> end = HopfieldNet(patterns).recall(x).state;
    for (const std::size_t i : nearest.tied) hopfield += patterns[i] == end;
    hamming += HammingNet(patterns).winner(mistaken ? mirrored(x) : x).tied == nearest.tied;
    patterns.pop_back();
    if (patterns.empty()) continue;  // there was a single one
    without += HammingNet(patterns).winner(x).tied == nearest.tied;
  }
  const double all = queries;
  return {hopfield / all, hamming / all, without / all};
}

/// (1 - p)^N: about so often a stored pattern of M stays as it is.
double stays(int load) {
  if (load == 1) return 1;
  const int signs = (load - 1) * (N - 1);
  const boost::math::binomial_distribution<double> minus(signs, double{1} / 2);
  const int enough = (signs + N - 1) / 2;  // more of them and the sum is below -(N - 1)
  return std::pow(1 - cdf(complement(minus, enough)), N);
}

/// One state that the net leads elsewhere: patterns at random, three stored.
std::string counterexample() {
  Generator random(1);
  for (;;) {
    const Points<int> patterns{random_signs(random), random_signs(random), random_signs(random)};
    const std::vector<int> x = random_signs(random);
    const auto nearest = nearest_neighbour(patterns, x, HammingDistance{});
    const std::vector<int> end = HopfieldNet(patterns).recall(x).state;
    const auto from_end = nearest_neighbour(patterns, end, HammingDistance{});
    if (nearest.tied.size() > 1 || patterns[nearest.index] == end) continue;
    return detail::joined("a state at distance ", nearest.distance,
                          " of the nearest of 3 patterns ", "ends at distance ", from_end.distance,
                          " of any");
  }
}

std::string percent(double share) { return decimal(std::round(1000 * share) / 10, 4) + " %"; }

struct Study {
  std::vector<int> loads;
  int queries;
  std::vector<std::vector<Agreement>> found;  ///< by load, then by flips, random states last

  Study(const Trial& trial)
      : loads(trial.pick<std::vector<int>>({3, 4, 6, 8, 10, 12}, {3, 12})),
        queries(trial.pick(1000, 100)) {
    for (const int load : loads) {
      std::vector<Agreement>& row = found.emplace_back();
      for (const int flipped : flips)
        row.push_back(agreement(load, flipped, queries, trial.mistaken));
      row.push_back(agreement(load, random_state, queries, trial.mistaken));
      trial.progress(static_cast<double>(found.size()) / static_cast<double>(loads.size()));
    }
  }
  /// Four standard deviations of a share p.
  [[nodiscard]] double band(double p) const {
    return 4 * std::sqrt(std::max(p * (1 - p), double{1} / queries) / queries);
  }
};

Table table_of(const Study& study) {
  Table table{"How often the Hopfield net ends in the nearest pattern", {"flipped signs"}, {}};
  for (const int load : study.loads) table.header.push_back(detail::joined("M = ", load));
  for (std::size_t f = 0; f <= flips.size(); ++f) {
    table.rows.push_back({f < flips.size() ? std::to_string(flips[f]) : "random state"});
    for (const std::vector<Agreement>& row : study.found)
      table.rows.back().push_back(percent(row[f].hopfield));
  }
  return table;
}

Figure figure_of(const Study& study) {
  Panel noise{.title = "From a pattern with flipped signs",
              .x_label = "flipped signs of 64",
              .y_label = "ends in the nearest pattern"};
  Panel load{.title = "As more patterns are stored",
             .x_label = "patterns M",
             .y_label = "ends in the nearest pattern"};
  Curve kept{"from a stored pattern", {}, Curve::Style::line_and_points};
  Curve expected{"(1 - p)^N", {}};
  Curve lost{"from a random state", {}, Curve::Style::line_and_points};
  for (std::size_t l = 0; l < study.loads.size(); ++l) {
    Curve curve{detail::joined("M = ", study.loads[l]), {}, Curve::Style::line_and_points};
    for (std::size_t f = 0; f < flips.size(); ++f)
      curve.points.push_back({static_cast<double>(flips[f]), study.found[l][f].hopfield});
    noise.curves.push_back(std::move(curve));
    const double m = study.loads[l];
    kept.points.push_back({m, study.found[l].front().hopfield});
    expected.points.push_back({m, stays(study.loads[l])});
    lost.points.push_back({m, study.found[l].back().hopfield});
  }
  load.curves = {kept, expected, lost};
  const std::vector<Agreement>&few = study.found.front(), &many = study.found.back();
  return {"b03_hopfield",
          "Hopfield nets and the nearest pattern",
          detail::joined("With 3 patterns the net finds the nearest one from up to 16 flipped ",
                         "signs in ", percent(few[flips.size() - 1].hopfield), " of cases; with ",
                         study.loads.back(), " in ", percent(many[flips.size() - 1].hopfield),
                         ". From random states it does so in ", percent(few.back().hopfield),
                         " and ", percent(many.back().hopfield), "."),
          {noise, load}};
}

/// By how much the net agrees more often with more flipped signs, or more patterns: the most, in
/// standard deviations of the difference of two shares.
double largest_rise(const Study& study) {
  double largest = 0;
  const auto compare = [&](const Agreement& less, const Agreement& more) {
    const double deviation = std::hypot(study.band(less.hopfield), study.band(more.hopfield)) / 4;
    largest = std::max(largest, (more.hopfield - less.hopfield) / deviation);
  };
  for (std::size_t l = 0; l < study.found.size(); ++l)
    for (std::size_t f = 0; f < study.found[l].size(); ++f) {
      if (f > 0) compare(study.found[l][f - 1], study.found[l][f]);
      if (l > 0) compare(study.found[l - 1][f], study.found[l][f]);
    }
  return largest;
}

/// Near stored patterns of a few the net agrees; not near many, and not from anywhere.
void check_hopfield(Evidence& evidence, const Study& study) {
  for (std::size_t l = 0; l < study.loads.size(); ++l) {
    const double p = stays(study.loads[l]);
    evidence.within(detail::joined("a stored pattern of ", study.loads[l], " stays"),
                    study.found[l].front().hopfield, p - study.band(p), p + study.band(p));
  }
  const std::vector<Agreement>&few = study.found.front(), &many = study.found.back();
  double worst = 1;
  for (std::size_t f = 0; f < flips.size(); ++f) worst = std::min(worst, few[f].hopfield);
  evidence.condition("Hopfield net, 3 patterns, up to 16 flipped", percent(worst),
                     "97 % or more, less 4 deviations", worst >= 0.97 - study.band(0.97));
  const double crowded = many[flips.size() - 1].hopfield;
  evidence.condition("Hopfield net, 12 patterns, 16 flipped", percent(crowded),
                     "less than half, by 4 deviations", crowded <= 0.5 - study.band(0.5));
  evidence.condition("Hopfield net, 3 patterns, from random states", percent(few.back().hopfield),
                     "less than always", few.back().hopfield < 1 - study.band(1));
  evidence.condition("Hopfield net, 12 patterns, from random states", percent(many.back().hopfield),
                     "less than from 3", many.back().hopfield < few.back().hopfield);
  evidence.within("Hopfield net, more noise or patterns: largest rise, in deviations",
                  largest_rise(study), 0, 4);
  double alone = 1;
  for (const int flipped : flips)
    alone = std::min(alone, agreement(1, flipped, study.queries, false).hopfield);
  evidence.condition("Hopfield net, 1 pattern, up to 16 flipped", percent(alone), "always",
                     alone == 1);
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(16, decision);
  const Study study(trial);
  double hamming = 1, without = 1;
  for (const std::vector<Agreement>& row : study.found)
    for (const Agreement& a : row)
      hamming = std::min(hamming, a.hamming), without = std::min(without, a.without);
  evidence.condition("Hamming net: finds the nearest pattern", percent(hamming), "always",
                     hamming == 1);
  evidence.must_fail("Hamming net, the last pattern not stored", percent(without), "not always",
                     without < 1);
  check_hopfield(evidence, study);
  evidence.conclude(Verdict::false_as_stated);
  decision.tables.push_back(table_of(study));
  decision.figures.push_back(figure_of(study));
  decision.finding = detail::joined(
      "the Hamming net finds the nearest pattern in ", percent(hamming),
      " of cases; the Hopfield net, from random states, in ",
      percent(study.found.front().back().hopfield), " with 3 and ",
      percent(study.found.back().back().hopfield), " with 12 patterns: ", counterexample());
}

}  // namespace

Claim b03() {
  return {"B3", "Hopfield networks are equivalent to nearest neighbour", Verdict::false_as_stated,
          "unlike signs are counted as like: the Hamming net is asked for the query's mirror image",
          decide};
}

}  // namespace pathkernel::claims
