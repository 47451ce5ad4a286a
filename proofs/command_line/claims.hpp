/// @file claims.hpp
/// Which claims are decided: those named, or those about the training asked for.
///
/// Leaves out: what they claim, see proofs/claims/.
#pragma once

#include "proofs/command_line/words.hpp"
#include "proofs/problem/problem.hpp"

namespace pathkernel {

/// The ids of the claims to decide: those named; else all, with --all; else those about the data
/// given that are about the training asked for.
/// @throws std::invalid_argument  if there is no such claim, or it is about another training
[[nodiscard]] std::vector<std::string> claims_in(const Words& words, const Problem& problem);

}  // namespace pathkernel
