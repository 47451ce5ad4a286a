/// @file pooling_test.cpp
/// Averages over windows and over all places, against loops.
#include "nn/layers/pooling.hpp"

#include "tests/catch.hpp"
#include "tests/nn/layers/evaluated.hpp"

using namespace pathkernel;

namespace {

template <class S, class M>
Evaluated<S> pooled(const M& model, Shape shape) {
  return evaluated(model, std::vector<S>{}, shape, rationals<S>(shape.size(), 5));
}

}  // namespace

TEMPLATE_TEST_CASE("average pooling is the mean of every window, channel by channel", "[pooling]",
                   double, Real50) {
  using S = TestType;
  constexpr std::size_t height = 4, width = 5;
  const std::vector<S> x = rationals<S>(2 * height * width, 5);
  for (const std::size_t stride : {1u, 2u, 3u}) {
    const AveragePooling model{2, {height, width}, {2, 3}, static_cast<std::uint32_t>(stride)};

    const Evaluated<S> y = pooled<S>(model, {2, height * width});

    std::vector<S> by_loops;
    for (std::size_t c = 0; c < 2; ++c)
      for (std::size_t row = 0; row + 2 <= height; row += stride)
        for (std::size_t column = 0; column + 3 <= width; column += stride) {
          S total(0);
          for (std::size_t k = 0; k < 6; ++k)
            total += x[(c * height + row + k / 3) * width + column + k % 3];
          by_loops.push_back(total / 6);
        }
    CHECK(y.shape == Shape{2, model.windows().places().size()});
    CHECK(fewest_digits(y.y, by_loops) >= all_digits<S> - 1);
    by_loops.front() += S(1) / 100;
    CHECK(fewest_digits(y.y, by_loops) < 3);  // the control
  }
}

TEMPLATE_TEST_CASE("windows side by side keep the mean of all; overlapping ones do not",
                   "[pooling]", double, Real50) {
  using S = TestType;
  const auto mean = [](const std::vector<S>& u) {
    S total(0);
    for (const S& entry : u) total += entry;
    return S(total / static_cast<int>(u.size()));
  };
  const S all = mean(rationals<S>(16, 5));

  CHECK(agreeing_digits(mean(pooled<S>(AveragePooling{1, {4, 4}, {2, 2}, 2}, {1, 16}).y), all,
                        S(1)) >= all_digits<S> - 1);
  CHECK(agreeing_digits(mean(pooled<S>(AveragePooling{1, {4, 4}, {2, 2}, 1}, {1, 16}).y), all,
                        S(1)) < 4);
  CHECK(pooled<S>(AveragePooling{1, {4, 4}, {1, 1}, 1}, {1, 16}).y == rationals<S>(16, 5));
}

TEMPLATE_TEST_CASE("the global average is the mean of every row", "[pooling]", double, Real50) {
  using S = TestType;
  const std::vector<S> x = rationals<S>(6, 5);

  const Evaluated<S> y = pooled<S>(GlobalAverage{}, {2, 3});

  CHECK(y.shape == Shape{2, 1});
  const std::vector<S> by_hand{(x[0] + x[1] + x[2]) / 3, (x[3] + x[4] + x[5]) / 3};
  const std::vector<S> slopes{S(1) / 3, S(1) / 3, S(1) / 3, S(2) / 3, S(2) / 3, S(2) / 3};
  CHECK(fewest_digits(y.y, by_hand) >= all_digits<S> - 1);
  CHECK(fewest_digits(y.ds_dx, slopes) >= all_digits<S> - 1);
  CHECK(fewest_digits(y.y, {by_hand[1], by_hand[0]}) < 2);  // the control
  CHECK(pooled<S>(AveragePooling{2, {1, 3}, {1, 3}, 1}, {2, 3}).y == y.y);
  CHECK(GlobalAverage{}.parameters().empty());
}

TEST_CASE("pooling refuses blocks of another shape, and windows that do not fit", "[pooling]") {
  const AveragePooling model{2, {3, 3}, {2, 2}, 1};

  CHECK(model.parameters().empty());
  CHECK_THROWS_AS(pooled<double>(model, {18, 1}), std::invalid_argument);
  CHECK_THROWS_WITH(pooled<double>(model, {18, 1}),
                    "nn: pooling of 2 channels on a 3 x 3 grid was given a 18 x 1 block; it needs "
                    "a row for each channel and a column for each place.");
  CHECK_THROWS_WITH(pooled<double>(AveragePooling{2, {3, 3}, {2, 4}, 1}, {2, 9}),
                    "nn: a window of 4 on a grid's side of 3; it needs 1 to 3.");
  CHECK_THROWS_WITH(pooled<double>(AveragePooling{2, {3, 3}, {2, 2}, 0}, {2, 9}),
                    "nn: a stride of 0; windows must move on by 1 or more.");
  CHECK_NOTHROW(pooled<double>(model, {2, 9}));
}
