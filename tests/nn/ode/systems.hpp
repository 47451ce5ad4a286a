/// @file systems.hpp
/// Systems of equations, written one a component as textbooks write them, and their solutions.
///
/// Leaves out: fields of blocks, which are in fields.hpp.
#pragma once

#include "nn/ode/vector_field.hpp"

namespace pathkernel {

template <class S>
using Variables = std::vector<Var<S>>;

/// dw_p/dt = g_p(w), each w_p a number of its own. Recording computes at `start`, so that a field
/// that is singular at 0 can be written down too.
///
/// @param g  takes Variables w, and returns as many derivatives
template <Real S, class G>
[[nodiscard]] VectorField<S> system_of(const std::vector<S>& start, G g) {
  VectorField<S> field{Tape<S>(), {}, {}};
  Variables<S> w;
  for (const S& w_p : start) {
    w.push_back(input(field.tape, w_p));
    field.state.push_back(w.back().id);
  }
  const Variables<S> derivatives = g(w);
  for (const Var<S>& dw_dt : derivatives) field.derivative.push_back(dw_dt.id);
  return field;
}

// ---- least squares: f(x) = W x + b, L = Σ_i (f(x_i) - y_i)²/2 ----

/// w(t) = w* + e^{-At} (w_0 - w*) with A = XᵀX and A w* = Xᵀy, the rows of X being (x_i, 1). Of
/// the two eigenvalues λ and μ of A, e^{-At} = (e^{-λt} (A - μ) - e^{-μt} (A - λ))/(λ - μ).
template <Real S>
[[nodiscard]] std::vector<S> least_squares(const std::vector<S>& x, const std::vector<S>& y,
                                           const std::vector<S>& w_0, const S& t) {
  using std::exp, std::sqrt;
  const S m(static_cast<int>(x.size()));
  S xx(0), x1(0), xy(0), y1(0);
  for (std::size_t i = 0; i < x.size(); ++i) {
    xx += x[i] * x[i];
    x1 += x[i];
    xy += x[i] * y[i];
    y1 += y[i];
  }
  const S determinant = xx * m - x1 * x1;
  const S root = sqrt(S((xx - m) * (xx - m) + 4 * x1 * x1));
  const S lambda = (xx + m + root) / 2, mu = determinant / lambda;
  const S W = (m * xy - x1 * y1) / determinant, b = (xx * y1 - x1 * xy) / determinant;
  const S dW = w_0[0] - W, db = w_0[1] - b;

  const S fast = exp(S(-lambda * t)), slow = exp(S(-mu * t));
  const S of_a = (fast - slow) / root, of_one = (lambda * slow - mu * fast) / root;
  return {W + of_a * (xx * dW + x1 * db) + of_one * dW,
          b + of_a * (x1 * dW + m * db) + of_one * db};
}

// ---- Kepler: x'' = -x/r³, of which an ellipse of eccentricity 3/5 is begun at its perihelion ----

template <Real S>
inline const std::vector<S> perihelion{S(2) / 5, S(0), S(0), S(2)};

/// x, y and their velocities. @param cube  r³ from r², or another law of force if it is not that
template <Real S, class Cube>
[[nodiscard]] VectorField<S> planet(Cube cube) {
  return system_of(perihelion<S>, [&](const Variables<S>& w) {
    const Var<S> rrr = cube(square(w[0]) + square(w[1]));
    return Variables<S>{w[2], w[3], -w[0] / rrr, -w[1] / rrr};
  });
}

/// The state at eccentric anomaly E, which is reached at t = E - 3/5 sin E.
template <Real S>
[[nodiscard]] std::vector<S> planet_at(const S& E) {
  using std::cos, std::sin;
  const S r = 1 - S(3) / 5 * cos(E);
  return {cos(E) - S(3) / 5, S(4) / 5 * sin(E), -sin(E) / r, S(4) / 5 * cos(E) / r};
}

/// Half the squared speed less 1/r: -1/2 on that ellipse.
template <Real S>
[[nodiscard]] S energy(const std::vector<S>& w) {
  using std::sqrt;
  return (w[2] * w[2] + w[3] * w[3]) / 2 - 1 / sqrt(S(w[0] * w[0] + w[1] * w[1]));
}
/// x y' - y x': 4/5 on that ellipse.
template <Real S>
[[nodiscard]] S angular_momentum(const std::vector<S>& w) {
  return w[0] * w[3] - w[1] * w[2];
}

// ---- the heavy ball: x' = v, v' = -γ v - 9/4 x; γ = 3 is the critical friction ----

template <Real S>
[[nodiscard]] VectorField<S> heavy_ball(const S& friction) {
  return system_of<S>({S(0), S(0)}, [&](const Variables<S>& w) {
    return Variables<S>{w[1], -friction * w[1] - S(9) / 4 * w[0]};
  });
}

///     x = e^{-γt/2} (x_0 C + (v_0 + γ x_0/2) D)
///     v = e^{-γt/2} (v_0 C - (9/4 x_0 + γ v_0/2) D)
///
/// with C = cos ωt and D = (sin ωt)/ω, where ω² = 9/4 - γ²/4: both hyperbolic if that is negative,
/// and 1 and t if it is 0.
template <Real S>
[[nodiscard]] std::vector<S> ball_at(const S& friction, const std::vector<S>& start, const S& t) {
  using std::cos, std::cosh, std::exp, std::sin, std::sinh, std::sqrt;
  const S squared = S(9) / 4 - friction * friction / 4;
  const S omega = sqrt(squared < 0 ? S(-squared) : squared), angle = omega * t;
  const S C = squared > 0 ? cos(angle) : cosh(angle);
  const S D = omega == 0 ? t : S((squared > 0 ? sin(angle) : sinh(angle)) / omega);
  const S decay = exp(S(-friction * t / 2)), x = start[0], v = start[1];
  return {decay * (x * C + (v + friction * x / 2) * D),
          decay * (v * C - (S(9) / 4 * x + friction * v / 2) * D)};
}

}  // namespace pathkernel
