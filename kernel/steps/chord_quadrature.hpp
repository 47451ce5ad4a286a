/// @file chord_quadrature.hpp
/// Integrals along a chord, from its start at c = 0 to its end at c = 1.
///
///     ∫_0^1 g(c) dc ≈ Σ_j ω_j g(c_j)
///
/// As many of Gauss's nodes are taken as needed: twice as many, and again, until two counts agree.
/// Where more would be needed than the numbers have digits, the chord is halved. So it may be long
/// and pass near singularities of g.
///
/// Or a rule is given. Along a step from w to w + Δ, with g as smooth as the model, Gauss's n nodes
/// leave an error of order Δ^2n beside the integral, one node at the start an error of order Δ.
///
/// Leaves out: kinks. One between nodes is closed in on, bit by bit; one so near to an end that no
/// node lies beyond it goes unnoticed.
/// Next: chord_gradients.hpp.
#pragma once

#include <map>
#include <optional>

#include "autodiff/error.hpp"
#include "kernel/path/gauss_legendre.hpp"

namespace pathkernel {

/// Nodes c_j and weights ω_j.
template <Real S>
struct ChordRule {
  std::vector<S> nodes, weights;
};

/// The start stands for the whole chord: all there is to who has checkpoints, and nothing between.
template <Real S>
[[nodiscard]] ChordRule<S> left_end() {
  return {{S(0)}, {S(1)}};
}

/// Gauss's n nodes; the middle alone, if n is 1. @throws std::invalid_argument  if n is 0
template <Real S>
[[nodiscard]] ChordRule<S> gauss_nodes(std::size_t n) {
  if (n == 0) reject("kernel: a rule of 0 nodes for a chord; it needs at least 1.");
  const GaussLegendre<S> gauss(n);
  ChordRule<S> rule;
  for (const S& node : gauss.nodes) rule.nodes.push_back((1 + node) / 2);
  for (const S& weight : gauss.weights) rule.weights.push_back(weight / 2);
  return rule;
}

/// How chords are integrated along.
template <Real S>
struct ChordOptions {
  std::optional<ChordRule<S>> rule = {};  ///< absent: Gauss's, as many nodes as needed; and then
  S tolerance = std::numeric_limits<S>::epsilon() * 1024;  ///< beside the largest ∫|g| of a row
  std::size_t threads = 1;                                 ///< no result depends on their number
};

/// Integrates functions of several components, which come in rows of one magnitude each.
template <Real S>
class ChordQuadrature {
 public:
  /// @throws std::invalid_argument  if the rule is none, or the tolerance not above 0
  ChordQuadrature(std::size_t rows, std::size_t columns, const ChordOptions<S>& options = {})
      : columns_(columns), rule_(options.rule), tolerance_(options.tolerance), size_(rows) {
    if (rule_ && (rule_->nodes.empty() || rule_->nodes.size() != rule_->weights.size()))
      reject("kernel: a rule of ", rule_->nodes.size(), " nodes and ", rule_->weights.size(),
             " weights for a chord; it needs 1 node or more, and a weight for each.");
    if (!(tolerance_ > 0))
      reject("kernel: a tolerance of ", tolerance_, " for chords; it must be above 0.");
  }

  /// ∫_0^1 g, row after row. @param g  g(c) returns as many finite numbers
  /// @throws std::domain_error  if halving the chord does not help
  template <class G>
  [[nodiscard]] std::vector<S> integrate(const G& g) {
    std::ranges::fill(size_, S(0));
    return rule_ ? sampled(g, S(0), S(1), *rule_) : integral(g, S(0), S(1));
  }

  /// How often a g was asked so far.
  [[nodiscard]] std::size_t evaluations() const { return evaluations_; }

 private:
  /// The integral over a piece of the chord, as given by two counts of nodes or two halves.
  template <class G>
  [[nodiscard]] std::vector<S> integral(const G& g, const S& from, const S& length) {
    std::size_t n = nodes_;
    std::vector<S> coarse = sampled(g, from, length, gauss(n));
    for (bool at_once = true; n < std::size_t{all_digits<S>}; at_once = false) {
      n *= 2;
      std::vector<S> fine = sampled(g, from, length, gauss(n));
      if (agree(coarse, fine)) {
        nodes_ = std::max<std::size_t>(2, at_once ? n / 4 : n / 2);
        return fine;
      }
      coarse = std::move(fine);
    }
    const S half = length / 2;
    if (half < std::numeric_limits<S>::epsilon())
      fail("kernel: a chord along which there is no integral: near c = ", from, " of its length ",
           "even the shortest piece is too rough. Loosen the tolerance, or give a rule of nodes.");
    std::vector<S> sum = integral(g, from, half);
    const std::vector<S> rest = integral(g, from + half, half);
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += rest[i];
    return sum;
  }

  /// The same by a rule's nodes. Notes the largest ∫|g| of every row.
  template <class G>
  [[nodiscard]] std::vector<S> sampled(const G& g, const S& from, const S& length,
                                       const ChordRule<S>& rule) {
    std::vector<S> sum(size_.size() * columns_, S(0)), magnitude = sum;
    for (std::size_t j = 0; j < rule.nodes.size(); ++j) {
      const std::vector<S> values = g(S(from + rule.nodes[j] * length));
      for (std::size_t i = 0; i < sum.size(); ++i) {
        using std::abs;
        const S part = rule.weights[j] * length * values[i];
        sum[i] += part;
        magnitude[i] += abs(part);
      }
    }
    for (std::size_t i = 0; i < sum.size(); ++i) keep_largest(size_[i / columns_], magnitude[i]);
    evaluations_ += rule.nodes.size();
    return sum;
  }

  [[nodiscard]] bool agree(const std::vector<S>& u, const std::vector<S>& v) const {
    using std::abs;
    for (std::size_t i = 0; i < u.size(); ++i)
      if (!(abs(S(u[i] - v[i])) <= tolerance_ * size_[i / columns_])) return false;
    return true;
  }

  [[nodiscard]] const ChordRule<S>& gauss(std::size_t n) {
    auto known = gauss_.find(n);
    if (known == gauss_.end()) known = gauss_.emplace(n, gauss_nodes<S>(n)).first;
    return known->second;
  }

  std::size_t columns_;
  std::optional<ChordRule<S>> rule_;
  S tolerance_;
  std::vector<S> size_;    ///< of each row, the largest ∫|g| over a piece so far
  std::size_t nodes_ = 2;  ///< a first guess: half of what was enough before
  std::map<std::size_t, ChordRule<S>> gauss_;
  std::size_t evaluations_ = 0;
};

}  // namespace pathkernel
