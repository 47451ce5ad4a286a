/// @file check_gradient.hpp
/// Is a gradient right? Every number of it is compared with differences, and if one is not, every
/// rule on the way is (check_rule.hpp), so that the one at fault is named.
///
/// The program is run again on a copy of its tape, with one number of one input moved.
///
/// Leaves out: errors too small for differences to see.
/// Next: multiprecision.hpp.
#pragma once

#include "autodiff/check_rule.hpp"

namespace pathkernel {

namespace detail {
// ---- all rules of a program ----

template <Real S>
[[nodiscard]] Block<S> block_of(Var<S> u) {
  return {u.block(), u.per_example(), u.tape->examples};
}

/// Runs one instruction.
template <Real S>
void compute(Opcode opcode, BlockView<S> y, BlockView<const S> u, BlockView<const S> v) {
  visit_primitive(opcode, [&]<class P>() { evaluate<P, S>(y, u, v); });
}

/// The rule of one instruction. It looks up the primitive when it is called, so that what compares
/// rules with differences is compiled once, and not once a primitive.
template <Real S>
[[nodiscard]] Rule<S> rule_of(Var<S> y) {
  const Instruction k = y.instruction();
  const auto value = [k](const Block<S>& u, const Block<S>& v) {
    Block<S> result(k.shape, k.per_example, std::max(u.examples(), v.examples()));
    compute(k.opcode, result.own(), u.view(), v.view());
    return result;
  };
  const auto adjoints = [k](const Locals<Block<S>>& at) {
    return adjoints_at(at, [&](auto add_left, auto add_right) {
      visit_primitive(k.opcode,
                      [&]<class P>() { pull_back<P>(at, true, true, add_left, add_right); });
    });
  };
  int operands = 0;
  visit_primitive(k.opcode, [&]<class P>() { operands = P::operands; });
  return {operands, value, adjoints};
}

/// An instruction by itself, at the values met while recording.
template <Real S>
[[nodiscard]] GradientCheck check_instruction(Var<S> y) {
  const Instruction& k = y.instruction();
  GradientCheck result =
      check(rule_of(y), block_of<S>({y.tape, k.left}), block_of<S>({y.tape, k.right}));
  // The largest of several numbers counts as a constant, and may well have derivative 0.
  visit_primitive(k.opcode, [&]<class P>() {
    if (P::kind == Kind::step && !result.at_kink) result = {};
  });
  result.message = joined("v", y.id, " = ", call_text(k), ": ", result.message);
  return result;
}

/// The first instruction between inputs and output whose rule is wrong, else the first at a kink.
template <Real S>
[[nodiscard]] GradientCheck first_fault(Var<S> output, Vars<S> inputs) {
  const std::vector<Instruction>& program = output.tape->instructions;
  const std::vector<char> needed = needed_by(std::span<const Var<S>>(&output, 1));
  std::vector<char> depends(program.size());
  for (const Var<S>& input : inputs) depends[input.id] = true;
  GradientCheck result;
  for (NodeId id = 0; id <= output.id; ++id) {
    if (depends[program[id].left] || depends[program[id].right]) depends[id] = true;
    if (!needed[id] || !depends[id] || program[id].left == id) continue;
    try {
      const GradientCheck here = check_instruction<S>({output.tape, id});
      if (!here.agrees) result = worse(result, here);
    } catch (const std::domain_error&) {  // too near the end of its domain for a difference
    }
  }
  return result;
}

/// gradient(output, blocks), on a copy of the tape: a check leaves nothing on it.
template <Real S>
[[nodiscard]] std::vector<Block<S>> gradient_apart(Var<S> output, Vars<S> blocks) {
  Recording<S> tape = *output.tape;
  std::vector<Var<S>> there;
  for (const Var<S>& block : blocks) {
    require_same_tape(block, output);
    there.push_back({&tape, block.id});
  }
  std::vector<Block<S>> adjoints;
  for (const Var<S>& adjoint : gradient(Var<S>{&tape, output.id}, Vars<S>(there)))
    adjoints.push_back(copy_of(block_of(adjoint)));
  return adjoints;
}

/// Σ_k |v_k v̄_k| over all that the output needs.
template <Real S>
[[nodiscard]] S size_of(Var<S> output, const std::vector<char>& needed) {
  std::vector<Var<S>> all;
  for (NodeId k = 0; k <= output.id; ++k)
    if (needed[k]) all.push_back({output.tape, k});
  const std::vector<Block<S>> adjoints = gradient_apart(output, Vars<S>(all));
  S size(0);
  for (std::size_t i = 0; i < all.size(); ++i) size += size_of(all[i].block(), adjoints[i].view());
  return size;
}

/// The output where one number of an input is moved: what is needed is computed again.
template <Real S>
[[nodiscard]] S value_at(Var<S> output, const std::vector<char>& needed, NodeId input,
                         std::size_t i, const S& x_i) {
  Recording<S> moved = *output.tape;
  const Recording<S>& known = moved;
  moved.block(input).data[i] = x_i;
  for (NodeId id = input + 1; id <= output.id; ++id) {
    const Instruction& k = moved.instructions[id];
    if (needed[id]) compute(k.opcode, moved.block(id), known.block(k.left), known.block(k.right));
  }
  return *known.block(output.id).data;
}
}  // namespace detail

/// Compares gradient(output, inputs) with central differences, by every number of every input.
///
/// @param output  a scalar shared by all examples, as gradient() needs it
/// @return        where they disagree, one such number, and the instruction whose own rule
///                disagrees with differences too
template <Real S>
[[nodiscard]] GradientCheck check_gradient(Var<S> output, Vars<S> inputs) try {
  const std::vector<Block<S>> adjoints = detail::gradient_apart(output, inputs);
  const std::vector<char> needed = detail::needed_by(std::span<const Var<S>>(&output, 1));
  const S size = detail::size_of(output, needed);
  GradientCheck result;
  for (std::size_t n = 0; n < inputs.size(); ++n) {
    const NodeId id = inputs[n].id;
    const detail::FunctionOfEntry<S> f = [&](std::size_t i, const S& x_i) {
      return detail::value_at(output, needed, id, i, x_i);
    };
    const std::string name =
        detail::joined("input ", n, ": the derivative of v", output.id, " by v", id);
    result = detail::worse(result, detail::compare_all(name, detail::block_of(inputs[n]),
                                                       adjoints[n].view(), size, f));
  }
  if (result.agrees) return result;
  const GradientCheck fault = detail::first_fault(output, inputs);
  if (fault.agrees) return result;
  return {false, fault.at_kink, result.message + ". " + fault.message};
} catch (const std::domain_error& reason) {
  return {false, false, detail::joined("no difference here; ", reason.what())};
}
template <Real S>
[[nodiscard]] GradientCheck check_gradient(
    Var<S> output, std::initializer_list<std::type_identity_t<Var<S>>> inputs) {
  return check_gradient(output, Vars<S>(inputs.begin(), inputs.size()));
}

}  // namespace pathkernel
