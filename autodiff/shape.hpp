/// @file shape.hpp
/// A block has rows and columns; a scalar is a 1 x 1 block. A batch holds one block per example.
///
/// The examples of a batch lie side by side, in *lanes*: the value in row r, column c of example e
/// is at index (r columns + c) lanes + e. The lane is the innermost index, so that one instruction
/// runs over all examples in one stride-1 loop. A block that all examples share has one lane.
///
/// Leaves out: blocks of more than two dimensions.
/// Next: tape.hpp.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <span>

namespace pathkernel {

/// rows x columns, both at least 1.
struct Shape {
  std::uint32_t rows = 1;
  std::uint32_t columns = 1;

  [[nodiscard]] constexpr std::size_t size() const { return std::size_t{rows} * columns; }
  [[nodiscard]] constexpr bool is_scalar() const { return rows == 1 && columns == 1; }
  friend constexpr auto operator<=>(const Shape&, const Shape&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Shape& shape) {
    return out << shape.rows << " x " << shape.columns;
  }
};

/// A block's numbers where they lie, of all lanes or of a run of them. V is S or const S.
template <class V>
struct BlockView {
  V* data = nullptr;
  Shape shape;
  std::size_t lanes = 1;       ///< 1: shared by all examples
  std::size_t stride = lanes;  ///< from one entry to the next: above `lanes` if those are a part

  /// All numbers, one after another; only of a view of all lanes.
  [[nodiscard]] std::span<V> entries() const { return {data, shape.size() * lanes}; }
  [[nodiscard]] bool is_contiguous() const { return stride == lanes; }

  /// Entry i = r columns + c of example e. A shared block answers every example alike, and a
  /// scalar every entry: this is the only broadcasting there is.
  [[nodiscard]] V& at(std::size_t i, std::size_t e) const {
    return data[(shape.is_scalar() ? 0 : i) * stride + (lanes == 1 ? 0 : e)];
  }
};

template <class S>
[[nodiscard]] BlockView<const S> as_const(BlockView<S> u) {
  return {u.data, u.shape, u.lanes, u.stride};
}

}  // namespace pathkernel
