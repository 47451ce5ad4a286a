/// @file infinite_width_mlp_test.cpp
/// Which Mlp tends to which kernel: one whose weights are spread evenly instead of drawn.
#include "autodiff/gradient.hpp"
#include "kernel/classical/infinite_width.hpp"
#include "nn/models/mlp.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/classical/vectors.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

/// ∇f(x) of two inputs, n relus and one output, block by block. A relu sees of normal weights of
/// variance σ² their direction, which is uniform, and the mean square of their length, 2 σ²: so n
/// directions, evenly spread, have the right means up to 1/n². The last layer's weights enter by
/// their mean square.
template <class S>
std::vector<std::vector<S>> gradients(int n, const S& variance, const std::vector<S>& x) {
  using std::acos;
  using std::cos;
  using std::sin;
  using std::sqrt;
  const auto width = static_cast<std::uint32_t>(n);
  const Mlp model{{2, width, 1}, Activation::relu, Parametrisation::ntk};
  const S step = acos(S(-1)) / S(n), length = sqrt(S(2 * variance));
  std::vector<S> w;
  for (int j = 0; j < n; ++j) {
    w.push_back(length * cos(S((2 * j + 1) * step)));
    w.push_back(length * sin(S((2 * j + 1) * step)));
  }
  w.resize(w.size() + width, S(0));
  for (int j = 0; j < n; ++j) w.push_back(j % 3 == 0 ? S(-sqrt(variance)) : S(sqrt(variance)));
  w.push_back(S(0));

  Tape<S> tape;
  const std::vector<Var<S>> parameters = parameter_inputs(tape, model.parameters(), w);
  const Var<S> f = model(parameters, input(tape, {2, 1}, x));
  std::vector<std::vector<S>> blocks;
  for (const Var<S>& block : gradient(f, parameters)) {
    const std::span<const S> entries = block.block().entries();
    blocks.emplace_back(entries.begin(), entries.end());
  }
  return blocks;
}

}  // namespace

TEMPLATE_TEST_CASE("an Mlp divided by root n tends to the kernel whose scale is in its values",
                   "[infinite_width]", double, Real50) {
  using S = TestType;
  using std::abs;
  using std::sqrt;
  // At an angle of π/3; the kinks lie between directions if n is a multiple of 12.
  const std::vector<S> x{S(1), S(0)}, other{S(S(3) / 4), S(3 * sqrt(S(3)) / 4)};
  for (const int variance : {1, 2}) {  // LeCun's, He's
    const WideNetwork network{WideActivation::relu, 1, S(variance), S(0)};
    const auto at = [&](const auto& kernel) {
      return kernel(std::span<const S>(x), std::span<const S>(other));
    };
    const S theta = at(NeuralTangentKernel{network, Scaling::in_initial_values});
    const S sigma = at(NetworkGaussianProcess{network});
    const auto errors = [&](int n) {  // of Θ, and of Σ = σ_w² ∂f/∂W2 · ∂f/∂W2
      const auto g = gradients(n, S(variance), x), h = gradients(n, S(variance), other);
      S sum(0);
      for (std::size_t k = 0; k < 4; ++k) sum += dot(g[k], h[k]);
      return std::pair(S(abs(S(sum - theta))), S(abs(S(S(variance) * dot(g[2], h[2]) - sigma))));
    };

    const auto [theta_error, sigma_error] = errors(24);
    const auto [next_theta_error, next_sigma_error] = errors(48);

    CHECK(theta_error < S(1) / 100);
    CHECK(sigma_error < S(1) / 100);
    CHECK(abs(S(theta_error / next_theta_error - 4)) < S(1) / 20);
    CHECK(abs(S(sigma_error / next_sigma_error - 4)) < S(1) / 20);
    const S in_front = at(NeuralTangentKernel{network, Scaling::in_front});
    CHECK(abs(S(in_front - theta)) > S(1) / 10);  // the control
  }
}

TEMPLATE_TEST_CASE("at x = 0 an Mlp of relus learns by its last offset alone, wide or not",
                   "[infinite_width]", double, Real50) {
  using S = TestType;
  // All units are at their kink, where the slope is 0: of ∇f only the last offset's entry is not.
  const std::vector<S> zero(2, S(0)), other{S(1), S(-2)};
  const NeuralTangentKernel kernel{WideNetwork{WideActivation::relu, 1, S(2), S(0)},
                                   Scaling::in_initial_values};
  const auto g = gradients(24, S(2), zero);
  for (const std::vector<S>& x : {zero, other}) {
    const auto h = gradients(24, S(2), x);
    S sum(0);
    for (std::size_t k = 0; k < 4; ++k) sum += dot(g[k], h[k]);
    CHECK(sum == 1);
    CHECK(kernel(std::span<const S>(zero), std::span<const S>(x)) == 1);
  }
  CHECK(kernel(std::span<const S>(other), std::span<const S>(other)) > 5);  // the control
}
