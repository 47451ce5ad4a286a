/// @file split_test.cpp
/// Parts of a data set have no example in common, and together are all of it.
#include "nn/data/split.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>
#include "nn/data/standardised.hpp"

#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

/// m examples, of which the i-th is x = i, y = -i.
template <class S>
Examples<S> counted(int m) {
  Examples<S> data{static_cast<std::size_t>(m), 1, {}, {}};
  for (int i = 0; i < m; ++i) {
    data.x.push_back(S(i));
    data.y.push_back(S(-i));
  }
  return data;
}

template <class S>
std::vector<S> together(std::vector<S> a, const std::vector<S>& b) {
  a.insert(a.end(), b.begin(), b.end());
  std::ranges::sort(a);
  return a;
}

}  // namespace

TEMPLATE_TEST_CASE("a split's parts are disjoint, complete, and keep each x with its y", "[split]",
                   double, Real50) {
  using S = TestType;
  const Examples<S> data = counted<S>(10);

  const Split<Examples<S>> parts = split(data, 7, 1);

  CHECK(parts.training.count == 7);
  CHECK(parts.test.count == 3);
  CHECK(together(parts.training.x, parts.test.x) == data.x);  // each of 0, ..., 9 once
  for (const Examples<S>* part : {&parts.training, &parts.test})
    for (std::size_t i = 0; i < part->count; ++i) CHECK(part->y[i] == -part->x[i]);
}

TEST_CASE("a split is that of its seed, on every machine", "[split]") {
  const Examples<double> data = counted<double>(10);

  CHECK(split(data, 7, 2).test.x == std::vector<double>{8, 2, 5});
  CHECK(split(data, 7, 1).training.x == split(data, 7, 1).training.x);
  CHECK(split(data, 7, 1).training.x != split(data, 7, 2).training.x);
}

TEST_CASE("every example is as often in the test as any other", "[split]") {
  const Examples<double> data = counted<double>(5);
  std::vector<int> times(5, 0);
  for (std::uint64_t seed = 0; seed < 1000; ++seed)
    for (const double x : split(data, 3, seed).test.x) ++times[static_cast<std::size_t>(x)];

  // 1000 draws of probability 2/5: 400, with deviation sqrt(1000 · 2/5 · 3/5) = 15.5
  for (const int n : times) CHECK(std::abs(n - 400) < 78);  // five deviations
}

TEST_CASE("a split with nothing to learn from, or to test on, is refused", "[split]") {
  const Examples<double> data = counted<double>(10);

  CHECK_THROWS_AS(split(data, 0, 1), std::invalid_argument);
  for (const std::size_t k : std::vector<std::size_t>{0, 10, 11})
    CHECK_THROWS_WITH(split(data, k, 1),
                      "data: a split of 10 examples with " + std::to_string(k) +
                          " for training; it needs 1 or more for training, and for the test.");
  CHECK(split(data, 1, 1).training.count == 1);
  CHECK(split(data, 9, 1).test.count == 1);
}

TEST_CASE("of k folds, each example is in one test, and in the other trainings", "[split]") {
  const Examples<double> data = counted<double>(10);

  const std::vector<Split<Examples<double>>> three = folds(data, 3, 1);

  REQUIRE(three.size() == 3);
  std::vector<double> tests;
  for (const Split<Examples<double>>& fold : three) {
    CHECK(together(fold.training.x, fold.test.x) == data.x);
    CHECK((fold.test.count == 3 || fold.test.count == 4));
    tests = together(tests, fold.test.x);
  }
  CHECK(tests == data.x);
  for (const std::size_t k : std::vector<std::size_t>{0, 1, 11})
    CHECK_THROWS_WITH(folds(data, k, 1),
                      "data: " + std::to_string(k) +
                          " folds of 10 examples; need 2 or more folds, and an example for each.");
  CHECK(folds(data, 10, 1).front().test.count == 1);
}

TEST_CASE("a data set is split as it was written, and so nothing is learned from the test",
          "[split]") {
  const DataSet data =
      make_data_set(parse_csv("x,y\n1,1\n2,4\n4,5\n8,2\n16,3\n32,9\n", "a.csv"), "y");

  const Split<DataSet> parts = split(data, 4, 1);
  const Examples<Real50> training = standardised<Real50>(parts.training);
  const Examples<Real50> test = standardised_as(training, parts.test);

  Real50 sum(0), raw(0);
  for (const Real50& z : training.x) sum += z;
  for (const ExactNumber& cell : parts.training.features[0].cells) raw += cell.as<Real50>();
  const int lost = 2;  // four terms of size 1, and a mean that is rounded
  CHECK(agreeing_digits(Real50(1 + sum), Real50(1)) >= all_digits<Real50> - lost);
  CHECK(agreeing_digits(training.features[0].mean, Real50(raw / 4)) >= all_digits<Real50> - lost);
  REQUIRE(test.count == 2);
  for (std::size_t i = 0; i < 2; ++i) {
    const Real50 x = parts.test.features[0].cells[i].as<Real50>();
    CHECK(test.x[i] == training.features[0].standardise(x));
  }
  const auto all = unstandardised<double>(data), some = unstandardised<double>(parts.training),
             others = unstandardised<double>(parts.test);
  CHECK(together(some.x, others.x) == all.x);
  CHECK(folds(data, 3, 1).size() == 3);
}
