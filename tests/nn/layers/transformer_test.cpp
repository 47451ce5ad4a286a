/// @file transformer_test.cpp
/// A transformer block against its parts, one after another.
#include "nn/layers/transformer.hpp"

#include "tests/catch.hpp"
#include "tests/nn/layers/evaluated.hpp"

using namespace pathkernel;

namespace {

constexpr Shape three_words{2, 3};  // 2 features of 3 words
constexpr SelfAttention attention{2, 2, 2};

/// The numbers of a block of parameters, and of those that follow until `last`.
template <class S>
std::vector<S> part(const std::vector<ParameterBlock>& blocks, const std::vector<S>& w,
                    std::string_view first, std::string_view last) {
  const std::span<const S> from = parameter(blocks, std::span<const S>(w), first);
  const std::span<const S> to = parameter(blocks, std::span<const S>(w), last);
  return {from.data(), to.data() + to.size()};
}

template <class S>
std::vector<S> sum(std::vector<S> u, const std::vector<S>& v) {
  for (std::size_t i = 0; i < u.size(); ++i) u[i] += v[i];
  return u;
}

}  // namespace

TEST_CASE("a transformer block's parameters are those of its parts, in order", "[transformer]") {
  const std::vector<ParameterBlock> blocks = transformer_block(attention, 5).parameters();

  std::vector<std::string> names;
  for (const ParameterBlock& block : blocks) names.push_back(block.name);
  CHECK(names == std::vector<std::string>{"1.1.gain", "1.1.offset", "1.2.Wq", "1.2.Wk", "1.2.Wv",
                                          "1.2.Wo", "2.1.gain", "2.1.offset", "2.2.W", "2.2.b",
                                          "2.4.W", "2.4.b"});
  CHECK(blocks[8].shape == Shape{5, 2});
  CHECK(blocks[10].shape == Shape{2, 5});
  CHECK(parameter_count(blocks) == 4 + 4 * 8 + 4 + 15 + 12);

  SelfAttention ntk = attention;
  ntk.parametrisation = Parametrisation::ntk;
  for (const ParameterBlock& block : transformer_block(ntk, 5).parameters())
    CHECK((block.parametrisation == Parametrisation::ntk) == (block.role == Role::weight));
}

TEMPLATE_TEST_CASE("a transformer block is attention added, then a network of every word added",
                   "[transformer]", double, Real50) {
  using S = TestType;
  const auto model = transformer_block(attention, 5);
  const std::vector<ParameterBlock> blocks = model.parameters();
  const std::vector<S> w = rationals<S>(parameter_count(blocks), 2), x = rationals<S>(6, 5);
  const auto after = [&](const auto& layer, const char* first, const char* last, Shape shape,
                         const std::vector<S>& of) {
    return evaluated(layer, part(blocks, w, first, last), shape, of).y;
  };

  const Evaluated<S> y = evaluated(model, w, three_words, x);

  const std::vector<S> norm = after(LayerNorm{2}, "1.1.gain", "1.1.offset", three_words, x);
  const std::vector<S> seen = sum(x, after(attention, "1.2.Wq", "1.2.Wo", three_words, norm));
  std::vector<S> h = after(LayerNorm{2}, "2.1.gain", "2.1.offset", three_words, seen);
  h = after(Linear{2, 5}, "2.2.W", "2.2.b", three_words, h);
  h = evaluated(Activate{Activation::gelu}, std::vector<S>{}, {5, 3}, h).y;
  h = after(Linear{5, 2}, "2.4.W", "2.4.b", {5, 3}, h);
  CHECK(y.shape == three_words);
  CHECK(fewest_digits(y.y, sum(seen, h)) >= all_digits<S> - 1);
  CHECK(fewest_digits(y.y, sum(x, h)) < 2);  // the control: attention's own part is needed
}

TEMPLATE_TEST_CASE("a transformer block whose last weights are 0 leaves x as it is",
                   "[transformer]", double, Real50) {
  using S = TestType;
  const auto model = transformer_block(attention, 5);
  const std::vector<ParameterBlock> blocks = model.parameters();
  std::vector<S> w = rationals<S>(parameter_count(blocks), 2);
  const std::vector<S> x = rationals<S>(6, 5);

  CHECK(evaluated(model, w, three_words, x).y != x);
  for (const char* name : {"1.2.Wo", "2.4.W", "2.4.b"})
    for (S& u : parameter(blocks, std::span<S>(w), name)) u = S(0);
  CHECK(evaluated(model, w, three_words, x).y == x);
}

TEST_CASE("a transformer block refuses words of another size", "[transformer]") {
  const auto model = transformer_block(attention, 5);
  const std::vector<double> w = rationals<double>(parameter_count(model.parameters()));

  CHECK_THROWS_WITH(
      evaluated(model, w, {3, 2}, rationals<double>(6)),
      "nn: layer normalisation of 2 inputs was given a 3 x 2 block; it needs 2 rows.");
}
