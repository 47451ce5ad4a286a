/// @file vector_field_test.cpp
/// Stretches of time: no step crosses one's end, and one that did would cost the method its order.
#include "nn/ode/vector_field.hpp"

#include "nn/ode/dormand_prince.hpp"
#include "nn/ode/taylor.hpp"
#include "tests/catch.hpp"
#include "tests/nn/ode/fields.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

template <class S>
VectorField<S> rise_rest_fall() {
  return growth<S>({{S(0), {S(2)}}, {S(1) / 3, {S(0)}}, {S(1), {S(-1)}}, {S(9), {S(5)}}});
}
template <class S>
S exact() {  // at t = 2: 2/3 from the rise, -1 from the fall; the last stretch is never reached
  using std::exp;
  return S(3) / 7 * exp(S(2) / 3 - 1);
}

template <class S, class Method>
Path<S> path_by(const VectorField<S>& field, const Method& method, const S& end = S(2)) {
  const std::vector<S> start{S(3) / 7};
  return integrate(field, start, end, method);
}

template <class S>
void check_stretches(const Path<S>& path) {
  for (const Step<S>& step : path.steps()) {
    const S middle = step.start + step.length / 2;
    const std::size_t stretch = middle < S(1) / 3 ? 0 : middle < 1 ? 1 : 2;
    CHECK(step.stretch == stretch);
    for (const S& time : {S(S(1) / 3), S(1)})  // a switch may be a step's end, but not inside
      CHECK((step.start + step.length <= time || step.start >= time));
  }
}

}  // namespace

TEMPLATE_TEST_CASE("a field that switches is followed to all digits, no step crossing a switch",
                   "[vector_field]", double, Real50) {
  using S = TestType;
  const Path<S> taylor = path_by(rise_rest_fall<S>(), Taylor{all_digits<S> + 2});
  const Path<S> runge_kutta = path_by(rise_rest_fall<S>(), DormandPrince{.tolerance = 1e-10});

  CHECK(agreeing_digits(taylor.final_state()[0], exact<S>()) >= all_digits<S> - 2);
  CHECK(agreeing_digits(runge_kutta.final_state()[0], exact<S>()) >= 9);
  check_stretches(taylor);
  check_stretches(runge_kutta);
  CHECK(taylor.derivative(S(S(1) / 3)) ==
        std::vector<S>{S(0)});  // of the stretch that begins there
}

TEST_CASE("steps that end at the switches keep the order 5, steps across would have order 1",
          "[vector_field]") {
  const auto residual = [](const VectorField<Real50>& field, double h) {
    const Path<Real50> path = path_by<Real50>(field, DormandPrince{.fixed_step = h});
    return std::abs(static_cast<double>(Real50(path.final_state()[0] - exact<Real50>())));
  };
  const double coarse = double{1} / 128, fine = double{1} / 256;

  const double order = std::log2(residual(rise_rest_fall<Real50>(), coarse) /
                                 residual(rise_rest_fall<Real50>(), fine));
  CHECK(std::abs(order - 5) < double{1} / 10);

  // Control: the switch at 1/3 is moved to a step's end nearby, as a fixed grid would have it.
  const auto rounded = [&](double h) {
    const Real50 grid = Real50(std::round(1 / h / 3)) * Real50(h);
    return growth<Real50>(
        {{Real50(0), {Real50(2)}}, {grid, {Real50(0)}}, {Real50(1), {Real50(-1)}}});
  };
  CHECK(std::log2(residual(rounded(coarse), coarse) / residual(rounded(fine), fine)) < 1.1);
}

TEST_CASE("a state of several blocks is one vector, block after block", "[vector_field]") {
  const VectorField<double> field = oscillator<double>();
  RightHandSide<double> g(field);
  std::vector<double> derivative(2);

  g(std::vector<double>{3, 4}, derivative);

  CHECK(field.dimension() == 2);
  CHECK(derivative == std::vector<double>{4, -3});
}

TEST_CASE("stretches out of order, ends and starts without sense are refused", "[vector_field]") {
  using Stretches = std::vector<Stretch<double>>;
  const auto run = [](const Stretches& stretches, double end = 2, double w_0 = 1) {
    const std::vector<double> start{w_0};
    return integrate(growth<double>(stretches), start, end, Taylor{16});
  };
  const Stretches fine{{0, {1}}, {1, {2}}};
  const double infinity = std::numeric_limits<double>::infinity();

  CHECK_NOTHROW(run(fine));  // the control
  CHECK_THROWS_AS(run({{0, {1}}, {1, {2}}, {1, {3}}}), std::invalid_argument);
  CHECK_THROWS_WITH(run({{0, {1}}, {1, {2}}, {1, {3}}}),
                    "ode: stretch 2 begins at t = 1; the first must begin at 0 and each later than "
                    "the one before.");
  CHECK_THROWS_WITH(run({{0, {1}}, {2, {2}}, {1, {3}}}),
                    Catch::Contains("stretch 2 begins at t = 1"));
  CHECK_THROWS_WITH(run({{0.5, {1}}}), Catch::Contains("stretch 0 begins at t = 0.5"));
  CHECK_THROWS_WITH(run({}), "ode: a field without a stretch; the first begins at 0.");
  CHECK_THROWS_WITH(run({{0, {1, 2}}}),
                    Catch::Contains("stretch 0 sets 2 numbers of a control of 1."));
  CHECK_THROWS_WITH(run(fine, 0),
                    "ode: integration until t = 0; it begins at 0 and needs a later, "
                    "finite end.");
  CHECK_THROWS_WITH(run(fine, -1), Catch::Contains("until t = -1"));
  CHECK_THROWS_WITH(run(fine, infinity), Catch::Contains("until t = inf"));
  CHECK_THROWS_WITH(run(fine, 2, -infinity), "ode: the start's component 0 is -inf.");
}

TEST_CASE("a derivative that is not of the state's shape is refused before any work", "[field]") {
  const auto run = [](const VectorField<double>& field) {
    return integrate(field, std::vector<double>(field.dimension()), 1, Taylor{16});
  };
  Tape<double> tape(3);
  const Var<double> w = input(tape, 1), x = example_input(tape, {}, std::vector<double>{1, 2, 3});
  const Var<double> each = w * x, all = sum_over_examples(each);
  VectorField<double> field{Tape<double>(), {w.id}, {each.id}};
  field.tape = std::move(tape);

  CHECK_THROWS_AS(run(field), std::invalid_argument);
  CHECK_THROWS_WITH(run(field), Catch::Contains("block 0 of the state is 1 x 1, its derivative ") &&
                                    Catch::Contains("1 x 1 per example") &&
                                    Catch::Contains("Is a sum missing?"));
  field.derivative.clear();
  CHECK_THROWS_WITH(run(field), "ode: a state of 1 blocks, with a derivative of 0.");

  SECTION("and so is a control of the wrong length") {
    field.derivative = {all.id};
    field.control = x.id;
    field.stretches = {{0, {1, 1, 1}}, {0.5, {1, 1}}};
    CHECK_THROWS_WITH(run(field), "ode: stretch 1 sets 2 numbers of a control of 3.");
    field.stretches.back().control.push_back(1);
    CHECK_NOTHROW(run(field));
  }
}
