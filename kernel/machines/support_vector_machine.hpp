/// @file support_vector_machine.hpp
/// The support vector machine, and how far at most it is from the best separator there is:
///
///     f(x) = Σ_i y_i α_i k(x, x_i) + b,           P(best) - D(α) <= P(f) - D(α), the duality gap
///
/// P and D are those of support_vector_dual.hpp. Any α within its bounds has D <= P(best), so that
/// the gap, computed anew from the α found, is a bound that does not trust the way to them. With a
/// hard margin no example may fall short: f is stretched by 1/s, s = min y_i f(x_i), until none
/// does, and P = ‖w‖²/(2 s²).
///
/// Most α_i are 0; the examples of the others are the support vectors.
///
/// Leaves out: more than two labels, and one C for each.
/// Source: Cortes & Vapnik, Support-vector networks (1995); Cristianini & Shawe-Taylor, An
/// Introduction to Support Vector Machines (2000), ch. 5 and 6.   Next: density_estimate.hpp.
#pragma once

#include "kernel/machines/sequential_minimal.hpp"

namespace pathkernel {

template <Real S>
struct SupportVectorOptions {
  std::optional<S> C = {};  ///< the price of falling short; absent: the hard margin
  S tolerance = std::numeric_limits<S>::epsilon() * (1 << 20);  ///< of the gap, relative to D
  std::size_t most_steps = 1'000'000;

  void check() const {
    if (C && (!(*C > S(0)) || !is_finite(*C)))
      reject("kernel: C = ", *C,
             "; it must be above 0, and finite. Leave it out for a hard margin.");
    if (!(tolerance > S(0)))
      reject("kernel: a duality gap of ", tolerance, " times D; it must be above 0.");
  }
};

template <Real S>
struct SupportVectorMachine {
  KernelExpansion<S> machine;  ///< its coefficients are y_i α_i
  std::vector<S> alpha;
  S primal;                ///< P(f); with a hard margin infinite, if f has a label wrong
  S dual;                  ///< D(α)
  bool converged = false;  ///< the gap is within its tolerance
  std::size_t steps = 0;

  [[nodiscard]] S predict(std::span<const S> kernel_row) const {
    return machine.predict(kernel_row);
  }
  [[nodiscard]] S gap() const { return primal - dual; }
};

namespace detail {

/// P of f, from y_i f(x_i) and ‖w‖².
template <Real S>
[[nodiscard]] S primal_of(const std::vector<S>& margins, const S& squared_norm,
                          const std::optional<S>& C) {
  if (!C) {
    const S s = std::ranges::min(margins);
    return s > S(0) ? S(squared_norm / (2 * s * s)) : std::numeric_limits<S>::infinity();
  }
  S shortfall(0);
  for (const S& margin : margins) shortfall += relu(S(1 - margin));
  return squared_norm / 2 + *C * shortfall;
}

/// The machine of an α, and its gap.
template <Real S>
[[nodiscard]] SupportVectorMachine<S> machine_of(const SupportVectorDual<S>& dual,
                                                 const std::vector<int>& labels,
                                                 const SupportVectorOptions<S>& options) {
  SupportVectorMachine<S> result{{{}, dual.bias()}, dual.alpha(), S(0), S(0)};
  for (std::size_t i = 0; i < dual.count(); ++i)
    result.machine.coefficients.push_back(dual.beta(i));
  std::vector<S> margins;
  for (std::size_t i = 0; i < dual.count(); ++i)
    margins.push_back(S(labels[i]) * result.predict(dual.gram().row(i)));
  const S squared_norm = result.machine.squared_norm(dual.gram());
  result.primal = primal_of(margins, squared_norm, options.C);
  result.dual = std::accumulate(result.alpha.begin(), result.alpha.end(), S(0)) - squared_norm / 2;
  result.converged = result.gap() <= options.tolerance * result.dual;
  return result;
}

/// Rounds of some pair steps, to learn which examples are free, and of free steps until no bound
/// stops them; until the gap is small enough, or rounding is all that is left.
template <Real S>
[[nodiscard]] SupportVectorMachine<S> solved(SupportVectorDual<S>& dual,
                                             const std::vector<int>& labels,
                                             const SupportVectorOptions<S>& options) {
  std::optional<S> last_gap;
  for (std::size_t steps = 0;;) {
    const std::size_t begin = steps;
    const std::size_t end = std::min(options.most_steps, begin + labels.size());
    while (steps < end && pair_step(dual)) ++steps;
    const bool no_pair = steps == begin;  // is left to raise D
    for (bool stopped = true; stopped && steps < options.most_steps; ++steps)
      stopped = free_step(dual);
    SupportVectorMachine<S> result = machine_of(dual, labels, options);
    result.steps = steps;
    const bool stuck = no_pair && last_gap && !(result.gap() < *last_gap);
    if (result.converged || stuck || steps >= options.most_steps) return result;
    last_gap = result.gap();
  }
}

}  // namespace detail

/// The separator of widest margin. Where `converged` is false, its gap says how good it is.
///
/// @param labels  -1 or 1, one for each point of the Gram matrix, and some of each
/// @throws std::domain_error  if a hard margin is asked for where none exists
template <Real S>
[[nodiscard]] SupportVectorMachine<S> fit_support_vector_machine(
    const Matrix<S>& gram, const std::vector<int>& labels,
    const SupportVectorOptions<S>& options = {}) {
  detail::require_signs(labels, "the labels");
  detail::require_gram(gram, labels.size());
  options.check();
  if (std::ranges::count(labels, labels.front()) == std::ssize(labels))
    reject("kernel: all labels are ", labels.front(), "; a separator needs some of -1 and of 1.");
  SupportVectorDual<S> dual(gram, labels, options.C);
  return detail::solved(dual, labels, options);
}

}  // namespace pathkernel
