/// @file replay_test.cpp
/// Running a tape again gives what recording it afresh would give, bit for bit.
#include "autodiff/replay.hpp"

#include "autodiff/gradient.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

/// A program of every kind of block: a loss summed over examples, and its gradient.
template <class S>
struct Program {
  Tape<S> tape;
  Var<S> w, x, each, total, d_total;

  Program(const std::vector<S>& weights, const std::vector<S>& inputs) : tape(inputs.size() / 2) {
    w = input(tape, {2, 2}, weights);
    x = example_input(tape, {2, 1}, inputs);
    each = sum(square(tanh(product(w, x)) - sin(x)) / (1 + exp(sum(w))));
    total = sum_over_examples(each);
    d_total = gradient(total, {w}).front();
  }
  [[nodiscard]] std::vector<NodeId> outputs() const { return {each.id, total.id, d_total.id}; }
};

template <class S>
std::vector<S> numbers(BlockView<const S> block) {
  return {block.entries().begin(), block.entries().end()};
}

}  // namespace

TEMPLATE_TEST_CASE("a replay on other inputs is the program recorded on them, bit for bit",
                   "[replay]", double, Real50) {
  using S = TestType;
  const Program<S> recorded(rationals<S>(4, 1), rationals<S>(6, 7));
  const std::vector<S> w = rationals<S>(4, 11);
  for (const std::size_t examples : {3u, 1u, 5u}) {
    const std::vector<S> x = rationals<S>(2 * examples, 3);
    const Program<S> afresh(w, x);

    Replay<S> replay(recorded.tape, recorded.outputs(), examples);
    replay.set(recorded.w.id, w);
    replay.set(recorded.x.id, x);
    replay.run();

    CHECK(replay.examples() == examples);
    for (const NodeId output : recorded.outputs()) {
      CHECK(numbers(replay[output]) == numbers(afresh.tape[output].block()));
      if (examples == 3)  // the control: other inputs, other numbers
        CHECK(numbers(replay[output]) != numbers(recorded.tape[output].block()));
    }
  }
}

TEST_CASE("inputs that are not set keep what they were recorded with", "[replay]") {
  const Program<double> recorded(rationals<double>(4, 1), rationals<double>(6, 7));

  Replay<double> replay(recorded.tape, recorded.outputs());
  replay.run();

  CHECK(numbers(replay[recorded.d_total.id]) == numbers(recorded.d_total.block()));

  SECTION("and a run does not change the tape, nor another replay") {
    Replay<double> other(recorded.tape, recorded.outputs());
    const double before = recorded.total.value();
    replay.set(recorded.w.id, rationals<double>(4, 11));
    replay.run();
    other.run();
    CHECK(*replay[recorded.total.id].data != before);
    CHECK(*other[recorded.total.id].data == before);
    CHECK(recorded.total.value() == before);
  }
}

TEST_CASE("another number of examples needs other inputs before the first run", "[replay]") {
  const Program<double> recorded(rationals<double>(4, 1), rationals<double>(6, 7));

  Replay<double> replay(recorded.tape, recorded.outputs(), 4);

  CHECK_THROWS_AS(replay.run(), std::invalid_argument);
  CHECK_THROWS_WITH(replay.run(),
                    "autodiff: a 2 x 1 input of 4 examples was never set; the tape was "
                    "recorded on 3.");
  replay.set(recorded.x.id, rationals<double>(8, 3));
  CHECK_NOTHROW(replay.run());  // w is shared, and keeps its numbers
}

TEST_CASE("only inputs can be set, and to as many numbers as they hold", "[replay]") {
  const Program<double> recorded(rationals<double>(4, 1), rationals<double>(6, 7));
  Replay<double> replay(recorded.tape, recorded.outputs());

  CHECK_THROWS_AS(replay.set(recorded.w.id, rationals<double>(3)), std::invalid_argument);
  CHECK_THROWS_WITH(
      replay.set(recorded.w.id, rationals<double>(3)),
      Catch::Contains("3 numbers for node 0") && Catch::Contains("2 x 2 block holds 4"));
  CHECK_THROWS_WITH(replay.set(recorded.total.id, rationals<double>(1)),
                    Catch::Contains("only an input can be set"));
  CHECK_THROWS_WITH(replay.set(9999, rationals<double>(1)),
                    Catch::Contains("input 9999 of a tape that"));
  CHECK_THROWS_WITH((Replay<double>(recorded.tape, recorded.outputs(), 0)),
                    "autodiff: a replay over 0 examples; a batch needs at least 1.");
}

TEST_CASE("only what the outputs need is run", "[replay]") {
  Tape<double> tape;
  const Var<double> u = input(tape, 4), v = input(tape, 2);
  const Var<double> y = sqrt(u);
  const Var<double> unused = log(v) + y;

  Replay<double> replay(tape, std::array{y.id});
  replay.set(u.id, std::array{double{9}});
  replay.set(v.id, std::array{double{-1}});  // log(-1) would be refused, were it computed
  replay.run();

  CHECK(*replay[y.id].data == 3);
  CHECK_THROWS_WITH(replay[unused.id],
                    Catch::Contains("is not computed here; name it among the outputs."));

  SECTION("the control: where it is needed, it is run") {
    Replay<double> whole(tape, std::array{unused.id});
    whole.set(v.id, std::array{double{-1}});
    CHECK_THROWS_WITH(whole.run(), Catch::Contains("log of -1"));
  }
}
