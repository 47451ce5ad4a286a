/// @file perceptron_test.cpp
/// Rosenblatt's rule by hand; its kernel form, mistake by mistake; and where it goes round.
#include "kernel/machines/perceptron.hpp"

#include "nn/generator.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/machines/machine_witnesses.hpp"

using namespace pathkernel;

namespace {

using Indices = std::vector<std::size_t>;

const Points<int> parity{{1, 1, 1}, {1, 1, -1}, {1, -1, 1}, {1, -1, -1}};  // 1, x_1, x_2
const std::vector<int> one_of_both{-1, 1, 1, -1};

/// Whole points left and right of 3 x_1 - 2 x_2 + x_3 = 0, none nearer than a few units.
template <class S>
std::pair<Points<S>, std::vector<int>> separable(std::size_t m) {
  Generator random(11);
  Points<S> x;
  std::vector<int> y;
  while (x.size() < m) {
    const int a = static_cast<int>(random.below(41)) - 20,
              b = static_cast<int>(random.below(41)) - 20,
              c = static_cast<int>(random.below(41)) - 20, side = 3 * a - 2 * b + c;
    if (std::abs(side) < 4) continue;
    x.push_back({S(a), S(b), S(c)});
    y.push_back(side > 0 ? 1 : -1);
  }
  return {x, y};
}

}  // namespace

TEST_CASE("a perceptron corrects its mistakes as by hand, and an output of 0 is one",
          "[kernel_perceptron]") {
  // w = 0: x_0 is a tie, w = (1, 0); x_1 is a tie again, w = (1, -1); that is right for all.
  const RosenblattPerceptron<double> fitted =
      fit_rosenblatt_perceptron(whole_points<double>({{1, 0}, {0, 1}, {1, 2}}), {1, -1, -1});

  CHECK(fitted.run.mistakes == Indices{0, 1});
  CHECK(fitted.w == std::vector<double>{1, -1});
  CHECK(fitted.run.epochs == 2);
  CHECK(fitted.run.converged());
  CHECK(fitted.predict(std::vector<double>{5, 2}) == 3);
}

TEMPLATE_TEST_CASE("with the dot product, the kernel perceptron makes the very same mistakes",
                   "[kernel_perceptron]", double, Real50) {
  using S = TestType;
  const auto [x, y] = separable<S>(60);

  const RosenblattPerceptron<S> primal = fit_rosenblatt_perceptron(x, y);
  const KernelPerceptron<S> dual = fit_kernel_perceptron(gram(dot_product<S>, x), y);

  CHECK(primal.run.converged());
  CHECK(primal.run.mistakes.size() > 10);
  CHECK(dual.run.mistakes == primal.run.mistakes);
  CHECK(dual.run.epochs == primal.run.epochs);
  std::vector<S> w(3, S(0)), counts(x.size(), S(0));
  for (const std::size_t i : primal.run.mistakes) counts[i] += S(y[i]);
  for (std::size_t i = 0; i < x.size(); ++i)
    for (std::size_t d = 0; d < 3; ++d) w[d] += dual.machine.coefficients[i] * x[i][d];
  CHECK(w == primal.w);
  CHECK(dual.machine.coefficients == counts);
  for (std::size_t i = 0; i < x.size(); ++i) {
    CHECK(S(y[i]) * primal.predict(x[i]) > 0);
    CHECK(dual.predict(kernel_row(dot_product<S>, x[i], x)) == primal.predict(x[i]));
  }

  SECTION("and others with another kernel, which is the control") {
    const auto with_offset = [](std::span<const S> u, std::span<const S> v) {
      return S(dot_product(u, v) + 100);
    };
    CHECK(fit_kernel_perceptron(gram(with_offset, x), y).run.mistakes != primal.run.mistakes);
  }
}

TEST_CASE("exclusive or sends a perceptron round, in both forms alike", "[kernel_perceptron]") {
  // By hand: w = (-1, -1, -1), (0, 0, -2), (1, -1, -1), and (0, 0, 0) again.
  const Points<double> x = whole_points<double>(parity);

  const RosenblattPerceptron<double> primal = fit_rosenblatt_perceptron(x, one_of_both);
  const KernelPerceptron<double> dual =
      fit_kernel_perceptron(gram(dot_product<double>, x), one_of_both);

  CHECK(primal.run.end == PerceptronEnd::cycle);
  CHECK(primal.run.mistakes == Indices{0, 1, 2, 3});
  CHECK(primal.run.period == 1);
  CHECK(dual.run.end == PerceptronEnd::cycle);
  CHECK(dual.run.mistakes == primal.run.mistakes);
  CHECK(dual.machine.coefficients == std::vector<double>{-1, 1, 1, -1});  // w = 0 all the same

  SECTION("until it is given the product x_1 x_2 as a feature, or a kernel that has it") {
    Points<double> with_product = x;
    for (std::vector<double>& point : with_product) point.push_back(point[1] * point[2]);
    CHECK(fit_rosenblatt_perceptron(with_product, one_of_both).run.converged());
    const KernelPerceptron<double> product =
        fit_kernel_perceptron(gram(squared_product<double>, x), one_of_both);
    CHECK(product.run.converged());
    for (std::size_t i = 0; i < 4; ++i)
      CHECK(one_of_both[i] * product.predict(kernel_row(squared_product<double>, x[i], x)) > 0);
  }
}

TEST_CASE("a cycle that is entered late is found, with its period", "[kernel_perceptron]") {
  // By hand, w after every epoch: the first state to come back is that of epoch 4, (-2, 2), in
  // epoch 10; and that of epoch 7, (1, 1), in epoch 10. Remembered are those of epochs 4 and 8.
  const Points<double> slow = whole_points<double>({{2, 2}, {1, 2}, {1, 3}, {0, 3}});
  const Points<double> late = whole_points<double>({{-2, -1}, {0, 1}, {-3, -3}, {3, -1}});
  const PerceptronRun six = fit_rosenblatt_perceptron(slow, {1, 1, -1, 1}).run;
  const PerceptronRun three = fit_rosenblatt_perceptron(late, {1, 1, -1, 1}).run;

  CHECK(six.end == PerceptronEnd::cycle);
  CHECK(six.period == 6);
  CHECK(six.epochs == 14);
  CHECK(three.period == 3);
  CHECK(three.epochs == 11);
  CHECK(fit_kernel_perceptron(gram(dot_product<double>, slow), {1, 1, -1, 1}).run.period == 6);

  SECTION("unless the epochs are over before, and nothing is decided") {
    const PerceptronRun run = fit_rosenblatt_perceptron(slow, {1, 1, -1, 1}, 13).run;
    CHECK(run.end == PerceptronEnd::undecided);
    CHECK(run.epochs == 13);
  }
}

TEMPLATE_TEST_CASE("rounding alone can send the kernel form round where the primal converges",
                   "[kernel_perceptron]", double, Real50) {
  using S = TestType;
  // By hand: w = (1, δ) and (0, 2 δ), which is right. Of the Gram matrix 1 ± δ² double sees 1.
  const S delta = S(1) / (1 << 30);
  const Points<S> x{{S(1), delta}, {S(1), -delta}};
  const bool is_exact = S(1 + delta * delta) != 1;

  const PerceptronRun primal = fit_rosenblatt_perceptron(x, {1, -1}).run;
  const PerceptronRun dual = fit_kernel_perceptron(gram(dot_product<S>, x), {1, -1}).run;

  CHECK(is_exact == (all_digits<S> > 20));
  CHECK(primal.converged());
  CHECK(primal.mistakes == Indices{0, 1});
  CHECK(dual.end == (is_exact ? PerceptronEnd::converged : PerceptronEnd::cycle));
}

TEST_CASE("a perceptron refuses labels and points it can't use", "[kernel_perceptron]") {
  const Points<double> x{{1, 2}, {3, 4}};
  CHECK_THROWS_WITH(
      fit_rosenblatt_perceptron(x, {1}),
      "kernel: 2 points and 1 labels; a perceptron needs one or more, and a label for "
      "each.");
  CHECK_THROWS_WITH(fit_rosenblatt_perceptron(x, {1, 2}),
                    Catch::Contains("2 in place 1 of the labels"));
  CHECK_THROWS_WITH(fit_rosenblatt_perceptron(Points<double>{{1, 2}, {3}}, {1, -1}),
                    "kernel: a point of 1 numbers for a perceptron of 2 weights; it needs one for "
                    "each.");
  const double inf = std::numeric_limits<double>::infinity(), nan = inf - inf;
  CHECK_THROWS_WITH(fit_rosenblatt_perceptron(Points<double>{{1, 2}, {3, inf}}, {1, -1}),
                    "kernel: inf in place 1 of point 1; each must be finite.");
  CHECK_THROWS_AS(fit_rosenblatt_perceptron(Points<double>{{nan, 2}}, {1}), std::invalid_argument);
  CHECK_THROWS_WITH(fit_kernel_perceptron(Matrix<double>(3, 3), {1, -1}),
                    Catch::Contains("a Gram matrix of 3 x 3 for 2 targets"));
  CHECK_THROWS_AS(fit_kernel_perceptron(Matrix<double>(2, 2), {1, 0}), std::invalid_argument);
}
