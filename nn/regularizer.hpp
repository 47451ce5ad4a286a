/// @file regularizer.hpp
/// R(w): what the parameters themselves cost, whatever the data.
///
/// It is kept apart from the loss because Theorem 1 treats it apart: every example's loss
/// derivative enters its own term of the sum, while ∇R enters b.
///
/// Leaves out: regularizers other than L2.
/// Next: schedule.hpp.
#pragma once

#include <functional>

#include "autodiff/operations/products.hpp"

namespace pathkernel {

/// Records R(w), one scalar, from the parameters' blocks. An empty one stands for R = 0.
template <Real S>
using Regularizer = std::function<Var<S>(Vars<S>)>;

/// R(w) = λ ‖w‖²/2,   ∇R = λ w.
template <Real S>
struct L2 {
  S lambda;

  [[nodiscard]] Var<S> operator()(Vars<S> w) const {
    Var<S> total = sum(square(w[0]));
    for (const Var<S>& block : w.subspan(1)) total = total + sum(square(block));
    return lambda / 2 * total;
  }
};

}  // namespace pathkernel
