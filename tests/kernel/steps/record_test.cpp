/// @file record_test.cpp
/// A trajectory holds what the learning did: its w, rates, batches and velocity, step by step.
#include "kernel/steps/record.hpp"

#include "nn/learning/learn.hpp"
#include "nn/models/mlp.hpp"
#include "tests/catch.hpp"
#include "tests/nn/made_examples.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

/// A learning on five examples, and who watches it.
template <class S, class Method>
Learning<S> learned(const LearningState<S>& start, const Method& method, std::size_t steps,
                    const std::type_identity_t<Observer<S>>& observer,
                    const BatchSchedule& schedule = BatchSchedule::cyclic(5, 2)) {
  const Examples<S> data = made_examples<S>(1, rationals<S>(5), rationals<S>(5, 9));
  return learn(Mlp{{1, 2, 1}}, SquaredLoss{}, data, start, method,
               {.schedule = schedule, .steps = steps, .observers = {observer}});
}

template <class S>
LearningState<S> start() {
  return rationals<S>(7, 3);
}

}  // namespace

TEMPLATE_TEST_CASE("a recorded step leads from one w to the next", "[record]", double, Real50) {
  using S = TestType;
  const GradientDescent<S> method{[](std::size_t k) { return S(1) / S(static_cast<int>(20 + k)); }};
  Trajectory<S> trajectory;

  const Learning<S> learning =
      learned(start<S>(), method, 3, record(trajectory, method, start<S>()));

  CHECK(trajectory.steps() == 3);
  CHECK(trajectory.w.size() == 4);
  CHECK(trajectory.w.front() == start<S>().w);
  CHECK(trajectory.w.back() == learning.w());
  CHECK(trajectory.rates == std::vector<S>{S(1) / 20, S(1) / 21, S(1) / 22});
  CHECK(trajectory.batches == std::vector<std::vector<std::size_t>>{{0, 1}, {2, 3}, {4, 0}});
  CHECK(trajectory.inertia == Inertia<S>{});
  CHECK(trajectory.velocity.empty());

  // What is recorded is enough to make each step again: those of its batch, with its rate.
  for (std::size_t s = 0; s < 3; ++s) {
    const auto again = learned<S>(
        trajectory.w[s], GradientDescent<S>{trajectory.rates[s]}, 1,
        [](const LearningView<S>&) { return true; },
        BatchSchedule::fixed(5, trajectory.batches[s]));
    CHECK(again.w() == trajectory.w[s + 1]);
  }
}

TEMPLATE_TEST_CASE(
    "methods with momentum are recorded with it, and with the velocity they begin at", "[record]",
    double, Real50) {
  using S = TestType;
  const HeavyBall<S> ball{S(1) / 40, S(3) / 4};
  const Nesterov<S> nesterov{S(1) / 40, S(1) / 2};
  Trajectory<S> all, first, second;

  learned(start<S>(), ball, 5, record(all, ball, start<S>()));
  const Learning<S> middle = learned(start<S>(), ball, 3, record(first, ball, start<S>()));
  learned(middle.state, ball, 2, record(second, ball, middle.state));

  CHECK(all.inertia == Inertia<S>{S(3) / 4, false});
  CHECK(all.velocity.empty());
  CHECK(second.velocity == middle.state.memory[0]);
  CHECK(second.velocity.size() == 7);
  CHECK(second.w == std::vector<std::vector<S>>(all.w.begin() + 3, all.w.end()));
  CHECK(second.batches[0] == all.batches[3]);  // not that of a first step

  learned(start<S>(), nesterov, 1, record(all, nesterov, start<S>()));
  CHECK(all.inertia == Inertia<S>{S(1) / 2, true});
  CHECK(all.steps() == 1);  // begun anew
}

TEST_CASE("a learning that is gone on from is recorded as if it had never stopped", "[record]") {
  const GradientDescent<double> method{0.05};
  Trajectory<double> whole, parts;
  learned(start<double>(), method, 5, record(whole, method, start<double>()));
  const Observer<double> observer = record(parts, method, start<double>());
  const Learning<double> middle = learned(start<double>(), method, 2, observer);
  learned(middle.state, method, 3, observer);
  CHECK(parts == whole);

  SECTION("but a learning that begins elsewhere is refused") {
    const auto ignore = [](const LearningView<double>&) { return true; };
    const Learning<double> later = learned(middle.state, method, 9, ignore);
    LearningState<double> other = learned(middle.state, method, 3, ignore).state;
    other.w[0] += 1;  // at the step where the trajectory ends, but not there
    CHECK_THROWS_AS(learned(other, method, 1, observer), std::invalid_argument);
    CHECK_THROWS_WITH(learned(later.state, method, 1, observer),
                      "kernel: step 11 in a trajectory that begins at step 0 and has 6 w; record a "
                      "learning from its start, and each by itself.");
  }
}

TEST_CASE("a trajectory that does not fit is refused, with what does not", "[record]") {
  const Trajectory<double> good{
      .w = {{1, 2}, {3, 4}, {5, 6}}, .rates = {0.1, 0.2}, .batches = {{0}, {1, 1}}};
  CHECK_NOTHROW(require_fitting(good, 2, 2));  // the control
  const auto wrong = [&](auto spoil) {
    Trajectory<double> bad = good;
    spoil(bad);
    return [bad] { require_fitting(bad, 2, 2); };
  };
  const auto refused = [&](auto spoil, const std::string& message) {
    CHECK_THROWS_WITH(wrong(spoil)(), message);
    CHECK_THROWS_AS(wrong(spoil)(), std::invalid_argument);
  };
  refused([](auto& t) { t = {}; },
          "kernel: a trajectory of 0 steps; record a learning of at least 1.");
  refused([](auto& t) { t.w.pop_back(); },
          "kernel: 2 w for 2 steps; it needs one more than steps.");
  refused(
      [](auto& t) { t.w[1] = {3}; },
      "kernel: 1 numbers in w_1, for a model of 2 parameters; give the model that has learned.");
  refused([](auto& t) { t.velocity = {7}; },
          "kernel: a first velocity of 1 numbers for 2 parameters; it needs as many, or none.");
  const double inf = std::numeric_limits<double>::infinity(), nan = inf - inf;
  const std::string remedy =
      " of a trajectory; all must be finite. Record a learning up to where it fails, or make "
      "shorter steps.";
  refused([=](auto& t) { t.w[2][1] = inf; }, "kernel: inf among the w" + remedy);
  refused([=](auto& t) { t.rates[1] = -inf; }, "kernel: -inf among the rates" + remedy);
  refused(
      [=](auto& t) {
        t.velocity = {1, inf};
      },
      "kernel: inf among the first velocities" + remedy);
  refused([=](auto& t) { t.inertia.momentum = inf; }, "kernel: inf among the momenta" + remedy);
  CHECK_THROWS_AS(wrong([=](auto& t) { t.w[0][0] = nan; })(), std::invalid_argument);
  CHECK_THROWS_AS(wrong([=](auto& t) { t.rates[0] = nan; })(), std::invalid_argument);
  refused([](auto& t) { t.batches.pop_back(); },
          "kernel: 1 batches for 2 steps; it needs one for each, or none if all examples are in "
          "all of them.");
  refused([](auto& t) { t.batches[1].clear(); },
          "kernel: no examples in the batch of step 1; it needs at least 1.");
  refused([](auto& t) { t.batches[1][1] = 2; },
          "kernel: example 2 in the batch of step 1, of data with 2; they are counted from 0. Give "
          "the data that was learned.");
}
