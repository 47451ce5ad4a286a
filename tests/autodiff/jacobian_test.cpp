/// @file jacobian_test.cpp
/// Jacobians by rows and by columns, Hessians, and products with them, against closed forms and
/// each other; fourth derivatives by every way of nesting.
#include "autodiff/jacobian.hpp"

#include "tests/catch.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

/// The digits in which the worst entry agrees, in units of 1.
template <class S>
int agreement(Var<S> a, Var<S> b) {
  if (a.shape() != b.shape()) return 0;
  int digits = all_digits<S>;
  for (std::size_t i = 0; i < a.shape().size(); ++i)
    digits = std::min(digits, agreeing_digits(a.block().data[i], b.block().data[i], S(1)));
  return digits;
}

/// y = tanh(W x) for a 3 x 2 matrix W and a column x.
template <class S>
struct Layer {
  Tape<S> tape;
  Var<S> W = input(tape, {3, 2}, rationals<S>(6, 1));
  Var<S> x = input(tape, {2, 1}, rationals<S>(2, 8));
  Var<S> y = tanh(product(W, x));
};

}  // namespace

TEMPLATE_TEST_CASE("a Jacobian by rows is that by columns, and both are the closed form",
                   "[jacobian]", double, Real50) {
  using S = TestType;
  Layer<S> layer;
  const auto [W, x, y] = std::tuple(layer.W, layer.x, layer.y);

  const Var<S> by_columns = jacobian(y, {W, x}, SweepMode::forward);
  const Var<S> by_rows = jacobian(y, {W, x}, SweepMode::reverse);

  CHECK(by_columns.shape() == Shape{3, 8});
  CHECK(agreement(by_columns, by_rows) >= all_digits<S> - 1);
  const int digits = all_digits<S> - 2;  // a few roundings, of numbers up to 1
  for (std::uint32_t i = 0; i < 3; ++i) {
    const S slope = 1 - square(y.value(i, 0));
    for (std::uint32_t k = 0; k < 2; ++k) {
      for (std::uint32_t j = 0; j < 3; ++j) {
        const S dy_dW = i == j ? S(slope * x.value(k, 0)) : S(0);
        CHECK(agreeing_digits(by_rows.value(i, 2 * j + k), dy_dW, S(1)) >= digits);
      }
      CHECK(agreeing_digits(by_rows.value(i, 6 + k), S(slope * W.value(i, k)), S(1)) >= digits);
    }
  }

  SECTION("the control: the inputs in another order are other columns") {
    CHECK(agreement(jacobian(y, {x, W}), by_rows) < 2);
    CHECK(agreement(jacobian(y, {x, W}), jacobian(y, {x, W}, SweepMode::forward)) >=
          all_digits<S> - 1);
  }
}

TEST_CASE("a Jacobian takes the fewer sweeps", "[jacobian]") {
  const auto recorded = [](bool by_matrix, SweepMode mode) {
    Layer<double> layer;
    const std::size_t before = layer.tape.size();
    const Var<double> J = jacobian(layer.y, {by_matrix ? layer.W : layer.x}, mode);
    CHECK(J.shape() == Shape{3, by_matrix ? 6u : 2u});
    return layer.tape.size() - before;
  };

  CHECK(recorded(true, SweepMode::fewest) == recorded(true, SweepMode::reverse));  // 3 beside 6
  CHECK(recorded(true, SweepMode::fewest) < recorded(true, SweepMode::forward));
  CHECK(recorded(false, SweepMode::fewest) == recorded(false, SweepMode::forward));  // 2 beside 3
  CHECK(recorded(false, SweepMode::fewest) < recorded(false, SweepMode::reverse));

  SECTION("and forward ones where both are as many") {
    const auto square_one = [](SweepMode mode) {
      Layer<double> layer;
      const std::size_t before = layer.tape.size();
      const Var<double> J = jacobian(tanh(layer.x), {layer.x}, mode);
      CHECK(J.shape() == Shape{2, 2});
      return layer.tape.size() - before;
    };
    CHECK(square_one(SweepMode::fewest) == square_one(SweepMode::forward));
    CHECK(square_one(SweepMode::fewest) < square_one(SweepMode::reverse));
  }
}

TEST_CASE("a Jacobian of a block lists its entries row after row, and 0 where nothing moves",
          "[jacobian]") {
  Tape<double> tape(2);
  const Var<double> u = input(tape, {2, 2}, std::vector<double>{2, 3, 5, 7});
  const Var<double> apart = input(tape, 11);
  const Var<double> lanes = example_input(tape, {}, std::vector<double>{1, 2});
  const Var<double> y = sum_over_examples(transpose(u) * square(lanes));  // 5 uᵀ

  for (const SweepMode mode : {SweepMode::forward, SweepMode::reverse}) {
    const Var<double> J = jacobian(y, {u, apart}, mode);
    CHECK(J.shape() == Shape{4, 5});
    CHECK_FALSE(J.per_example());
    const std::vector<double> by_hand{5, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 5, 0};
    CHECK(std::ranges::equal(J.block().entries(), by_hand));
  }
}

TEMPLATE_TEST_CASE("a Hessian is that of the calculus books, and symmetric", "[jacobian]", double,
                   Real50) {
  using S = TestType;
  using std::cos, std::sin;
  Tape<S> tape;
  const S a = S(3) / 7, b = S(-5) / 11;
  const Var<S> u = input(tape, a), v = input(tape, b);
  const Var<S> f = sin(u * v) + square(u) * v;

  const S s = sin(S(a * b)), c = cos(S(a * b));
  const S mixed = c - a * b * s + 2 * a;
  const int digits = all_digits<S> - 2;  // a dozen roundings
  for (const SweepMode mode : {SweepMode::forward, SweepMode::reverse}) {
    const Var<S> H = hessian(f, {u, v}, mode);
    CHECK(H.shape() == Shape{2, 2});
    CHECK(agreeing_digits(H.value(0, 0), S(2 * b - b * b * s)) >= digits);
    CHECK(agreeing_digits(H.value(0, 1), mixed) >= digits);
    CHECK(agreeing_digits(H.value(1, 0), mixed) >= digits);
    CHECK(agreeing_digits(H.value(1, 1), S(-a * a * s)) >= digits);
    CHECK(agreeing_digits(H.value(0, 0), H.value(1, 1)) == 0);  // the control: not all alike
  }

  SECTION("and its Jacobian holds the third derivatives") {
    const Var<S> third = jacobian(hessian(f, {u, v}), {u});
    CHECK(third.shape() == Shape{4, 1});
    CHECK(agreeing_digits(third.value(0, 0), S(-b * b * b * c)) >= digits);
    CHECK(agreeing_digits(third.value(1, 0), S(2 - 2 * b * s - a * b * b * c)) >= digits);
    CHECK(agreeing_digits(third.value(3, 0), S(-2 * a * s - a * a * b * c)) >= digits);
  }
}

TEMPLATE_TEST_CASE("H v is the Hessian times v, of a network's loss over a batch", "[jacobian]",
                   double, Real50) {
  using S = TestType;
  Tape<S> tape(3);
  const std::vector<Var<S>> w{input(tape, {2, 2}, rationals<S>(4, 1)),
                              input(tape, {1, 2}, rationals<S>(2, 8))};
  const Var<S> x = example_input(tape, {2, 1}, rationals<S>(6, 3));
  const Var<S> loss = sum_over_examples(square(product(w[1], tanh(product(w[0], x)))));
  const std::vector<Var<S>> v{input(tape, {2, 2}, rationals<S>(4, 12)),
                              input(tape, {1, 2}, rationals<S>(2, 17))};

  const std::vector<Var<S>> Hv = hessian_vector_product(loss, w, v);

  const Var<S> H = hessian(loss, w);
  const Var<S> product_by_entries = product(H, detail::column_of(v));
  CHECK(Hv[0].shape() == Shape{2, 2});
  CHECK(Hv[1].shape() == Shape{1, 2});
  CHECK(agreement(detail::column_of(Hv), product_by_entries) >= all_digits<S> - 2);
  CHECK(agreement(H, transpose(H)) >= all_digits<S> - 2);
  CHECK(agreement(detail::column_of(v), product_by_entries) < 2);  // the control

  SECTION("and so is the gradient of a directional derivative") {
    const Var<S> along = jacobian_vector_product(std::vector{loss}, w, v).front();
    CHECK(agreement(detail::column_of(gradient(along, w)), product_by_entries) >=
          all_digits<S> - 2);
  }
  SECTION("and for inputs that are per example, each example has its own") {
    const Var<S> dx = example_input(tape, {2, 1}, rationals<S>(6, 19));
    const Var<S> Hx = hessian_vector_product(loss, {x}, {dx}).front();
    const Var<S> slope = sum_over_examples(sum(gradient(loss, {x}).front() * dx));
    const Var<S> by_gradients = gradient(slope, {x}).front();
    CHECK(Hx.per_example());
    CHECK(agreeing_digits(Hx.value(1, 0, 2), by_gradients.value(1, 0, 2), S(1)) >=
          all_digits<S> - 2);
  }
}

TEST_CASE("the fourth derivative is right in 45 of 50 digits, however the sweeps are nested",
          "[jacobian]") {
  using S = Real50;
  Tape<S> tape;
  const S a = S(5) / 7;
  const Var<S> u = input(tape, a), one = constant(tape, S(1));
  const auto check = [&](Var<S> y, const S& by_hand) {
    const auto reverse = [&](Var<S> f) { return gradient(f, {u}).front(); };
    const auto forward = [&](Var<S> f) { return jacobian_vector_product({f}, {u}, {one}).front(); };
    const auto agrees = [&](Var<S> d4) { return agreeing_digits(d4.value(), by_hand) >= 45; };
    CHECK(agrees(reverse(reverse(reverse(reverse(y))))));
    CHECK(agrees(forward(forward(forward(forward(y))))));
    CHECK(agrees(forward(reverse(forward(reverse(y))))));
    CHECK(agrees(reverse(forward(forward(reverse(y))))));
    CHECK(agrees(hessian(hessian(y, {u}), {u})));
    CHECK(agrees(hessian_vector_product(hessian(y, {u}), {u}, {one}).front()));
    CHECK_FALSE(agrees(reverse(reverse(reverse(y)))));  // the control: the third is another
  };

  const S t = tanh(a), s = sin(a), c = cos(a);
  check(tanh(u), S((16 * t - 24 * t * t * t) * (1 - t * t)));
  check(exp(sin(u)), S((c * c * c * c - 6 * s * c * c - 4 * c * c + 3 * s * s + s) * exp(s)));
}

TEST_CASE("a Jacobian refuses what has one per example", "[jacobian]") {
  Tape<double> tape(2), other(2);
  const Var<double> u = input(tape, {2, 1}, rationals<double>(2));
  const Var<double> x = example_input(tape, {2, 1}, rationals<double>(4));
  const Var<double> elsewhere = input(other, 1);

  CHECK_THROWS_AS(jacobian(u * x, {u}), std::invalid_argument);
  CHECK_THROWS_WITH(jacobian(u * x, {u}),
                    "autodiff: Jacobian of a 2 x 1 block, one per example; its output must be "
                    "shared by all. For a row per example, per_example_gradient().");
  CHECK_THROWS_WITH(jacobian(u, {x}),
                    "autodiff: Jacobian by node 1, a 2 x 1 block, one per example; an input must "
                    "be shared by all. gradient() takes both.");
  CHECK_THROWS_WITH(jacobian(u, {elsewhere}), Catch::Contains("different tapes"));
  CHECK_THROWS_WITH(jacobian(u, std::vector<Var<double>>{}),
                    "autodiff: Jacobian by 0 inputs; it needs at least 1.");
  CHECK_THROWS_WITH(hessian(sum(u), std::vector<Var<double>>{}),
                    "autodiff: Hessian by 0 inputs; it needs at least 1.");
  CHECK_THROWS_WITH(hessian(u, {u}), Catch::Contains("gradient of a 2 x 1 block"));
  CHECK_NOTHROW(jacobian(sum_over_examples(u * x), {u}));  // the control
}
