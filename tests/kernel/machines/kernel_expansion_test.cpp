/// @file kernel_expansion_test.cpp
/// A sum over training points by hand, its norm by the feature space, and what is refused.
#include "kernel/machines/kernel_expansion.hpp"

#include "tests/catch.hpp"
#include "tests/kernel/machines/machine_witnesses.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("a kernel machine adds up what its training points say, and its offset",
                   "[kernel_expansion]", double, Real50) {
  using S = TestType;
  const Points<S> x = whole_points<S>({{1, 2}, {0, -1}, {3, 1}});
  const KernelExpansion<S> f{{S(1) / 2, S(-3), S(2)}, S(5)};

  // Dot products with (2, -1): 0, 1, 5.
  CHECK(f.predict(kernel_row(dot_product<S>, {S(2), S(-1)}, x)) == 0 - 3 + 10 + 5);
  CHECK(f.predict(std::vector<S>{S(4), S(0), S(0)}) == 7);
  CHECK(kernel_row(squared_product<S>, {S(2), S(-1)}, x) == std::vector<S>{S(1), S(4), S(36)});
}

TEMPLATE_TEST_CASE("its norm is that of the weights it stands for", "[kernel_expansion]", double,
                   Real50) {
  using S = TestType;
  // w = (1, 2)/2 - 3 (0, -1) + 2 (3, 1) = (13/2, 6), so ‖w‖² = 169/4 + 36; the offset is no part.
  const Points<S> x = whole_points<S>({{1, 2}, {0, -1}, {3, 1}});
  const KernelExpansion<S> f{{S(1) / 2, S(-3), S(2)}, S(5)};
  const S squared_norm = S(169) / 4 + 36;

  CHECK(f.squared_norm(gram(dot_product<S>, x)) == squared_norm);
  CHECK(f.squared_norm(gram(squared_product<S>, x)) != squared_norm);  // another space

  SECTION(
      "and so it is with (1 + x·x')² and its features 1, √2 x_1, √2 x_2, x_1², √2 x_1 x_2, x_2²") {
    using std::sqrt;
    std::vector<S> w(6, S(0));
    const S root = sqrt(S(2));
    for (std::size_t i = 0; i < 3; ++i) {
      const S u = x[i][0], v = x[i][1];
      const std::vector<S> features{S(1), root * u, root * v, u * u, root * u * v, v * v};
      for (std::size_t n = 0; n < 6; ++n) w[n] += f.coefficients[i] * features[n];
    }
    S sum(0);
    for (const S& entry : w) sum += entry * entry;
    CHECK(agreeing_digits(f.squared_norm(gram(squared_product<S>, x)), sum) >= all_digits<S> - 2);
  }
}

TEST_CASE("a machine refuses rows and matrices of other numbers of points", "[kernel_expansion]") {
  const KernelExpansion<double> f{{1, 2, 3}};

  CHECK_THROWS_AS((void)f.predict(std::vector<double>{1, 2}), std::invalid_argument);
  CHECK_THROWS_WITH((void)f.predict(std::vector<double>{1, 2}),
                    "kernel: a row of 2 kernel values for a machine of 3 training points; it needs "
                    "k(x, x_i) for each.");
  CHECK_THROWS_WITH((void)f.squared_norm(Matrix<double>(2, 3)),
                    "kernel: a Gram matrix of 2 points for a machine of 3; it needs that of the "
                    "training points.");
}

TEMPLATE_TEST_CASE("what can't be a Gram matrix is refused", "[kernel_expansion]", double, Real50) {
  using S = TestType;
  using std::sqrt;
  const auto with = [](const S& upper, const S& lower) {
    return Matrix<S>(2, 2, {S(4), upper, lower, S(9)});
  };
  const auto check = [](const Matrix<S>& gram) { detail::require_gram(gram, 2); };

  CHECK_THROWS_WITH(detail::require_gram(Matrix<S>(), 0),
                    "kernel: no training points; a machine needs one or more.");
  CHECK_THROWS_WITH(check(Matrix<S>(2, 3)),
                    "kernel: a Gram matrix of 2 x 3 for 2 targets; it needs "
                    "a row and a column for each.");
  CHECK_THROWS_WITH(check(with(S(1), S(2))),
                    Catch::StartsWith("kernel: a machine of a matrix that differs from its "
                                      "transpose by 0.111111"));
  CHECK_THROWS_WITH(check(with(std::numeric_limits<S>::infinity(), S(2))),
                    Catch::StartsWith("kernel: a machine of a matrix whose entry 0, 1 is inf"));
  CHECK_NOTHROW(check(with(S(2), S(2))));

  SECTION("but that two integrals differ in their last digits is allowed") {
    const S last = 2048 * std::numeric_limits<S>::epsilon() * 9;  // of the largest entry
    CHECK_NOTHROW(check(with(S(2), S(2 + last))));
    CHECK_THROWS_WITH(check(with(S(2), S(2 + last * 3))), Catch::Contains("symmetric_part"));
  }
}

TEST_CASE("numbers that are none are refused by name and place", "[kernel_expansion]") {
  const double inf = std::numeric_limits<double>::infinity(), nan = inf - inf;
  CHECK_THROWS_WITH(detail::require_finite<double>(std::vector<double>{1, inf}, "the targets"),
                    "kernel: inf in place 1 of the targets; each must be finite.");
  CHECK_THROWS_AS(detail::require_finite<double>(std::vector<double>{nan}, "the targets"),
                  std::invalid_argument);
  CHECK_NOTHROW(detail::require_finite<double>(std::vector<double>{1, -2}, "the targets"));
}

TEST_CASE("signs other than -1 and 1 are refused by name and place", "[kernel_expansion]") {
  CHECK_THROWS_WITH(detail::require_signs(std::vector<int>{1, -1, 0}, "the labels"),
                    "kernel: 0 in place 2 of the labels; each must be -1 or 1.");
  CHECK_NOTHROW(detail::require_signs(std::vector<int>{1, -1}, "the labels"));
}
