/// @file every_model_test.cpp
/// Every model with every loss it can have: is the gradient that learning follows the derivative?
///
/// Two witnesses that share nothing with the reverse sweep: central differences of L, and dual
/// numbers, on which the model is recorded anew for every parameter.
#include "nn/models/every_model.hpp"

#include "autodiff/check_gradient.hpp"
#include "autodiff/dual.hpp"
#include "nn/generator.hpp"
#include "nn/losses.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {
template <Scalar S>
struct NamedLoss {
  std::string name;
  std::function<Var<S>(Var<S>, Var<S>)> record;
};

/// The losses that a model can have.
template <Scalar S>
std::vector<NamedLoss<S>> losses_of(Makes makes) {
  using T = double;  // 3/4 and 2 are exact in it
  std::vector<NamedLoss<S>> all;
  if (makes == Makes::log_density) all.push_back({"-ln p", NegativeLogLikelihood{}});
  if (makes == Makes::density)
    all.push_back({"-ln p", NegativeLogLikelihood{DensityOutput::density}});
  if (makes == Makes::number || makes == Makes::three_numbers) {
    all.push_back({"squared", SquaredLoss{}});
    all.push_back({"logistic", LogisticLoss{}});
    all.push_back({"pseudo-Huber", PseudoHuber<T>{T(3) / 4}});
    all.push_back({"smooth hinge", SmoothHinge<T>{T(2)}});
  }
  if (makes == Makes::three_numbers)
    all.push_back({"softmax cross-entropy", SoftmaxCrossEntropy{}});
  return all;
}

constexpr std::size_t example_count = 2;

/// Numbers of a problem, as whole numbers of sevenths: 1/7 has no finite binary expansion.
struct Sevenths {
  std::vector<int> w, x, y;

  template <class S>
  Sevenths(const NamedModel<S>& named) {
    Generator generator(7);
    const auto draw = [&] { return static_cast<int>(generator.below(13)) - 6; };
    for (std::size_t p = 0; p < parameter_count(named.model.blocks); ++p) w.push_back(draw());
    for (std::size_t i = 0; i < named.inputs * example_count; ++i) x.push_back(draw());
    if (named.one_hot) {
      std::ranges::fill(x, 0);
      x[0] = x[x.size() - 1] = 7;  // the first example in the first state, the last in the last
    }
    if (named.makes == Makes::number) y = {7, 0};
    if (named.makes == Makes::three_numbers) y = {7, 0, 0, 0, 0, 7};
  }
};

template <class S>
std::vector<S> over_seven(const std::vector<int>& numerators) {
  std::vector<S> numbers;
  for (const int n : numerators) numbers.push_back(S(n) / 7);
  return numbers;
}

/// L = Σ_i ℓ(f_w(x_i), y_i), and the parameters it was recorded with.
template <Scalar S>
struct RecordedLoss {
  Tape<S> tape{example_count};
  std::vector<Var<S>> w;
  Var<S> value;

  RecordedLoss(const NamedModel<S>& named, const NamedLoss<S>& loss, const Sevenths& numbers,
               const std::vector<S>& at) {
    w = parameter_inputs(tape, named.model.parameters(), at);
    const Var<S> x = example_input(tape, {named.inputs, 1}, over_seven<S>(numbers.x));
    const auto targets = static_cast<std::uint32_t>(numbers.y.size() / example_count);
    const Var<S> y = targets == 0 ? constant(tape, S(0))
                                  : example_input(tape, {targets, 1}, over_seven<S>(numbers.y));
    value = sum_over_examples(loss.record(named.model(Vars<S>(w), x), y));
  }
};

/// ∂L/∂w_p for all p, each by a recording on dual numbers whose w_p moves.
template <class S>
std::vector<S> by_dual_numbers(const NamedModel<Dual<S>>& named, const NamedLoss<Dual<S>>& loss,
                               const Sevenths& numbers) {
  std::vector<S> derivatives;
  for (std::size_t p = 0; p < numbers.w.size(); ++p) {
    std::vector<Dual<S>> w = over_seven<Dual<S>>(numbers.w);
    w[p].tangent = S(1);
    derivatives.push_back(RecordedLoss<Dual<S>>(named, loss, numbers, w).value.value().tangent);
  }
  return derivatives;
}

template <class S>
std::vector<S> by_reverse_sweep(const RecordedLoss<S>& loss) {
  std::vector<S> all;
  for (const Var<S>& block : gradient(loss.value, Vars<S>(loss.w)))
    for (const S& entry : block.block().entries()) all.push_back(entry);
  return all;
}

/// max |a_p - b_p| / max |b_p|.
template <class S>
S relative_distance(const std::vector<S>& a, const std::vector<S>& b) {
  using std::abs;
  REQUIRE(a.size() == b.size());
  S distance(0), size(0);
  for (std::size_t p = 0; p < a.size(); ++p) {
    keep_largest(distance, S(abs(S(a[p] - b[p]))));
    keep_largest(size, S(abs(b[p])));
  }
  return distance / size;
}
}  // namespace

TEMPLATE_TEST_CASE("the gradient of every model with every loss is its derivative", "[models]",
                   double, Real50) {
  using S = TestType;
  const S few_roundings = S(1000) * std::numeric_limits<S>::epsilon();
  const std::vector<NamedModel<S>> models = every_model<S>();
  const std::vector<NamedModel<Dual<S>>> of_duals = every_model<Dual<S>>();
  std::size_t combinations = 0;
  for (std::size_t i = 0; i < models.size(); ++i) {
    const std::vector<NamedLoss<S>> losses = losses_of<S>(models[i].makes);
    const std::vector<NamedLoss<Dual<S>>> losses_of_duals = losses_of<Dual<S>>(models[i].makes);
    for (std::size_t l = 0; l < losses.size(); ++l) {
      const Sevenths numbers(models[i]);
      const RecordedLoss<S> loss(models[i], losses[l], numbers, over_seven<S>(numbers.w));

      const std::vector<S> derivative = by_reverse_sweep(loss);
      const GradientCheck by_differences = check_gradient(loss.value, Vars<S>(loss.w));
      std::vector<S> by_duals = by_dual_numbers(of_duals[i], losses_of_duals[l], numbers);

      INFO(models[i].name << " with the loss " << losses[l].name);
      INFO(by_differences.message);
      CHECK(by_differences.agrees);
      CHECK(relative_distance(derivative, by_duals) <= few_roundings);
      by_duals[0] += by_duals[1] + 1;  // the control
      CHECK_FALSE(relative_distance(derivative, by_duals) <= few_roundings);
      ++combinations;
    }
  }
  CHECK(combinations > 100);
}
