/// @file carried_memory.hpp
/// The witness of kernels with a memory: what each example has pushed is carried along with w,
///
///     M_i' = σ L'_i ∇f(x_i) - κ M_i,     S_i' = ∇f(x)·Q M_i,     S_i(0) = 0,
///
/// forwards, by the integrator of the training itself: no quadrature, and nothing goes back.
#pragma once

#include "nn/losses.hpp"
#include "nn/models/mlp.hpp"
#include "nn/ode/taylor.hpp"

namespace pathkernel {

template <Real S>
using Blocks = std::vector<Var<S>>;

/// A training of a model of one output on one tape, example by example.
template <Real S>
struct CarriedMemory {
  VectorField<S> field{Tape<S>(1), {}, {}};
  Mlp model;
  S forgetting, gain;
  Blocks<S> w = state();

  /// A block of the state for each of parameters.
  Blocks<S> state() {
    Blocks<S> blocks;
    for (const ParameterBlock& block : model.parameters()) blocks.push_back(state(block.shape));
    return blocks;
  }
  Var<S> state(Shape shape) {
    const Var<S> block = input(field.tape, shape, std::vector<S>(shape.size(), S(1) / 2));
    field.state.push_back(block.id);
    return block;
  }
  /// How the states move, in the order in which they were made.
  void move(const Blocks<S>& derivative) {
    for (const Var<S>& block : derivative) field.derivative.push_back(block.id);
  }

  /// ∇f(x).
  Blocks<S> gradient_at(const S& x) { return gradient(model(w, input(field.tape, x)), w); }
  /// L'_i ∇f(x_i) of the squared loss.
  Blocks<S> slope(const S& x, const S& y) {
    const Var<S> f = model(w, input(field.tape, x));
    return gradient(SquaredLoss{}(f, constant(field.tape, y)), w);
  }
  static Blocks<S> times(const S& factor, const Blocks<S>& u) {
    Blocks<S> result;
    for (const Var<S>& block : u) result.push_back(factor * block);
    return result;
  }
  static Blocks<S> sum(const Blocks<S>& u, const Blocks<S>& v) {
    Blocks<S> result;
    for (std::size_t b = 0; b < u.size(); ++b) result.push_back(u[b] + v[b]);
    return result;
  }
  /// σ g - κ M.
  Blocks<S> remembered(const Blocks<S>& g, const Blocks<S>& M) const {
    Blocks<S> result;
    for (std::size_t b = 0; b < g.size(); ++b) result.push_back(gain * g[b] - forgetting * M[b]);
    return result;
  }
  static Var<S> inner_product(const Blocks<S>& u, const Blocks<S>& v) {
    Var<S> result = dot(u[0], v[0]);
    for (std::size_t b = 1; b < u.size(); ++b) result = result + dot(u[b], v[b]);
    return result;
  }
};

}  // namespace pathkernel
