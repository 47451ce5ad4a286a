/// @file chord_gradients_test.cpp
/// What a chord's gradient says a step does to a model, against what it does.
#include "kernel/steps/chord_gradients.hpp"

#include "nn/models/mlp.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

/// f = w² x in one weight: ∇f = 2 w x, and G = (w + w') x.
const RecordedModel square_of_weight{{{"k", {1, 1}}},
                                     [](auto w, auto x) { return square(w[0]) * x; }};

template <class S>
S product(std::span<const S> u, const std::vector<S>& v) {
  S sum(0);
  for (std::size_t p = 0; p < v.size(); ++p) sum += u[p] * v[p];
  return sum;
}

}  // namespace

TEMPLATE_TEST_CASE("a chord gradient tells what a step does, however long it is",
                   "[chord_gradients]", double, Real50) {
  using S = TestType;
  const Mlp model{{2, 3, 2}, Activation::tanh};
  const std::size_t P = parameter_count(model.parameters());
  const Points<S> queries{{S(2) / 5, S(-1) / 3}, {S(-3), S(5) / 7}};
  const std::vector<S> w = rationals<S>(P, 2), direction = rationals<S>(P, 6);
  ChordGradients<S> chords(model, 2, queries);

  for (const S& length : {S(S(1) / 100), S(1), S(1000)}) {
    std::vector<S> next = w, step;
    for (std::size_t p = 0; p < P; ++p) {
      next[p] += length * direction[p];
      step.push_back(next[p] - w[p]);
    }
    const Matrix<S> G = chords.over(w, next);
    REQUIRE(G.rows == 4);
    REQUIRE(G.columns == P);
    for (std::size_t row = 0; row < 4; ++row) {
      const std::vector<S> before = outputs(model, w, queries[row / 2]),
                           after = outputs(model, next, queries[row / 2]);
      const S done = after[row % 2] - before[row % 2];
      // What is subtracted is as large as f, and the sums are as large as the step.
      const S size = length + 1;
      CHECK(agreeing_digits(product(G.row(row), step), done, size) >= all_digits<S> - 2);
      // Control: the gradient at the start says something else.
      ChordGradients<S> at_start(model, 2, queries, {.rule = left_end<S>()});
      CHECK(agreeing_digits(product(at_start.over(w, next).row(row), step), done, size) <= 5);
    }
  }
  CHECK(chords.outputs(w)[3] == outputs(model, w, queries[1])[1]);
}

TEMPLATE_TEST_CASE("of f = w² x, a chord from w to w' has the gradient (w + w') x",
                   "[chord_gradients]", double, Real50) {
  using S = TestType;
  const std::vector<S> w{S(3) / 7}, next{S(-20) / 3};
  const S by_hand = (w[0] + next[0]) * (S(5) / 9);
  for (const std::optional<ChordRule<S>>& rule :
       {std::optional<ChordRule<S>>{}, {gauss_nodes<S>(1)}, {gauss_nodes<S>(3)}}) {
    ChordGradients<S> chords(square_of_weight, 1, {{S(5) / 9}}, {.rule = rule});
    CHECK(agreeing_digits(chords.over(w, next)(0, 0), by_hand) >= all_digits<S> - 1);
    const S on_the_spot = 2 * w[0] * (S(5) / 9);
    CHECK(agreeing_digits(chords.over(w, w)(0, 0), on_the_spot) >= all_digits<S> - 1);
  }
  ChordGradients<S> at_start(square_of_weight, 1, {{S(5) / 9}}, {.rule = left_end<S>()});
  CHECK(agreeing_digits(at_start.over(w, next)(0, 0), by_hand) == 0);  // the control
}

TEST_CASE("a chord to where the gradient is no number is refused", "[chord_gradients]") {
  const RecordedModel growth{{{"k", {1, 1}}}, [](auto w, auto x) { return exp(w[0]) * x; }};
  ChordGradients<double> chords(growth, 1, {{1.0}}, {.rule = gauss_nodes<double>(1)});
  const auto until = [&](double next) {
    return chords.over(std::vector<double>{0}, std::vector<double>{next})(0, 0);
  };
  CHECK(until(0) == 1);  // the control
  CHECK_THROWS_AS(until(2000), std::domain_error);
  CHECK_THROWS_WITH(
      until(2000),
      "kernel: a derivative of inf on a step, at c = 0.5 between its ends; it must be "
      "finite all along. Make shorter steps.");
}
