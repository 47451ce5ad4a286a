/// @file linear.hpp
/// f_w(x) = W x + b, of every column of x by itself. With one output and the logistic loss, it is
/// logistic regression; with an activation after it, a layer of a network.
///
/// Leaves out: sparse weights.
/// Next: activation.hpp.
#pragma once

#include "nn/model.hpp"

namespace pathkernel {

/// W x, or W x/√n where the model itself sees to its scale; n the columns of W.
template <Scalar S>
[[nodiscard]] Var<S> weighted(Parametrisation parametrisation, Var<S> W, Var<S> x) {
  const Var<S> z = product(W, x);
  if (parametrisation == Parametrisation::standard) return z;
  using std::sqrt;
  return z * (S(1) / sqrt(S(static_cast<int>(W.shape().columns))));
}

struct Linear {
  std::uint32_t inputs = 1;
  std::uint32_t outputs = 1;
  Parametrisation parametrisation = Parametrisation::standard;

  [[nodiscard]] std::vector<ParameterBlock> parameters() const {
    return {{"W", {outputs, inputs}, Role::weight, parametrisation},
            {"b", {outputs, 1}, Role::offset}};
  }

  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Vars<S> w, Var<S> x) const {
    require_rows("Linear", x, inputs);
    const Var<S> z = weighted(parametrisation, w[0], x);
    return z + broadcast(w[1], z.shape());
  }
};

}  // namespace pathkernel
