/// @file trajectory.hpp
/// What a learning of finite steps leaves behind: every w it came through, and how each step was
/// made of gradients.
///
///     v_{s+1} = β v_s - ε_s ∇L_s(w_s)                 L_s = Σ_i I_is ℓ_i + R
///
///     w_{s+1} = w_s + v_{s+1}                         heavy ball; gradient descent, if β = 0
///     w_{s+1} = w_s + β v_{s+1} - ε_s ∇L_s(w_s)       Nesterov, whose w is ahead of the ball
///
/// These are the methods whose steps are *linear* in the gradients, and so a sum over the examples
/// in every step. How the w came about, and with which loss, is not asked here, but where they are
/// read (chord_kernel.hpp).
///
/// N steps of P parameters are (N + 1) P numbers: so much memory a learning needs to be explained.
///
/// Leaves out: Adam, whose steps are gradients divided by what it remembers of others; a decay of
/// the parameters beside the gradients, which is L2's where β = 0 and another method's else;
/// keeping some of the w and computing the others again.
/// Read first in kernel/steps.   Next: record.hpp.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "autodiff/error.hpp"
#include "autodiff/scalar.hpp"

namespace pathkernel {

/// How far a step goes on with those before it.
template <Real S>
struct Inertia {
  S momentum = S(0);   ///< β
  bool ahead = false;  ///< Nesterov's

  friend bool operator==(const Inertia&, const Inertia&) = default;
};

/// w_0, ..., w_N, and what was between them.
template <Real S>
struct Trajectory {
  std::vector<std::vector<S>> w = {};                  ///< N + 1, shape (P) each
  std::vector<S> rates = {};                           ///< ε_s
  std::vector<std::vector<std::size_t>> batches = {};  ///< of each step, an example I_is times;
                                                       ///< empty: all examples, in every step
  Inertia<S> inertia = {};
  std::vector<S> velocity = {};  ///< v_0, shape (P); empty: 0

  /// N.
  [[nodiscard]] std::size_t steps() const { return rates.size(); }

  friend bool operator==(const Trajectory&, const Trajectory&) = default;
};

namespace detail {
/// Refuses a number that is none.
template <Real S>
void require_finite_steps(std::span<const S> numbers, std::string_view what) {
  for (const S& number : numbers)
    if (!is_finite(number))
      reject("kernel: ", number, " among ", what, " of a trajectory; all must be finite. Record a ",
             "learning up to where it fails, or make shorter steps.");
}
}  // namespace detail

/// @throws std::invalid_argument  unless these are steps of `parameters` finite numbers, each with
///                                a batch from so many examples
template <Real S>
void require_fitting(const Trajectory<S>& trajectory, std::size_t parameters,
                     std::size_t examples) {
  const std::size_t n = trajectory.steps();
  if (n == 0) reject("kernel: a trajectory of 0 steps; record a learning of at least 1.");
  if (trajectory.w.size() != n + 1)
    reject("kernel: ", trajectory.w.size(), " w for ", n, " steps; it needs one more than steps.");
  for (std::size_t s = 0; s <= n; ++s)
    if (trajectory.w[s].size() != parameters)
      reject("kernel: ", trajectory.w[s].size(), " numbers in w_", s, ", for a model of ",
             parameters, " parameters; give the model that has learned.");
  if (!trajectory.velocity.empty() && trajectory.velocity.size() != parameters)
    reject("kernel: a first velocity of ", trajectory.velocity.size(), " numbers for ", parameters,
           " parameters; it needs as many, or none.");
  for (std::size_t s = 0; s <= n; ++s) detail::require_finite_steps<S>(trajectory.w[s], "the w");
  detail::require_finite_steps<S>(trajectory.rates, "the rates");
  detail::require_finite_steps<S>(trajectory.velocity, "the first velocities");
  detail::require_finite_steps<S>(std::array{trajectory.inertia.momentum}, "the momenta");
  if (trajectory.batches.empty()) return;
  if (trajectory.batches.size() != n)
    reject("kernel: ", trajectory.batches.size(), " batches for ", n,
           " steps; it needs one for each, or none if all examples are in all of them.");
  for (std::size_t s = 0; s < n; ++s) {
    if (trajectory.batches[s].empty())
      reject("kernel: no examples in the batch of step ", s, "; it needs at least 1.");
    for (const std::size_t i : trajectory.batches[s])
      if (i >= examples)
        reject("kernel: example ", i, " in the batch of step ", s, ", of data with ", examples,
               "; they are counted from 0. Give the data that was learned.");
  }
}

}  // namespace pathkernel
