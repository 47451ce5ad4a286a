/// @file jacobian.hpp
/// All first derivatives of a block in one block, all second ones of a number, and their products.
///
///     J_ip = ∂y_i/∂x_p,     H_pq = ∂²y/∂x_p∂x_q,     H ẋ = d/dt ∇y(x + t ẋ) at t = 0
///
/// Rows are the output's entries, row after row; columns are the inputs' entries, one input after
/// another. A forward sweep gives a column of J, a reverse sweep a row, and the fewer sweeps are
/// taken. H ẋ is the tangent of a gradient: two sweeps, however many entries H has.
///
/// Everything is recorded, so that a third derivative is a Jacobian of a Hessian, and so on.
///
/// Leaves out: sparsity, and that H is symmetric: both halves are computed, and differ by rounding.
/// Source: Griewank & Walther (2008), ch. 3 and 5.   Next: dual.hpp.
#pragma once

#include "autodiff/gradient.hpp"
#include "autodiff/tangent.hpp"

namespace pathkernel {

/// Which sweeps a Jacobian is made of. Where both are as many, forward ones: they need no row to be
/// picked out first.
enum class SweepMode { fewest, forward, reverse };

namespace detail {
/// The entries of all blocks in one column.
template <Scalar S>
[[nodiscard]] Var<S> column_of(const std::vector<Var<S>>& blocks) {
  std::vector<Var<S>> columns;
  for (const Var<S>& block : blocks)
    columns.push_back(reshape(block, {static_cast<std::uint32_t>(block.shape().size()), 1}));
  return concatenate_rows(std::span<const Var<S>>(columns));
}

/// One sweep for each entry of the inputs. It moves alone, as do those computed from it.
template <Scalar S>
[[nodiscard]] Var<S> jacobian_by_columns(Var<S> output, Vars<S> inputs) {
  std::vector<Var<S>> columns;
  for (const Var<S>& input : inputs)
    for (std::size_t p = 0; p < input.shape().size(); ++p) {
      std::vector<S> unit(input.shape().size(), S(0));
      unit[p] = S(1);
      const Var<S> direction = constants_beside(input, input.shape(), std::span<const S>(unit));
      columns.push_back(
          ForwardSweep<S>({&output, 1}, {&input, 1}, {&direction, 1}).tangent(output));
    }
  const Shape transposed{static_cast<std::uint32_t>(columns.size()),
                         static_cast<std::uint32_t>(output.shape().size())};
  return transpose(reshape(column_of(columns), transposed));
}

/// One sweep for each entry of the output.
template <Scalar S>
[[nodiscard]] Var<S> jacobian_by_rows(Var<S> output, Vars<S> inputs) {
  std::vector<Var<S>> rows;
  for (std::uint32_t r = 0; r < output.shape().rows; ++r)
    for (std::uint32_t c = 0; c < output.shape().columns; ++c)
      rows.push_back(column_of(gradient(slice(output, r, c, {1, 1}), inputs)));
  const auto count = static_cast<std::uint32_t>(rows.size());
  return reshape(column_of(rows), {count, rows.front().shape().rows});
}
}  // namespace detail

/// J, recorded: (entries of the output) x (entries of all inputs together).
///
/// @throws std::invalid_argument  if the output or an input is per example, or of another tape
template <Scalar S>
[[nodiscard]] Var<S> jacobian(Var<S> output, Vars<S> inputs, SweepMode mode = SweepMode::fewest) {
  if (output.per_example())
    reject("autodiff: Jacobian of a ", output.shape(), " block, one per example; its output must ",
           "be shared by all. For a row per example, per_example_gradient().");
  std::size_t columns = 0;
  for (const Var<S>& input : inputs) {
    require_same_tape(input, output);
    if (input.per_example())
      reject("autodiff: Jacobian by node ", input.id, ", a ", input.shape(),
             " block, one per example; an input must be shared by all. gradient() takes both.");
    columns += input.shape().size();
  }
  if (columns == 0) reject("autodiff: Jacobian by 0 inputs; it needs at least 1.");
  const bool forward =
      mode == SweepMode::forward || (mode == SweepMode::fewest && columns <= output.shape().size());
  return forward ? detail::jacobian_by_columns(output, inputs)
                 : detail::jacobian_by_rows(output, inputs);
}
template <Scalar S>
[[nodiscard]] Var<S> jacobian(Var<S> output,
                              std::initializer_list<std::type_identity_t<Var<S>>> inputs,
                              SweepMode mode = SweepMode::fewest) {
  return jacobian(output, Vars<S>(inputs.begin(), inputs.size()), mode);
}

/// H, recorded: P x P for inputs of P entries together.
///
/// @param output  one number for all examples
template <Scalar S>
[[nodiscard]] Var<S> hessian(Var<S> output, Vars<S> inputs, SweepMode mode = SweepMode::fewest) {
  if (inputs.empty()) reject("autodiff: Hessian by 0 inputs; it needs at least 1.");
  return jacobian(detail::column_of(gradient(output, inputs)), inputs, mode);
}
template <Scalar S>
[[nodiscard]] Var<S> hessian(Var<S> output,
                             std::initializer_list<std::type_identity_t<Var<S>>> inputs,
                             SweepMode mode = SweepMode::fewest) {
  return hessian(output, Vars<S>(inputs.begin(), inputs.size()), mode);
}

/// H ẋ, recorded: a block of each input's shape, for any inputs that a gradient can be taken by.
///
/// @param directions  ẋ, one for each input and of its shape
template <Scalar S>
[[nodiscard]] std::vector<Var<S>> hessian_vector_product(Var<S> output, Vars<S> inputs,
                                                         Vars<S> directions) {
  return jacobian_vector_product(gradient(output, inputs), inputs, directions);
}
template <Scalar S>
[[nodiscard]] std::vector<Var<S>> hessian_vector_product(
    Var<S> output, std::initializer_list<std::type_identity_t<Var<S>>> inputs,
    std::initializer_list<std::type_identity_t<Var<S>>> directions) {
  return hessian_vector_product(output, Vars<S>(inputs.begin(), inputs.size()),
                                Vars<S>(directions.begin(), directions.size()));
}

}  // namespace pathkernel
