/// @file every_model_kernel_test.cpp
/// Three ways to one tangent kernel, on every model: Jacobians, forward sweeps, factors.
#include "kernel/tangent/directional_derivatives.hpp"
#include "nn/models/every_model.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

constexpr std::size_t point_count = 3;

/// The points of a model; states, for a model of states.
template <class S>
std::vector<S> points(const NamedModel<S>& named) {
  if (!named.one_hot) return rationals<S>(named.inputs * point_count, 3);
  std::vector<S> x(named.inputs * point_count, S(0));
  for (std::size_t e = 0; e < point_count; ++e) x[(e % named.inputs) * point_count + e] = S(1);
  return x;
}

/// The digits in which two blocks agree, beside the largest entry.
template <class S>
int agreement(const Matrix<S>& a, const Matrix<S>& b) {
  using std::abs;
  S largest(0);
  for (const S& entry : a.entries) largest = std::max(largest, S(abs(entry)));
  int digits = all_digits<S>;
  for (std::size_t i = 0; i < a.entries.size(); ++i)
    digits = std::min(digits, agreeing_digits(a.entries[i], b.entries[i], largest));
  return digits;
}

/// Column (e, k) of Θ is J ∇f_k(x_e).
template <class S>
Matrix<S> by_forward_sweeps(const NamedModel<S>& named, const PointGradients<S>& at,
                            const std::vector<S>& w) {
  DirectionalDerivatives<S> moved(named.model, named.inputs, points(named), point_count);
  const std::size_t c = at.outputs_per_point();
  Matrix<S> theta(point_count * c, point_count * c);
  for (std::size_t column = 0; column < point_count * c; ++column) {
    const std::vector<S> slopes = moved.along(w, at.df_dw(column / c, column % c));
    for (std::size_t row = 0; row < point_count * c; ++row)
      theta(row, column) = slopes[row % c * point_count + row / c];
  }
  return theta;
}

}  // namespace

TEMPLATE_TEST_CASE("every model's tangent kernel is the same by Jacobians, sweeps and factors",
                   "[tangent_kernel]", double, Real50) {
  using S = TestType;
  for (const NamedModel<S>& named : every_model<S>()) {
    INFO(named.name);
    const std::vector<S> w = rationals<S>(parameter_count(named.model.parameters()), 2);
    const auto at = [&](GradientForm form) {
      PointGradients<S> gradients(named.model, named.inputs, points(named), point_count, {form});
      gradients.evaluate(w);
      return gradients;
    };
    PointGradients<S> jacobian = at(GradientForm::multiplied_out);
    PointGradients<S> factors = at(GradientForm::factored), cheapest = at(GradientForm::cheapest);

    const Matrix<S> theta = tangent_kernel(jacobian, jacobian);

    const int lost = 3;  // sums of a few dozen terms, larger than what they add up to
    CHECK(agreement(theta, tangent_kernel(factors, factors)) >= all_digits<S> - lost);
    CHECK(agreement(theta, tangent_kernel(cheapest, cheapest)) >= all_digits<S> - lost);
    CHECK(agreement(theta, by_forward_sweeps(named, factors, w)) >= all_digits<S> - lost);
  }
}
