/// @file models.hpp
/// --model, --activation: which models, and where their training starts.
///
/// Leaves out: the models, see proofs/problem/models.hpp.
/// Next: training.hpp.
#pragma once

#include "proofs/command_line/words.hpp"
#include "proofs/problem/problem.hpp"

namespace pathkernel {

/// For --help: the models, a line each.
[[nodiscard]] std::string models_text();

/// Refuses models that there are not, before any data are read. @return  the loss that the model
/// asked for brings along: a density's likelihood, or none
[[nodiscard]] std::optional<AnyLoss> loss_of_model(const Words& words,
                                                   const std::optional<AnyLoss>& asked);

/// The model asked for, or those tried if none is.
/// @throws std::invalid_argument  if its numbers are not possible for so many features and outputs
[[nodiscard]] std::vector<Start> starts_in(const Words& words, std::uint32_t inputs,
                                           std::uint32_t outputs, const AnyLoss& loss);

}  // namespace pathkernel
