/// @file kernel_machine_test.cpp
/// {K, S, a, b} put together by hand, where the a_i exist and where they do not.
#include "kernel/path/kernel_machine.hpp"

#include "tests/catch.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

TEMPLATE_TEST_CASE("a prediction is b and one signed term for each example", "[kernel_machine]",
                   double, Real50) {
  using S = TestType;
  const KernelMachine<S> machine{{S(2) / 3, S(-4)}, {S(1) / 5, S(3) / 7}, S(7) / 3, S(1) / 11};

  CHECK(agreeing_digits(machine.b(), S(S(74) / 33)) >= all_digits<S> - 1);
  REQUIRE(machine.coefficient(0));
  CHECK(agreeing_digits(*machine.coefficient(0), S(S(-3) / 10)) >= all_digits<S> - 1);
  CHECK(agreeing_digits(*machine.coefficient(1), S(S(3) / 28)) >= all_digits<S> - 1);
  CHECK(agreeing_digits(machine.contribution(1), S(S(-3) / 7)) >= all_digits<S> - 1);

  const S y = S(74) / 33 - S(1) / 5 - S(3) / 7;
  CHECK(agreeing_digits(machine.undivided_prediction(), y) >= all_digits<S> - 1);
  REQUIRE(machine.prediction());
  CHECK(agreeing_digits(*machine.prediction(), y) >= all_digits<S> - 1);
  CHECK(agreeing_digits(S(machine.contribution(0) + machine.contribution(1)), S(y - machine.b())) >=
        all_digits<S> - 1);
}

TEMPLATE_TEST_CASE("there is no a_i where K vanishes, and no number in its place",
                   "[kernel_machine]", double, Real50) {
  using S = TestType;
  const S rounding = std::numeric_limits<S>::epsilon();
  const KernelMachine<S> machine{
      {S(3), S(0), 100 * rounding}, {S(1), S(1) / 2, S(1) / 4}, S(5), S(0)};

  CHECK(machine.coefficient(0));
  CHECK_FALSE(machine.coefficient(1));
  CHECK_FALSE(machine.coefficient(2));  // as good as 0 beside the largest
  // The theorem as stated says nothing here; undivided it does: 5 - 1 - 1/2 - 1/4.
  CHECK_FALSE(machine.prediction());
  CHECK(machine.undivided_prediction() == S(13) / 4);
  CHECK(machine.contribution(1) == S(-1) / 2);
  CHECK(machine.undefined() == std::vector<std::size_t>{1, 2});

  SECTION("nor where all K vanish beside what they are integrals of") {
    const KernelMachine<S> cancelled{{rounding}, {S(1)}, S(5), S(0), 1, S(0), S(1)};
    CHECK_FALSE(cancelled.coefficient(0));
    const KernelMachine<S> never_large{{rounding}, {S(1)}, S(5), S(0), 1, S(0), rounding};
    CHECK(never_large.coefficient(0));
  }
  SECTION("but small beside the largest is not 0") {
    const KernelMachine<S> small{{S(3), 100'000 * rounding}, {S(1), S(1)}, S(5), S(0)};
    CHECK(small.coefficient(1));
    CHECK(small.prediction());
  }
  SECTION("and an example that took no part needs none") {
    const KernelMachine<S> absent{{S(3), S(0)}, {S(1), S(0)}, S(5), S(0)};
    CHECK_FALSE(absent.coefficient(1));
    CHECK(absent.undefined().empty());
    REQUIRE(absent.prediction());
    CHECK(agreeing_digits(*absent.prediction(), S(4)) >= all_digits<S> - 1);
  }
}

TEMPLATE_TEST_CASE("examples are ranked by what they contribute, of either sign",
                   "[kernel_machine]", double, Real50) {
  using S = TestType;
  const KernelMachine<S> machine{
      {S(1), S(1), S(1), S(1)}, {S(1) / 2, S(-3), S(2), S(1) / 2}, S(0), S(0)};
  CHECK(machine.by_contribution() == std::vector<std::size_t>{1, 2, 0, 3});

  const KernelMachine<S> of_pairs{machine.path_kernel, machine.loss_weighted, S(0), S(0), 2};
  CHECK(of_pairs.by_contribution() ==
        std::vector<std::size_t>{0, 1});  // 1/2 - 3 and 2 + 1/2: equal
}
