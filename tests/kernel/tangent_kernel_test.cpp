/// @file tangent_kernel_test.cpp
/// Tangent kernels against explicit gradients, and as Gram matrices; loss derivatives.
#include "kernel/tangent_kernel.hpp"

#include "kernel/path_reader.hpp"

#include "nn/layers/linear.hpp"
#include "nn/models/mlp.hpp"
#include "tests/catch.hpp"
#include "tests/nn/made_examples.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

template <class S>
S dot(const std::vector<S>& u, const std::vector<S>& v) {
  S sum(0);
  for (std::size_t p = 0; p < u.size(); ++p) sum += u[p] * v[p];
  return sum;
}

}  // namespace

TEMPLATE_TEST_CASE("a tangent kernel is the dot product of two gradients", "[tangent_kernel]",
                   double, Real50) {
  using S = TestType;
  const Mlp model{{2, 3, 1}, Activation::tanh};
  const std::vector<S> w = rationals<S>(13, 2);
  const std::vector<S> x = rationals<S>(6, 5), other_x = rationals<S>(4, 14);  // 3 and 2 points
  PointGradients<S> at(model, 2, x, 3), other(model, 2, other_x, 2);

  at.evaluate(w);
  other.evaluate(w);

  CHECK(at.count() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    const std::vector<S> x_i{x[i], x[3 + i]};
    CHECK(agreeing_digits(at.output(i), output(model, w, x_i)) >= all_digits<S> - 1);
    for (std::size_t p = 0; p < 13; ++p) {
      const auto moved = [&](const S& w_p) {
        std::vector<S> at_w = w;
        at_w[p] = w_p;
        return output(model, at_w, x_i);
      };
      CHECK(agreeing_digits(at.df_dw(i)[p], central_difference(moved, w[p]), S(1)) >=
            difference_digits<S>);
    }
    for (std::size_t j = 0; j < 2; ++j) {
      CHECK(agreeing_digits(tangent_kernel(at, i, other, j), dot(at.df_dw(i), other.df_dw(j)),
                            S(1)) >= all_digits<S> - 1);
      CHECK(tangent_kernel(at, i, other, j) == tangent_kernel(other, j, at, i));  // symmetric
    }
  }

  SECTION("and follows w") {
    const S before = tangent_kernel(at, 0, at, 1);
    at.evaluate(rationals<S>(13, 7));
    CHECK(agreeing_digits(tangent_kernel(at, 0, at, 1), before) <= 1);
  }
}

TEMPLATE_TEST_CASE("a Gram matrix of tangent kernels is positive semi-definite", "[tangent_kernel]",
                   double, Real50) {
  using S = TestType;
  constexpr std::size_t n = 5;
  PointGradients<S> at(Mlp{{1, 4, 1}, Activation::sigmoid}, 1, rationals<S>(n, 3), n);
  at.evaluate(rationals<S>(13, 2));

  // Gaussian elimination: a symmetric matrix is positive semi-definite if no pivot is negative. The
  // control is the same matrix less a tenth of its trace, which must have a negative one.
  const auto smallest_pivot = [&](const S& subtracted) {
    S matrix[n][n];
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        matrix[i][j] = tangent_kernel(at, i, at, j) - (i == j ? subtracted : S(0));
    S smallest = matrix[0][0];
    for (std::size_t k = 0; k < n; ++k) {
      smallest = std::min(smallest, matrix[k][k]);
      for (std::size_t i = k + 1; i < n; ++i)
        for (std::size_t j = n; j-- > k;)
          matrix[i][j] -= matrix[i][k] / matrix[k][k] * matrix[k][j];
    }
    return smallest;
  };
  S trace(0);
  for (std::size_t i = 0; i < n; ++i) trace += tangent_kernel(at, i, at, i);

  CHECK(smallest_pivot(S(0)) > 0);  // thirteen parameters tell five points apart
  CHECK(smallest_pivot(trace / 10) < 0);
}

TEST_CASE("a linear model's tangent kernel is 1 + x·x', whatever w is", "[tangent_kernel]") {
  PointGradients<double> at(Linear{2}, 2, {1, 2, 3, 4}, 2);  // (1, 3) and (2, 4)
  for (const int first : {1, 5}) {
    at.evaluate(rationals<double>(3, first));
    CHECK(tangent_kernel(at, 0, at, 1) == 1 + 1 * 2 + 3 * 4);
    CHECK(tangent_kernel(at, 0, at, 0) == 1 + 1 + 9);
  }
}

TEMPLATE_TEST_CASE("loss derivatives are those of each example's own loss", "[tangent_kernel]",
                   double, Real50) {
  using S = TestType;
  using std::exp;
  const Examples<S> data = made_examples<S>(1, rationals<S>(3), {S(0), S(1), S(1)});
  const std::vector<S>& y = data.y;
  LossDerivatives<S> squared(SquaredLoss{}, data), logistic(LogisticLoss{}, data);
  for (const int first : {2, 9}) {
    const std::vector<S> f = rationals<S>(3, first);
    const std::vector<S> residuals = squared.at(f), excess = logistic.at(f);
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(agreeing_digits(residuals[i], S(f[i] - y[i])) >= all_digits<S> - 1);
      CHECK(agreeing_digits(excess[i], S(1 / (1 + exp(-f[i])) - y[i])) >= all_digits<S> - 2);
    }
  }
}
