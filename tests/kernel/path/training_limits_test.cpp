/// @file training_limits_test.cpp
/// Paths with kinks and poles, and paths that are of another training.
#include "kernel/path/momentum_kernel.hpp"
#include "nn/layers/activation.hpp"
#include "tests/catch.hpp"
#include "tests/nn/made_examples.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

/// w = t - 1/3 and no velocity, on [0, 1]: a path of nothing, but of a momentum flow's size.
Path<double> crossing() {
  Path<double> path(2);
  path.append({0, 1, 0, {-1.0 / 3, 0, 1, 0}});
  return path;
}

/// K(1/2, 3) without friction along that path, μ = 1, of a model f(w) x.
template <class F>
double kernel_of(F f) {
  const RecordedModel model{{{"w", {1, 1}}}, [f](auto w, auto x) { return f(w[0]) * x; }};
  const Examples<double> data = made_examples<double>(1, {3}, {1});
  const Path<double> path = crossing();
  TrainingReader<double> reader = momentum_reader(TrainedModel{model, SquaredLoss{}, data, path},
                                                  {.mass = 1, .friction = 0}, {{0.5}});
  return kernel_machines(reader).front().path_kernel.front();
}

}  // namespace

TEST_CASE("a kink within a step is enclosed by shorter and shorter parts", "[training_kernel]") {
  // ∇f = x where t > 1/3, and A(s) = x times what is left of that: K = x x' (2/3)²/2
  CHECK(agreeing_digits(kernel_of([](auto w) { return relu(w); }), 3.0 / 2 * 2 / 9) >= 11);
  CHECK(agreeing_digits(kernel_of([](auto w) { return w; }), 3.0 / 2 / 2) >= 14);  // the control
}

TEST_CASE("integrals that do not exist are given up, with place and remedy", "[training_kernel]") {
  CHECK_THROWS_WITH(kernel_of([](auto w) { return 1 / w; }),
                    Catch::StartsWith("kernel: the step from t = 0 was divided 256 times, and its "
                                      "integrals do not settle near t = 0.3333") &&
                        Catch::EndsWith("; the query is too near a singularity. Move it, or "
                                        "shorten the steps."));
  CHECK_THROWS_WITH(kernel_of([](auto w) { return exp(3000 * w); }),
                    Catch::StartsWith("kernel: an integral over the step from t = 0 is ") &&
                        Catch::EndsWith("; no sum of such values is a number."));
}

TEST_CASE("a path that is none of the training's is refused", "[training_kernel]") {
  const RecordedModel model{{{"w", {1, 1}}}, [](auto w, auto x) { return w[0] * x; }};
  const Examples<double> data = made_examples<double>(1, {3}, {1});
  const auto read = [&](const Path<double>& path, const Momentum<double>& momentum) {
    TrainingReader<double> reader =
        momentum_reader(TrainedModel{model, SquaredLoss{}, data, path}, momentum, {{0.5}});
    return kernel_machines(reader);
  };
  Path<double> plain(1);
  plain.append({0, 1, 0, {0, 1}});

  CHECK_NOTHROW(read(crossing(), {1, 1}));  // the control
  CHECK_THROWS_WITH(read(plain, {1, 1}),
                    "kernel: a path of 1 numbers, read as one of momentum flow, whose state has 2; "
                    "give the path of that flow.");
  CHECK_THROWS_WITH(read(crossing(), {0, 1}),
                    "kernel: a path of mass 0 and friction 1; the mass must be above 0, the "
                    "friction 0 or more.");
  CHECK_THROWS_AS(read(crossing(), {1, -1}), std::invalid_argument);
  CHECK_THROWS_WITH(read(Path<double>(2), {1, 1}),
                    "kernel: a path of no steps; there is nothing to integrate.");
}
