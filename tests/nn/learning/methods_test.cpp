/// @file methods_test.cpp
/// One step after another, against recurrences written by hand: on L = a (w - y)²/2, where ∇L is
/// a (w - y), everything is known.
#include "nn/learning/adam.hpp"
#include "nn/learning/gradient_descent.hpp"
#include "nn/learning/momentum.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

/// Steps on L = Σ a_p w_p²/2, with paper and pencil's own gradient.
template <class S, class Method>
LearningState<S> stepped(const Method& method, const std::vector<S>& a, LearningState<S> state,
                         int steps) {
  prepare(state, method);
  for (int k = 0; k < steps; ++k) {
    std::vector<S> gradient;
    for (std::size_t p = 0; p < a.size(); ++p) gradient.push_back(a[p] * state.w[p]);
    method.step(state, gradient);
  }
  return state;
}

/// f^n, one factor after another.
template <class S>
S product_of(int n, const S& f) {
  S result(1);
  for (; n > 0; --n) result *= f;
  return result;
}

}  // namespace

TEMPLATE_TEST_CASE("gradient descent on a quadratic is (1 - εa)^k w_0", "[methods]", double,
                   Real50) {
  using S = TestType;
  SECTION("exactly, in numbers that rounding leaves alone") {
    const std::vector<S> w = stepped<S>(GradientDescent<S>{S(1) / 4}, {S(1), S(2), S(6), S(10)},
                                        std::vector<S>(4, S(1)), 12)
                                 .w;
    CHECK(w[0] == product_of(12, S(S(3) / 4)));
    CHECK(w[1] == product_of(12, S(S(1) / 2)));
    CHECK(w[2] == product_of(12, S(-S(1) / 2)));  // overshoots, yet 1/4 < 2/6
    CHECK(w[3] == product_of(12, S(-S(3) / 2)));  // 1/4 > 2/10: grows
  }
  SECTION("and to the last digits in others") {
    const S a = S(3) / 7, rate = S(2) / 3;
    const S w = stepped<S>(GradientDescent<S>{rate}, {a}, std::vector<S>{S(5)}, 40).w[0];
    CHECK(agreeing_digits(w, S(5 * product_of(40, S(1 - rate * a)))) >= all_digits<S> - 2);
  }
  SECTION("with a rate that follows the step") {
    const GradientDescent<S> slower{
        [](std::size_t k) { return S(1) / S(static_cast<int>(k + 2)); }};
    const LearningState<S> state = stepped<S>(slower, {S(1)}, std::vector<S>{S(1)}, 9);
    // (1 - 1/2)(1 - 1/3) ... (1 - 1/10) = 1/10
    CHECK(agreeing_digits(state.w[0], S(S(1) / 10)) >= all_digits<S> - 1);
    CHECK(state.steps == 9);
  }
}

TEMPLATE_TEST_CASE("the heavy ball's eigenvalues are those of its 2 x 2 recurrence", "[methods]",
                   double, Real50) {
  using S = TestType;
  // w_{k+1} = (1 + β - εa) w_k - β w_{k-1}. With β = 1/4 and εa = 1/4 its characteristic equation
  // is z² - z + 1/4 = (z - 1/2)²: w_k = (1 + k c)/2^k, and w_1 = (1 - εa) w_0 gives c = 1/2.
  const HeavyBall<S> method{S(1) / 8, S(1) / 4};
  for (const int k : {1, 2, 5, 20}) {
    const S w = stepped<S>(method, {S(2)}, std::vector<S>{S(1)}, k).w[0];
    CHECK(w == (1 + S(k) / 2) * product_of(k, S(S(1) / 2)));
  }

  SECTION("and without momentum it is gradient descent") {
    const std::vector<S> a{S(1) / 3, S(2)}, w{S(1) / 7, S(5)};
    CHECK(stepped<S>(HeavyBall<S>{S(1) / 10, S(0)}, a, w, 7).w ==
          stepped<S>(GradientDescent<S>{S(1) / 10}, a, w, 7).w);
  }
}

TEMPLATE_TEST_CASE("Nesterov's method is his two sequences", "[methods]", double, Real50) {
  using S = TestType;
  const S a = S(5) / 3, rate = S(1) / 7, momentum = S(2) / 3;
  S x = S(1), y = S(1);  // x_{k+1} = y_k - ε a y_k,   y_{k+1} = x_{k+1} + β (x_{k+1} - x_k)
  for (int k = 0; k < 30; ++k) {
    const S next = y - rate * a * y;
    y = next + momentum * (next - x);
    x = next;
  }

  const S w = stepped<S>(Nesterov<S>{rate, momentum}, {a}, std::vector<S>{S(1)}, 30).w[0];
  const S heavy = stepped<S>(HeavyBall<S>{rate, momentum}, {a}, std::vector<S>{S(1)}, 30).w[0];

  CHECK(agreeing_digits(w, y, S(1)) >= all_digits<S> - 1);
  CHECK(agreeing_digits(heavy, y, S(1)) < 5);  // the control
}

TEMPLATE_TEST_CASE("Adam's first step is as long as its rate, whatever the gradient", "[methods]",
                   double, Real50) {
  using S = TestType;
  const Adam<S> method{S(1) / 10};
  const std::vector<S> a{S(1000), S(-3), S(1) / 7, S(0)};
  const std::vector<S> w = stepped<S>(method, a, std::vector<S>(4, S(1)), 1).w;

  for (std::size_t p = 0; p < 3; ++p) {
    const S size = a[p] < 0 ? S(-a[p]) : a[p], sign = a[p] / size;
    const S expected = 1 - sign * size / (size + method.floor) / 10;  // up to ε̂
    CHECK(agreeing_digits(w[p], expected) >= all_digits<S> - 1);
    CHECK(agreeing_digits(w[p], S(1 - sign / 10)) >= 6);
  }
  CHECK(w[3] == 1);  // no gradient, no step
}

TEMPLATE_TEST_CASE("Adam is the paper's algorithm 1, line by line", "[methods]", double, Real50) {
  using S = TestType;
  const S a = S(3), alpha = S(1) / 10, b1 = S(3) / 4, b2 = S(7) / 8, floor = S(1) / 1000;
  S theta = S(1), m = S(0), v = S(0), b1_t = S(1), b2_t = S(1);
  for (int t = 1; t <= 25; ++t) {
    const S g = a * theta;
    m = b1 * m + (1 - b1) * g;
    v = b2 * v + (1 - b2) * g * g;
    b1_t *= b1;
    b2_t *= b2;
    const S m_hat = m / (1 - b1_t), v_hat = v / (1 - b2_t);
    using std::sqrt;
    theta -= alpha * m_hat / (sqrt(v_hat) + floor);
  }

  const LearningState<S> state =
      stepped<S>(Adam<S>{alpha, b1, b2, floor}, {a}, std::vector<S>{S(1)}, 25);

  CHECK(agreeing_digits(state.w[0], theta, S(1)) >= all_digits<S> - 2);
  CHECK(agreeing_digits(state.memory[1][0], v, S(1)) >= all_digits<S> - 2);
}

TEMPLATE_TEST_CASE("AdamW's parameters decay by themselves", "[methods]", double, Real50) {
  using S = TestType;
  const Adam<S> adam{S(1) / 2};
  const std::vector<S> w =
      stepped<S>(AdamW<S>{adam, S(1) / 2}, {S(0), S(4)}, std::vector<S>{S(1), S(1)}, 1).w;
  const S without = stepped<S>(adam, {S(4)}, std::vector<S>{S(1)}, 1).w[0];

  CHECK(w[0] == S(3) / 4);  // 1 - ε λ, though its gradient is 0
  CHECK(agreeing_digits(S(w[1] - without), S(-S(1) / 4)) >= all_digits<S> - 1);
  CHECK(stepped<S>(AdamW<S>{adam, S(0)}, {S(4)}, std::vector<S>{S(1)}, 9) ==
        stepped<S>(adam, {S(4)}, std::vector<S>{S(1)}, 9));
}

TEMPLATE_TEST_CASE("a copy of a state goes on as the state does", "[methods]", double, Real50) {
  using S = TestType;
  const std::vector<S> a{S(1) / 3, S(2)}, w{S(1) / 7, S(5)};
  const auto check = [&](const auto& method) {
    const LearningState<S> whole = stepped<S>(method, a, w, 20);
    const LearningState<S> half = stepped<S>(method, a, w, 9);
    CHECK(stepped<S>(method, a, half, 11) == whole);
  };
  check(GradientDescent<S>{S(1) / 10});
  check(HeavyBall<S>{S(1) / 10});
  check(Nesterov<S>{S(1) / 10});
  check(Adam<S>{S(1) / 10});
  check(AdamW<S>{Adam<S>{S(1) / 10}});
}

TEST_CASE("methods that can't be meant are refused", "[methods]") {
  CHECK_THROWS_WITH(GradientDescent<double>{0}.check(),
                    "nn: a learning rate of 0 at step 0; it must be above 0, and finite.");
  CHECK_THROWS_WITH(Nesterov<double>{-1}.check(), Catch::Contains("a learning rate of -1"));
  CHECK_THROWS_WITH(Adam<double>{std::nan("")}.check(), Catch::Contains("a learning rate of nan"));
  CHECK_THROWS_WITH((HeavyBall<double>{1, 1}.check()),
                    "nn: a momentum of 1; it must be at least 0 and below 1.");
  CHECK_THROWS_WITH((Nesterov<double>{1, -0.5}.check()), Catch::Contains("a momentum of -0.5"));
  CHECK_THROWS_WITH((Adam<double>{.beta1 = 1.5}.check()),
                    "nn: Adam's beta1 of 1.5; it must be at least 0 and below 1.");
  CHECK_THROWS_WITH((Adam<double>{.beta2 = 1}.check()), Catch::Contains("Adam's beta2 of 1;"));
  CHECK_THROWS_WITH((Adam<double>{.floor = 0}.check()),
                    "nn: Adam's floor of 0; it must be above 0, for a gradient may be 0.");
  CHECK_THROWS_WITH((AdamW<double>{.adam = {0.5}, .decay = 2}.check()),
                    "nn: a decay of 2 at a learning rate of 0.5; it must be at least 0, and the "
                    "product of both below 1.");

  SECTION("and a rate that becomes impossible is, at that step") {
    const GradientDescent<double> falling{[](std::size_t k) { return 1.5 - double(k); }};
    CHECK_NOTHROW(falling.check());
    CHECK_THROWS_WITH(stepped<double>(falling, {1}, std::vector<double>{1}, 5),
                      "nn: a learning rate of -0.5 at step 2; it must be above 0, and finite.");
  }
  SECTION("and a state of another method is") {
    LearningState<double> state =
        stepped<double>(HeavyBall<double>{0.1}, {1}, std::vector<double>{1}, 3);
    CHECK_THROWS_WITH(prepare(state, Adam<double>{}),
                      "nn: a state after 3 steps with 1 memories, for a method that keeps 2 of 1 "
                      "parameters; go on with the method that left it, or start anew from its w.");
    CHECK_NOTHROW(prepare(state, Nesterov<double>{0.1}));  // the control: a velocity each
  }
}
