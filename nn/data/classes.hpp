/// @file classes.hpp
/// Which of C classes: the place c of one, written as numbers a model can learn, and read again.
///
///     y = e_c = (0, ..., 1, ..., 0)        one-hot: no class is nearer to one than to another
///     c = the place of the largest output  the model's answer
///
/// Leaves out: classes with an order, several classes of one example.
/// Next: unstandardised.hpp.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "nn/data/examples.hpp"

namespace pathkernel {

/// Row c is 1 where the label is c, and 0 elsewhere.
/// @param labels  c_i, shape (m)
/// @return        shape (classes, m)
/// @throws std::invalid_argument  if there are no classes, or a label is none of them
template <Real S>
[[nodiscard]] std::vector<S> one_hot(std::span<const std::size_t> labels, std::size_t classes) {
  if (classes == 0) reject("data: 0 classes for ", labels.size(), " examples; need 1 or more.");
  std::vector<S> y(classes * labels.size(), S(0));
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] >= classes)
      reject("data: example ", i, " has label ", labels[i], " of ", classes,
             " classes; labels are 0 to ", classes - 1, ".");
    y[labels[i] * labels.size() + i] = S(1);
  }
  return y;
}

/// The place of the largest output, the first of equal ones.
/// @param outputs  a model's for one x, or a y_i, shape (C)
/// @throws std::invalid_argument  if there is none, or one is not a number
template <Real S>
[[nodiscard]] std::size_t predicted_class(std::span<const S> outputs) {
  if (outputs.empty()) reject("data: 0 outputs to choose a class from; need 1 or more.");
  std::size_t largest = 0;
  for (std::size_t c = 0; c < outputs.size(); ++c) {
    if (outputs[c] != outputs[c])
      reject("data: output ", c, " of ", outputs.size(), " is not a number; the largest of them ",
             "can't be told. Look where training lost it.");
    if (outputs[c] > outputs[largest]) largest = c;
  }
  return largest;
}

template <Real S>
[[nodiscard]] std::size_t predicted_class(const std::vector<S>& outputs) {
  return predicted_class(std::span<const S>(outputs));
}

/// The name of the class with the largest output.
/// @throws std::invalid_argument  as predicted_class does, or if that class has no name
template <Real S>
[[nodiscard]] std::string predicted_name(const Examples<S>& examples,
                                         std::span<const std::type_identity_t<S>> outputs) {
  const std::size_t c = predicted_class<S>(outputs);
  if (outputs.size() != examples.classes.size())
    reject("data: ", outputs.size(), " outputs, but names for ", examples.classes.size(),
           " classes; need a name for each output.");
  return examples.classes[c];
}

}  // namespace pathkernel
