// T4: a program of 10⁶ scalar operations, one after another: multiply, add or subtract, sin, exp,
// divide, tanh, add up, in turn. What counts is the time of one operation.
#include "autodiff/adjoints.hpp"
#include "autodiff/autodiff.hpp"
#include "tests/benchmarks/made_numbers.hpp"
#include "tests/benchmarks/ratio_table.hpp"
#include "tests/catch.hpp"

namespace {

using namespace pathkernel;

constexpr std::size_t inputs = 100;
constexpr std::size_t rounds = 142'857;  // of 7 operations; and one at the end
constexpr double operations = 7 * rounds + 1;

/// Inputs in turn, seven apart.
class Place {
 public:
  std::size_t next() { return at_ = at_ + 7 < inputs ? at_ + 7 : at_ + 7 - inputs; }
  std::size_t back() { return std::exchange(at_, at_ < 7 ? at_ + inputs - 7 : at_ - 7); }

 private:
  std::size_t at_ = 0;
};

Var<double> recorded_chain(std::span<const Var<double>> x) {
  Place place;
  Var<double> v = x[0];
  Var<double> total = constant(*v.tape, 0.0);
  for (std::size_t round = 0; round < rounds; ++round) {
    v = v * x[place.next()];
    v = v.value() > 0.8 ? v - x[place.next()] : v + x[place.next()];
    v = sin(v);
    v = exp(v);
    v = v / x[place.next()];
    v = tanh(v);
    total = total + v;
  }
  return total + v;
}

/// The same by hand. It stores what the derivative needs, and no more.
class ChainByHand {
 public:
  double forward(std::span<const double> x) {
    place_ = {};
    double v = x[0], total = 0;
    for (Round& round : rounds_) {
      round.before = v;
      v *= x[place_.next()];
      round.subtracted = v > 0.8;
      v = round.subtracted ? v - x[place_.next()] : v + x[place_.next()];
      round.shifted = v;
      v = std::exp(std::sin(v));
      round.exponential = v;
      v /= x[place_.next()];
      round.quotient = v;
      v = std::tanh(v);
      total += v;
    }
    after_ = v;
    return total + v;
  }

  void reverse(std::span<const double> x, std::span<double> gradient) const {
    std::ranges::fill(gradient, 0);
    Place place = place_;
    double after = after_, adjoint = 1;
    for (std::size_t k = rounds_.size(); k-- > 0;) {
      const Round& round = rounds_[k];
      adjoint += 1;
      adjoint *= 1 - after * after;
      const std::size_t divisor = place.back();
      adjoint /= x[divisor];
      gradient[divisor] -= adjoint * round.quotient;
      adjoint *= round.exponential * std::cos(round.shifted);
      gradient[place.back()] += round.subtracted ? -adjoint : adjoint;
      const std::size_t factor = place.back();
      gradient[factor] += adjoint * round.before;
      adjoint *= x[factor];
      after = round.before;
    }
    gradient[0] += adjoint;
  }

 private:
  struct Round {
    double before, shifted, exponential, quotient;
    bool subtracted;
  };
  std::vector<Round> rounds_ = std::vector<Round>(rounds);
  Place place_;
  double after_ = 0;
};

}  // namespace

TEST_CASE("recording and differentiating a million scalar operations, beside loops", "[T4]") {
  std::vector<double> x = MadeNumbers().next(inputs, 0.25);
  for (double& number : x) number += 1;
  Tape<double> tape;
  std::vector<Var<double>> variables(inputs);
  Var<double> y;
  const auto record = [&] {
    tape.clear();
    for (std::size_t i = 0; i < inputs; ++i) variables[i] = input(tape, x[i]);
    y = recorded_chain(variables);
  };
  std::vector<double> our_gradient(inputs), their_gradient(inputs);
  const auto reverse = [&] {
    const Adjoints<double> adjoints(y);
    for (std::size_t i = 0; i < inputs; ++i) our_gradient[i] = *adjoints[variables[i]].data;
  };
  ChainByHand by_hand;
  double value = 0;
  const auto store_by_hand = [&] { value = by_hand.forward(x); };
  const auto reverse_by_hand = [&] { by_hand.reverse(x, their_gradient); };

  record();
  reverse();
  store_by_hand();
  reverse_by_hand();
  REQUIRE(std::abs(y.value() / value - 1) < 1e-12);
  REQUIRE(relative_difference(our_gradient, their_gradient) < 1e-12);
  compare("T4 record", record, "hand-written loops", store_by_hand, operations);
  compare("T4 reverse", reverse, "hand-written loops", reverse_by_hand, operations);

  const std::size_t bytes = sizeof(Instruction) + sizeof(double);
  ratio_table().remark("T4: seconds of one operation, which takes " + std::to_string(bytes) +
                       " bytes on the tape");
}
