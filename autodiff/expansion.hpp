/// @file expansion.hpp
/// Runs a program on power series in time: the k-th coefficient of every block from the lower ones.
///
///     u(t) = Σ_k u_k t^k
///
/// One pass over the instructions computes one order, so a vector field's own output can be fed
/// back as the next coefficient of its input: that is how a differential equation is solved by
/// series. The rules are those of operations/rules.hpp. A function's rule needs φ'(u) as a series,
/// and that is more program: `derivative` is recorded beside the function. tanh brings 1 - y²,
/// which a gradient often holds already; sin brings cos, and cos finds the sin that is there.
///
/// At a kink (|u| at 0) no series exists, and a moving operand met there is a std::domain_error.
///
/// Leaves out: intervals of time, over which a remainder would have to be bounded.
/// Source: Moore, Interval Analysis (1966); Griewank & Walther (2008), ch. 13.
/// Next: interval.hpp.
#pragma once

#include "autodiff/rewrite.hpp"

namespace pathkernel {

/// What coefficients are asked for. Whoever sums the series at a time t < ρ/e², ρ its radius of
/// convergence, needs 2/ln 2 bits less of each than of the one before: `tapered` ones, which cost
/// numbers of many digits half the time.
enum class Coefficients { all_digits, tapered };

/// Taylor coefficients 0 to `order` of everything that some outputs need.
template <Scalar S>
class Expansion {
 public:
  /// @param moving  the inputs that depend on time; all others are constant
  Expansion(const Tape<S>& tape, std::span<const NodeId> moving, std::span<const NodeId> outputs,
            std::size_t order, Coefficients coefficients = Coefficients::all_digits)
      : order_(order), tapered_(coefficients == Coefficients::tapered) {
    std::vector<NodeId> needed(outputs.begin(), outputs.end());
    needed.insert(needed.end(), moving.begin(), moving.end());
    program_ = rewritten<S>(tape, needed);
    varies_.resize(program_.tape.size());
    for (const NodeId input : moving) {
      if (tape.recording().instructions[input].opcode != opcode_of<Input>)
        reject("autodiff: node ", input, " can't move by itself: it is computed, or a constant; ",
               "only inputs can.");
      varies_[program_.at(input)] = true;
    }
    record_derivatives();
    lay_out();
    for (std::size_t k = 0; k <= order; ++k)
      reciprocal_.push_back(k == 0 ? S(0) : S(1) / S(static_cast<int>(k)));
  }

  /// Coefficient k of a block, lanes innermost. That of a moving input is the caller's to set, and
  /// so is the 0-th of any other input.  @param node  as numbered on the recorded tape
  [[nodiscard]] BlockView<S> coefficient(NodeId node, std::size_t k) {
    require_order(k);
    return series(program_.at(node))[k];
  }

  /// New values of an input that does not depend on time.
  void set(NodeId input, std::span<const S> values) {
    const BlockView<S> block = coefficient(input, 0);
    const Instruction& k = program_.tape.recording().instructions[program_.at(input)];
    if (k.opcode != opcode_of<Input> || values.size() != block.entries().size())
      reject("autodiff: ", values.size(), " numbers for node ", input,
             "; only an input can be set, ", "and this ", block.shape, " block holds ",
             block.entries().size(), ".");
    std::ranges::copy(values, block.data);
  }

  /// Computes the k-th coefficient of every block; those below k must have been computed, and the
  /// moving inputs' k-th been set.
  void run(std::size_t k) {
    require_order(k);
    const Recording<S>& program = program_.tape.recording();
    for (NodeId id = 0; id < program.instructions.size(); ++id)
      if (k == 0 || varies_[id]) run(id, program.instructions[id], k);
  }

  [[nodiscard]] std::size_t order() const { return order_; }

 private:
  void require_order(std::size_t k) const {
    if (k > order_)
      reject("autodiff: coefficient ", k, " of an expansion to order ", order_,
             "; ask for more orders when making it.");
  }

  /// Where the partial derivatives of a function are, of those operands that move.
  struct Derivatives {
    std::optional<NodeId> left, right;
  };

  void record_derivatives();

  /// ∂φ/∂u, and ∂φ/∂v where there are two operands and the second one moves.
  template <class P>
  [[nodiscard]] Derivatives derivatives_of(Recording<S>& program, NodeId id) const {
    const Instruction k = program.instructions[id];
    const Var<S> u{&program, k.left}, v{&program, k.right}, y{&program, id};
    if constexpr (P::operands == 1) {
      return {P::derivative(u, y).id, {}};
    } else {
      Derivatives result;
      if (varies_[k.left]) result.left = P::derivative_left(u, v, y).id;
      if (varies_[k.right]) result.right = P::derivative_right(u, v, y).id;
      return result;
    }
  }

  /// Room for every block's coefficients, and for the slopes k u_k of what functions are taken of.
  void lay_out() {
    const Recording<S>& program = program_.tape.recording();
    std::size_t size = 0;
    const auto room_for = [&](const Instruction& k) {
      const std::size_t offset = size;
      size += k.shape.size() * program.lanes(k) * (order_ + 1);
      return offset;
    };
    for (const Instruction& k : program.instructions) offset_.push_back(room_for(k));
    slope_offset_.resize(program.instructions.size());
    for (NodeId id = 0; id < program.instructions.size(); ++id) {
      const auto slope_for = [&](NodeId operand) {
        if (!slope_offset_[operand])
          slope_offset_[operand] = room_for(program.instructions[operand]);
      };
      if (derivative_[id].left) slope_for(program.instructions[id].left);
      if (derivative_[id].right) slope_for(program.instructions[id].right);
    }
    coefficients_.assign(size, S(0));
    for (NodeId id = 0; id < program.instructions.size(); ++id)
      if (program.instructions[id].left == id)  // a leaf
        std::ranges::copy(program.block(id).entries(), series(id)[0].data);
  }

  void run(NodeId id, const Instruction& at, std::size_t k);

  /// k y_k = Σ_{j=1..k} (j u_j) φ'_{k-j}: of φ' only coefficients below k, which are there.
  void expand_function(NodeId id, const Instruction& at, std::size_t k) {
    const SeriesView<S> y = series(id);
    if (derivative_[id].left) add_slopes(y, at.left, *derivative_[id].left, k);
    if (derivative_[id].right) add_slopes(y, at.right, *derivative_[id].right, k);
    for (S& entry : y[k].entries()) entry = entry * reciprocal_[k];
  }

  void add_slopes(SeriesView<S> y, NodeId operand, NodeId derivative, std::size_t k) {
    const SeriesView<S> slope = view(operand, *slope_offset_[operand]);
    const S order(static_cast<int>(k));
    const BlockView<S> u = series(operand)[k];
    for (std::size_t i = 0; i < u.entries().size(); ++i) slope[k].data[i] = order * u.data[i];
    detail::add_product<Multiply>(y.from(1), known(slope).from(1), known(series(derivative)),
                                  k - 1);
  }

  [[nodiscard]] SeriesView<S> series(NodeId id) { return view(id, offset_[id]); }
  [[nodiscard]] SeriesView<S> view(NodeId id, std::size_t offset) {
    const Recording<S>& program = program_.tape.recording();
    const Instruction& k = program.instructions[id];
    const std::size_t lanes = program.lanes(k);
    return {coefficients_.data() + offset, k.shape.size() * lanes, k.shape, lanes,
            varies_[id] != 0, order_ + 1, tapered_};
  }
  static SeriesView<const S> known(const SeriesView<S>& s) {
    return {s.data, s.stride, s.shape, s.lanes, s.varies, s.orders, s.tapered};
  }

  std::size_t order_;
  bool tapered_;
  Rewritten<S> program_;
  std::vector<char> varies_;  ///< depends on time
  std::vector<Derivatives> derivative_;
  std::vector<std::size_t> offset_;  ///< of a block's 0-th coefficient
  std::vector<std::optional<std::size_t>> slope_offset_;
  std::vector<S> coefficients_;
  std::vector<S> reciprocal_;  ///< 1/k
};

/// φ'(u) for every function of a moving block, and for the functions met in doing so.
template <Scalar S>
void Expansion<S>::record_derivatives() {
  Recording<S>& program = program_.tape.recording();
  for (NodeId id = 0; id < program.instructions.size(); ++id) {  // grows while it is walked
    const Instruction k = program.instructions[id];
    varies_.resize(program.instructions.size());
    derivative_.resize(program.instructions.size());
    visit_primitive(k.opcode, [&]<class P>() {
      if (P::kind != Kind::step && (varies_[k.left] || varies_[k.right])) varies_[id] = true;
      if constexpr (P::kind == Kind::function)
        if (varies_[id]) derivative_[id] = derivatives_of<P>(program, id);
    });
  }
  varies_.resize(program.instructions.size());
  derivative_.resize(program.instructions.size());
}

template <Scalar S>
void Expansion<S>::run(NodeId id, const Instruction& at, std::size_t k) {
  const SeriesView<S> y = series(id);
  const SeriesView<const S> u = known(series(at.left));
  const SeriesView<const S> v = known(series(at.right));
  visit_primitive(at.opcode, [&]<class P>() {
    if constexpr (requires { P::require_series(u[0], u[0], v[0]); })
      if (u.varies || v.varies) P::require_series(as_const(y[0]), u[0], v[0]);
    if constexpr (P::kind == Kind::leaf) {
      return;
    } else if constexpr (P::kind == Kind::linear) {  // a second operand only read does not move
      evaluate<P, S>(y[k], u[k], v[P::operands == 1 ? 0 : k]);
    } else {
      if (k == 0) std::fill_n(y.data, y.stride * y.orders, S(0));  // sums of products begin there
      if constexpr (P::kind == Kind::special)
        y.varies ? P::expand(k, y, u, v) : evaluate<P, S>(y[0], u[0], v[0]);
      else if (k == 0)
        evaluate<P, S>(y[0], u[0], v[0]);
      else if constexpr (P::kind == Kind::bilinear)
        detail::add_product<P>(y, u, v, k);
      else if constexpr (P::kind == Kind::function)
        expand_function(id, at, k);
    }
  });
}

}  // namespace pathkernel
