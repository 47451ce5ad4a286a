/// @file discrete_density_test.cpp
/// Probabilities of finitely many states: positive, with sum 1, and so is their sum's gradient 0.
#include "nn/models/discrete_density.hpp"

#include "tests/catch.hpp"
#include "tests/nn/layers/evaluated.hpp"

using namespace pathkernel;

namespace {

/// The state as a column of 0 with a 1 in its place.
template <class S>
std::vector<S> state(std::size_t s, std::uint32_t states) {
  std::vector<S> x(states, S(0));
  x[s] = S(1);
  return x;
}

/// Of every state, one after another.
template <class S, class M>
std::vector<Evaluated<S>> of_all_states(const M& model, const std::vector<S>& w) {
  const auto states = static_cast<std::uint32_t>(w.size());
  std::vector<Evaluated<S>> all;
  for (std::size_t s = 0; s < states; ++s)
    all.push_back(evaluated(model, w, {states, 1}, state<S>(s, states)));
  return all;
}

template <class S>
S total(const std::vector<S>& u) {
  S sum(0);
  for (const S& entry : u) sum += entry;
  return sum;
}

}  // namespace

TEMPLATE_TEST_CASE("a discrete density is softmax of its logits, and its probabilities sum to 1",
                   "[discrete_density]", double, Real50) {
  using S = TestType;
  using std::exp;
  const std::vector<S> w = rationals<S>(4, 1);
  S normalisation(0);
  for (const S& logit : w) normalisation += exp(logit);

  const std::vector<Evaluated<S>> log_p = of_all_states(DiscreteDensity{4}, w);
  const std::vector<Evaluated<S>> p = of_all_states(DensityOf{DiscreteDensity{4}}, w);

  S sum(0);
  for (std::size_t s = 0; s < 4; ++s) {
    CHECK(agreeing_digits(exp(log_p[s].y[0]), S(exp(w[s]) / normalisation)) >= all_digits<S> - 1);
    CHECK(agreeing_digits(p[s].y[0], exp(log_p[s].y[0])) >= all_digits<S> - 1);
    sum += p[s].y[0];
  }
  CHECK(agreeing_digits(sum, S(1)) >= all_digits<S> - 1);
  CHECK(agreeing_digits(S(sum - p[0].y[0]), S(1)) < 2);  // the control
}

TEMPLATE_TEST_CASE("d ln p(s)/d logits = [s] - p, whose sum is 0: one logit is one too many",
                   "[discrete_density]", double, Real50) {
  using S = TestType;
  const std::vector<S> w = rationals<S>(4, 1);

  const std::vector<Evaluated<S>> log_p = of_all_states(DiscreteDensity{4}, w);
  const std::vector<Evaluated<S>> p = of_all_states(DensityOf{DiscreteDensity{4}}, w);

  for (std::size_t s = 0; s < 4; ++s) {
    std::vector<S> by_hand = state<S>(s, 4), of_density;
    for (std::size_t r = 0; r < 4; ++r) by_hand[r] -= p[r].y[0];
    for (const S& slope : by_hand) of_density.push_back(p[s].y[0] * slope);
    CHECK(fewest_digits(log_p[s].ds_dw, by_hand) >= all_digits<S> - 1);
    CHECK(fewest_digits(p[s].ds_dw, of_density) >= all_digits<S> - 1);
    CHECK(agreeing_digits(total(log_p[s].ds_dw), S(0), S(1)) >= all_digits<S> - 1);
    CHECK(log_p[s].ds_dw[s] > 0);  // the control: the terms of that sum are not all 0
  }
  std::vector<S> moved = w;
  for (S& logit : moved) logit += S(5) / 7;
  CHECK(agreeing_digits(of_all_states(DiscreteDensity{4}, moved)[1].y[0], log_p[1].y[0]) >=
        all_digits<S> - 1);
}

TEMPLATE_TEST_CASE("a discrete density is uniform at first, and finite for any logits",
                   "[discrete_density]", double, Real50) {
  using S = TestType;
  using std::log;
  for (const Evaluated<S>& log_p : of_all_states(DiscreteDensity{4}, std::vector<S>(4, S(0))))
    CHECK(agreeing_digits(log_p.y[0], S(-log(S(4)))) >= all_digits<S> - 1);

  const std::vector<S> far{S(10'000), S(0)};  // e^10000 is no double
  CHECK(of_all_states(DiscreteDensity{2}, far)[0].y[0] == 0);
  CHECK(of_all_states(DiscreteDensity{2}, far)[1].y[0] == -10'000);
}

TEST_CASE("a discrete density names its block and refuses other states", "[discrete_density]") {
  const std::vector<ParameterBlock> blocks{{"logits", {3, 1}, Role::offset}};

  CHECK(DiscreteDensity{3}.parameters() == blocks);
  CHECK(DensityOf{DiscreteDensity{3}}.parameters() == blocks);
  CHECK_THROWS_AS(evaluated(DiscreteDensity{3}, {0, 0, 0}, {2, 1}, std::vector<double>{1, 0}),
                  std::invalid_argument);
  CHECK_THROWS_WITH(evaluated(DiscreteDensity{3}, {0, 0, 0}, {2, 1}, std::vector<double>{1, 0}),
                    "nn: a discrete density of 3 inputs was given a 2 x 1 block; it needs 3 rows.");
}
