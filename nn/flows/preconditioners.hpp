/// @file preconditioners.hpp
/// What P a flow may have: a rate for each parameter, one that its own gradients set, the Hessian's
/// inverse.
///
/// Leaves out: Fisher's metric, which for least squares is H without the curvature of f.
/// Next: adam_flow.hpp.
#pragma once

#include "autodiff/jacobian.hpp"
#include "nn/flows/preconditioned_flow.hpp"

namespace pathkernel {

/// P = diag(rates), a learning rate for each parameter.
template <Real S>
struct Rates {
  std::vector<S> rates;  ///< shape (P)

  [[nodiscard]] std::vector<Shape> memory(const std::vector<ParameterBlock>& blocks) const {
    if (rates.size() != parameter_count(blocks))
      reject("nn: ", rates.size(), " rates for ", parameter_count(blocks), " parameters.");
    for (std::size_t p = 0; p < rates.size(); ++p)
      if (!(rates[p] >= 0) || !is_finite(rates[p]))
        reject("nn: a rate of ", rates[p], " for parameter ", p, "; it must be 0 or more, finite.");
    return {};
  }
  [[nodiscard]] std::vector<Var<S>> apply(const PreconditionedState<S>&, Vars<S> h) const {
    std::vector<Var<S>> result;
    std::span<const S> rest = rates;
    for (const Var<S>& block : h) {
      const std::size_t size = block.shape().size();
      result.push_back(constants_beside(block, block.shape(), rest.first(size)) * block);
      rest = rest.subspan(size);
    }
    return result;
  }
  [[nodiscard]] std::vector<Var<S>> memory_derivative(const PreconditionedState<S>&,
                                                      Vars<S>) const {
    return {};
  }
};

/// P = diag(1/(√s + η)), τ ds/dt = (∂L/∂w)² - s: a parameter whose gradients are large is moved
/// less. s must begin above 0.
/// Source: Tieleman & Hinton, RMSProp, lecture 6.5 of Neural networks for machine learning (2012).
template <Real S>
struct RmsProp {
  S memory_time;  ///< τ
  S floor;        ///< η, in the units of a gradient

  [[nodiscard]] std::vector<Shape> memory(const std::vector<ParameterBlock>& blocks) const {
    if (!(memory_time > 0) || !(floor >= 0))
      reject("nn: RMSProp with a memory of ", memory_time, " and a floor of ", floor,
             "; the memory must be above 0, the floor 0 or more.");
    std::vector<Shape> shapes;
    for (const ParameterBlock& block : blocks) shapes.push_back(block.shape);
    return shapes;
  }
  [[nodiscard]] std::vector<Var<S>> apply(const PreconditionedState<S>& at, Vars<S> h) const {
    std::vector<Var<S>> result;
    for (std::size_t b = 0; b < h.size(); ++b)
      result.push_back(h[b] / (sqrt(at.memory[b]) + floor));
    return result;
  }
  [[nodiscard]] std::vector<Var<S>> memory_derivative(const PreconditionedState<S>& at,
                                                      Vars<S> g) const {
    std::vector<Var<S>> result;
    for (std::size_t b = 0; b < g.size(); ++b)
      result.push_back((square(g[b]) - at.memory[b]) / memory_time);
    return result;
  }
};

namespace detail {
/// A⁻¹ b, recorded: Gaussian elimination, a row at a time and without exchanges, of a symmetric A.
/// A program has no branches, so nothing is said where A is not positive definite: a pivot d of 0
/// divides.
///
///     [d cᵀ] [y]   [b_0]         (C - c cᵀ/d) z = b_1 - c b_0/d
///     [c C ] [z] = [b_1]                      y = (b_0 - cᵀz)/d
template <Real S>
[[nodiscard]] Var<S> solved(Var<S> A, Var<S> b) {
  const std::uint32_t rest = A.shape().rows - 1;
  const Var<S> d = slice(A, 0, 0, {1, 1}), b_0 = slice(b, 0, 0, {1, 1});
  if (rest == 0) return b_0 / d;
  const Var<S> c = slice(A, 1, 0, {rest, 1}), C = slice(A, 1, 1, {rest, rest});
  const Var<S> outer = apply<Product<Side::as_is, Side::transposed>>(c, c);
  const Var<S> z = solved(C - outer / d, slice(b, 1, 0, {rest, 1}) - c * (b_0 / d));
  return concatenate_rows((b_0 - dot(c, z)) / d, z);
}
}  // namespace detail

/// P = (H + λ)⁻¹, H the Hessian of L: ∇L then dies out as e^-t in every direction alike (λ = 0).
///
/// Where H + λ has an eigenvalue that is not positive, so has P, and L need not fall.
/// Source: Smale, A convergent process of price adjustment and global Newton methods (1976).
template <Real S>
struct InverseHessian {
  S damping = S(0);  ///< λ

  [[nodiscard]] std::vector<Shape> memory(const std::vector<ParameterBlock>&) const {
    if (!(damping >= 0) || !is_finite(damping))
      reject("nn: a Hessian damped by ", damping, "; it must be 0 or more, finite.");
    return {};
  }
  [[nodiscard]] std::vector<Var<S>> apply(const PreconditionedState<S>& at, Vars<S> h) const {
    const Var<S> H = hessian(at.objective, at.w);
    const std::size_t count = H.shape().rows;
    std::vector<S> diagonal(count * count, S(0));
    for (std::size_t p = 0; p < count; ++p) diagonal[p * count + p] = damping;
    const Var<S> A = H + constants_beside(H, H.shape(), std::span<const S>(diagonal));
    const Var<S> all = detail::solved(A, detail::column_of(std::vector(h.begin(), h.end())));
    std::vector<Var<S>> result;
    std::uint32_t row = 0;
    for (const Var<S>& block : h) {
      const auto size = static_cast<std::uint32_t>(block.shape().size());
      result.push_back(reshape(slice(all, row, 0, {size, 1}), block.shape()));
      row += size;
    }
    return result;
  }
  [[nodiscard]] std::vector<Var<S>> memory_derivative(const PreconditionedState<S>&,
                                                      Vars<S>) const {
    return {};
  }
};

}  // namespace pathkernel
