/// @file parameter_file.hpp
/// Parameters as a text file, to be read again without the loss of a digit.
///
///     pathkernel parameters 1
///     bits 53
///     block W 2 x 3
///     0.5 -0.69999999999999996 1.1000000000000001           a row a line
///     0.25 0 -3
///     block b 2 x 1
///     0
///     1
///     whole
///
/// As many decimals are written as tell a number of so many bits from its neighbours. So a type of
/// as many bits reads the same number, bitwise. One of more bits reads what is written, the decimal
/// number, to its own last digit: -0.69999999999999996, though what was saved is another number,
/// less than half a unit of its last bit away. Who wants that one reads it as it was saved:
/// exactly<S>(read_parameters<double>(...)). A type of fewer bits would lose digits: it is refused.
///
/// A file is written beside its place and renamed when whole: no one ever sees half of one.
///
/// Leaves out: which model the blocks are of, beyond their names and shapes.
/// Next: ../learning/objective.hpp.
#pragma once

#include "nn/model.hpp"
#include "nn/saved_lines.hpp"

namespace pathkernel {

namespace detail {

inline constexpr const char* parameters_first_line = "pathkernel parameters 1";

/// "block W 2 x 3", in one line and in every locale.
[[nodiscard]] inline std::string title_of(const ParameterBlock& block) {
  std::string line = "block " + block.name + ' ' + std::to_string(block.shape.rows) + " x " +
                     std::to_string(block.shape.columns);
  std::ranges::replace(line, '\n', ' ');
  return line;
}

/// A row a line.
template <Real S>
[[nodiscard]] std::string rows_of(const ParameterBlock& block, std::span<const S> values) {
  std::string text;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!is_finite(values[i]))
      reject("parameters: entry ", i, " of ", block.name, " is ", values[i],
             "; a file holds finite numbers only.");
    text += digits_of(values[i]) + ((i + 1) % block.shape.columns == 0 ? '\n' : ' ');
  }
  return text;
}

}  // namespace detail

/// Saves w, shape (P). @throws std::invalid_argument  if there are not as many numbers as the
/// blocks need, or one is not finite
/// @throws std::runtime_error  if the file can't be written; what was there before is then still
///                             there
template <Real S>
void write_parameters(const std::string& name, const std::vector<ParameterBlock>& blocks,
                      const std::vector<S>& w) {
  if (w.size() != parameter_count(blocks))
    reject("parameters: ", w.size(), " numbers to save for a model of ", parameter_count(blocks),
           ".");
  std::string text = detail::parameters_first_line;
  text += "\nbits " + std::to_string(std::numeric_limits<S>::digits) + '\n';
  std::span<const S> rest = w;
  for (const ParameterBlock& block : blocks) {
    text += detail::title_of(block) + '\n' + detail::rows_of(block, rest.first(block.shape.size()));
    rest = rest.subspan(block.shape.size());
  }
  detail::replace_file("parameters", name, [&](std::ostream& out) { out << text << "whole\n"; });
}

/// w as it was saved, shape (P), for a model of the same blocks.
/// @throws std::invalid_argument  if there is no such file, it is not whole, is of other blocks, or
///                                was saved with more bits than S has
template <Real S>
[[nodiscard]] std::vector<S> read_parameters(const std::string& name,
                                             const std::vector<ParameterBlock>& blocks) {
  detail::SavedLines file("parameters", name, "name a file saved for this model");
  file.require(detail::parameters_first_line);
  file.require_bits(std::numeric_limits<S>::digits);
  std::vector<S> w;
  for (const ParameterBlock& block : blocks) {
    file.require(detail::title_of(block));
    for (std::uint32_t row = 0; row < block.shape.rows; ++row)
      file.read_numbers(block.shape.columns, "a row of " + block.name, w);
  }
  file.require("whole");
  file.require_end();
  return w;
}

}  // namespace pathkernel
