/// @file adjoints.hpp
/// A gradient that is wanted once: the reverse sweep over numbers, with nothing recorded.
///
/// It walks the tape backwards as gradient.hpp does and uses the same rules, but computes with
/// numbers where that sweep computes with variables: for scalars one addition a term, at a third of
/// the time that recording takes. What it gives can't be run again, nor differentiated again.
///
/// Leaves out: per-example gradients, which a program computes for all examples side by side.
/// Next: tangent.hpp.
#pragma once

#include "autodiff/gradient.hpp"

namespace pathkernel {

/// v̄ of every block recorded so far, for one output.
template <Scalar S>
class Adjoints {
 public:
  /// @param output  a scalar shared by all examples
  /// @throws std::invalid_argument  if the output is a block or per example
  explicit Adjoints(Var<S> output)
      : tape_(output.tape), adjoints_(output.tape->values.size(), S(0)) {
    require_one_number(output);
    adjoints_[output.instruction().offset] = S(1);
    sweep(output.id);
  }

  /// ∂output/∂u, in u's layout; 0 where the output does not depend on it.
  [[nodiscard]] BlockView<const S> operator[](Var<S> u) const {
    if (u.tape != tape_ || u.instruction().offset >= adjoints_.size())
      reject("autodiff: node ", u.id, " has no adjoint here; this sweep reached the ",
             adjoints_.size(), " numbers that its own tape held then.");
    const Instruction& k = u.instruction();
    return {adjoints_.data() + k.offset, k.shape, tape_->lanes(k)};
  }

 private:
  [[nodiscard]] bool is_zero(const Instruction& k) const {
    return std::ranges::all_of(view(k).entries(), [](const S& entry) { return entry == S(0); });
  }
  [[nodiscard]] BlockView<const S> view(const Instruction& k) const {
    return {adjoints_.data() + k.offset, k.shape, tape_->lanes(k)};
  }

  void sweep(NodeId output);

  template <class P>
  static void pull_back_number(const Instruction& at, const Instruction& left,
                               const Instruction& right, const S* values, S* adjoints) {
    detail::pull_back<P>(Locals<S>{values[left.offset], values[right.offset], values[at.offset],
                                   adjoints[at.offset]},
                         true, true, [&](const S& term) { adjoints[left.offset] += term; },
                         [&](const S& term) { adjoints[right.offset] += term; });
  }

  template <class P>
  void pull_back_block(const Instruction& at) {
    if constexpr (P::kind != Kind::leaf) {
      const Instruction& left = tape_->instructions[at.left];
      const Instruction& right = tape_->instructions[at.right];
      const auto block = [&](const Instruction& k, const S* numbers) {
        return Block<S>({numbers + k.offset, k.shape, tape_->lanes(k)}, k.per_example,
                        tape_->examples);
      };
      const S* const values = tape_->values.data();
      const Locals<Block<S>> locals{block(left, values), block(right, values), block(at, values),
                                    block(at, adjoints_.data())};
      detail::pull_back<P>(
          locals, true, true, [&](const Block<S>& term) { add(left, term); },
          [&](const Block<S>& term) { add(right, term); });
    }
  }

  void add(const Instruction& operand, const Block<S>& contribution) {
    const Block<S> term = detail::fitted(contribution, operand.shape, operand.per_example, false);
    const BlockView<const S> from = term.view();
    for (std::size_t i = 0; i < from.entries().size(); ++i)
      adjoints_[operand.offset + i] += from.data[i];
  }

  const Recording<S>* tape_;
  std::vector<S> adjoints_;  ///< laid out as the tape's values
};

/// From the output back to the first instruction. A block that the output does not depend on is
/// passed over: where its derivative is infinite, 0 times that would be a NaN.
template <Scalar S>
void Adjoints<S>::sweep(NodeId output) {
  const Instruction* const instructions = tape_->instructions.data();
  const S* const values = tape_->values.data();
  S* const adjoints = adjoints_.data();
  const Instruction* at = nullptr;
  // Of single numbers this is the whole cost: it is made once, and finds all it needs in itself.
  const auto pull_back = [this, instructions, values, adjoints, &at]<class P>() {
    if constexpr (Elementwise<P>)
      pull_back_number<P>(*at, instructions[at->left], instructions[at->right], values, adjoints);
    else
      pull_back_block<P>(*at);
  };
  for (at = instructions + output;; --at) {
    if (at->is_number) {
      if (adjoints[at->offset] != S(0)) visit_primitive(at->opcode, pull_back);
    } else if (!is_zero(*at)) {
      visit_primitive(at->opcode, [&]<class P>() { pull_back_block<P>(*at); });
    }
    if (at == instructions) break;
  }
}

}  // namespace pathkernel
