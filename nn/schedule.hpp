/// @file schedule.hpp
/// Which examples are in the mini-batch at time t: the indicator I_i(t) of Remark 5.
///
/// Stochastic gradient descent steps along the gradient of a few examples' loss. In the limit of
/// small steps with the batch held for a while, that is gradient flow with the indicator inside,
///
///     dw/dt = -Σ_i I_i(t) ∇ℓ_i,        I_i(t) ∈ {0, 1}, constant between switching times.
///
/// Leaves out: shuffled batches, and examples drawn with replacement.
/// Next: gradient_flow.hpp.
#pragma once

#include "nn/ode/vector_field.hpp"

namespace pathkernel {

/// The examples in their order, `batch` at a time, round and round; each batch for `period`.
template <Real S>
[[nodiscard]] std::vector<Stretch<S>> cyclic_batches(std::size_t examples, std::size_t batch,
                                                     const S& period, const S& end) {
  if (batch == 0 || batch > examples)
    reject("nn: a batch of ", batch, " from ", examples, " examples; it needs 1 to ", examples,
           ".");
  using std::isfinite;
  if (!isfinite(end)) reject("nn: batches until t = ", end, "; the end must be finite.");
  if (!(period > 0)) reject("nn: batches held for ", period, "; the time must be above 0.");
  std::vector<Stretch<S>> stretches;
  for (int k = 0; S(k) * period < end; ++k) {
    Stretch<S> stretch{S(k) * period, std::vector<S>(examples, S(0))};
    for (std::size_t j = 0; j < batch; ++j)
      stretch.control[(static_cast<std::size_t>(k) * batch + j) % examples] = S(1);
    stretches.push_back(std::move(stretch));
  }
  return stretches;
}

}  // namespace pathkernel
