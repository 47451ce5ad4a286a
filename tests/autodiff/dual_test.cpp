/// @file dual_test.cpp
/// Dual numbers by themselves, nested, and as the scalar of everything that runs a program.
#include "autodiff/dual.hpp"

#include "autodiff/adjoints.hpp"
#include "autodiff/expansion.hpp"
#include "autodiff/replay.hpp"
#include "autodiff/tangent.hpp"
#include "tests/autodiff/primitive_samples.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

static_assert(Scalar<Dual<double>> && Scalar<Dual<Dual<Real50>>>);
static_assert(!Real<Dual<double>>);  // the control: not everything is asked of it

/// f at a with a first derivative, and at a dual number with a higher one.
template <class S, class F>
S slope(F f, const S& a) {
  return f(Dual<S>(a, S(1))).tangent;
}

/// Checks f's value at a dual number against its value, and its tangent against a difference.
template <class S, class F>
void check(F f, const S& a) {
  INFO("at " << a);
  const Dual<S> y = f(Dual<S>(a, S(3)));
  CHECK(agreeing_digits(y.value, S(f(a))) >= all_digits<S> - 1);
  CHECK(agreeing_digits(y.tangent, S(3 * central_difference(f, a)), S(1)) >= difference_digits<S>);
}

/// n-fold nested: the number a whose n tangents, one in the other, all begin with 1.
template <int n, class S>
auto nested(const S& a) {
  if constexpr (n == 0) return a;
  else return nested<n - 1>(Dual<S>(a, S(1)));
}
template <class S>
const S& innermost_tangent(const S& u) { return u; }
template <class S>
const auto& innermost_tangent(const Dual<S>& u) { return innermost_tangent(u.tangent); }

}  // namespace

TEMPLATE_TEST_CASE("dual arithmetic is that of polynomials in eps with eps^2 = 0", "[dual]", double,
                   Real50) {
  using S = TestType;
  const Dual<S> u(S(3), S(5)), v(S(2), S(-7));

  CHECK(u + v == Dual<S>(S(5), S(-2)));
  CHECK(u - v == Dual<S>(S(1), S(12)));
  CHECK(u * v == Dual<S>(S(6), S(10 - 21)));
  CHECK(u / v * v == u);  // 3/2 and (5 + 21/2)/2 are exact
  CHECK(-u == Dual<S>(S(-3), S(-5)));
  CHECK(square(u) == u * u);
  CHECK(2 * u + 1 - S(1) / 2 == Dual<S>(S(13) / 2, S(10)));  // numbers beside it do not move
  CHECK(1 / v == Dual<S>(S(1) / 2, S(7) / 4));
  Dual<S> w = u;
  w += v;
  w *= v;
  w -= u;
  w /= v;
  CHECK(w == ((u + v) * v - u) / v);

  CHECK(u != Dual<S>(S(3)));  // equal in value, and yet another number
  CHECK(Dual<S>() == Dual<S>(0));
  CHECK(static_cast<double>(u) == 3);
  CHECK(detail::joined(u) == "(3 + ε 5)");
}

TEMPLATE_TEST_CASE("functions of dual numbers move as differences of the functions do", "[dual]",
                   double, Real50) {
  using S = TestType;
  using std::abs, std::atan, std::cos, std::cosh, std::erf, std::exp, std::expm1, std::log,
      std::log1p, std::sin, std::sinh, std::sqrt, std::tan, std::tanh;
  for (const S& a : {S(3) / 7, S(11) / 9}) {
    check<S>([](auto u) { return exp(sin(u)) - cos(u) * tan(u); }, a);
    check<S>([](auto u) { return expm1(u) / log(1 + u) + log1p(u); }, a);
    check<S>([](auto u) { return sqrt(u) * atan(u) + erf(u); }, a);
    check<S>([](auto u) { return sinh(u) / cosh(u) - square(tanh(u)); }, a);
    check<S>([](auto u) { return abs(u - 1) + relu(u - 1) - relu(1 - u); }, a);
  }
  const auto power = [](const auto& u, const auto& v) {
    using std::pow;
    return pow(u, v);
  };
  const S a = S(5) / 3, b = S(-7) / 4;
  const Dual<S> y = power(Dual<S>(a, S(2)), Dual<S>(b, S(3)));
  CHECK(agreeing_digits(y.value, S(power(a, b))) >= all_digits<S> - 1);
  const S by_hand = power(a, b) * (2 * b / a + 3 * log(a));
  CHECK(agreeing_digits(y.tangent, by_hand) >= all_digits<S> - 2);
  CHECK(agreeing_digits(y.tangent, S(power(a, b) * (2 * b / a))) < 2);  // the control
  const Dual<S> s = sigmoid(Dual<S>(a, S(2))), p = softplus(Dual<S>(a, S(2)));
  CHECK(agreeing_digits(s.value, S(1 / (1 + exp(S(-a))))) >= all_digits<S> - 1);
  CHECK(agreeing_digits(s.tangent, S(2 * s.value * (1 - s.value))) >= all_digits<S> - 1);
  CHECK(agreeing_digits(p.value, S(log(S(1 + exp(a))))) >= all_digits<S> - 1);
  CHECK(agreeing_digits(p.tangent, S(2 * s.value)) >= all_digits<S> - 1);
}

TEST_CASE("a tape of dual numbers has, for every primitive, the tangents that a sweep records",
          "[dual]") {
  using S = Real50;
  const auto samples = primitive_samples<Var<S>>();
  const auto duals = primitive_samples<Var<Dual<S>>>();
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (samples[i].is_constant) continue;
    INFO(samples[i].name);
    Tape<S> tape(sample_examples);
    Tape<Dual<S>> dual_tape(sample_examples);
    const std::vector<Var<S>> inputs = inputs_of(samples[i].operands, tape);
    const std::vector<Var<Dual<S>>> dual_inputs = inputs_of(samples[i].operands, dual_tape);
    std::vector<Var<S>> directions;
    for (std::size_t b = 0; b < inputs.size(); ++b) {
      directions.push_back(input_of(direction_of(samples[i].operands[b]), tape));
      const BlockView<Dual<S>> block = dual_tape.recording().block(dual_inputs[b].id);
      for (std::size_t j = 0; j < block.entries().size(); ++j)
        block.data[j].tangent = directions[b].block().data[j];
    }
    const Var<S> y = samples[i].apply_to(inputs);
    const Var<Dual<S>> dual_y = duals[i].apply_to(dual_inputs);
    const Var<S> dy = jacobian_vector_product(std::vector{y}, inputs, directions).front();
    int values = all_digits<S>, tangents = all_digits<S>;
    bool moves = false;
    for (std::size_t j = 0; j < y.block().entries().size(); ++j) {
      const Dual<S>& entry = dual_y.block().data[j];
      values = std::min(values, agreeing_digits(entry.value, y.block().data[j]));
      tangents = std::min(tangents, agreeing_digits(entry.tangent, dy.block().data[j], S(1)));
      moves = moves || entry.tangent != 0;
    }
    CHECK(values == all_digits<S>);  // the same operations
    CHECK(tangents >= all_digits<S> - 3);  // the same rules; some entries are in the hundreds
    CHECK(moves == (y.instruction().opcode != opcode_of<Less>));  // the control: not 0 beside 0
  }
}

TEST_CASE("the fourth derivative is right in 45 of 50 digits by nested dual numbers, or one and "
          "three sweeps",
          "[dual]") {
  using S = Real50;
  const S a = S(5) / 7;
  const S t = tanh(a), s = sin(a), c = cos(a);
  const S d4_tanh = (16 * t - 24 * t * t * t) * (1 - t * t);
  const S d4_exp_sin = (c * c * c * c - 6 * s * c * c - 4 * c * c + 3 * s * s + s) * exp(s);

  CHECK(agreeing_digits(innermost_tangent(tanh(nested<4>(a))), d4_tanh) >= 45);
  CHECK(agreeing_digits(innermost_tangent(exp(sin(nested<4>(a)))), d4_exp_sin) >= 45);
  CHECK(agreeing_digits(innermost_tangent(tanh(nested<3>(a))), d4_tanh) < 2);  // the control

  Tape<Dual<S>> tape;
  const Var<Dual<S>> u = input(tape, nested<1>(a)), one = constant(tape, Dual<S>(1));
  const auto reverse = [&](Var<Dual<S>> f) { return gradient(f, {u}).front(); };
  const auto forward = [&](Var<Dual<S>> f) { return jacobian_vector_product({f}, {u}, {one})[0]; };
  const Var<Dual<S>> d3_tanh = forward(reverse(reverse(tanh(u))));
  const Var<Dual<S>> d3_exp_sin = reverse(forward(reverse(exp(sin(u)))));
  CHECK(agreeing_digits(d3_tanh.value().tangent, d4_tanh) >= 45);
  CHECK(agreeing_digits(d3_exp_sin.value().tangent, d4_exp_sin) >= 45);
}

TEST_CASE("nested dual numbers keep their perturbations apart", "[dual]") {
  // d/du (u d/dv (u + v)) = 1. With one eps for both it would be 2.
  const auto inner = [](const Dual<double>& u) {
    return slope([&](const Dual<Dual<double>>& v) { return Dual<Dual<double>>(u) + v; },
                 Dual<double>(1));
  };
  CHECK(slope([&](const Dual<double>& u) { return u * inner(u); }, 1.0) == 1);

  // The mixed second derivative of u³ v², from a number of each kind.
  using Second = Dual<Dual<double>>;
  const Second u(Dual<double>(2, 1)), v(Dual<double>(3), Dual<double>(1));
  const Second y = u * u * u * v * v;
  CHECK(y.value.value == 72);
  CHECK(y.value.tangent == 3 * 4 * 9);
  CHECK(y.tangent.value == 8 * 2 * 3);
  CHECK(y.tangent.tangent == 6 * 4 * 3);
}

TEST_CASE("choices go by the value, and take its tangent with it", "[dual]") {
  using D = Dual<double>;
  const D low(1, 100), high(2, -100), nan(std::numeric_limits<double>::quiet_NaN(), 1);

  CHECK(less(low, high) == D(1));
  CHECK(less(high, low) == D(0));
  CHECK(less(low, D(1, 200)) == D(0));  // equal values: neither is less
  CHECK(certainly_less(low, high));
  CHECK_FALSE(possibly_less(high, low));
  CHECK_FALSE(possibly_less(nan, low));
  CHECK(choose(D(1), low, high) == low);
  CHECK(choose(D(0, 1), low, high) == high);  // a mask is asked for its value
  CHECK(choose(D(0), nan, high) == high);     // and what is not taken can't spoil the tangent
  CHECK(signbit(D(-1, 1)));
  CHECK_FALSE(signbit(D(1, -1)));
  CHECK(relu(D(-1, 5)) == D(0));
  CHECK(abs(D(-3, 5)) == D(3, -5));
  CHECK(abs(D(0, 5)) == D(0));  // the convention at the kink
}

TEST_CASE("what a function refuses it refuses of dual numbers, on a tape and off", "[dual]") {
  using D = Dual<double>;
  Tape<D> tape;
  Tape<Dual<D>> deeper;

  CHECK_THROWS_AS(log(D(-1, 1)), std::domain_error);
  CHECK_THROWS_WITH(log(D(-1, 1)), "autodiff: log of -1; it is defined for numbers above 0.");
  CHECK_THROWS_WITH(log(input(tape, D(-1, 1))),
                    "autodiff: log of (-1 + ε 1); it is defined for numbers above 0.");
  CHECK_THROWS_WITH(sqrt(input(tape, D(0, 1))), Catch::Contains("sqrt of (0 + ε 1)"));
  CHECK_THROWS_WITH(log1p(D(-1)), Catch::Contains("log1p of -1"));
  CHECK_THROWS_WITH(pow(D(-2), D(3)), Catch::Contains("power of -2 to 3"));
  CHECK_THROWS_WITH(log(input(deeper, Dual<D>(D(-1, 2), D(3, 4)))),
                    Catch::Contains("log of ((-1 + ε 2) + ε (3 + ε 4))"));
  CHECK_NOTHROW(log(input(tape, D(1, -1))));  // the control: a tangent may be negative
}

TEST_CASE("H v by dual numbers is the tangent of every adjoint, recorded or not", "[dual]") {
  using S = Real50;
  using D = Dual<S>;
  const S a = S(3) / 7, b = S(-5) / 11;
  Tape<D> tape;
  const Var<D> u = input(tape, D(a, S(2))), v = input(tape, D(b, S(3)));
  const Var<D> y = sin(u * v) + square(u) * v;

  const std::vector<Var<D>> recorded = gradient(y, {u, v});
  const Adjoints<D> adjoints(y);

  const S s = sin(S(a * b)), c = cos(S(a * b)), mixed = c - a * b * s + 2 * a;
  const S by_hand[] = {2 * (2 * b - b * b * s) + 3 * mixed, 2 * mixed - 3 * a * a * s};
  for (const std::size_t i : {0u, 1u}) {
    CHECK(agreeing_digits(recorded[i].value().tangent, by_hand[i]) >= all_digits<S> - 2);
    const D& adjoint = *adjoints[i == 0 ? u : v].data;
    CHECK(agreeing_digits(adjoint.tangent, by_hand[i]) >= all_digits<S> - 2);
    CHECK(agreeing_digits(adjoint.value, recorded[i].value().value) >= all_digits<S> - 1);
  }
  CHECK(agreeing_digits(by_hand[0], by_hand[1]) < 2);  // the control
}

TEST_CASE("an adjoint whose value is 0 and that moves is passed on", "[dual]") {
  using D = Dual<Real50>;
  Tape<D> tape;
  const Var<D> u = input(tape, D(0, 1));
  const Adjoints<D> adjoints(square(square(u + 0)));
  CHECK(*adjoints[u].data == D(0));  // 4 u³: even its slope is 0 there
  const Adjoints<D> once(square(2 * u));
  CHECK(*once[u].data == D(0, 8));  // 8 u
}

TEST_CASE("a replay and a series of dual numbers differentiate along with what they compute",
          "[dual]") {
  using D = Dual<double>;
  Tape<D> tape(2);
  const Var<D> c = input(tape, D(2, 1)), t = input(tape, D(0));
  const Var<D> x = example_input(tape, {}, std::vector<D>{D(3), D(5)});
  const Var<D> power = sum_over_examples(pow(c, 3) * x);  // Σ_e c³ x_e

  Replay<D> replay(tape, std::array{power.id}, 3, 2);
  replay.set(c.id, std::array{D(1, 1)});
  replay.set(x.id, std::array{D(3), D(5), D(7, 1)});
  replay.run();
  CHECK(replay[power.id].data->value == 15);
  CHECK(replay[power.id].data->tangent == 3 * 15 + 1);

  const Var<D> y = exp(c * t);  // y_k = c^k/k!, so dy_k/dc = c^(k-1)/(k-1)!
  Expansion<D> expansion(tape, std::array{t.id}, std::array{y.id}, 8);
  expansion.coefficient(t.id, 1).at(0, 0) = D(1);
  double before = 0, expected = 1;
  for (std::size_t k = 0; k <= 8; ++k) {
    expansion.run(k);
    const D& y_k = expansion.coefficient(y.id, k).at(0, 0);
    CHECK(agreeing_digits(y_k.value, expected) >= 14);
    CHECK(agreeing_digits(y_k.tangent, before) >= 14);
    before = expected;
    expected *= 2 / static_cast<double>(k + 1);
  }
}

TEST_CASE("constants of one value that move differently are not merged", "[dual]") {
  using D = Dual<double>;
  Tape<D> tape;
  const Var<D> u = input(tape, D(1));
  const Var<D> y = D(3, 1) * u, z = D(3, 2) * u, again = D(3, 1) * u;

  const Rewritten<D> program = rewritten<D>(tape, std::array{y.id, z.id, again.id});

  CHECK(program.at(y.id) != program.at(z.id));
  CHECK(program.at(y.id) == program.at(again.id));
}

TEST_CASE("logsumexp moves as the softmax says, though its shift moves along", "[dual]") {
  using S = Real50;
  using D = Dual<S>;
  Tape<D> tape;
  std::vector<D> numbers;
  for (const S& value : rationals<S>(4)) numbers.emplace_back(value, S(2) * value + 1);
  const Var<D> u = input(tape, {2, 2}, numbers);

  const Var<D> y = logsumexp(u), weights = softmax(u);

  S by_hand(0);
  for (std::size_t i = 0; i < 4; ++i) by_hand += weights.block().data[i].value * numbers[i].tangent;
  CHECK(agreeing_digits(y.value().tangent, by_hand, S(1)) >= all_digits<S> - 1);
  S total(0);
  for (const D& weight : weights.block().entries()) total += weight.tangent;
  CHECK(agreeing_digits(total, S(0), S(1)) >= all_digits<S> - 1);  // their sum is 1, always
}
