/// @file closed_forms_test.cpp
/// Flows that pencil and paper can solve, met by the Taylor method to the scalar's last digits.
///
/// Each asks something else of the one rule that chooses the steps: rates that differ, a passage
/// close to a singularity, eigenvalues that meet, a decay that never settles.
#include "nn/flows/gradient_flow.hpp"
#include "nn/layers/linear.hpp"
#include "nn/ode/taylor.hpp"
#include "tests/catch.hpp"
#include "tests/nn/made_examples.hpp"
#include "tests/nn/ode/solved.hpp"
#include "tests/nn/ode/systems.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

/// In how many digits after the point two states agree, at the worst of their components.
template <class S>
int fewest_digits(const std::vector<S>& a, const std::vector<S>& b) {
  REQUIRE(a.size() == b.size());
  int fewest = all_digits<S>;
  for (std::size_t p = 0; p < a.size(); ++p)
    fewest = std::min(fewest, agreeing_digits(a[p], b[p], S(1)));
  return fewest;
}

/// In how many digits a quantity is what it was, at the ends and in the middle of every step.
template <class S, class Q>
int digits_kept(const Path<S>& path, const S& at_start, Q quantity) {
  int fewest = all_digits<S>;
  for (const Step<S>& step : path.steps())
    for (const S& dt : {S(0), S(step.length / 2), step.length})
      fewest = std::min(fewest, agreeing_digits(quantity(path.state_in(step, dt)), at_start));
  return fewest;
}

}  // namespace

TEMPLATE_TEST_CASE("least squares by gradient flow follows the matrix exponential",
                   "[closed_forms]", double, Real50) {
  using S = TestType;
  const std::vector<S> x{S(-3) / 4, S(1) / 5, S(2) / 3, S(7) / 3}, y{S(1), S(-1) / 3, S(0), S(2)};
  const std::vector<S> start{S(5) / 7, S(-2) / 3};
  const VectorField<S> field = gradient_flow(Linear{1}, SquaredLoss{}, made_examples(1, x, y));

  const Path<S> path = solved(field, start, S(3));

  // A dozen steps round, but the flow contracts and forgets the earlier ones.
  for (const S& t : {S(S(1) / 7), S(1), S(3)})
    CHECK(fewest_digits(path.state(t), least_squares(x, y, start, t)) >= all_digits<S> - 2);

  // The controls: without one example it is another flow, and at its end it still moves.
  const std::vector<S> fewer_x(x.begin(), x.end() - 1), fewer_y(y.begin(), y.end() - 1);
  CHECK(fewest_digits(path.state(S(1)), least_squares(fewer_x, fewer_y, start, S(1))) == 0);
  CHECK(fewest_digits(path.state(S(3)), least_squares(x, y, start, S(99))) <= 4);
}

TEMPLATE_TEST_CASE("a planet is where Kepler's equation has it, and comes round", "[closed_forms]",
                   double, Real50) {
  using S = TestType;
  using std::atan, std::sin;
  const S turn = 8 * atan(S(1));
  const VectorField<S> field = planet<S>([](const Var<S>& rr) { return rr * sqrt(rr); });
  const VectorField<S> by_power = planet<S>([](const Var<S>& rr) { return pow(rr, S(3) / 2); });

  const Path<S> path = solved(field, perihelion<S>, turn);

  // An error δ of the energy is one of 3 · 2π δ in the year's length, and on coming round the
  // velocity changes 25/4 times as fast as time: 118 δ, two digits, and one for δ itself.
  const int digits = all_digits<S> - 3;
  for (const S& E : {S(1), S(4), S(6)})
    CHECK(fewest_digits(path.state(S(E - S(3) / 5 * sin(E))), planet_at(E)) >= digits);
  CHECK(fewest_digits(path.final_state(), perihelion<S>) >= digits);
  CHECK(fewest_digits(path.final_state(), solved(by_power, perihelion<S>, turn).final_state()) >=
        digits);
  CHECK(fewest_digits(path.state(S(turn / 2)), perihelion<S>) == 0);  // the control

  SECTION("with its energy and its angular momentum all the way, but not under another law") {
    const VectorField<S> other = planet<S>([](const Var<S>& rr) { return pow(rr, S(8) / 5); });
    const Path<S> rosette = solved(other, perihelion<S>, turn);

    const S total = S(-1) / 2, momentum = S(4) / 5;
    const int kept = all_digits<S> - 2;  // the energy at perihelion: 2 - 5/2, a digit of it lost
    CHECK(digits_kept(path, total, energy<S>) >= kept);
    CHECK(digits_kept(path, momentum, angular_momentum<S>) >= kept);
    CHECK(digits_kept(rosette, total, energy<S>) == 0);
    CHECK(digits_kept(rosette, momentum, angular_momentum<S>) >= kept);  // central as well
    CHECK(fewest_digits(rosette.final_state(), perihelion<S>) == 0);
  }
}

TEMPLATE_TEST_CASE("a heavy ball swings, creeps or just does not swing, as its friction says",
                   "[closed_forms]", double, Real50) {
  using S = TestType;
  const std::vector<S> start{S(3) / 7, S(-5) / 3};
  const S end(3);

  for (const S& friction : {S(1), S(3), S(5)}) {
    const std::vector<S> found = solved(heavy_ball(friction), start, end).final_state();

    // Friction damps what ten steps round; the rest is lost in the closed form's own functions.
    CHECK(fewest_digits(found, ball_at(friction, start, end)) >= all_digits<S> - 2);
    // The control: a ball of slightly more friction is elsewhere.
    CHECK(fewest_digits(found, ball_at(S(friction + S(1) / 1000), start, end)) <= 5);
  }
}

TEMPLATE_TEST_CASE("an integral over the path is one more state, and does not disturb the others",
                   "[closed_forms]", double, Real50) {
  using S = TestType;
  using std::log, std::sqrt;
  const S w_0 = S(5) / 3;
  // w' = -w³ has w = w_0 / √(1 + 2 w_0² t), and so ∫ w² dt = ln(1 + 2 w_0² t)/2.
  const VectorField<S> field = system_of<S>({S(0), S(0)}, [](const Variables<S>& w) {
    return Variables<S>{-w[0] * square(w[0]), square(w[0])};
  });

  const Path<S> path = solved(field, {w_0, S(0)}, S(10));

  for (const S& t : {S(S(1) / 9), S(3), S(10)}) {
    const S growth = 1 + 2 * w_0 * w_0 * t;
    const std::vector<S> expected{w_0 / sqrt(growth), log(growth) / 2};
    // The state forgets its rounding, the integral adds up that of 30 steps, with either sign.
    CHECK(fewest_digits(path.state(t), expected) >= all_digits<S> - 2);
    // The control: the integral of the w that is met in the end would be another.
    CHECK(agreeing_digits(path.state(t)[1], S(expected[0] * expected[0] * t)) == 0);
  }
}
