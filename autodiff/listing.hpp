/// @file listing.hpp
/// A tape is a program, and so it reads: one line an instruction, as `std::cout << tape` prints it.
///
///     v2 = constant                                 2
///     v3 = multiply(v2, v0)   2 x 2                 0.5 1; -1 0.25
///     v4 = product(v3, v1)    2 x 1, 3 examples     1; 0 | 3; 0.5 | ...
///
/// After the instruction comes the shape, where it is not one number; then the values met while
/// recording. Rows end in ';', examples in '|', and '...' stands for all after the first few.
///
/// Leaves out: all digits and all entries, which Var::value has; signs such as + for names.
/// Next: graphviz.hpp.
#pragma once

#include <iomanip>

#include "autodiff/pullback.hpp"
#include "autodiff/rewrite.hpp"

namespace pathkernel {

namespace detail {
/// Which instructions these outputs are computed from, themselves included.
template <Scalar S>
[[nodiscard]] std::vector<char> needed_by(std::span<const Var<S>> outputs) {
  if (outputs.empty()) reject("autodiff: the program of 0 outputs; name at least one.");
  for (const Var<S>& output : outputs) require_same_tape(outputs.front(), output);
  std::vector<NodeId> ids;
  for (const Var<S>& output : outputs) ids.push_back(output.id);
  return pathkernel::needed_by(outputs.front().tape->instructions, ids);
}

/// The operands that an instruction reads: one named twice is read once, if once is all it needs.
[[nodiscard]] inline std::vector<NodeId> operands_of(const Instruction& k) {
  std::vector<NodeId> operands;
  visit_primitive(k.opcode, [&]<class P>() {
    if (P::operands > 0) operands.push_back(k.left);
    if (P::operands == 2 || (P::operands == 1 && k.right != k.left)) operands.push_back(k.right);
  });
  return operands;
}

/// φ(v_i, v_j)
[[nodiscard]] inline std::string call_text(const Instruction& k) {
  std::string text(name_of(k.opcode));
  const std::vector<NodeId> operands = operands_of(k);
  for (std::size_t i = 0; i < operands.size(); ++i)
    text += joined(i == 0 ? "(v" : ", v", operands[i], i + 1 == operands.size() ? ")" : "");
  return text;
}

/// 2 x 1, 3 examples; nothing for one number.
[[nodiscard]] inline std::string shape_text(const Instruction& k, std::size_t examples) {
  if (!k.per_example && k.shape.is_scalar()) return "";
  const std::string shape = joined(k.shape);
  return k.per_example ? joined(shape, ", ", examples, examples == 1 ? " example" : " examples")
                       : shape;
}

/// Which of a block's numbers, as they lie: (row, column), and the example if each has its own.
template <Scalar S>
[[nodiscard]] std::string entry_text(BlockView<const S> u, bool per_example, std::size_t n) {
  const std::size_t entry = n / u.lanes;
  const std::string example = per_example ? joined("example ", n % u.lanes) : "";
  if (u.shape.is_scalar()) return per_example ? "(" + example + ")" : "";
  return joined("(", entry / u.shape.columns, ", ", entry % u.shape.columns,
                per_example ? ", " : "", example, ")");
}

/// The first few numbers, example after example, row after row.
template <Scalar S>
[[nodiscard]] std::string values_text(BlockView<const S> block) {
  const std::size_t size = block.shape.size(), shown = 4;
  std::ostringstream text;
  for (std::size_t n = 0; n < size * block.lanes; ++n) {
    const std::size_t entry = n % size;
    if (n > 0) text << (entry == 0 ? " | " : entry % block.shape.columns == 0 ? "; " : " ");
    if (n == shown) return text.str() + "...";
    text << block.at(entry, n / size);
  }
  return text.str();
}

/// A table's column, filled with spaces to one width.
inline void align(std::vector<std::string>& column) {
  std::size_t width = 0;
  for (const std::string& cell : column) width = std::max(width, cell.size());
  for (std::string& cell : column) cell.resize(width, ' ');
}

template <Scalar S>
[[nodiscard]] std::string listing(const Recording<S>& tape, const std::vector<char>& listed,
                                  const std::vector<char>& marked) {
  std::vector<std::string> calls, shapes, values;
  std::vector<NodeId> ids;
  for (NodeId id = 0; id < listed.size(); ++id) {
    if (!listed[id]) continue;
    ids.push_back(id);
    calls.push_back(call_text(tape.instructions[id]));
    shapes.push_back(shape_text(tape.instructions[id], tape.examples));
    if (!shapes.back().empty()) shapes.back() += "   ";
    values.push_back(values_text(tape.block(id)));
  }
  align(calls);
  align(shapes);
  std::ostringstream text;
  const bool marks = std::ranges::count(marked, true) > 0;
  const std::size_t width = ids.empty() ? 0 : joined("v", ids.back()).size();
  for (std::size_t i = 0; i < ids.size(); ++i)
    text << (!marks           ? ""
             : marked[ids[i]] ? "> "
                              : "  ")
         << std::setw(static_cast<int>(width)) << joined("v", ids[i]) << " = " << calls[i] << "   "
         << shapes[i] << values[i] << '\n';
  return text.str();
}
}  // namespace detail

/// Every instruction of a tape, a line each.
template <Scalar S>
[[nodiscard]] std::string listing(const Tape<S>& tape) {
  return detail::listing(tape.recording(), std::vector<char>(tape.size(), true),
                         std::vector<char>(tape.size()));
}
template <Scalar S>
std::ostream& operator<<(std::ostream& out, const Tape<S>& tape) {
  return out << listing(tape);
}

/// What these outputs need of their tape, numbered as it is there. Outputs are marked '>'.
/// @throws std::invalid_argument  if there are none, or they are of several tapes
template <Scalar S>
[[nodiscard]] std::string listing(const std::vector<Var<S>>& outputs) {
  const std::vector<char> needed = detail::needed_by(std::span<const Var<S>>(outputs));
  std::vector<char> marked(needed.size());
  for (const Var<S>& output : outputs) marked[output.id] = true;
  return detail::listing(*outputs.front().tape, needed, marked);
}
template <Scalar S>
[[nodiscard]] std::string listing(std::initializer_list<Var<S>> outputs) {
  return listing(std::vector<Var<S>>(outputs));
}
template <Scalar S>
[[nodiscard]] std::string listing(Var<S> output) {
  return listing({output});
}

}  // namespace pathkernel
