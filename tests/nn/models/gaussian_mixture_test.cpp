/// @file gaussian_mixture_test.cpp
/// A mixture of bells: its integral is 1, and a bell of it is the formula.
#include "nn/models/gaussian_mixture.hpp"

#include "nn/models/discrete_density.hpp"
#include "tests/catch.hpp"
#include "tests/nn/layers/evaluated.hpp"

using namespace pathkernel;

namespace {

/// h Σ_k p(kh) over |kh| <= edge. For a smooth function that vanishes at the ends the error of this
/// rule falls faster than any power of h: of bells with widths above 2h it is below 1e-34, and of
/// widths above 3h below 1e-76.
template <class S, class M>
S integral(const M& density, const std::vector<S>& w, int edge, int steps_per_unit) {
  std::vector<S> points;
  for (int k = -edge * steps_per_unit; k <= edge * steps_per_unit; ++k)
    points.push_back(S(k) / steps_per_unit);
  Tape<S> tape(points.size());
  const std::vector<Var<S>> blocks = parameter_inputs(tape, density.parameters(), w);
  const Var<S> p = density(Vars<S>(blocks), example_input(tape, {1, 1}, points));
  return sum_over_examples(p).value() / steps_per_unit;
}

}  // namespace

TEMPLATE_TEST_CASE("a Gaussian mixture's density has the integral 1, whatever its parameters",
                   "[gaussian_mixture]", double, Real50) {
  using S = TestType;
  const DensityOf density{GaussianMixture{1, 3}};
  // Widths e^s from 0.63 to 1.37, places within 1 of 0: beyond 25 there is less than 1e-66.
  const std::vector<S> w{S(1) / 3, S(-2),      S(5) / 7, S(-1) / 3, S(4) / 5,
                         S(0),     S(-5) / 11, S(1) / 9, S(4) / 13};

  const S whole = integral(density, w, 25, 5);

  CHECK(agreeing_digits(whole, S(1)) >= all_digits<S> - 2);
  CHECK(agreeing_digits(integral(density, w, 1, 5), S(1)) < 2);  // the control: a part of it
}

TEMPLATE_TEST_CASE("one component is a bell, with a width of its own in every direction",
                   "[gaussian_mixture]", double, Real50) {
  using S = TestType;
  using std::atan, std::exp, std::log;
  const std::vector<S> w = rationals<S>(5, 1), x = rationals<S>(2, 8);
  const auto by_hand = [&](std::size_t second) {
    const S z0 = (x[0] - w[1]) / exp(w[3]), z1 = (x[1] - w[2]) / exp(w[second]);
    const S normalisation = 8 * atan(S(1)) * exp(S(w[3] + w[second]));  // 2π σ_0 σ_1
    return S(log(S(exp(S(-(z0 * z0 + z1 * z1) / 2)) / normalisation)));
  };

  const Evaluated<S> f = evaluated(GaussianMixture{2, 1}, w, {2, 1}, x);

  CHECK(f.shape.is_scalar());
  CHECK(agreeing_digits(f.y[0], by_hand(4)) >= all_digits<S> - 2);
  CHECK(agreeing_digits(f.y[0], by_hand(3)) < 3);  // the control: one width for both
  CHECK(agreeing_digits(f.ds_dw[0], S(0), S(1)) >= all_digits<S> - 1);  // its share is 1 anyway
}

TEMPLATE_TEST_CASE("a mixture's density is that of its bells, by their shares",
                   "[gaussian_mixture]", double, Real50) {
  using S = TestType;
  using std::exp;
  const std::vector<S> w = rationals<S>(10, 1), x = rationals<S>(2, 8);
  const auto bell = [&](std::size_t j) {
    const std::vector<S> own{S(0), w[2 + 2 * j], w[3 + 2 * j], w[6 + 2 * j], w[7 + 2 * j]};
    return S(exp(evaluated(GaussianMixture{2, 1}, own, {2, 1}, x).y[0]));
  };
  const S share = exp(w[0]) / (exp(w[0]) + exp(w[1]));

  const S p = exp(evaluated(GaussianMixture{2, 2}, w, {2, 1}, x).y[0]);

  CHECK(agreeing_digits(p, S(share * bell(0) + (1 - share) * bell(1))) >= all_digits<S> - 2);
  CHECK(agreeing_digits(p, S((1 - share) * bell(0) + share * bell(1))) < 3);  // the control
}

TEMPLATE_TEST_CASE("far from all bells ln p is finite, and its slope leads back",
                   "[gaussian_mixture]", double, Real50) {
  using S = TestType;
  const std::vector<S> w{S(0), S(0), S(1), S(-1), S(0), S(0)};  // widths 1, at 1 and -1

  const Evaluated<S> far = evaluated(GaussianMixture{1, 2}, w, {1, 1}, {S(1000)});

  // The nearer bell is all there is: ln p = -999²/2 - ln 2 - ln(2π)/2.
  using std::atan, std::log;
  const S by_hand = -S(998001) / 2 - log(S(2)) - log(S(8 * atan(S(1)))) / 2;
  CHECK(agreeing_digits(far.y[0], by_hand) >= all_digits<S> - 1);
  CHECK(agreeing_digits(far.ds_dx[0], S(-999)) >= all_digits<S> - 1);
  for (const S& slope : far.ds_dw) CHECK(slope - slope == 0);
  using std::exp;
  CHECK(exp(-998001 / 2.0) == 0);  // the control: p itself is no double
}

TEST_CASE("a Gaussian mixture names its blocks and refuses other inputs", "[gaussian_mixture]") {
  const GaussianMixture model{2, 3};

  CHECK(model.parameters() ==
        std::vector<ParameterBlock>{{"logits", {3, 1}, Role::offset},
                                    {"means", {3, 2}, Role::location},
                                    {"log_deviations", {3, 2}, Role::offset}});
  CHECK_THROWS_AS(evaluated(model, rationals<double>(15), {3, 1}, rationals<double>(3)),
                  std::invalid_argument);
  CHECK_THROWS_WITH(evaluated(model, rationals<double>(15), {3, 1}, rationals<double>(3)),
                    "nn: a Gaussian mixture of 2 inputs was given a 3 x 1 block; it needs 2 rows.");
  CHECK_NOTHROW(evaluated(model, rationals<double>(15), {2, 1}, rationals<double>(2)));
}
