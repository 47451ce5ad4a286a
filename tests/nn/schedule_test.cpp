/// @file schedule_test.cpp
/// Which examples take part when: every one in its turn, and each turn at its time.
#include "nn/schedule.hpp"

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
