/// @file layer_norm_test.cpp
/// Columns brought to mean 0 and deviation 1, up to the η that keeps equal features from 0/0.
#include "nn/layers/layer_norm.hpp"

#include "tests/catch.hpp"
#include "tests/nn/layers/evaluated.hpp"

using namespace pathkernel;

namespace {

constexpr std::size_t feature_count = 4, word_count = 3;

/// gain 1, offset 0.
template <class S>
std::vector<S> plain() {
  std::vector<S> w(2 * feature_count, S(0));
  std::fill_n(w.begin(), feature_count, S(1));
  return w;
}

template <class S>
Evaluated<S> normed(const std::vector<S>& w, const std::vector<S>& x) {
  return evaluated(LayerNorm{feature_count}, w,
                   {feature_count, static_cast<std::uint32_t>(x.size() / 4)}, x);
}

template <class S>
struct Moments {
  S mean, variance;
};
/// Of one column, with 1/n.
template <class S>
Moments<S> moments(const std::vector<S>& x, std::size_t word) {
  S sum(0), squares(0);
  for (std::size_t r = 0; r < feature_count; ++r) {
    sum += x[r * word_count + word];
    squares += x[r * word_count + word] * x[r * word_count + word];
  }
  const S mean = sum / static_cast<int>(feature_count);
  return {mean, S(squares / static_cast<int>(feature_count) - mean * mean)};
}

}  // namespace

TEMPLATE_TEST_CASE("a normalised column has mean 0 and variance v/(v + η)", "[layer_norm]", double,
                   Real50) {
  using S = TestType;
  const std::vector<S> x = rationals<S>(feature_count * word_count, 5);

  const std::vector<S> y = normed(plain<S>(), x).y;

  for (std::size_t word = 0; word < word_count; ++word) {
    const S v = moments(x, word).variance;
    CHECK(agreeing_digits(moments(y, word).mean, S(0), S(1)) >= all_digits<S> - 1);
    CHECK(agreeing_digits(moments(y, word).variance, S(v / (v + S(1) / 100000))) >=
          all_digits<S> - 1);
    CHECK(agreeing_digits(moments(y, word).variance, S(1)) < 6);  // the control: η is seen
  }
}

TEMPLATE_TEST_CASE("a normalised column does not change with the mean of x, nor much with its size",
                   "[layer_norm]", double, Real50) {
  using S = TestType;
  using std::sqrt;
  const std::vector<S> x = rationals<S>(feature_count * word_count, 5), w = rationals<S>(8, 3);
  std::vector<S> moved, larger, one_moved = x;
  for (const S& u : x) {
    moved.push_back(u + S(5) / 7);
    larger.push_back(3 * u);
  }
  one_moved[0] += S(5) / 7;

  CHECK(fewest_digits(normed(w, moved).y, normed(w, x).y) >= all_digits<S> - 2);
  CHECK(fewest_digits(normed(w, one_moved).y, normed(w, x).y) < 2);  // the control

  const std::vector<S> y = normed(plain<S>(), x).y, y_of_larger = normed(plain<S>(), larger).y;
  for (std::size_t i = 0; i < y.size(); ++i) {
    const S v = moments(x, i % word_count).variance, eta = S(1) / 100000;
    const S growth = 3 * sqrt(S((v + eta) / (9 * v + eta)));  // 1 if η were 0
    CHECK(agreeing_digits(y_of_larger[i], S(growth * y[i]), S(1)) >= all_digits<S> - 1);
  }
}

TEMPLATE_TEST_CASE("gain and offset are each feature's own", "[layer_norm]", double, Real50) {
  using S = TestType;
  const std::vector<S> x = rationals<S>(feature_count * word_count, 5), w = rationals<S>(8, 3);

  const std::vector<S> y = normed(w, x).y, plainly = normed(plain<S>(), x).y;

  for (std::size_t i = 0; i < y.size(); ++i) {
    const std::size_t row = i / word_count;
    CHECK(agreeing_digits(y[i], S(w[row] * plainly[i] + w[feature_count + row]), S(1)) >=
          all_digits<S> - 1);
  }
}

TEMPLATE_TEST_CASE("a column of equal features becomes the offset, with a finite gradient",
                   "[layer_norm]", double, Real50) {
  using S = TestType;
  const std::vector<S> w = rationals<S>(8, 3);

  const Evaluated<S> y = normed(w, std::vector<S>(feature_count, S(5)));  // a mean without rounding

  CHECK(y.y == std::vector<S>(w.begin() + feature_count, w.end()));
  for (const S& slope : y.ds_dw) CHECK(slope - slope == 0);
  // With η alone under the root, dy/dx = gain √(1/η) (1 - 1/n on the diagonal, -1/n beside it).
  using std::sqrt;
  S mean(0);
  for (std::size_t r = 0; r < feature_count; ++r) mean += S(static_cast<int>(r) + 1) * w[r] / 4;
  for (std::size_t r = 0; r < feature_count; ++r)
    CHECK(agreeing_digits(y.ds_dx[r],
                          S((S(static_cast<int>(r) + 1) * w[r] - mean) * sqrt(S(100000))),
                          S(1000)) >= all_digits<S> - 1);
}

TEST_CASE("layer normalisation names its blocks and refuses other numbers of features",
          "[layer_norm]") {
  const std::vector<double> w = rationals<double>(8);

  CHECK(LayerNorm{4}.parameters() == std::vector<ParameterBlock>{{"gain", {4, 1}, Role::gain},
                                                                 {"offset", {4, 1}, Role::offset}});
  CHECK_THROWS_AS(evaluated(LayerNorm{4}, w, {3, 4}, rationals<double>(12)), std::invalid_argument);
  CHECK_THROWS_WITH(
      evaluated(LayerNorm{4}, w, {3, 4}, rationals<double>(12)),
      "nn: layer normalisation of 4 inputs was given a 3 x 4 block; it needs 4 rows.");
  CHECK_NOTHROW(evaluated(LayerNorm{4}, w, {4, 3}, rationals<double>(12)));
}
