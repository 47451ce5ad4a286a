/// @file polynomial_test.cpp
/// Polynomials: how many monomials, which, and with what sum.
#include "nn/models/polynomial.hpp"

#include "tests/catch.hpp"
#include "tests/nn/layers/evaluated.hpp"

using namespace pathkernel;

namespace {

/// All products of k factors x_i with i >= first, the first factor varying slowest.
template <class S>
std::vector<S> monomials(const std::vector<S>& x, std::uint32_t k, std::size_t first = 0) {
  if (k == 0) return {S(1)};
  std::vector<S> all;
  for (std::size_t i = first; i < x.size(); ++i)
    for (const S& rest : monomials(x, k - 1, i)) all.push_back(x[i] * rest);
  return all;
}

template <class S>
S by_hand(const Polynomial& model, const std::vector<S>& w, const std::vector<S>& x) {
  S f = w.back();
  std::size_t p = 0;
  for (std::uint32_t k = 1; k <= model.degree; ++k)
    for (const S& monomial : monomials(x, k)) f += w[p++] * monomial;
  return f;
}

template <class S>
Evaluated<S> run(const Polynomial& model, const std::vector<S>& w, const std::vector<S>& x) {
  return evaluated(model, w, {static_cast<std::uint32_t>(x.size()), 1}, x);
}

}  // namespace

TEST_CASE("a polynomial of degree d in n inputs has C(n + d, d) parameters", "[polynomial]") {
  for (std::uint32_t n = 1; n <= 5; ++n)
    for (std::uint32_t d = 1; d <= 5; ++d) {
      std::uint32_t binomial = 1;  // C(n + k, k) = C(n + k - 1, k - 1) (n + k)/k
      for (std::uint32_t k = 1; k <= d; ++k) binomial = binomial * (n + k) / k;
      INFO("degree " << d << " in " << n << " inputs");
      CHECK(Polynomial{n, d}.parameters() ==
            std::vector<ParameterBlock>{{"w", {1, binomial - 1}, Role::weight},
                                        {"b", {1, 1}, Role::offset}});
    }
}

TEMPLATE_TEST_CASE("a polynomial is the sum over its monomials, degree after degree",
                   "[polynomial]", double, Real50) {
  using S = TestType;
  for (std::uint32_t n = 1; n <= 3; ++n)
    for (std::uint32_t d = 1; d <= 4; ++d) {
      const Polynomial model{n, d};
      std::vector<S> w = rationals<S>(parameter_count(model.parameters()), 1);
      const std::vector<S> x = rationals<S>(n, 3);

      const S f = run(model, w, x).y[0];

      INFO("degree " << d << " in " << n << " inputs");
      CHECK(agreeing_digits(f, by_hand(model, w, x), S(1)) >= all_digits<S> - 2);
      std::ranges::reverse(w);
      CHECK(agreeing_digits(f, by_hand(model, w, x), S(1)) < 3);  // the control
    }
}

TEST_CASE("a polynomial of short binary fractions is exact", "[polynomial]") {
  // f = 1/2 + x/4 - y + 3 x² + 2 xy - y²/8 at x = 3/2, y = -5/4: 1/2 + 3/8 + 5/4 + ...
  const std::vector<double> w{0.25, -1, 3, 2, -0.125, 0.5};

  CHECK(run(Polynomial{2, 2}, w, {1.5, -1.25}).y[0] == 4.9296875);  // 631/128
  CHECK(run(Polynomial{2, 2}, w, {-1.25, 1.5}).y[0] != 4.9296875);
}

TEMPLATE_TEST_CASE("a polynomial's gradient is its list of monomials, whatever w", "[polynomial]",
                   double, Real50) {
  using S = TestType;
  const Polynomial model{2, 3};
  const std::vector<S> w = rationals<S>(10, 1), v = rationals<S>(10, 4), x{S(2), S(-3)};

  const std::vector<S> gradient = run(model, w, x).ds_dw;

  CHECK(gradient == std::vector<S>{2, -3, 4, -6, 9, 8, -12, 18, -27, 1});
  CHECK(gradient == run(model, v, x).ds_dw);
  CHECK(run(model, w, x).y != run(model, v, x).y);  // the control
}

TEST_CASE("a polynomial without degree or inputs is refused, and so are other inputs",
          "[polynomial]") {
  CHECK_THROWS_AS((Polynomial{2, 0}.parameters()), std::invalid_argument);
  CHECK_THROWS_WITH((Polynomial{2, 0}.parameters()),
                    "nn: a polynomial of degree 0 in 2 inputs; both must be 1 or more.");
  CHECK_THROWS_WITH((Polynomial{0, 3}.parameters()),
                    "nn: a polynomial of degree 3 in 0 inputs; both must be 1 or more.");
  CHECK_THROWS_WITH(run(Polynomial{2, 2}, rationals<double>(6), {1, 2, 3}),
                    "nn: a polynomial of 2 inputs was given a 3 x 1 block; it needs 2 rows.");
}
