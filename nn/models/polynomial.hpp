/// @file polynomial.hpp
/// f_w(x) = b + Σ_α w_α x^α over all monomials x^α = x_1^α1 ... x_n^αn of degree 1 to d.
///
/// Linear in its parameters, so that its tangent kernel does not move: ∇f is the list of monomials.
///
/// Leaves out: orthogonal polynomials, which are better conditioned.
/// Next: perceptron.hpp.
#pragma once

#include "nn/layers/linear.hpp"

namespace pathkernel {

struct Polynomial {
  std::uint32_t inputs = 1;
  std::uint32_t degree = 2;

  /// w, 1 x monomials, degree after degree, and b.
  [[nodiscard]] std::vector<ParameterBlock> parameters() const {
    if (inputs == 0 || degree == 0)
      reject("nn: a polynomial of degree ", degree, " in ", inputs,
             " inputs; both must be 1 or more.");
    std::size_t count = 0;
    Products of_degree = ones();
    for (std::uint32_t k = 0; k < degree; ++k) count += (of_degree = next(of_degree)).factor.size();
    return {{"w", {1, static_cast<std::uint32_t>(count)}}, {"b", {1, 1}, Role::offset}};
  }

  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Vars<S> w, Var<S> x) const {
    require_rows("a polynomial", x, inputs);
    Products of_degree = next(ones());
    std::vector<Var<S>> monomials{x};
    for (std::uint32_t k = 1; k < degree; ++k) {
      of_degree = next(of_degree);
      const Shape column{static_cast<std::uint32_t>(of_degree.factor.size()), 1};
      monomials.push_back(gather(monomials.back(), of_degree.lower, column) *
                          gather(x, of_degree.factor, column));
    }
    return product(w[0], concatenate_rows(std::span<const Var<S>>(monomials))) + w[1];
  }

 private:
  /// The monomials of one degree: each is one of the degree below times x_factor, whose index is
  /// at least that of every factor before. So each comes once.
  struct Products {
    std::vector<std::size_t> lower, factor;
  };
  static Products ones() { return {{0}, {0}}; }  // the monomial 1, followed by any x_i
  [[nodiscard]] Products next(const Products& below) const {
    Products above;
    for (std::size_t m = 0; m < below.factor.size(); ++m)
      for (std::size_t i = below.factor[m]; i < inputs; ++i) {
        above.lower.push_back(m);
        above.factor.push_back(i);
      }
    return above;
  }
};

}  // namespace pathkernel
