/// @file several_outputs_test.cpp
/// Theorem 1 with several outputs: kernels are matrices. Cross-entropy, seen in three ways.
#include "kernel/path/cross_entropy_views.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/path/classes.hpp"
#include "tests/kernel/path/expected_digits.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

template <class S, class M, class L>
std::vector<KernelMachine<S>> machines_of(const ClassTraining<S>& training, const M& view,
                                          const L& loss) {
  const TrainedModel trained{view, loss, training.data, training.path};
  PathReader<S> reader(trained, {training.query});
  return kernel_machines(reader);
}

/// The class of example i.
template <class S>
std::size_t class_of(const Examples<S>& data, std::size_t i) {
  for (std::size_t c = 0; c < data.targets; ++c)
    if (data.y[c * data.count + i] == 1) return c;
  return data.targets;
}

}  // namespace

TEMPLATE_TEST_CASE("every output of a network has a kernel machine that says what it says",
                   "[path_kernel]", double, Real50) {
  using S = TestType;
  const ClassTraining<S> training;

  const auto machines = machines_of(training, training.model, SoftmaxCrossEntropy{});

  const std::vector<S> said = outputs(training.model, training.path.final_state(), training.query);
  REQUIRE(machines.size() == 3);
  for (std::size_t c = 0; c < 3; ++c) {
    const KernelMachine<S>& machine = machines[c];
    CHECK(machine.examples() == 3);
    CHECK(machine.path_kernel.size() == 9);  // a row of each example's 3 x 3 matrix
    CHECK(agreeing_digits(machine.undivided_prediction(), said[c], S(1)) >= expected_digits<S>);
    S change(0);
    for (std::size_t i = 0; i < 3; ++i) change += machine.contribution(i);
    CHECK(agreeing_digits(change, S(said[c] - machine.b()), S(1)) >= expected_digits<S>);

    // Control: the kernel's diagonal alone, as if outputs did not share weights.
    S diagonal = machine.b();
    for (std::size_t i = 0; i < 3; ++i) diagonal -= machine.loss_weighted[3 * i + c];
    CHECK(agreeing_digits(diagonal, said[c], S(1)) <= 2);
  }
}

TEMPLATE_TEST_CASE("logits, probabilities and their logarithms are three views of one training",
                   "[path_kernel]", double, Real50) {
  using S = TestType;
  using std::log;
  const ClassTraining<S> training;
  const Probabilities p_view{training.model};
  const LogProbabilities log_view{training.model};

  const auto of_p = machines_of(training, p_view, CrossEntropyOfProbabilities{});
  const auto of_log = machines_of(training, log_view, CrossEntropyOfLogProbabilities{});

  const std::vector<S> p = outputs(p_view, training.path.final_state(), training.query);
  for (std::size_t c = 0; c < 3; ++c) {
    CHECK(agreeing_digits(of_p[c].undivided_prediction(), p[c], S(1)) >= expected_digits<S>);
    CHECK(agreeing_digits(of_log[c].undivided_prediction(), S(log(p[c])), S(1)) >=
          expected_digits<S>);
    for (std::size_t i = 0; i < 3; ++i) {
      const std::size_t label = 3 * i + class_of(training.data, i);
      REQUIRE(of_log[c].coefficient(label));
      CHECK(agreeing_digits(*of_log[c].coefficient(label), S(1)) >= all_digits<S> - 1);
      REQUIRE(of_p[c].coefficient(label));
      CHECK(*of_p[c].coefficient(label) != 1);  // an average of 1/p_i
      for (std::size_t k = 3 * i; k < 3 * i + 3; ++k)
        if (k != label) CHECK(of_log[c].loss_weighted[k] == 0);
    }
  }

  SECTION("but not with the loss of another view") {
    const auto mistaken = machines_of(training, p_view, CrossEntropyOfLogProbabilities{});
    CHECK(agreeing_digits(mistaken[0].undivided_prediction(), p[0], S(1)) <= 2);
  }
}

TEST_CASE("two threads make the same machines as one", "[path_kernel]") {
  const ClassTraining<double> training;
  const TrainedModel trained{training.model, SoftmaxCrossEntropy{}, training.data, training.path};
  const auto machines_by = [&](std::size_t threads) {
    PathReader<double> reader(trained, {training.query}, {GradientForm::factored, threads});
    return kernel_machines(reader);
  };
  CHECK(machines_by(2) == machines_by(1));
}

TEST_CASE("probabilities have targets that sum to 1", "[path_kernel]") {
  Examples<double> data = three_of_three_classes<double>();
  data.y[0] = 0.5;
  CHECK_THROWS_WITH(require_targets(CrossEntropyOfProbabilities{}, data),
                    Catch::Contains("their probabilities need the sum 1"));
  CHECK_THROWS_WITH(require_targets(CrossEntropyOfLogProbabilities{}, data),
                    Catch::Contains("their probabilities need the sum 1"));
}
