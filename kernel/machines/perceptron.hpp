/// @file perceptron.hpp
/// Rosenblatt's perceptron learns from its mistakes, and so does its kernel form: they are one.
///
///     primal:   where y_i w·x_i <= 0,                    w ← w + y_i x_i
///     kernel:   where y_i Σ_j c_j y_j k(x_i, x_j) <= 0,  c_i ← c_i + 1
///
/// c_i counts the mistakes at example i, so that w = Σ_i c_i y_i x_i, and with the dot product as k
/// both make the same mistakes in the same order. An output of 0 is a mistake. This, and what
/// follows, holds in exact arithmetic, as of whole numbers: the forms round in different places.
///
/// If some w has y_i w·x_i > 0 for all i, mistakes end. If none has, w stays bounded (Block &
/// Levin), so that whole numbers come back to where they were at the end of an earlier epoch, and
/// from there on go round. The outputs w·x_1, ..., w·x_m, which determine the w that mistakes can
/// make, come back with it; the kernel form looks at them, for its counts only grow. A rounded
/// state that comes back goes round as well, but whether a plane separates it does not tell.
///
/// Leaves out: an offset, which is one more feature that is always 1; averaging, and margins.
/// Source: Rosenblatt, The perceptron (1958); Novikoff, On convergence proofs (1962); Aizerman,
/// Braverman & Rozonoer (1964); Block & Levin, On the boundedness of an iterative procedure (1970);
/// Brent, An improved Monte Carlo factorization algorithm (1980), for the search for cycles.
/// Next: kernel_ridge.hpp.
#pragma once

#include <bit>

#include "kernel/machines/kernel_expansion.hpp"

namespace pathkernel {

enum class PerceptronEnd {
  converged,  ///< the last epoch made no mistake
  cycle,      ///< the state came back: if nothing was rounded, no plane through 0 separates them
  undecided   ///< the epochs allowed were over
};

/// How learning went.
struct PerceptronRun {
  std::vector<std::size_t> mistakes;  ///< the example of every mistake, in order
  std::size_t epochs = 0;
  PerceptronEnd end = PerceptronEnd::undecided;
  std::size_t period = 0;  ///< of the cycle, in epochs

  [[nodiscard]] bool converged() const { return end == PerceptronEnd::converged; }
};

/// sign(w·x).
template <Real S>
struct RosenblattPerceptron {
  std::vector<S> w;
  PerceptronRun run;

  /// w·x.
  [[nodiscard]] S predict(std::span<const S> x) const {
    if (x.size() != w.size())
      reject("kernel: a point of ", x.size(), " numbers for a perceptron of ", w.size(),
             " weights; it needs one for each.");
    return inner_product<S>(x, w);
  }
};

/// sign(Σ_i c_i y_i k(x, x_i)).
template <Real S>
struct KernelPerceptron {
  KernelExpansion<S> machine;  ///< its coefficients are c_i y_i
  PerceptronRun run;

  [[nodiscard]] S predict(std::span<const S> kernel_row) const {
    return machine.predict(kernel_row);
  }
};

namespace detail {

/// Shows the examples in order, epoch after epoch, and corrects every mistake at once.
///
/// The state is compared with one remembered, which is replaced after 1, 2, 4, 8, ... epochs: a
/// cycle is found, with its period, though one state is kept.
template <Real S, class Output, class Correct>
[[nodiscard]] PerceptronRun learn_from_mistakes(const std::vector<int>& labels,
                                                std::size_t most_epochs,
                                                const std::vector<S>& state, Output output,
                                                Correct correct) {
  PerceptronRun run;
  std::vector<S> remembered = state;
  std::size_t remembered_at = 0;
  while (run.epochs < most_epochs && run.end == PerceptronEnd::undecided) {
    const std::size_t before = run.mistakes.size();
    for (std::size_t i = 0; i < labels.size(); ++i)
      if (!(S(labels[i]) * output(i) > S(0))) {
        correct(i);
        run.mistakes.push_back(i);
      }
    ++run.epochs;
    if (run.mistakes.size() == before) run.end = PerceptronEnd::converged;
    if (run.mistakes.size() > before && state == remembered) {
      run.end = PerceptronEnd::cycle;
      run.period = run.epochs - remembered_at;
    }
    if (std::has_single_bit(run.epochs)) remembered = state, remembered_at = run.epochs;
  }
  return run;
}

}  // namespace detail

/// Where y_i w·x_i <= 0, w ← w + y_i x_i, until no mistake is left.
/// @param labels  -1 or 1, one for each point
/// @throws std::invalid_argument  if they are not, or points differ in dimension, or are not finite
template <Real S>
[[nodiscard]] RosenblattPerceptron<S> fit_rosenblatt_perceptron(const Points<S>& points,
                                                                const std::vector<int>& labels,
                                                                std::size_t most_epochs = 1000) {
  detail::require_signs(labels, "the labels");
  if (points.empty() || points.size() != labels.size())
    reject("kernel: ", points.size(), " points and ", labels.size(),
           " labels; a perceptron needs one or more, and a label for each.");
  for (std::size_t i = 0; i < points.size(); ++i)
    detail::require_finite<S>(points[i], detail::joined("point ", i));
  RosenblattPerceptron<S> fitted{std::vector<S>(points.front().size(), S(0)), {}};
  std::vector<S>& w = fitted.w;
  fitted.run = detail::learn_from_mistakes(
      labels, most_epochs, w, [&](std::size_t i) { return fitted.predict(points[i]); },
      [&](std::size_t i) {
        for (std::size_t d = 0; d < w.size(); ++d) w[d] += S(labels[i]) * points[i][d];
      });
  return fitted;
}

/// Where y_i Σ_j c_j y_j k(x_i, x_j) <= 0, c_i ← c_i + 1, until no mistake is left.
/// @param labels  -1 or 1, one for each point of the Gram matrix
/// @throws std::invalid_argument  if they are not, or the matrix can't be a Gram matrix
template <Real S>
[[nodiscard]] KernelPerceptron<S> fit_kernel_perceptron(const Matrix<S>& gram,
                                                        const std::vector<int>& labels,
                                                        std::size_t most_epochs = 1000) {
  detail::require_signs(labels, "the labels");
  detail::require_gram(gram, labels.size());
  KernelPerceptron<S> fitted{{std::vector<S>(labels.size(), S(0))}, {}};
  std::vector<S> outputs(labels.size(), S(0));  // f(x_j), corrected with every mistake
  fitted.run = detail::learn_from_mistakes(
      labels, most_epochs, outputs, [&](std::size_t i) { return outputs[i]; },
      [&](std::size_t i) {
        fitted.machine.coefficients[i] += S(labels[i]);
        for (std::size_t j = 0; j < outputs.size(); ++j) outputs[j] += S(labels[i]) * gram(i, j);
      });
  return fitted;
}

}  // namespace pathkernel
