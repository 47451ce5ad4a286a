/// @file linear.hpp
/// f_w(x) = W x + b: one weight per input, and a bias. With the logistic loss, logistic regression.
///
/// Leaves out: several outputs.
/// Next: mlp.hpp.
#pragma once

#include "nn/model.hpp"

namespace pathkernel {

struct Linear {
  std::uint32_t inputs = 1;

  [[nodiscard]] std::vector<ParameterBlock> parameters() const {
    return {{"W", {1, inputs}}, {"b", {1, 1}}};
  }

  template <Real S>
  [[nodiscard]] Var<S> operator()(Vars<S> w, Var<S> x) const {
    return product(w[0], x) + w[1];
  }
};

}  // namespace pathkernel
