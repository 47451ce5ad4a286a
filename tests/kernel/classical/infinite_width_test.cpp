/// @file infinite_width_test.cpp
/// Kernels of infinitely wide networks: the recursion by quadrature, and what is refused.
#include "kernel/classical/infinite_width.hpp"

#include <array>

#include "tests/catch.hpp"
#include "tests/kernel/classical/normal_means.hpp"
#include "tests/kernel/classical/vectors.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

/// Σ and Θ of two points by the definition, means by quadrature.
///
/// @param means  E φ(u) φ(v) and E φ'(u) φ'(v) from E u², E v², E u v
template <class S, class F>
std::pair<S, S> by_quadrature(const S& w, const S& b, std::array<S, 3> dots, int hidden_layers,
                              F means) {
  S uu = b + w * dots[0], uv = b + w * dots[1], vv = b + w * dots[2], theta = uv;
  for (int l = 0; l < hidden_layers; ++l) {
    const auto [value, slope] = means(uu, vv, uv);
    const S next_uu = b + w * means(uu, uu, uu).first, next_vv = b + w * means(vv, vv, vv).first;
    uu = next_uu;
    vv = next_vv;
    uv = b + w * value;
    theta = uv + w * slope * theta;
  }
  return {uv, theta};
}

/// x · x/d, x · x'/d, x' · x'/d.
template <class S>
std::array<S, 3> dots(const std::vector<S>& x, const std::vector<S>& other) {
  std::array<S, 3> sums{S(0), S(0), S(0)};
  const S d(static_cast<int>(x.size()));
  for (std::size_t r = 0; r < x.size(); ++r) {
    sums[0] += x[r] * x[r] / d;
    sums[1] += x[r] * other[r] / d;
    sums[2] += other[r] * other[r] / d;
  }
  return sums;
}

}  // namespace

TEMPLATE_TEST_CASE("kernels of wide networks follow from the layers' means by quadrature",
                   "[infinite_width]", double, Real50) {
  using S = TestType;
  const std::vector<S> x = rationals<S>(3, 1), other = rationals<S>(3, 9);
  const S w = S(7) / 5, b = S(1) / 10;
  const auto agree = [&](WideActivation activation, int L, auto means, int digits) {
    const WideNetwork network{activation, static_cast<std::uint32_t>(L), w, b};
    const auto [sigma, theta] = by_quadrature(w, b, dots(x, other), L, means);
    CHECK(agreeing_digits(at<S>(NetworkGaussianProcess{network}, x, other), sigma) >= digits);
    CHECK(agreeing_digits(at<S>(NeuralTangentKernel{network}, x, other), theta) >= digits);
    const WideNetwork wrong{activation, static_cast<std::uint32_t>(L + 1), w, b};
    CHECK(agreeing_digits(at<S>(NetworkGaussianProcess{wrong}, x, other), sigma) < 2);
    CHECK(agreeing_digits(at<S>(NeuralTangentKernel{wrong}, x, other), theta) < 2);
  };
  const auto relu = [](const S& a, const S& c, const S& d) {
    return d == a ? std::pair(S(a / 2), S(1) / 2) : relu_means(a, c, d);
  };
  agree(WideActivation::relu, 1, relu, all_digits<S> - 2);
  agree(WideActivation::relu, 4, relu, all_digits<S> - 2);
  const auto erf_means = [](const S& a, const S& c, const S& d) {
    using std::acos;
    using std::sqrt;
    const S root = sqrt(S(acos(S(-1))));
    return normal_means(a, c, d, [&](const S& u) {
      using std::erf;
      using std::exp;
      return std::pair(S(erf(u)), S(2 * exp(S(-u * u)) / root));
    });
  };
  agree(WideActivation::erf, 2, erf_means, quadrature_digits<S> - 1);
}

TEMPLATE_TEST_CASE("without hidden layers both kernels are those of a linear model",
                   "[infinite_width]", double, Real50) {
  using S = TestType;
  const std::vector<S> x{S(1), S(2)}, other{S(3), S(-5)};
  const WideNetwork network{WideActivation::erf, 0, S(S(3) / 2), S(4)};

  CHECK(at<S>(NetworkGaussianProcess{network}, x, other) == S(-5) / 4);  // 4 - 3/2 · 7/2
  CHECK(at<S>(NeuralTangentKernel{network}, x, other) == S(-5) / 4);
  CHECK(at<S>(NeuralTangentKernel{network, Scaling::in_initial_values}, x, other) == -S(5) / 2);
}

TEST_CASE("a wide network refuses what it can't be", "[infinite_width]") {
  const std::vector<double> x{1, 2}, y{1}, none;
  const WideNetwork<double> good{}, bad{WideActivation::relu, 1, -1, 0}, worse{{}, 1, 1, -2};
  CHECK_THROWS_AS(at(NeuralTangentKernel{good}, x, y), std::invalid_argument);
  CHECK_THROWS_WITH(at(NetworkGaussianProcess{good}, x, y),
                    "kernel: the infinitely wide network's kernel of a point of 2 numbers and one "
                    "of 1; both must have as many.");
  CHECK_THROWS_WITH(at(NeuralTangentKernel{good}, none, none),
                    "kernel: an infinitely wide network of no inputs; it needs 1 or more.");
  CHECK_THROWS_WITH(at(NetworkGaussianProcess{bad}, x, x),
                    "kernel: an infinitely wide network whose weights have variance -1 and its "
                    "biases 0; both must be 0 or more.");
  CHECK_THROWS_WITH(at(NeuralTangentKernel{worse}, x, x), Catch::Contains("and its biases -2;"));
  CHECK_NOTHROW(at(NeuralTangentKernel{good}, x, x));  // the control
}
