/// @file exponentials.hpp
/// e^u, ln u and their kin, entry by entry.
///
/// A function of one number states its value, and its derivative as the next reader wants it: in
/// terms of u, or of y where y is cheaper. From these two lines follow the pullback ȳ φ'(u) and the
/// series k y_k = Σ_j j u_j φ'_{k-j}.
///
/// Leaves out: powers other than √u and u².
/// Next: circular.hpp.
#pragma once

#include "autodiff/operations/arithmetic.hpp"

namespace pathkernel {

/// y = e^u,   dy/du = y.
struct Exp {
  static constexpr std::string_view name = "exp";
  static constexpr Kind kind = Kind::function;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u) {
    using std::exp;
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
    using std::expm1;
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
    using std::log;
    if (!(u > 0)) fail("autodiff: log of ", u, "; it is defined for numbers above 0.");
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
    using std::log1p;
    if (!(u > -1)) fail("autodiff: log1p of ", u, "; it is defined for numbers above -1.");
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
    using std::sqrt;
    if (!(u > 0)) fail("autodiff: sqrt of ", u, "; it has a derivative for numbers above 0.");
    return sqrt(u);
  }
  template <class V>
  static V derivative(V /*u*/, V y) { return 1 / (2 * y); }
};

/// y = 1/(1 + e^-u),   dy/du = y (1 - y). No exponent is ever positive, so none overflows.
struct Sigmoid {
  static constexpr std::string_view name = "sigmoid";
  static constexpr Kind kind = Kind::function;
  static constexpr int operands = 1;
  template <class S>
  static S value(const S& u) {
    using std::exp;
    const bool positive = u > 0;
    const S small = exp(positive ? S(-u) : u);  // e^-|u|
    return (positive ? S(1) : small) / (1 + small);
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
    using std::exp;
    using std::log1p;
    const bool positive = u > 0;
    const S tail = log1p(exp(positive ? S(-u) : u));
    return positive ? u + tail : tail;
  }
  template <class V>
  static V derivative(V u, V /*y*/) { return sigmoid(u); }
};

template <Real S>
[[nodiscard]] Var<S> exp(Var<S> u) { return record<Exp>(u); }
template <Real S>
[[nodiscard]] Var<S> expm1(Var<S> u) { return record<Expm1>(u); }
template <Real S>
[[nodiscard]] Var<S> log(Var<S> u) { return record<Log>(u); }
template <Real S>
[[nodiscard]] Var<S> log1p(Var<S> u) { return record<Log1p>(u); }
template <Real S>
[[nodiscard]] Var<S> sqrt(Var<S> u) { return record<Sqrt>(u); }
template <Real S>
[[nodiscard]] Var<S> sigmoid(Var<S> u) { return record<Sigmoid>(u); }
template <Real S>
[[nodiscard]] Var<S> softplus(Var<S> u) { return record<Softplus>(u); }

}  // namespace pathkernel
