/// @file mlp_test.cpp
/// Multilayer perceptrons of every activation against the loops that one writes by hand.
#include "nn/models/mlp.hpp"

#include "tests/catch.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

template <class S>
S by_hand(Activation activation, const S& u) {
  using std::exp, std::log, std::sin, std::tanh;
  switch (activation) {
    case Activation::tanh: return tanh(u);
    case Activation::sigmoid: return 1 / (1 + exp(-u));
    case Activation::softplus: return log(S(1 + exp(u)));
    case Activation::sin: return sin(u);
  }
  return S(0);
}

/// f_w(x), layer after layer.
template <class S>
S by_hand(const Mlp& model, const std::vector<S>& w, std::vector<S> h) {
  std::size_t at = 0;
  for (std::size_t l = 1; l < model.widths.size(); ++l) {
    const std::size_t rows = model.widths[l], columns = model.widths[l - 1];
    std::vector<S> next(rows, S(0));
    for (std::size_t r = 0; r < rows; ++r)
      for (std::size_t c = 0; c < columns; ++c) next[r] += w[at + r * columns + c] * h[c];
    for (std::size_t r = 0; r < rows; ++r) {
      next[r] += w[at + rows * columns + r];
      if (l + 1 < model.widths.size()) next[r] = by_hand(model.activation, next[r]);
    }
    at += rows * (columns + 1);
    h = next;
  }
  return h[0];
}

}  // namespace

TEMPLATE_TEST_CASE("a perceptron of any depth and activation is the loop over its layers", "[mlp]",
                   double, Real50) {
  using S = TestType;
  const std::vector<S> x = rationals<S>(4, 7);
  for (const auto& [name, activation] : activations)
    for (const std::vector<std::uint32_t>& widths :
         {std::vector<std::uint32_t>{2, 3, 1}, {2, 3, 2, 1}, {2, 1}}) {
      INFO(name << ", " << widths.size() - 1 << " layers");
      const Mlp model{widths, activation};
      const std::vector<S> w = rationals<S>(parameter_count(model.parameters()), 3);
      Tape<S> tape(2);

      const std::vector<Var<S>> blocks = parameter_inputs(tape, model.parameters(), w);
      const Var<S> f = model(Vars<S>(blocks), example_input(tape, {2, 1}, x));

      REQUIRE(f.shape().is_scalar());
      for (std::size_t e = 0; e < 2; ++e)  // sums of up to seven terms near 1, in three layers
        CHECK(agreeing_digits(f.value(0, 0, e), by_hand(model, w, {x[e], x[2 + e]}), S(1)) >=
              all_digits<S> - 2);
    }
}

TEST_CASE("activations differ, so that the name of each is checked", "[mlp]") {
  Tape<double> tape;
  const Var<double> u = input(tape, 1);
  for (const auto& [name, activation] : activations)
    for (const auto& [other_name, other] : activations)
      CHECK((activate(activation, u).value() == activate(other, u).value()) ==
            (name == other_name));

  CHECK_THROWS_AS(activate(static_cast<Activation>(17), u), std::invalid_argument);
  CHECK_THROWS_WITH(activate(static_cast<Activation>(17), u),
                    "nn: an activation that does not exist, number 17.");
}

TEST_CASE("a perceptron's blocks are a matrix and a column for each layer", "[mlp]") {
  const std::vector<ParameterBlock> blocks = Mlp{{2, 5, 1}, Activation::tanh}.parameters();

  REQUIRE(blocks.size() == 4);
  CHECK(blocks[0].name == "W1");
  CHECK(blocks[0].shape == Shape{5, 2});
  CHECK(blocks[1].name == "b1");
  CHECK(blocks[1].shape == Shape{5, 1});
  CHECK(blocks[2].name == "W2");
  CHECK(blocks[2].shape == Shape{1, 5});
  CHECK(blocks[3].shape == Shape{1, 1});
  CHECK(parameter_count(Mlp{}.parameters()) == 13);
}
