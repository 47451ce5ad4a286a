/// @file relu_network_test.cpp
/// The flow of a network with a kink at every unit and example: exact, though it is not smooth.
#include "nn/flows/gradient_flow.hpp"
#include "nn/ode/dormand_prince.hpp"
#include "nn/ode/summary.hpp"
#include "nn/ode/taylor.hpp"
#include "tests/catch.hpp"
#include "tests/nn/made_examples.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

/// f = Σ_j w2_j relu(w1_j x + b1_j) + b2, three units.
struct ReluNetwork {
  [[nodiscard]] std::vector<ParameterBlock> parameters() const {
    return {{"W1", {3, 1}}, {"b1", {3, 1}}, {"W2", {1, 3}}, {"b2", {1, 1}}};
  }
  template <Real S>
  [[nodiscard]] Var<S> operator()(Vars<S> w, Var<S> x) const {
    return product(w[2], relu(product(w[0], x) + w[1])) + w[3];
  }
};

template <class S>
VectorField<S> flow() {
  const Examples<S> data = made_examples<S>(1, {S(-2), S(-1) / 2, S(1) / 3, S(1), S(3) / 2},
                                            {S(2), S(3) / 4, S(7) / 4, S(1) / 4, S(-2)});
  return gradient_flow(ReluNetwork{}, SquaredLoss{}, data);
}
template <class S>
std::vector<S> relu_weights() {
  std::vector<S> w;
  for (const int k : {7, 7, 7, 2, -9, 10, 6, 0, -10, -9}) w.push_back(S(k) / 10);
  return w;
}

}  // namespace

TEMPLATE_TEST_CASE("a relu network's flow crosses kinks and keeps its energy to the last digits",
                   "[kinks]", double, Real50) {
  using S = TestType;
  const VectorField<S> field = flow<S>();
  const Path<S> path = integrate(field, relu_weights<S>(), S(4), Taylor{all_digits<S> + 2});

  std::size_t crossed = 0;
  for (const Step<S>& step : path.steps())
    if (step.sides.find_first_of("4567") != std::string::npos) ++crossed;
  const EnergyBalance<S> energy = energy_balance(field, path);

  REQUIRE(crossed >= 3);
  CHECK(agreeing_digits(energy.lost, energy.dissipated) >= all_digits<S> - 2);
  CHECK(agreeing_digits(S(1 + path_defect(field, path)), S(1)) >= all_digits<S> - 3);

  SECTION("and another method, that tries and rejects, comes to the same end") {
    const Path<S> other = integrate(field, relu_weights<S>(), S(4), DormandPrince{1e-10});
    for (std::size_t p = 0; p < path.dimension(); ++p)
      CHECK(agreeing_digits(other.final_state()[p], path.final_state()[p], S(1)) >= 8);
  }
  SECTION("which the sides of the beginning, kept for good, do not lead to") {  // the control
    SmoothBranches<S> branches = smooth_branches(field);
    RightHandSide<S> g(field);
    g.hold_sides_of(relu_weights<S>());
    std::size_t from = 0;
    std::vector<NodeId> all = branches.outputs();
    for (const Kink& kink : branches.kinks) {
      const std::span<S> side = branches.field.tape.recording().block(kink.side).entries();
      for (S& entry : side) entry = S(g.sides().entries()[from++].above ? 1 : 0);
    }
    const Path<S> kept =
        integrate(branches.field, relu_weights<S>(), S(4), Taylor{all_digits<S> + 2});
    CHECK(agreeing_digits(kept.final_state()[0], path.final_state()[0], S(1)) <= 2);
  }
}
