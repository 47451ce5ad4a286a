/// @file losses.hpp
/// --loss: which loss, and what it makes of the target's column.
///
/// Leaves out: the losses, see nn/losses.hpp.
/// Next: model_families.hpp.
#pragma once

#include "proofs/command_line/words.hpp"
#include "proofs/problem/problem.hpp"

namespace pathkernel {

/// For --help: the losses, a line each.
[[nodiscard]] std::string losses_text();

/// The loss asked for; absent if none is.
[[nodiscard]] std::optional<AnyLoss> loss_in(const Words& words);
/// What the target suggests: the loss if none is asked for.
[[nodiscard]] AnyLoss loss_suggested_by(const Target& target);

}  // namespace pathkernel
