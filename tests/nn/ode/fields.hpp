/// @file fields.hpp
/// Small vector fields with solutions in closed form, for the integrators' tests.
#pragma once

#include "nn/ode/vector_field.hpp"

namespace pathkernel {

/// dw/dt = g(w) for a state of one block, n x 1.
template <Real S, class G>
[[nodiscard]] VectorField<S> field_of(std::uint32_t n, G g) {
  VectorField<S> field{Tape<S>(), {}, {}};
  const Var<S> w = input(field.tape, {n, 1}, std::vector<S>(n, S(0)));
  field.state = {w.id};
  field.derivative = {g(w).id};
  return field;
}

/// w_0' = w_1, w_1' = -w_0, in two blocks: w_0 = cos t, w_1 = -sin t from (1, 0).
template <Real S>
[[nodiscard]] VectorField<S> oscillator() {
  VectorField<S> field{Tape<S>(), {}, {}};
  const Var<S> x = input(field.tape, S(0)), y = input(field.tape, S(0));
  field.state = {x.id, y.id};
  field.derivative = {y.id, (-x).id};
  return field;
}

/// w' = c(t) w, with c given from each time on: w(t) = w_0 e^{∫c}.
template <Real S>
[[nodiscard]] VectorField<S> growth(std::vector<Stretch<S>> stretches) {
  VectorField<S> field{Tape<S>(), {}, {}};
  const Var<S> w = input(field.tape, S(0)), c = input(field.tape, S(0));
  field.state = {w.id};
  field.derivative = {(c * w).id};
  field.control = c.id;
  field.stretches = std::move(stretches);
  return field;
}

}  // namespace pathkernel
