/// @file chord_kernel_forms_test.cpp
/// What chord kernels are where they are known otherwise, of a linear model and by one node; and
/// that they are not symmetric.
#include "kernel/gram/symmetry.hpp"
#include "kernel/tangent/tangent_kernel.hpp"
#include "nn/layers/linear.hpp"
#include "nn/models/mlp.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/steps/recorded_learning.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

/// The kernel between the examples, row by query.
template <class S>
Matrix<S> kernel_of_examples(const LearnedModel<S, Mlp, SquaredLoss>& learned,
                             const ChordOptions<S>& options) {
  Points<S> points;
  for (const S& x : learned.data.x) points.push_back({x});
  Matrix<S> K(points.size(), points.size());
  K.entries.clear();
  for (const KernelMachine<S>& machine : kernel_machines(learned, points, options))
    K.entries.insert(K.entries.end(), machine.path_kernel.begin(), machine.path_kernel.end());
  return K;
}

}  // namespace

TEMPLATE_TEST_CASE("a linear model's chord kernel is the sum of the rates times the dot product",
                   "[chord_kernel]", double, Real50) {
  using S = TestType;
  const Examples<S> data = four_examples<S>();
  const GradientDescent<S> method{
      [](std::size_t k) { return S(1) / S(static_cast<int>(7 * k + 3)); }};
  const BatchSchedule schedule = BatchSchedule::cyclic(4, 3);
  const RecordedLearning<S> learned =
      recorded_learning(Linear{1}, SquaredLoss{}, data, rationals<S>(2, 3), method,
                        {.schedule = schedule, .steps = 9});
  const LearnedModel linear{Linear{1}, SquaredLoss{}, data, learned.trajectory};
  const S x = S(2) / 5;

  for (const std::optional<ChordRule<S>>& rule :
       {std::optional<ChordRule<S>>{}, {left_end<S>()}, {gauss_nodes<S>(1)}}) {
    const KernelMachine<S> machine = kernel_machines(linear, {{x}}, {.rule = rule}).front();
    for (std::size_t i = 0; i < 4; ++i) {
      S rates(0), all(0);  // in whose batches the example was
      for (std::size_t s = 0; s < 9; ++s) {
        all += method.learning_rate.at(s);
        if (schedule.multiplicity(i, s) == 1) rates += method.learning_rate.at(s);
      }
      const S dot_product = 1 + x * data.x[i];  // the bias is an input that is always 1
      CHECK(agreeing_digits(machine.path_kernel[i], S(rates * dot_product)) >= all_digits<S> - 2);
      CHECK(agreeing_digits(machine.path_kernel[i], S(all * dot_product)) <= 1);  // the control
    }
    const S trained = output(Linear{1}, learned.trajectory.w.back(), {x});
    CHECK(agreeing_digits(machine.undivided_prediction(), trained, S(1)) >= all_digits<S> - 2);
  }
}

TEMPLATE_TEST_CASE(
    "between examples the chord kernel is not symmetric, the tangent kernels' sum is",
    "[chord_kernel]", double, Real50) {
  using S = TestType;
  const Examples<S> data = four_examples<S>();
  const RecordedLearning<S> learned =
      recorded_learning(tanh_model, SquaredLoss{}, data, rationals<S>(10, 3),
                        GradientDescent<S>{S(2) / 5}, {.steps = 6});
  const LearnedModel network{tanh_model, SquaredLoss{}, data, learned.trajectory};

  const Matrix<S> chords = kernel_of_examples<S>(network, {});
  const Matrix<S> tangents = kernel_of_examples<S>(network, {.rule = left_end<S>()});

  CHECK(asymmetry(chords) > S(1) / 100);
  CHECK(asymmetry(tangents) < 64 * std::numeric_limits<S>::epsilon());
  // By an independent route: Σ_s ε_s Θ_{w_s}(x_i, x_j).
  PointGradients<S> points(tanh_model, 1, data.x, 4);
  Matrix<S> sum(4, 4);
  for (std::size_t s = 0; s < 6; ++s) {
    points.evaluate(learned.trajectory.w[s]);
    const Matrix<S> theta = tangent_kernel(points, points);
    for (std::size_t e = 0; e < 16; ++e) sum.entries[e] += S(2) / 5 * theta.entries[e];
  }
  for (std::size_t e = 0; e < 16; ++e)
    CHECK(agreeing_digits(tangents.entries[e], sum.entries[e], S(1)) >= all_digits<S> - 2);
}
