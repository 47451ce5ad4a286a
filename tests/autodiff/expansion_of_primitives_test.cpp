/// @file expansion_of_primitives_test.cpp
/// The series of every primitive, summed up, is the primitive itself a little later.
#include "autodiff/expansion.hpp"
#include "tests/autodiff/primitive_samples.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

/// The operands of a sample at time t: they move on straight lines.
template <class S>
std::vector<Var<S>> operands_at(const PrimitiveSample<Var<S>>& sample, Tape<S>& tape, const S& t) {
  std::vector<Var<S>> operands;
  for (const SampleBlock& block : sample.operands) {
    std::vector<S> numbers = numbers_of<S>(block);
    const std::vector<S> speed = numbers_of<S>(direction_of(block));
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] += t * speed[i];
    operands.push_back(block.per_example ? example_input(tape, block.shape, numbers)
                                         : input(tape, block.shape, numbers));
  }
  return operands;
}

/// Σ_k y_k t^k of every number of the sample's block, up to the given order.
template <class S>
std::vector<S> summed_series(const PrimitiveSample<Var<S>>& sample, std::size_t order, const S& t) {
  Tape<S> tape(sample_examples);
  const std::vector<Var<S>> operands = operands_at(sample, tape, S(0));
  const Var<S> y = sample.apply_to(operands);
  std::vector<NodeId> moving;
  for (const Var<S>& operand : operands) moving.push_back(operand.id);
  Expansion<S> expansion(tape, moving, std::array{y.id}, order);
  for (std::size_t n = 0; n < moving.size(); ++n)
    std::ranges::copy(numbers_of<S>(direction_of(sample.operands[n])),
                      expansion.coefficient(moving[n], 1).data);
  std::vector<S> sum(y.block().entries().size(), S(0));
  S power(1);
  for (std::size_t k = 0; k <= order; ++k, power *= t) {
    expansion.run(k);
    const std::span<const S> y_k = expansion.coefficient(y.id, k).entries();
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += y_k[i] * power;
  }
  return sum;
}

template <class S>
int agreement(const std::vector<S>& found, BlockView<const S> expected) {
  int digits = found.size() == expected.entries().size() ? all_digits<S> : 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const S scale = std::max(S(1), S(abs(expected.data[i])));  // ln 1 is 0, and has no digits
    digits = std::min(digits, agreeing_digits(found[i], expected.data[i], scale));
  }
  return digits;
}

}  // namespace

TEST_CASE("the series of every primitive sums up to where its operands have moved",
          "[expansion]") {
  using S = Real50;
  const S t = S(1) / 5000;  // poles are at least 1/20 away: the remainder is below 250^-25
  for (const PrimitiveSample<Var<S>>& sample : primitive_samples<Var<S>>()) {
    if (sample.is_constant) continue;
    INFO(sample.name);
    Tape<S> later(sample_examples);
    const Var<S> y = sample.apply_to(operands_at(sample, later, t));

    CHECK(agreement(summed_series(sample, 24, t), y.block()) >= all_digits<S> - 2);
  }

  SECTION("the control: without its last orders it does not") {
    for (const PrimitiveSample<Var<S>>& sample : primitive_samples<Var<S>>())
      if (sample.name.starts_with("exp of")) {
        Tape<S> later(sample_examples);
        const Var<S> y = sample.apply_to(operands_at(sample, later, t));
        CHECK(agreement(summed_series(sample, 8, t), y.block()) < all_digits<S> - 2);
      }
  }
}
