/// @file energy.hpp
/// Along a gradient flow the objective falls at the rate of the squared speed:
///
///     dL/dt = ∇L·w' = -‖∇L‖²,        so    L(w(0)) - L(w(T)) = ∫_0^T ‖w'‖² dt.
///
/// The left side knows the path's ends alone, the right side all of it, so both agree to the last
/// digits only if the path is the flow's. On each step ‖w'‖² is a polynomial, integrated exactly.
///
/// Leaves out: flows that are not a gradient's; momentum has an energy of its own.
/// Next: summary.hpp.
#pragma once

#include "nn/ode/path.hpp"
#include "nn/ode/vector_field.hpp"

namespace pathkernel {

/// What the objective lost and what the path accounts for; at a switch L jumps, which counts for
/// neither.
template <Real S>
struct EnergyBalance {
  S lost;        ///< Σ over stretches of L at their beginning minus L at their end
  S dissipated;  ///< ∫ ‖w'‖² dt

  [[nodiscard]] S residual() const { return lost - dissipated; }
};

namespace detail {
/// ∫ ‖w'‖² over a step: the square of w' = Σ_k k c_k t^(k-1), term by term.
template <Real S>
S integrated_squared_speed(const Step<S>& step, std::size_t dimension) {
  const std::size_t order = step.coefficients.size() / dimension - 1;
  std::vector<S> slope(order * dimension);  // of w(t/h), so that no power of h is taken
  S power(1);
  for (std::size_t k = 1; k <= order; ++k) {
    power *= step.length;
    for (std::size_t p = 0; p < dimension; ++p)
      slope[(k - 1) * dimension + p] =
          S(static_cast<int>(k)) * step.coefficients[k * dimension + p] * power;
  }
  S sum(0);
  for (std::size_t n = 0; n + 1 < 2 * order; ++n) {
    S square(0);
    MultiplyAdd<S> multiply_add;
    for (std::size_t j = n < order ? 0 : n - order + 1; j <= std::min(n, order - 1); ++j)
      for (std::size_t p = 0; p < dimension; ++p)
        multiply_add(square, slope[j * dimension + p], slope[(n - j) * dimension + p]);
    sum += square / S(static_cast<int>(n + 1));
  }
  return sum / step.length;
}
}  // namespace detail

/// The balance of a path of a gradient flow.
/// @throws std::invalid_argument  if the field has no objective
template <Real S>
[[nodiscard]] EnergyBalance<S> energy_balance(const VectorField<S>& field, const Path<S>& path) {
  if (!field.objective)
    reject(
        "ode: an energy balance of a field without an objective; it is that of a gradient flow.");
  Replay<S> replay(field.tape, std::array{*field.objective});
  const auto objective = [&](const std::vector<S>& w) {
    replay.set(field.state, w);
    replay.run();
    return S(*replay[*field.objective].data);
  };
  EnergyBalance<S> balance{S(0), S(0)};
  const std::vector<Step<S>>& steps = path.steps();
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const bool begins = i == 0 || steps[i - 1].stretch != steps[i].stretch;
    const bool ends = i + 1 == steps.size() || steps[i + 1].stretch != steps[i].stretch;
    if (begins && field.control)
      replay.set(*field.control, field.stretches[steps[i].stretch].control);
    if (begins) balance.lost += objective(path.state_in(steps[i], S(0)));
    if (ends) balance.lost -= objective(path.state_in(steps[i], steps[i].length));
    balance.dissipated += detail::integrated_squared_speed(steps[i], path.dimension());
  }
  return balance;
}

}  // namespace pathkernel
