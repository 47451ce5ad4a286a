/// @file json.hpp
/// What was decided, as JSON: an object with "schema": 1, every figure a decimal string.
///
/// Leaves out: reading it back.
#pragma once

#include "proofs/outcome.hpp"

namespace pathkernel {

[[nodiscard]] std::string as_json(const Task& task, const Outcome& outcome);

}  // namespace pathkernel
