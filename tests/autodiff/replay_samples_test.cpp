/// @file replay_samples_test.cpp
/// Every primitive, value and gradient, run in chunks and recorded at once: the same numbers, also
/// where the last chunk is a single example.
#include "autodiff/gradient.hpp"
#include "autodiff/replay.hpp"
#include "tests/autodiff/primitive_samples.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

/// An operand's numbers for so many examples.
std::vector<double> numbers_for(const SampleBlock& block, std::size_t examples) {
  const std::vector<double> few = numbers_of<double>(block);
  if (!block.per_example) return few;
  std::vector<double> numbers(block.shape.size() * examples);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = few[5 * i % few.size()];
  return numbers;
}

/// A sample, its operands, and what is compared: y, and the gradient of a weighted sum.
struct Recorded {
  Tape<double> tape;
  std::vector<Var<double>> operands;
  std::vector<NodeId> outputs;

  Recorded(const PrimitiveSample<Var<double>>& sample, std::size_t examples) : tape(examples) {
    for (const SampleBlock& block : sample.operands) {
      const std::vector<double> numbers = numbers_for(block, examples);
      operands.push_back(block.per_example ? example_input(tape, block.shape, numbers)
                                           : input(tape, block.shape, numbers));
    }
    const Var<double> y = sample.apply_to(operands);
    std::vector<double> weights;
    for (int j = 1; weights.size() < y.shape().size(); ++j) weights.push_back(3 * j % 7 - 3);
    const Var<double> total = sum_over_examples(sum(square(y) * input(tape, y.shape(), weights)));
    outputs = {y.id, total.id};
    for (const Var<double>& d : gradient(total, Vars<double>(operands))) outputs.push_back(d.id);
  }
};

int agreement(BlockView<const double> a, BlockView<const double> b) {
  if (a.entries().size() != b.entries().size()) return 0;
  double largest = 1;
  for (const double number : b.entries()) keep_largest(largest, std::abs(number));
  int digits = all_digits<double>;
  for (std::size_t i = 0; i < a.entries().size(); ++i)
    digits = std::min(digits, agreeing_digits(a.data[i], b.data[i], largest));
  return digits;
}

}  // namespace

TEST_CASE("every primitive runs in chunks as it is recorded at once", "[replay]") {
  const auto samples = primitive_samples<Var<double>>();
  REQUIRE(samples.size() > 100);
  for (const PrimitiveSample<Var<double>>& sample : samples)
    for (const std::size_t examples : {1u, 129u, 300u}) {
      INFO(sample.name << ", " << examples << " examples");
      const Recorded at_once(sample, examples);
      const Recorded small(sample, sample_examples);
      REQUIRE(small.outputs == at_once.outputs);  // one program, whatever the batch
      Replay<double> replay(small.tape, small.outputs, examples, 2);
      for (std::size_t n = 0; n < small.operands.size(); ++n)
        replay.set(small.operands[n].id, numbers_for(sample.operands[n], examples));
      replay.run();
      for (const NodeId output : small.outputs)
        CHECK(agreement(replay[output], at_once.tape[output].block()) >= all_digits<double> - 2);
    }
}
