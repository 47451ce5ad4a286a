/// @file graphviz.hpp
/// A program as a picture: the graph of its instructions, in the language of Graphviz.
///
///     std::ofstream("y.dot") << graphviz(y, gradient(y, {w, b}));
///     $ dot -Tpng y.dot -o y.png
///
/// Arrows lead from operands to results, so that values flow downwards. The gradient, which is more
/// program, has a frame of its own. All else shows without colours too:
///
///     input        square corners         output               a double line
///     constant     its value, no line     operand only read    a dashed arrow: no derivative flows
///     operation    round corners          left, right          1, 2 at the arrow, where it matters
///
/// Leaves out: values other than of scalar constants (listing.hpp has them).
/// Source: graphviz.org, The DOT Language.   Next: check_rule.hpp.
#pragma once

#include "autodiff/listing.hpp"

namespace pathkernel {

namespace detail {
/// A string of the DOT language, in quotes; newlines begin lines of a label.
[[nodiscard]] inline std::string dot_string(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    if (c == '\n')
      quoted += "\\n";
    else
      quoted += c;
  }
  return quoted + '"';
}

/// φ(u, v) = φ(v, u), so that nobody need ask which operand is which.
template <class P>
inline constexpr bool commutes = std::same_as<P, Add> || std::same_as<P, Multiply> ||
                                 std::same_as<P, Max> || std::same_as<P, Min>;

/// `v5 [label="v5\ntanh\n2 x 1"];`
template <Scalar S>
[[nodiscard]] std::string node_text(const Recording<S>& tape, NodeId id, bool output) {
  const Instruction& k = tape.instructions[id];
  const bool constant = k.opcode == opcode_of<Constant>;
  std::string label = joined("v", id);
  if (constant && k.is_number)
    label += " = " + values_text(tape.block(id));
  else
    label += "\n" + std::string(name_of(k.opcode));
  if (!k.is_number) label += "\n" + shape_text(k, tape.examples);

  std::string style;
  if (k.opcode == opcode_of<Input>) style += ", style=filled";
  if (constant) style += ", shape=plaintext, style=\"\", margin=0.04, width=0, height=0.25";
  if (output) style += constant ? ", shape=box, peripheries=2" : ", peripheries=2, penwidth=1.5";
  return joined("v", id, " [label=", dot_string(label), style, "];\n");
}

/// `v3 -> v5;`, the arrows that end at one instruction.
[[nodiscard]] inline std::string arrows_text(const Instruction& k, NodeId id) {
  const std::vector<NodeId> operands = operands_of(k);
  bool numbered = false;
  std::size_t moving = 0;  // operands through which a derivative flows
  visit_primitive(k.opcode, [&]<class P>() {
    numbered = !commutes<P> && operands.size() == 2 && k.left != k.right;
    if (P::kind != Kind::step) moving = P::operands;
  });
  std::string text;
  for (std::size_t i = 0; i < operands.size(); ++i)
    text +=
        joined("  v", operands[i], " -> v", id, numbered ? joined(" [headlabel=", i + 1, "]") : "",
               i < moving ? "" : " [style=dashed]", ";\n");
  return text;
}

/// @param end  of the expression: from this NodeId on, instructions are its gradient
template <Scalar S>
[[nodiscard]] std::string graphviz(std::span<const Var<S>> outputs, NodeId end) {
  const std::vector<char> drawn = needed_by(outputs);
  const Recording<S>& tape = *outputs.front().tape;
  std::string expression, adjoints, arrows;
  for (NodeId id = 0; id < drawn.size(); ++id) {
    if (!drawn[id]) continue;
    const bool output = std::ranges::find(outputs, id, &Var<S>::id) != outputs.end();
    if (id < end)
      expression += "  " + node_text(tape, id, output);
    else
      adjoints += "    " + node_text(tape, id, output);
    arrows += arrows_text(tape.instructions[id], id);
  }
  if (!adjoints.empty())
    adjoints =
        "  subgraph cluster_gradient {\n"
        "    label=\"gradient\"; labeljust=l; style=dashed; fontname=\"Helvetica\";\n"
        "    node [fillcolor=\"#f6cf96\"];\n" +
        adjoints + "  }\n";
  return "digraph program {\n"
         "  nodesep=0.35; ranksep=0.4;\n"
         "  node [shape=box, style=\"rounded,filled\", fillcolor=\"#dcebf9\"];\n"
         "  node [fontname=\"Helvetica\", fontsize=12];\n"
         "  edge [fontname=\"Helvetica\", fontsize=10, arrowsize=0.7, labeldistance=1.5];\n" +
         expression + adjoints + arrows + "}\n";
}
}  // namespace detail

/// All that these outputs need, numbered as on their tape.
/// @throws std::invalid_argument  if there are none, or they are of several tapes
template <Scalar S>
[[nodiscard]] std::string graphviz(const std::vector<Var<S>>& outputs) {
  const NodeId end =
      outputs.empty() ? 0 : static_cast<NodeId>(outputs[0].tape->instructions.size());
  return detail::graphviz(std::span<const Var<S>>(outputs), end);
}
template <Scalar S>
[[nodiscard]] std::string graphviz(std::initializer_list<Var<S>> outputs) {
  return graphviz(std::vector<Var<S>>(outputs));
}

/// An expression, and in a frame what was recorded after it to compute its gradient.
template <Scalar S>
[[nodiscard]] std::string graphviz(Var<S> expression, Vars<S> gradient = {}) {
  std::vector<Var<S>> outputs(gradient.begin(), gradient.end());
  outputs.push_back(expression);
  return detail::graphviz(std::span<const Var<S>>(outputs), expression.id + 1);
}
template <Scalar S>
[[nodiscard]] std::string graphviz(Var<S> expression,
                                   std::initializer_list<std::type_identity_t<Var<S>>> gradient) {
  return graphviz(expression, Vars<S>(gradient.begin(), gradient.size()));
}

}  // namespace pathkernel
