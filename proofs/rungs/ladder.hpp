/// @file ladder.hpp
/// The ladder of scalar types: precision is a type, `--digits` is not.
///
/// Beside the rungs, double and these two, long double serves claims about orders of convergence,
/// which show in few digits, but not in double's.
///
/// Leaves out: rungs beyond 120 digits.
#pragma once

#include "autodiff/multiprecision.hpp"

namespace pathkernel {

using Digits60 = HighPrecision<60>;
using Digits120 = HighPrecision<120>;

}  // namespace pathkernel
