/// @file hopfield_net_test.cpp
/// Hopfield's net runs downhill, to what was stored where little was, and little was changed.
#include "kernel/machines/hopfield_net.hpp"

#include "kernel/machines/nearest_neighbour.hpp"
#include "nn/generator.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/machines/random_signs.hpp"

using namespace pathkernel;

namespace {

/// Rows of Sylvester's matrix: any two are orthogonal. Entry j of row i is (-1)^(ones of i & j).
std::vector<int> walsh(unsigned row, unsigned n) {
  std::vector<int> signs;
  for (unsigned j = 0; j < n; ++j) signs.push_back(std::popcount(row & j) % 2 == 0 ? 1 : -1);
  return signs;
}

}  // namespace

TEST_CASE("orthogonal patterns are fixed points, at the energy of the closed form",
          "[hopfield_net]") {
  // h_i = ξ_i (N - M)/N, so that N E = -N (N - M)/2: 16 signs, 3 patterns.
  const HopfieldNet net({walsh(3, 16), walsh(5, 16), walsh(14, 16)});
  for (const unsigned row : {3u, 5u, 14u}) {
    const HopfieldRun run = net.recall(walsh(row, 16));
    CHECK(run.converged);
    CHECK(run.state == walsh(row, 16));
    CHECK(run.sweeps == 1);
    CHECK(net.energy(run.state) == -16 * 13 / 2);
  }
  CHECK(net.recall(walsh(1, 16)).state != walsh(1, 16));  // the control: one that was not stored

  SECTION("and one sign that was changed is put right, whichever it is") {
    for (std::size_t i = 0; i < 16; ++i) {
      std::vector<int> start = walsh(5, 16);
      start[i] = -start[i];
      CHECK(net.recall(start).state == walsh(5, 16));
    }
  }
  SECTION("and so is their opposite, which was never stored") {
    std::vector<int> opposite = walsh(3, 16);
    for (int& sign : opposite) sign = -sign;
    CHECK(net.recall(opposite).state == opposite);
  }
}

TEST_CASE("the weights are Hebb's, and the energy is theirs", "[hopfield_net]") {
  const HopfieldNet net({{1, -1, 1}, {1, 1, 1}});

  CHECK(net.weights() == Matrix<int>(3, 3, {0, 0, 2, 0, 0, 0, 2, 0, 0}));
  CHECK(net.energy({1, 1, 1}) == -2);
  CHECK(net.energy({1, 1, -1}) == 2);

  SECTION("and a unit on which nothing acts keeps its sign") {
    CHECK(net.recall({1, 1, 1}).state == std::vector<int>{1, 1, 1});
    CHECK(net.recall({1, -1, 1}).state == std::vector<int>{1, -1, 1});
    CHECK(net.recall({1, -1, 1}).sweeps == 1);  // and was never turned
  }
  SECTION("and the order of the units decides which way it goes") {
    CHECK(net.recall({1, 1, -1}).state == std::vector<int>{-1, 1, -1});
    CHECK(net.recall({1, 1, -1}, {2, 1, 0}).state == std::vector<int>{1, 1, 1});
  }
}

TEST_CASE("the energy falls with every sign that turns, until none does", "[hopfield_net]") {
  Generator random(8);
  for (int round = 0; round < 20; ++round) {
    Points<int> patterns;
    for (int i = 0; i < 9; ++i) patterns.push_back(random_signs(random, 64));
    const HopfieldNet net(patterns);
    const std::vector<int> start = random_signs(random, 64);

    const HopfieldRun run = net.recall(start, random.permutation(64));

    CHECK(run.converged);
    CHECK(run.energies.size() > 5);
    CHECK(run.energies.front() == net.energy(start));
    CHECK(run.energies.back() == net.energy(run.state));
    for (std::size_t t = 1; t < run.energies.size(); ++t)
      CHECK(run.energies[t] < run.energies[t - 1]);
    for (std::size_t i = 0; i < 64; ++i) {  // no neighbouring state is lower
      std::vector<int> turned = run.state;
      turned[i] = -turned[i];
      CHECK(net.energy(turned) >= net.energy(run.state));
    }
  }
}

TEST_CASE("few patterns are found again as the nearest neighbour finds them, many are not",
          "[hopfield_net]") {
  Generator random(2);
  const auto found = [&](int count) {
    int agree = 0;
    for (int round = 0; round < 50; ++round) {
      Points<int> patterns;
      for (int i = 0; i < count; ++i) patterns.push_back(random_signs(random, 64));
      std::vector<int> x = patterns.front();
      const std::vector<std::size_t> order = random.permutation(64);
      for (std::size_t i = 0; i < 6; ++i) x[order[i]] = -x[order[i]];
      const std::size_t nearest = nearest_neighbour(patterns, x, HammingDistance{}).index;
      agree += HopfieldNet(patterns).recall(x).state == patterns[nearest];
    }
    return agree;
  };
  CHECK(found(3) > 45);
  CHECK(found(20) < 10);
}

TEST_CASE("a Hopfield net refuses states and orders that are not its own", "[hopfield_net]") {
  const HopfieldNet net({{1, -1, 1}});
  CHECK_THROWS_WITH((void)net.recall({1, 1}),
                    "kernel: a query of 2 signs for a net of 3; it needs as many.");
  CHECK_THROWS_WITH((void)net.energy({1, 2, 1}), Catch::Contains("2 in place 1 of the query"));
  CHECK_THROWS_WITH((void)net.recall({1, 1, 1}, {0, 1, 1}),
                    "kernel: an order of 3 units for a net of 3; it needs each of them once.");
  CHECK_THROWS_WITH((void)net.recall({1, 1, 1}, std::vector<std::size_t>{}),
                    Catch::Contains("an order of 0 units for a net of 3"));
  CHECK_THROWS_WITH(HopfieldNet(Points<int>{}), Catch::Contains("a net needs one pattern or more"));
  CHECK_FALSE(net.recall({1, 1, -1}, 1).converged);  // one sweep turns a unit, and none looks again
  CHECK(net.recall({1, 1, -1}, 2).converged);
}
