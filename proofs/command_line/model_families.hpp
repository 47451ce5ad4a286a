/// @file model_families.hpp
/// The models that --model knows: how each is written, and how it is made.
///
/// A new one adds its line to `families`, and its type to AnyModel.
///
/// Leaves out: the reading of words, see models.hpp.
/// Next: models.hpp.
#pragma once

#include "proofs/command_line/numbers.hpp"
#include "proofs/problem/problem.hpp"

namespace pathkernel {

/// What a model is made from.
struct Sizes {
  std::vector<std::uint32_t> numbers;  ///< behind its name
  std::uint32_t inputs, outputs;
  std::optional<Activation> activation;

  [[nodiscard]] Activation phi(Activation otherwise = Activation::tanh) const {
    return activation.value_or(otherwise);
  }
};

/// What a model makes of x.
enum class Gives { outputs, log_density, density };

struct ModelFamily {
  Possibility possibility;
  Start (*start)(const Sizes&);
  bool activated = false;  ///< has a φ to choose
  Gives gives = Gives::outputs;

  /// Whether so many numbers may stand behind its name: as many as its form shows, or from 1 to 20.
  [[nodiscard]] bool takes(std::size_t numbers) const;
};

[[nodiscard]] const std::vector<ModelFamily>& model_families();

}  // namespace pathkernel
