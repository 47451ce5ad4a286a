/// @file check_gradient_test.cpp
/// Right gradients pass, wrong ones are caught and named: by rules that are wrong on purpose, and
/// by a scalar whose cosine is.
#include "autodiff/check_gradient.hpp"

#include "tests/autodiff/primitive_samples.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

template <class S>
Block<S> block(Shape shape, const std::vector<S>& numbers, std::size_t examples = 0) {
  Block<S> u(shape, examples > 0, std::max<std::size_t>(examples, 1));
  std::ranges::copy(numbers, u.own().data);
  return u;
}

/// y = u³ with the derivative (3 + Wrong/10⁶) u².
template <int Wrong>
struct Cube {
  static constexpr std::string_view name = "cube";
  static constexpr Kind kind = Kind::function;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u) { return u * u * u; }
  template <class V>
  static V derivative(const V& u, const V& /*y*/) {
    return NumberOf<V>(3'000'000 + Wrong) / NumberOf<V>(1'000'000) * square(u);
  }
};

/// y = u - v, with the sign of v's derivative forgotten.
struct Difference {
  static constexpr std::string_view name = "difference";
  static constexpr Kind kind = Kind::linear;
  static constexpr int operands = 2;
  template <class S>
  static S value(const S& u, const S& v) { return u - v; }
  template <class V>
  static V pullback_left(const Locals<V>& at) { return at.adjoint; }
  template <class V>
  static V pullback_right(const Locals<V>& at) { return at.adjoint; }
};

/// y = uᵀ, pulled back to where it came from without being transposed.
struct Flip {
  static constexpr std::string_view name = "flip";
  static constexpr Kind kind = Kind::linear;
  static constexpr int operands = 1;
  static Shape result_shape(Shape u, Shape) { return {u.columns, u.rows}; }
  template <class S>
  static void evaluate(BlockView<S> y, BlockView<const S> u, BlockView<const S>) {
    for (std::size_t r = 0; r < y.shape.rows; ++r)
      for (std::size_t c = 0; c < y.shape.columns; ++c)
        for (std::size_t e = 0; e < y.lanes; ++e)
          y.at(r * y.shape.columns + c, e) = u.at(c * u.shape.columns + r, e);
  }
  template <class V>
  static V pullback_left(const Locals<V>& at) { return at.adjoint; }
};

/// relu, with a derivative at 0 that is on neither side.
struct WrongAtZero {
  static constexpr std::string_view name = "wrong_at_zero";
  static constexpr Kind kind = Kind::function;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u) { return relu(u); }
  template <class V>
  static V derivative(const V& u, const V& y) { return Relu::derivative(u, y) + 2; }
};

/// A double whose cosine is twice what it should be, so that sin has a wrong derivative.
struct Crooked {
  double number = 0;

  Crooked() = default;
  Crooked(double x) : number(x) {}  // as of any scalar: `2 * u` needs it
  explicit operator double() const { return number; }
  friend auto operator<=>(const Crooked&, const Crooked&) = default;
  friend Crooked operator+(const Crooked& a, const Crooked& b) { return a.number + b.number; }
  friend Crooked operator-(const Crooked& a, const Crooked& b) { return a.number - b.number; }
  friend Crooked operator*(const Crooked& a, const Crooked& b) { return a.number * b.number; }
  friend Crooked operator/(const Crooked& a, const Crooked& b) { return a.number / b.number; }
  friend Crooked operator-(const Crooked& a) { return -a.number; }
  friend Crooked& operator+=(Crooked& a, const Crooked& b) { return a = a + b; }
  friend std::ostream& operator<<(std::ostream& out, const Crooked& a) { return out << a.number; }

  friend Crooked cos(const Crooked& a) { return 2 * std::cos(a.number); }  // here

  friend bool signbit(const Crooked& a) { return std::signbit(a.number); }
  friend Crooked abs(const Crooked& a) { return std::abs(a.number); }
  friend Crooked atan(const Crooked& a) { return std::atan(a.number); }
  friend Crooked cbrt(const Crooked& a) { return std::cbrt(a.number); }
  friend Crooked cosh(const Crooked& a) { return std::cosh(a.number); }
  friend Crooked erf(const Crooked& a) { return std::erf(a.number); }
  friend Crooked exp(const Crooked& a) { return std::exp(a.number); }
  friend Crooked expm1(const Crooked& a) { return std::expm1(a.number); }
  friend Crooked log(const Crooked& a) { return std::log(a.number); }
  friend Crooked log1p(const Crooked& a) { return std::log1p(a.number); }
  friend Crooked pow(const Crooked& a, const Crooked& b) { return std::pow(a.number, b.number); }
  friend Crooked sin(const Crooked& a) { return std::sin(a.number); }
  friend Crooked sinh(const Crooked& a) { return std::sinh(a.number); }
  friend Crooked sqrt(const Crooked& a) { return std::sqrt(a.number); }
  friend Crooked tan(const Crooked& a) { return std::tan(a.number); }
  friend Crooked tanh(const Crooked& a) { return std::tanh(a.number); }
};

}  // namespace

template <>
struct std::numeric_limits<Crooked> : std::numeric_limits<double> {};

TEMPLATE_TEST_CASE("the gradient of a network agrees with differences, by every number of it",
                   "[check_gradient]", double, Real50) {
  using S = TestType;
  Tape<S> tape(3);
  const Var<S> w = input(tape, {2, 2}, rationals<S>(4));
  const Var<S> b = input(tape, S(1) / 3);
  const Var<S> x = example_input(tape, {2, 1}, rationals<S>(6, 5));
  const Var<S> hidden = tanh(product(w, x) + b);
  const Var<S> y = sum_over_examples(logsumexp(hidden) + sum(relu(hidden * x)) / exp(b));
  const std::size_t before = tape.size();

  const GradientCheck check = check_gradient(y, {w, b, x, hidden});

  CHECK(check);
  CHECK(check.message.empty());
  CHECK(tape.size() == before);  // nothing is left on the tape

  SECTION("and so does the gradient of a gradient") {
    CHECK(check_gradient(sum(gradient(y, {w}).front()), {w, b, x}));
  }
  SECTION("and that of what it does not depend on") {
    CHECK(check_gradient(y, {input(tape, S(1))}));
    CHECK(check_gradient(y, {}));
  }
}

TEMPLATE_TEST_CASE("every primitive agrees with differences, on every kind of operand",
                   "[check_gradient]", double, Real50) {
  using S = TestType;
  for (const PrimitiveSample<Var<S>>& sample : primitive_samples<Var<S>>()) {
    Tape<S> tape(sample_examples);
    const std::vector<Var<S>> inputs = inputs_of(sample.operands, tape);
    const Var<S> y = sample.apply_to(inputs);
    // Weights, since without them all adjoints would be equal, and two could change places.
    const Var<S> weights = example_input(tape, y.shape(), rationals<S>(3 * y.shape().size(), 2));

    const GradientCheck check = check_gradient(sum(sum_over_examples(y * weights)), inputs);

    INFO(sample.name);
    CHECK((check.agrees || sample.is_constant));
    CHECK((!sample.is_constant || check.message.find(". v") == std::string::npos));
  }
}

TEST_CASE("a wrong rule is caught, and named with both values", "[check_gradient]") {
  const Block<double> one = block<double>({}, {1.5});
  const Block<double> many = block<double>({1, 2}, {1, 2, 3, 4, 5, 6}, 3);  // lanes innermost

  CHECK(check_rule<Cube<0>>(one));
  CHECK(check_rule<Cube<0>>(many));
  const GradientCheck wrong = check_rule<Cube<3'000'000>>(one);
  CHECK_FALSE(wrong);
  CHECK_FALSE(wrong.at_kink);
  CHECK(wrong.message == "cube: for the adjoint 1 of y, that of u = 1.5 is 13.5, but differences "
                         "give 6.75");

  SECTION("in a block, with the entry and the example") {
    CHECK(check_rule<Cube<3'000'000>>(many).message ==
          "cube: for the adjoint 1 22 | 8 6 | ... of y, that of u(0, 0, example 0) = 1 is 6, but "
          "differences give 3");
  }
  SECTION("even where it is wrong in the sixth digit only") {
    CHECK_FALSE(check_rule<Cube<3>>(one));
    CHECK_FALSE(check_rule<Cube<3>>(many));
  }
}

TEST_CASE("each operand is checked by itself, and every entry by itself", "[check_gradient]") {
  const Block<double> u = block<double>({2, 2}, {1, 2, 3, 4}), v = block<double>({}, {5});

  CHECK(check_rule<Subtract>(u, v));  // the control
  CHECK(check_rule<Difference>(u, v).message ==
        "difference: for the adjoint 1 8; 15 22 of y, that of v = 5 is 46, but differences give "
        "-46");
  CHECK(check_rule<Flip>(u).message ==
        "flip: for the adjoint 1 8; 15 22 of y, that of u(0, 1) = 2 is 8, but differences give 15");
  CHECK_THROWS_WITH(check_rule<Flip>(block<double>({1, 2}, {1, 2})),
                    "autodiff: a pullback of shape 2 x 1 for an operand of shape 1 x 2; an adjoint "
                    "has the shape of its block.");
  CHECK(check_rule<Sum>(u, u, {1, 2}));  // what shape, the operand does not tell
  CHECK(check_rule<Largest>(u, u, {1, 2}).message ==
        "largest: for the adjoint 1 8 of y, that of u(1, 0) = 3 is 0, but differences give 1");
}

TEST_CASE("where a gradient is wrong, the first instruction with a wrong rule is named",
          "[check_gradient]") {
  Tape<Crooked> tape;
  const Var<Crooked> u = input(tape, 2), v = input(tape, 0);
  const Var<Crooked> bent = relu(v);
  const Var<Crooked> wave = sin(u * v);
  const Var<Crooked> y = exp(wave) + bent;

  const GradientCheck check = check_gradient(y, {u, v});

  CHECK_FALSE(check);
  CHECK(check.message ==
        "input 1: the derivative of v6 by v1 = 0 is 4, but differences give 2.5. v4 = sin(v3): for "
        "the adjoint 1 of y, that of u = 0 is 2, but differences give 1");
  CHECK_FALSE(check.at_kink);                      // relu is at one, but it is not what is wrong
  CHECK(check_gradient(y, {u}));                   // the derivative is 0, whatever the cosine
  CHECK(check_gradient(exp(u), {u, v}));           // the control: without a sine
  CHECK_FALSE(check_gradient(wave / 1e20, {v}));  // small values are no excuse
}

TEMPLATE_TEST_CASE("at a kink no gradient passes, and beside it all do", "[check_gradient]", double,
                   Real50) {
  using S = TestType;
  Tape<S> tape;
  const Var<S> u = input(tape, S(0)), v = input(tape, S(0)), w = input(tape, S(1) / 1000);

  const GradientCheck check = check_gradient(3 * relu(u) + w, {u, w});

  CHECK_FALSE(check);
  CHECK(check.at_kink);
  CHECK(check.message ==
        "input 0: the derivative of v6 by v0 = 0 is 0, at a kink with slopes 0 and 3. v3 = "
        "relu(v0): for the adjoint 1 of y, that of u = 0 is 0, at a kink with slopes 0 and 1");
  CHECK(check_gradient(3 * relu(w), {w}));  // the control
  CHECK_THAT(check_gradient(exp(abs(u)), {u}).message, Catch::Contains("abs(v0): "));
  CHECK_THAT(check_gradient(max(u, v), {u, v}).message, Catch::Contains("max(v0, v1): "));
  CHECK_THAT(check_gradient(select(u < v, w, w * w), {u}).message, Catch::Contains("less(v0, v1)"));

  SECTION("nor does a sum of kinks whose rules add up to a wrong slope") {
    const GradientCheck straight = check_gradient(relu(u) - relu(-u), {u});  // u, of slope 1
    CHECK_THAT(straight.message, Catch::Contains("is 0, but differences give 1. "));
    CHECK(straight.at_kink);
  }
  SECTION("but a kink that comes to nothing does no harm") {
    CHECK(check_gradient(square(relu(u)), {u}));
    CHECK(check_gradient(abs(u) * S(0) + w, {u, w}));
  }
}

TEST_CASE("a kink does not excuse a slope that is on neither side of it", "[check_gradient]") {
  const Block<double> zero = block<double>({}, {0});

  CHECK(check_rule<Relu>(zero).message ==
        "relu: for the adjoint 1 of y, that of u = 0 is 0, at a kink with slopes 0 and 1");
  CHECK(check_rule<Relu>(zero).at_kink);
  CHECK(check_rule<WrongAtZero>(zero).message ==
        "wrong_at_zero: for the adjoint 1 of y, that of u = 0 is 2, but differences give 0.5");
  CHECK_FALSE(check_rule<WrongAtZero>(zero).at_kink);
}

TEMPLATE_TEST_CASE("what a difference can't see is not held against a gradient", "[check_gradient]",
                   double, Real50) {
  using S = TestType;
  Tape<S> tape;
  const Var<S> u = input(tape, S(0)), v = input(tape, S(4) / 7), w = input(tape, S(1) / 1000);
  const S large = S(100'000'000);

  CHECK(check_gradient(u * u * u, {u}));            // D(h) = h², and the derivative is 0
  CHECK(check_gradient((v + large) - large, {v}));  // rounded to 8 digits fewer
  CHECK(check_gradient(log(w) / large, {w}));       // a curve that is steep beside h
  CHECK(check_gradient(v * large, {v}));
}

TEST_CASE("too near the end of a domain there is no difference", "[check_gradient]") {
  Tape<double> tape;
  const Var<double> u = input(tape, double{1} / 1'000'000);

  const GradientCheck check = check_gradient(log(u), {u});

  CHECK_FALSE(check);
  CHECK_THAT(check.message, Catch::StartsWith("no difference here; autodiff: log of -1.1"));
  CHECK_THAT(check_rule<Sqrt>(block<double>({}, {u.value()})).message,
             Catch::StartsWith("sqrt: no difference here; autodiff: sqrt of -"));
  CHECK(check_gradient(log(u + 1), {u}));  // the control
}

TEST_CASE("a check refuses what gradient refuses", "[check_gradient]") {
  Tape<double> tape, other;
  const Var<double> u = input(tape, {2, 1}, rationals<double>(2)), v = input(other, 1);

  CHECK_THROWS_WITH(check_gradient(u, {u}), Catch::Contains("gradient of a 2 x 1 block"));
  CHECK_THROWS_WITH(check_gradient(sum(u), {v}), Catch::Contains("different tapes"));
  CHECK_NOTHROW(check_gradient(sum(u), {u}));  // the control
}
