/// @file tangent.hpp
/// How everything moves when the inputs move along one direction, in one walk forwards.
///
/// The tangent of a block is its velocity, made of those of its operands,
///
///     v̇_k = ∂φ/∂u u̇ + ∂φ/∂v v̇        (v_k = φ(u, v)),
///
/// and so inputs that move by ẋ move the outputs by ẏ = J ẋ: a sweep for each direction, where a
/// gradient, Jᵀ ȳ, is a sweep for each output. Tangents are recorded, as adjoints are.
///
/// No primitive has a rule for it. Entry by entry a Jacobian is a diagonal, its own transpose, so
/// that the pullback of u̇ *is* the tangent. A block primitive is linear, and applied to tangents
/// alone, or bilinear, and applied to one operand's tangent beside the other's value.
///
/// Leaves out: several directions in one sweep; tangents that are not recorded (dual.hpp).
/// Source: Wengert (CACM 7, 1964); Griewank & Walther (2008), ch. 3.   Next: jacobian.hpp.
#pragma once

#include <initializer_list>

#include "autodiff/pullback.hpp"

namespace pathkernel {

/// The tangents of one sweep, from the inputs that move to the outputs asked for.
template <Scalar S>
class ForwardSweep {
 public:
  /// @param directions  how each input moves, on top of how other inputs may already move it
  ForwardSweep(Vars<S> outputs, Vars<S> inputs, Vars<S> directions) {
    if (directions.size() != inputs.size())
      reject("autodiff: ", directions.size(), " directions for ", inputs.size(),
             " inputs; each input needs one.");
    for (std::size_t i = 0; i < inputs.size(); ++i) require_direction(inputs[i], directions[i]);
    if (outputs.empty()) return;
    tape_ = outputs.front().tape;
    for (const Var<S>& input : inputs) require_same_tape(input, outputs.front());
    mark_needed(outputs);
    tangent_.resize(needed_.size());
    for (std::size_t i = 0; i < inputs.size(); ++i)
      if (inputs[i].id < needed_.size() && needed_[inputs[i].id]) add(inputs[i].id, directions[i]);
    for (NodeId k = 0; k < needed_.size(); ++k)  // its operands' tangents are complete
      if (needed_[k]) push_forward(k);
  }

  /// ẏ of one of the outputs, in its shape and lanes; zero where no input moves it.
  [[nodiscard]] Var<S> tangent(Var<S> y) const {
    return tangent_[y.id] ? *tangent_[y.id] : fitted(constant(*tape_, S(0)), y.id);
  }

 private:
  using Tangent = std::optional<Var<S>>;

  static void require_direction(Var<S> input, Var<S> direction) {
    require_same_tape(input, direction);
    if (direction.shape() != input.shape())
      reject("autodiff: a ", direction.shape(), " direction for the ", input.shape(),
             " input at node ", input.id, "; it must have the input's shape.");
    if (direction.per_example() && !input.per_example())
      reject("autodiff: a direction per example, node ", direction.id, ", for the input at node ",
             input.id, ", which all examples share; give one direction for all of them.");
  }

  /// The operands that can move an instruction: a mask and indices can't, and nothing moves a step.
  void mark_needed(Vars<S> outputs) {
    for (const Var<S>& output : outputs) {
      require_same_tape(outputs.front(), output);
      if (output.id >= needed_.size()) needed_.resize(output.id + 1);
      needed_[output.id] = true;
    }
    for (auto k = static_cast<NodeId>(needed_.size()); k-- > 0;) {
      if (!needed_[k]) continue;
      const Instruction& at = tape_->instructions[k];
      visit_primitive(at.opcode, [&]<class P>() {
        if (P::kind == Kind::step) return;
        if (P::operands >= 1) needed_[at.left] = true;
        if (P::operands == 2) needed_[at.right] = true;
      });
    }
  }

  /// A tangent as block k has it: repeated where an operand was.
  [[nodiscard]] Var<S> fitted(Var<S> tangent, NodeId k) const {
    const Var<S> block = broadcast(tangent, tape_->instructions[k].shape);
    return tape_->instructions[k].per_example ? repeat_per_example(block) : block;
  }
  void add(NodeId k, Var<S> term) {
    const Var<S> block = fitted(term, k);
    tangent_[k] = tangent_[k] ? *tangent_[k] + block : block;
  }

  void push_forward(NodeId id);

  /// ẏ_i = ∂y_i/∂u_i u̇_i + ∂y_i/∂v_i v̇_i, by the rules that pull an adjoint ȳ_i back.
  template <class P>
  void push_entries(NodeId id, const Instruction& k, Tangent du, Tangent dv) {
    if constexpr (P::kind == Kind::linear)  // u̇ - v̇ as one instruction
      if (du && dv) return add(id, record_as<P, S>(*du, *dv, k.shape));
    const auto term = [&](Var<S> summand) { add(id, summand); };
    const auto along = [&](Var<S> direction, bool left) {
      const Var<S> u{tape_, k.left}, v{tape_, k.right}, y{tape_, id};
      detail::pull_back<P>(Locals<Var<S>>{u, v, y, fitted(direction, id)}, left, !left, term, term);
    };
    if (du) along(*du, true);
    if (dv) along(*dv, false);
  }

  /// ẏ = B(u̇, v) + B(u, v̇) where y = B(u, v), and ẏ = A u̇ (+ B v̇) where y = A u (+ B v).
  template <class P>
  void push_block(NodeId id, const Instruction& k, Tangent du, Tangent dv) {
    static_assert(P::kind == Kind::linear || P::kind == Kind::bilinear);
    const Var<S> u{tape_, k.left}, v{tape_, k.right};
    const auto apply_to = [&](Var<S> a, Var<S> b) { add(id, record_as<P, S>(a, b, k.shape)); };
    if constexpr (P::kind == Kind::bilinear) {
      if (du) apply_to(*du, v);
      if (dv) apply_to(u, *dv);
    } else if constexpr (P::operands == 2) {
      apply_to(tangent(u), tangent(v));
    } else {  // what it reads beside its operand, indices, stays where it is
      apply_to(*du, k.left == k.right ? *du : v);
    }
  }

  Recording<S>* tape_ = nullptr;
  std::vector<char> needed_;  ///< by the outputs, to know how they move
  std::vector<Tangent> tangent_;
};

template <Scalar S>
void ForwardSweep<S>::push_forward(NodeId id) {
  const Instruction k = tape_->instructions[id];  // a copy: recording moves the instructions
  visit_primitive(k.opcode, [&]<class P>() {
    if constexpr (P::kind != Kind::leaf && P::kind != Kind::step) {
      const Tangent du = tangent_[k.left], dv = P::operands == 2 ? tangent_[k.right] : Tangent{};
      if (!du && !dv) return;
      if constexpr (Elementwise<P>) push_entries<P>(id, k, du, dv);
      else push_block<P>(id, k, du, dv);
    }
  });
}

/// ẏ = J ẋ for each output, recorded on the tape they are on.
///
/// @param directions  ẋ, one for each input and of its shape: any blocks of the same tape
/// @return            blocks of the outputs' shapes, per example where those are
/// @throws std::invalid_argument  if a direction is missing, does not fit, or is of another tape
template <Scalar S>
[[nodiscard]] std::vector<Var<S>> jacobian_vector_product(const std::vector<Var<S>>& outputs,
                                                          Vars<S> inputs, Vars<S> directions) {
  const ForwardSweep<S> sweep(outputs, inputs, directions);
  std::vector<Var<S>> result;
  for (const Var<S>& output : outputs) result.push_back(sweep.tangent(output));
  return result;
}
template <Scalar S>
[[nodiscard]] std::vector<Var<S>> jacobian_vector_product(
    std::initializer_list<Var<S>> outputs,
    std::initializer_list<std::type_identity_t<Var<S>>> inputs,
    std::initializer_list<std::type_identity_t<Var<S>>> directions) {
  return jacobian_vector_product(std::vector<Var<S>>(outputs),
                                 Vars<S>(inputs.begin(), inputs.size()),
                                 Vars<S>(directions.begin(), directions.size()));
}

}  // namespace pathkernel
