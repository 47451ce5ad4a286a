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
/// Leaves out: forward mode (tangent.hpp); numbers for a gradient wanted only once (adjoints.hpp).
/// Source: Linnainmaa (1976); Griewank & Walther (2008), ch. 3.   Next: adjoints.hpp.
#pragma once

#include <initializer_list>

#include "autodiff/pullback.hpp"

namespace pathkernel {

/// The adjoints of one sweep, from an output back to the blocks asked for.
template <Scalar S>
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
      if (kind_of(at.opcode) == Kind::step) continue;  // its derivative is 0
      if (depends_[at.left] || depends_[at.right]) depends_[k] = true;
    }
    const Var<S> seed = constant(tape(), S(1));
    if (depends_[output.id]) add(output.id, per_example ? repeat_per_example(seed) : seed);
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

  /// v̄_id += contribution.
  void add(NodeId id, Var<S> contribution) {
    const Instruction operand = tape().instructions[id];
    const Var<S> term =
        detail::fitted(contribution, operand.shape, operand.per_example, per_example_);
    adjoint_[id] = adjoint_[id] ? *adjoint_[id] + term : term;
  }

  void pull_back(NodeId id, Var<S> adjoint);

  Var<S> output_;
  bool per_example_;
  std::vector<char> depends_;  ///< on one of the blocks asked for
  std::vector<std::optional<Var<S>>> adjoint_;
};

template <Scalar S>
void ReverseSweep<S>::pull_back(NodeId id, Var<S> adjoint) {
  const Instruction k = tape().instructions[id];  // a copy: recording moves the instructions
  const Locals<Var<S>> at{{&tape(), k.left}, {&tape(), k.right}, {&tape(), id}, adjoint};
  if (per_example_ && !k.per_example && (at.u.per_example() || at.v.per_example()))
    reject("autodiff: node ", id,
           " sums over examples, so the derivative of one example's output ",
           "reaches into all others. Take gradient() of a sum over examples instead.");
  const auto add_left = [&](Var<S> term) { add(k.left, term); };
  const auto add_right = [&](Var<S> term) { add(k.right, term); };
  visit_primitive(k.opcode, [&]<class P>() {
    detail::pull_back<P>(at, depends_[k.left], depends_[k.right], add_left, add_right);
  });
}

/// @throws std::invalid_argument  unless the output is one number for all examples
template <Scalar S>
void require_one_number(Var<S> output) {
  if (!output.instruction().is_number)
    reject("autodiff: gradient of a ", output.shape(), " block",
           output.per_example() ? ", one per example" : "",
           "; it needs one scalar. Take the sum(), ",
           "sum_over_examples(), or per_example_gradient().");
}

/// ∂output/∂input for each input, recorded on the tape they are on.
///
/// @param output  a scalar shared by all examples: a sum over examples, say
/// @return        blocks of the inputs' shapes
/// @throws std::invalid_argument  if the output is a block, is per example, or of another tape
template <Scalar S>
[[nodiscard]] std::vector<Var<S>> gradient(Var<S> output, Vars<S> inputs) {
  require_one_number(output);
  ReverseSweep<S> sweep(output, inputs, false);
  std::vector<Var<S>> result;
  for (const Var<S>& input : inputs) result.push_back(sweep.adjoint(input));
  return result;
}
template <Scalar S>
[[nodiscard]] std::vector<Var<S>> gradient(
    Var<S> output, std::initializer_list<std::type_identity_t<Var<S>>> inputs) {
  return gradient(output, Vars<S>(inputs.begin(), inputs.size()));
}

/// ∂output_e/∂input for every example e: a row of the Jacobian each.
///
/// @param output  one scalar per example
/// @return        blocks of the inputs' shapes, one per example even where the input is shared
/// @throws std::invalid_argument  if the output is not per example, or mixes examples
template <Scalar S>
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
template <Scalar S>
[[nodiscard]] std::vector<Var<S>> per_example_gradient(
    Var<S> output, std::initializer_list<std::type_identity_t<Var<S>>> inputs) {
  return per_example_gradient(output, Vars<S>(inputs.begin(), inputs.size()));
}

}  // namespace pathkernel
