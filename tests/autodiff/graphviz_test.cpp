/// @file graphviz_test.cpp
/// What is drawn of a program, and how it is told apart. Only the text is checked: that Graphviz
/// accepts it was tried by hand.
#include "autodiff/graphviz.hpp"

#include "autodiff/gradient.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

/// The lines that speak of nodes and arrows, not of looks that all of them share.
std::string drawn(const std::string& text) {
  std::istringstream lines(text);
  std::string line, result;
  while (std::getline(lines, line)) {
    const std::size_t begin = line.find_first_not_of(' ');
    if (line[begin] == 'v' || line.find("subgraph") == begin) result += line.substr(begin) + '\n';
  }
  return result;
}

}  // namespace

TEMPLATE_TEST_CASE("an expression is drawn as its instructions and what they read", "[graphviz]",
                   double, Real50) {
  using S = TestType;
  Tape<S> tape;
  const Var<S> w = input(tape, S(1)), apart = input(tape, S(2));
  const Var<S> y = tanh(w - S(1) / 4);
  const Var<S> unused = exp(apart);

  CHECK(drawn(graphviz(y)) ==
        "v0 [label=\"v0\\ninput\", style=filled];\n"
        "v2 [label=\"v2 = 0.25\", shape=plaintext, style=\"\", margin=0.04, width=0, "
        "height=0.25];\n"
        "v3 [label=\"v3\\nsubtract\"];\n"
        "v4 [label=\"v4\\ntanh\", peripheries=2, penwidth=1.5];\n"
        "v0 -> v3 [headlabel=1];\n"
        "v2 -> v3 [headlabel=2];\n"
        "v3 -> v4;\n");
  CHECK(graphviz(y) == graphviz({y}));
  CHECK_THAT(graphviz(y), Catch::StartsWith("digraph program {\n"));
  CHECK_THAT(graphviz(y), Catch::EndsWith("}\n"));
  CHECK_THAT(graphviz({y, unused}), Catch::Contains("v1 -> v5;"));  // the control
}

TEST_CASE("a gradient is drawn in a frame of its own, fed by the expression", "[graphviz]") {
  Tape<double> tape;
  const Var<double> u = input(tape, 3);
  const Var<double> y = sin(u);

  const std::string alone = graphviz(y), both = graphviz(y, gradient(y, {u}));

  CHECK(drawn(both) ==
        "v0 [label=\"v0\\ninput\", style=filled];\n"
        "v1 [label=\"v1\\nsin\", peripheries=2, penwidth=1.5];\n"
        "subgraph cluster_gradient {\n"
        "v2 [label=\"v2 = 1\", shape=plaintext, style=\"\", margin=0.04, width=0, "
        "height=0.25];\n"
        "v3 [label=\"v3\\ncos\"];\n"
        "v4 [label=\"v4\\nmultiply\", peripheries=2, penwidth=1.5];\n"
        "v0 -> v1;\n"
        "v0 -> v3;\n"
        "v2 -> v4;\n"
        "v3 -> v4;\n");
  CHECK_THAT(both, Catch::Contains("label=\"gradient\""));
  const auto colour = [](const std::string& text, std::size_t from) {
    return text.substr(text.find("fillcolor=", from), 19);
  };
  CHECK(colour(both, 0) != colour(both, both.find("cluster_gradient")));
  CHECK_THAT(alone, !Catch::Contains("cluster"));  // the control
  CHECK(graphviz(y, {y}) == alone);
  CHECK_THAT(graphviz(gradient(y, {u})), !Catch::Contains("cluster"));  // several outputs, no frame
}

TEST_CASE("shapes and examples are written on the nodes", "[graphviz]") {
  Tape<double> tape(3);
  const Var<double> w = input(tape, {1, 2}, std::vector<double>{1, 2});
  const Var<double> x = example_input(tape, {2, 1}, std::vector<double>{1, 2, 3, 4, 5, 6});

  const std::string text = drawn(graphviz(sum_over_examples(exp(product(w, x)))));

  CHECK_THAT(text, Catch::Contains("\"v0\\ninput\\n1 x 2\""));
  CHECK_THAT(text, Catch::Contains("\"v1\\ninput\\n2 x 1, 3 examples\""));
  CHECK_THAT(text, Catch::Contains("\"v3\\nexp\\n1 x 1, 3 examples\""));
  CHECK_THAT(text, Catch::Contains("\"v4\\nsum_over_examples\""));  // one number: no shape
}

TEST_CASE("arrows are dashed where no derivative flows, and numbered where order matters",
          "[graphviz]") {
  Tape<double> tape;
  const Var<double> u = input(tape, 3), v = input(tape, 4);

  const auto arrows = [](Var<double> y) {
    const std::string text = drawn(graphviz(y));
    return text.substr(text.find("v0 ->"));
  };
  CHECK(arrows(u * v) == "v0 -> v2;\nv1 -> v2;\n");
  CHECK(arrows(u / v) == "v0 -> v3 [headlabel=1];\nv1 -> v3 [headlabel=2];\n");
  CHECK(arrows(u / u) == "v0 -> v4;\nv0 -> v4;\n");
  CHECK(arrows(apply<Where>(u, v)) ==
        "v0 -> v5 [headlabel=1];\nv1 -> v5 [headlabel=2] [style=dashed];\n");
  CHECK(arrows(u < v) ==
        "v0 -> v6 [headlabel=1] [style=dashed];\nv1 -> v6 [headlabel=2] [style=dashed];\n");
}

TEST_CASE("what is special in a DOT string is escaped", "[graphviz]") {
  CHECK(detail::dot_string("tanh") == "\"tanh\"");
  CHECK(detail::dot_string("v0\ntanh") == "\"v0\\ntanh\"");
  CHECK(detail::dot_string("a \"b\" \\n") == "\"a \\\"b\\\" \\\\n\"");
}

TEST_CASE("a drawing refuses outputs of several tapes, and no outputs", "[graphviz]") {
  Tape<double> tape, other;
  const Var<double> u = input(tape, 1), v = input(other, 1);

  CHECK_THROWS_WITH(graphviz({u, v}), Catch::Contains("different tapes"));
  CHECK_THROWS_WITH(graphviz(u, {v}), Catch::Contains("different tapes"));
  CHECK_THROWS_WITH(graphviz(std::vector<Var<double>>{}), Catch::Contains("0 outputs"));
  CHECK_NOTHROW(graphviz({u, u}));  // the control
}
