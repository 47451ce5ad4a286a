/// @file newton_test.cpp
/// Cholesky's factors, the line search and Newton's method, where closed forms or orders are known.
#include "nn/learning/newton.hpp"

#include "nn/layers/linear.hpp"
#include "nn/learning/learn.hpp"
#include "tests/catch.hpp"
#include "tests/nn/made_examples.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

/// Six labelled numbers that no threshold separates, so that the fit is finite.
template <class S>
Examples<S> labels() {
  return made_examples<S>(1, {S(-2), S(-1), S(-1) / 3, S(1) / 2, S(1), S(3)},
                          {S(0), S(0), S(1), S(0), S(1), S(1)});
}

/// ℓ(f, y) = f.
struct Itself {
  template <class S>
  Var<S> operator()(Var<S> f, Var<S>) const {
    return f;
  }
};

/// The longer of w_0 - v_0 and w_1 - v_1.
template <class S>
S distance(const std::vector<S>& w, const std::vector<S>& v) {
  using std::abs;
  return std::max(S(abs(S(w[0] - v[0]))), S(abs(S(w[1] - v[1]))));
}

}  // namespace

TEMPLATE_TEST_CASE("Cholesky solves what was multiplied by hand", "[cholesky]", double, Real50) {
  using S = TestType;
  // G = (2 0 0; 1 3 0; -1 1/2 1) and A = G Gᵀ; the upper half of A is not read.
  const std::vector<S> a{S(4), S(0), S(0), S(2), S(10), S(0), S(-2), S(1) / 2, S(9) / 4};
  const std::vector<S> x = Cholesky<S>(a, 3).solve(std::vector<S>{S(4), S(25) / 2, S(3) / 4});

  CHECK(x == std::vector<S>{S(1), S(1), S(1)});  // all numbers on the way are short in binary

  SECTION("and Hilbert's matrix to all digits but those of its condition") {
    const std::size_t n = 6;
    std::vector<S> hilbert, sums(n, S(0));
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) {
        hilbert.push_back(1 / S(static_cast<int>(i + j + 1)));
        sums[i] += hilbert.back();
      }
    for (const S& entry : Cholesky<S>(hilbert, n).solve(sums))
      CHECK(agreeing_digits(entry, S(1)) >= all_digits<S> - 8);  // its condition is 1.5e7
  }
}

TEST_CASE("a matrix that is not positive definite is refused by its pivot", "[cholesky]") {
  const std::vector<double> saddle{1, 2, 2, 3}, singular{1, 3, 3, 9}, none{0};
  CHECK_THROWS_AS(Cholesky<double>(saddle, 2), std::domain_error);
  CHECK_THROWS_WITH(Cholesky<double>(saddle, 2),
                    "nn: a matrix that is not positive definite: its pivot 1 of 2 is -1, from 3 on "
                    "the diagonal. Add to the diagonal, as an L2 regularizer does to a Hessian's, "
                    "or start nearer to the minimum.");
  CHECK_THROWS_WITH(Cholesky<double>(singular, 2),
                    Catch::Contains("its pivot 1 of 2 is 0, from 9"));
  CHECK_THROWS_WITH(Cholesky<double>(none, 1), Catch::Contains("its pivot 0 of 1 is 0, from 0"));
  CHECK_THROWS_WITH(Cholesky<double>(saddle, 3),
                    "nn: 4 numbers for a matrix of 3 x 3, which has 9.");
  CHECK_THROWS_WITH((void)Cholesky<double>(std::vector<double>{4}, 1).solve(saddle),
                    "nn: a right side of 4 numbers for 1 equations.");
  CHECK_NOTHROW(Cholesky<double>(std::vector<double>{1, 2, 2, 5}, 2));  // the control
}

TEMPLATE_TEST_CASE("Newton's method solves least squares in one step", "[newton]", double, Real50) {
  using S = TestType;
  // The line through (0, 1), (1, 3), (2, 2), (3, 5) by the normal equations: slope 11/10, 11/10.
  const Examples<S> data = made_examples<S>(1, {S(0), S(1), S(2), S(3)}, {S(1), S(3), S(2), S(5)});

  const Learning<S> learning = learn(Linear{}, SquaredLoss{}, data, std::vector<S>{S(70), S(-30)},
                                     Newton<S>{}, {.steps = 1});

  CHECK(agreeing_digits(learning.w()[0], S(S(11) / 10)) >= all_digits<S> - 3);
  CHECK(agreeing_digits(learning.w()[1], S(S(11) / 10)) >= all_digits<S> - 3);
}

TEMPLATE_TEST_CASE("Newton's method doubles the digits of a logistic regression in every step",
                   "[newton]", double, Real50) {
  using S = TestType;
  const Examples<S> data = labels<S>();
  std::vector<std::vector<S>> path;
  const Observer<S> keep = [&](const LearningView<S>& view) {
    path.emplace_back(view.w.begin(), view.w.end());
    return true;
  };

  const Learning<S> learning = learn(Linear{}, LogisticLoss{}, data, std::vector<S>(2, S(0)),
                                     Newton<S>{}, {.steps = 12, .observers = {keep}});

  std::vector<S> slope(2, S(0));  // Σ (sigmoid(f) - y) (x, 1), by hand
  for (std::size_t i = 0; i < data.count; ++i) {
    using std::exp;
    const S f = learning.w()[0] * data.x[i] + learning.w()[1];
    const S derivative = 1 / (1 + exp(S(-f))) - data.y[i];
    slope[0] += derivative * data.x[i];
    slope[1] += derivative;
  }
  CHECK(agreeing_digits(S(1 + slope[0]), S(1)) >= all_digits<S> - 1);
  CHECK(agreeing_digits(S(1 + slope[1]), S(1)) >= all_digits<S> - 1);

  // |w_{k+1} - w*| = C |w_k - w*|²: the digits double while both distances can be seen.
  int doublings = 0;
  for (std::size_t k = 0; k + 1 < path.size(); ++k) {
    const S now = distance(path[k], learning.w()), next = distance(path[k + 1], learning.w());
    const S floor = 1000 * std::numeric_limits<S>::epsilon();
    if (now > S(1) / 100 || !(next > floor)) continue;
    ++doublings;
    CHECK(next < now * now);
    CHECK(next > now * now / 100);
  }
  CHECK(doublings >= (all_digits<S> > 40 ? 3 : 1));
}

TEST_CASE("where the loss is not convex, Newton's method says so and keeps what it had",
          "[newton]") {
  const RecordedModel wave{{{"w", {1, 1}}}, [](auto w, auto) { return sin(w[0]); }};
  const Examples<double> data = made_examples<double>(1, {0}, {0});
  const auto from = [&](double w) {
    return learn_as_far_as_possible(wave, Itself{}, data, std::vector<double>{w}, Newton<double>{});
  };

  const Learning<double> hill = from(1);  // sin'' = -sin < 0

  CHECK(hill.reason == StopReason::failure);
  CHECK_THAT(hill.failure, Catch::Contains("not positive definite: its pivot 0 of 1 is -0.84"));
  CHECK(hill.w() == std::vector<double>{1});
  CHECK_THROWS_AS(learn(wave, Itself{}, data, std::vector<double>{1}, Newton<double>{}),
                  std::domain_error);
  CHECK(from(-1).whole());  // the control: the valley next to it
  CHECK(from(-1).losses.back() == -1);
}

TEMPLATE_TEST_CASE("a line search lowers the loss in every step, and needs no rate", "[search]",
                   double, Real50) {
  using S = TestType;
  const Examples<S> data = labels<S>();
  const auto from = [&](const S& first_step) {
    return learn(Linear{}, LogisticLoss{}, data, std::vector<S>(2, S(0)), LineSearch<S>{first_step},
                 {.steps = 40});
  };

  const Learning<S> learning = from(S(1));

  for (std::size_t k = 1; k < 15; ++k)  // later, losses may differ by rounding only
    CHECK(learning.losses[k] < learning.losses[k - 1]);
  const S minimum =
      learn(Linear{}, LogisticLoss{}, data, std::vector<S>(2, S(0)), Newton<S>{}, {.steps = 12})
          .losses.back();
  CHECK(learning.losses.back() - minimum < S(1) / 100000);
  CHECK(from(S(1)).state == learning.state);                          // nothing is drawn
  CHECK(from(S(1) / 1000000).losses.back() - minimum < S(1) / 1000);  // its steps grow
  CHECK(from(S(1000000)).losses.back() - minimum < S(1) / 1000);      // or shrink
}

TEMPLATE_TEST_CASE("a line search takes the longest of the steps that Armijo's rule allows",
                   "[search]", double, Real50) {
  using S = TestType;
  // L = a w²/2 with a = 6: w - t a w lowers it by c t (a w)² if t <= 2 (1 - c)/a = 1/6 for c = 1/2.
  const RecordedModel plain{{{"w", {1, 1}}}, [](auto w, auto) { return w[0] * 1; }};
  const Examples<S> data{6, 1, std::vector<S>(6, S(0)), std::vector<S>(6, S(0)), 1};

  const LineSearch<S> method{S(1), {S(1) / 2}};
  const Learning<S> learning =
      learn(plain, SquaredLoss{}, data, std::vector<S>{S(1)}, method, {.steps = 1});

  CHECK(learning.state.memory[0][0] == S(1) / 8);
  CHECK(learning.w()[0] == S(1) / 4);

  SECTION("and stops by itself where nothing is left to be lowered") {
    const Learning<S> end = learn(plain, SquaredLoss{}, data, std::vector<S>{S(0)}, method);
    CHECK(end.reason == StopReason::no_descent);
    CHECK(end.state.steps == 1);
    CHECK(end.losses.size() == 2);
  }
}

TEST_CASE("a search goes round where the loss is not defined, and says where it is at a loss",
          "[search]") {
  const RecordedModel root{{{"w", {1, 1}}}, [](auto w, auto) { return sqrt(w[0]) - w[0] * 0; }};
  const Examples<double> data = made_examples<double>(1, {0}, {0.5});  // (√w - 1/2)²/2: w = 1/4
  const Learning<double> learning = learn(root, SquaredLoss{}, data, std::vector<double>{1},
                                          LineSearch<double>{100}, {.gradient_below = 1e-9});
  CHECK(learning.reason == StopReason::small_gradient);
  CHECK(agreeing_digits(learning.w()[0], 0.25) >= 8);

  // w, and 10 more left of 0: at 0 the slope leads to the left, where no step is lower.
  const RecordedModel cliff{{{"w", {1, 1}}}, [](auto w, auto) { return w[0] + 10 * (w[0] < 0.0); }};
  CHECK_THROWS_WITH(learn(cliff, Itself{}, data, std::vector<double>{0}, LineSearch<double>{}),
                    "nn: no step 0: nn: a step of 1 was halved 106 times, and the loss of 0 was "
                    "not lowered. Does "
                    "it jump there? "
                    "Choose a smooth loss, or another start.");

  CHECK_THROWS_WITH((LineSearch<double>{0}.check()),
                    "nn: a line search from a step of 0; it must be above 0, and finite.");
  CHECK_THROWS_WITH((LineSearch<double>{1, {1}}.check()),
                    "nn: a line search for a share of 1; it must be between 0 and 1.");
  CHECK_THROWS_WITH((Newton<double>{{0}}.check()), Catch::Contains("a share of 0;"));
}
