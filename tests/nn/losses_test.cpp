/// @file losses_test.cpp
/// Losses against closed forms: values, derivatives, limits, and what they say of other targets.
#include "nn/losses.hpp"

#include "tests/catch.hpp"
#include "tests/nn/layers/evaluated.hpp"

using namespace pathkernel;

namespace {

template <class S>
struct LossAt {
  S value;
  std::vector<S> derivative;  // ∂ℓ/∂f
};
/// Of a column of outputs and one of targets.
template <class S, class L>
LossAt<S> at(const L& loss, const std::vector<S>& f, const std::vector<S>& y) {
  Tape<S> tape;
  const auto column = [&](const std::vector<S>& u) {
    return input(tape, {static_cast<std::uint32_t>(u.size()), 1}, u);
  };
  const Var<S> output = column(f), cost = loss(output, column(y));
  const S value = cost.value();
  return {value, numbers_of(gradient(cost, {output}).front())};
}

}  // namespace

TEMPLATE_TEST_CASE("the squared loss is half the squares, so that its derivative is f - y",
                   "[losses]", double, Real50) {
  using S = TestType;
  const LossAt<S> loss = at<S>(SquaredLoss{}, {S(3) / 7, S(1)}, {S(-2) / 3, S(3)});

  CHECK(agreeing_digits(loss.value, S(S(529) / 882 + 2)) >= all_digits<S> - 1);  // (23/21)²/2
  CHECK(fewest_digits(loss.derivative, {S(23) / 21, S(-2)}) >= all_digits<S> - 1);
  CHECK(at<S>(SquaredLoss{}, {S(5)}, {S(5)}).derivative[0] == 0);
}

TEMPLATE_TEST_CASE("the logistic loss is -Σ ln P(y), and its derivative sigmoid(f) - y", "[losses]",
                   double, Real50) {
  using S = TestType;
  using std::exp, std::log;
  const std::vector<S> f{S(-9) / 7, S(1) / 3, S(13) / 6}, y{S(0), S(1), S(2) / 5};

  const LossAt<S> loss = at<S>(LogisticLoss{}, f, y);

  S value(0);
  std::vector<S> derivative;
  for (std::size_t r = 0; r < 3; ++r) {
    const S p = 1 / (1 + exp(S(-f[r])));
    value -= y[r] * log(p) + (1 - y[r]) * log(S(1 - p));
    derivative.push_back(p - y[r]);
  }
  CHECK(agreeing_digits(loss.value, value) >= all_digits<S> - 2);
  CHECK(fewest_digits(loss.derivative, derivative) >= all_digits<S> - 1);
  CHECK(agreeing_digits(at<S>(LogisticLoss{}, f, {y[1], y[0], y[2]}).value, value) < 2);
}

TEMPLATE_TEST_CASE("softmax cross-entropy is -ln P(y), and its derivative P - y", "[losses]",
                   double, Real50) {
  using S = TestType;
  using std::exp, std::log;
  const std::vector<S> f{S(-9) / 7, S(1) / 3, S(13) / 6}, y{S(0), S(1), S(0)};

  const LossAt<S> loss = at<S>(SoftmaxCrossEntropy{}, f, y);

  const S total = exp(f[0]) + exp(f[1]) + exp(f[2]);
  const std::vector<S> p{exp(f[0]) / total, exp(f[1]) / total, exp(f[2]) / total};
  CHECK(agreeing_digits(loss.value, S(-log(p[1]))) >= all_digits<S> - 1);
  CHECK(fewest_digits(loss.derivative, {p[0], p[1] - 1, p[2]}) >= all_digits<S> - 1);
  CHECK(agreeing_digits(at<S>(SoftmaxCrossEntropy{}, f, {S(1), S(0), S(0)}).value, loss.value) < 2);
  // Of two classes it is the logistic loss of their logits' difference.
  const S logistic = at<S>(LogisticLoss{}, {f[0] - f[1]}, {S(1)}).value;
  CHECK(agreeing_digits(at<S>(SoftmaxCrossEntropy{}, {f[0], f[1]}, {S(1), S(0)}).value, logistic) >=
        all_digits<S> - 1);
}

TEMPLATE_TEST_CASE("negative log likelihood is -f of a log density, -ln f of a density", "[losses]",
                   double, Real50) {
  using S = TestType;
  using std::log;
  const S p = S(3) / 7;
  const LossAt<S> of_log = at<S>(NegativeLogLikelihood{}, {p}, {S(0)});
  const LossAt<S> of_p = at<S>(NegativeLogLikelihood{DensityOutput::density}, {p}, {S(0)});

  CHECK(of_log.value == -p);
  CHECK(of_log.derivative[0] == -1);
  CHECK(agreeing_digits(of_p.value, S(-log(p))) == all_digits<S>);
  CHECK(agreeing_digits(of_p.derivative[0], S(S(-7) / 3)) >= all_digits<S> - 1);
  CHECK_THROWS_WITH(at<S>(NegativeLogLikelihood{}, {p, p}, {S(0)}),
                    "nn: the negative log likelihood of a 2 x 1 output; it needs one number, a "
                    "density.");
  CHECK_THROWS_WITH(at<S>(NegativeLogLikelihood{DensityOutput::density}, {S(0)}, {S(0)}),
                    Catch::Contains("log of 0"));
}

TEMPLATE_TEST_CASE("pseudo-Huber is δ² (√(1 + (e/δ)²) - 1), summed", "[losses]", double, Real50) {
  using S = TestType;
  using std::sqrt;
  const S delta = S(3) / 5;
  const std::vector<S> f{S(9) / 7, S(-4) / 3}, y{S(1) / 3, S(1)};

  const LossAt<S> loss = at<S>(PseudoHuber<S>{delta}, f, y);

  S value(0);
  std::vector<S> derivative;
  for (std::size_t r = 0; r < 2; ++r) {
    const S e = f[r] - y[r], root = sqrt(S(1 + e * e / (delta * delta)));
    value += delta * delta * (root - 1);
    derivative.push_back(e / root);
  }
  CHECK(agreeing_digits(loss.value, value) >= all_digits<S> - 2);
  CHECK(fewest_digits(loss.derivative, derivative) >= all_digits<S> - 2);
  CHECK(agreeing_digits(at<S>(PseudoHuber<S>{S(1)}, f, y).value, value) < 2);  // the control
}

TEMPLATE_TEST_CASE("pseudo-Huber is e²/2 to the last digit near 0, and δ(|e| - δ) far away",
                   "[losses]", double, Real50) {
  using S = TestType;
  using std::pow, std::sqrt;
  const S delta = S(3) / 5, e = std::is_same_v<S, double> ? S(pow(S(10), -20)) : S(pow(S(10), -40));

  const LossAt<S> near = at<S>(PseudoHuber<S>{delta}, {e}, {S(0)});

  CHECK(agreeing_digits(near.value, S(e * e / 2)) >= all_digits<S> - 1);
  CHECK(agreeing_digits(near.derivative[0], e) >= all_digits<S> - 1);
  const S as_written = delta * delta * (sqrt(S(1 + e * e / (delta * delta))) - 1);
  CHECK(as_written == 0);  // the control: this is how one loses them all
  const S far(1'000'000);  // the next term is δ³/2|e|
  CHECK(agreeing_digits(at<S>(PseudoHuber<S>{delta}, {S(-far)}, {S(0)}).value,
                        S(delta * (far - delta))) >= 12);
}

TEMPLATE_TEST_CASE("the smooth hinge is softplus(s (1 - y f))/s, within ln 2/s of the hinge",
                   "[losses]", double, Real50) {
  using S = TestType;
  using std::exp, std::log, std::max;
  const S s = S(7) / 3, f = S(2) / 5;
  const LossAt<S> loss = at<S>(SmoothHinge<S>{s}, {f, f}, {S(1), S(-1)});

  const S value = (log(S(1 + exp(S(s * (1 - f))))) + log(S(1 + exp(S(s * (1 + f)))))) / s;
  CHECK(agreeing_digits(loss.value, value) >= all_digits<S> - 1);
  const std::vector<S> derivative{-1 / (1 + exp(S(-s * (1 - f)))), 1 / (1 + exp(S(-s * (1 + f))))};
  CHECK(fewest_digits(loss.derivative, derivative) >= all_digits<S> - 1);

  for (const S& u : {S(-2), S(S(1) / 3), S(1), S(S(4) / 3)})
    for (const int sharpness : {1, 10, 1000}) {
      const S above = at<S>(SmoothHinge<S>{S(sharpness)}, {u}, {S(1)}).value - max(S(0), S(1 - u));
      const S most = log(S(2)) / sharpness;
      CHECK(above >= -std::numeric_limits<S>::epsilon());
      CHECK(above <= most * (1 + std::numeric_limits<S>::epsilon() * 4));
      if (u == 1) CHECK(agreeing_digits(above, most) >= all_digits<S> - 1);  // at the kink, all
    }
}

TEMPLATE_TEST_CASE("losses are finite and right for outputs far out of exp's range", "[losses]",
                   double, Real50) {
  using S = TestType;
  for (const S& far : {S(10'000), S(1'000'000'000)}) {
    const auto one = [&](const auto& loss, const S& f, const S& y) {
      return at(loss, std::vector<S>{f}, {y});
    };
    // Surely wrong: it costs the distance.
    CHECK(one(LogisticLoss{}, far, S(0)).value == far);
    CHECK(one(LogisticLoss{}, far, S(0)).derivative[0] == 1);
    CHECK(one(LogisticLoss{}, S(-far), S(1)).derivative[0] == -1);
    CHECK(one(SmoothHinge<S>{S(4)}, S(-far), S(1)).value == far + 1);
    CHECK(one(SmoothHinge<S>{S(4)}, S(-far), S(1)).derivative[0] == -1);
    const LossAt<S> softmax =
        at<S>(SoftmaxCrossEntropy{}, {far, S(0), S(-far)}, {S(0), S(0), S(1)});
    CHECK(softmax.value == 2 * far);
    CHECK(fewest_digits(softmax.derivative, {S(1), S(0), S(-1)}) == all_digits<S>);
    CHECK(agreeing_digits(one(PseudoHuber<S>{S(1)}, far, S(0)).derivative[0], S(1)) >= 8);
    // Surely right: e^-|f|, which is too small for a double and for 50 digits beside 1.
    CHECK(one(LogisticLoss{}, far, S(1)).value <= std::numeric_limits<S>::epsilon());
    CHECK(one(LogisticLoss{}, far, S(1)).value >= 0);
    CHECK(one(LogisticLoss{}, S(-far), S(0)).derivative[0] >= 0);
    CHECK(one(SmoothHinge<S>{S(4)}, far, S(1)).derivative[0] <= 0);
    CHECK(at<S>(SoftmaxCrossEntropy{}, {far, S(-far)}, {S(1), S(0)}).value == 0);
  }
}

TEST_CASE("every loss is convex in f: its derivative never falls", "[losses]") {
  const auto never_falls = [](const auto& loss, double y) {
    double last = -1e300;
    for (int k = -40; k <= 40; ++k) {
      const double derivative = at(loss, {k / 8.0}, std::vector<double>{y}).derivative[0];
      if (derivative < last) return false;
      last = derivative;
    }
    return true;
  };
  CHECK(never_falls(SquaredLoss{}, 0.3));
  CHECK(never_falls(LogisticLoss{}, 1));
  CHECK(never_falls(PseudoHuber<double>{0.5}, 0.3));
  CHECK(never_falls(SmoothHinge<double>{3}, -1));
  const auto welsch = [](auto f, auto y) { return 1 - exp(-square(f - y)); };
  CHECK_FALSE(never_falls(welsch, 0.3));  // the control: a loss that forgives what is far away
}

TEST_CASE("outputs of another shape than the targets, and impossible widths, are refused",
          "[losses]") {
  const auto given = [](const auto& loss) {
    return at(loss, std::vector<double>{1, 2}, {1}).value;
  };
  const std::string rest =
      " loss of a 2 x 1 output, for targets that are 1 x 1; they need equal shapes. Reshape the "
      "output, or the targets.";
  CHECK_THROWS_AS(given(SquaredLoss{}), std::invalid_argument);
  CHECK_THROWS_WITH(given(SquaredLoss{}), "nn: the squared" + rest);
  CHECK_THROWS_WITH(given(LogisticLoss{}), "nn: the logistic" + rest);
  CHECK_THROWS_WITH(given(SoftmaxCrossEntropy{}), "nn: the softmax cross-entropy" + rest);
  CHECK_THROWS_WITH(given(PseudoHuber<double>{1}), "nn: the pseudo-Huber" + rest);
  CHECK_THROWS_WITH(given(SmoothHinge<double>{1}), "nn: the smooth hinge" + rest);
  const auto of_one = [](const auto& loss) { return at(loss, std::vector<double>{2}, {1}).value; };
  CHECK_THROWS_WITH(of_one(PseudoHuber<double>{0}),
                    "nn: the pseudo-Huber loss of width 0; it must be above 0.");
  CHECK_THROWS_WITH(of_one(SmoothHinge<double>{-1}),
                    "nn: the smooth hinge loss of sharpness -1; it must be above 0.");
  CHECK_NOTHROW(of_one(PseudoHuber<double>{1}));
}

TEMPLATE_TEST_CASE("a loss refuses targets of which it makes no sense, and says whose they are",
                   "[losses]", double, Real50) {
  using S = TestType;
  const auto asked = [](const auto& loss, std::size_t targets, std::vector<S> y) {
    Examples<S> data;
    data.count = 2;
    data.targets = targets;
    data.y = std::move(y);
    require_targets(loss, data);
  };
  CHECK_NOTHROW(asked(SquaredLoss{}, 1, {S(17), S(-3)}));  // which takes any
  CHECK_NOTHROW(asked(LogisticLoss{}, 2, {S(0), S(1), S(1) / 3, S(1)}));
  CHECK_THROWS_AS(asked(LogisticLoss{}, 1, {S(0), S(2)}), std::invalid_argument);
  CHECK_THROWS_WITH(asked(LogisticLoss{}, 2, {S(0), S(0), S(0), S(2)}),
                    "nn: the logistic loss of example 1, whose target is 2; it needs 0 or 1, or a "
                    "probability between them.");
  CHECK_THROWS_WITH(asked(LogisticLoss{}, 1, {std::numeric_limits<S>::quiet_NaN(), S(0)}),
                    Catch::Contains("of example 0, whose target is nan"));
  CHECK_NOTHROW(asked(SmoothHinge<S>{S(1)}, 1, {S(-1), S(1)}));
  CHECK_THROWS_WITH(asked(SmoothHinge<S>{S(1)}, 1, {S(0), S(1)}),
                    "nn: the smooth hinge loss of example 0, whose target is 0; it needs -1 or 1.");
  CHECK_THROWS_WITH(asked(SquaredLoss{}, 0, {}),
                    "nn: the squared loss of examples without targets; it needs numbers.");
  CHECK_THROWS_AS(asked(PseudoHuber<S>{S(1)}, 0, {}), std::invalid_argument);
  CHECK_THROWS_AS(asked(SmoothHinge<S>{S(1)}, 0, {}), std::invalid_argument);
  CHECK_THROWS_AS(asked(LogisticLoss{}, 0, {}), std::invalid_argument);
  CHECK_NOTHROW(asked(NegativeLogLikelihood{}, 0, {}));  // which has none
  const SoftmaxCrossEntropy softmax;
  CHECK_NOTHROW(asked(softmax, 2, {S(0), S(1), S(1), S(0)}));
  CHECK_NOTHROW(asked(softmax, 3, std::vector<S>(6, S(1) / 3)));  // 1 up to rounding
  CHECK_THROWS_WITH(asked(softmax, 1, {S(0), S(1)}),
                    "nn: the softmax cross-entropy of 1 target; it needs a number for each of 2 or "
                    "more classes. For one label, use the logistic loss.");
  CHECK_THROWS_WITH(asked(softmax, 2, {S(1), S(2), S(0), S(-1)}),
                    "nn: the softmax cross-entropy loss of example 1, whose target is 2; it needs "
                    "probabilities, from 0 to 1.");
  CHECK_THROWS_WITH(asked(softmax, 2, {S(1), S(0), S(0), S(1) / 2}),
                    "nn: the softmax cross-entropy of example 1, whose classes have 0.5 in all; "
                    "their probabilities need the sum 1.");
}
