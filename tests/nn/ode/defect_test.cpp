/// @file defect_test.cpp
/// The defect of a path: at rounding on its own flow, visible on another, and never lost in a NaN.
#include "nn/ode/defect.hpp"

#include "nn/ode/taylor.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

/// dw/dt = rate w.
template <Real S>
VectorField<S> exponential(const S& rate) {
  Tape<S> tape;
  const Var<S> w = input(tape, S(1));
  const Var<S> derivative = rate * w;
  VectorField<S> field{Tape<S>(), {w.id}, {derivative.id}};
  field.tape = std::move(tape);
  return field;
}

}  // namespace

TEMPLATE_TEST_CASE("a path's defect is rounding on its own flow", "[defect]", double, Real50) {
  using S = TestType;
  const VectorField<S> field = exponential(S(S(-1) / 3));
  const Path<S> path = integrate(field, std::vector<S>{S(1)}, S(2), Taylor{all_digits<S> + 1});

  CHECK(agreeing_digits(S(1 + path_defect(field, path)), S(1)) >= all_digits<S> - 2);

  SECTION("and on another flow it is the difference of the two: w/1000 at w = 1") {
    const S expected = S(1) / 1000;
    const S found = path_defect(exponential(S(S(-1) / 3 + expected)), path);
    CHECK(agreeing_digits(found, expected) >= all_digits<S> - 5);
  }
  SECTION("and of a field that is no number it is none") {
    const S defect = path_defect(exponential(std::numeric_limits<S>::quiet_NaN()), path);
    CHECK(defect != defect);
  }
}
