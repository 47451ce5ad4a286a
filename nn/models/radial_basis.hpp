/// @file radial_basis.hpp
/// f_w(x) = b + V h,   h_j = exp(-‖x - c_j‖²/(2 σ_j²)): bumps around learned places.
///
/// Its widths σ_j = e^s_j stay above 0 whatever s_j becomes.
///
/// Leaves out: widths that differ from one direction to another.
/// Source: Broomhead & Lowe, Multivariable functional interpolation and adaptive networks (1988).
/// Next: discrete_density.hpp.
#pragma once

#include "nn/layers/linear.hpp"

namespace pathkernel {

/// ‖x - c_j‖² of a column x, from centres c_j in rows: a column.
template <Scalar S>
[[nodiscard]] Var<S> squared_distances(Var<S> centres, Var<S> x) {
  const Var<S> row = reshape(x, {1, centres.shape().columns});
  return sum_over_columns(square(centres - broadcast(row, centres.shape())));
}

struct RadialBasisNetwork {
  std::uint32_t inputs = 1;
  std::uint32_t units = 4;
  std::uint32_t outputs = 1;

  [[nodiscard]] std::vector<ParameterBlock> parameters() const {
    return {{"centres", {units, inputs}, Role::location},
            {"log_widths", {units, 1}, Role::offset},
            {"V", {outputs, units}},
            {"b", {outputs, 1}, Role::offset}};
  }

  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Vars<S> w, Var<S> x) const {
    require_rows("a radial basis network", x, inputs);
    const Var<S> h = exp(-squared_distances(w[0], x) * exp(-2 * w[1]) / 2);
    return product(w[2], h) + w[3];
  }
};

}  // namespace pathkernel
