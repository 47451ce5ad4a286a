/// @file nadaraya_watson_test.cpp
/// A weighted mean, by hand and as softmax attention.
#include "kernel/machines/nadaraya_watson.hpp"

#include "nn/layers/attention.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/machines/machine_witnesses.hpp"
#include "tests/nn/layers/evaluated.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("the mean of the targets is weighted by the kernel", "[nadaraya_watson]", double,
                   Real50) {
  using S = TestType;
  // Weights 1/2, 1, 1/3 at 1 from 0, 1, 3: (1/2 - 2 + 1)/(11/6).
  const Points<S> x = whole_points<S>({{0}, {1}, {3}});
  const NadarayaWatson<S> f{{S(1), S(-2), S(3)}};

  const std::optional<S> mean = f.predict(kernel_row(hyperbolic<S>, {S(1)}, x));

  REQUIRE(mean);
  CHECK(agreeing_digits(*mean, S(S(-3) / 11)) >= all_digits<S> - 1);

  SECTION("so that no prediction leaves the targets' range, and equal targets are met") {
    for (int n = -20; n <= 20; ++n) {
      const std::vector<S> row = kernel_row(hyperbolic<S>, {S(n) / 3}, x);
      CHECK(*f.predict(row) < 3);
      CHECK(*f.predict(row) > -2);
      CHECK(agreeing_digits(*NadarayaWatson<S>{std::vector<S>(3, S(5))}.predict(row), S(5)) >=
            all_digits<S> - 1);
    }
  }
  SECTION("and where all weights are 0 there is no mean") {
    CHECK_FALSE(f.predict(std::vector<S>(3, S(0))));
    CHECK(*f.predict(std::vector<S>{S(0), S(1) / 1'000'000, S(0)}) == -2);
  }
  SECTION("of as many weights as targets") {
    CHECK_THROWS_WITH((void)f.predict(std::vector<S>(2, S(0))),
                      Catch::Contains("a row of 2 kernel values for a machine of 3"));
  }
}

TEMPLATE_TEST_CASE("softmax attention is Nadaraya and Watson's mean with exp(q·k/√d)",
                   "[nadaraya_watson]", double, Real50) {
  using S = TestType;
  constexpr std::size_t d = 3, words = 4;
  const SelfAttention attention{d, 1, d};
  const std::vector<S> x = rationals<S>(d * words, 2);  // a column for each word
  std::vector<S> w = rationals<S>(3 * d * d, 5);        // W_q, W_k, W_v
  for (const int entry : {1, 0, 0, 0, 1, 0, 0, 0, 1}) w.push_back(S(entry));  // W_o
  const auto projected = [&](std::size_t block, std::size_t word) {
    std::vector<S> u(d, S(0));
    for (std::size_t r = 0; r < d; ++r)
      for (std::size_t c = 0; c < d; ++c) u[r] += w[(block * d + r) * d + c] * x[c * words + word];
    return u;
  };
  Points<S> keys;
  for (std::size_t word = 0; word < words; ++word) keys.push_back(projected(1, word));
  /// Component r of every word's mean of the values.
  const auto by_means = [&](const auto& k) {
    std::vector<S> y;
    for (std::size_t r = 0; r < d; ++r) {
      NadarayaWatson<S> f;
      for (std::size_t word = 0; word < words; ++word) f.targets.push_back(projected(2, word)[r]);
      for (std::size_t word = 0; word < words; ++word)
        y.push_back(*f.predict(kernel_row(k, projected(0, word), keys)));
    }
    return y;
  };

  const std::vector<S> y = evaluated(attention, w, {d, words}, x).y;

  const auto matches = [](std::span<const S> q, std::span<const S> k) {
    using std::exp, std::sqrt;
    return S(exp(S(dot_product(q, k) / S(sqrt(S(3))))));
  };
  CHECK(fewest_agreeing(y, by_means(matches)) >= all_digits<S> - 2);
  const auto without_root = [](std::span<const S> q, std::span<const S> k) {
    using std::exp;
    return S(exp(dot_product(q, k)));
  };
  CHECK(fewest_agreeing(y, by_means(without_root)) < 4);  // the control
}
