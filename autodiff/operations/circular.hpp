/// @file circular.hpp
/// Circular and hyperbolic functions, and the error function, entry by entry.
///
/// sin and cos are each other's derivatives, and so are sinh and cosh: in a series each finds the
/// other, recorded once.
///
/// Leaves out: asin and acos, the inverses of the hyperbolic functions.
/// Next: sums.hpp.
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
    using std::sin;
    return sin(u);
  }
  template <class V>
  static V derivative(V u, V /*y*/) { return cos(u); }
};

/// y = cos u,   dy/du = -sin u.
struct Cos {
  static constexpr std::string_view name = "cos";
  static constexpr Kind kind = Kind::function;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u) {
    using std::cos;
    return cos(u);
  }
  template <class V>
  static V derivative(V u, V /*y*/) { return -sin(u); }
};

/// y = tan u, away from its poles,   dy/du = 1 + y².
struct Tan {
  static constexpr std::string_view name = "tan";
  static constexpr Kind kind = Kind::function;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u) {
    using std::tan;
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
    using std::atan;
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
    using std::sinh;
    return sinh(u);
  }
  template <class V>
  static V derivative(V u, V /*y*/) { return cosh(u); }
};

/// y = cosh u,   dy/du = sinh u.
struct Cosh {
  static constexpr std::string_view name = "cosh";
  static constexpr Kind kind = Kind::function;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u) {
    using std::cosh;
    return cosh(u);
  }
  template <class V>
  static V derivative(V u, V /*y*/) { return sinh(u); }
};

/// y = tanh u,   dy/du = 1 - y².
struct Tanh {
  static constexpr std::string_view name = "tanh";
  static constexpr Kind kind = Kind::function;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u) {
    using std::tanh;
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
    using std::erf;
    return erf(u);
  }
  template <Real S>
  static Var<S> derivative(Var<S> u, Var<S> /*y*/) {
    using std::acos, std::sqrt;
    const S root_of_pi = sqrt(S(acos(S(-1))));
    return 2 / root_of_pi * exp(-square(u));
  }
};

template <Real S>
[[nodiscard]] Var<S> sin(Var<S> u) { return record<Sin>(u); }
template <Real S>
[[nodiscard]] Var<S> cos(Var<S> u) { return record<Cos>(u); }
template <Real S>
[[nodiscard]] Var<S> tan(Var<S> u) { return record<Tan>(u); }
template <Real S>
[[nodiscard]] Var<S> atan(Var<S> u) { return record<Atan>(u); }
template <Real S>
[[nodiscard]] Var<S> sinh(Var<S> u) { return record<Sinh>(u); }
template <Real S>
[[nodiscard]] Var<S> cosh(Var<S> u) { return record<Cosh>(u); }
template <Real S>
[[nodiscard]] Var<S> tanh(Var<S> u) { return record<Tanh>(u); }
template <Real S>
[[nodiscard]] Var<S> erf(Var<S> u) { return record<Erf>(u); }

}  // namespace pathkernel
