/// @file solved.hpp
/// A path as right as its scalar allows.
#pragma once

#include "nn/ode/taylor.hpp"

namespace pathkernel {

/// The path on [0, end], with two digits more asked for than the scalar holds, so that rounding
/// alone is left.
template <class S>
[[nodiscard]] Path<S> solved(const VectorField<S>& field, const std::vector<S>& start,
                             const S& end) {
  return integrate(field, start, end, Taylor{all_digits<S> + 2});
}

}  // namespace pathkernel
