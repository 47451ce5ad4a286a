/// @file chord_gradients_kinks_test.cpp
/// Chords over kinks of a model, wherever on the chord they are.
#include "kernel/steps/chord_gradients.hpp"

#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

/// f = relu(w x): over a kink at w = 0, a chord from w < 0 to w' > 0 has G = w' x/(w' - w).
const RecordedModel bent_model{{{"k", {1, 1}}}, [](auto w, auto x) { return relu(w[0] * x); }};

/// f = u relu(w x) in two weights, with a kink at w = 0.
const RecordedModel bent_product{{{"w", {1, 1}}, {"u", {1, 1}}},
                                 [](auto w, auto x) { return w[1] * relu(w[0] * x); }};

}  // namespace

TEMPLATE_TEST_CASE("a chord over a kink has the gradient that f changes by, near the ends too",
                   "[chord_gradients]", double, Real50) {
  using S = TestType;
  const S w = S(-19) / 20, x = S(5) / 7;
  for (const S& end : {S(S(1) / 20), S(S(1) / 1000), S(S(1) / 100000000), S(2), S(1000)}) {
    for (const bool back : {false, true}) {
      ChordGradients<S> chords(bent_model, 1, {{x}});
      const std::vector<S> from{back ? end : w}, to{back ? w : end};
      const S by_hand = end * x / (end - w);
      // c is rounded where the kink is, and so is what lies beyond.
      CHECK(agreeing_digits(chords.over(from, to)(0, 0), by_hand, S(1)) >= all_digits<S> - 4);
      CHECK(chords.over(from, std::vector<S>{from[0] + (to[0] - from[0]) / 100}).rows == 1);
    }
  }
  // Control: 4 of Gauss's nodes see none of it.
  ChordGradients<S> four(bent_model, 1, {{x}}, {.rule = gauss_nodes<S>(4)});
  CHECK(four.over(std::vector<S>{w}, std::vector<S>{S(1) / 20})(0, 0) == 0);
}

TEMPLATE_TEST_CASE("each weight has its share over a kink, in every row", "[chord_gradients]",
                   double, Real50) {
  using S = TestType;
  const std::vector<S> from{S(-19) / 20, S(1) / 3}, to{S(1) / 20, S(4) / 3};  // c = 19/20
  ChordGradients<S> chords(bent_product, 1, {{S(1)}, {S(-1)}});

  const Matrix<S> G = chords.over(from, to);

  // With u = 1/3 + c: of w the integral of u over c > 19/20, of u that of c - 19/20.
  const S kink = S(19) / 20, rest = 1 - kink;
  CHECK(agreeing_digits(G(0, 0), S(rest / 3 + (1 - square(kink)) / 2), S(1)) >= all_digits<S> - 3);
  CHECK(agreeing_digits(G(0, 1), S(square(rest) / 2), S(1)) >= all_digits<S> - 3);
  // At x = -1 it is what is before the kink that counts.
  CHECK(agreeing_digits(G(1, 0), S(-(kink / 3 + square(kink) / 2)), S(1)) >= all_digits<S> - 3);
  CHECK(agreeing_digits(G(1, 1), S(square(kink) / 2), S(1)) >= all_digits<S> - 3);
}

TEST_CASE("of steps from the last to the first, each w between them is looked at once",
          "[chord_gradients]") {
  ChordGradients<double> forward(bent_model, 1, {{1.0}}), backward(bent_model, 1, {{1.0}});
  const std::vector<double> a{1}, b{2}, c{3};
  CHECK(forward.over(a, b)(0, 0) == 1);
  CHECK(forward.over(b, c)(0, 0) == 1);
  CHECK(backward.over(b, c)(0, 0) == 1);
  CHECK(backward.over(a, b)(0, 0) == 1);
  CHECK(forward.evaluations() == backward.evaluations() + 1);
}

TEST_CASE("a model that jumps on a chord is refused, and beside the jump it is not",
          "[chord_gradients]") {
  const RecordedModel jump{{{"k", {1, 1}}}, [](auto w, auto x) { return (w[0] > 0) * x + w[0]; }};
  ChordGradients<double> chords(jump, 1, {{1.0}});
  const auto from = [&](double w) {
    return chords.over(std::vector<double>{w}, std::vector<double>{2.0})(0, 0);
  };
  CHECK(agreeing_digits(from(1), 1.0) >= 14);  // the control
  CHECK_THROWS_AS(from(-1), std::domain_error);
  CHECK_THROWS_WITH(from(-1),
                    "kernel: a chord along which there is no integral: near c = 0.333333 of its "
                    "length a model changes by more than its gradients say; does it jump? Loosen "
                    "the tolerance, or give a rule of nodes.");
}
