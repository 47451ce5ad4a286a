/// @file losses_test.cpp
/// Values and derivatives of the losses, where exponentials leave the scalar's range too.
#include "nn/losses.hpp"
#include "nn/regularizer.hpp"

#include "autodiff/gradient.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

template <class S>
struct LossAt {
  S value, derivative;  // ℓ, ∂ℓ/∂f
};
template <class S, class L>
LossAt<S> at(const L& loss, const S& f, const S& y) {
  Tape<S> tape;
  const Var<S> output = input(tape, f);
  const Var<S> cost = loss(output, input(tape, y));
  return {cost.value(), gradient(cost, {output}).front().value()};
}

}  // namespace

TEMPLATE_TEST_CASE("the squared loss is half the square, so that its derivative is f - y",
                   "[losses]", double, Real50) {
  using S = TestType;
  const LossAt<S> loss = at(SquaredLoss{}, S(S(3) / 7), S(S(-2) / 3));

  CHECK(agreeing_digits(loss.value, S(S(529) / 882)) >= all_digits<S> - 1);  // (23/21)²/2
  CHECK(agreeing_digits(loss.derivative, S(S(23) / 21)) >= all_digits<S> - 1);
  CHECK(at(SquaredLoss{}, S(5), S(5)).derivative == 0);
}

TEMPLATE_TEST_CASE("the logistic loss is -ln P(y), and its derivative sigmoid(f) - y", "[losses]",
                   double, Real50) {
  using S = TestType;
  using std::exp, std::log;
  for (const S& f : {S(S(-9) / 7), S(S(1) / 3), S(S(13) / 6)})
    for (const S& y : {S(0), S(1)}) {
      const LossAt<S> loss = at(LogisticLoss{}, f, y);
      const S p = 1 / (1 + exp(-f));
      CHECK(agreeing_digits(loss.value, S(-log(y == 1 ? p : S(1 - p)))) >= all_digits<S> - 2);
      CHECK(agreeing_digits(loss.derivative, S(p - y)) >= all_digits<S> - 2);
      const auto value = [&](const S& u) { return at(LogisticLoss{}, u, y).value; };
      CHECK(agreeing_digits(loss.derivative, central_difference(value, f)) >= difference_digits<S>);
    }
}

TEMPLATE_TEST_CASE("the logistic loss is finite and right for outputs far out of exp's range",
                   "[losses]", double, Real50) {
  using S = TestType;
  for (const S& far : {S(800), S(1'000'000'000)}) {
    CHECK(at(LogisticLoss{}, far, S(0)).value == far);  // surely wrong: it costs |f|
    CHECK(at(LogisticLoss{}, far, S(0)).derivative == 1);
    CHECK(at(LogisticLoss{}, S(-far), S(1)).value == far);
    CHECK(at(LogisticLoss{}, S(-far), S(1)).derivative == -1);
    // Surely right: e^-|f|, which at 800 is too small for a double and for 50 digits beside 1.
    CHECK(at(LogisticLoss{}, far, S(1)).value <= std::numeric_limits<S>::epsilon());
    CHECK(at(LogisticLoss{}, far, S(1)).value >= 0);
    CHECK(at(LogisticLoss{}, S(-far), S(0)).derivative >= 0);
  }
}

TEMPLATE_TEST_CASE("the L2 penalty is λ/2 times the squares of all blocks", "[losses]", double,
                   Real50) {
  using S = TestType;
  Tape<S> tape(3);  // of three examples, for none of which it counts more than once
  const std::vector<Var<S>> w{input(tape, {1, 2}, std::vector<S>{S(1) / 3, S(-2)}),
                              input(tape, S(5))};

  const Var<S> penalty = L2<S>{S(1) / 10}(w);
  const std::vector<Var<S>> d = gradient(penalty, w);

  const S by_hand = (S(1) / 9 + 4 + 25) / 20;
  CHECK(agreeing_digits(penalty.value(), by_hand) >= all_digits<S> - 1);
  CHECK(agreeing_digits(d[0].value(0, 1), S(S(-1) / 5)) >= all_digits<S> - 1);
  CHECK(agreeing_digits(d[1].value(), S(S(1) / 2)) >= all_digits<S> - 1);
  CHECK_FALSE(penalty.per_example());
}
