/// @file batch_gradient_test.cpp
/// L and ∇L over a batch, against a program recorded on just these examples, and against sums by
/// hand.
#include "nn/learning/batch_gradient.hpp"

#include "nn/learning/schedule.hpp"

#include "nn/layers/linear.hpp"
#include "nn/models/mlp.hpp"
#include "tests/catch.hpp"
#include "tests/nn/made_examples.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

using Batch = std::vector<std::size_t>;

/// L and its gradient, recorded on a tape of these examples alone.
template <class S, class M, class L>
std::pair<S, std::vector<S>> recorded(const M& model, const L& loss, const Examples<S>& data,
                                      const Batch& batch, const std::vector<S>& w,
                                      const Regularizer<S>& regularizer) {
  const Objective<S> o = objective(model, loss, selected<S>(data, batch), regularizer);
  std::vector<NodeId> outputs{o.value};
  for (const Var<S>& block : o.gradient()) outputs.push_back(block.id);
  Replay<S> replay(o.tape, outputs);
  replay.set(o.w, w);
  replay.run();
  std::vector<S> gradient;
  for (std::size_t b = 1; b < outputs.size(); ++b)
    for (const S& entry : replay[outputs[b]].entries()) gradient.push_back(entry);
  return {*replay[o.value].data, gradient};
}

/// Seven examples of two features and two targets.
template <class S>
Examples<S> seven() {
  return {7, 2, rationals<S>(14), rationals<S>(14, 5), 2};
}

}  // namespace

TEMPLATE_TEST_CASE("a batch's gradient is that of a program recorded on these examples",
                   "[batch_gradient]", double, Real50) {
  using S = TestType;
  const Examples<S> data = seven<S>();
  const Mlp model{{2, 3, 2}};
  const std::vector<S> w = rationals<S>(parameter_count(model.parameters()), 3);
  for (const Regularizer<S>& regularizer : {Regularizer<S>{}, Regularizer<S>{L2<S>{S(1) / 7}}}) {
    BatchGradient<S> at(model, SquaredLoss{}, data, regularizer);
    for (const Batch& batch : {Batch{0, 1, 2}, {4, 5, 6}, {5, 0, 3}, {6}, {2, 2, 4}, {0, 1, 2}}) {
      at.use(batch);
      at.evaluate(w);
      const auto [loss, gradient] = recorded<S>(model, SquaredLoss{}, data, batch, w, regularizer);

      // The same sums in the same order, but merged or not: a rounding or two.
      CHECK(agreeing_digits(at.loss(), loss) >= all_digits<S> - 1);
      for (std::size_t p = 0; p < w.size(); ++p)
        CHECK(agreeing_digits(at.gradient()[p], gradient[p], S(1)) >= all_digits<S> - 1);
    }
  }
}

TEMPLATE_TEST_CASE("a batch's loss is a sum and no mean, and R is in it once", "[batch_gradient]",
                   double, Real50) {
  using S = TestType;
  const Examples<S> data = made_examples<S>(1, {S(1), S(2), S(4)}, {S(3), S(4), S(8)});
  BatchGradient<S> at(Linear{}, SquaredLoss{}, data, L2<S>{S(1) / 2});
  const std::vector<S> w{S(5), S(6)};  // f = 11, 16, 26; f - y = 8, 12, 18

  at.use(Batch{0, 2});
  at.evaluate(w);

  CHECK(at.loss() == S(32 + 162) + S(25 + 36) / 4);
  CHECK(at.gradient()[0] == S(8 * 1 + 18 * 4) + S(5) / 2);
  CHECK(at.gradient()[1] == S(8 + 18) + S(3));

  SECTION("and an example that is named twice counts twice") {
    at.use(Batch{2, 0, 2});
    at.evaluate(w);
    CHECK(at.loss() == S(32 + 2 * 162) + S(25 + 36) / 4);
  }
  SECTION("and the Hessian is that of this batch") {
    const std::span<const S> hessian = at.hessian();
    const std::vector<S> by_hand{S(1 + 16) + S(1) / 2, S(1 + 4), S(1 + 4), S(2) + S(1) / 2};
    CHECK(std::ranges::equal(hessian, by_hand));
  }
}

TEST_CASE("no result depends on the number of threads", "[batch_gradient]") {
  const std::size_t m = 500;  // several chunks
  Examples<double> data{m, 2, {}, {}, 1};
  for (std::size_t j = 0; j < 2 * m; ++j) data.x.push_back(std::sin(static_cast<double>(j)));
  for (std::size_t j = 0; j < m; ++j) data.y.push_back(std::cos(static_cast<double>(j)));
  const Mlp model{{2, 5, 1}};
  const std::vector<double> w = rationals<double>(parameter_count(model.parameters()));
  Batch batch(m);
  for (std::size_t j = 0; j < m; ++j) batch[j] = (j * 7) % m;

  const auto at = [&](std::size_t threads) {
    BatchGradient<double> objective(model, SquaredLoss{}, data, {}, threads);
    objective.use(batch);
    objective.evaluate(w);
    std::vector<double> result(objective.gradient().begin(), objective.gradient().end());
    result.push_back(objective.loss());
    return result;
  };

  CHECK(at(1) == at(2));
  CHECK(at(1) == at(3));
}

TEST_CASE("a model may leave its examples, or a parameter, alone", "[batch_gradient]") {
  const Examples<double> data = made_examples<double>(1, {1, 2}, {3, 4});
  const RecordedModel constant_model{{{"a", {1, 1}}, {"unused", {1, 1}}},
                                     [](auto w, auto) { return w[0]; }};
  BatchGradient<double> at(constant_model, SquaredLoss{}, data);

  at.use(Batch{0, 1});
  at.evaluate(std::vector<double>{5, 6});

  CHECK(at.gradient()[0] == 2 + 1);
  CHECK(at.gradient()[1] == 0);

  SECTION("and yet its loss is summed over them") {
    const RecordedModel root{{{"a", {1, 1}}}, [](auto w, auto) { return square(w[0]); }};
    const Examples<double> points{5, 1, {1, 2, 3, 4, 5}, {}, 0};
    const NegativeLogLikelihood likelihood{};
    BatchGradient<double> sum(root, likelihood, points);
    sum.use(Batch{4, 1, 2});
    sum.evaluate(std::vector<double>{7});
    CHECK(sum.loss() == -3 * 49);
    CHECK(sum.gradient()[0] == -3 * 14);
    CHECK(sum.hessian()[0] == -3 * 2);
  }
}

TEST_CASE("what does not fit is refused before it is evaluated", "[batch_gradient]") {
  const Examples<double> data = made_examples<double>(1, {1, 2}, {3, 4});
  BatchGradient<double> at(Linear{}, SquaredLoss{}, data);
  const std::vector<double> w{0, 0};
  const auto made = [](const Examples<double>& examples, std::size_t threads = 1) {
    return BatchGradient<double>(Linear{}, LogisticLoss{}, examples, {}, threads);
  };

  CHECK_THROWS_WITH(at.evaluate(w), "nn: a loss of no examples; use() a batch first.");
  CHECK_THROWS_WITH(at.use({}), "nn: a batch of 0 examples; a loss needs at least 1.");
  CHECK_THROWS_WITH((void)at.hessian(), "nn: a Hessian of no w; evaluate() L at one first.");
  CHECK_THROWS_WITH(at.use(Batch{1, 2}),
                    "nn: example 2 of 2 in a batch; they are counted from 0.");
  at.use(Batch{1});
  CHECK_THROWS_WITH(at.evaluate(std::vector<double>{1}), "nn: 1 parameters for a model of 2.");
  CHECK_NOTHROW(at.evaluate(w));  // the control

  CHECK_THROWS_WITH(made(data, 0),
                    "nn: learning with 0 threads; the caller's own makes it at least 1.");
  CHECK_THROWS_WITH(made(made_examples<double>(1, {1, 2}, {1, 2})),
                    Catch::Contains("logistic loss of example 1, whose target is 2"));
  CHECK_THROWS_WITH(made(made_examples<double>(1, {}, {})), Catch::Contains("no examples"));
  CHECK_THROWS_WITH(made(made_examples<double>(2, {1, 2, 3}, {1, 0})),
                    Catch::Contains("3 numbers in x"));
}

TEST_CASE("batches that are known ahead are fetched together, and are the same", "[learning]") {
  const std::size_t m = 200;
  const Examples<double> data =
      made_examples<double>(1, rationals<double>(m), rationals<double>(m));
  const Mlp model{{1, 3, 1}};
  const std::vector<double> w = rationals<double>(parameter_count(model.parameters()), 3);
  BatchGradient<double> at_once(model, SquaredLoss{}, data), ahead(model, SquaredLoss{}, data);
  BatchCursor batches(BatchSchedule::shuffled(m, 6, 1));
  for (const std::size_t step : {0u, 1u, 2u, 3u, 4u, 5u, 32u, 33u, 34u, 7u, 8u}) {  // with jumps
    const std::span<const std::size_t> batch = batches.batch(step);
    at_once.use(batch);
    ahead.use(batch, batches.ahead(step));
    at_once.evaluate(w);
    ahead.evaluate(w);
    INFO("step " << step << ", a batch of " << batch.size());
    CHECK(ahead.loss() == at_once.loss());
    CHECK(std::ranges::equal(ahead.gradient(), at_once.gradient()));
  }
}
