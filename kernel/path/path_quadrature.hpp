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
/// A step that asks for too many nodes is halved: near a singularity, or where the model has a kink
/// at a query (the path's own steps end at the examples' kinks only), short panels do what no
/// number of nodes can.
///
/// Leaves out: threads; integrands that are not finite.
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
  /// @throws std::domain_error  if g is not finite, or has no integral that can be found
  template <class G>
  void add(const Step<S>& step, G&& g) {
    add(step, S(0), step.length, g);
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
  /// What n nodes of a part of a step tell.
  struct Panel {
    std::vector<S> integrals, magnitudes;  ///< ∫ g and ∫ |g|
    std::vector<std::vector<S>> averages;  ///< of each group, at the nodes
  };

  const GaussLegendre<S>& rule(std::size_t n) { return rules_.try_emplace(n, n).first->second; }

  static constexpr std::size_t first_guess = static_cast<std::size_t>(all_digits<S> / 4 + 4);
  /// More nodes than this in a panel cost more than two panels.
  static constexpr std::size_t most_nodes = 4 * static_cast<std::size_t>(all_digits<S>) + 64;

  /// A part of a step, or its halves one after the other.
  template <class G>
  void add(const Step<S>& step, const S& start, const S& length, G& g) {
    if (settle(step, start, length, g)) return;
    if (!(length > step.length * std::numeric_limits<S>::epsilon() * 4))
      fail("kernel: the integrals over the step from t = ", step.start,
           " do not settle near t = ", S(step.start + start),
           ", however short its parts; the query is too near a ",
           "singularity. Move it, or end before that time.");
    const S half = length / 2;
    add(step, start, half, g);
    add(step, S(start + half), half, g);
  }

  /// Adds a part if two counts of nodes agree on it. What it needed is the first guess for the
  /// next.
  template <class G>
  bool settle(const Step<S>& step, const S& start, const S& length, G& g) {
    for (std::size_t n = nodes_; n <= most_nodes;) {
      const Panel panel = sampled(step, start, length, g, n);
      const std::size_t wanted = sufficient(panel, length, n);
      if (wanted > n) {
        n = std::min(wanted, 2 * n);  // far extrapolations are guesses
        continue;
      }
      const std::size_t more = n + std::max<std::size_t>(2, n / 8);
      const std::vector<S> finer = sampled(step, start, length, g, more).integrals;
      const std::vector<S> sizes = sizes_with(panel);
      if (agree(panel.integrals, finer, sizes) &&
          (length == step.length ||
           smooth(panel, finer, S(length / (step.start + start + length))))) {
        for (std::size_t i = 0; i < finer.size(); ++i) integrals_[i] += finer[i];
        size_ = sizes;
        nodes_ = std::max<std::size_t>(wanted, 4);
        return true;
      }
      n = more + more / 4;
    }
    nodes_ = first_guess;
    return false;
  }

  template <class G>
  Panel sampled(const Step<S>& step, const S& start, const S& length, G& g, std::size_t n) {
    const GaussLegendre<S>& gauss = rule(n);
    const std::size_t components = integrals_.size();
    Panel panel{std::vector<S>(components, S(0)), std::vector<S>(components, S(0)),
                std::vector<std::vector<S>>(groups_.size(), std::vector<S>(n))};
    std::vector<S> values(components);
    for (std::size_t j = 0; j < n; ++j) {
      g(S(start + length * (1 + gauss.nodes[j]) / 2), std::span<S>(values));
      const S weight = gauss.weights[j] * length / 2;
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
  std::size_t sufficient(const Panel& panel, const S& length, std::size_t n) {
    std::size_t most = 1;
    for (std::size_t group = 0; group < groups_.size(); ++group)
      most = std::max(most, sufficient_nodes(rule(n).log_coefficients(panel.averages[group]),
                                             log_magnitude(tolerance_), log_magnitude(finest()),
                                             log_magnitude(S(size_[group] / length))));
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

  /// A part so short that it counts for nothing is no reason to believe in it: where g jumps, what
  /// else happens there is not seen, a peak of its derivatives, say. So a part of a step must look
  /// smooth by itself, unless g is as good as 0 there. @param share  of the time so far
  bool smooth(const Panel& panel, const std::vector<S>& finer, const S& share) const {
    using std::sqrt;
    const S half_the_digits = sqrt(tolerance_);
    std::size_t i = 0;
    for (std::size_t group = 0; group < groups_.size(); ++group) {
      const std::size_t end = i + groups_[group];
      S size(0), difference(0);
      for (; i < end; ++i) {
        using std::abs;
        keep_largest(size, panel.magnitudes[i]);
        keep_largest(difference, S(abs(panel.integrals[i] - finer[i])));
      }
      if (difference > half_the_digits * size && size > half_the_digits * share * size_[group])
        return false;
    }
    return true;
  }

  std::vector<std::size_t> groups_;
  S tolerance_;
  std::vector<S> size_;  ///< of each group so far
  std::vector<S> integrals_;
  std::size_t nodes_ = first_guess;
  std::map<std::size_t, GaussLegendre<S>> rules_;
};

}  // namespace pathkernel
