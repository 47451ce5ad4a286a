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
/// Leaves out: threads; integrands so near a singularity that more than a thousand nodes would be
/// needed.
/// Next: kernel_machine.hpp.
#pragma once

#include <map>
#include <span>

#include "kernel/gauss_legendre.hpp"
#include "nn/ode/path.hpp"

namespace pathkernel {

/// What an integral along a path cost.
struct QuadratureEffort {
  std::size_t evaluations = 0;
  std::size_t most_nodes = 0;  ///< in one step
};

/// Integrates functions of several components, which fall into groups of one magnitude each.
template <Real S>
class PathQuadrature {
 public:
  /// Accuracy that rounding allows: the error of one step, relative to the group's largest.
  static S finest() { return std::numeric_limits<S>::epsilon() * 1024; }

  /// @param groups     how many components belong to each group, in order
  /// @param tolerance  error of a step, relative to the integral of |g| for the group's largest
  PathQuadrature(std::vector<std::size_t> groups, const S& tolerance)
      : groups_(std::move(groups)), tolerance_(tolerance) {}

  /// ∫ g over the path. @param g  g(step, dt, values) writes g at time dt after the step's start
  /// @throws std::domain_error  if g is not finite, or a step would need more than 1,024 nodes
  template <class G>
  [[nodiscard]] std::vector<S> integrate(const Path<S>& path, G&& g) {
    std::vector<S> total(components(), S(0));
    size_.assign(groups_.size(), S(0));
    std::size_t nodes = static_cast<std::size_t>(all_digits<S> / 4 + 4);
    for (const Step<S>& step : path.steps()) {
      const std::vector<S> part = over_step(step, g, nodes);
      for (std::size_t i = 0; i < total.size(); ++i) total[i] += part[i];
      if (on_step) on_step(static_cast<double>(S((step.start + step.length) / path.end())));
    }
    return total;
  }

  QuadratureEffort effort;
  std::function<void(double)> on_step;  ///< called with the fraction of the path done; may throw

 private:
  [[nodiscard]] std::size_t components() const {
    std::size_t sum = 0;
    for (const std::size_t group : groups_) sum += group;
    return sum;
  }

  const GaussLegendre<S>& rule(std::size_t n) { return rules_.try_emplace(n, n).first->second; }

  /// One step's integral; `nodes` begins as a guess and is left as what was needed.
  template <class G>
  std::vector<S> over_step(const Step<S>& step, G& g, std::size_t& nodes) {
    std::size_t n = nodes;
    for (;;) {
      const std::vector<S> samples = sample(step, g, n);
      const std::size_t wanted = sufficient(step, samples, n);
      if (wanted > n) {
        n = std::min(wanted, 2 * n);  // far extrapolations are guesses
        require_affordable(n, step);
        continue;
      }
      const std::size_t more = n + std::max<std::size_t>(2, n / 8);
      const std::vector<S> first = weigh(step, samples, n);
      const std::vector<S> second = weigh(step, sample(step, g, more), more);
      const std::vector<S> sizes = sizes_with(step, samples, n);
      if (agree(first, second, sizes)) {
        size_ = sizes;
        nodes = std::max<std::size_t>(wanted, 4);
        return second;
      }
      n = more + more / 4;
      require_affordable(n, step);
    }
  }

  /// g at n nodes, component after component.
  template <class G>
  std::vector<S> sample(const Step<S>& step, G& g, std::size_t n) {
    const GaussLegendre<S>& gauss = rule(n);
    std::vector<S> samples(components() * n);
    std::vector<S> values(components());
    for (std::size_t j = 0; j < n; ++j) {
      g(step, S(step.length * (1 + gauss.nodes[j]) / 2), std::span<S>(values));
      for (std::size_t i = 0; i < values.size(); ++i) {
        using std::isfinite;
        if (!isfinite(values[i]))
          fail("kernel: the integrand is ", values[i], " in the step from t = ", step.start,
               ", at its node ", j, " of ", n, "; no sum of such values is a number.");
        samples[i * n + j] = values[i];
      }
    }
    effort.evaluations += n;
    effort.most_nodes = std::max(effort.most_nodes, n);
    return samples;
  }

  std::vector<S> weigh(const Step<S>& step, const std::vector<S>& samples, std::size_t n) {
    const GaussLegendre<S>& gauss = rule(n);
    std::vector<S> integrals;
    for (std::size_t i = 0; i < components(); ++i) {
      S sum(0);
      for (std::size_t j = 0; j < n; ++j) sum += gauss.weights[j] * samples[i * n + j];
      integrals.push_back(sum * step.length / 2);
    }
    return integrals;
  }

  /// The most that any group asks for. A group is judged by one average of its components, in which
  /// decay common to all shows; where they cancel, the second count finds out. What is rounding
  /// beside the group's integral so far may be rough: an integrand that has died away is.
  std::size_t sufficient(const Step<S>& step, const std::vector<S>& samples, std::size_t n) {
    const GaussLegendre<S>& gauss = rule(n);
    std::size_t most = 1;
    std::size_t i = 0;
    for (std::size_t group = 0; group < groups_.size(); ++group) {
      std::vector<S> average(n, S(0));
      S weights(0);
      for (std::size_t c = 1; c <= groups_[group]; ++c, ++i) {
        weights += S(static_cast<int>(c));
        for (std::size_t j = 0; j < n; ++j)
          average[j] += S(static_cast<int>(c)) * samples[i * n + j];
      }
      for (S& entry : average) entry /= weights;
      most = std::max(most, sufficient_nodes(gauss.log_coefficients(average),
                                             log_magnitude(tolerance_), log_magnitude(finest()),
                                             log_magnitude(S(size_[group] / step.length))));
    }
    return most;
  }

  /// Every group's size so far, this step included: the integral of |g|, of its largest component.
  /// An integral may vanish by cancellation; what rounding leaves of it is measured by this.
  std::vector<S> sizes_with(const Step<S>& step, const std::vector<S>& samples, std::size_t n) {
    std::vector<S> magnitudes;
    for (const S& sample : samples) {
      using std::abs;
      magnitudes.push_back(abs(sample));
    }
    const std::vector<S> integrals = weigh(step, magnitudes, n);
    std::vector<S> sizes = size_;
    auto from = integrals.begin();
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      const auto to = from + static_cast<std::ptrdiff_t>(groups_[i]);
      if (from != to) sizes[i] += *std::max_element(from, to);
      from = to;
    }
    return sizes;
  }

  bool agree(const std::vector<S>& first, const std::vector<S>& second,
             const std::vector<S>& sizes) {
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
      fail(
          "kernel: the step from t = ", step.start, " of length ", step.length, " would need ", n,
          " quadrature nodes; the query is too near a singularity. Move it, or shorten the steps.");
  }

  std::vector<std::size_t> groups_;
  S tolerance_;
  std::vector<S> size_;  ///< of each group so far
  std::map<std::size_t, GaussLegendre<S>> rules_;
};

}  // namespace pathkernel
