/// @file infinite_width_points_test.cpp
/// Kernels of wide relu networks in closed form, of points nearly equal; their Gram matrices.
#include "kernel/classical/infinite_width.hpp"
#include "kernel/gram/eigenvalues.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/classical/vectors.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("a relu's kernels are arc-cosine kernels, and keep lengths at variance 2",
                   "[infinite_width]", double, Real50) {
  using S = TestType;
  const std::vector<S> x = rationals<S>(4, 1), other = rationals<S>(4, 6);
  const S w = S(5) / 3;
  const WideNetwork one{WideActivation::relu, 1, w, S(0)};
  const S first = w * w / 8 * at<S>(ArcCosineKernel{1}, x, other);

  CHECK(agreeing_digits(at<S>(NetworkGaussianProcess{one}, x, other), first) >= all_digits<S> - 2);
  CHECK(agreeing_digits(at<S>(NeuralTangentKernel{one}, x, other),
                        S(first + w * w / 8 * at<S>(LinearKernel{}, x, other) *
                                      at<S>(ArcCosineKernel{0}, x, other))) >= all_digits<S> - 2);

  for (const std::uint32_t L : {1u, 3u, 10u}) {
    const WideNetwork deep{WideActivation::relu, L, S(2), S(0)};
    const S length = at<S>(LinearKernel{}, x, x) / 2;
    CHECK(agreeing_digits(at<S>(NetworkGaussianProcess{deep}, x, x), length) >= all_digits<S> - 1);
    CHECK(agreeing_digits(at<S>(NeuralTangentKernel{deep}, x, x),
                          S(S(static_cast<int>(L + 1)) * length)) >= all_digits<S> - 1);
    const S other_way = at<S>(NeuralTangentKernel{deep}, other, x);
    CHECK(agreeing_digits(other_way, at<S>(NeuralTangentKernel{deep}, x, other)) >=
          all_digits<S> - 1);
    CHECK(at<S>(NeuralTangentKernel{deep}, x, std::vector<S>(4, S(0))) == 0);
  }
}

TEST_CASE("nearly equal points cost a deep network of relus no digits", "[infinite_width]") {
  using Real100 = HighPrecision<100>;
  const auto value = []<class S>(S) {
    using std::ldexp;
    std::vector<S> x, other;
    for (int r = 1; r <= 3; ++r) {
      x.push_back(S(5 * r - 7) / 8);
      other.push_back(x.back() + ldexp(S(11 * r - 20), -70));  // 1e-20 apart
    }
    const WideNetwork network{WideActivation::relu, 3, S(2), S(S(1) / 16)};
    return at<S>(NeuralTangentKernel{network}, x, other);
  };
  const Real50 exact(value(Real100()));
  CHECK(agreeing_digits(value(Real50()), exact) >= 48);

  SECTION("as they would, if the determinant were not handed on") {
    const Real50 a(2), c = 2 - Real50(3) / Real50(7e40), d = a * a - c * c;
    const Real50 handed = 2 * Real50(3) * 2 / Real50(7e40);  // a² - (a - δ)² = 2 a δ - δ²
    const Covariance<Real50> cancelled{a, c, a, d}, whole{a, c, a, handed};
    CHECK(agreeing_digits(gaussian_moments(WideActivation::relu, cancelled).slopes,
                          gaussian_moments(WideActivation::relu, whole).slopes) < 35);
  }
}

TEMPLATE_TEST_CASE("Gram matrices of wide networks are positive definite", "[infinite_width]",
                   double, Real50) {
  using S = TestType;
  Points<S> x;
  for (int i = 0; i < 5; ++i) x.push_back(rationals<S>(2, 3 * i));
  for (const WideActivation activation :
       {WideActivation::relu, WideActivation::erf, WideActivation::sin, WideActivation::gelu}) {
    const WideNetwork network{activation, 2, S(2), S(S(1) / 2)};
    CHECK(eigenvalues(gram(NeuralTangentKernel{network}, x)).front() > S(1) / 10000);
    CHECK(is_positive_semidefinite(gram(NetworkGaussianProcess{network}, x)));
    const WideNetwork flat{activation, 0, S(2), S(S(1) / 2)};  // of rank 3
    CHECK(eigenvalues(gram(NeuralTangentKernel{flat}, x)).front() < S(1) / 100000000);
  }
}
