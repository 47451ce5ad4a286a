/// @file radial_test.cpp
/// Gaussian and Laplace kernels against products over the coordinates, and their Gram matrices.
#include "kernel/classical/radial.hpp"

#include "kernel/gram/eigenvalues.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/classical/vectors.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

/// ‖x - x'‖², which is 0 on the diagonal alone: no kernel.
struct SquaredDistance {
  template <class S>
  S operator()(std::span<const S> x, std::span<const S> other) const {
    return detail::squared_distance(x, other);
  }
};

}  // namespace

TEMPLATE_TEST_CASE("the Gaussian kernel is a product over the coordinates", "[classical]", double,
                   Real50) {
  using S = TestType;
  using std::exp;
  const std::vector<S> x = rationals<S>(3, 1), other = rationals<S>(3, 6);
  const S width = S(3) / 7;
  S product(1);  // e^(-x²/2σ²) e^(-x'²/2σ²) e^(x x'/σ²), coordinate by coordinate
  for (std::size_t r = 0; r < 3; ++r) {
    product *= exp(S(-x[r] * x[r] / (2 * width * width)));
    product *= exp(S(-other[r] * other[r] / (2 * width * width)));
    product *= exp(S(x[r] * other[r] / (width * width)));
  }

  const S value = at<S>(GaussianKernel{width}, x, other);

  CHECK(agreeing_digits(value, product) >= all_digits<S> - 2);
  CHECK(agreeing_digits(at<S>(GaussianKernel{S(width + S(1) / 100)}, x, other), product) < 2);
  CHECK(at<S>(GaussianKernel{width}, x, x) == 1);
  CHECK(at<S>(GaussianKernel{width}, other, x) == value);
}

TEMPLATE_TEST_CASE("the Laplace kernel multiplies along a line", "[classical]", double, Real50) {
  using S = TestType;
  using std::exp;
  const LaplaceKernel kernel{S(S(5) / 3)};
  const std::vector<S> x{S(0), S(0)}, between{S(3), S(4)}, other{S(6), S(8)}, aside{S(6), S(0)};

  CHECK(agreeing_digits(at<S>(kernel, x, between), S(exp(S(-3)))) >= all_digits<S> - 1);
  CHECK(agreeing_digits(at<S>(kernel, x, other),
                        S(at<S>(kernel, x, between) * at<S>(kernel, between, other))) >=
        all_digits<S> - 1);
  CHECK(agreeing_digits(at<S>(kernel, x, aside),
                        S(at<S>(kernel, x, between) * at<S>(kernel, between, aside))) < 1);
  CHECK(at<S>(kernel, x, x) == 1);
}

TEMPLATE_TEST_CASE("Gram matrices of different points are positive definite", "[classical]", double,
                   Real50) {
  using S = TestType;
  Points<S> x;
  for (int i = 0; i < 6; ++i) x.push_back(rationals<S>(2, 3 * i));

  CHECK(eigenvalues(gram(GaussianKernel{S(S(1) / 2)}, x)).front() > S(1) / 1000);
  CHECK(eigenvalues(gram(LaplaceKernel{S(S(1) / 2)}, x)).front() > S(1) / 1000);
  CHECK(eigenvalues(gram(SquaredDistance{}, x)).front() < -S(1) / 1000);  // the control
  x.push_back(x[0]);
  CHECK(eigenvalues(gram(LaplaceKernel{S(S(1) / 2)}, x)).front() <
        100 * std::numeric_limits<S>::epsilon());
}

TEST_CASE("radial kernels refuse widths that are none, and points of other dimensions",
          "[classical]") {
  const std::vector<double> x{1, 2}, y{1};
  CHECK_THROWS_AS(at(GaussianKernel{0.0}, x, x), std::invalid_argument);
  CHECK_THROWS_WITH(at(GaussianKernel{0.0}, x, x),
                    "kernel: the Gaussian kernel of width 0; it must be above 0.");
  CHECK_THROWS_WITH(at(LaplaceKernel{-1.0}, x, x),
                    "kernel: the Laplace kernel of width -1; it must be above 0.");
  CHECK_THROWS_WITH(
      at(GaussianKernel{1.0}, x, y),
      "kernel: points of 2 and of 1 numbers have no distance; they must have as many.");
  CHECK_THROWS_AS(at(LaplaceKernel{1.0}, x, y), std::invalid_argument);
  CHECK_NOTHROW(at(LaplaceKernel{1.0}, x, x));  // the control
}
