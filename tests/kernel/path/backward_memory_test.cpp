/// @file backward_memory_test.cpp
/// Integrals from Gauss nodes to the end, and what they make of a memory, against closed forms.
#include "kernel/path/backward_memory.hpp"

#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

template <class S>
S power(const S& x, std::size_t k) {
  S product(1);
  for (std::size_t i = 0; i < k; ++i) product *= x;
  return product;
}

/// A' = κ A - σ cos t, as it is written down: a particular solution, and what A(end) adds.
template <class S>
struct OfCosine {
  S forgetting, gain, end, A_end;

  S particular(const S& t) const {
    using std::cos, std::sin;
    return gain * (forgetting * cos(t) - sin(t)) / (1 + forgetting * forgetting);
  }
  S operator()(const S& t) const {
    using std::exp;
    return particular(t) + (A_end - particular(end)) * exp(S(forgetting * (t - end)));
  }
};

/// Digits of A at the worst node, at the start, and of Σ ω_j A(ξ_j) e^(t_j), on [0, end].
template <class S>
struct Digits {
  int inside = all_digits<S>, at_start, of_sum;

  Digits(std::size_t n, const S& forgetting, const S& end) {
    using std::cos, std::exp;
    const OfCosine<S> by_hand{forgetting, S(2) / 3, end, S(1) / 7};
    const TailRule<S> rule(n), fine(n + n / 2);
    const auto time = [&](const S& node) { return S(end * (1 + node) / 2); };
    Matrix<S> samples(n, 1);
    for (std::size_t j = 0; j < n; ++j) samples(j, 0) = cos(time(rule.nodes[j]));
    std::vector<S> A{by_hand.A_end};

    carry_back(rule, forgetting, by_hand.gain, end, samples, A);

    S sum(0), exact(0);
    for (std::size_t j = 0; j < n; ++j) {
      const S t = time(rule.nodes[j]);
      inside = std::min(inside, agreeing_digits(samples(j, 0), by_hand(t), S(1)));
      sum += rule.weights[j] * samples(j, 0) * exp(t);
    }
    for (std::size_t j = 0; j < fine.count(); ++j)
      exact += fine.weights[j] * by_hand(time(fine.nodes[j])) * exp(time(fine.nodes[j]));
    at_start = agreeing_digits(A[0], by_hand(S(0)), S(1));
    of_sum = agreeing_digits(sum, exact, S(1));
  }
};

}  // namespace

TEMPLATE_TEST_CASE("polynomials below degree n are integrated from every node to the end",
                   "[backward_memory]", double, Real50) {
  using S = TestType;
  constexpr std::size_t n = 6;
  const TailRule<S> rule(n);
  const auto digits = [&](std::size_t degree) {
    int worst = all_digits<S>;
    for (std::size_t j = 0; j < n; ++j) {
      S tail(0);
      for (std::size_t k = 0; k < n; ++k) tail += rule.tails(j, k) * power(rule.nodes[k], degree);
      const S by_hand = (1 - power(rule.nodes[j], degree + 1)) / S(static_cast<int>(degree + 1));
      worst = std::min(worst, agreeing_digits(tail, by_hand, S(1)));
    }
    return worst;
  };

  for (std::size_t degree = 0; degree < n; ++degree) CHECK(digits(degree) >= all_digits<S> - 1);
  CHECK(digits(n) < 4);  // the control: n samples know no more
}

TEMPLATE_TEST_CASE("a memory of a cosine is what its equation says, forgetful or not",
                   "[backward_memory]", double, Real50) {
  using S = TestType;
  const std::size_t enough = static_cast<std::size_t>(all_digits<S> / 2 + 12);
  for (const S& forgetting : {S(0), S(1) / 3, S(4) / 3}) {
    const Digits<S> digits(enough, forgetting, S(S(3) / 2));
    CHECK(digits.inside >= all_digits<S> - 2);
    CHECK(digits.at_start >= all_digits<S> - 2);
    CHECK(digits.of_sum >= all_digits<S> - 2);
  }
}

TEST_CASE("sums with A have twice the digits that A has at a node", "[backward_memory]") {
  for (std::size_t n = 8; n <= 16; n += 4) {
    const Digits<Real50> digits(n, Real50(1), Real50(2));
    CHECK(digits.inside < 20);
    CHECK(digits.at_start >= 2 * digits.inside - 6);
    CHECK(digits.of_sum >= 2 * digits.inside - 6);
  }
}

TEST_CASE("a memory much shorter than the path is carried back without overflow",
          "[backward_memory]") {
  const TailRule<double> rule(16);
  const double forgetting = 1000, gain = 3, length = longest_memory_panel / forgetting;
  std::vector<double> A{0};
  for (int panel = 0; panel < 1000; ++panel) {  // e^2000 is no double
    Matrix<double> samples(16, 1, std::vector<double>(16, 1));
    carry_back(rule, forgetting, gain, length, samples, A);
  }
  CHECK(agreeing_digits(A[0], gain / forgetting) >= 14);
}
