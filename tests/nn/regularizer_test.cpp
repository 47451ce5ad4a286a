/// @file regularizer_test.cpp
/// What parameters cost by themselves, by hand, and where it enters an objective and a flow.
#include "nn/regularizer.hpp"

#include "nn/flows/gradient_flow.hpp"
#include "nn/layers/linear.hpp"
#include "tests/catch.hpp"
#include "tests/nn/layers/evaluated.hpp"

using namespace pathkernel;

namespace {

template <class S>
struct Penalty {
  S value;
  std::vector<S> derivative;  // block after block
};
/// R and ∇R at w = (1/3, -2) and (5), two blocks.
template <class S>
Penalty<S> of_two_blocks(const Regularizer<S>& regularizer) {
  Tape<S> tape(3);  // of three examples, for none of which it counts more than once
  const std::vector<Var<S>> w{input(tape, {1, 2}, std::vector<S>{S(1) / 3, S(-2)}),
                              input(tape, S(5))};
  const Var<S> penalty = regularizer(w);
  CHECK_FALSE(penalty.per_example());
  Penalty<S> result{penalty.value(), {}};
  for (const Var<S>& slope : gradient(penalty, w))
    for (const S& entry : numbers_of(slope)) result.derivative.push_back(entry);
  return result;
}

template <class S>
Examples<S> two_examples() {
  Examples<S> data;
  data.count = 2;
  data.dimension = 1;
  data.x = {S(1) / 3, S(2)};
  data.y = {S(1), S(-1)};
  return data;
}

}  // namespace

TEMPLATE_TEST_CASE("L2 is λ/2 times the squares of all blocks, its derivative λ w", "[regularizer]",
                   double, Real50) {
  using S = TestType;
  const Penalty<S> r = of_two_blocks<S>(L2<S>{S(1) / 10});

  CHECK(agreeing_digits(r.value, S((S(1) / 9 + 4 + 25) / 20)) >= all_digits<S> - 1);
  CHECK(fewest_digits(r.derivative, {S(1) / 30, S(-1) / 5, S(1) / 2}) >= all_digits<S> - 1);
  CHECK(agreeing_digits(r.value, S((S(1) / 9 + 4) / 20)) < 2);  // the control: one block only
}

TEMPLATE_TEST_CASE("smooth L1 is λ Σ √(w² + δ²), its derivative below λ in size", "[regularizer]",
                   double, Real50) {
  using S = TestType;
  using std::sqrt;
  const S lambda = S(2) / 7, delta = S(1) / 4;
  const Penalty<S> r = of_two_blocks<S>(SmoothL1<S>{lambda, delta});

  S value(0);
  std::vector<S> derivative;
  for (const S& u : {S(S(1) / 3), S(-2), S(5)}) {
    const S root = sqrt(S(u * u + delta * delta));
    value += lambda * root;
    derivative.push_back(lambda * u / root);
  }
  CHECK(agreeing_digits(r.value, value) >= all_digits<S> - 1);
  CHECK(fewest_digits(r.derivative, derivative) >= all_digits<S> - 1);

  // Without a width to speak of it is the norm: λ (1/3 + 2 + 5), and its derivative λ sign w.
  const Penalty<S> narrow = of_two_blocks<S>(SmoothL1<S>{lambda, S(1) / 1'000'000});
  CHECK(agreeing_digits(narrow.value, S(lambda * 22 / 3)) >= 11);
  CHECK(fewest_digits(narrow.derivative, {lambda, -lambda, lambda}) >= 11);
  CHECK(agreeing_digits(r.value, S(lambda * 22 / 3)) < 3);  // the control
}

TEMPLATE_TEST_CASE("elastic is smooth L1 plus L2", "[regularizer]", double, Real50) {
  using S = TestType;
  const SmoothL1<S> l1{S(2) / 7, S(1) / 4};
  const L2<S> l2{S(1) / 10};

  const Penalty<S> both = of_two_blocks<S>(Elastic<S>{l1, l2});

  const Penalty<S> first = of_two_blocks<S>(l1), second = of_two_blocks<S>(l2);
  CHECK(agreeing_digits(both.value, S(first.value + second.value)) >= all_digits<S> - 1);
  for (std::size_t p = 0; p < 3; ++p)
    CHECK(agreeing_digits(both.derivative[p], S(first.derivative[p] + second.derivative[p])) >=
          all_digits<S> - 1);
  CHECK(agreeing_digits(both.value, first.value) < 2);  // the controls: neither is left out
  CHECK(agreeing_digits(both.value, second.value) < 2);
}

TEMPLATE_TEST_CASE("one's own regularizer is added to the objective once, whatever the examples",
                   "[regularizer]", double, Real50) {
  using S = TestType;
  // R = 3 W², of the first block alone; objectives are recorded at w = 1/2.
  const auto own = [](Vars<S> w) { return 3 * square(w[0]); };
  const Examples<S> data = two_examples<S>();

  const Objective<S> with = objective(Linear{}, SquaredLoss{}, data, own);
  const Objective<S> without = objective(Linear{}, SquaredLoss{}, data);

  CHECK(agreeing_digits(S(with.tape[with.value].value() - without.tape[without.value].value()),
                        S(S(3) / 4), S(10)) >= all_digits<S> - 1);
  const std::vector<Var<S>> d = with.gradient(), d_without = without.gradient();
  CHECK(agreeing_digits(S(d[0].value() - d_without[0].value()), S(3), S(10)) >= all_digits<S> - 1);
  CHECK(d[1].value() == d_without[1].value());  // b is not in it

  SECTION("and a flow goes down it too") {
    const VectorField<S> field = gradient_flow(Linear{}, SquaredLoss{}, data, {.regularizer = own});
    CHECK(field.tape[field.derivative[0]].value() == -d[0].value());
    CHECK(field.tape[field.derivative[1]].value() == -d[1].value());
  }
}

TEST_CASE("a regularizer of no parameters, and a width of 0, are refused", "[regularizer]") {
  const std::vector<Var<double>> none;

  CHECK_THROWS_AS(L2<double>{1}(none), std::invalid_argument);
  CHECK_THROWS_WITH(L2<double>{1}(none),
                    "nn: a regularizer of a model without parameters; it needs some.");
  CHECK_THROWS_WITH(of_two_blocks<double>(SmoothL1<double>{1, 0}),
                    "nn: a smooth L1 regularizer of width 0; it must be above 0.");
  CHECK_THROWS_WITH(of_two_blocks<double>(Elastic<double>{{1, -2}, {1}}),
                    "nn: a smooth L1 regularizer of width -2; it must be above 0.");
  CHECK_NOTHROW(of_two_blocks<double>(SmoothL1<double>{1, 1}));
}
