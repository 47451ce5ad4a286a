/// @file activation_test.cpp
/// Activations and their derivatives, against the closed forms that one writes by hand.
#include "nn/layers/activation.hpp"

#include "tests/catch.hpp"
#include "tests/nn/layers/evaluated.hpp"

using namespace pathkernel;

namespace {

/// erf u = 2/√π e^(-u²) Σ_n 2^n u^(2n+1)/(1·3···(2n+1)): all terms have one sign.
template <class S>
S erf_by_series(const S& u) {
  using std::abs, std::atan, std::exp, std::sqrt;
  S term = u, sum = u;
  for (int n = 1; n < 400; ++n) sum += term *= 2 * u * u / (2 * n + 1);
  return 2 / sqrt(S(4) * atan(S(1))) * exp(S(-u * u)) * sum;
}

template <class S>
struct ValueAndSlope {
  S value, slope;
};
template <class S>
ValueAndSlope<S> by_hand(Activation activation, const S& u) {
  using std::atan, std::cos, std::cosh, std::exp, std::log, std::sin, std::sinh, std::sqrt;
  const S one_over = 1 / (1 + exp(S(-u)));
  const S below = (1 + erf_by_series(S(u / sqrt(S(2))))) / 2;  // Φ(u)
  const S bell = exp(S(-u * u / 2)) / sqrt(S(8) * atan(S(1)));
  switch (activation) {
    case Activation::tanh: return {sinh(u) / cosh(u), 1 / (cosh(u) * cosh(u))};
    case Activation::sigmoid: return {one_over, one_over * one_over * exp(S(-u))};
    case Activation::softplus: return {log(S(1 + exp(u))), one_over};
    case Activation::gelu: return {u * below, below + u * bell};
    case Activation::sin: return {sin(u), cos(u)};
    case Activation::relu: return u > 0 ? ValueAndSlope<S>{u, S(1)} : ValueAndSlope<S>{S(0), S(0)};
  }
  return {};
}

template <class S>
ValueAndSlope<S> at(Activation activation, const S& u) {
  const Evaluated<S> phi = evaluated(Activate{activation}, std::vector<S>{}, {1, 1}, {u});
  return {phi.y[0], phi.ds_dx[0]};
}

}  // namespace

TEMPLATE_TEST_CASE("every activation is its closed form, and so is its derivative", "[activation]",
                   double, Real50) {
  using S = TestType;
  const std::vector<S> u{S(-13) / 7, S(-1) / 3, S(2) / 5, S(9) / 4};
  for (const auto& [name, activation] : activations) {
    INFO(name);
    const Evaluated<S> phi = evaluated(Activate{activation}, std::vector<S>{}, {2, 2}, u);

    std::vector<S> values, slopes;
    for (std::size_t i = 0; i < 4; ++i) {
      values.push_back(by_hand(activation, u[i]).value);
      slopes.push_back(S(static_cast<int>(i) + 1) * by_hand(activation, u[i]).slope);
    }
    CHECK(phi.shape == Shape{2, 2});
    CHECK(fewest_digits(phi.y, values) >= all_digits<S> - 2);
    CHECK(fewest_digits(phi.ds_dx, slopes) >= all_digits<S> - 2);
    for (const auto& [other_name, other] : activations)  // the control: no two are alike
      if (other != activation)
        CHECK(agreeing_digits(phi.y[0], by_hand(other, u[0]).value, S(1)) < 3);
  }
}

TEMPLATE_TEST_CASE("relu has the derivative 0 at its kink, and those of its sides beside it",
                   "[activation]", double, Real50) {
  using S = TestType;
  const S small = std::numeric_limits<S>::epsilon() * std::numeric_limits<S>::epsilon();

  CHECK(at(Activation::relu, S(0)).value == 0);
  CHECK(at(Activation::relu, S(0)).slope == 0);
  CHECK(at(Activation::relu, small).slope == 1);
  CHECK(at(Activation::relu, small).value == small);
  CHECK(at(Activation::relu, S(-small)).slope == 0);
}

TEMPLATE_TEST_CASE("gelu is u far above 0, nothing far below, and u apart from gelu(-u)",
                   "[activation]", double, Real50) {
  using S = TestType;
  CHECK(at(Activation::gelu, S(30)).value == 30);  // 1 - Φ(30) is below 1e-197
  CHECK(at(Activation::gelu, S(30)).slope == 1);
  CHECK(at(Activation::gelu, S(-30)).value == 0);
  CHECK(at(Activation::gelu, S(0)).value == 0);
  CHECK(agreeing_digits(at(Activation::gelu, S(0)).slope, S(S(1) / 2)) == all_digits<S>);
  for (const S& u : {S(S(1) / 3), S(S(17) / 7)}) {
    const S difference = at(Activation::gelu, u).value - at(Activation::gelu, S(-u)).value;
    CHECK(agreeing_digits(difference, u) >= all_digits<S> - 1);
    CHECK(at(Activation::gelu, S(-u)).value < 0);  // unlike relu
  }
}

TEST_CASE("sigmoid and softplus neither overflow nor lose their limits", "[activation]") {
  CHECK(at(Activation::sigmoid, -1e4).value == 0);
  CHECK(at(Activation::sigmoid, 1e4).value == 1);
  CHECK(at(Activation::softplus, 1e4).value == 1e4);
  CHECK(at(Activation::softplus, 1e4).slope == 1);
  CHECK(at(Activation::softplus, -1e4).value == 0);
  CHECK(at(Activation::tanh, -1e4).value == -1);
}

TEST_CASE("an activation is a layer without parameters, and an unknown one is refused",
          "[activation]") {
  CHECK(Activate{}.parameters().empty());
  CHECK_THROWS_AS(at(static_cast<Activation>(17), 1.0), std::invalid_argument);
  CHECK_THROWS_WITH(at(static_cast<Activation>(17), 1.0),
                    "nn: an activation that does not exist, number 17.");
}
