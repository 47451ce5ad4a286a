/// @file tangent_test.cpp
/// J v of every primitive against Jᵀ w by two routes, and against differences of its values; what a
/// forward sweep records, and what it refuses.
#include "autodiff/tangent.hpp"

#include <set>

#include "autodiff/adjoints.hpp"
#include "autodiff/replay.hpp"
#include "tests/autodiff/primitive_samples.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

template <class S>
std::vector<S> entries_of(BlockView<const S> block) {
  return {block.entries().begin(), block.entries().end()};
}

template <class S>
S dot_of(const std::vector<S>& a, const std::vector<S>& b) {
  S total(0);
  for (std::size_t i = 0; i < a.size(); ++i) total += a[i] * b[i];
  return total;
}

/// The digits in which the worst entry agrees, in units of the largest one.
template <class S>
int fewest_digits(const std::vector<S>& a, const std::vector<S>& b) {
  using std::abs;
  S scale(0);
  for (const S& entry : a) keep_largest(scale, S(abs(entry)));
  int digits = a.size() == b.size() ? all_digits<S> : 0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    digits = std::min(digits, agreeing_digits(a[i], b[i], scale));
  return digits;
}

/// J v, recorded.
template <class S>
std::vector<S> tangent_of(const PrimitiveSample<Var<S>>& sample) {
  Tape<S> tape(sample_examples);
  const std::vector<Var<S>> inputs = inputs_of(sample.operands, tape);
  const Var<S> y = sample.apply_to(inputs);
  std::vector<Var<S>> directions;
  for (const SampleBlock& operand : sample.operands)
    directions.push_back(input_of(direction_of(operand), tape));
  const Var<S> dy = jacobian_vector_product(std::vector{y}, inputs, directions).front();
  CHECK(dy.shape() == y.shape());
  CHECK(dy.per_example() == y.per_example());
  return entries_of(dy.block());
}

/// (y(u + h v) - y(u - h v))/2h, which knows of no derivative at all.
template <class S>
std::vector<S> difference_of(const PrimitiveSample<Var<S>>& sample) {
  using std::cbrt;
  const S h = cbrt(std::numeric_limits<S>::epsilon());
  const auto at = [&](const S& t) {
    Tape<S> tape(sample_examples);
    const std::vector<Var<S>> inputs = inputs_of(sample.operands, tape);
    for (std::size_t b = 0; b < inputs.size(); ++b) {
      const std::vector<S> speeds = numbers_of<S>(direction_of(sample.operands[b]));
      const BlockView<S> block = tape.recording().block(inputs[b].id);
      for (std::size_t i = 0; i < speeds.size(); ++i) block.data[i] += t * speeds[i];
    }
    return entries_of(sample.apply_to(inputs).block());
  };
  std::vector<S> ahead = at(h);
  const std::vector<S> behind = at(S(-h));
  for (std::size_t i = 0; i < ahead.size(); ++i) ahead[i] = (ahead[i] - behind[i]) / (2 * h);
  return ahead;
}

/// ⟨Jᵀ w, v⟩ by a gradient that is recorded, and by one that is not.
template <class S>
std::pair<S, S> transposed(const PrimitiveSample<Var<S>>& sample, const std::vector<S>& weights) {
  Tape<S> tape(sample_examples);
  const std::vector<Var<S>> inputs = inputs_of(sample.operands, tape);
  const Var<S> y = sample.apply_to(inputs);
  const Var<S> w = y.per_example() ? example_input(tape, y.shape(), weights)
                                   : input(tape, y.shape(), weights);
  const Var<S> each = sum(y * w);
  const Var<S> total = y.per_example() ? sum_over_examples(each) : each;
  const Adjoints<S> adjoints(total);
  const std::vector<Var<S>> gradients = gradient(total, inputs);
  S recorded(0), computed(0);
  for (std::size_t b = 0; b < inputs.size(); ++b) {
    const std::vector<S> v = numbers_of<S>(direction_of(sample.operands[b]));
    recorded += dot_of(entries_of(gradients[b].block()), v);
    computed += dot_of(entries_of(adjoints[inputs[b]]), v);
  }
  return {recorded, computed};
}

struct Agreement {
  int gradient, adjoints, difference;
};

/// The digits in which the tangent of one sample agrees with all that is known of another.
template <class S>
Agreement agreement(const PrimitiveSample<Var<S>>& forward, const PrimitiveSample<Var<S>>& other) {
  using std::abs;
  const std::vector<S> dy = tangent_of(forward);
  const std::vector<S> weights =
      numbers_of<S>({{1, static_cast<std::uint32_t>(dy.size())}, false, false, 7});
  S scale(0);
  for (std::size_t i = 0; i < dy.size(); ++i) scale += abs(dy[i] * weights[i]);
  const auto [recorded, computed] = transposed(other, weights);
  const S product = dot_of(dy, weights);
  return {agreeing_digits(product, recorded, scale), agreeing_digits(product, computed, scale),
          fewest_digits(dy, difference_of(other))};
}

template <class S>
const PrimitiveSample<Var<S>>& sample_of(const std::vector<PrimitiveSample<Var<S>>>& samples,
                                         const std::string& name) {
  for (const PrimitiveSample<Var<S>>& sample : samples)
    if (sample.name == name) return sample;
  throw std::invalid_argument("no sample " + name);
}

}  // namespace

TEMPLATE_TEST_CASE("<w, J v> = <J^T w, v> for every primitive, and J v is what differences see",
                   "[tangent]", double, Real50) {
  using S = TestType;
  const auto samples = primitive_samples<Var<S>>();

  for (const PrimitiveSample<Var<S>>& sample : samples) {
    INFO(sample.name);
    const Agreement digits = agreement(sample, sample);
    CHECK(digits.gradient >= all_digits<S> - 1);  // the same terms, added up in another order
    CHECK(digits.adjoints >= all_digits<S> - 1);
    if (!sample.is_constant) CHECK(digits.difference >= difference_digits<S> - 1);
  }

  SECTION("the control: each of the three tells the derivative of exp from that of tanh") {
    const Agreement digits = agreement(sample_of(samples, "exp of 2 x 3 per example"),
                                       sample_of(samples, "tanh of 2 x 3 per example"));
    CHECK(digits.gradient < 2);
    CHECK(digits.adjoints < 2);
    CHECK(digits.difference < 2);
  }
}

TEST_CASE("every primitive has a sample", "[tangent]") {
  std::set<Opcode> met;
  for (const PrimitiveSample<Var<double>>& sample : primitive_samples<Var<double>>()) {
    Tape<double> tape(sample_examples);
    const Var<double> y = sample.apply_to(inputs_of(sample.operands, tape));
    met.insert(y.instruction().opcode);
    for (const Instruction& k : tape.recording().instructions)
      visit_primitive(k.opcode, [&]<class P>() {
        if (P::kind == Kind::leaf) met.insert(k.opcode);
      });
    visit_primitive(y.instruction().opcode, [&]<class P>() {
      CHECK_THAT(sample.name, Catch::StartsWith(std::string(P::name) + " of "));
    });
  }

  for (Opcode opcode = 0; opcode < Primitives::size; ++opcode)
    visit_primitive(opcode, [&]<class P>() {
      INFO(P::name);
      CHECK(met.count(opcode) == 1);
    });
  CHECK(met.size() == Primitives::size);  // the control: and nothing else was met
}

TEMPLATE_TEST_CASE("a batch's tangent is each example's own gradient times the direction",
                   "[tangent]", double, Real50) {
  using S = TestType;
  Tape<S> tape(3);
  const std::vector<Var<S>> w{input(tape, {2, 2}, rationals<S>(4, 1)),
                              input(tape, {1, 2}, rationals<S>(2, 8))};
  const Var<S> x = example_input(tape, {2, 1}, rationals<S>(6, 3));
  const Var<S> f = product(w[1], tanh(product(w[0], x)));
  const std::vector<Var<S>> v{input(tape, {2, 2}, rationals<S>(4, 12)),
                              input(tape, {1, 2}, rationals<S>(2, 17))};

  const auto df = jacobian_vector_product(std::vector{f, sum_over_examples(f)}, w, v);

  const std::vector<Var<S>> rows = per_example_gradient(f, w);
  S total(0);
  for (std::size_t e = 0; e < 3; ++e) {
    S by_rows(0);
    for (std::size_t b = 0; b < 2; ++b)
      for (std::uint32_t r = 0; r < w[b].shape().rows; ++r)
        for (std::uint32_t c = 0; c < 2; ++c)
          by_rows += rows[b].value(r, c, e) * v[b].value(r, c);
    CHECK(agreeing_digits(df[0].value(0, 0, e), by_rows, S(1)) >= all_digits<S> - 1);
    total += by_rows;
  }
  CHECK(agreeing_digits(df[1].value(), total, S(1)) >= all_digits<S> - 1);
  CHECK(agreeing_digits(df[0].value(0, 0, 0), df[0].value(0, 0, 1)) < 2);  // the control
}

TEST_CASE("a tangent, being recorded, runs again along another direction, and is differentiated",
          "[tangent]") {
  Tape<double> tape;
  const Var<double> u = input(tape, 3), v = input(tape, 5);
  const Var<double> du = input(tape, 1), dv = input(tape, 0);
  const Var<double> dy = jacobian_vector_product({u * square(v)}, {u, v}, {du, dv}).front();
  const Var<double> d2y = gradient(dy, {v}).front();  // 2 v u̇ + 2 u v̇

  CHECK(dy.value() == 25);
  CHECK(d2y.value() == 10);
  Replay<double> replay(tape, std::array{dy.id, d2y.id});
  replay.set(du.id, std::array{double{0}});
  replay.set(dv.id, std::array{double{1}});
  replay.run();
  CHECK(*replay[dy.id].data == 30);
  CHECK(*replay[d2y.id].data == 6);
}

TEST_CASE("what no input moves has tangent 0, in its own shape and lanes", "[tangent]") {
  Tape<double> tape(2);
  const Var<double> u = input(tape, 3);
  const Var<double> apart = input(tape, {2, 3}, rationals<double>(6));
  const Var<double> lanes = example_input(tape, {2, 1}, rationals<double>(4));
  const Var<double> one = constant(tape, 1);

  const auto dy = jacobian_vector_product(
      {square(u), square(apart), u + lanes, sum(lanes), u < lanes, u}, {u}, {one});

  CHECK(dy[0].value() == 6);  // the control: where it does depend
  CHECK(dy[1].shape() == Shape{2, 3});
  CHECK(dy[1].value(1, 2) == 0);
  CHECK(dy[2].shape() == Shape{2, 1});
  CHECK(dy[2].per_example());
  CHECK(dy[2].value(1, 0, 1) == 1);  // a number moves every entry that it was added to
  CHECK(dy[3].per_example());
  CHECK(dy[3].value(0, 0, 1) == 0);
  CHECK(dy[4].value(1, 0, 1) == 0);
  CHECK(dy[5].value() == 1);
  CHECK(jacobian_vector_product(std::vector<Var<double>>{}, std::vector{u}, std::vector{one})
            .empty());
}

TEST_CASE("an input moves as its direction says, on top of how others move it", "[tangent]") {
  Tape<double> tape;
  const Var<double> u = input(tape, 3);
  const Var<double> middle = square(u);
  const Var<double> y = square(middle) + u;
  const Var<double> a = input(tape, 5), b = input(tape, 7);

  const auto dy = jacobian_vector_product({y}, {middle, u}, {a, b});
  const auto twice = jacobian_vector_product({y}, {u, u}, {a, b});

  CHECK(dy[0].value() == 5 * 18 + 7 * 109);  // as gradient(y, {middle, u}) is {18, 109}
  CHECK(twice[0].value() == 12 * 109);
}

TEST_CASE("a mask stays where it is, also where it masks itself", "[tangent]") {
  Tape<double> tape;
  const Var<double> u = input(tape, {2, 1}, std::vector<double>{1, 0});
  const Var<double> y = select(u, 2 * u, 5 * u);
  const Var<double> itself = select(u, u, 7 * u);
  const Var<double> direction = input(tape, {2, 1}, std::vector<double>{3, 1});

  const auto dy = jacobian_vector_product({y, itself}, {u}, {direction});

  CHECK(y.value(0, 0) == 2);
  CHECK(dy[0].value(0, 0) == 6);
  CHECK(dy[0].value(1, 0) == 5);
  CHECK(dy[1].value(0, 0) == 3);
  CHECK(dy[1].value(1, 0) == 7);
}

TEST_CASE("a sweep records nothing that the outputs do not need", "[tangent]") {
  Tape<double> tape;
  const Var<double> u = input(tape, 3), v = input(tape, 2);
  Var<double> unused = u;
  for (int k = 0; k < 1000; ++k) unused = sin(unused);
  // Both need its value, and not to know how it moves: a mask stands still, a step does not move.
  const Var<double> y = u * apply<Where>(v, unused) + (unused < v);
  const Var<double> du = constant(tape, 1), dv = constant(tape, 1);
  const std::size_t before = tape.size();

  const auto dy = jacobian_vector_product({y}, {u, v}, {du, dv});

  CHECK(dy[0].value() == 2 + 3);
  CHECK(tape.size() == before + 4);  // a mask, two products and their sum

  SECTION("and where they do need it, a chain is no longer than it has to be") {
    const std::size_t here = tape.size();
    const auto long_one = jacobian_vector_product({unused}, {u}, {du});
    CHECK(tape.size() == here + 2 * 1000);  // cos, and a product
    const int lost = 3;  // a thousand roundings
    CHECK(agreeing_digits(long_one[0].value(), gradient(unused, {u}).front().value()) >= 15 - lost);
  }
}

TEST_CASE("a tangent of a million operations is taken", "[tangent]") {
  Tape<double> tape;
  const Var<double> u = input(tape, 1);
  Var<double> y = u;
  for (int k = 0; k < 1'000'000; ++k) y = y + u;

  CHECK(jacobian_vector_product({y}, {u}, {constant(tape, 2)})[0].value() == 2'000'002);
}

TEST_CASE("a direction must fit its input", "[tangent]") {
  Tape<double> tape(2), other(2);
  const Var<double> u = input(tape, {2, 1}, rationals<double>(2));
  const Var<double> x = example_input(tape, {2, 1}, rationals<double>(4));
  const Var<double> wide = input(tape, {1, 2}, rationals<double>(2));
  const Var<double> elsewhere = input(other, {2, 1}, rationals<double>(2));
  const std::size_t before = tape.size();

  CHECK_THROWS_AS(jacobian_vector_product({u}, {u}, {wide}), std::invalid_argument);
  CHECK_THROWS_WITH(
      jacobian_vector_product({u}, {u}, {wide}),
      "autodiff: a 1 x 2 direction for the 2 x 1 input at node 0; it must have the input's shape.");
  CHECK_THROWS_WITH(jacobian_vector_product({u}, {u, x}, {u}),
                    "autodiff: 1 directions for 2 inputs; each input needs one.");
  CHECK_THROWS_WITH(jacobian_vector_product({u}, {u}, {x}),
                    "autodiff: a direction per example, node 1, for the input at node 0, which all "
                    "examples share; give one direction for all of them.");
  CHECK_THROWS_WITH(jacobian_vector_product({u}, {u}, {elsewhere}),
                    Catch::Contains("different tapes"));
  CHECK_THROWS_WITH(jacobian_vector_product({u}, {elsewhere}, {elsewhere}),
                    Catch::Contains("different tapes"));
  CHECK_THROWS_WITH(jacobian_vector_product({u, elsewhere}, {u}, {u}),
                    Catch::Contains("different tapes"));
  CHECK(tape.size() == before);  // refused before anything was recorded

  SECTION("the control: one direction for all examples fits an input that is per example") {
    const auto dy = jacobian_vector_product({square(x)}, {x}, {u});
    CHECK(dy[0].value(1, 0, 1) == 2 * x.value(1, 0, 1) * u.value(1, 0));
  }
}
