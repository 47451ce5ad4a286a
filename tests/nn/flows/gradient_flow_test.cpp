/// @file gradient_flow_test.cpp
/// The recorded field dw/dt against -∇L as written by hand, and against differences of L itself.
#include "nn/flows/gradient_flow.hpp"

#include "nn/layers/linear.hpp"
#include "nn/models/mlp.hpp"
#include "nn/ode/right_hand_side.hpp"
#include "tests/catch.hpp"
#include "tests/nn/made_examples.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

/// dw/dt at w, on one of the field's stretches.
template <class S>
std::vector<S> derivative(const VectorField<S>& field, const std::vector<S>& w,
                          std::size_t stretch = 0) {
  RightHandSide<S> g(field);
  g.enter_stretch(stretch);
  std::vector<S> dw_dt(w.size());
  g(w, dw_dt);
  return dw_dt;
}

/// f_w(x) and ∂f/∂w of both models, with paper and pencil.
template <class S>
struct ByHand {
  S f;
  std::vector<S> df_dw;
};
template <class S>
ByHand<S> by_hand(const Linear&, const std::vector<S>& w, const S& x) {
  return {w[0] * x + w[1], {x, S(1)}};
}
template <class S>
ByHand<S> by_hand(const Mlp&, const std::vector<S>& w, const S& x) {  // W1 b1 W2 | b2
  using std::tanh;
  ByHand<S> result{w[12], std::vector<S>(13, S(1))};
  for (std::size_t r = 0; r < 4; ++r) {
    const S h = tanh(S(w[r] * x + w[4 + r]));
    result.f += w[8 + r] * h;
    result.df_dw[r] = w[8 + r] * (1 - h * h) * x;
    result.df_dw[4 + r] = w[8 + r] * (1 - h * h);
    result.df_dw[8 + r] = h;
  }
  return result;
}

/// ℓ(f, y) and ∂ℓ/∂f.
template <class S>
std::pair<S, S> by_hand(const SquaredLoss&, const S& f, const S& y) {
  return {(f - y) * (f - y) / 2, f - y};
}
template <class S>
std::pair<S, S> by_hand(const LogisticLoss&, const S& f, const S& y) {
  using std::exp, std::log;
  const S p = 1 / (1 + exp(-f));
  return {-y * log(p) - (1 - y) * log(S(1 - p)), p - y};
}

/// Checks the field of a model and a loss on four examples of which `batch` are taken.
template <class S, class M, class L>
void check(const M& model, const L& loss, const S& l2, const std::vector<S>& batch) {
  const std::vector<S> x{S(-3) / 4, S(1) / 5, S(2) / 3, S(7) / 6}, y{S(1), S(0), S(0), S(1)};
  const std::vector<S> w = rationals<S>(parameter_count(model.parameters()), 5);
  FlowOptions<S> options;
  options.regularizer = L2<S>{l2};
  if (!batch.empty()) options.batches = {{S(0), std::vector<S>(4, S(1))}, {S(2), batch}};
  const auto taken = [&](std::size_t i) { return batch.empty() ? S(1) : batch[i]; };

  const VectorField<S> field = gradient_flow(model, loss, made_examples<S>(1, x, y), options);
  const std::vector<S> dw_dt = derivative(field, w, batch.empty() ? 0 : 1);

  REQUIRE(field.dimension() == w.size());
  for (std::size_t p = 0; p < w.size(); ++p) {
    S expected = -l2 * w[p];
    for (std::size_t i = 0; i < 4; ++i) {
      const ByHand<S> at = by_hand(model, w, x[i]);
      expected -= taken(i) * by_hand(loss, at.f, y[i]).second * at.df_dw[p];
    }
    const auto objective = [&](const S& w_p) {
      std::vector<S> moved = w;
      moved[p] = w_p;
      S sum(0);
      for (const S& entry : moved) sum += l2 * entry * entry / 2;
      for (std::size_t i = 0; i < 4; ++i)
        sum += taken(i) * by_hand(loss, by_hand(model, moved, x[i]).f, y[i]).first;
      return sum;
    };
    INFO("component " << p);
    // Five terms of size 1, a dozen roundings each.
    CHECK(agreeing_digits(dw_dt[p], expected, S(1)) >= all_digits<S> - 2);
    CHECK(agreeing_digits(dw_dt[p], S(-central_difference(objective, w[p])), S(1)) >=
          difference_digits<S>);
  }
}

}  // namespace

TEMPLATE_TEST_CASE("the gradient flow of a model is minus its loss's gradient, written by hand",
                   "[gradient_flow]", double, Real50) {
  using S = TestType;
  const Mlp mlp{{1, 4, 1}, Activation::tanh};
  for (const S& l2 : {S(0), S(1) / 10})
    for (const std::vector<S>& batch : {std::vector<S>{}, {S(1), S(0), S(0), S(1)}}) {
      check<S>(Linear{1}, SquaredLoss{}, l2, batch);
      check<S>(Linear{1}, LogisticLoss{}, l2, batch);
      check<S>(mlp, SquaredLoss{}, l2, batch);
      check<S>(mlp, LogisticLoss{}, l2, batch);
    }
}

TEST_CASE("the regularizer and the batch are in the field, not beside it", "[gradient_flow]") {
  const Examples<double> data = made_examples<double>(1, {1, 2}, {3, 4});
  const std::vector<double> w{5, 6};
  const FlowOptions<double> first_only{.regularizer = {}, .batches = {{0, {1, 0}}}};
  const auto at = [&](const FlowOptions<double>& options) {
    return derivative(gradient_flow(Linear{1}, SquaredLoss{}, data, options), w);
  };

  CHECK(at({}) == std::vector<double>{-8 - 2 * 12, -8 - 12});  // f - y: 8 and 12
  CHECK(at({.regularizer = L2<double>{0.5}, .batches = {}}) ==
        std::vector<double>{-32 - 2.5, -20 - 3});
  CHECK(at(first_only) == std::vector<double>{-8, -8});
  CHECK(at({}) != at(first_only));
}

TEST_CASE("examples that do not fit their count or the model are refused", "[gradient_flow]") {
  const auto flow = [](const Examples<double>& data, const FlowOptions<double>& options = {}) {
    return gradient_flow(Linear{2}, SquaredLoss{}, data, options);
  };

  CHECK_NOTHROW(flow(made_examples<double>(2, {1, 2, 3, 4}, {5, 6})));  // the control
  CHECK_THROWS_WITH(flow(made_examples<double>(2, {1, 2, 3}, {5, 6})),
                    Catch::Contains("3 numbers in x, where 2 examples of 2 features have 4."));
  CHECK_THROWS_WITH(
      flow(made_examples<double>(1, {1, 2}, {5, 6})),
      Catch::Contains("Linear of 2 inputs was given a 1 x 1 block; it needs 2 rows."));
  CHECK_THROWS_WITH(flow(made_examples<double>(2, {}, {})),
                    Catch::Contains("no examples; at least 1 is needed."));
  CHECK_THROWS_WITH(flow(made_examples<double>(2, {1, 2, 3, 4}, {5, 6}),
                         {.regularizer = {}, .batches = {{0, {1}}}}),
                    "nn: batches of 1 examples in stretch 0, for data of 2.");
}
