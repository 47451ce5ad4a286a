/// @file primitive_samples.hpp
/// Every primitive applied to operands that suit it, as a table: what holds of all of them is
/// tested by walking through it once.
///
/// A sample says what operands it takes and how it is recorded, for any scalar, on a tape or on
/// blocks without one. Entry by entry, each kind of broadcasting has a sample of its own; what is
/// not smooth is sampled away from its kinks. tangent_test.cpp sees to it that none is missing.
///
/// Leaves out: operands that a primitive refuses.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "autodiff/operations/products.hpp"

namespace pathkernel {

/// Lanes of a block that is per example.
inline constexpr std::size_t sample_examples = 3;

/// A block of rationals, none of them 0, nor short in binary.
struct SampleBlock {
  Shape shape;
  bool per_example = false;
  bool positive = false;
  int first = 1;  ///< where the numbers begin in a sequence that repeats itself after 23
};
using SampleBlocks = std::vector<SampleBlock>;

/// Odd numbers from -23 to 21 in some order, or 1 to 23, over 17; lanes innermost.
template <Scalar S>
[[nodiscard]] std::vector<S> numbers_of(const SampleBlock& block) {
  std::vector<S> numbers;
  const std::size_t count = block.shape.size() * (block.per_example ? sample_examples : 1);
  for (int j = block.first; numbers.size() < count; ++j) {
    const int place = 7 * j % 23;
    numbers.push_back(S(block.positive ? place + 1 : 2 * place - 23) / S(17));
  }
  return numbers;
}
template <Scalar S>
[[nodiscard]] Var<S> input_of(const SampleBlock& block, Tape<S>& tape) {
  const std::vector<S> numbers = numbers_of<S>(block);
  return block.per_example ? example_input(tape, block.shape, numbers)
                           : input(tape, block.shape, numbers);
}
template <Scalar S>
[[nodiscard]] std::vector<Var<S>> inputs_of(const SampleBlocks& blocks, Tape<S>& tape) {
  std::vector<Var<S>> inputs;
  for (const SampleBlock& block : blocks) inputs.push_back(input_of(block, tape));
  return inputs;
}

/// Other numbers for a block: the direction in which it moves.
[[nodiscard]] inline SampleBlock direction_of(const SampleBlock& operand) {
  return {operand.shape, operand.per_example, false, operand.first + 7};
}

/// One primitive, its operands, and how it is applied: y is what its instruction computes.
/// W is Var<S> or Block<S>.
template <Operand W>
struct PrimitiveSample {
  std::string name;
  SampleBlocks operands;
  W (*apply_to)(std::span<const W> operands);
  bool is_constant = false;  ///< counts as one for derivatives, though it moves with its operand
};

namespace detail {
inline std::string sample_name(std::string_view primitive, const SampleBlocks& operands) {
  std::string name{primitive};
  for (const SampleBlock& operand : operands)
    name += joined(&operand == operands.data() ? " of " : " and ", operand.shape,
                   operand.per_example ? " per example" : "");
  return name;
}

inline std::vector<SampleBlocks> operands_of_one(bool positive) {
  return {{{{1, 1}, false, positive, 2}},
          {{{2, 3}, false, positive, 1}},
          {{{2, 3}, true, positive, 3}}};
}
/// A number or a block, shared or per example, beside any other.
inline std::vector<SampleBlocks> operands_of_two(bool positive) {
  const Shape one, block{2, 3};
  return {{{one, false, positive, 4}, {one, false, false, 10}},
          {{block, false, positive, 1}, {block, true, false, 8}},
          {{block, true, positive, 1}, {block, false, false, 20}},
          {{one, false, positive, 21}, {block, true, false, 1}},
          {{block, true, positive, 1}, {one, false, false, 21}},
          {{one, true, positive, 19}, {block, false, false, 5}},
          {{block, false, positive, 5}, {one, true, false, 19}}};
}
inline std::vector<SampleBlocks> pairs(Shape u, Shape v) {
  std::vector<SampleBlocks> result;
  for (const bool left : {true, false})
    for (const bool right : {true, false})
      result.push_back({{u, left}, {v, right, false, 8}});
  return result;
}

template <Operand W>
struct SampleTable {
  using Operands = std::span<const W>;
  using Apply = W (*)(Operands);
  std::vector<PrimitiveSample<W>> samples;

  void add(std::string_view name, const std::vector<SampleBlocks>& choices, Apply apply_to) {
    for (const SampleBlocks& operands : choices)
      samples.push_back({sample_name(name, operands), operands, apply_to});
  }
  /// A block, shared and per example.
  template <class P>
  void of_block(Shape shape, Apply apply_to) {
    add(P::name, {{{shape}}, {{shape, true}}}, apply_to);
  }
  template <class P>
  void unary(bool positive = false) {
    add(P::name, operands_of_one(positive), [](Operands u) { return apply<P>(u[0]); });
  }
  template <class P>
  void binary(bool positive = false) {
    add(P::name, operands_of_two(positive), [](Operands u) { return apply<P>(u[0], u[1]); });
  }

  void entry_by_entry() {
    binary<Add>(); binary<Subtract>(); binary<Multiply>(); binary<Divide>(); binary<Power>(true);
    binary<Less>(); binary<Max>(); binary<Min>();
    add(Where::name, operands_of_two(false),
        [](Operands u) { return apply<Where>(u[0], u[1] < 0); });
    unary<Negate>(); unary<Square>(); unary<Abs>(); unary<Relu>();
    unary<Exp>(); unary<Expm1>(); unary<Log>(true); unary<Log1p>(true); unary<Sqrt>(true);
    unary<Sigmoid>(); unary<Softplus>(); unary<Erf>();
    unary<Sin>(); unary<Cos>(); unary<Tan>(); unary<Atan>();
    unary<Sinh>(); unary<Cosh>(); unary<Tanh>();
  }

  void sums() {
    of_block<Sum>({2, 3}, [](Operands u) { return sum(u[0]); });
    of_block<Sum>({2, 3}, [](Operands u) { return sum_over_rows(u[0]); });
    of_block<Sum>({2, 3}, [](Operands u) { return sum_over_columns(u[0]); });
    for (const Shape from : {Shape{1, 1}, Shape{2, 1}, Shape{1, 3}})
      of_block<Broadcast>(from, [](Operands u) { return broadcast(u[0], {2, 3}); });
    add(SumOverExamples::name, {{{{2, 3}, true}}},
        [](Operands u) { return apply<SumOverExamples>(u[0]); });
    add(RepeatPerExample::name, {{{{2, 3}}}},
        [](Operands u) { return apply<RepeatPerExample>(u[0]); });
    const std::size_t before = samples.size();
    of_block<Largest>({2, 3}, [](Operands u) { return apply_as<Largest>(u[0], u[0], {1, 1}); });
    of_block<Largest>({2, 3}, [](Operands u) { return apply_as<Largest>(u[0], u[0], {2, 1}); });
    for (std::size_t i = before; i < samples.size(); ++i) samples[i].is_constant = true;
  }

  void moves() {
    of_block<Reshape>({2, 3}, [](Operands u) { return reshape(u[0], {3, 2}); });
    of_block<Gather>({2, 3}, [](Operands u) {
      return gather(u[0], std::vector<std::size_t>{4, 0, 0, 2}, {2, 2});  // one twice, some never
    });
    of_block<Scatter>({2, 2}, [](Operands u) {
      using Number = typename W::Number;
      const std::vector<Number> places{Number(3), Number(0), Number(3), Number(1)};
      // Two entries meet, and some places stay 0.
      const W indices = constants_beside(u[0], {1, 4}, std::span<const Number>(places));
      return apply_as<Scatter>(u[0], indices, {2, 3});
    });
    add(Concatenate::name, pairs({1, 3}, {2, 3}),
        [](Operands u) { return concatenate_rows(u[0], u[1]); });
    add(Concatenate::name, pairs({2, 1}, {2, 2}),
        [](Operands u) { return concatenate_columns(u[0], u[1]); });
  }

  template <Side U, Side V>
  void products(Shape u, Shape v) {
    std::vector<SampleBlocks> choices = pairs(u, v);
    add(Product<U, V>::name, choices,
        [](Operands of) { return apply<Product<U, V>>(of[0], of[1]); });
    choices.pop_back();  // a sum over examples of what all share is none
    add(SummedProduct<U, V>::name, choices,
        [](Operands of) { return apply<SummedProduct<U, V>>(of[0], of[1]); });
  }
};
}  // namespace detail

template <Operand W>
[[nodiscard]] std::vector<PrimitiveSample<W>> primitive_samples() {
  detail::SampleTable<W> table;
  table.entry_by_entry();
  table.sums();
  table.moves();
  table.template products<Side::as_is, Side::as_is>({2, 3}, {3, 2});
  table.template products<Side::as_is, Side::transposed>({2, 3}, {2, 3});
  table.template products<Side::transposed, Side::as_is>({3, 2}, {3, 2});
  return std::move(table.samples);
}

}  // namespace pathkernel
