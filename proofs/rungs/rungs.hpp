/// @file rungs.hpp
/// The ladder of scalar types: precision is a type, `--digits` is not.
///
/// Every rung is compiled in a file of its own.
///
/// Leaves out: rungs beyond 120 digits.
#pragma once

#include "proofs/outcome.hpp"

namespace pathkernel {

using Ready = std::function<void()>;

[[nodiscard]] Outcome decide_in_double(const Task& task, Monitor& monitor, const Ready& ready);
[[nodiscard]] Outcome decide_in_60_digits(const Task& task, Monitor& monitor, const Ready& ready);
[[nodiscard]] Outcome decide_in_120_digits(const Task& task, Monitor& monitor, const Ready& ready);

}  // namespace pathkernel
