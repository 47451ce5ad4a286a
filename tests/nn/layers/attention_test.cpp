/// @file attention_test.cpp
/// Attention against the loops of a kernel regression, and what it makes of the order of words.
#include "nn/layers/attention.hpp"

#include "nn/layers/composition.hpp"
#include "tests/catch.hpp"
#include "tests/nn/layers/evaluated.hpp"

using namespace pathkernel;

namespace {

constexpr std::size_t features = 3, words = 4;
constexpr Shape sentence{features, words};

template <class S>
std::vector<S> run(const SelfAttention& model, const std::vector<S>& x) {
  return evaluated(model, rationals<S>(parameter_count(model.parameters()), 4), sentence, x).y;
}

/// Nadaraya and Watson: every head averages the values of all words, each weighted by the kernel
/// e^(q·k/√d), and W_o puts the heads together.
template <class S>
std::vector<S> by_loops(const SelfAttention& model, const std::vector<S>& w,
                        const std::vector<S>& x) {
  using std::exp, std::sqrt;
  const std::size_t d = model.head_size, all = d * model.heads, weights = all * features;
  const auto projected = [&](std::size_t block, std::size_t r, std::size_t word) {
    S u(0);
    for (std::size_t c = 0; c < features; ++c)
      u += w[block * weights + r * features + c] * x[c * words + word];
    return u;
  };
  std::vector<S> y(features * words, S(0));
  for (std::size_t p = 0; p < words; ++p)
    for (std::size_t h = 0; h < model.heads; ++h) {
      std::vector<S> taken(d, S(0));
      S total(0);
      for (std::size_t q = 0; q < words; ++q) {
        S match(0);
        for (std::size_t r = h * d; r < h * d + d; ++r)
          match += projected(0, r, p) * projected(1, r, q);
        const S kernel = exp(S(match / sqrt(S(static_cast<int>(d)))));
        for (std::size_t r = 0; r < d; ++r) taken[r] += kernel * projected(2, h * d + r, q);
        total += kernel;
      }
      for (std::size_t f = 0; f < features; ++f)
        for (std::size_t r = 0; r < d; ++r)
          y[f * words + p] += w[3 * weights + f * all + h * d + r] * taken[r] / total;
    }
  return y;
}

/// Word p becomes word order[p].
template <class S>
std::vector<S> reordered(const std::vector<S>& x) {
  constexpr std::array<std::size_t, words> order{2, 0, 3, 1};
  std::vector<S> y(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) y[i / words * words + order[i % words]] = x[i];
  return y;
}

}  // namespace

TEMPLATE_TEST_CASE("every head of attention is a kernel regression over the words", "[attention]",
                   double, Real50) {
  using S = TestType;
  const std::vector<S> x = rationals<S>(features * words, 5);
  for (const SelfAttention& model : {SelfAttention{3, 1, 2}, SelfAttention{3, 2, 2}}) {
    const std::vector<S> w = rationals<S>(parameter_count(model.parameters()), 4);

    const std::vector<S> y = run(model, x);

    CHECK(fewest_digits(y, by_loops(model, w, x)) >= all_digits<S> - 2);
    SelfAttention other = model;  // the control: the same rows as heads of another size
    std::swap(other.heads, other.head_size);
    if (model.heads == 1) CHECK(fewest_digits(y, by_loops(other, w, x)) < 4);
    std::vector<S> keys_first = w;  // and the same with questions and answers exchanged
    std::swap_ranges(keys_first.begin(), keys_first.begin() + std::ptrdiff_t(w.size() / 4),
                     keys_first.begin() + std::ptrdiff_t(w.size() / 4));
    CHECK(fewest_digits(y, by_loops(model, keys_first, x)) < 4);
  }
}

TEMPLATE_TEST_CASE(
    "reordering the words reorders what attention makes of them, unless they are "
    "told their places",
    "[attention]", double, Real50) {
  using S = TestType;
  const SelfAttention model{3, 2, 2};
  const std::vector<S> x = rationals<S>(features * words, 5);

  // The same terms in another order.
  CHECK(fewest_digits(run(model, reordered(x)), reordered(run(model, x))) >= all_digits<S> - 1);
  CHECK(fewest_digits(run(model, reordered(x)), run(model, x)) < 2);

  const auto placed = [&](const std::vector<S>& of) {
    return evaluated(compose(Positions{3, 4}, model), rationals<S>(60, 4), sentence, of).y;
  };
  CHECK(fewest_digits(placed(reordered(x)), reordered(placed(x))) < 2);  // the control
}

TEMPLATE_TEST_CASE("where all words match alike, each takes the average", "[attention]", double,
                   Real50) {
  using S = TestType;
  const SelfAttention model{3, 1, 3};
  const auto with = [](const S& question) {
    std::vector<S> w(36, S(0));  // W_q = question 1, W_k = W_v = W_o = 1
    for (std::size_t block = 0; block < 4; ++block)
      for (std::size_t r = 0; r < 3; ++r) w[9 * block + 4 * r] = block == 0 ? question : S(1);
    return w;
  };
  const std::vector<S> x = rationals<S>(features * words, 5);
  std::vector<S> averages, same;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const std::size_t row = i / words * words;
    averages.push_back((x[row] + x[row + 1] + x[row + 2] + x[row + 3]) / 4);
    same.push_back(x[row]);
  }

  CHECK(fewest_digits(evaluated(model, with(S(0)), sentence, x).y, averages) >= all_digits<S> - 1);
  CHECK(fewest_digits(evaluated(model, with(S(1)), sentence, x).y, averages) < 3);  // the control
  // Equal words match alike, whatever they ask.
  CHECK(fewest_digits(evaluated(model, with(S(1)), sentence, same).y, same) >= all_digits<S> - 1);
  // Matches far beyond e's range: every word takes all of the best match, and nothing overflows.
  for (const S& u : evaluated(model, with(S(1'000'000)), sentence, x).y) CHECK(u - u == 0);
}

TEMPLATE_TEST_CASE("attention in NTK parametrisation has every W divided by the root of its inputs",
                   "[attention]", double, Real50) {
  using S = TestType;
  using std::sqrt;
  const std::vector<S> x = rationals<S>(features * words, 5), w = rationals<S>(48, 4);
  std::vector<S> scaled = w;
  for (std::size_t p = 0; p < 48; ++p) scaled[p] /= sqrt(S(p < 36 ? 3 : 4));  // W_o sees 2 heads

  const std::vector<S> ntk =
      evaluated(SelfAttention{3, 2, 2, Parametrisation::ntk}, w, sentence, x).y;
  CHECK(fewest_digits(ntk, evaluated(SelfAttention{3, 2, 2}, scaled, sentence, x).y) >=
        all_digits<S> - 1);
  CHECK(fewest_digits(ntk, evaluated(SelfAttention{3, 2, 2}, w, sentence, x).y) < 2);
}

TEST_CASE("attention and positions say what they need", "[attention]") {
  const auto given = [](const auto& model, Shape shape) {
    const std::vector<double> w = rationals<double>(parameter_count(model.parameters()));
    return evaluated(model, w, shape, rationals<double>(shape.size())).shape;
  };
  CHECK(given(SelfAttention{3, 2, 2}, {3, 7}) == Shape{3, 7});
  CHECK_THROWS_AS(given(SelfAttention{3, 2, 2}, {2, 4}), std::invalid_argument);
  CHECK_THROWS_WITH(given(SelfAttention{3, 2, 2}, {2, 4}),
                    "nn: attention of 3 inputs was given a 2 x 4 block; it needs 3 rows.");
  CHECK_THROWS_WITH(given(SelfAttention{3, 0, 2}, {3, 4}),
                    "nn: attention with 0 heads of size 2; both must be 1 or more.");
  CHECK_THROWS_WITH(given(SelfAttention{3, 2, 0}, {3, 4}),
                    "nn: attention with 2 heads of size 0; both must be 1 or more.");
  CHECK(given(Positions{3, 4}, {3, 4}) == Shape{3, 4});
  CHECK_THROWS_WITH(given(Positions{3, 4}, {3, 5}),
                    "nn: positions for 3 x 4 (features x places) were given a 3 x 5 block; it "
                    "needs that shape.");
  CHECK(Positions{3, 4}.parameters() == std::vector<ParameterBlock>{{"P", {3, 4}, Role::location}});
}
