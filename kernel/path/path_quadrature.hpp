/// @file path_quadrature.hpp
/// Integrals along a path, step by step, with as many nodes as the integrand asks for.
///
///     ∫_0^T g(t) dt = Σ_steps (h/2) Σ_j ω_j g(t_s + (1 + ξ_j) h/2)
///
/// The path is a polynomial inside each step, and g is smooth there, switching times being ends of
/// steps. How smooth is g's own affair: a query far from the data brings singularities nearer than
/// the path's own. So the number of nodes follows the decay of g's Legendre coefficients, in every
/// step anew, and is confirmed by a second, larger count.
///
/// Leaves out: threads; steps on which more than a thousand nodes would be needed: an integrand
/// near a singularity, or with a kink of its own, as relu has at a query (the path's own steps end
/// at the examples' kinks only). To halve such steps would do for a kink; but a jump, of which
/// short parts tell nothing, may hide a peak of its derivatives, and the sum would be wrong.
/// Next: kernel_machine.hpp.
#pragma once

#include <map>
#include <span>
#include <utility>

#include "kernel/path/gauss_legendre.hpp"
#include "nn/ode/path.hpp"

namespace pathkernel {

/// What an integral along a path cost.
struct QuadratureEffort {
  std::size_t evaluations = 0;
  std::size_t most_nodes = 0;  ///< in one step
};

/// Integrates functions of several components, which fall into groups of one magnitude each.
///
/// Sums are taken as samples come; of the samples themselves only one average for each group is
/// kept, so that memory does not grow with the nodes.
template <Real S>
class PathQuadrature {
 public:
  /// Accuracy that rounding allows: the error of one step, relative to the group's largest.
  static S finest() { return std::numeric_limits<S>::epsilon() * 1024; }

  /// @param groups     how many components belong to each group, in order
  /// @param tolerance  error of a step, relative to the integral of |g| for the group's largest
  PathQuadrature(std::vector<std::size_t> groups, const S& tolerance)
      : groups_(std::move(groups)), tolerance_(tolerance), size_(groups_.size(), S(0)) {
    if (!(tolerance >= std::numeric_limits<S>::epsilon()))
      reject("kernel: integrals to a tolerance of ", tolerance, "; rounding alone is ",
             std::numeric_limits<S>::epsilon(), ". Ask for that or more.");
    std::size_t components = 0;
    for (const std::size_t group : groups_) components += group;
    integrals_.assign(components, S(0));
  }

  /// Adds ∫ g over a step. @param g  g(dt, values) writes g at time dt after the step's start
  /// @throws std::domain_error  if g is not finite, or the step would need more than 1,024 nodes
  template <class G>
  void add(const Step<S>& step, G&& g) {
    for (std::size_t n = nodes_;;) {
      const Panel panel = sampled(step, g, n);
      const std::size_t wanted = sufficient(step, panel, n);
      if (wanted > n) {
        n = std::min(wanted, 2 * n);  // far extrapolations are guesses
        require_affordable(n, step);
        continue;
      }
      const std::size_t more = n + std::max<std::size_t>(2, n / 8);
      const std::vector<S> finer = sampled(step, g, more).integrals;
      const std::vector<S> sizes = sizes_with(panel);
      if (agree(panel.integrals, finer, sizes)) {
        for (std::size_t i = 0; i < finer.size(); ++i) integrals_[i] += finer[i];
        size_ = sizes;
        nodes_ = std::max<std::size_t>(wanted, 4);
        return;
      }
      n = more + more / 4;
      require_affordable(n, step);
    }
  }
  /// What all steps added so far have in sum.
  [[nodiscard]] const std::vector<S>& integrals() const { return integrals_; }
  /// ∫ |g| likewise, of each group's largest component in every step.
  [[nodiscard]] const std::vector<S>& sizes() const { return size_; }

  /// ∫ g over a whole path. @param g  g(step, dt, values)
  template <class G>
  [[nodiscard]] std::vector<S> integrate(const Path<S>& path, G&& g) {
    for (const Step<S>& step : path.steps())
      add(step, [&](const S& dt, std::span<S> values) { g(step, dt, values); });
    return std::exchange(integrals_, std::vector<S>(integrals_.size(), S(0)));
  }

  QuadratureEffort effort;

 private:
  /// What n nodes of one step tell.
  struct Panel {
    std::vector<S> integrals, magnitudes;  ///< ∫ g and ∫ |g|
    std::vector<std::vector<S>> averages;  ///< of each group, at the nodes
  };

  const GaussLegendre<S>& rule(std::size_t n) { return rules_.try_emplace(n, n).first->second; }

  template <class G>
  Panel sampled(const Step<S>& step, G& g, std::size_t n) {
    const GaussLegendre<S>& gauss = rule(n);
    const std::size_t components = integrals_.size();
    Panel panel{std::vector<S>(components, S(0)), std::vector<S>(components, S(0)),
                std::vector<std::vector<S>>(groups_.size(), std::vector<S>(n))};
    std::vector<S> values(components);
    for (std::size_t j = 0; j < n; ++j) {
      g(S(step.length * (1 + gauss.nodes[j]) / 2), std::span<S>(values));
      const S weight = gauss.weights[j] * step.length / 2;
      for (std::size_t i = 0; i < components; ++i) {
        if (!is_finite(values[i]))
          fail("kernel: the integrand is ", values[i], " in the step from t = ", step.start,
               ", at its node ", j, " of ", n, "; no sum of such values is a number.");
        using std::abs;
        const S part = weight * values[i];
        panel.integrals[i] += part;
        panel.magnitudes[i] += abs(part);
      }
      keep_averages(values, j, panel);
    }
    effort.evaluations += n;
    effort.most_nodes = std::max(effort.most_nodes, n);
    return panel;
  }

  /// A group is judged by one average of its components, in which decay common to all shows.
  void keep_averages(const std::vector<S>& values, std::size_t j, Panel& panel) const {
    std::size_t i = 0;
    for (std::size_t group = 0; group < groups_.size(); ++group) {
      S sum(0), weights(0);
      for (std::size_t c = 1; c <= groups_[group]; ++c, ++i) {
        weights += S(static_cast<int>(c));
        sum += S(static_cast<int>(c)) * values[i];
      }
      panel.averages[group][j] = weights == 0 ? S(0) : S(sum / weights);
    }
  }

  /// The most that any group asks for. Where a group's components cancel, the second count finds
  /// out. What is rounding beside the group's integral so far may be rough: an integrand that has
  /// died away is.
  std::size_t sufficient(const Step<S>& step, const Panel& panel, std::size_t n) {
    std::size_t most = 1;
    for (std::size_t group = 0; group < groups_.size(); ++group)
      most = std::max(most, sufficient_nodes(rule(n).log_coefficients(panel.averages[group]),
                                             log_magnitude(tolerance_), log_magnitude(finest()),
                                             log_magnitude(S(size_[group] / step.length))));
    return most;
  }

  /// Every group's size so far, this step included: the integral of |g|, of its largest component.
  /// An integral may vanish by cancellation; what rounding leaves of it is measured by this.
  std::vector<S> sizes_with(const Panel& panel) const {
    std::vector<S> sizes = size_;
    auto from = panel.magnitudes.begin();
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      const auto to = from + static_cast<std::ptrdiff_t>(groups_[i]);
      if (from != to) sizes[i] += *std::max_element(from, to);
      from = to;
    }
    return sizes;
  }

  bool agree(const std::vector<S>& first, const std::vector<S>& second,
             const std::vector<S>& sizes) const {
    std::size_t i = 0;
    for (std::size_t group = 0; group < groups_.size(); ++group)
      for (const std::size_t end = i + groups_[group]; i < end; ++i) {
        using std::abs;
        if (!(abs(first[i] - second[i]) <= tolerance_ * sizes[group])) return false;
      }
    return true;
  }

  void require_affordable(std::size_t n, const Step<S>& step) const {
    if (n > 1024)
      fail("kernel: the step from t = ", step.start, " of length ", step.length, " would need ", n,
           " quadrature nodes; the query is too near a singularity, or has a kink there. Move it, ",
           "or end before that time.");
  }

  std::vector<std::size_t> groups_;
  S tolerance_;
  std::vector<S> size_;  ///< of each group so far
  std::vector<S> integrals_;
  std::size_t nodes_ = static_cast<std::size_t>(all_digits<S> / 4 + 4);  ///< a first guess
  std::map<std::size_t, GaussLegendre<S>> rules_;
};

}  // namespace pathkernel
