/// @file schedule_test.cpp
/// Which examples take part when: every one in its turn, or drawn, and each turn at its time.
#include "nn/learning/schedule.hpp"

#include <set>

#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("batches go round the examples in order", "[schedule]", double, Real50) {
  using S = TestType;
  const std::vector<Stretch<S>> stretches = cyclic_batches(5, 2, S(S(1) / 3), S(2));

  const std::vector<std::vector<S>> expected{
      {S(1), S(1), S(0), S(0), S(0)}, {S(0), S(0), S(1), S(1), S(0)},
      {S(1), S(0), S(0), S(0), S(1)},  // round the end
      {S(0), S(1), S(1), S(0), S(0)}, {S(0), S(0), S(0), S(1), S(1)},
      {S(1), S(1), S(0), S(0), S(0)}};
  REQUIRE(stretches.size() == 6);
  for (std::size_t k = 0; k < 6; ++k) {
    CHECK(stretches[k].control == expected[k]);
    CHECK(stretches[k].start == S(static_cast<int>(k)) * (S(1) / 3));  // no sum that would drift
  }
}

TEST_CASE("a batch of all examples is all of them, all the time", "[schedule]") {
  for (const Stretch<double>& stretch : cyclic_batches(3, 3, 0.5, 2.0))
    CHECK(stretch.control == std::vector<double>{1, 1, 1});
  CHECK(cyclic_batches(3, 3, 0.5, 2.0).size() == 4);
  CHECK(cyclic_batches(3, 1, 5.0, 2.0).size() == 1);  // the period outlasts the training
}

TEST_CASE("impossible batches are refused", "[schedule]") {
  CHECK_THROWS_AS(cyclic_batches(3, 0, 1.0, 2.0), std::invalid_argument);
  CHECK_THROWS_WITH(cyclic_batches(3, 0, 1.0, 2.0),
                    "nn: a batch of 0 from 3 examples; it needs 1 to 3.");
  CHECK_THROWS_WITH(cyclic_batches(3, 4, 1.0, 2.0),
                    "nn: a batch of 4 from 3 examples; it needs 1 to 3.");
  CHECK_THROWS_WITH(cyclic_batches(3, 2, 0.0, 2.0),
                    "nn: batches held for 0; the time must be above 0.");
  CHECK_NOTHROW(cyclic_batches(3, 3, 1.0, 2.0));  // the control
}

namespace {

using Batch = std::vector<std::size_t>;

/// The batches of steps first, ..., first + n - 1, one after another.
Batch taken(const BatchSchedule& schedule, std::size_t first, std::size_t n) {
  Batch all;
  for (std::size_t k = first; k < first + n; ++k)
    for (const std::size_t i : schedule.batch(k)) all.push_back(i);
  return all;
}

}  // namespace

TEST_CASE("a fixed schedule has the same examples in every step", "[schedule]") {
  CHECK(BatchSchedule::all(3).batch(0) == Batch{0, 1, 2});
  CHECK(BatchSchedule::all(3).batch(1000) == Batch{0, 1, 2});
  CHECK(BatchSchedule::all(3).batches_per_epoch() == 1);

  const BatchSchedule twice = BatchSchedule::fixed(4, {3, 1, 3});
  CHECK(twice.batch(7) == Batch{3, 1, 3});
  CHECK(twice.multiplicity(3, 7) == 2);
  CHECK(twice.multiplicity(1, 7) == 1);
  CHECK(twice.multiplicity(0, 7) == 0);
  CHECK(twice.examples() == 4);
}

TEST_CASE("a cyclic schedule goes round the end", "[schedule]") {
  const BatchSchedule schedule = BatchSchedule::cyclic(5, 2);

  CHECK(schedule.batch(0) == Batch{0, 1});
  CHECK(schedule.batch(2) == Batch{4, 0});
  CHECK(schedule.batch(1000) == Batch{0, 1});  // 2000 mod 5 = 0
  CHECK(schedule.batches_per_epoch() == 3);
  CHECK(BatchSchedule::cyclic(6, 2).batches_per_epoch() == 3);
}

TEST_CASE("a shuffled schedule takes every example once an epoch, in another order each time",
          "[schedule]") {
  const BatchSchedule schedule = BatchSchedule::shuffled(10, 4, 7);
  std::set<Batch> orders;
  for (std::size_t epoch = 0; epoch < 20; ++epoch) {
    Batch order = taken(schedule, 3 * epoch, 3);
    orders.insert(order);
    std::ranges::sort(order);
    CHECK(order == BatchSchedule::all(10).batch(0));
  }
  CHECK(schedule.batches_per_epoch() == 3);
  CHECK(schedule.batch(2).size() == 2);  // the rest
  CHECK(orders.size() == 20);            // of 10! that there are

  SECTION("which its seed decides, and nothing else") {
    CHECK(taken(schedule, 0, 30) == taken(BatchSchedule::shuffled(10, 4, 7), 0, 30));
    CHECK(taken(schedule, 0, 30) != taken(BatchSchedule::shuffled(10, 4, 8), 0, 30));
    CHECK(schedule.batch(0) == Batch{2, 6, 3, 7});  // on every platform
  }
}

TEST_CASE("a schedule has its stretches for times that make sense only", "[schedule]") {
  const BatchSchedule schedule = BatchSchedule::cyclic(3, 1);
  const double infinite = std::numeric_limits<double>::infinity();
  CHECK(schedule.stretches(0.3, 0.9).size() == 3);  // 3 x 0.3 < 0.9 in double: no fourth
  CHECK_THROWS_WITH(schedule.stretches(infinite, 1.0),
                    "nn: batches held for inf; the time must be finite.");
  CHECK_THROWS_WITH(schedule.stretches(1.0, 0.0),
                    "nn: batches until t = 0; they begin at 0 and need a later end.");
}

TEST_CASE("a schedule with replacement draws each place by itself", "[schedule]") {
  const std::size_t m = 5, steps = 2000;
  const BatchSchedule schedule = BatchSchedule::with_replacement(m, 3, 11);
  std::vector<std::size_t> count(m);
  bool repeated = false;
  for (std::size_t k = 0; k < steps; ++k)
    for (std::size_t i = 0; i < m; ++i) {
      count[i] += schedule.multiplicity(i, k);
      repeated |= schedule.multiplicity(i, k) > 1;
    }

  CHECK(repeated);
  CHECK(schedule.batch(5).size() == 3);
  CHECK(schedule.batches_per_epoch() == 2);
  // 6000 draws, 1200 of each expected with a deviation of 31: five of those are allowed.
  for (const std::size_t n : count) CHECK(std::abs(static_cast<double>(n) - 1200) < 155);
  CHECK(taken(schedule, 0, 9) != taken(BatchSchedule::with_replacement(m, 3, 12), 0, 9));
}

TEST_CASE("a cursor gives the batches that the schedule gives, in any order", "[schedule]") {
  for (const BatchSchedule& schedule :
       {BatchSchedule::fixed(7, {5, 2}), BatchSchedule::cyclic(7, 3),
        BatchSchedule::shuffled(7, 3, 1), BatchSchedule::with_replacement(7, 3, 1)}) {
    BatchCursor cursor(schedule);
    for (const std::size_t step : {0, 1, 2, 3, 4, 1000, 4, 3, 0}) {
      const std::span<const std::size_t> batch = cursor.batch(step);
      CHECK(Batch(batch.begin(), batch.end()) == schedule.batch(step));
    }
  }
}

TEMPLATE_TEST_CASE("the stretches of a schedule are its multiplicities", "[schedule]", double,
                   Real50) {
  using S = TestType;
  const BatchSchedule schedule = BatchSchedule::with_replacement(3, 3, 2);
  const std::vector<Stretch<S>> stretches = schedule.stretches(S(S(1) / 3), S(4));

  REQUIRE(stretches.size() == 12);
  S largest(0);
  for (std::size_t k = 0; k < stretches.size(); ++k) {
    CHECK(stretches[k].start == S(static_cast<int>(k)) * S(S(1) / 3));
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(stretches[k].control[i] == S(static_cast<int>(schedule.multiplicity(i, k))));
      largest = std::max(largest, stretches[k].control[i]);
    }
  }
  CHECK(largest > 1);  // else it would have been an indicator of 0 and 1 only
}

TEST_CASE("schedules of examples that are not there are refused", "[schedule]") {
  const std::string four_of_three = "nn: a batch of 4 from 3 examples; it needs 1 to 3.";
  CHECK_THROWS_WITH(BatchSchedule::cyclic(3, 4), four_of_three);
  CHECK_THROWS_WITH(BatchSchedule::shuffled(3, 4, 0), four_of_three);
  CHECK_THROWS_WITH(BatchSchedule::with_replacement(3, 4, 0), four_of_three);
  CHECK_THROWS_WITH(BatchSchedule::shuffled(3, 0, 0),
                    "nn: a batch of 0 from 3 examples; it needs 1 to 3.");
  CHECK_THROWS_WITH(BatchSchedule::fixed(3, {}),
                    "nn: a batch of 0 from 3 examples; it needs 1 to 3.");
  CHECK_THROWS_WITH(BatchSchedule::fixed(3, {2, 3}),
                    "nn: example 3 of 3 in a schedule; they are counted from 0.");
  CHECK_THROWS_WITH((void)BatchSchedule::all(3).multiplicity(5, 0),
                    "nn: example 5 of 3 in a schedule; they are counted from 0.");
  CHECK_THROWS_WITH(cyclic_batches(3, 2, 1.0, std::numeric_limits<double>::infinity()),
                    "nn: batches until t = inf; the end must be finite.");
  CHECK_NOTHROW(BatchSchedule::fixed(3, {2, 2, 2, 2}));  // the control: four times the same
}
