/// @file gradient.hpp
/// The derivative of an output by everything it was computed from, in one walk backwards.
///
/// The adjoint of a block is what the output gains when the block grows,
///
///     v̄_j = Σ_k v̄_k ∂v_k/∂v_j        (over the instructions k that use j),
///
/// and each term of that sum is a pullback of one instruction. The pullbacks are *recorded*, on the
/// same tape: a gradient is more program, to be printed, run again, or differentiated again.
///
/// Walking in reverse order of recording is enough, however blocks are shared: in b = a + a,
/// c = b + b, both uses of b come after b, so b̄ is complete when b is reached, and is passed on
/// once. Recursion from the output would visit a four times; a chain of n such lines, 2ⁿ times.
///
/// Leaves out: forward mode; a sweep over plain numbers for a gradient that is wanted only once.
/// Source: Linnainmaa (1976); Griewank & Walther (2008), ch. 3.   Next: rewrite.hpp.
#pragma once

#include <initializer_list>

#include "autodiff/operations/products.hpp"

namespace pathkernel {

/// The adjoints of one sweep, from an output back to the blocks asked for.
template <Real S>
class ReverseSweep {
 public:
  /// @param per_example  one output per example, each differentiated by itself
  ReverseSweep(Var<S> output, Vars<S> inputs, bool per_example)
      : output_(output), per_example_(per_example), depends_(output.id + 1),
        adjoint_(output.id + 1) {
    for (const Var<S>& input : inputs) {
      require_same_tape(input, output);
      if (input.id <= output.id) depends_[input.id] = true;
    }
    for (NodeId k = 0; k <= output.id; ++k) {
      const Instruction& at = tape().instructions[k];
      if (depends_[at.left] || depends_[at.right]) depends_[k] = true;
    }
    const Var<S> seed = constant(tape(), S(1));
    add(output.id, per_example ? repeat_per_example(seed) : seed);
    for (NodeId k = output.id + 1; k-- > 0;)  // every use of k came later: its adjoint is complete
      if (adjoint_[k]) pull_back(k, *adjoint_[k]);
  }

  /// ∂output/∂input, of the input's shape; zero where the output does not depend on it.
  [[nodiscard]] Var<S> adjoint(Var<S> input) {
    if (input.id < adjoint_.size() && adjoint_[input.id]) return *adjoint_[input.id];
    const Var<S> zero = broadcast(constant(tape(), S(0)), input.shape());
    return per_example_ || input.per_example() ? repeat_per_example(zero) : zero;
  }

 private:
  [[nodiscard]] Recording<S>& tape() const { return *output_.tape; }

  /// v̄_id += contribution, summed over the entries and examples that the operand was shared by. An
  /// adjoint is per example where its block is, even if all examples' are equal: what is shared
  /// further down must be summed as often as there are examples.
  void add(NodeId id, Var<S> contribution) {
    if (!depends_[id]) return;
    const Var<S> operand{&tape(), id};
    if (operand.shape().is_scalar()) contribution = sum(contribution);
    if (operand.per_example())
      contribution = repeat_per_example(contribution);
    else if (contribution.per_example() && !per_example_)
      contribution = sum_over_examples(contribution);
    adjoint_[id] = adjoint_[id] ? *adjoint_[id] + contribution : contribution;
  }

  void pull_back(NodeId id, Var<S> adjoint) {
    const Instruction k = tape().instructions[id];  // a copy: recording moves the instructions
    const Locals<Var<S>> at{{&tape(), k.left}, {&tape(), k.right}, {&tape(), id}, adjoint};
    if (per_example_ && !k.per_example && (at.u.per_example() || at.v.per_example()))
      reject("autodiff: node ", id,
             " sums over examples, so the derivative of one example's output ",
             "reaches into all others. Take gradient() of a sum over examples instead.");
    visit_primitive(k.opcode, [&]<class P>() {
      if constexpr (P::kind == Kind::function) {
        add(k.left, adjoint * P::derivative(at.u, at.y));
      } else {
        if constexpr (P::operands >= 1)
          if (depends_[k.left]) add(k.left, P::pullback_left(at));
        if constexpr (P::operands >= 2)
          if (depends_[k.right]) add(k.right, P::pullback_right(at));
      }
    });
  }

  Var<S> output_;
  bool per_example_;
  std::vector<char> depends_;  ///< on one of the blocks asked for
  std::vector<std::optional<Var<S>>> adjoint_;
};

/// ∂output/∂input for each input, recorded on the tape they are on.
///
/// @param output  a scalar shared by all examples: a sum over examples, say
/// @return        blocks of the inputs' shapes
/// @throws std::invalid_argument  if the output is a block, is per example, or of another tape
template <Real S>
[[nodiscard]] std::vector<Var<S>> gradient(Var<S> output, Vars<S> inputs) {
  if (!output.shape().is_scalar() || output.per_example())
    reject("autodiff: gradient of a ", output.shape(), " block",
           output.per_example() ? ", one per example" : "",
           "; it needs one scalar. Take the sum(), ",
           "sum_over_examples(), or per_example_gradient().");
  ReverseSweep<S> sweep(output, inputs, false);
  std::vector<Var<S>> result;
  for (const Var<S>& input : inputs) result.push_back(sweep.adjoint(input));
  return result;
}
template <Real S>
[[nodiscard]] std::vector<Var<S>> gradient(
    Var<S> output, std::initializer_list<std::type_identity_t<Var<S>>> inputs) {
  return gradient(output, Vars<S>(inputs.begin(), inputs.size()));
}

/// ∂output_e/∂input for every example e: a row of the Jacobian each.
///
/// @param output  one scalar per example
/// @return        blocks of the inputs' shapes, one per example even where the input is shared
/// @throws std::invalid_argument  if the output is not per example, or mixes examples
template <Real S>
[[nodiscard]] std::vector<Var<S>> per_example_gradient(Var<S> output, Vars<S> inputs) {
  if (!output.shape().is_scalar() || !output.per_example())
    reject("autodiff: per-example gradient of a ", output.shape(), " block",
           output.per_example() ? "" : " that all examples share",
           "; it needs one scalar for each example.");
  ReverseSweep<S> sweep(output, inputs, true);
  std::vector<Var<S>> result;
  for (const Var<S>& input : inputs) result.push_back(repeat_per_example(sweep.adjoint(input)));
  return result;
}
template <Real S>
[[nodiscard]] std::vector<Var<S>> per_example_gradient(
    Var<S> output, std::initializer_list<std::type_identity_t<Var<S>>> inputs) {
  return per_example_gradient(output, Vars<S>(inputs.begin(), inputs.size()));
}

}  // namespace pathkernel
