/// @file digits_test.cpp
/// The end state to D digits: all of them true, on the first rung that holds them, or refused.
#include "nn/ode/digits.hpp"

#include "tests/catch.hpp"
#include "tests/nn/ode/fields.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

using Rungs = Ladder<double, Real50, HighPrecision<80>>;

/// w' = -w from 1 to t = 1: 1/e.
struct Decay {
  template <Real S>
  InitialValueProblem<S> operator()() const {
    return {field_of<S>(1, [](auto w) { return -w; }), {S(1)}, S(1)};
  }
};

/// x' = 3v, v' = x/3 from (1, -1/3): e^-t, from which rounding drives away as e^t.
struct Unstable {
  template <Real S>
  InitialValueProblem<S> operator()() const {
    VectorField<S> field{Tape<S>(), {}, {}};
    const Var<S> x = input(field.tape, S(0)), v = input(field.tape, S(0));
    field.state = {x.id, v.id};
    field.derivative = {(3 * v).id, (x / 3).id};
    return {std::move(field), {S(1), S(-1) / 3}, S(30)};
  }
};

}  // namespace

TEST_CASE("an end state has the digits asked for, on the first rung that holds them", "[digits]") {
  const std::string e_inverse = "0.36787944117144232159552377016146086744581113103176783450783680";

  const EndState few = integrate_to_digits<Rungs>(Decay{}, 5);
  const EndState many = integrate_to_digits<Rungs>(Decay{}, 35);

  CHECK(few.w == std::vector<std::string>{"0.36788"});
  CHECK(few.number_digits == 15);
  CHECK(few.order == Taylor{15}.order());
  CHECK(few.steps >= 1);
  CHECK_FALSE(few.confirmed);
  CHECK(many.number_digits == 50);
  CHECK(many.w.front().substr(0, 35) == e_inverse.substr(0, 35));
  CHECK(many.w.front().size() == 37);  // 35 digits after "0."

  SECTION("and digits before the point count") {
    CHECK(detail::decimals(double{1234} + double{5678} / 10000, 6) == "1234.57");
    CHECK(detail::decimals(double{-1} / 8, 2) == "-0.12");
    CHECK(detail::decimals(0.0, 3) == "0.000");
  }
}

TEST_CASE("a second run confirms the digits, or makes both runs take more", "[digits]") {
  const EndState calm = integrate_to_digits<Rungs>(Decay{}, 12, {.confirm = true});
  REQUIRE(calm.confirmed);
  CHECK(*calm.confirmed >= 12);
  CHECK(calm.guard == 10);

  // Rounding at the 38th digit grows by e^30, which is 13 digits.
  const EndState driven = integrate_to_digits<Rungs>(Unstable{}, 28, {.confirm = true});
  REQUIRE(driven.confirmed);
  CHECK(*driven.confirmed >= 28);
  CHECK(driven.w[0].substr(0, 26) == "0.000000000000093576229688");
  CHECK(driven.w[0].size() == 30);

  SECTION("where it is not asked for, what is lost is not seen") {  // the control
    const EndState trusting = integrate_to_digits<Rungs>(Unstable{}, 5, {.guard = 3});
    CHECK(trusting.number_digits == 15);
    CHECK(trusting.w[0] != "0.00000");
  }
}

TEST_CASE("digits that no rung holds are refused, and so are those that get lost", "[digits]") {
  CHECK_THROWS_AS(integrate_to_digits<Rungs>(Decay{}, 71), std::invalid_argument);
  CHECK_THROWS_WITH(integrate_to_digits<Rungs>(Decay{}, 71),
                    Catch::Contains("81 working digits") && Catch::Contains("have 80 at most"));
  CHECK_THROWS_WITH(integrate_to_digits<Rungs>(Decay{}, 41, {.confirm = true}),
                    Catch::Contains("for a run that confirms another"));
  CHECK_THROWS_WITH(integrate_to_digits<Rungs>(Decay{}, 0), Catch::Contains("ask for at least 1"));
  CHECK_NOTHROW(integrate_to_digits<Rungs>(Decay{}, 40, {.confirm = true}));

  CHECK_THROWS_AS(integrate_to_digits<Rungs>(Unstable{}, 40, {.confirm = true}), std::domain_error);
  CHECK_THROWS_WITH(
      integrate_to_digits<Rungs>(Unstable{}, 40, {.confirm = true}),
      Catch::Contains("a second run confirms") && Catch::Contains("drives its solutions apart"));
}
