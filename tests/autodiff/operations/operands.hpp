/// @file operands.hpp
/// Blocks of rationals to try operations on, shared or one per example.
#pragma once

#include "autodiff/operations/products.hpp"
#include "tests/witnesses.hpp"

namespace pathkernel {

inline constexpr std::size_t examples = 3;

/// A block made of rationals, shared or per example, and its entry (r, c) of example e as plain
/// numbers see it.
template <class S>
struct Made {
  Var<S> block;
  [[nodiscard]] S at(std::uint32_t r, std::uint32_t c, std::size_t e) const {
    return block.value(r, c, e);
  }
};

template <class S>
Made<S> operand(Tape<S>& tape, Shape shape, bool per_example, int first) {
  const std::vector<S> values = rationals<S>(shape.size() * (per_example ? examples : 1), first);
  return {per_example ? example_input(tape, shape, values) : input(tape, shape, values)};
}

}  // namespace pathkernel
