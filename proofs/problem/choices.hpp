/// @file choices.hpp
/// Losses, regularizers, schedules and methods as they are asked for: by name, with exact numbers.
///
/// What they become in a scalar type is in rungs/choices_in.hpp.
///
/// Leaves out: which of them go together, see command_line/training.cpp.
#pragma once

#include "nn/data/exact_number.hpp"

namespace pathkernel {

/// A loss of nn/losses.hpp.
struct AnyLoss {
  enum class Kind {
    squared,
    logistic,
    softmax,
    pseudo_huber,
    smooth_hinge,
    likelihood,             ///< of a model that gives ln p(x)
    likelihood_of_density,  ///< of one that gives p(x)
  } kind = Kind::squared;
  ExactNumber constant = 1;  ///< the width δ, or the sharpness

  /// Whether it is asked of densities, which have no target.
  [[nodiscard]] bool of_density() const {
    return kind == Kind::likelihood || kind == Kind::likelihood_of_density;
  }
  [[nodiscard]] std::string text() const;  ///< "pseudo-Huber of width 1/2"
};

/// A regularizer of nn/regularizer.hpp: λ_1 Σ √(w² + δ²) and λ_2 ‖w‖²/2, one of them or their sum.
struct AnyRegularizer {
  enum class Kind { l2, smooth_l1, elastic } kind = Kind::l2;
  ExactNumber l1 = 0, l2 = ExactNumber("1/10"), delta = 1;

  [[nodiscard]] std::string text() const;  ///< "λ|w|²/2, λ = 1/10"
};

/// Mini-batches: by chance where there is a seed, in the order of the examples where there is none.
struct AnySchedule {
  std::size_t batch = 8;
  std::optional<ExactNumber> period = {};  ///< for which a batch is held; an eighth of T if absent
  std::optional<std::uint64_t> seed = {};

  /// "mini-batches of 8, shuffled with seed 1"; a flow's, also for how long each is held.
  [[nodiscard]] std::string text(bool of_flow) const;
};

/// μ w'' + γ w' = -∇L, from rest.
struct AnyMomentum {
  ExactNumber mass, friction;
};

/// w ← w - ε ∇L, so many times.
struct FiniteSteps {
  ExactNumber rate;
  std::size_t count;
};

}  // namespace pathkernel
