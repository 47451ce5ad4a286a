/// @file b18_example_weights.cpp
/// Statement.   The a_i play a role like the example weights of support vector machines and of the
///              perceptron: examples that the loss is more sensitive to weigh more (claim B18).
/// Hypotheses.  One data set, two moons that overlap, and one kernel for all: the path kernel of
///              the network whose a_i are looked at. An a_i depends on the query; the median of
///              |a_i| over many queries is taken.
/// Computation. The network by gradient flow; a support vector machine's α_i and a kernel
///              perceptron's counts of mistakes on the path kernel's Gram matrix. Rank
///              correlations, and how many weights are 0. In double.
/// Control.     The correlations have to be above 3/√(m - 1), three deviations of what ranks have
///              that do not depend on one another.
/// Not claimed. Sparsity: a_i is a mean of -L'_i, which this loss never has at 0, so that it can
///              only vanish at queries where Θ_t(x, x_i) changes its sign.

#include "kernel/gram/symmetry.hpp"
#include "kernel/machines/perceptron.hpp"
#include "kernel/machines/support_vector_machine.hpp"
#include "kernel/path/kernel_matrices.hpp"
#include "nn/data/made.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/claim.hpp"
#include "proofs/claims/points_and_curves.hpp"
#include "proofs/claims/rank_correlation.hpp"

namespace pathkernel::claims {

namespace {

using Weights = std::vector<double>;

/// The median over the queries of |a_i|; of a_i itself, if signs are kept.
Weights medians(const std::vector<KernelMachine<double>>& machines, bool signs) {
  Weights all;
  for (std::size_t i = 0; i < machines.front().examples(); ++i) {
    Weights of_i;
    for (const KernelMachine<double>& machine : machines)
      if (const auto a = machine.coefficient(i)) of_i.push_back(signs ? *a : std::abs(*a));
    const auto middle = of_i.begin() + std::ssize(of_i) / 2;
    std::ranges::nth_element(of_i, middle);
    all.push_back(*middle);
  }
  return all;
}

/// The three kinds of weights of one data set's examples.
struct AllWeights {
  Weights a, alpha, counts;
};

AllWeights all_weights(const Trial& trial, std::size_t m) {
  const Mlp network{.widths = {2, 8, 1}};
  Instance<double> instance{"moons",
                            network,
                            LogisticLoss{},
                            made_moons({.count = m, .noise = 0.25}),
                            initial_parameters<double>(network, 18),
                            10,
                            {}};
  instance.queries = points_of(instance.data);
  const Training<double> training = train(instance, {.progress = trial.progress});
  Matrix<double> K = symmetric_part(path_kernel_matrix(training.machines));
  const double largest = largest_magnitude(K);
  for (double& entry : K.entries) entry /= largest;
  std::vector<int> labels;
  for (const double y : instance.data.y) labels.push_back(y > 0 ? 1 : -1);
  AllWeights found{medians(training.machines, trial.mistaken),
                   fit_support_vector_machine(K, labels, {.C = 10, .tolerance = 1e-9}).alpha,
                   Weights(m, 0)};
  for (const std::size_t i : fit_kernel_perceptron(K, labels).run.mistakes) found.counts[i] += 1;
  return found;
}

/// One kind against another, each with 1 for its largest.
Panel against(const Weights& u, const Weights& v, const char* x_label, const char* y_label) {
  Curve points{"examples", {}, Curve::Style::points};
  for (std::size_t i = 0; i < u.size(); ++i)
    points.points.push_back({u[i] / std::ranges::max(u), v[i] / std::ranges::max(v)});
  return {.x_label = x_label, .y_label = y_label, .curves = {points}};
}

/// From the largest on.
Curve in_order(const char* label, Weights weights) {
  std::ranges::sort(weights, std::greater{});
  const double largest = weights.front();
  return {label, by_number(weights.size(), [&](std::size_t i) { return weights[i] / largest; })};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(16, decision);
  const std::size_t m = trial.pick<std::size_t>(60, 40);
  const auto [a, alpha, counts] = all_weights(trial, m);
  const double chance = 3 / std::sqrt(static_cast<double>(m - 1));
  const double a_alpha = rank_correlation(a, alpha), a_counts = rank_correlation(a, counts);
  evidence.within("rank correlation of |a_i| and α_i", a_alpha, chance, 1);
  evidence.within("of |a_i| and mistakes", a_counts, chance, 1);
  evidence.within("of α_i and mistakes", rank_correlation(alpha, counts), chance, 1);
  const auto zeros = [](const Weights& weights) {
    const double largest = std::ranges::max(weights);
    return std::ranges::count_if(weights, [&](double w) { return std::abs(w) < 1e-6 * largest; });
  };
  const auto whole = static_cast<double>(m);
  evidence.within("a_i that are 0", static_cast<double>(zeros(a)), 0, 0);
  evidence.within("α_i that are 0", static_cast<double>(zeros(alpha)), whole / 3, whole);
  evidence.within("examples without a mistake", static_cast<double>(zeros(counts)), whole / 3,
                  whole);
  evidence.conclude(Verdict::shown);
  decision.finding = "rank correlation of |a_i| with α_i " + decimal(a_alpha, 2) +
                     ", with mistakes " + decimal(a_counts, 2) + " (chance: below " +
                     decimal(chance, 2) + "); of " + std::to_string(m) + " a_i " +
                     std::to_string(zeros(a)) + " are 0, of α_i " + std::to_string(zeros(alpha)) +
                     ", of counts " + std::to_string(zeros(counts));
  decision.figures.push_back(
      {"b18_weights",
       "Three kinds of example weights",
       detail::joined("Left and middle: examples of large |a_i| mostly have large α_i, and more "
                      "mistakes were made at them. Right, in order of size: of ",
                      m, " examples ", zeros(alpha), " have α_i = 0, at ", zeros(counts),
                      " no mistake was made, and for ", zeros(a), " |a_i| is 0."),
       {against(a, alpha, "|a_i|", "α_i"), against(a, counts, "|a_i|", "mistakes"),
        Panel{.x_label = "examples",
              .y_label = "weight",
              .curves = {in_order("|a_i|", a), in_order("α_i", alpha),
                         in_order("mistakes", counts)}}}});
}

}  // namespace

Claim b18() {
  return {"B18", "the a_i play a role like weights in SVMs and the perceptron", Verdict::shown,
          "a_i with their signs are compared with weights that have none", decide};
}

}  // namespace pathkernel::claims
