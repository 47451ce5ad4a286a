/// @file mlp_test.cpp
/// Multilayer perceptrons of every activation against the loops that one writes by hand.
#include "nn/models/mlp.hpp"

#include "nn/layers/composition.hpp"
#include "tests/catch.hpp"
#include "tests/nn/layers/evaluated.hpp"

using namespace pathkernel;

namespace {

template <class S>
S by_hand(Activation activation, const S& u) {
  using std::erf, std::exp, std::log, std::max, std::sin, std::sqrt, std::tanh;
  switch (activation) {
    case Activation::tanh: return tanh(u);
    case Activation::sigmoid: return 1 / (1 + exp(S(-u)));
    case Activation::softplus: return log(S(1 + exp(u)));
    case Activation::gelu: return u * (1 + erf(S(u / sqrt(S(2))))) / 2;
    case Activation::sin: return sin(u);
    case Activation::relu: return max(u, S(0));
  }
  return S(0);
}

/// f_w(x), layer after layer.
template <class S>
std::vector<S> by_hand(const Mlp& model, const std::vector<S>& w, std::vector<S> h) {
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
  return h;
}

}  // namespace

TEMPLATE_TEST_CASE("a perceptron of any depth, width and activation is the loop over its layers",
                   "[mlp]", double, Real50) {
  using S = TestType;
  const std::vector<S> x = rationals<S>(2, 7);
  for (const auto& [name, activation] : activations)
    for (const std::vector<std::uint32_t>& widths :
         {std::vector<std::uint32_t>{2, 3, 1}, {2, 3, 4, 2, 3}, {2, 2}}) {
      INFO(name << ", " << widths.size() - 1 << " layers");
      const Mlp model{widths, activation};
      const std::vector<S> w = rationals<S>(parameter_count(model.parameters()), 3);

      const std::vector<S> f = evaluated(model, w, {2, 1}, x).y;

      REQUIRE(f.size() == widths.back());
      // Sums of up to seven terms near 1, in up to four layers.
      CHECK(fewest_digits(f, by_hand(model, w, x)) >= all_digits<S> - 2);
      if (widths.size() == 2) continue;  // the control: without hidden layers there is no φ
      for (const auto& [other_name, other] : activations)
        if (other != activation) CHECK(fewest_digits(f, by_hand(Mlp{widths, other}, w, x)) < 4);
    }
}

TEMPLATE_TEST_CASE("a perceptron is the composition of its layers, on every example and column",
                   "[mlp]", double, Real50) {
  using S = TestType;
  const Mlp model{{2, 3, 2}, Activation::softplus};
  const auto composed = compose(Linear{2, 3}, Activate{Activation::softplus}, Linear{3, 2});
  const std::vector<S> w = rationals<S>(17, 3), x = rationals<S>(4, 7);

  CHECK(evaluated(model, w, {2, 2}, x).y == evaluated(composed, w, {2, 2}, x).y);
  CHECK(evaluated(model, w, {2, 2}, x).ds_dw == evaluated(composed, w, {2, 2}, x).ds_dw);

  Tape<S> tape(2);
  const std::vector<Var<S>> blocks = parameter_inputs(tape, model.parameters(), w);
  const Var<S> f = model(Vars<S>(blocks), example_input(tape, {2, 1}, x));
  for (std::size_t e = 0; e < 2; ++e) {
    const std::vector<S> one = by_hand(model, w, {x[e], x[2 + e]});
    for (std::size_t r = 0; r < 2; ++r)
      CHECK(agreeing_digits(f.value(r, 0, e), one[r], S(1)) >= all_digits<S> - 2);
  }
}

TEMPLATE_TEST_CASE("in NTK parametrisation, every layer's W is divided by the root of its inputs",
                   "[mlp]", double, Real50) {
  using S = TestType;
  using std::sqrt;
  const Mlp ntk{{2, 3, 2}, Activation::tanh, Parametrisation::ntk};
  const Mlp standard{{2, 3, 2}, Activation::tanh};
  const std::vector<S> w = rationals<S>(17, 3), x = rationals<S>(2, 7);
  std::vector<S> root(17, S(1));  // of the inputs that a weight's layer has; 1 for offsets
  std::fill_n(root.begin(), 6, S(sqrt(S(2))));
  std::fill_n(root.begin() + 9, 6, S(sqrt(S(3))));
  std::vector<S> scaled, chain_rule;
  for (std::size_t p = 0; p < 17; ++p) scaled.push_back(w[p] / root[p]);

  const Evaluated<S> f = evaluated(ntk, w, {2, 1}, x);
  const Evaluated<S> same = evaluated(standard, scaled, {2, 1}, x);

  for (std::size_t p = 0; p < 17; ++p) chain_rule.push_back(same.ds_dw[p] / root[p]);
  CHECK(fewest_digits(f.y, same.y) >= all_digits<S> - 1);
  CHECK(fewest_digits(f.ds_dw, chain_rule) >= all_digits<S> - 1);
  CHECK(fewest_digits(f.y, evaluated(standard, w, {2, 1}, x).y) < 2);  // the controls
  CHECK(fewest_digits(f.ds_dw, same.ds_dw) < 2);
}

TEST_CASE("a perceptron's blocks are a matrix and a column for each layer", "[mlp]") {
  CHECK(Mlp{{2, 5, 1}, Activation::tanh}.parameters() ==
        std::vector<ParameterBlock>{{"W1", {5, 2}, Role::weight},
                                    {"b1", {5, 1}, Role::offset},
                                    {"W2", {1, 5}, Role::weight},
                                    {"b2", {1, 1}, Role::offset}});
  CHECK(parameter_count(Mlp{}.parameters()) == 13);
}

TEST_CASE("a perceptron refuses to be without an output, and inputs of another dimension",
          "[mlp]") {
  CHECK_THROWS_AS(Mlp{{3}}.parameters(), std::invalid_argument);
  CHECK_THROWS_WITH(Mlp{{3}}.parameters(),
                    "nn: an MLP of 1 widths; it needs those of its inputs and its output.");
  CHECK_THROWS_WITH(evaluated(Mlp{{3, 2, 1}}, rationals<double>(11), {2, 1}, rationals<double>(2)),
                    "nn: Linear of 3 inputs was given a 2 x 1 block; it needs 3 rows.");
}
