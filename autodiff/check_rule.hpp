/// @file check_rule.hpp
/// Is a derivative right? It is compared with differences of values, and the faulty rule is named.
///
///     D(h) = (f(x + h) - f(x - h))/2h = f'(x) + h² f'''(x)/6 + ...,     h = ∛ε max(1, |x|)
///
/// With this h, truncation h² and rounding ε/h both cost about a third of the digits. How much they
/// cost in the case at hand is found out, not guessed:
///
///     truncation    D(2h) - D(h) = h² f'''/2 + ..., three times what D(h) is off by
///     rounding      (ε/h) Σ_k |v_k v̄_k|: every v_k is rounded, and f moves by v̄_k times that
///
/// At a kink no derivative is right, and none passes. There the slopes on both sides of x differ by
/// as much at 2h as at h; those of a smooth f would differ by twice as much.
///
/// Leaves out: errors too small for differences to see; functions that turn within h, as sin does
/// beyond |x| = 1/∛ε; numbers that overflow or underflow.
/// Source: Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed. (2002), ch. 1.
/// Next: check_gradient.hpp.
#pragma once

#include <functional>

#include "autodiff/gradient.hpp"
#include "autodiff/listing.hpp"

namespace pathkernel {

/// What a check found. It prints as its message.
struct GradientCheck {
  bool agrees = true;
  bool at_kink = false;  ///< it can't agree, since there is no derivative; the rule may be right
  std::string message;   ///< which derivative, by which rule, and both values

  explicit operator bool() const { return agrees; }
  friend std::ostream& operator<<(std::ostream& out, const GradientCheck& check) {
    return out << check.message;
  }
};

namespace detail {
/// An error counts more than a kink, where the rule may be right; of two alike, the first counts.
[[nodiscard]] inline GradientCheck worse(const GradientCheck& first, const GradientCheck& second) {
  const auto rank = [](const GradientCheck& c) { return c.agrees ? 0 : c.at_kink ? 1 : 2; };
  return rank(second) > rank(first) ? second : first;
}

// ---- one number, and all those of a block ----

/// f(i, x_i) of a block's i-th number, where all others are as they were. No template, so that what
/// follows is compiled once for each scalar.
template <Real S>
using FunctionOfEntry = std::function<S(std::size_t i, const S& x_i)>;

/// An adjoint, claimed to be f'(x_i), against differences of f.
/// @param size  Σ_k |v_k v̄_k|
template <Real S>
[[nodiscard]] GradientCheck compare(const FunctionOfEntry<S>& f, std::size_t i, const S& x,
                                    const S& adjoint, const S& size) {
  using std::abs, std::cbrt;
  const S epsilon = std::numeric_limits<S>::epsilon();
  const S h = cbrt(epsilon) * std::max(S(1), S(abs(x)));
  const std::array<S, 5> at{x - 2 * h, x - h, x, x + h, x + 2 * h};
  const std::array<S, 5> y{f(i, at[0]), f(i, at[1]), f(i, at[2]), f(i, at[3]), f(i, at[4])};
  const auto slope = [&](std::size_t from, std::size_t to) -> S {
    return (y[to] - y[from]) / (at[to] - at[from]);  // the distance as rounding has left it
  };
  const S difference = slope(1, 3), left = slope(1, 2), right = slope(2, 3);
  const S off = abs(adjoint - difference);
  const int roundings = 10;  // two values make a difference, each off by a few units
  const S tolerance = abs(slope(0, 4) - difference) + roundings * epsilon * size / h;
  const S bend = abs(right - left), bend_at_2h = abs(slope(2, 4) - slope(0, 2));

  const bool kink = bend > 2 * tolerance && 2 * bend_at_2h < 3 * bend;
  const bool finite = off <= std::numeric_limits<S>::max();
  if (finite && off <= tolerance && !kink) return {};
  const auto digits = std::setprecision(all_digits<S> / 2 + 2);  // that a difference can have
  if (kink && 2 * off <= bend + 2 * tolerance)                   // between the two slopes
    return {false, true, joined(digits, adjoint, ", at a kink with slopes ", left, " and ", right)};
  return {false, false, joined(digits, adjoint, ", but differences give ", difference)};
}

/// @param name     of the block, with what is said of it
/// @param adjoint  what its adjoint is claimed to be
template <Real S>
[[nodiscard]] GradientCheck compare_all(const std::string& name, const Block<S>& x,
                                        BlockView<const S> adjoint, const S& size,
                                        const FunctionOfEntry<S>& f) {
  GradientCheck result;
  for (std::size_t i = 0; i < x.view().entries().size(); ++i) {
    const S& x_i = x.view().data[i];
    GradientCheck here = compare(f, i, x_i, adjoint.data[i], size);
    if (here.agrees) continue;
    here.message = joined(name, entry_text(x.view(), x.per_example(), i), " = ", x_i, " is ",
                          here.message);
    result = worse(result, here);
  }
  return result;
}

/// Σ |v v̄| of one block; what overflows says nothing about rounding.
template <Real S>
[[nodiscard]] S size_of(BlockView<const S> v, BlockView<const S> adjoint) {
  using std::abs;
  S size(0);
  for (std::size_t i = 0; i < v.entries().size(); ++i)
    if (const S term = abs(v.data[i] * adjoint.data[i]); term <= std::numeric_limits<S>::max())
      size += term;
  return size;
}

// ---- one rule ----

template <Real S>
[[nodiscard]] Block<S> zeros_like(const Block<S>& u) {
  return {u.shape(), u.per_example(), u.examples()};
}
template <Real S>
[[nodiscard]] Block<S> copy_of(const Block<S>& u) {
  Block<S> copy = zeros_like(u);
  std::ranges::copy(u.view().entries(), copy.own().data);
  return copy;
}
/// u with another number in place of its i-th.
template <Real S>
[[nodiscard]] Block<S> with(const Block<S>& u, std::size_t i, const S& number) {
  Block<S> copy = copy_of(u);
  copy.own().data[i] = number;
  return copy;
}

/// What a primitive computes, forwards and backwards.
template <Real S>
struct Rule {
  int operands;
  std::function<Block<S>(const Block<S>& u, const Block<S>& v)> value;
  std::function<std::array<Block<S>, 2>(const Locals<Block<S>>& at)> adjoints;
};

/// The contributions of pull_back(add_left, add_right), zeros where it makes none.
template <Real S, class PullBack>
[[nodiscard]] std::array<Block<S>, 2> adjoints_at(const Locals<Block<S>>& at, PullBack pull_back) {
  std::array<Block<S>, 2> adjoints{zeros_like(at.u), zeros_like(at.v)};
  const auto set = [](Block<S>& adjoint, const Block<S>& term) {
    const Shape operand = adjoint.shape();
    adjoint = fitted(term, operand, adjoint.per_example(), false);
    if (adjoint.shape() != operand)
      reject("autodiff: a pullback of shape ", adjoint.shape(), " for an operand of shape ",
             operand, "; an adjoint has the shape of its block.");
  };
  pull_back([&](const Block<S>& term) { set(adjoints[0], term); },
            [&](const Block<S>& term) { set(adjoints[1], term); });
  return adjoints;
}

/// A rule against differences of f = Σ_j ȳ_j y_j, by every number of its operands.
template <Real S>
[[nodiscard]] GradientCheck check(const Rule<S>& rule, const Block<S>& u, const Block<S>& v) {
  const Block<S> y = rule.value(u, v);
  Block<S> y_adjoint = zeros_like(y);  // 1, 8, 15, ...: none passes for its neighbour
  for (std::size_t j = 0; j < y.view().entries().size(); ++j)
    y_adjoint.own().data[j] = S(static_cast<int>(1 + 7 * j % 23));
  const std::array<Block<S>, 2> adjoints = rule.adjoints({u, v, y, y_adjoint});
  const S size = size_of(u.view(), adjoints[0].view()) + size_of(v.view(), adjoints[1].view()) +
                 size_of(y.view(), y_adjoint.view());
  const auto f = [&](const Block<S>& moved) {  // less its value here: what stays the same adds 0
    S sum(0);
    for (std::size_t j = 0; j < y.view().entries().size(); ++j)
      sum += y_adjoint.view().data[j] * (moved.view().data[j] - y.view().data[j]);
    return sum;
  };
  const std::string name = "for the adjoint " + values_text(y_adjoint.view()) + " of y, that of ";
  const FunctionOfEntry<S> left = [&](std::size_t i, const S& u_i) {
    return f(rule.value(with(u, i, u_i), v));
  };
  const FunctionOfEntry<S> right = [&](std::size_t i, const S& v_i) {
    return f(rule.value(u, with(v, i, v_i)));
  };
  const GradientCheck by_u = compare_all(name + "u", u, adjoints[0].view(), size, left);
  if (rule.operands == 1) return by_u;
  return worse(by_u, compare_all(name + "v", v, adjoints[1].view(), size, right));
}
}  // namespace detail

/// Compares one rule with central differences. The primitive need not be in the list Primitives:
///
///     CHECK(check_rule<Cube>(u));
///
/// @param shape  of the result, for a primitive whose operands don't tell
template <class P, Real S>
[[nodiscard]] GradientCheck check_rule(const Block<S>& u, const Block<S>& v, Shape shape) try {
  const auto value = [&](const Block<S>& a, const Block<S>& b) { return apply_as<P>(a, b, shape); };
  const auto adjoints = [](const Locals<Block<S>>& at) {
    return detail::adjoints_at(at, [&](auto add_left, auto add_right) {
      detail::pull_back<P>(at, true, true, add_left, add_right);
    });
  };
  GradientCheck result = detail::check<S>({P::operands, value, adjoints}, u, v);
  if (!result.agrees) result.message = detail::joined(P::name, ": ", result.message);
  return result;
} catch (const std::domain_error& reason) {
  return {false, false, detail::joined(P::name, ": no difference here; ", reason.what())};
}
template <class P, Real S>
[[nodiscard]] GradientCheck check_rule(const Block<S>& u, const Block<S>& v) {
  return check_rule<P>(u, v, result_shape<P>(u.shape(), v.shape()));
}
template <class P, Real S>
[[nodiscard]] GradientCheck check_rule(const Block<S>& u) {
  return check_rule<P>(u, u);
}

}  // namespace pathkernel
