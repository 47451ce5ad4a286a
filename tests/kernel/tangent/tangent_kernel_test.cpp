/// @file tangent_kernel_test.cpp
/// Tangent kernels against explicit gradients, and as Gram matrices.
#include "kernel/tangent/tangent_kernel.hpp"

#include "nn/layers/linear.hpp"
#include "nn/models/mlp.hpp"
#include "tests/catch.hpp"
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
    const Matrix<S> theta = tangent_kernel(at, other), transposed = tangent_kernel(other, at);
    for (std::size_t j = 0; j < 2; ++j) {
      CHECK(agreeing_digits(theta(i, j), dot(at.df_dw(i), other.df_dw(j)), S(1)) >=
            all_digits<S> - 1);
      CHECK(agreeing_digits(theta(i, j), transposed(j, i), S(1)) >= all_digits<S> - 1);
    }
  }

  SECTION("and follows w") {
    const S before = tangent_kernel(at, at)(0, 1);
    at.evaluate(rationals<S>(13, 7));
    CHECK(agreeing_digits(tangent_kernel(at, at)(0, 1), before) <= 1);
  }
}

TEMPLATE_TEST_CASE("a Gram matrix of tangent kernels is positive semi-definite", "[tangent_kernel]",
                   double, Real50) {
  using S = TestType;
  constexpr std::size_t n = 5;
  PointGradients<S> at(Mlp{{1, 4, 1}, Activation::sigmoid}, 1, rationals<S>(n, 3), n);
  at.evaluate(rationals<S>(13, 2));
  const Matrix<S> theta = tangent_kernel(at, at);

  // Gaussian elimination: a symmetric matrix is positive semi-definite if no pivot is negative. The
  // control is the same matrix less a tenth of its trace, which must have a negative one.
  const auto smallest_pivot = [&](const S& subtracted) {
    S matrix[n][n];
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) matrix[i][j] = theta(i, j) - (i == j ? subtracted : S(0));
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
  for (std::size_t i = 0; i < n; ++i) trace += theta(i, i);

  CHECK(smallest_pivot(S(0)) > 0);  // thirteen parameters tell five points apart
  CHECK(smallest_pivot(trace / 10) < 0);
}

TEST_CASE("a linear model's tangent kernel is 1 + x·x', whatever w is", "[tangent_kernel]") {
  PointGradients<double> at(Linear{2}, 2, {1, 2, 3, 4}, 2);  // (1, 3) and (2, 4)
  for (const int first : {1, 5}) {
    at.evaluate(rationals<double>(3, first));
    CHECK(tangent_kernel(at, at).entries == std::vector<double>{1 + 1 + 9, 1 + 2 + 12, 15, 21});
  }
}

TEST_CASE("blocks of many tiles are the same for any number of threads", "[tangent_kernel]") {
  const Mlp model{{2, 5, 4, 2}, Activation::tanh};  // 2 outputs at 150 points: 300 rows
  const std::vector<double> w = rationals<double>(parameter_count(model.parameters()), 2);
  std::vector<double> x;
  for (int j = 0; j < 300; ++j) x.push_back(double(j * 37 % 101 - 50) / 64);
  const auto block = [&](const PointOptions& options) {
    PointGradients<double> at(model, 2, x, 150, options);
    at.evaluate(w);
    return tangent_kernel(at, at);
  };

  const Matrix<double> one = block({GradientForm::factored, 1});

  CHECK(block({GradientForm::factored, 2}) == one);
  CHECK(block({GradientForm::factored, 3}) == one);
  const Matrix<double> out = block({GradientForm::multiplied_out, 1});
  int worst = 16;
  for (std::size_t i = 0; i < 300 * 300; ++i)
    worst = std::min(worst, agreeing_digits(one.entries[i], out.entries[i], 1.0));
  CHECK(worst >= 13);
  bool symmetric = true;
  for (std::size_t i = 0; i < 300; ++i)
    for (std::size_t j = 0; j < i; ++j) symmetric = symmetric && one(i, j) == one(j, i);
  CHECK(symmetric);
}

TEST_CASE("a block between two sets is a part of the block of both", "[tangent_kernel]") {
  const Mlp model{{2, 5, 4, 2}, Activation::tanh};
  const std::vector<double> w = rationals<double>(parameter_count(model.parameters()), 2);
  std::vector<double> all, first, rest;  // 90 points, of which 20 and 70: 40 and 140 rows
  for (int j = 0; j < 180; ++j) all.push_back(double(j * 37 % 101 - 50) / 64);
  for (const std::size_t row : {0, 90}) {
    first.insert(first.end(), &all[row], &all[row] + 20);
    rest.insert(rest.end(), &all[row] + 20, &all[row] + 90);
  }
  PointGradients<double> whole(model, 2, all, 90, {GradientForm::factored, 1});
  PointGradients<double> few(model, 2, first, 20, {GradientForm::factored, 2});
  PointGradients<double> many(model, 2, rest, 70, {GradientForm::factored, 1});
  for (PointGradients<double>* at : {&whole, &few, &many}) at->evaluate(w);

  const Matrix<double> theta = tangent_kernel(whole, whole), block = tangent_kernel(few, many);

  int worst = 16;
  for (std::size_t i = 0; i < 40; ++i)
    for (std::size_t j = 0; j < 140; ++j)
      worst = std::min(worst, agreeing_digits(block(i, j), theta(i, 40 + j), 1.0));
  CHECK(worst >= 13);
}

TEST_CASE("points of different models, forms or sizes are refused", "[tangent_kernel]") {
  const std::vector<double> x{1, 2, 3, 4};
  PointGradients<double> linear(Linear{2}, 2, x, 2), narrow(Linear{4}, 4, x, 1);

  PointGradients<double> elsewhere(Linear{2}, 2, x, 2);
  CHECK_THROWS_WITH(tangent_kernel(linear, elsewhere), Catch::Contains("evaluate(w) of both"));
  linear.evaluate(std::vector<double>{1, 2, 3});
  elsewhere.evaluate(std::vector<double>{1, 2, 4});
  CHECK_THROWS_WITH(tangent_kernel(linear, elsewhere), Catch::Contains("the same w"));
  CHECK_THROWS_WITH(tangent_kernel(linear, narrow),
                    Catch::Contains("both sets must be made of one model, in one form"));
  CHECK_THROWS_WITH(PointGradients<double>(Linear{2}, 2, x, 3),
                    "kernel: 4 numbers for 3 points of 2 numbers each.");
  CHECK_THROWS_WITH(PointGradients<double>(Linear{2}, 2, {}, 0),
                    "kernel: gradients at 0 points; at least 1 is needed.");
}
