/// @file path_quadrature_test.cpp
/// Integrals along a path against closed forms; nodes where they are needed; tolerances that show.
#include "kernel/path/path_quadrature.hpp"

#include "nn/ode/taylor.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/path/line.hpp"
#include "tests/nn/ode/fields.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

/// ∫ 1/(t + δ) over the line; singular at a distance δ from where it begins.
template <class S>
S near_pole(const S& delta, const S& tolerance, QuadratureEffort& effort) {
  PathQuadrature<S> quadrature({1}, tolerance);
  const S integral = quadrature.integrate(
      line<S>(),
      [&](const Step<S>&, const S& dt, std::span<S> out) { out[0] = 1 / (dt + delta); })[0];
  effort = quadrature.effort;
  return integral;
}
template <class S>
S near_pole_exact(const S& delta) {
  using std::log;
  return log(S((2 + delta) / delta));
}

}  // namespace

TEMPLATE_TEST_CASE("integrals along a path of many steps are those of the calculus books",
                   "[path_quadrature]", double, Real50) {
  using S = TestType;
  using std::exp;
  const std::vector<S> start{S(3)};
  const S end = S(25) / 2;
  const Path<S> path = integrate(field_of<S>(1, [](auto w) { return -w; }), start, end,
                                 Taylor{all_digits<S> + 2});  // w = 3 e^-t
  PathQuadrature<S> quadrature({1, 1, 1}, PathQuadrature<S>::finest());

  const std::vector<S> integrals =
      quadrature.integrate(path, [&](const Step<S>& step, const S& dt, std::span<S> out) {
        const S w = path.state_in(step, dt)[0];
        out[0] = w;
        out[1] = w * w * (step.start + dt);
        out[2] = S(0);
      });

  const int digits = all_digits<S> - 3;  // the finest tolerance is 1,024 roundings
  CHECK(path.effort.steps > 3);
  CHECK(agreeing_digits(integrals[0], S(3 * (1 - exp(-end)))) >= digits);
  CHECK(agreeing_digits(integrals[1], S(S(9) / 4 * (1 - (1 + 2 * end) * exp(-2 * end)))) >= digits);
  CHECK(integrals[2] == 0);
}

TEMPLATE_TEST_CASE("the nearer a singularity, the more nodes, and no digit less",
                   "[path_quadrature]", double, Real50) {
  using S = TestType;
  std::size_t before = 0;
  for (const int k : {1, 2, 3, 4}) {
    const S delta = 8 / S(1 << (2 * k));  // 2, 1/2, 1/8, 1/32
    QuadratureEffort effort;

    const S integral = near_pole(delta, PathQuadrature<S>::finest(), effort);

    CHECK(agreeing_digits(integral, near_pole_exact(delta)) >= all_digits<S> - 4);
    CHECK(effort.most_nodes > before);
    CHECK(effort.evaluations >= effort.most_nodes);
    before = effort.most_nodes;
  }
}

TEST_CASE("a loose tolerance is met, and shows", "[path_quadrature]") {
  const Real50 delta = Real50(1) / 8;
  QuadratureEffort loose_effort, fine_effort;
  const Real50 loose = near_pole(delta, Real50(1) / 1'000'000, loose_effort);
  const Real50 fine = near_pole(delta, PathQuadrature<Real50>::finest(), fine_effort);

  CHECK(agreeing_digits(loose, near_pole_exact(delta)) >= 6);
  CHECK(agreeing_digits(loose, near_pole_exact(delta)) <= 20);
  CHECK(agreeing_digits(fine, near_pole_exact(delta)) >= 46);
  CHECK(loose_effort.most_nodes < fine_effort.most_nodes / 2);
}

TEST_CASE("groups are accurate each in their own units", "[path_quadrature]") {
  using S = Real50;
  const S delta = S(1) / 8, huge = pow(S(10), 30);
  const auto with = [&](const std::vector<std::size_t>& groups) {
    PathQuadrature<S> quadrature(groups, S(1) / 1'000'000'000);
    return quadrature.integrate(line<S>(), [&](const Step<S>&, const S& dt, std::span<S> out) {
      out[0] = huge * dt;
      out[1] = 1 / (dt + delta);
    });
  };

  const std::vector<S> apart = with({1, 1}), together = with({2});

  CHECK(agreeing_digits(apart[0], S(2 * huge)) >= 9);
  CHECK(agreeing_digits(apart[1], near_pole_exact(delta)) >= 9);
  CHECK(agreeing_digits(together[1], near_pole_exact(delta)) < 9);  // measured by its neighbour
}

TEST_CASE("components that cancel in a group's combination are found out", "[path_quadrature]") {
  // The group is judged by out[0] + 2 out[1], which is 1: only the second count sees the pole.
  const double delta = double{1} / 8;
  PathQuadrature<double> quadrature({2}, PathQuadrature<double>::finest());
  const std::vector<double> integrals = quadrature.integrate(
      line<double>(), [&](const Step<double>&, double dt, std::span<double> out) {
        out[1] = 1 / (dt + delta);
        out[0] = 1 - 2 * out[1];
      });

  CHECK(agreeing_digits(integrals[1], near_pole_exact(delta)) >= 12);
}
