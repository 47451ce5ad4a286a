/// @file batch_slopes_test.cpp
/// Slopes along a direction against gradients, and loss derivatives against differences.
#include "kernel/steps/batch_slopes.hpp"

#include "nn/models/mlp.hpp"
#include "tests/catch.hpp"
#include "tests/nn/made_examples.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("outputs move along v as differences say, and each loss has its own derivative",
                   "[batch_slopes]", double, Real50) {
  using S = TestType;
  const Mlp model{{2, 3, 2}, Activation::tanh};
  const std::size_t P = parameter_count(model.parameters());
  const std::vector<S> w = rationals<S>(P, 2), v = rationals<S>(P, 5), y = rationals<S>(6, 11);
  Examples<S> data = made_examples<S>(2, rationals<S>(6, 4), {S(0), S(0), S(0)});
  data.targets = 2;
  data.y = y;
  BatchSlopes<S> slopes(model, SquaredLoss{}, data);

  for (const std::vector<std::size_t>& batch :
       {std::vector<std::size_t>{0, 1, 2}, {2, 0, 2, 2}, {1}}) {
    slopes.use(batch);
    slopes.look(w, v);
    REQUIRE(slopes.batch().size() == batch.size());
    CHECK(slopes.outputs_per_point() == 2);
    for (std::size_t j = 0; j < batch.size(); ++j) {
      const std::size_t i = batch[j];
      const std::vector<S> x{data.x[i], data.x[3 + i]};
      for (std::size_t k = 0; k < 2; ++k) {
        const auto moved = [&](const S& t) {
          std::vector<S> at = w;
          for (std::size_t p = 0; p < P; ++p) at[p] += t * v[p];
          return outputs(model, at, x)[k];
        };
        CHECK(agreeing_digits(slopes.slope(j, k), central_difference(moved, S(0)), S(1)) >=
              difference_digits<S>);
        const S by_hand = outputs(model, w, x)[k] - y[3 * k + i];  // of ℓ = Σ_k (f_k - y_k)²/2
        CHECK(agreeing_digits(slopes.loss_derivative(j, k), by_hand) >= all_digits<S> - 2);
      }
    }
  }

  SECTION("and double along twice the direction, at another w otherwise") {  // controls
    const S before = slopes.slope(0, 1), derivative = slopes.loss_derivative(0, 1);
    std::vector<S> twice = v;
    for (S& entry : twice) entry *= 2;
    slopes.look(w, twice);
    CHECK(slopes.slope(0, 1) == 2 * before);
    CHECK(slopes.loss_derivative(0, 1) == derivative);
    slopes.look(twice, v);
    CHECK(agreeing_digits(slopes.slope(0, 1), before) <= 1);
    CHECK(agreeing_digits(slopes.loss_derivative(0, 1), derivative) <= 1);
  }
}

TEST_CASE("a batch that is not of the data is refused", "[batch_slopes]") {
  const Examples<double> data = made_examples<double>(1, {1, 2}, {3, 4});
  BatchSlopes<double> slopes(Mlp{{1, 2, 1}}, SquaredLoss{}, data);
  CHECK_NOTHROW(slopes.use(std::vector<std::size_t>{1}));  // the control
  CHECK_THROWS_WITH(slopes.use(std::vector<std::size_t>{2}),
                    "nn: example 2 of 2 in a batch; they are counted from 0.");
  CHECK_THROWS_AS(BatchSlopes<double>(Mlp{{3, 2, 1}}, SquaredLoss{}, data), std::invalid_argument);
}
