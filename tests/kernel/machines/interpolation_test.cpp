/// @file interpolation_test.cpp
/// A function through all targets, and the Gaussian machine as a network of bumps.
#include "kernel/machines/interpolation.hpp"

#include "tests/catch.hpp"
#include "tests/kernel/machines/machine_witnesses.hpp"
#include "tests/nn/layers/evaluated.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("interpolation meets every target, with the fractions of the exact solution",
                   "[interpolation]", double, Real50) {
  using S = TestType;
  const Points<S> x = whole_points<S>({{0}, {1}, {3}});
  const Matrix<S> k = gram(hyperbolic<S>, x);
  const std::vector<S> y{S(1), S(-2), S(3)};

  const KernelExpansion<S> f = fit_interpolation(k, y);

  CHECK(fewest_agreeing(f.coefficients, fractions<S>({{212, 95}, {-84, 19}, {372, 95}})) >=
        all_digits<S> - 1);
  CHECK(agreeing_digits(f.predict(kernel_row(hyperbolic<S>, {S(2)}, x)), S(S(28) / 57)) >=
        all_digits<S> - 2);
  for (std::size_t i = 0; i < 3; ++i)
    CHECK(agreeing_digits(f.predict(k.row(i)), y[i]) >= all_digits<S> - 1);
  CHECK(agreeing_digits(fit_kernel_ridge(k, y, S(S(1) / 100)).predict(k.row(0)), y[0]) < 3);

  SECTION("and of all functions that meet them has the least norm") {
    // A kernel's function with a fourth point, at 2, and 0 at the other three, may be added.
    const Points<S> four = whole_points<S>({{0}, {1}, {3}, {2}});
    const Matrix<S> wider = gram(hyperbolic<S>, four);
    KernelExpansion<S> other = fit_interpolation(wider, {S(1), S(-2), S(3), S(1)});
    CHECK(other.squared_norm(wider) > f.squared_norm(k));
    const S same = f.predict(wider.row(3).first(3));
    other = fit_interpolation(wider, {S(1), S(-2), S(3), same});
    CHECK(agreeing_digits(other.squared_norm(wider), f.squared_norm(k)) >= all_digits<S> - 2);
  }
}

TEMPLATE_TEST_CASE("a Gaussian kernel machine is a radial basis function network",
                   "[interpolation]", double, Real50) {
  using S = TestType;
  const Points<S> x = whole_points<S>({{0, 1}, {1, 1}, {-1, 2}, {2, -1}});
  KernelExpansion<S> f = fit_interpolation(gram(gaussian<S>, x), {S(1), S(-2), S(3), S(1) / 2});
  f.bias = S(1) / 7;
  const S width = S(2) / 3;  // that of gaussian

  const NetworkWithWeights<S> network = as_radial_basis_network(f, x, width);
  const auto output = [](const NetworkWithWeights<S>& net, const std::vector<S>& query) {
    return evaluated(net.model, net.w, {2, 1}, query).y[0];
  };

  CHECK(network.model.units == 4);
  CHECK(network.w.size() == parameter_count(network.model.parameters()));
  for (const std::vector<S>& query : {x[2], std::vector<S>{S(1) / 3, S(-1) / 5}})
    CHECK(agreeing_digits(output(network, query), f.predict(kernel_row(gaussian<S>, query, x))) >=
          all_digits<S> - 2);  // the width goes through its logarithm and back

  SECTION("of that width and no other, and of those weights") {
    const std::vector<S> query{S(1) / 3, S(-1) / 5};
    const S prediction = f.predict(kernel_row(gaussian<S>, query, x));
    const NetworkWithWeights<S> wider = as_radial_basis_network(f, x, S(S(3) / 4));
    CHECK(agreeing_digits(output(wider, query), prediction) < 2);
    f.coefficients[1] += S(1) / 10;
    CHECK(agreeing_digits(output(as_radial_basis_network(f, x, width), query), prediction) < 3);
  }
}

TEST_CASE("a network is not made of what has no centre or no width", "[interpolation]") {
  const KernelExpansion<double> f{{1, 2}};
  CHECK_THROWS_WITH(as_radial_basis_network(f, Points<double>{{1}}, 1.0),
                    "kernel: 1 training points for a machine of 2; a network has a unit for each, "
                    "and one or more.");
  CHECK_THROWS_WITH(as_radial_basis_network(f, Points<double>{{1}, {2}}, 0.0),
                    "kernel: bumps of width 0; it must be above 0.");
  CHECK_THROWS_WITH(as_radial_basis_network(f, Points<double>{{1}, {2, 3}}, 1.0),
                    "kernel: training points of 1 and of 2 numbers; they need as many.");
  CHECK_THROWS_AS(fit_interpolation(Matrix<double>(2, 2, {1, 1, 1, 1}), {1, 2}), std::domain_error);
  const double inf = std::numeric_limits<double>::infinity();
  CHECK_THROWS_WITH(fit_interpolation(Matrix<double>(1, 1, {1}), {-inf}),
                    "kernel: -inf in place 0 of the targets; each must be finite.");
}
