/// @file enclosure_test.cpp
/// A program run on intervals contains the truth: of every primitive the value, the gradient and
/// the series, narrow operands and wide ones, against 200 digits.
#ifdef PATHKERNEL_HAS_MPFI
#include <random>

#include "autodiff/expansion.hpp"
#include "autodiff/gradient.hpp"
#include "autodiff/interval_functions.hpp"
#include "tests/autodiff/primitive_samples.hpp"
#include "tests/catch.hpp"

using namespace pathkernel;

namespace {

using Enclosure = Interval<30>;
using Truth = MpfrReal<200>;
constexpr std::size_t last_order = 4;

/// Operands drawn at random: x is a sample's number, made smaller by up to a quarter, and encloses
/// x (1 ± 1/width), or x alone for 0.
struct Operands {
  int width = 0;
  unsigned seed = 0;

  [[nodiscard]] Enclosure enclosure(const SampleBlock& block, std::size_t i) const {
    const Enclosure x = center<Enclosure>(block, i);
    if (width == 0) return x;
    const Enclosure factor = 1 + Enclosure(1) / width;
    return hull(x * factor, x * (2 - factor));
  }
  /// A point of the operand: at = -1 and 1 are its ends.
  [[nodiscard]] Truth point(const SampleBlock& block, std::size_t i, const Truth& at) const {
    const Truth x = center<Truth>(block, i);
    return width == 0 ? x : Truth(x + x * at / width);
  }

 private:
  template <class S>
  [[nodiscard]] S center(const SampleBlock& block, std::size_t i) const {
    std::mt19937 random(seed + 1000 * static_cast<unsigned>(block.first));
    random.discard(i);
    return numbers_of<S>(block)[i] * (1 - S(static_cast<int>(random() % 997)) / (4 * 997));
  }
};

/// A sample's value, gradient (of the sum of all entries, with weights) and series, each one
/// number after another, where the operands' numbers come from a function of (block, place).
template <class S, class NumberAt>
std::vector<S> results(std::size_t sample_number, NumberAt number_at) {
  const PrimitiveSample<Var<S>> sample = primitive_samples<Var<S>>()[sample_number];
  Tape<S> tape(sample_examples);
  std::vector<Var<S>> operands;
  for (const SampleBlock& block : sample.operands) {
    std::vector<S> numbers;
    for (std::size_t i = 0; i < numbers_of<S>(block).size(); ++i)
      numbers.push_back(number_at(block, i));
    operands.push_back(block.per_example ? example_input(tape, block.shape, numbers)
                                         : input(tape, block.shape, numbers));
  }
  const Var<S> y = sample.apply_to(operands);
  std::vector<S> weights;
  for (int j = 1; weights.size() < y.shape().size(); ++j) weights.push_back(S(3 * j % 7 - 3));
  const Var<S> total = sum_over_examples(sum(y * input(tape, y.shape(), weights)));

  std::vector<S> all(y.block().entries().begin(), y.block().entries().end());
  for (const Var<S>& d : gradient(total, Vars<S>(operands)))
    all.insert(all.end(), d.block().entries().begin(), d.block().entries().end());

  std::vector<NodeId> moving;
  for (const Var<S>& operand : operands) moving.push_back(operand.id);
  Expansion<S> expansion(tape, moving, std::array{y.id}, last_order);
  for (std::size_t n = 0; n < moving.size(); ++n) {
    const std::vector<S> speed = numbers_of<S>(direction_of(sample.operands[n]));
    std::ranges::copy(speed, expansion.coefficient(moving[n], 1).data);
  }
  for (std::size_t k = 0; k <= last_order; ++k) {
    expansion.run(k);
    for (const S& c : expansion.coefficient(y.id, k).entries()) all.push_back(c);
  }
  return all;
}

/// How many of the truths lie outside their enclosures.
std::size_t escaped(const std::vector<Enclosure>& enclosures, const std::vector<Truth>& truths) {
  REQUIRE(enclosures.size() == truths.size());
  std::size_t count = 0;
  for (std::size_t i = 0; i < truths.size(); ++i) count += !enclosures[i].contains(truths[i]);
  return count;
}

}  // namespace

TEST_CASE("every primitive's value, gradient and series contain the truth", "[interval]") {
  const std::size_t samples = primitive_samples<Var<Truth>>().size();
  REQUIRE(samples > 100);
  std::size_t outside = 0;
  for (std::size_t sample = 0; sample < samples; ++sample)
    for (const int width : {0, 1'000'000, 8}) {
      INFO(primitive_samples<Var<Truth>>()[sample].name << ", width 1/" << width);
      const Operands operands{width, static_cast<unsigned>(sample)};
      const auto enclosures = results<Enclosure>(
          sample, [&](const SampleBlock& b, std::size_t i) { return operands.enclosure(b, i); });
      for (const Truth& at : {Truth(-1), Truth(3) / 7, Truth(1)}) {
        const auto truths = results<Truth>(
            sample, [&](const SampleBlock& b, std::size_t i) { return operands.point(b, i, at); });
        CHECK(escaped(enclosures, truths) == 0);
      }
      const auto beyond = results<Truth>(sample, [&](const SampleBlock& b, std::size_t i) {
        return Truth(operands.point(b, i, Truth(1)) * (1 + Truth(1) / 1000));
      });
      if (width == 1'000'000) outside += escaped(enclosures, beyond) > 0;
    }
  CHECK(outside > samples / 2);  // the control: what is computed of other points is not contained
}

TEST_CASE("an interval that straddles a kink takes the hull of both sides", "[interval]") {
  Tape<Enclosure> tape;
  const MpfrReal<30> low = -1, high = 2;
  const Var<Enclosure> u = input(tape, Enclosure(low, high));
  for (const Var<Enclosure>& y : {abs(u), relu(u), max(u, 0), -min(-u, 0)}) {
    CHECK(y.value().contains(Truth(0)));
    CHECK(y.value().contains(Truth(2)));
    CHECK_FALSE(y.value().contains(Truth(-1)));
    const Enclosure slope = gradient(y, {u}).front().value();
    CHECK(slope.contains(Truth(0)));
    CHECK(slope.contains(Truth(1)));
  }
  CHECK(gradient(abs(u), {u}).front().value().contains(Truth(-1)));
}

TEST_CASE("operands that leave a function's domain are refused, not enclosed", "[interval]") {
  Tape<Enclosure> tape;
  const MpfrReal<30> low = -1, high = 2;
  const Var<Enclosure> u = input(tape, Enclosure(low, high));
  CHECK_THROWS_AS(log(u), std::domain_error);
  CHECK_THROWS_AS(sqrt(u), std::domain_error);
  CHECK_THROWS_AS(1 / u, std::domain_error);
  CHECK_THROWS_AS(pow(u, u), std::domain_error);
  CHECK_NOTHROW(pow(u, 3));
}
#endif
