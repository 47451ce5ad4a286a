/// @file circular.hpp
/// Circular and hyperbolic functions, and the error function, entry by entry.
///
/// sin and cos are each other's derivatives, and so are sinh and cosh: in a series each finds the
/// other, recorded once.
///
/// Leaves out: asin and acos, the inverses of the hyperbolic functions.
/// Next: choices.hpp.
#pragma once

#include "autodiff/operations/exponentials.hpp"

namespace pathkernel {

/// y = sin u,   dy/du = cos u.
struct Sin {
  static constexpr std::string_view name = "sin";
  static constexpr Kind kind = Kind::function;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u) {
    using elementary::sin;
    return sin(u);
  }
  template <class V>
  static V derivative(V u, V /*y*/) { return apply<Cos>(u); }
};

/// y = cos u,   dy/du = -sin u.
struct Cos {
  static constexpr std::string_view name = "cos";
  static constexpr Kind kind = Kind::function;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u) {
    using elementary::cos;
    return cos(u);
  }
  template <class V>
  static V derivative(V u, V /*y*/) { return -apply<Sin>(u); }
};

/// y = tan u, away from its poles,   dy/du = 1 + y².
struct Tan {
  static constexpr std::string_view name = "tan";
  static constexpr Kind kind = Kind::function;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u) {
    using elementary::tan;
    return tan(u);
  }
  template <class V>
  static V derivative(V /*u*/, V y) { return 1 + square(y); }
};

/// y = atan u,   dy/du = 1/(1 + u²).
struct Atan {
  static constexpr std::string_view name = "atan";
  static constexpr Kind kind = Kind::function;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u) {
    using elementary::atan;
    return atan(u);
  }
  template <class V>
  static V derivative(V u, V /*y*/) { return 1 / (1 + square(u)); }
};

/// y = sinh u,   dy/du = cosh u.
struct Sinh {
  static constexpr std::string_view name = "sinh";
  static constexpr Kind kind = Kind::function;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u) {
    using elementary::sinh;
    return sinh(u);
  }
  template <class V>
  static V derivative(V u, V /*y*/) { return apply<Cosh>(u); }
};

/// y = cosh u,   dy/du = sinh u.
struct Cosh {
  static constexpr std::string_view name = "cosh";
  static constexpr Kind kind = Kind::function;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u) {
    using elementary::cosh;
    return cosh(u);
  }
  template <class V>
  static V derivative(V u, V /*y*/) { return apply<Sinh>(u); }
};

/// y = tanh u,   dy/du = 1 - y².
struct Tanh {
  static constexpr std::string_view name = "tanh";
  static constexpr Kind kind = Kind::function;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u) {
    using elementary::tanh;
    return tanh(u);
  }
  template <class V>
  static V derivative(V /*u*/, V y) { return 1 - square(y); }
};

/// y = erf u = 2/√π ∫_0^u e^(-t²) dt,   dy/du = 2/√π e^(-u²).
struct Erf {
  static constexpr std::string_view name = "erf";
  static constexpr Kind kind = Kind::function;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u) {
    using elementary::erf;
    return erf(u);
  }
  template <class V>
  static V derivative(V u, V /*y*/) {
    using elementary::sqrt, elementary::atan;
    const NumberOf<V> pi = 4 * atan(NumberOf<V>(1));
    return 2 / sqrt(pi) * apply<Exp>(-square(u));
  }
};

template <Operand W>
[[nodiscard]] W sin(const W& u) { return apply<Sin>(u); }
template <Operand W>
[[nodiscard]] W cos(const W& u) { return apply<Cos>(u); }
template <Operand W>
[[nodiscard]] W tan(const W& u) { return apply<Tan>(u); }
template <Operand W>
[[nodiscard]] W atan(const W& u) { return apply<Atan>(u); }
template <Operand W>
[[nodiscard]] W sinh(const W& u) { return apply<Sinh>(u); }
template <Operand W>
[[nodiscard]] W cosh(const W& u) { return apply<Cosh>(u); }
template <Operand W>
[[nodiscard]] W tanh(const W& u) { return apply<Tanh>(u); }
template <Operand W>
[[nodiscard]] W erf(const W& u) { return apply<Erf>(u); }

}  // namespace pathkernel
