/// @file evidence_test.cpp
/// The way from numbers to each verdict, and that a broken computation never becomes a verdict.
#include "proofs/verdict/evidence.hpp"

#include <limits>

#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

/// The verdict on one residual, one defect and one control, at 50 digits.
Decision decided(const Real50& residual, const Real50& defect, const Real50& control,
                 const Real50& size = 1) {
  Decision decision;
  Evidence evidence(50, decision);
  evidence.vanishes("residual", magnitude(residual), magnitude(size));
  evidence.defect("defect", magnitude(defect), magnitude(size));
  evidence.must_not_vanish("control", magnitude(control));
  evidence.conclude(Verdict::holds);
  return decision;
}

Real50 ten_to(int exponent) { return pow(Real50(10), exponent); }

}  // namespace

TEST_CASE("a small residual with a control that fails is the claim's own verdict", "[evidence]") {
  const Decision decision = decided(ten_to(-46), ten_to(-48), ten_to(-3));

  CHECK(decision.verdict == Verdict::holds);
  CHECK(decision.residual.value() == "1.00e-46");
  CHECK(decision.control.value() == "1.00e-03");
  CHECK(decision.as_expected());
  CHECK(decided(0, 0, 1).verdict == Verdict::holds);  // exactly 0 is small as well
}

TEST_CASE("a residual that can be seen, on a good path, is false as stated", "[evidence]") {
  const Decision decision = decided(ten_to(-4), ten_to(-48), ten_to(-3));

  CHECK(decision.verdict == Verdict::false_as_stated);
  CHECK_FALSE(decision.as_expected());

  SECTION("but on a path that does not solve its equation it refutes nothing") {
    CHECK(decided(ten_to(-4), ten_to(-4), ten_to(-3)).verdict == Verdict::inconclusive);
  }
  SECTION("and one between rounding and that is not decided") {
    CHECK(decided(ten_to(-44), ten_to(-48), ten_to(-3)).verdict == Verdict::inconclusive);
  }
}

TEST_CASE("a control that vanishes, or none, is inconclusive", "[evidence]") {
  CHECK(decided(0, 0, ten_to(-43)).verdict == Verdict::inconclusive);
  CHECK(decided(0, 0, ten_to(-41)).verdict == Verdict::holds);
  CHECK(decided(0, 0, 0).verdict == Verdict::inconclusive);

  Decision decision;
  Evidence without(50, decision);
  without.vanishes("residual", magnitude(Real50(0)), magnitude(Real50(1)));
  without.conclude(Verdict::holds);
  CHECK(decision.verdict == Verdict::inconclusive);
}

TEST_CASE("a NaN anywhere is inconclusive", "[evidence]") {
  const Real50 nan = std::numeric_limits<Real50>::quiet_NaN();

  CHECK(decided(nan, 0, 1).verdict == Verdict::inconclusive);
  CHECK(decided(0, nan, 1).verdict == Verdict::inconclusive);
  CHECK(decided(0, 0, nan).verdict == Verdict::inconclusive);
  CHECK(decided(0, 0, 1, nan).verdict == Verdict::inconclusive);
  CHECK_FALSE(decided(nan, 0, 1).as_expected());
}

TEST_CASE("the bound is 1e-45 at 50 digits, and grows with terms above 100 only", "[evidence]") {
  CHECK(decided(ten_to(-45) * 9 / 10, 0, 1, 99).verdict == Verdict::holds);
  CHECK(decided(ten_to(-45) * 11 / 10, 0, 1, 99).verdict == Verdict::inconclusive);
  CHECK(decided(ten_to(-44) * 9 / 10, 0, 1, 1000).verdict == Verdict::holds);
}

TEST_CASE("an unmet condition is not the claim's verdict", "[evidence]") {
  Decision decision;
  Evidence evidence(50, decision);
  evidence.vanishes("residual", magnitude(Real50(0)), magnitude(Real50(1)));
  evidence.must_not_vanish("control", magnitude(Real50(1)));
  evidence.condition("so many", "4", "8", false);

  evidence.conclude(Verdict::holds);

  CHECK(decision.verdict == Verdict::inconclusive);
  CHECK_FALSE(decision.cases.back().as_expected);
}

TEST_CASE("a control has to be above a bound that large terms have raised", "[evidence]") {
  CHECK(decided(0, 0, ten_to(-41), 100).verdict == Verdict::holds);
  CHECK(decided(0, 0, ten_to(-41), 10000).verdict == Verdict::inconclusive);
}

TEST_CASE("conditions alone decide, if a control fails as it must", "[evidence]") {
  const auto verdict = [](bool met, bool fails, Verdict if_so) {
    Decision decision;
    Evidence evidence(16, decision);
    evidence.condition("it agrees", "yes", "yes", met);
    evidence.must_fail("it agrees without", "no", "no", fails);
    evidence.conclude(if_so);
    return decision.verdict;
  };

  CHECK(verdict(true, true, Verdict::holds) == Verdict::holds);
  CHECK(verdict(false, true, Verdict::holds) == Verdict::inconclusive);
  CHECK(verdict(true, false, Verdict::holds) == Verdict::inconclusive);

  Decision shown;  // a demonstration needs no control
  Evidence evidence(16, shown);
  evidence.within("a number", 0.5, 0, 1);
  evidence.conclude(Verdict::shown);
  CHECK(shown.verdict == Verdict::shown);
}

TEST_CASE("an order is the slope between the last two steps", "[evidence]") {
  const auto met = [](double exponent) {
    Decision decision;
    Evidence evidence(16, decision);
    std::vector<double> log_step, log_error;
    for (const double step : {0.1, 0.05, 0.025}) {
      log_step.push_back(std::log(step));
      log_error.push_back(exponent * std::log(step));
    }
    evidence.order("error", log_step, log_error, 4);
    CHECK(decision.tables.size() == 1);
    return decision.cases.back().as_expected;
  };

  CHECK(met(4.1));
  CHECK_FALSE(met(3.7));
  CHECK_FALSE(met(4.3));
}

TEST_CASE("a mistake counts as found by a number, not by a computation that broke off",
          "[evidence]") {
  Decision decision = decided(1, 0, 1);  // a residual that can be seen
  decision.mistake = "something left out";
  CHECK(decision.verdict == Verdict::false_as_stated);
  CHECK(decision.as_expected());

  decision.broken_off = true;
  CHECK_FALSE(decision.as_expected());

  Decision unnoticed = decided(0, 0, 1);
  unnoticed.mistake = "something left out";
  CHECK_FALSE(unnoticed.as_expected());
}
