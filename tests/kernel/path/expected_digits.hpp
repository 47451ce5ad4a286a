/// @file expected_digits.hpp
/// How right integrals along a path are.
#pragma once

#include "autodiff/scalar.hpp"

namespace pathkernel {

/// The path is right to about all digits, the quadrature stops at 1,024 roundings a step: 3 digits,
/// and one more for the sum over steps and examples.
template <class S>
inline constexpr int expected_digits = all_digits<S> - 4;

}  // namespace pathkernel
