/// @file gradient_network_test.cpp
/// The gradients of a two-layer network against the adjoint loop written by hand, and each other.
#include "autodiff/gradient.hpp"

#include "tests/catch.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

constexpr std::uint32_t input_size = 2;
constexpr std::uint32_t hidden_size = 3;

/// Σ_e ½ (v·tanh(W x_e + b) - y_e)² on a tape of its own, one lane per example.
template <class S>
struct Network {
  Tape<S> tape;
  std::vector<Var<S>> w;  // W, b, v
  Var<S> f, each;

  Network(const std::vector<S>& x, const std::vector<S>& y) : tape(y.size()) {
    w = {input(tape, {hidden_size, input_size}, rationals<S>(6, 1)),
         input(tape, {hidden_size, 1}, rationals<S>(3, 8)),
         input(tape, {1, hidden_size}, rationals<S>(3, 12))};
    f = product(w[2], tanh(product(w[0], example_input(tape, {input_size, 1}, x)) + w[1]));
    each = square(f - example_input(tape, {}, y)) / 2;
  }
};

template <class S>
std::vector<S> numbers(Var<S> block, std::size_t example = 0) {
  std::vector<S> entries;
  for (std::uint32_t r = 0; r < block.shape().rows; ++r)
    for (std::uint32_t c = 0; c < block.shape().columns; ++c)
      entries.push_back(block.value(r, c, example));
  return entries;
}

/// The same network's loss gradient as one writes it on paper, entry by entry.
template <class S>
std::vector<std::vector<S>> by_hand(const Network<S>& net, const std::vector<S>& x,
                                    const std::vector<S>& y) {
  using std::tanh;
  const std::vector<S> W = numbers(net.w[0]), b = numbers(net.w[1]), v = numbers(net.w[2]);
  std::vector<S> dW(6, S(0)), db(3, S(0)), dv(3, S(0));
  for (std::size_t e = 0; e < y.size(); ++e) {
    std::vector<S> h(hidden_size);
    S f(0);
    for (std::size_t r = 0; r < hidden_size; ++r) {
      S u = b[r];
      for (std::size_t c = 0; c < input_size; ++c) u += W[r * input_size + c] * x[c * y.size() + e];
      h[r] = tanh(u);
      f += v[r] * h[r];
    }
    const S df = f - y[e];
    for (std::size_t r = 0; r < hidden_size; ++r) {
      const S du = df * v[r] * (1 - h[r] * h[r]);
      dv[r] += df * h[r];
      db[r] += du;
      for (std::size_t c = 0; c < input_size; ++c)
        dW[r * input_size + c] += du * x[c * y.size() + e];
    }
  }
  return {dW, db, dv};
}

}  // namespace

TEMPLATE_TEST_CASE("a network's loss gradient is the adjoint loop one writes by hand", "[gradient]",
                   double, Real50) {
  using S = TestType;
  const std::vector<S> x = rationals<S>(8, 3), y = rationals<S>(4, 17);
  Network<S> net(x, y);

  const std::vector<Var<S>> dw = gradient(sum_over_examples(net.each), net.w);

  const std::vector<std::vector<S>> expected = by_hand(net, x, y);
  const int lost = 2;  // sums of a dozen terms near 1, some of which cancel in part
  for (std::size_t b = 0; b < 3; ++b) {
    CHECK(dw[b].shape() == net.w[b].shape());
    for (std::size_t p = 0; p < expected[b].size(); ++p)
      CHECK(agreeing_digits(numbers(dw[b])[p], expected[b][p], S(1)) >= all_digits<S> - lost);
  }
}

TEMPLATE_TEST_CASE("per-example gradients are those of each example alone", "[gradient]", double,
                   Real50) {
  using S = TestType;
  const std::vector<S> x = rationals<S>(6, 3), y = rationals<S>(3, 17);
  Network<S> all(x, y);

  const std::vector<Var<S>> df = per_example_gradient(all.f, all.w);
  const std::vector<Var<S>> together = gradient(sum_over_examples(all.f), all.w);

  const int lost = 1;  // the same operations; a compiler may fuse some of them differently
  for (std::size_t b = 0; b < 3; ++b) {
    std::vector<S> total(all.w[b].shape().size(), S(0));
    for (std::size_t e = 0; e < 3; ++e) {
      Network<S> one({x[e], x[3 + e]}, {y[e]});
      const std::vector<S> alone = numbers(gradient(sum_over_examples(one.f), one.w)[b]);
      for (std::size_t p = 0; p < alone.size(); ++p) {
        CHECK(agreeing_digits(numbers(df[b], e)[p], alone[p]) >= all_digits<S> - lost);
        total[p] += alone[p];
      }
    }
    for (std::size_t p = 0; p < total.size(); ++p)
      CHECK(agreeing_digits(numbers(together[b])[p], total[p], S(1)) >= all_digits<S> - lost);
  }
}

TEMPLATE_TEST_CASE("an adjoint is per example where its block is, though every example's is alike",
                   "[gradient]", double, Real50) {
  using S = TestType;
  Tape<S> tape(3);
  const std::vector<S> x = rationals<S>(6, 3);
  const Var<S> c = input(tape, {1, 2}, std::vector<S>{S(2), S(5)});
  const Var<S> w = input(tape, {2, 1}, rationals<S>(2));
  const Var<S> at = example_input(tape, {2, 1}, x);

  const Var<S> total = sum_over_examples(product(c, at + w));  // Σ_e c·(x_e + w)
  const std::vector<Var<S>> d = gradient(total, {w, at, c});

  CHECK(d[0].value(0, 0) == 6);  // m c_0: w takes part in all three examples
  CHECK(d[0].value(1, 0) == 15);
  CHECK(d[1].per_example());
  CHECK(d[1].value(1, 0, 2) == 5);
  const S by_hand = x[0] + x[1] + x[2] + 3 * w.value(0, 0);
  CHECK(agreeing_digits(d[2].value(0, 0), by_hand, S(1)) >= all_digits<S> - 1);
}
