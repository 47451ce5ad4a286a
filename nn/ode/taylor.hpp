/// @file taylor.hpp
/// Integrates a vector field by its own Taylor series, to as many digits as the scalar has.
///
/// From w_0 the field's k-th coefficient gives the solution's next one,
///
///     w_{k+1} = g_k / (k + 1),        g_k from w_0 ... w_k by Expansion,
///
/// and the step is as long as the series allows. With order N and radius of convergence ρ, a step
/// h = ρ/e² leaves a remainder of about e^-2N, and the work per unit of time is least when N grows
/// with the digits: N = 1.151 D + 1 = (D ln 10)/2 + 1. So digits cost order, not steps: the number
/// of steps depends on the singularities near the path alone.
///
/// The step is computed in double, from exponents, and rounded down to 20 bits: a sum of such steps
/// is exact, where one of arbitrary doubles would drift by their rounding and take w(T) with it.
///
/// Leaves out: events; steps bounded by error rather than by radius; coefficients that overflow.
/// Source: Jorba & Zou, Experimental Mathematics 14 (2005), 99-117, sec. 3.2.
/// Next: dormand_prince.hpp.
#pragma once

#include "autodiff/expansion.hpp"
#include "nn/ode/path.hpp"
#include "nn/ode/vector_field.hpp"

namespace pathkernel {

/// The method, for results of D digits; guard digits are the caller's to count in.
struct Taylor {
  int digits;

  [[nodiscard]] std::size_t order() const {
    const double half_ln_10 = std::log(double{10}) / 2;
    return static_cast<std::size_t>(std::ceil(half_ln_10 * digits + 1));
  }
};

namespace detail {

/// ln max_p |c_p|.
template <Real S>
double log_norm(std::span<const S> c) {
  double largest = -std::numeric_limits<double>::infinity();
  for (const S& entry : c) keep_largest(largest, log_magnitude(entry));
  return largest;
}

/// The largest number of 20 bits that is not above h; infinity stays.
inline double dyadic_below(double h) {
  if (!std::isfinite(h)) return h;
  int exponent = 0;
  const double mantissa = std::frexp(h, &exponent);
  return std::ldexp(std::floor(std::ldexp(mantissa, 20)), exponent - 20);
}

/// h = ρ e⁻² exp(-0.7/(N-1)),  ρ = min over k = N-1, N of (max(1, ‖w_0‖)/‖w_k‖)^{1/k}.
/// Infinite for a state at rest.
template <Real S>
double taylor_step(const std::vector<S>& coefficients, std::size_t dimension, std::size_t order) {
  const auto log_norm_of = [&](std::size_t k) {
    return log_norm(std::span(coefficients).subspan(k * dimension, dimension));
  };
  const double scale = std::max(double{0}, log_norm_of(0));
  double log_radius = std::numeric_limits<double>::infinity();
  for (const std::size_t k : {order - 1, order})
    log_radius = std::min(log_radius, (scale - log_norm_of(k)) / static_cast<double>(k));
  return dyadic_below(std::exp(log_radius - 2 - double{7} / 10 / static_cast<double>(order - 1)));
}

/// The solution's Taylor coefficients at w, orders 0 to N.
template <Real S>
std::vector<S> expand_solution(const VectorField<S>& field, Expansion<S>& expansion,
                               std::span<const S> w) {
  std::vector<S> coefficients(w.begin(), w.end());
  coefficients.reserve(w.size() * (expansion.order() + 1));
  for (std::size_t k = 0; k < expansion.order(); ++k) {
    std::size_t from = k * w.size();
    for (const NodeId block : field.state) {
      const std::span<S> entries = expansion.coefficient(block, k).entries();
      std::copy_n(coefficients.begin() + static_cast<std::ptrdiff_t>(from), entries.size(),
                  entries.begin());
      from += entries.size();
    }
    expansion.run(k);
    for (const NodeId block : field.derivative)
      for (const S& g : expansion.coefficient(block, k).entries())
        coefficients.push_back(g / S(static_cast<int>(k + 1)));
  }
  return coefficients;
}

}  // namespace detail

/// w(t) on [0, end] from w(0) = start.
///
/// @throws std::invalid_argument  if start or end do not fit the field
/// @throws std::domain_error      if the state grows beyond the scalar, the step falls below the
///                                resolution of t, or the limits are reached
template <Real S>
[[nodiscard]] Path<S> integrate(const VectorField<S>& field,
                                std::span<const std::type_identity_t<S>> start,
                                const std::type_identity_t<S>& end, const Taylor& method,
                                const IntegrationLimits& limits = {}) {
  require_integrable<S>(field, start, end);
  Expansion<S> expansion(field.tape, field.state, field.derivative, method.order());
  Path<S> path(start.size());
  std::vector<S> w(start.begin(), start.end());
  S t(0);
  for (std::size_t i = 0; i < field.stretches.size() && t < end; ++i) {
    if (field.control) expansion.set(*field.control, field.stretches[i].control);
    const S until = stretch_end(field, i, end);
    while (t < until) {
      Step<S> step{t, until - t, i,
                   detail::expand_solution(field, expansion, std::span<const S>(w))};
      const double h = detail::taylor_step(step.coefficients, w.size(), method.order());
      if (!(h > 0) || S(t + S(h)) == t)
        fail("ode: at t = ", t, " a step of ", h, " is below the resolution of t: the solution is ",
             "singular or not finite there. End before it, or use numbers of more digits.");
      const bool last = !(S(h) < step.length);
      if (!last) step.length = S(h);
      w = path.state_in(step, step.length);
      require_finite(w, t, step.length);
      ++path.effort.right_hand_sides;
      t = last ? until : S(t + step.length);
      path.append(std::move(step), end, limits);
    }
  }
  return path;
}

}  // namespace pathkernel
