/// @file block.hpp
/// A block of numbers by itself, off any tape: what a rule computes with when nothing is recorded.
///
/// It owns its numbers, or borrows those of a tape to be read where they lie.
///
/// Leaves out: arithmetic, which operations/ writes once for blocks and for variables.
/// Next: primitives.hpp.
#pragma once

#include <vector>

#include "autodiff/scalar.hpp"
#include "autodiff/shape.hpp"

namespace pathkernel {

/// rows x columns numbers, for every example or for all of them together.
template <Scalar S>
class Block {
 public:
  using Number = S;

  /// Zeros, on a tape of that many examples.
  Block(Shape shape, bool per_example, std::size_t examples)
      : shape_(shape), per_example_(per_example), examples_(examples),
        own_(shape.size() * lanes(), S(0)) {}
  /// The numbers of a tape, which must outlive the block.
  Block(BlockView<const S> borrowed, bool per_example, std::size_t examples)
      : shape_(borrowed.shape), per_example_(per_example), examples_(examples),
        borrowed_(borrowed.data) {}

  [[nodiscard]] Shape shape() const { return shape_; }
  [[nodiscard]] bool per_example() const { return per_example_; }
  [[nodiscard]] std::size_t examples() const { return examples_; }
  [[nodiscard]] std::size_t lanes() const { return per_example_ ? examples_ : 1; }
  [[nodiscard]] BlockView<const S> view() const {
    return {borrowed_ ? borrowed_ : own_.data(), shape_, lanes()};
  }
  [[nodiscard]] BlockView<S> own() { return {own_.data(), shape_, lanes()}; }

 private:
  Shape shape_;
  bool per_example_;
  std::size_t examples_;
  std::vector<S> own_;
  const S* borrowed_ = nullptr;
};

}  // namespace pathkernel
