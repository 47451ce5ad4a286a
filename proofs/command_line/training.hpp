/// @file training.hpp
/// --regularizer, --schedule, --momentum, --learning-rate, --steps, --until, --checkpoint: how a
/// model is trained.
///
///     a regularizer and mini-batches go with every training: the flow, a heavy ball's, steps
///     momentum is a flow's here, steps have a rate instead of a time
///
/// Leaves out: which claims are about it, see claims.hpp.
/// Next: claims.hpp.
#pragma once

#include "proofs/command_line/words.hpp"
#include "proofs/problem/problem.hpp"

namespace pathkernel {

/// For --help: a line each.
[[nodiscard]] std::string regularizers_text();
[[nodiscard]] std::string schedules_text();

/// Reads into the problem, whose data and models are there, how it is trained.
/// @throws std::invalid_argument  if something is not possible, or does not go together
void read_training(const Words& words, Problem& problem);

/// A file that can be written in the end, before anything is computed. @param option  that names it
[[nodiscard]] std::string writable(const std::string& option, const std::string& file);

}  // namespace pathkernel
