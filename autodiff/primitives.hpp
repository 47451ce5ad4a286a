/// @file primitives.hpp
/// The list of primitives: an opcode is a place in it.
///
/// Each is a struct in operations/, with its value and its derivative side by side. The pullback
/// and the series rule follow from those. A new primitive is a struct there, and here its name,
/// declared and listed.
///
/// Leaves out: primitives added by a user's own program, which compose these instead.
/// Next: operations/rules.hpp.
#pragma once

#include <array>
#include <type_traits>

#include "autodiff/tape.hpp"

namespace pathkernel {

// operations/leaves.hpp
struct Input;     // a block that may be set anew for every run
struct Constant;  // a block that never changes

// operations/arithmetic.hpp: entry by entry
struct Add;       // u + v
struct Subtract;  // u - v
struct Negate;    // -u
struct Multiply;  // u v
struct Square;    // u²
struct Divide;    // u / v

// operations/exponentials.hpp: entry by entry
struct Exp;
struct Expm1;  // e^u - 1
struct Log;
struct Log1p;  // ln(1 + u)
struct Sqrt;
struct Power;     // u^v
struct Sigmoid;   // 1 / (1 + e^-u)
struct Softplus;  // ln(1 + e^u)

// operations/circular.hpp: entry by entry
struct Sin;
struct Cos;
struct Tan;
struct Atan;
struct Sinh;
struct Cosh;
struct Tanh;
struct Erf;

// operations/choices.hpp: entry by entry
struct Less;   // 1 where u < v, else 0
struct Where;  // u where the mask v is not 0, else 0
struct Abs;
struct Relu;  // max(u, 0)
struct Max;
struct Min;

// operations/sums.hpp
struct Sum;               // of all entries, or over rows or columns
struct Broadcast;         // a scalar, a row or a column repeated
struct SumOverExamples;   // Σ_e u_e
struct RepeatPerExample;  // one shared block for every example
struct Largest;           // the largest entry, taken as a constant

// operations/moves.hpp: entries elsewhere
struct Reshape;
struct Gather;
struct Scatter;
struct Concatenate;

// operations/products.hpp
enum class Side { as_is, transposed };
template <Side U, Side V>
struct Product;  // U V, Uᵀ V or U Vᵀ
template <Side U, Side V>
struct SummedProduct;  // Σ_e U_e V_e, and the same transposed

/// An ordered list of types.
template <class... Ts>
struct TypeList {
  static constexpr std::size_t size = sizeof...(Ts);
};

using Primitives =
    TypeList<Input, Constant, Add, Subtract, Negate, Multiply, Square, Divide, Exp, Expm1, Log,
             Log1p, Sqrt, Power, Sigmoid, Softplus, Sin, Cos, Tan, Atan, Sinh, Cosh, Tanh, Erf,
             Less, Where, Abs, Relu, Max, Min, Sum, Broadcast, SumOverExamples, RepeatPerExample,
             Largest, Reshape, Gather, Scatter, Concatenate, Product<Side::as_is, Side::as_is>,
             Product<Side::as_is, Side::transposed>, Product<Side::transposed, Side::as_is>,
             SummedProduct<Side::as_is, Side::as_is>, SummedProduct<Side::as_is, Side::transposed>,
             SummedProduct<Side::transposed, Side::as_is>>;

namespace detail {
template <class P, class... Ts>
consteval Opcode place_in(TypeList<Ts...>) {
  constexpr std::array<bool, sizeof...(Ts)> is_p{std::same_as<P, Ts>...};
  Opcode place = 0;
  while (!is_p[place]) ++place;  // a primitive missing from the list fails to compile here
  return place;
}

template <class Visitor, class P>
void call(Visitor& visitor) {
  visitor.template operator()<P>();
}
/// One entry per primitive: the call to look up by its opcode.
template <class Visitor, class... Ts>
constexpr auto calls_for(TypeList<Ts...>) {
  return std::array<void (*)(Visitor&), sizeof...(Ts)>{&call<Visitor, Ts>...};
}
}  // namespace detail

template <class P>
inline constexpr Opcode opcode_of = detail::place_in<P>(Primitives{});

/// Calls visitor.operator()<P>() for the primitive P that the opcode stands for.
template <class Visitor>
void visit_primitive(Opcode opcode, Visitor&& visitor) {
  using V = std::remove_reference_t<Visitor>;
  static constexpr auto calls = detail::calls_for<V>(Primitives{});
  calls[opcode](visitor);
}

}  // namespace pathkernel
