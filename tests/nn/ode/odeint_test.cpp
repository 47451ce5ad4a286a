/// @file odeint_test.cpp
/// The same flows by another library's integrators, from right-hand sides written by hand.
///
/// A mistake that the tape and the Taylor method share would be met by no test that uses both.
/// Boost.odeint shares neither: its Runge-Kutta pair by Fehlberg, of order 8, and its extrapolation
/// by Bulirsch and Stoer know nothing of a flow but its values, here plain loops over numbers.
#include <boost/numeric/odeint/integrate/integrate_adaptive.hpp>
#include <boost/numeric/odeint/stepper/bulirsch_stoer.hpp>
#include <boost/numeric/odeint/stepper/controlled_runge_kutta.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta_fehlberg78.hpp>

#include "nn/flows/gradient_flow.hpp"
#include "nn/models/mlp.hpp"
#include "nn/ode/taylor.hpp"
#include "tests/catch.hpp"
#include "tests/nn/made_examples.hpp"
#include "tests/nn/ode/systems.hpp"
#include "tests/witnesses.hpp"

/// odeint goes down the chain of value_types until it meets a type without one: the number. Boost's
/// numbers of many digits have one, themselves, so that there the chain would never end.
template <>
struct boost::numeric::odeint::detail::extract_value_type<pathkernel::Real50> {
  using type = pathkernel::Real50;
};

using namespace pathkernel;

namespace {

namespace odeint = boost::numeric::odeint;

using State = std::vector<Real50>;
using Flow = std::function<void(const State& w, State& dw_dt, const Real50& t)>;
using Fehlberg = odeint::controlled_runge_kutta<odeint::runge_kutta_fehlberg78<State, Real50>>;
using BulirschStoer = odeint::bulirsch_stoer<State, Real50>;

/// A stepper that allows 1e-23 of error in each step, absolute and relative.
template <class Stepper>
Stepper stepper() {
  const Real50 tolerance = pow(Real50(10), -23);
  if constexpr (std::same_as<Stepper, Fehlberg>)
    return Stepper(typename Stepper::error_checker_type(tolerance, tolerance));
  else
    return Stepper(tolerance, tolerance);
}

/// 1e-23 in each of at most a thousand steps, by flows that make errors grow little. Both steppers
/// go on with a better value than the one whose error they estimate, and so reach 22 to 24.
constexpr int expected_digits = 20;

/// In how many digits after the point the path is the solution of dw/dt = g(w) that odeint finds,
/// at the worst of the times to which its steps lead. They are not ours: so the path is read
/// between its own steps too.
template <class Stepper>
int digits_along(const Path<Real50>& path, const Flow& g) {
  int fewest = all_digits<Real50>;
  const auto compare = [&](const State& theirs, const Real50& t) {
    const State ours = path.state(std::min(t, path.end()));  // t may end a rounding beyond
    for (std::size_t p = 0; p < theirs.size(); ++p)
      fewest = std::min(fewest, agreeing_digits(ours[p], theirs[p], Real50(1)));
  };
  State w = path.state(Real50(0));
  const Real50 first_step = Real50(1) / 64;
  odeint::integrate_adaptive(stepper<Stepper>(), g, w, Real50(0), path.end(), first_step, compare);
  return fewest;
}

/// -∇L of f(x) = b2 + Σ_r W2_r tanh(W1_r x + b1_r) with L = Σ_i (f(x_i) - y_i)²/2, by paper and
/// pencil. The parameters lie in w as the model has them: W1, b1, W2, b2.
struct NetworkFlow {
  std::size_t hidden;
  State x, y;

  void operator()(const State& w, State& dw_dt, const Real50& /*t*/) const {
    std::ranges::fill(dw_dt, Real50(0));
    State h(hidden);
    for (std::size_t i = 0; i < x.size(); ++i) {
      Real50 f = w[3 * hidden];
      for (std::size_t r = 0; r < hidden; ++r) {
        h[r] = tanh(w[r] * x[i] + w[hidden + r]);
        f += w[2 * hidden + r] * h[r];
      }
      const Real50 loss_derivative = f - y[i];
      for (std::size_t r = 0; r < hidden; ++r) {
        const Real50 before_tanh = loss_derivative * w[2 * hidden + r] * (1 - h[r] * h[r]);
        dw_dt[r] -= before_tanh * x[i];
        dw_dt[hidden + r] -= before_tanh;
        dw_dt[2 * hidden + r] -= loss_derivative * h[r];
      }
      dw_dt[3 * hidden] -= loss_derivative;
    }
  }
};

/// Prey u' = u (growth - 4/3 v), hunters v' = v (u - 1).
struct LotkaVolterra {
  Real50 growth;

  void operator()(const State& w, State& dw_dt, const Real50& /*t*/) const {
    dw_dt[0] = w[0] * (growth - Real50(4) / 3 * w[1]);
    dw_dt[1] = w[1] * (w[0] - 1);
  }
};

/// The mistake most easily made with numbers of many digits.
Real50 through_a_double(const Real50& u) { return Real50(static_cast<double>(u)); }

}  // namespace

TEMPLATE_TEST_CASE("odeint, with no tape, finds the path by which a network learns", "[odeint]",
                   Fehlberg, BulirschStoer) {
  const NetworkFlow by_hand{2,
                            {Real50(-3) / 4, Real50(1) / 5, Real50(7) / 6},
                            {Real50(1) / 3, Real50(-2) / 7, Real50(4) / 5}};
  const Mlp model{{1, 2, 1}, Activation::tanh};
  const VectorField<Real50> field =
      gradient_flow(model, SquaredLoss{}, made_examples(1, by_hand.x, by_hand.y));
  const State start = rationals<Real50>(field.dimension(), 5);

  const Path<Real50> path = integrate(field, start, Real50(1) / 2, Taylor{all_digits<Real50>});

  CHECK(digits_along<TestType>(path, by_hand) >= expected_digits);

  // The controls: a path of something else would not do, however little else it is.
  NetworkFlow without_one = by_hand, one_in_double = by_hand;
  without_one.x.pop_back();
  one_in_double.y[0] = through_a_double(by_hand.y[0]);  // 1/3 + 2e-17
  CHECK(digits_along<TestType>(path, without_one) == 0);
  CHECK(digits_along<TestType>(path, one_in_double) <= 18);
}

TEMPLATE_TEST_CASE("odeint finds the same rise and fall of hunters and prey", "[odeint]", Fehlberg,
                   BulirschStoer) {
  const Real50 growth = Real50(2) / 3;
  const State start{Real50(3) / 2, Real50(1) / 4};
  const VectorField<Real50> field = system_of(start, [&](const Variables<Real50>& w) {
    return Variables<Real50>{w[0] * (growth - Real50(4) / 3 * w[1]), w[1] * (w[0] - 1)};
  });

  const Path<Real50> path = integrate(field, start, Real50(8), Taylor{all_digits<Real50>});

  CHECK(digits_along<TestType>(path, LotkaVolterra{growth}) >= expected_digits);

  // The controls, as above.
  const LotkaVolterra faster{growth + Real50(1) / 100}, in_double{through_a_double(growth)};
  CHECK(digits_along<TestType>(path, faster) <= 2);
  CHECK(digits_along<TestType>(path, in_double) <= 18);
}
