/// @file exponentials.hpp
/// e^u, ln u and their kin, entry by entry.
///
/// A function of one number states its value, and its derivative as the next reader wants it: in
/// terms of u, or of y where y is cheaper. From these two lines follow the pullback ȳ φ'(u) and the
/// series k y_k = Σ_j j u_j φ'_{k-j}.
///
/// Leaves out: integer powers, which are products (arithmetic.hpp).
/// Next: circular.hpp.
#pragma once

#include "autodiff/elementary.hpp"
#include "autodiff/operations/arithmetic.hpp"

namespace pathkernel {

/// y = e^u,   dy/du = y.
struct Exp {
  static constexpr std::string_view name = "exp";
  static constexpr Kind kind = Kind::function;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u) {
    using elementary::exp;
    return exp(u);
  }
  template <class V>
  static V derivative(V /*u*/, V y) { return y; }
};

/// y = e^u - 1, without cancellation near u = 0,   dy/du = y + 1.
struct Expm1 {
  static constexpr std::string_view name = "expm1";
  static constexpr Kind kind = Kind::function;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u) {
    using elementary::expm1;
    return expm1(u);
  }
  template <class V>
  static V derivative(V /*u*/, V y) { return y + 1; }
};

/// y = ln u for u > 0,   dy/du = 1/u.
struct Log {
  static constexpr std::string_view name = "log";
  static constexpr Kind kind = Kind::function;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u) {
    using elementary::log;
    if (!certainly_less(S(0), u))
      fail("autodiff: log of ", u, "; it is defined for numbers above 0.");
    return log(u);
  }
  template <class V>
  static V derivative(V u, V /*y*/) { return 1 / u; }
};

/// y = ln(1 + u) for u > -1, without cancellation near u = 0,   dy/du = 1/(1 + u).
struct Log1p {
  static constexpr std::string_view name = "log1p";
  static constexpr Kind kind = Kind::function;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u) {
    using elementary::log1p;
    if (!certainly_less(S(-1), u))
      fail("autodiff: log1p of ", u, "; it is defined for numbers above -1.");
    return log1p(u);
  }
  template <class V>
  static V derivative(V u, V /*y*/) { return 1 / (1 + u); }
};

/// y = √u for u > 0,   dy/du = 1/(2y). At 0 there is no derivative, so 0 is refused too.
struct Sqrt {
  static constexpr std::string_view name = "sqrt";
  static constexpr Kind kind = Kind::function;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u) {
    using elementary::sqrt;
    if (!certainly_less(S(0), u))
      fail("autodiff: sqrt of ", u, "; it has a derivative for numbers above 0.");
    return sqrt(u);
  }
  template <class V>
  static V derivative(V /*u*/, V y) { return 1 / (2 * y); }
};

/// y = u^v for u > 0,   dy/du = v y / u,   dy/dv = y ln u. For u <= 0 it is refused: there are
/// exponents for which it has no derivative, or no value. Integer powers are products (pow(u, n)).
struct Power {
  static constexpr std::string_view name = "power";
  static constexpr Kind kind = Kind::function;
  static constexpr int operands = 2;
  template <class S>
  static S value(const S& u, const S& v) {
    using elementary::pow;
    if (!certainly_less(S(0), u))
      fail("autodiff: power of ", u, " to ", v,
           "; a real power is defined for numbers above 0. For a whole exponent n, pow(u, n).");
    return pow(u, v);
  }
  template <class V>
  static V derivative_left(V u, V v, V y) { return v * y / u; }
  template <class V>
  static V derivative_right(V u, V /*v*/, V y) { return y * apply<Log>(u); }
};

/// y = 1/(1 + e^-u),   dy/du = y (1 - y). No exponent is ever positive, so none overflows.
struct Sigmoid {
  static constexpr std::string_view name = "sigmoid";
  static constexpr Kind kind = Kind::function;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u) {
    using elementary::sigmoid;
    return sigmoid(u);
  }
  template <class V>
  static V derivative(V /*u*/, V y) { return y - square(y); }
};

/// y = ln(1 + e^u) = max(u, 0) + ln(1 + e^-|u|),   dy/du = sigmoid u.
struct Softplus {
  static constexpr std::string_view name = "softplus";
  static constexpr Kind kind = Kind::function;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u) {
    using elementary::softplus;
    return softplus(u);
  }
  template <class V>
  static V derivative(V u, V /*y*/) { return apply<Sigmoid>(u); }
};

template <Operand W>
[[nodiscard]] W exp(const W& u) { return apply<Exp>(u); }
template <Operand W>
[[nodiscard]] W expm1(const W& u) { return apply<Expm1>(u); }
template <Operand W>
[[nodiscard]] W log(const W& u) { return apply<Log>(u); }
template <Operand W>
[[nodiscard]] W log1p(const W& u) { return apply<Log1p>(u); }
template <Operand W>
[[nodiscard]] W sqrt(const W& u) { return apply<Sqrt>(u); }
template <Operand W>
[[nodiscard]] W sigmoid(const W& u) { return apply<Sigmoid>(u); }
template <Operand W>
[[nodiscard]] W softplus(const W& u) { return apply<Softplus>(u); }

template <Operand W>
[[nodiscard]] W pow(const W& u, const W& v) { return apply<Power>(u, v); }
template <Operand W>
[[nodiscard]] W pow(const W& u, const typename W::Number& exponent) {
  return pow(u, constant_beside(u, exponent));
}
template <Operand W>
[[nodiscard]] W pow(const typename W::Number& base, const W& v) {
  return pow(constant_beside(v, base), v);
}

}  // namespace pathkernel
