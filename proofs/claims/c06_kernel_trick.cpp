/// @file c06_kernel_trick.cpp
/// Statement.   The kernel trick (claim C6): (1 + x·x')² is the dot product φ(x)·φ(x') of the
///              features 1, √2 x_i, x_i², √2 x_i x_j (i < j), none of which need be computed.
/// Hypotheses.  None.
/// Derivation.  (1 + u)² = 1 + 2u + u² with u = Σ_i x_i x'_i, and u² = Σ_i (x_i x'_i)²
///              + Σ_{i<j} 2 x_i x_j x'_i x'_j. ∎
/// Computation. Both sides in 60 digits, in several dimensions n. Then what the trick is for: ridge
///              regression with a weight for each feature, w = (ΦᵀΦ + λ)⁻¹ Φᵀy, against α = (K +
///              λ)⁻¹ y, which never sees a feature. They have to predict the same.
/// Control.     Features without x_i x_j must fail, in the kernel and in what is predicted.
/// Not claimed. That the trick is always cheaper: k costs n products a pair of examples, and the
///              Gram matrix of m examples is m x m; (n + 1)(n + 2)/2 features may be fewer than m.

#include "kernel/classical/dot_products.hpp"
#include "kernel/machines/kernel_ridge.hpp"
#include "nn/generator.hpp"
#include "proofs/claims/claim.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

enum class Mixed { weighed, unweighed, left_out };

/// φ(x), with √2 before the mixed features x_i x_j, without it, or without those features.
std::vector<S> features(const std::vector<S>& x, Mixed mixed) {
  using std::sqrt;
  const S root = sqrt(S(2));
  std::vector<S> phi{S(1)};
  for (const S& x_i : x) phi.push_back(root * x_i);
  for (const S& x_i : x) phi.push_back(x_i * x_i);
  if (mixed == Mixed::left_out) return phi;
  for (std::size_t i = 0; i < x.size(); ++i)
    for (std::size_t j = i + 1; j < x.size(); ++j)
      phi.push_back((mixed == Mixed::weighed ? root : S(1)) * x[i] * x[j]);
  return phi;
}

Points<S> features(const Points<S>& points, Mixed mixed) {
  Points<S> all;
  for (const std::vector<S>& x : points) all.push_back(features(x, mixed));
  return all;
}

/// w·φ(x) with w = (ΦᵀΦ + λ)⁻¹ Φᵀy: a weight for each feature, and no kernel anywhere.
S by_features(const Points<S>& phi, const std::vector<S>& y, const S& lambda,
              const std::vector<S>& phi_x) {
  const std::size_t features = phi_x.size();
  Matrix<S> normal(features, features);
  std::vector<S> right(features, S(0));
  for (std::size_t i = 0; i < phi.size(); ++i)
    for (std::size_t p = 0; p < features; ++p) {
      right[p] += phi[i][p] * y[i];
      for (std::size_t q = 0; q < features; ++q) normal(p, q) += phi[i][p] * phi[i][q];
    }
  for (std::size_t p = 0; p < features; ++p) normal(p, p) += lambda;
  return inner_product(Cholesky<S>(normal.entries, features).solve(right), phi_x);
}

/// Points of [-1, 1)^n.
Points<S> drawn(std::size_t count, std::size_t n, std::uint64_t seed) {
  Generator generator(seed);
  Points<S> points(count, std::vector<S>(n));
  for (std::vector<S>& x : points)
    for (S& x_i : x) x_i = S(2 * generator.uniform() - 1);
  return points;
}

/// The largest difference between two matrices' entries.
S apart(const Matrix<S>& K, Matrix<S> other) {
  for (std::size_t i = 0; i < K.entries.size(); ++i) other.entries[i] -= K.entries[i];
  return largest_magnitude(other);
}

void check_dimension(const Trial& trial, std::size_t n, Evidence& evidence, Table& table) {
  const PolynomialKernel<S> k{S(1), 2};
  const Points<S> x = drawn(7, n, n);
  const std::vector<S> query = drawn(1, n, 100 + n).front();
  const Matrix<S> K = gram(k, x);
  const Mixed ours = trial.mistaken ? Mixed::unweighed : Mixed::weighed;
  const std::string in = " in " + std::to_string(n) + " dimensions";

  const S kernel_apart = apart(K, gram(LinearKernel{}, features(x, ours)));
  evidence.vanishes("(1 + x·x')² less φ(x)·φ(x')" + in, magnitude(kernel_apart),
                    magnitude(largest_magnitude(K)));
  evidence.must_not_vanish("without the features x_i x_j" + in,
                           magnitude(apart(K, gram(LinearKernel{}, features(x, Mixed::left_out)))));

  std::vector<S> y;
  for (const std::vector<S>& point : x) y.push_back(point.front() * point.back() + S(1) / 3);
  const S lambda = S(1) / 10;
  const S by_kernel = fit_kernel_ridge(K, y, lambda).predict(kernel_row(k, query, x));
  const auto by = [&](Mixed mixed) {
    return by_features(features(x, mixed), y, lambda, features(query, mixed));
  };
  evidence.vanishes("ridge regression by the kernel less that by features" + in,
                    magnitude(S(by_kernel - by(ours))), magnitude(by_kernel));
  evidence.must_not_vanish("that without the features x_i x_j" + in,
                           magnitude(S(by_kernel - by(Mixed::left_out))));
  table.rows.push_back({std::to_string(n), std::to_string((n + 1) * (n + 2) / 2),
                        std::to_string(n + 1), magnitude(kernel_apart).text});
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  Table table{"(1 + x·x')² and its features",
              {"dimensions", "features", "products in the kernel", "largest difference"},
              {}};
  for (const std::size_t n : {2, 3, 5, 8}) check_dimension(trial, n, evidence, table);
  if (!trial.small) check_dimension(trial, 20, evidence, table);
  evidence.conclude(Verdict::holds);
  decision.finding = "(1 + x·x')² = φ(x)·φ(x') in up to " + table.rows.back()[0] +
                     " dimensions, where φ has " + table.rows.back()[1] +
                     " features; ridge regression predicts the same by both";
  decision.tables.push_back(std::move(table));
}

}  // namespace

Claim c06() {
  return {"C6", "the kernel trick: (1 + x·x')² is a dot product of features", Verdict::holds,
          "the features x_i x_j are taken without their √2", decide};
}

}  // namespace pathkernel::claims
