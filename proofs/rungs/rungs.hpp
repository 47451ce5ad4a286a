/// @file rungs.hpp
/// The ladder of scalar types: precision is a type, `--digits` is not.
///
/// Every rung is compiled in a file of its own.
///
/// Leaves out: rungs beyond 120 digits.
#pragma once

#include "proofs/outcome.hpp"

namespace pathkernel {

[[nodiscard]] Outcome decide_in_double(const Task& task, Monitor& monitor);
[[nodiscard]] Outcome decide_in_60_digits(const Task& task, Monitor& monitor);
[[nodiscard]] Outcome decide_in_120_digits(const Task& task, Monitor& monitor);

}  // namespace pathkernel
