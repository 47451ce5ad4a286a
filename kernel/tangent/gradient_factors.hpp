/// @file gradient_factors.hpp
/// A weight's gradient is a product, and an inner product of products need not be multiplied out.
///
/// If z = W u is where W, p x q, is used, a point's gradient by W is Σ_k z̄_k u_kᵀ, a column k of u
/// for each place where the point uses W: the matrix A Bᵀ with A = z̄ and B = u. So, of two points,
///
///     ⟨A Bᵀ, A' B'ᵀ⟩ = Σ_kl (AᵀA')_kl (BᵀB')_kl
///
/// p + q multiplications for each k and l, where the gradients, p x q numbers, would need p q. The
/// *recorded gradient* shows all of it: its last instruction is that product, or, where a parameter
/// was used several times, a sum of such products, whose inner product has a term for each pair.
/// So this is a rule about instructions, and layers don't matter: sums are taken apart, factors
/// 1 x 1 go into A, reshaped and transposed products are products. Whatever ends in another
/// instruction is one factor, the whole gradient, and nothing is beside it.
///
/// Leaves out: products inside a scattered gradient (a slice of a weight), or in a convolution's
/// bias, which is a sum over columns.
/// Source: Novak, Sohl-Dickstein & Schoenholz, Fast finite width neural tangent kernel (2022), who
/// state it for layers.   Read first in kernel.   Next: point_gradients.hpp.
#pragma once

#include <algorithm>

#include "autodiff/gradient.hpp"

namespace pathkernel {

/// `columns` vectors of `length` numbers in a block: entry r of vector k is the block's entry
/// r along + k between.
struct GradientFactor {
  NodeId block = 0;
  std::size_t length = 1, columns = 1, along = 1, between = 1;

  friend bool operator==(const GradientFactor&, const GradientFactor&) = default;
};

/// G_rc = Σ_k A_rk B_ck; without B, G itself is the one vector of A.
struct GradientTerm {
  GradientFactor left;
  std::optional<GradientFactor> right = std::nullopt;

  [[nodiscard]] std::size_t size() const { return left.length * (right ? right->length : 1); }

  friend bool operator==(const GradientTerm&, const GradientTerm&) = default;
};

/// Whether gradients of weights are kept as factors.
enum class GradientForm {
  cheapest,        ///< where that saves multiplications
  factored,        ///< wherever it can be done
  multiplied_out,  ///< never: the Jacobian
};

namespace detail {
/// All entries of a block as one vector.
template <Scalar S>
[[nodiscard]] GradientTerm whole(Var<S> gradient) {
  return {{gradient.id, gradient.shape().size(), 1, 1, 1}};
}

/// The columns of a block as a product reads it, or its rows.
template <Scalar S>
[[nodiscard]] GradientFactor columns_of(Var<S> u, Side side) {
  const std::size_t rows = u.shape().rows, columns = u.shape().columns;
  if (side == Side::as_is) return {u.id, rows, columns, columns, 1};
  return {u.id, columns, rows, 1, rows == 1 ? 1 : columns};
}

/// Does gathering by these indices transpose a block of that shape?
template <Scalar S>
[[nodiscard]] bool transposes(Var<S> indices, Shape from) {
  for (std::size_t r = 0; r < from.rows; ++r)
    for (std::size_t c = 0; c < from.columns; ++c)
      if (index_at(indices.block(), c * from.rows + r) != r * from.columns + c) return false;
  return true;
}

/// The products that a recorded gradient is the sum of.
template <Scalar S>
class ProductTerms {
 public:
  /// Goes back through the gradient's last instructions; false where one is no sum of products.
  [[nodiscard]] bool collect(Var<S> gradient) { return collect(gradient, Use{}); }
  [[nodiscard]] const std::vector<GradientTerm>& terms() const { return terms_; }

 private:
  /// What becomes of a block on its way to the gradient.
  struct Use {
    std::optional<Var<S>> scale = {};  ///< a number it is multiplied by
    bool transposed = false;

    [[nodiscard]] Use times(Var<S> by) const { return {scale ? *scale * by : by, transposed}; }
  };

  bool collect(Var<S> u, const Use& use) {
    const Instruction k = u.instruction();
    const Var<S> left{u.tape, k.left}, right{u.tape, k.right};
    const auto is = [&]<class... P>() { return ((k.opcode == opcode_of<P>) || ...); };
    if (is.template operator()<Negate>()) return collect(left, negated(u, use));
    if (is.template operator()<Add, Subtract>()) {
      if (left.shape() != k.shape || right.shape() != k.shape) return false;
      const bool minus = is.template operator()<Subtract>();
      return collect(left, use) && collect(right, minus ? negated(u, use) : use);
    }
    if (is.template operator()<Multiply>()) {
      if (right.shape().is_scalar()) return collect(left, use.times(right));
      return left.shape().is_scalar() && collect(right, use.times(left));
    }
    if (is.template operator()<Divide>())
      return right.shape().is_scalar() && collect(left, use.times(S(1) / right));
    if (is.template operator()<Reshape, Gather, Scatter>()) return collect_moved(u, use);
    return collect_product(u, use);
  }
  static Use negated(Var<S> u, const Use& use) { return use.times(constant_beside(u, S(-1))); }

  /// The same entries in the same order, or those of the transpose.
  bool collect_moved(Var<S> u, const Use& use) {
    const Instruction k = u.instruction();
    const Var<S> left{u.tape, k.left}, indices{u.tape, k.right};
    if (use.transposed) return false;
    if (k.opcode == opcode_of<Reshape>) return collect(left, use);
    const Shape from = left.shape(), to{from.columns, from.rows};
    if (!transposes(indices, k.opcode == opcode_of<Gather> ? from : to)) return false;
    return collect(left, {use.scale, true});
  }

  bool collect_product(Var<S> u, const Use& use) {
    const Instruction k = u.instruction();
    const auto is = [&](auto product) { return k.opcode == opcode_of<decltype(product)>; };
    const bool nn = is(Product<Side::as_is, Side::as_is>{});
    const bool nt = is(Product<Side::as_is, Side::transposed>{});
    const bool tn = is(Product<Side::transposed, Side::as_is>{});
    if (!nn && !nt && !tn) return false;
    const Var<S> left{u.tape, k.left}, right{u.tape, k.right};
    const Var<S> scaled = repeat_per_example(use.scale ? *use.scale * left : left);
    GradientTerm term{columns_of(scaled, tn ? Side::transposed : Side::as_is),
                      columns_of(repeat_per_example(right), nt ? Side::as_is : Side::transposed)};
    if (use.transposed) std::swap(term.left, *term.right);
    terms_.push_back(term);
    return true;
  }

  std::vector<GradientTerm> terms_;
};

/// Multiplications for a pair of points: Σ_kl (p + q) for each pair of terms.
[[nodiscard]] inline std::size_t cost_of_factors(const std::vector<GradientTerm>& terms) {
  std::size_t columns = 0;
  for (const GradientTerm& term : terms) columns += term.left.columns;
  return columns * columns * (terms.front().left.length + terms.front().right->length);
}
}  // namespace detail

/// The terms of one parameter's recorded gradient, in the form asked for.
///
/// Terms are comparable entry by entry: all of them are p x q products with the same p and q, whose
/// entries, row after row, are the parameter's.
template <Scalar S>
[[nodiscard]] std::vector<GradientTerm> gradient_terms(Var<S> gradient, GradientForm form) {
  if (form == GradientForm::multiplied_out) return {detail::whole(gradient)};
  detail::ProductTerms<S> products;
  if (!products.collect(gradient)) return {detail::whole(gradient)};
  const std::vector<GradientTerm>& terms = products.terms();
  const auto fits = [&](const GradientTerm& term) {
    return term.left.length == terms.front().left.length &&
           term.right->length == terms.front().right->length;
  };
  const bool cheaper = detail::cost_of_factors(terms) < gradient.shape().size();
  if (!std::ranges::all_of(terms, fits) || (form == GradientForm::cheapest && !cheaper))
    return {detail::whole(gradient)};
  return terms;
}

}  // namespace pathkernel
