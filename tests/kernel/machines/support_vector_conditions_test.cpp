/// @file support_vector_conditions_test.cpp
/// The conditions of the solution, checked from their definition on many examples; the duality gap.
#include "kernel/machines/support_vector_machine.hpp"

#include "tests/catch.hpp"
#include "tests/kernel/machines/disc.hpp"

using namespace pathkernel;

namespace {

/// By how much at most an example breaks a condition of Karush, Kuhn and Tucker:
/// y f >= 1 where α = 0, y f = 1 where 0 < α < C, y f <= 1 where α = C.
template <class S>
S worst(const Disc<S>& data, const SupportVectorMachine<S>& fitted, const std::optional<S>& C) {
  S most(0);
  for (std::size_t i = 0; i < data.x.size(); ++i) {
    const S excess = S(data.y[i]) * fitted.predict(data.k.row(i)) - 1;
    if (!(fitted.alpha[i] >= 0) || (C && !(fitted.alpha[i] <= *C))) return S(1000);
    if (!C || fitted.alpha[i] < *C) keep_largest(most, S(-excess));
    if (fitted.alpha[i] > 0) keep_largest(most, excess);
  }
  return most;
}

template <class S>
S sum_of_coefficients(const SupportVectorMachine<S>& fitted) {
  return std::accumulate(fitted.machine.coefficients.begin(), fitted.machine.coefficients.end(),
                         S(0));
}

}  // namespace

TEMPLATE_TEST_CASE("all conditions of the solution hold to nearly all digits, and no gap is left",
                   "[support_vector_machine]", double, Real50) {
  using S = TestType;
  for (const std::optional<S>& C :
       {std::optional<S>(S(1)), std::optional<S>(S(50)), std::optional<S>()}) {
    const Disc<S> data(40, C.has_value());

    const SupportVectorMachine<S> fitted = fit_support_vector_machine(data.k, data.y, {.C = C});

    const S few = std::numeric_limits<S>::epsilon() * 100'000;
    CHECK(fitted.converged);
    CHECK(worst(data, fitted, C) < few);
    CHECK(agreeing_digits(S(1 + sum_of_coefficients(fitted)), S(1)) >= all_digits<S> - 3);
    CHECK(fitted.gap() < few * fitted.dual);
    CHECK(fitted.gap() > -few * fitted.dual);

    SupportVectorMachine<S> broken = fitted;  // the control: one α off by a millionth
    const auto used = std::ranges::find_if(broken.alpha, [](const S& a) { return a > 0; });
    broken.machine.coefficients[static_cast<std::size_t>(used - broken.alpha.begin())] +=
        S(1) / 1'000'000;
    CHECK(worst(data, broken, C) > S(1) / 100'000'000);
  }
}

TEST_CASE("at fifty digits the duality gap goes below 1e-40", "[support_vector_machine]") {
  const Disc<Real50> data(40, true);
  const Real50 tiny = Real50(1) / pow(Real50(10), 40);

  const SupportVectorMachine<Real50> fitted =
      fit_support_vector_machine(data.k, data.y, {.C = Real50(50)});

  CHECK(fitted.gap() < tiny);
  CHECK(fitted.gap() > -tiny);
  CHECK(fitted.dual > 1);
}

TEST_CASE("a machine cut short says so, and its gap holds the solution between P and D",
          "[support_vector_machine]") {
  const Disc<double> data(40, true);
  const auto after = [&](std::size_t steps) {
    return fit_support_vector_machine(data.k, data.y, {.C = 50.0, .most_steps = steps});
  };
  const SupportVectorMachine<double> best = after(10'000), cut = after(20);

  CHECK(best.converged);
  CHECK_FALSE(cut.converged);
  CHECK(cut.steps == 20);
  CHECK(cut.dual < best.dual);
  CHECK(cut.primal > best.primal);

  SECTION("with a hard margin P is that of f stretched until none falls short") {
    // One pair step joins 1 and 3: w = 1, f = x - 3/2, and 2 is at f = 1/2. So P = (2 w)²/2.
    const Points<double> x{{0}, {1}, {3}, {4}, {2}};
    const SupportVectorMachine<double> half = fit_support_vector_machine(
        gram(dot_product<double>, x), {-1, -1, 1, 1, 1}, {.most_steps = 1});
    CHECK(half.machine.bias == -1.5);
    CHECK(half.primal == 2);
    CHECK(half.dual == 0.5);
    CHECK(half.gap() == 1.5);
  }
  SECTION("with a hard margin a machine that has a label wrong has no P") {
    // One pair step joins (0, 0) and (1, 0), so that f falls to the right, where (5, 5) is.
    const Points<double> x{{0, 0}, {1, 0}, {5, 5}, {6, 4}};
    const SupportVectorMachine<double> wrong =
        fit_support_vector_machine(gram(dot_product<double>, x), {1, -1, 1, -1}, {.most_steps = 1});
    CHECK(wrong.primal == std::numeric_limits<double>::infinity());
    CHECK_FALSE(wrong.converged);
  }
}

TEST_CASE("points given twice, or more of them on the margin than are needed, do no harm",
          "[support_vector_machine]") {
  // The corners of a square, each twice: f(x) = x_1, and many α belong to it.
  const Points<double> x = whole_points<double>(
      {{1, 1}, {1, -1}, {-1, 1}, {-1, -1}, {1, 1}, {1, -1}, {-1, 1}, {-1, -1}});
  const Matrix<double> k = gram(dot_product<double>, x);
  const std::vector<int> y{1, 1, -1, -1, 1, 1, -1, -1};

  for (const std::optional<double>& C : {std::optional<double>(), std::optional<double>(0.2)}) {
    const SupportVectorMachine<double> fitted = fit_support_vector_machine(k, y, {.C = C});
    CHECK(fitted.converged);
    CHECK(agreeing_digits(fitted.dual, 0.5) >= 14);
    CHECK(agreeing_digits(fitted.predict(kernel_row(dot_product<double>, {3.0, 7.0}, x)), 3.0) >=
          13);
  }
}
