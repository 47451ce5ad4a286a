/// @file loss_derivatives_test.cpp
/// Loss derivatives by each output, against their formulas.
#include "kernel/path/loss_derivatives.hpp"

#include "tests/catch.hpp"
#include "tests/nn/made_examples.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("loss derivatives are those of each example's own loss", "[loss_derivatives]",
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

TEMPLATE_TEST_CASE("of several outputs, softmax cross-entropy has P - y for each",
                   "[loss_derivatives]", double, Real50) {
  using S = TestType;
  using std::exp;
  Examples<S> data = made_examples<S>(1, rationals<S>(2), std::vector<S>(6, S(0)));
  data.count = 2;
  data.targets = 3;
  data.y[0 * 2 + 1] = data.y[2 * 2 + 0] = S(1);  // example 0 is of class 2, example 1 of class 0
  LossDerivatives<S> derivatives(SoftmaxCrossEntropy{}, data, {3, 1});
  const std::vector<S> f = rationals<S>(6, 4);

  const std::vector<S> found = derivatives.at(f);

  for (std::size_t i = 0; i < 2; ++i) {
    S total(0);
    for (std::size_t k = 0; k < 3; ++k) total += exp(f[k * 2 + i]);
    for (std::size_t k = 0; k < 3; ++k)
      CHECK(agreeing_digits(found[k * 2 + i], S(exp(f[k * 2 + i]) / total - data.y[k * 2 + i]),
                            S(1)) >= all_digits<S> - 2);
  }
}
