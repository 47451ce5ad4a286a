/// @file variant.hpp
/// How a training departs from the plain flow of Theorem 1, and which training is meant.
///
/// Leaves out: how it is carried out, see laboratory.hpp.
#pragma once

#include <compare>
#include <cstddef>

namespace pathkernel {

enum class Variant {
  plain,        ///< gradient flow
  wrong,        ///< control: the flow of the loss times 1001/1000, taken for the plain one
  regularized,  ///< gradient flow of L + R
  batches,      ///< gradient flow of one mini-batch after another
  momentum,     ///< the flow of a heavy ball
  steps,        ///< gradient descent by finite steps
};

/// Which training: of the problem's start number `start`, in that variant.
struct TrainingKey {
  std::size_t start = 0;
  Variant variant = Variant::plain;
  friend auto operator<=>(const TrainingKey&, const TrainingKey&) = default;
};

}  // namespace pathkernel
