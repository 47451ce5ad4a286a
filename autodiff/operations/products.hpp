/// @file products.hpp
/// The matrix product. Its pullback is a product with one side transposed,
///
///     Y = U V:    Ū = Ȳ Vᵀ,   V̄ = Uᵀ Ȳ,
///
/// so the three products that occur are written as one, and no block is ever copied to transpose
/// it. Where the adjoint of a shared block is a sum of products over examples, that sum is one
/// instruction too, and its terms are never stored.
///
/// Leaves out: slices, reshaping, gathering.
/// Next: ../gradient.hpp.
#pragma once

#include "autodiff/operations/sums.hpp"

namespace pathkernel {

namespace detail {
constexpr Shape on_side(Shape u, Side side) {
  return side == Side::transposed ? Shape{u.columns, u.rows} : u;
}
constexpr Side other(Side side) {
  return side == Side::transposed ? Side::as_is : Side::transposed;
}

template <Side U, Side V>
Shape product_shape(Shape u, Shape v) {
  const Shape left = on_side(u, U);
  const Shape right = on_side(v, V);
  if (left.columns != right.rows)
    reject("autodiff: product of a ", left, " and a ", right, " block; the columns of the first, ",
           left.columns, ", must be as many as the rows of the second, ", right.rows, ".");
  return {left.rows, right.columns};
}

/// Calls f with the places of y_rc, u_rk and v_kc for every term of y_rc = Σ_k u_rk v_kc.
template <Side U, Side V, class F>
void for_each_term(Shape y, Shape u, F f) {
  const std::uint32_t inner = on_side(u, U).columns;
  for (std::uint32_t r = 0; r < y.rows; ++r)
    for (std::uint32_t k = 0; k < inner; ++k)
      for (std::uint32_t c = 0; c < y.columns; ++c)
        f(std::size_t{r} * y.columns + c,
          U == Side::as_is ? std::size_t{r} * inner + k : std::size_t{k} * y.rows + r,
          V == Side::as_is ? std::size_t{k} * y.columns + c : std::size_t{c} * inner + k);
}
}  // namespace detail

/// Y = U V, one product per example.
template <Side U, Side V>
struct Product {
  static constexpr std::string_view name = U == Side::transposed   ? "product_tn"
                                           : V == Side::transposed ? "product_nt"
                                                                   : "product";
  static constexpr Kind kind = Kind::bilinear;
  static constexpr int operands = 2;
  using Summed = SummedProduct<U, V>;
  static Shape result_shape(Shape u, Shape v) { return detail::product_shape<U, V>(u, v); }
  template <class S>
  static void accumulate(BlockView<S> y, BlockView<const S> u, BlockView<const S> v) {
    const std::size_t u_step = u.lanes == 1 ? 0 : 1;
    const std::size_t v_step = v.lanes == 1 ? 0 : 1;
    MultiplyAdd<S> multiply_add;
    detail::for_each_term<U, V>(y.shape, u.shape, [&](std::size_t i, std::size_t j, std::size_t k) {
      S* const to = y.data + i * y.lanes;
      const S* const a = u.data + j * u.lanes;
      const S* const b = v.data + k * v.lanes;
      for (std::size_t e = 0; e < y.lanes; ++e) multiply_add(to[e], a[e * u_step], b[e * v_step]);
    });
  }
  template <class W>
  static W pullback_left(const Locals<W>& at) {
    if constexpr (U == Side::as_is)
      return record<Product<Side::as_is, detail::other(V)>>(at.adjoint, at.v);
    else
      return record<Product<Side::as_is, Side::transposed>>(at.v, at.adjoint);
  }
  template <class W>
  static W pullback_right(const Locals<W>& at) {
    if constexpr (V == Side::as_is)
      return record<Product<detail::other(U), Side::as_is>>(at.u, at.adjoint);
    else
      return record<Product<Side::transposed, Side::as_is>>(at.adjoint, at.u);
  }
};

/// Y = Σ_e U_e V_e: the terms are added as they are multiplied.
template <Side U, Side V>
struct SummedProduct {
  static constexpr std::string_view name = U == Side::transposed   ? "summed_product_tn"
                                           : V == Side::transposed ? "summed_product_nt"
                                                                   : "summed_product";
  static constexpr Kind kind = Kind::bilinear;
  static constexpr int operands = 2;
  static constexpr bool result_per_example = false;
  static Shape result_shape(Shape u, Shape v) { return detail::product_shape<U, V>(u, v); }
  template <class S>
  static void accumulate(BlockView<S> y, BlockView<const S> u, BlockView<const S> v) {
    const std::size_t lanes = std::max(u.lanes, v.lanes);
    const std::size_t u_step = u.lanes == 1 ? 0 : 1;
    const std::size_t v_step = v.lanes == 1 ? 0 : 1;
    MultiplyAdd<S> multiply_add;
    detail::for_each_term<U, V>(y.shape, u.shape, [&](std::size_t i, std::size_t j, std::size_t k) {
      const S* const a = u.data + j * u.lanes;
      const S* const b = v.data + k * v.lanes;
      for (std::size_t e = 0; e < lanes; ++e) multiply_add(y.data[i], a[e * u_step], b[e * v_step]);
    });
  }
  // The adjoint is shared, an operand per example: the product of both is per example again.
  template <class W>
  static W pullback_left(const Locals<W>& at) { return Product<U, V>::pullback_left(at); }
  template <class W>
  static W pullback_right(const Locals<W>& at) { return Product<U, V>::pullback_right(at); }
};

/// U V.
template <Real S>
[[nodiscard]] Var<S> product(Var<S> u, Var<S> v) {
  return record<Product<Side::as_is, Side::as_is>>(u, v);
}

namespace detail {
/// Σ_e U_e V_e as one instruction, if u is a product; its own instruction is then not needed.
template <Real S>
std::optional<Var<S>> fused_sum(Var<S> u) {
  const Instruction k = u.instruction();
  std::optional<Var<S>> fused;
  visit_primitive(k.opcode, [&]<class P>() {
    if constexpr (requires { typename P::Summed; })
      fused = record<typename P::Summed>(Var<S>{u.tape, k.left}, Var<S>{u.tape, k.right});
  });
  return fused;
}
}  // namespace detail

/// Σ_e u_e. A block that all examples share counts once for each of them.
template <Real S>
[[nodiscard]] Var<S> sum_over_examples(Var<S> u) {
  const Var<S> each = repeat_per_example(u);
  const std::optional<Var<S>> fused = detail::fused_sum(each);
  return fused ? *fused : record<SumOverExamples>(each);
}

}  // namespace pathkernel
