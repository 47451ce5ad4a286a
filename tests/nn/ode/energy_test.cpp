/// @file energy_test.cpp
/// dL/dt = -‖∇L‖² along flows of every kind, and its failing on paths that are not the flow's.
#include "nn/ode/energy.hpp"

#include <sstream>

#include "nn/flows/gradient_flow.hpp"
#include "nn/models/mlp.hpp"
#include "nn/ode/dormand_prince.hpp"
#include "nn/ode/summary.hpp"
#include "nn/ode/taylor.hpp"
#include "tests/catch.hpp"
#include "tests/nn/made_examples.hpp"
#include "tests/nn/ode/fields.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

const Mlp small_network{.widths = {1, 2, 1}};

template <class S>
Examples<S> data() {
  return made_examples<S>(1, {S(-1), S(1) / 3, S(1)}, {S(1) / 2, S(-1) / 4, S(3) / 4});
}
template <class S>
std::vector<S> initial_weights() {
  return {S(1) / 2, S(-1) / 3, S(1) / 10, S(1) / 5, S(1), S(2) / 3, S(0)};
}
template <class S>
Path<S> trained(const VectorField<S>& field) {
  return integrate(field, initial_weights<S>(), S(3) / 2, Taylor{all_digits<S> + 2});
}

}  // namespace

TEMPLATE_TEST_CASE("what the objective loses is what the path dissipates", "[energy]", double,
                   Real50) {
  using S = TestType;
  FlowOptions<S> options;
  SECTION("in a plain flow") {}
  SECTION("with a regularizer, which is part of the objective") {
    options.regularizer = L2<S>{S(1) / 10};
  }
  SECTION("in mini-batches, each with an objective of its own") {
    options.batches = cyclic_batches<S>(3, 1, S(1) / 4, S(3) / 2);
  }
  const VectorField<S> field = gradient_flow(small_network, SquaredLoss{}, data<S>(), options);

  const EnergyBalance<S> energy = energy_balance(field, trained(field));

  // L is a difference of numbers near 1, and a step's integral a sum of terms of both signs.
  CHECK(agreeing_digits(energy.lost, energy.dissipated, S(1)) >= all_digits<S> - 2);
  CHECK(energy.lost > S(1) / 100);  // there was something to be lost
}

TEST_CASE("the balance shows a path that is not the flow's", "[energy]") {
  const VectorField<double> field = gradient_flow(small_network, SquaredLoss{}, data<double>());
  VectorField<double> faster = field;
  for (NodeId& block : faster.derivative) block = (double{1001} / 1000 * faster.tape[block]).id;

  const EnergyBalance<double> wrong = energy_balance(field, trained(faster));
  const EnergyBalance<double> rough =
      energy_balance(field, integrate(field, initial_weights<double>(), 1.5, DormandPrince{1e-4}));

  CHECK(std::abs(wrong.residual() / wrong.lost) > double{1} / 2000);
  CHECK(std::abs(rough.residual()) > 1e-10);

  SECTION("and a field that descends nothing has none") {
    const VectorField<double> turning = oscillator<double>();
    const Path<double> path = integrate(turning, std::vector<double>{1, 0}, 1, Taylor{16});
    CHECK_THROWS_AS(energy_balance(turning, path), std::invalid_argument);
    CHECK_THROWS_WITH(energy_balance(turning, path), Catch::Contains("without an objective"));
  }
}

TEST_CASE("a summary says what was integrated, how, at what cost and how well", "[energy]") {
  const VectorField<double> field = gradient_flow(small_network, SquaredLoss{}, data<double>());
  std::ostringstream text;

  text << summary(field, trained(field));

  for (const char* part :
       {"gradient flow of W1 2 x 1, b1 2 x 1, W2 1 x 2, b2 1 x 1, 3 examples",
        "by Taylor series of order 21: t = 0 to 1.5 in ", " steps, the shortest 0.",
        "0 steps rejected, ", "defect |w' - g(w)| ", "energy L(0) - L(T) - ∫|w'|² "})
    CHECK_THAT(text.str(), Catch::Contains(part));

  SECTION("and leaves out the energy of a field that has none") {
    std::ostringstream turning;
    turning << summary(oscillator<double>(),
                       integrate(oscillator<double>(), std::vector<double>{1, 0}, 1, Taylor{16}));
    CHECK_THAT(turning.str(), Catch::StartsWith("a vector field\nby Taylor series"));
    CHECK_THAT(turning.str(), !Catch::Contains("energy"));
  }
}
