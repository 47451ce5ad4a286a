// T6: the gradient of task T1 with 50 digits, over 16 examples.
#include "autodiff/multiprecision.hpp"
#include "tests/benchmarks/network_loops.hpp"
#include "tests/benchmarks/ratio_table.hpp"
#include "tests/catch.hpp"

namespace {

using namespace pathkernel;

using S = HighPrecision<50>;

/// sum += a b in place, with one temporary for all products.
class AddInPlace {
 public:
  void operator()(S& sum, const S& a, const S& b) {
    using boost::multiprecision::default_ops::eval_multiply;
    eval_multiply(term_.backend(), a.backend(), b.backend());
    sum += term_;
  }

 private:
  S term_;
};

}  // namespace

TEST_CASE("the gradient of a network's squared loss to 50 digits, beside loops", "[T6]") {
  const NetworkData<S> data(16);
  NetworkReplay<S> program = replayed_loss_gradient(data);
  NetworkLoops<S, AddInPlace> loops;
  std::vector<S> results(parameter_count + 1);
  const auto ours = [&] { program.run(); };
  const auto theirs = [&] { loops.loss_gradient(data, results); };

  ours();
  theirs();
  // Terms of both signs are added, which costs three of the digits at most.
  REQUIRE(relative_difference(program.results(), results) < pow(S(10), -47));
  compare("T6", ours, "hand-written loops", theirs);
}
