/// @file boosting_test.cpp
/// Boosting against its closed form, and with tangent kernels against steps of gradient descent.
#include "kernel/machines/boosting.hpp"

#include "nn/layers/linear.hpp"
#include "nn/learning/gradient_descent.hpp"
#include "nn/learning/learn.hpp"
#include "nn/models/mlp.hpp"
#include "tests/catch.hpp"
#include "tests/nn/made_examples.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

template <class S>
Examples<S> examples() {
  return made_examples<S>(1, {S(-3) / 4, S(1) / 5, S(2) / 3}, {S(1) / 2, S(1) / 3, S(3) / 5});
}

/// Where gradient descent leads, which boosting follows to first order.
template <class S, class M>
std::vector<S> descended(const M& model, const std::vector<S>& start, const BoostingRounds<S>& r) {
  return learn(model, SquaredLoss{}, examples<S>(), start, GradientDescent<S>{r.rate},
               {.steps = r.count})
      .state.w;
}

}  // namespace

TEMPLATE_TEST_CASE("with one kernel and squared loss, residuals fall as (I - ε K)^s", "[boosting]",
                   double, Real50) {
  using S = TestType;
  // Eigenvectors (1, 1) and (1, -1) of K = [[2, 1], [1, 2]] have the values 3 and 1: with ε = 1/5,
  // residuals along them fall to 2/5 and 4/5 in each round.
  const Matrix<S> K(2, 2, {S(2), S(1), S(1), S(2)});
  const Examples<S> data = made_examples<S>(1, {S(0), S(1)}, {S(3), S(-1)});

  const KernelBoosting<S> boosting =
      fit_kernel_boosting(K, SquaredLoss{}, data, BoostingRounds<S>{4, S(1) / 5});

  // y = (3, -1) = (1, 1) + 2 (1, -1)
  S along(1), across(2);
  for (std::size_t s = 0; s <= 4; ++s, along *= S(2) / 5, across *= S(4) / 5) {
    CHECK(agreeing_digits(S(3 - boosting.outputs[s][0]), S(along + across)) >= all_digits<S> - 2);
    CHECK(agreeing_digits(S(-1 - boosting.outputs[s][1]), S(along - across)) >= all_digits<S> - 2);
  }
  CHECK(boosting.machine.predict(K.row(0)) == boosting.outputs[4][0]);

  SECTION("but rise where ε is above 2 over the largest eigenvalue") {
    const auto wild = fit_kernel_boosting(K, SquaredLoss{}, data, BoostingRounds<S>{20, S(7) / 10});
    CHECK(3 - wild.outputs[20][0] > 2);  // (1 - 21/10)^20 > 6
  }
}

TEMPLATE_TEST_CASE("for a linear model, boosting with tangent kernels is gradient descent",
                   "[boosting]", double, Real50) {
  using S = TestType;
  const Linear model{1};
  const std::vector<S> start = rationals<S>(2, 2);
  const BoostingRounds<S> rounds{7, S(1) / 9};

  const auto boosting = fit_tangent_boosting(model, SquaredLoss{}, examples<S>(), start, rounds);

  const std::vector<S> w = descended<S>(model, start, rounds);
  for (std::size_t p = 0; p < 2; ++p)
    CHECK(agreeing_digits(boosting.w.back()[p], w[p]) >= all_digits<S> - 2);
  const std::vector<S> F = boosting.predict(model, 1, {S(2) / 7}, 1).back();
  CHECK(agreeing_digits(F[0], output(model, w, {S(2) / 7})) >= all_digits<S> - 2);
}

TEST_CASE("for a network, a round of boosting leaves gradient descent by the rate's square",
          "[boosting]") {
  using S = Real50;
  const Mlp model{{1, 3, 1}, Activation::tanh};
  const std::vector<S> start = rationals<S>(10, 2), query{S(2) / 7};
  const auto gap = [&](const S& rate) {
    const BoostingRounds<S> one{1, rate};
    const auto boosting = fit_tangent_boosting(model, SquaredLoss{}, examples<S>(), start, one);
    const S F = boosting.predict(model, 1, query, 1).back()[0];
    return S(F - output(model, descended<S>(model, start, one), query));
  };

  const double order = log_magnitude(S(gap(S(1) / 1024) / gap(S(1) / 2048))) / std::log(2.0);

  CHECK(order > 1.9);
  CHECK(order < 2.1);
}

TEST_CASE("what boosting says at its examples, it predicts there", "[boosting]") {
  const Mlp model{{1, 3, 2}, Activation::tanh};
  Examples<double> data = examples<double>();
  data.targets = 2;
  data.y.insert(data.y.end(), {0.25, -0.5, 1.0});
  const std::vector<double> start = rationals<double>(parameter_count(model.parameters()), 2);

  const auto boosting =
      fit_tangent_boosting(model, SquaredLoss{}, data, start, BoostingRounds<double>{5, 0.125});

  const std::vector<double> F = boosting.predict(model, 1, data.x, 3).back();
  for (std::size_t j = 0; j < 6; ++j)
    CHECK(agreeing_digits(F[j], boosting.outputs.back()[j], 1.0) >= 14);
  CHECK_FALSE(boosting.outputs.front() == boosting.outputs.back());
}

TEST_CASE("boosting refuses a rate that is not above 0", "[boosting]") {
  const Matrix<double> K(1, 1, {1.0});
  const Examples<double> data = made_examples<double>(1, {0.0}, {1.0});
  CHECK_THROWS_WITH(fit_kernel_boosting(K, SquaredLoss{}, data, BoostingRounds<double>{1, 0.0}),
                    "kernel: boosting at a rate of 0; it must be above 0, and finite.");
}
