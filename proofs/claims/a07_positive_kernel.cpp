/// @file a07_positive_kernel.cpp
/// Statement.   The path kernel is a kernel (claim A7): symmetric, and positive semi-definite,
///                Σ_ij c_i c_j K(x_i, x_j) >= 0 for all points and numbers c.
/// Hypotheses.  f differentiable in w along the path.
/// Derivation.  Σ_ij c_i c_j K(x_i, x_j) = ∫ |Σ_i c_i g_t(x_i)|² dt, which is no less than 0. ∎
/// Computation. K between all the examples of a training. Its asymmetry; its eigenvalues by
///              Jacobi's rotations; and a Cholesky factor G with pivots, of which K - G Gᵀ is left.
/// Control.     The same integral with L'_i inside, the loss-weighted K^lp, is not symmetric, and
///              its symmetric part has a negative eigenvalue.
/// Not claimed. That K is definite: examples at one point have one row, and the flights come back
///              to some temperatures, so that K has a rank below their number.

#include <set>

#include "kernel/gram/eigenvalues.hpp"
#include "kernel/gram/pivoted_cholesky.hpp"
#include "kernel/path/kernel_matrices.hpp"
#include "proofs/claims/o_rings.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

/// Entries as doubles, the examples in the order of their temperatures.
std::vector<std::vector<double>> map_of(const Matrix<S>& K, const std::vector<std::size_t>& order) {
  std::vector<std::vector<double>> map;
  for (const std::size_t i : order) {
    map.emplace_back();
    for (const std::size_t j : order) map.back().push_back(static_cast<double>(K(i, j)));
  }
  return map;
}

Figure pictures(const Instance<S>& instance, const Matrix<S>& K, const Matrix<S>& weighted) {
  std::vector<std::size_t> order(K.rows);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return instance.data.x[i]; });
  return {"a07_gram",
          "Path kernel and loss-weighted path kernel of the flights",
          "Two matrices, flights from cold to warm in rows and columns. Left, K: a mirror image of "
          "itself about the diagonal. Right, K^lp: no mirror image.",
          {{.title = "K(x_i, x_j)", .map = map_of(K, order)},
           {.title = "K^lp(x_i, x_j)", .map = map_of(weighted, order)}}};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  Instance<S> instance = o_rings<S>(trial.small);
  instance.queries = points_of(instance.data);
  TrainingOptions<S> options;
  options.progress = [&](double done) { trial.progress(0.9 * done); };
  const Training<S> training = train(instance, options);
  const Matrix<S> weighted = loss_weighted_matrix(training.machines);
  const Matrix<S> K = trial.mistaken ? weighted : path_kernel_matrix(training.machines);

  evidence.vanishes("max |K_ij - K_ji|", magnitude(asymmetry(K)), magnitude(largest_magnitude(K)));
  const std::vector<S> values = eigenvalues(symmetric_part(K));
  const S negative = values.front() < 0 ? values.front() : S(0);
  evidence.vanishes("the negative eigenvalue that is largest", magnitude(negative),
                    magnitude(values.back()));
  const S bound = values.back() / 1'000'000'000'000 / 1'000'000'000'000 / 1'000'000'000'000;
  const auto rank = std::ranges::count_if(values, [&](const S& value) { return value > bound; });
  const std::size_t points = std::set<S>(instance.data.x.begin(), instance.data.x.end()).size();
  evidence.condition("rank of K, of " + std::to_string(K.rows) + " flights", std::to_string(rank),
                     std::to_string(points) + " at most, so many temperatures",
                     rank <= static_cast<std::ptrdiff_t>(points));
  const PivotedCholesky<S> cholesky = pivoted_cholesky(symmetric_part(K));
  S rest(0);
  for (const S& left : cholesky.rest) keep_largest(rest, left);
  evidence.vanishes("the diagonal of K - G Gᵀ", magnitude(rest), magnitude(values.back()));
  evidence.defect("the path's defect |w' + ∇L|", magnitude(training.defect),
                  magnitude(S(static_cast<int>(instance.data.count))));
  evidence.must_not_vanish("max |K^lp_ij - K^lp_ji|", magnitude(asymmetry(weighted)));
  const S below = eigenvalues(symmetric_part(weighted)).front();
  evidence.must_not_vanish("the negative eigenvalue of K^lp's symmetric part",
                           magnitude(below < 0 ? below : S(0)));
  evidence.conclude(Verdict::holds);
  decision.finding = "K of " + std::to_string(K.rows) + " flights has eigenvalues from " +
                     decimal(values.front(), 2) + " to " + decimal(values.back(), 4) + ", " +
                     std::to_string(rank) + " of them not 0, for " + std::to_string(points) +
                     " temperatures; K^lp has " + decimal(below, 3);
  decision.figures.push_back(pictures(instance, K, weighted));
}

}  // namespace

Claim a07() {
  return {"A7", "the path kernel is symmetric and positive semi-definite", Verdict::holds,
          "the loss-weighted K^lp is taken for K", decide};
}

}  // namespace pathkernel::claims
