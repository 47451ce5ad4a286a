// T5: functions of one long vector, value and gradient. Both sides read the same array, the one
// that the program reads its input from.
#include "autodiff/autodiff.hpp"
#include "tests/benchmarks/made_numbers.hpp"
#include "tests/benchmarks/ratio_table.hpp"
#include "tests/catch.hpp"

namespace {

using namespace pathkernel;

/// ln Σ e^x. The numbers are between -1 and 1, so that this needs no shift; ours has one.
double logsumexp_by_hand(std::span<const double> x, std::span<double> gradient) {
  double total = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    gradient[i] = std::exp(x[i]);
    total += gradient[i];
  }
  const double scale = 1 / total;
  for (double& entry : gradient) entry *= scale;
  return std::log(total);
}

/// Σ u_i v_i.
double dot_by_hand(std::span<const double> u, std::span<const double> v, std::span<double> du,
                   std::span<double> dv) {
  double total = 0;
  for (std::size_t i = 0; i < u.size(); ++i) {
    total += u[i] * v[i];
    du[i] = v[i];
    dv[i] = u[i];
  }
  return total;
}

using Vectors = std::span<const Var<double>>;

/// The gradient of y by each of the vectors, and y after it, recorded once.
class Program {
 public:
  using Function = Var<double> (*)(Vectors);

  Program(Function function, std::size_t vectors, std::size_t size) {
    Tape<double> tape;
    std::vector<Var<double>> x;
    for (std::size_t k = 0; k < vectors; ++k)
      x.push_back(input(tape, {static_cast<std::uint32_t>(size), 1}, std::vector<double>(size)));
    const Var<double> y = function(x);
    for (const Var<double>& dy : gradient(y, x)) outputs_.push_back(dy.id);
    outputs_.push_back(y.id);
    replay_.emplace(tape, outputs_);
    MadeNumbers made;
    for (const Var<double>& vector : x) {
      inputs_.push_back(replay_->input(vector.id));
      std::ranges::copy(made.next(size), inputs_.back().begin());
    }
  }

  [[nodiscard]] std::span<const double> input_at(std::size_t k) const { return inputs_[k]; }
  void run() { replay_->run(); }
  [[nodiscard]] std::vector<double> results() const {
    std::vector<double> numbers;
    for (const NodeId output : outputs_)
      std::ranges::copy((*replay_)[output].entries(), std::back_inserter(numbers));
    return numbers;
  }

 private:
  std::vector<NodeId> outputs_;
  std::optional<Replay<double>> replay_;
  std::vector<std::span<double>> inputs_;
};

}  // namespace

TEST_CASE("the gradient of logsumexp, beside loops", "[T5]") {
  for (const std::size_t size : {10'000, 100'000, 1'000'000}) {
    Program program([](Vectors x) { return logsumexp(x[0]); }, 1, size);
    std::vector<double> results(size + 1);
    const auto ours = [&] { program.run(); };
    const auto theirs = [&] {
      results.back() = logsumexp_by_hand(program.input_at(0), std::span(results).first(size));
    };

    ours();
    theirs();
    REQUIRE(relative_difference(program.results(), results) < 1e-12);
    compare("T5 logsumexp " + std::to_string(size), ours, "hand-written loops", theirs);
  }
}

TEST_CASE("the gradient of a dot product of two halves, beside loops", "[T5]") {
  for (const std::size_t size : {10'000, 100'000, 1'000'000}) {
    const std::size_t half = size / 2;
    Program program([](Vectors x) { return dot(x[0], x[1]); }, 2, half);
    std::vector<double> results(size + 1);
    const auto ours = [&] { program.run(); };
    const auto theirs = [&] {
      results.back() =
          dot_by_hand(program.input_at(0), program.input_at(1), std::span(results).first(half),
                      std::span(results).subspan(half, half));
    };

    ours();
    theirs();
    REQUIRE(relative_difference(program.results(), results) < 1e-12);
    compare("T5 dot " + std::to_string(size), ours, "hand-written loops", theirs);
  }
}
