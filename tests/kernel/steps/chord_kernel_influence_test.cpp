/// @file chord_kernel_influence_test.cpp
/// TracIn: what an example has done to the loss at a point, as a chord kernel by left ends.
#include "kernel/tangent/point_gradients.hpp"
#include "nn/models/mlp.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/steps/recorded_learning.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

/// f_w(z) = ℓ(z) = (tanh_model(x) - y)²/2 for a point z = (x, y).
const RecordedModel loss_at_point{
    tanh_model.parameters(), [](auto w, auto z) {
      return square(tanh_model(w, slice(z, 0, 0, {1, 1})) - slice(z, 1, 0, {1, 1})) / 2;
    }};

/// ℓ(f) = f: what is learned from is the model's output itself.
struct Itself {
  template <Scalar S>
  [[nodiscard]] Var<S> operator()(Var<S> f, Var<S> /*y*/) const {
    return f;
  }
};

}  // namespace

TEMPLATE_TEST_CASE("by left ends, an example's contribution to a point's loss is minus TracIn's",
                   "[chord_kernel]", double, Real50) {
  using S = TestType;
  const Examples<S> data = four_examples<S>();
  const std::vector<S> w_0 = rationals<S>(10, 3);
  const S rate = S(1) / 20;
  const RecordedLearning<S> learned = recorded_learning(tanh_model, SquaredLoss{}, data, w_0,
                                                        GradientDescent<S>{rate}, {.steps = 5});
  Examples<S> points = data;  // z_i = (x_i, y_i), with nothing to be aimed at
  points.dimension = 2;
  points.x.insert(points.x.end(), data.y.begin(), data.y.end());
  points.y.clear();
  points.targets = 0;
  const S x = S(2) / 5, y = S(-1) / 3;
  const LearnedModel losses{loss_at_point, Itself{}, points, learned.trajectory};

  const KernelMachine<S> machine =
      kernel_machines(losses, {{x, y}}, {.rule = left_end<S>()}).front();

  std::vector<S> all_x = data.x, all_y = data.y, traced(4, S(0));
  all_x.push_back(x);
  all_y.push_back(y);
  PointGradients<S> outputs_at(tanh_model, 1, all_x, 5);
  for (std::size_t s = 0; s < 5; ++s) {  // Σ_s ε ∇ℓ(z)·∇ℓ(z_i), with ∇ℓ = (f - y) ∇f
    outputs_at.evaluate(learned.trajectory.w[s]);
    for (std::size_t i = 0; i < 4; ++i)
      traced[i] += rate * (outputs_at.output(4) - y) * (outputs_at.output(i) - all_y[i]) *
                   inner_product(outputs_at.df_dw(4), outputs_at.df_dw(i));
  }
  S sum(0);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(agreeing_digits(machine.path_kernel[i], traced[i], S(1)) >= all_digits<S> - 2);
    CHECK(agreeing_digits(machine.contribution(i), S(-traced[i]), S(1)) >= all_digits<S> - 2);
    sum += traced[i];
  }
  const S before = output(loss_at_point, w_0, {x, y}),
          after = output(loss_at_point, learned.trajectory.w.back(), {x, y});
  // The sign: all that was traced is by how much the loss at z has fallen, to the order of ε.
  CHECK(abs(S(before - after)) > S(1) / 100);
  CHECK(abs(S(sum - (before - after))) < abs(S(before - after)) / 4);
  CHECK(agreeing_digits(sum, S(before - after)) <= 3);  // the control: to no higher order
  const KernelMachine<S> exact = kernel_machines(losses, {{x, y}}).front();
  CHECK(agreeing_digits(exact.undivided_prediction(), after, S(1)) >= all_digits<S> - 2);
}
