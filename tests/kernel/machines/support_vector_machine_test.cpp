/// @file support_vector_machine_test.cpp
/// Support vector machines against solutions known as fractions; what has none; what is refused.
#include "kernel/machines/support_vector_machine.hpp"

#include "tests/catch.hpp"
#include "tests/kernel/machines/machine_witnesses.hpp"

using namespace pathkernel;

namespace {

/// Fitted with the dot product.
template <class S>
SupportVectorMachine<S> linear(const Points<int>& x, const std::vector<int>& labels,
                               const SupportVectorOptions<S>& options = {}) {
  return fit_support_vector_machine(gram(dot_product<S>, whole_points<S>(x)), labels, options);
}

template <class S>
void check(const SupportVectorMachine<S>& fitted, const std::vector<S>& alpha, const S& bias) {
  const int digits = all_digits<S> - 3;
  CHECK(fitted.converged);
  CHECK(fewest_agreeing(fitted.alpha, alpha) >= digits);
  CHECK(agreeing_digits(fitted.machine.bias, bias, S(1)) >= digits);
  CHECK(agreeing_digits(fitted.primal, fitted.dual) >= digits);
}

const Points<int> six{{3, 1}, {2, 4}, {4, 3}, {0, 0}, {1, -1}, {-1, 2}};
const std::vector<int> three_of_each{1, 1, 1, -1, -1, -1};

}  // namespace

TEMPLATE_TEST_CASE("between two points the widest margin is half their distance",
                   "[support_vector_machine]", double, Real50) {
  using S = TestType;
  // (1, 0) and (4, 4), 5 apart: α = 2/25, w = (6, 8)/25, 1/‖w‖ = 5/2.
  const SupportVectorMachine<S> fitted = linear<S>({{1, 0}, {4, 4}}, {-1, 1});

  check(fitted, {S(2) / 25, S(2) / 25}, S(S(-31) / 25));
  CHECK(agreeing_digits(fitted.dual, S(S(2) / 25)) >= all_digits<S> - 2);  // 1/2 (2/5)²
}

TEMPLATE_TEST_CASE("on a line the two innermost points of both labels are the support vectors",
                   "[support_vector_machine]", double, Real50) {
  using S = TestType;
  const SupportVectorMachine<S> fitted = linear<S>({{0}, {1}, {3}, {4}, {2}}, {-1, -1, 1, 1, 1});

  check(fitted, {S(0), S(2), S(0), S(0), S(2)}, S(-3));
  CHECK(fitted.alpha[0] == 0);  // and not nearly so
  CHECK(agreeing_digits(fitted.predict(std::vector<S>{S(0), S(5), S(15), S(20), S(10)}), S(7)) >=
        all_digits<S> - 2);  // x = 5
}

TEMPLATE_TEST_CASE("exclusive or is separated by (1 + x·x')², with all α = 1/8",
                   "[support_vector_machine]", double, Real50) {
  using S = TestType;
  const Points<S> x = whole_points<S>({{1, 1}, {1, -1}, {-1, 1}, {-1, -1}});
  const std::vector<int> y{-1, 1, 1, -1};

  const SupportVectorMachine<S> fitted = fit_support_vector_machine(gram(squared_product<S>, x), y);

  check(fitted, std::vector<S>(4, S(1) / 8), S(0));
  CHECK(agreeing_digits(fitted.dual, S(S(1) / 4)) >= all_digits<S> - 2);  // margin √2
  const std::vector<S> query{S(2), S(3) / 5};                             // f(x) = -x_1 x_2
  CHECK(agreeing_digits(fitted.predict(kernel_row(squared_product<S>, query, x)), S(S(-6) / 5)) >=
        all_digits<S> - 2);
}

TEMPLATE_TEST_CASE("six points in the plane have the α that exact elimination finds",
                   "[support_vector_machine]", double, Real50) {
  using S = TestType;
  // All ways to choose the free examples and those at C were gone through in rational arithmetic;
  // one way alone, each time, satisfies all conditions.
  check(linear<S>(six, three_of_each),
        fractions<S>({{13, 50}, {0, 1}, {0, 1}, {0, 1}, {11, 50}, {1, 25}}), S(S(-6) / 5));

  SECTION("with C = 1/4 one of them is held back") {
    check(linear<S>(six, three_of_each, {.C = S(1) / 4}),
          fractions<S>({{1, 4}, {0, 1}, {0, 1}, {0, 1}, {11, 52}, {1, 26}}), S(S(-31) / 26));
  }
  SECTION("with C = 1/10 another one is needed") {
    check(linear<S>(six, three_of_each, {.C = S(1) / 10}),
          fractions<S>({{1, 10}, {1, 13}, {0, 1}, {0, 1}, {11, 130}, {6, 65}}), S(S(-15) / 13));
  }
  SECTION("with C = 1/3, which is above them all, nothing changes") {
    const SupportVectorMachine<S> loose = linear<S>(six, three_of_each, {.C = S(1) / 3});
    CHECK(fewest_agreeing(loose.alpha, linear<S>(six, three_of_each).alpha) >= all_digits<S> - 3);
  }
  SECTION("and the check tells C = 1/4 from C = 1/3") {
    CHECK(fewest_agreeing(linear<S>(six, three_of_each, {.C = S(1) / 4}).alpha,
                          linear<S>(six, three_of_each).alpha) < 3);
  }
}

TEMPLATE_TEST_CASE("labels that no line separates pay C for what they fall short",
                   "[support_vector_machine]", double, Real50) {
  using S = TestType;
  const SupportVectorMachine<S> fitted =
      linear<S>({{-2}, {0}, {1}, {3}}, {-1, 1, -1, 1}, {.C = S(1) / 2});

  check(fitted, fractions<S>({{9, 50}, {1, 2}, {1, 2}, {9, 50}}), S(S(-1) / 5));
  CHECK(fitted.alpha[1] == S(1) / 2);  // exactly
  CHECK(agreeing_digits(fitted.primal, S(S(32) / 25)) >= all_digits<S> - 2);

  SECTION("a quadratic kernel separates others, at a corner that fractions know") {
    const Points<S> x = whole_points<S>({{0, 1}, {2, 1}, {3, -1}, {1, 2}, {-1, 0}, {0, -2}});
    check(fit_support_vector_machine(gram(squared_product<S>, x), {1, 1, -1, -1, 1, -1}),
          fractions<S>({{431, 3438}, {239, 1146}, {44, 573}, {140, 573}, {0, 1}, {22, 1719}}),
          S(S(1075) / 573));
  }
}

TEST_CASE("a hard margin that does not exist is refused, whatever hides it",
          "[support_vector_machine]") {
  const Points<int> exclusive_or{{1, 1}, {1, -1}, {-1, 1}, {-1, -1}};
  const char* const message =
      "kernel: a hard margin that does not exist: D grows for ever, for in the kernel's space no "
      "plane has the labels on its two sides, to these digits. Give a C, or another kernel.";
  CHECK_THROWS_AS(linear<double>(exclusive_or, {-1, 1, 1, -1}), std::domain_error);
  CHECK_THROWS_WITH(linear<double>(exclusive_or, {-1, 1, 1, -1}), message);
  CHECK_THROWS_WITH(linear<double>({{-2}, {0}, {1}, {3}}, {-1, 1, -1, 1}), message);
  CHECK_THROWS_WITH(linear<Real50>({{-2}, {0}, {1}, {3}}, {-1, 1, -1, 1}), message);
  CHECK_THROWS_WITH(linear<double>({{1, 2}, {1, 2}}, {-1, 1}), message);  // one point, both labels
  CHECK_THROWS_WITH(linear<double>({{1, 0}, {0, 1}, {3, 3}, {1, 0}}, {-1, 1, -1, 1}), message);
  CHECK(linear<double>(exclusive_or, {-1, 1, 1, -1}, {.C = 1.0}).converged);
  CHECK(linear<double>({{1, 2}, {1, 2}}, {-1, 1}, {.C = 1.0}).converged);
}

TEST_CASE("a support vector machine refuses what it can't be fitted to",
          "[support_vector_machine]") {
  const Points<int> two{{1, 2}, {3, 4}};
  CHECK_THROWS_WITH(linear<double>(two, {1, 1}),
                    "kernel: all labels are 1; a separator needs some of -1 and of 1.");
  CHECK_THROWS_WITH(linear<double>(two, {1, 3}), Catch::Contains("3 in place 1 of the labels"));
  CHECK_THROWS_WITH(linear<double>(two, {1, -1, 1}), Catch::Contains("2 x 2 for 3 targets"));
  CHECK_THROWS_WITH(
      linear<double>(two, {1, -1}, {.C = 0.0}),
      "kernel: C = 0; it must be above 0, and finite. Leave it out for a hard margin.");
  CHECK_THROWS_WITH(linear<double>(two, {1, -1}, {.tolerance = 0.0}),
                    "kernel: a duality gap of 0 times D; it must be above 0.");
  CHECK_THROWS_WITH(
      fit_support_vector_machine(Matrix<double>(2, 2, {1, 2, 2, 1}), {1, -1}),
      "kernel: points 0 and 1 are at a squared distance of -2: the Gram matrix is not "
      "positive semi-definite. Choose another kernel.");
}
