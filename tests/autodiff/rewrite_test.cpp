/// @file rewrite_test.cpp
/// Rewriting a program leaves out what is not needed and what is there already, and nothing else.
#include "autodiff/rewrite.hpp"

#include "autodiff/gradient.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("a rewritten program is shorter and computes the same", "[rewrite]", double,
                   Real50) {
  using S = TestType;
  Tape<S> tape(2);
  const Var<S> w = input(tape, {2, 2}, rationals<S>(4));
  const Var<S> x = example_input(tape, {2, 1}, rationals<S>(4, 6));
  const Var<S> y = sum_over_examples(sum(tanh(product(w, x)) * tanh(product(w, x))));
  const Var<S> dy = gradient(y, {w}).front();

  const Rewritten<S> program = rewritten<S>(tape, std::array{y.id, dy.id});

  const Recording<S>& to = program.tape.recording();
  CHECK(program.tape.size() < tape.size());
  CHECK(program.tape.examples() == 2);
  for (const NodeId output : {y.id, dy.id}) {
    const auto before = tape[output].block().entries(),
               after = program.tape[program.at(output)].block().entries();
    CHECK(std::ranges::equal(before, after));
  }
  for (NodeId k = 0; k < to.instructions.size(); ++k) {  // still a straight line
    CHECK(to.instructions[k].left <= k);
    CHECK(to.instructions[k].right <= k);
  }
}

TEST_CASE("equal instructions are merged, and what only looks equal is not", "[rewrite]") {
  Tape<double> tape(2);
  const Var<double> u = input(tape, 3), v = input(tape, 3);  // equal today, but two inputs
  const Var<double> a = exp(2 * u), b = exp(2 * u);          // 2 is recorded twice as well
  const Var<double> c = exp(2 * v), d = exp(3 * u);
  const Var<double> e = u - v, f = v - u;
  const Var<double> wide = broadcast(u, {2, 1}), tall = broadcast(u, {1, 2});

  const Rewritten<double> program =
      rewritten<double>(tape, std::array{a.id, b.id, c.id, d.id, e.id, f.id, wide.id, tall.id});

  CHECK(program.at(a.id) == program.at(b.id));
  CHECK(program.at(a.id) != program.at(c.id));
  CHECK(program.at(a.id) != program.at(d.id));
  CHECK(program.at(e.id) != program.at(f.id));
  CHECK(program.at(wide.id) != program.at(tall.id));
  CHECK(program.tape.size() == 14);  // u, v, 2, 3; 2u, 2v, 3u and their exps; e, f; wide, tall
}

TEST_CASE("recording on a rewritten program goes on merging", "[rewrite]") {
  Tape<double> tape;
  const Var<double> u = input(tape, 3);
  const Var<double> y = sin(2 * u);
  const Rewritten<double> program = rewritten<double>(tape, std::array{y.id});
  const Var<double> u_there = program.tape[program.at(u.id)];
  const std::size_t before = program.tape.size();

  CHECK(sin(2 * u_there).id == program.at(y.id));
  CHECK(program.tape.size() == before);
  CHECK(cos(2 * u_there).id == before);  // the control: this is new
}

TEST_CASE("what the outputs do not need is left out, and says so when asked for", "[rewrite]") {
  Tape<double> tape;
  const Var<double> u = input(tape, 3), apart = input(tape, 4);
  const Var<double> y = square(u), other = y * apart;

  const Rewritten<double> program = rewritten<double>(tape, std::array{y.id});

  CHECK(program.tape.size() == 2);
  CHECK_THROWS_AS(program.at(apart.id), std::invalid_argument);
  CHECK_THROWS_WITH(program.at(other.id),
                    "autodiff: node 3 is not computed here; name it among the outputs.");
  CHECK_THROWS_WITH(rewritten<double>(tape, std::array{NodeId{7}}),
                    "autodiff: node 7 of a tape that holds 4.");
}

TEST_CASE("constants are merged only with their like", "[rewrite]") {
  Tape<double> tape;
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Var<double> u = input(tape, 3);
  const Var<double> doubled = 2 * u, spoiled = nan * u;
  const Var<double> above = 1 / constant(tape, 0), below = 1 / constant(tape, -double{0});

  const Rewritten<double> program =
      rewritten<double>(tape, std::array{doubled.id, spoiled.id, above.id, below.id});

  const auto value = [&](Var<double> v) { return program.tape[program.at(v.id)].value(); };
  CHECK(value(doubled) == 6);
  CHECK(std::isnan(value(spoiled)));  // a NaN is neither above nor below any number
  CHECK(value(above) == std::numeric_limits<double>::infinity());
  CHECK(value(below) == -std::numeric_limits<double>::infinity());  // -0 equals 0, and is not it
}
