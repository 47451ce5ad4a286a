/// @file accumulated_kernel_test.cpp
/// Kernels taken while the flow is integrated are those of the path that was not kept.
#include "kernel/path/accumulated_kernel.hpp"

#include "nn/ode/dormand_prince.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/path/classes.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("integrals taken on the way are those of the whole path, to the last bit",
                   "[accumulated_kernel]", double, Real50) {
  using S = TestType;
  const ClassTraining<S> training;
  const Points<S> queries{training.query, {S(1), S(2)}};
  PathReader<S> reader(
      TrainedModel{training.model, SoftmaxCrossEntropy{}, training.data, training.path}, queries);

  const AccumulatedTraining<S> accumulated =
      accumulate_kernel_machines(training.model, SoftmaxCrossEntropy{}, training.data,
                                 training.start, S(1), Taylor{all_digits<S> + 2}, queries);

  CHECK(accumulated.machines == kernel_machines(reader));
  CHECK(accumulated.w == training.path.final_state());
  CHECK(accumulated.effort == training.path.effort);
  CHECK(training.path.steps().size() > 1);
}

TEST_CASE("what an observer throws ends the training, and is not lost", "[accumulated_kernel]") {
  const ClassTraining<double> training;
  const auto field = gradient_flow(training.model, SoftmaxCrossEntropy{}, training.data);
  std::size_t read = 0;
  const auto count = [&](const Step<double>& step) {
    CHECK(step.start == (read == 0 ? 0 : training.path.steps()[read].start));
    ++read;
  };
  IntegrationLimits limits;
  limits.on_step = [](double done) {
    if (done > 0.5) throw std::runtime_error("enough");
  };

  CHECK_THROWS_WITH(integrate_through(field, training.start, 1.0, Taylor{17}, count, limits),
                    "enough");
  CHECK(read > 0);
  CHECK(read < training.path.steps().size());
}

TEST_CASE("a path that is not kept needs a reader, and can't have a checkpoint",
          "[accumulated_kernel]") {
  const ClassTraining<double> training;
  const auto field = gradient_flow(training.model, SoftmaxCrossEntropy{}, training.data);
  IntegrationLimits kept;
  kept.checkpoint = Checkpoint{"never-written"};
  const auto ignore = [](const Step<double>&) {};

  CHECK_THROWS_WITH(integrate_through(field, training.start, 1.0, DormandPrince{1e-6}, {}),
                    "ode: a path that is not kept, and no reader of its steps; give one.");
  CHECK_THROWS_WITH(
      integrate_through(field, training.start, 1.0, DormandPrince{1e-6}, ignore, kept),
      Catch::Contains("integrate it whole"));
}
