/// @file examples_apart_test.cpp
/// Every model sees every example by itself, however many are side by side.
///
/// Gradients can't tell: a model that mixed up its examples would have a derivative, too.
#include "nn/models/every_model.hpp"
#include "tests/catch.hpp"
#include "tests/nn/layers/evaluated.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("every model makes of an example what it makes of it alone", "[models]", double,
                   Real50) {
  using S = TestType;
  constexpr std::size_t examples = 3;
  for (const NamedModel<S>& named : every_model<S>()) {
    const std::vector<ParameterBlock> blocks = named.model.parameters();
    const std::vector<S> w = rationals<S>(parameter_count(blocks), 2);
    const std::vector<S> x = rationals<S>(named.inputs * examples, 5);
    Tape<S> tape(examples);

    const std::vector<Var<S>> parameters = parameter_inputs(tape, blocks, w);
    const Var<S> f = named.model(parameters, example_input(tape, {named.inputs, 1}, x));

    INFO(named.name);
    REQUIRE(f.per_example());
    std::vector<std::vector<S>> together(examples), alone;
    for (std::size_t e = 0; e < examples; ++e) {
      for (std::uint32_t r = 0; r < f.shape().rows; ++r) together[e].push_back(f.value(r, 0, e));
      std::vector<S> one;
      for (std::size_t r = 0; r < named.inputs; ++r) one.push_back(x[r * examples + e]);
      alone.push_back(outputs(named.model, w, one));
      CHECK(fewest_digits(together[e], alone[e]) >= all_digits<S> - 2);
    }
    CHECK(fewest_digits(together[0], alone[1]) < 5);  // the control
  }
}
