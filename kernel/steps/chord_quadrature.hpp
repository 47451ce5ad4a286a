/// @file chord_quadrature.hpp
/// Integrals along a chord, with as many of Gauss's nodes as needed: twice as many, and again,
/// until two counts agree; and until the integral tells what else is known of it, if something is,
///
///     ∫_a^b g·Δ dc = f(b) - f(a)        of a piece from a to b, where g·Δ is df/dc
///
/// Where they don't, or more nodes would be needed than the numbers have digits, the piece is
/// halved. So a chord may be long, pass near singularities of g, and over jumps of it: one is
/// closed in on, bit by bit. Beside a jump two counts of nodes may agree by chance, as they do on
/// one that lies beyond the outer nodes. Then it is f that tells of it.
///
/// Leaves out: jumps by whose chance nodes agree, where nothing else is known, or whose shares in
/// g·Δ cancel. Of a rule that is given nothing is asked.
/// Next: chord_gradients.hpp.
#pragma once

#include <functional>
#include <map>

#include "kernel/steps/chord_rule.hpp"

namespace pathkernel {

/// Part of a chord, and what was found for the integrals over it.
template <Real S>
struct ChordPiece {
  S from, length;
  std::vector<S> integrals = {};
  bool settled = false;  ///< two counts of nodes agree
};

/// ∫_0^1 g of several components, which come in rows of one magnitude each.
template <Real S>
class ChordQuadrature {
 public:
  /// Whether a piece's integrals tell what else is known of them. They may differ by the tolerance,
  /// beside the size of each row: the largest ∫|g| so far.
  using Check = std::function<bool(const ChordPiece<S>& piece, const std::vector<S>& size)>;

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
  [[nodiscard]] std::vector<S> integrate(const G& g, const Check& check = {}) {
    std::ranges::fill(size_, S(0));
    return rule_ ? sampled(g, S(0), S(1), *rule_) : integral(g, check, S(0), S(1));
  }

  /// How often a g was asked so far.
  [[nodiscard]] std::size_t evaluations() const { return evaluations_; }

 private:
  template <class G>
  [[nodiscard]] std::vector<S> integral(const G& g, const Check& check, const S& from,
                                        const S& length) {
    const ChordPiece<S> piece = counted(g, from, length);
    const S half = length / 2;
    const bool shortest = half < std::numeric_limits<S>::epsilon();
    // Nearer than to a rounding of c no jump can be placed; then it is for f to say.
    if ((piece.settled || (shortest && check)) && (!check || check(piece, size_)))
      return piece.integrals;
    if (shortest)
      fail("kernel: a chord along which there is no integral: near c = ", from, " of its length ",
           piece.settled ? "a model changes by more than its gradients say; does it jump? "
                         : "even the shortest piece is too rough. ",
           "Loosen the tolerance, or give a rule of nodes.");
    std::vector<S> sum = integral(g, check, from, half);
    const std::vector<S> rest = integral(g, check, from + half, half);
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += rest[i];
    return sum;
  }

  /// A piece as given by twice as many nodes each time, for as long as that helps: beside a jump
  /// they come nearer as slowly as halves do.
  template <class G>
  [[nodiscard]] ChordPiece<S> counted(const G& g, const S& from, const S& length) {
    std::size_t n = nodes_;
    ChordPiece<S> piece{from, length, sampled(g, from, length, gauss(n))};
    S before(0);
    for (bool at_once = true; n < std::size_t{all_digits<S>}; at_once = false) {
      n *= 2;
      std::vector<S> fine = sampled(g, from, length, gauss(n));
      const S now = distance(piece.integrals, fine);
      piece.integrals = std::move(fine);
      piece.settled = now <= tolerance_;
      if (piece.settled) nodes_ = std::max<std::size_t>(2, at_once ? n / 4 : n / 2);
      if (piece.settled || (!at_once && !(now < before / 8))) break;
      before = now;
    }
    return piece;
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

  /// The largest difference, beside the row's size.
  [[nodiscard]] S distance(const std::vector<S>& u, const std::vector<S>& v) const {
    using std::abs;
    S largest(0);
    for (std::size_t i = 0; i < u.size(); ++i)
      if (const S& size = size_[i / columns_]; u[i] != v[i])
        keep_largest(largest, S(abs(S(u[i] - v[i])) / size));
    return largest;
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
