/// @file classes.hpp
/// A small network of three classes and its training, for kernels of several outputs.
#pragma once

#include "kernel/path/path_kernel.hpp"
#include "nn/models/mlp.hpp"
#include "nn/ode/taylor.hpp"
#include "tests/nn/made_examples.hpp"
#include "tests/witnesses.hpp"

namespace pathkernel {

/// Three examples in two dimensions, of classes 2, 0 and 1.
template <class S>
Examples<S> three_of_three_classes() {
  Examples<S> data = made_examples<S>(2, rationals<S>(6, 3), {S(0), S(1), S(0)});
  data.targets = 3;
  data.y.insert(data.y.end(), {S(0), S(0), S(1), S(1), S(0), S(0)});
  return data;
}

/// A network 2-2-3 that learns them by cross-entropy until T = 1.
template <class S>
struct ClassTraining {
  Mlp model{{2, 2, 3}, Activation::tanh};
  Examples<S> data = three_of_three_classes<S>();
  std::vector<S> start = rationals<S>(parameter_count(model.parameters()), 4);
  Path<S> path = integrate(gradient_flow(model, SoftmaxCrossEntropy{}, data), start, S(1),
                           Taylor{all_digits<S> + 2});
  std::vector<S> query{S(2) / 5, S(-1) / 3};
};

}  // namespace pathkernel
