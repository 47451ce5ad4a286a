/// @file path_file_test.cpp
/// Paths that outlive their process: written, read, gone on from, and refused where they don't fit.
#include "nn/ode/path_file.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "nn/flows/gradient_flow.hpp"
#include "nn/layers/linear.hpp"
#include "nn/ode/dormand_prince.hpp"
#include "nn/ode/taylor.hpp"
#include "tests/catch.hpp"
#include "tests/folder.hpp"
#include "tests/nn/made_examples.hpp"
#include "tests/nn/ode/fields.hpp"
#include "tests/nn/ode/systems.hpp"
#include "tests/precision.hpp"

using namespace pathkernel;

namespace {

template <class S>
struct Problem {
  VectorField<S> field;
  std::vector<S> start{S(2) / 3, S(4) / 5};
  S end = S(37) / 3;
};
/// x'' = -x/3; or, with kinks, a spring that pulls harder than it pushes, and friction one way.
template <class S>
Problem<S> spring(bool has_kinks = false) {
  return {system_of<S>({S(0), S(0)}, [&](const Variables<S>& w) {
    const Var<S> pull = has_kinks ? w[0] + abs(w[0]) / 3 + relu(w[1]) / 9 : w[0] / S(3);
    return Variables<S>{w[1], -pull};
  })};
}
/// A line through four points, two at a time.
template <class S>
Problem<S> line_in_batches(const S& first_x = S(-2) / 3, const S& period = S(7) / 3) {
  const Examples<S> data =
      made_examples<S>(1, {first_x, S(1) / 7, S(1), S(2)}, {S(1), S(0), S(1) / 2, S(-1)});
  const FlowOptions<S> options{{}, cyclic_batches<S>(4, 2, period, S(12))};
  return {gradient_flow(Linear{1}, SquaredLoss{}, data, options)};
}

/// A spring with a kink that is stiffer for a while.
template <class S>
Problem<S> spring_in_stretches() {
  VectorField<S> field{Tape<S>(), {}, {}};
  const Var<S> x = input(field.tape, S(0)), v = input(field.tape, S(0));
  const Var<S> strength = input(field.tape, S(0));
  field.state = {x.id, v.id};
  field.derivative = {v.id, (-(strength * (x + abs(x) / 3))).id};
  field.control = strength.id;
  field.stretches = {{S(0), {S(1) / 3}}, {S(22) / 7, {S(2) / 3}}, {S(8), {S(1) / 3}}};
  return {std::move(field)};
}

template <class S, class M>
Path<S> solved(const Problem<S>& problem, const M& method, const IntegrationLimits& limits = {}) {
  return integrate(problem.field, problem.start, problem.end, method, limits);
}
/// Checks each of the problems by each of the methods.
template <class S, class Check>
void for_all(Check check) {
  for (const Problem<S>& problem :
       {spring<S>(), spring<S>(true), line_in_batches<S>(), spring_in_stretches<S>()}) {
    check(problem, Taylor{all_digits<S> + 2}, solved(problem, Taylor{all_digits<S> + 2}));
    const DormandPrince loose{.tolerance = 1e-3};
    check(problem, loose, solved(problem, loose));
  }
}

struct Interrupted {};
/// Limits that keep a path in a file, and count its steps until one of them is the last.
IntegrationLimits kept_in(const std::string& file, std::size_t& steps, std::size_t last = 0) {
  steps = 0;
  IntegrationLimits limits{.checkpoint = Checkpoint{file}};
  limits.on_step = [&steps, last](double) {
    if (++steps == last) throw Interrupted();
  };
  return limits;
}
/// Checks that what is kept of a path leads to the whole, with as many steps more as there are.
template <class S, class M>
void check_goes_on(const std::string& file, const Problem<S>& problem, const M& method,
                   const Path<S>& whole, std::size_t kept) {
  std::size_t steps = 0;
  const Path<S> path = solved(problem, method, kept_in(file, steps));
  INFO(method.text() << ", " << kept << " of " << whole.effort.steps << " steps kept");
  CHECK(steps == whole.effort.steps - kept);
  CHECK(path.steps() == whole.steps());
  CHECK(path == whole);
}

}  // namespace

TEMPLATE_TEST_CASE("a path that was written is read again, bitwise", "[path_file]", double,
                   Real50) {
  using S = TestType;
  const Folder folder;
  for_all<S>([&](const Problem<S>& problem, const auto& method, const Path<S>& path) {
    REQUIRE(path.steps().size() > 2);
    write_path(folder / "path", problem.field, path);
    CHECK(read_path(folder / "path", problem.field, method) == path);
    CHECK(folder.holds_only("path"));
  });

  SECTION("also at both ends of the scalar's range") {
    using Limits = std::numeric_limits<S>;
    const std::vector<S> start{Limits::denorm_min(), -Limits::max(), S(1) / 3};
    const VectorField<S> at_rest =
        system_of(start, [](const Variables<S>& w) { return Variables<S>(3, 0 * w[2]); });
    const Path<S> path = integrate(at_rest, start, S(1) / 7, Taylor{});

    write_path(folder / "path", at_rest, path);

    CHECK(read_path(folder / "path", at_rest, Taylor{}) == path);
    CHECK(std::ranges::equal(path.start_of(path.steps().front()), start));
  }
}

TEST_CASE("a file whose steps lead elsewhere when they are computed here is refused",
          "[path_file]") {
  const Folder folder;
  const std::string file = folder / "path";
  const Problem<double> problem = spring<double>();
  Path<double> path = solved(problem, Taylor{});
  write_path(file, problem.field, path);
  const std::string whole = contents(file);
  const auto with_another_digit_after = [&](const char* place, char digit) {
    const std::size_t line = whole.find(place), end = whole.find('\n', line);
    std::string changed = whole;
    // Not the very last digit, with which it may still be the same number.
    changed[end - 4] = changed[end - 4] == digit ? '1' : digit;
    std::ofstream(file) << changed;
    return read_path(file, problem.field, Taylor{});
  };
  const std::size_t second = whole.find("\nstep", whole.find("\nstep") + 1) + 1;
  const std::string second_step = whole.substr(second, 12);

  REQUIRE(path.steps().size() > 2);
  CHECK(read_path(file, problem.field, Taylor{}) == path);  // the control
  CHECK_THROWS_AS(with_another_digit_after(second_step.c_str(), '5'), std::invalid_argument);
  CHECK_THROWS_WITH(with_another_digit_after(second_step.c_str(), '5'),
                    Catch::Contains("step 1 leads elsewhere when it is computed here"));
  CHECK_THROWS_WITH(with_another_digit_after("arrived", '5'), Catch::Contains("leads elsewhere"));
}

TEMPLATE_TEST_CASE("a file that is cut off, or no path, is refused with the line", "[path_file]",
                   double, Real50) {
  using S = TestType;
  const Folder folder;
  const std::string file = folder / "path";
  Problem<S> problem = spring<S>();
  problem.end = S(7) / 3;
  const DormandPrince method{.fixed_step = 1};
  write_path(file, problem.field, solved(problem, method));
  const std::string whole = contents(file);
  const auto refusal = [&]() -> std::string {
    try {
      return read_path(file, problem.field, method) == solved(problem, method) ? "none" : "another";
    } catch (const std::invalid_argument& error) {
      return error.what();
    } catch (const std::exception& error) {
      return std::string("of another type: ") + error.what();
    }
  };
  const auto refusal_with = [&](const std::string& from, const std::string& to) {
    std::ofstream(file) << std::string(whole).replace(whole.find(from), from.size(), to);
    return refusal();
  };
  const std::string line = "ode: " + file + ", line ";

  CHECK(refusal() == "none");                               // the control
  for (std::size_t size = whole.size() - 1; size-- > 0;) {  // at first to "whol"
    std::filesystem::resize_file(file, size);
    const std::string why = refusal();
    if (!why.starts_with("ode: " + file)) FAIL_CHECK(size << " characters: " << why);
    if (size == whole.find("step 0"))
      CHECK(why == line + "13: expected more: the file is cut off.");
    if (size == whole.find("step 1") + 6)
      CHECK(why == line + "15: expected a number where \"\" stands.");
  }
  CHECK_THAT(refusal_with("path 1", "path 2"),
             Catch::EndsWith("its first line should be \"pathkernel path 1\"."));
  CHECK(refusal_with("dimension", "size") == line + "6: expected \"dimension\" and a value.");
  CHECK(refusal_with("step 0", "stop 0") ==
        line + "14: expected a step, or \"arrived\" after the last.");
  CHECK(refusal_with(" 0 - ", " 1 - ") == "ode: " + file + ": a step in stretch 1 of 1.");
  for (const std::string garbage : {"x", "0x", "1.2.3", "1e", "1e-", "--1", "+-", "-"})
    CHECK(refusal_with("step 0 ", "step " + garbage + " ") ==
          line + "14: expected a number where \"" + garbage + "\" stands.");
  std::filesystem::remove(file);
  CHECK_THROWS_WITH(read_path(file, problem.field, method),
                    "ode: the file " + file + " can't be opened for reading.");
}

TEST_CASE("a path of another field, method or precision is refused with both", "[path_file]") {
  const Folder folder;
  const std::string file = folder / "path";
  const auto check = [&](const Problem<double>& written, const Problem<double>& asked) {
    write_path(file, written.field, solved(written, Taylor{}));
    CHECK_THROWS_AS(read_path(file, asked.field, Taylor{}), std::invalid_argument);
    CHECK_THROWS_WITH(read_path(file, asked.field, Taylor{}),
                      Catch::Contains("with program " + detail::hash_of(written.field) + ", but") &&
                          Catch::Contains("asked for with " + detail::hash_of(asked.field)));
  };
  const double x = double{-2} / 3, period = double{7} / 3;

  SECTION("if a datum is the next number, or a batch is held for the next") {
    check(line_in_batches(x, period), line_in_batches(std::nextafter(x, 0.0), period));
    check(line_in_batches(x, period), line_in_batches(x, std::nextafter(period, 0.0)));
  }
  SECTION("if the state's components are in another order") {
    Problem<double> other = spring<double>();
    std::swap(other.field.state[0], other.field.state[1]);
    check(spring<double>(), other);
  }
  SECTION("if there are more examples, though they have no data") {
    const auto sum_over = [](std::size_t examples) {
      Problem<double> problem{{Tape<double>(examples), {}, {}}, {1}, 1};
      const Var<double> w = input(problem.field.tape, 0.0);
      problem.field.state = {w.id};
      problem.field.derivative = {sum_over_examples(w).id};
      return problem;
    };
    check(sum_over(2), sum_over(3));
  }
  SECTION("if the method is another, or the same with its tolerance in other digits") {
    const Problem<double> problem = spring<double>();
    write_path(file, problem.field, solved(problem, DormandPrince{.tolerance = 1e-4}));
    CHECK_THROWS_WITH(read_path(file, problem.field, Taylor{}),
                      Catch::Contains("with method Dormand-Prince, tolerance 1e-04, but it was "
                                      "asked for with Taylor series of order 20: another "));
    CHECK_THROWS_AS(read_path(file, problem.field, DormandPrince{.tolerance = 1.0000001e-4}),
                    std::invalid_argument);
  }
  SECTION("if the scalar has more digits") {
    const std::vector<double> start{1, 0};
    write_path(file, oscillator<double>(), integrate(oscillator<double>(), start, 1.0, Taylor{}));
    CHECK_THROWS_WITH(read_path(file, oscillator<Real50>(), Taylor{}),
                      Catch::Contains(detail::joined("with bits 53, but it was asked for with ",
                                                     std::numeric_limits<Real50>::digits)));
  }
}

TEST_CASE("where a path can't be written, what was there before still is", "[path_file]") {
  const Folder folder;
  const Problem<double> problem = spring<double>();
  const Path<double> path = solved(problem, Taylor{});
  write_path(folder / "path", problem.field, path);
  const auto check = [&](const std::string& file) {
    CHECK_THROWS_AS(write_path(file, problem.field, path), std::runtime_error);
    CHECK_THROWS_WITH(write_path(file, problem.field, path), Catch::Contains(" can't be written"));
  };

  SECTION("as in a folder that does not exist, before the first step") {
    check(folder / "none/path");
    std::size_t steps = 0;
    CHECK_THROWS_WITH(
        solved(problem, Taylor{}, kept_in(folder / "none/path", steps)),
        Catch::Contains("name a file in a folder that exists, that you may write to"));
    CHECK(steps == 0);
  }
  if (std::filesystem::exists("/dev/full")) SECTION("as on a disk that is full") {
      std::filesystem::create_symlink("/dev/full", folder / "path.part");
      CHECK_THROWS_AS(write_path(folder / "path", problem.field, path), std::runtime_error);
    }
  SECTION("as under the name of a folder") {
    std::filesystem::create_directories(folder / "none/path");
    check(folder / "none");
    std::filesystem::remove_all(folder / "none");
  }
  CHECK(read_path(folder / "path", problem.field, Taylor{}) == path);
  CHECK(folder.holds_only("path"));  // not half of another
}

TEMPLATE_TEST_CASE("an integration that is interrupted goes on as if it had not been",
                   "[path_file]", double, Real50) {
  using S = TestType;
  const Folder folder;
  const std::string file = folder / "path";
  for_all<S>([&](const Problem<S>& problem, const auto& method, const Path<S>& whole) {
    const std::size_t stride = std::same_as<S, double> ? 1 : 4;      // writing files takes its time
    for (std::size_t k = 1; k <= whole.effort.steps; k += stride) {  // also to a batch, or a kink
      std::filesystem::remove(file);
      std::size_t steps = 0;
      CHECK_THROWS_AS(solved(problem, method, kept_in(file, steps, k)), Interrupted);
      check_goes_on(file, problem, method, whole, k);
    }
    check_goes_on(file, problem, method, whole, whole.effort.steps);  // now there is nothing to do
  });
}

TEST_CASE("an integration whose process is killed goes on as if it had not been", "[path_file]") {
  const Folder folder;
  const std::string file = folder / "path";
  for_all<double>([&](const Problem<double>& problem, const auto& method, const auto& whole) {
    for (const std::size_t k : {1u, 2u, 4u}) {
      std::filesystem::remove(file);
      const pid_t child = fork();
      if (child == 0) {  // keeps every step, and is gone before it keeps the k-th
        IntegrationLimits limits{.checkpoint = Checkpoint{file, 0}};
        limits.on_step = [&, steps = 0u](double) mutable {
          if (++steps == k) std::raise(SIGKILL);
        };
        try {
          (void)solved(problem, method, limits);
        } catch (...) {
        }
        _exit(0);  // too late: not killed, which is required below
      }
      int status = 0;
      REQUIRE(waitpid(child, &status, 0) == child);
      REQUIRE((WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL));
      check_goes_on(file, problem, method, whole, k - 1);
    }
  });
}

TEST_CASE("a checkpoint is gone on from to the same end, from the same start", "[path_file]") {
  const Folder folder;
  const std::string file = folder / "path";
  std::size_t steps = 0;
  Problem<double> problem = spring<double>();
  IntegrationLimits few = kept_in(file, steps);
  few.max_steps = 2;
  CHECK_THROWS_AS(solved(problem, Taylor{}, few), std::domain_error);
  const std::string kept = contents(file);
  const auto resume = [&] { return solved(problem, Taylor{}, kept_in(file, steps)); };

  SECTION("also after a failure: with more steps allowed, none is made twice") {
    check_goes_on(file, problem, Taylor{}, solved(problem, Taylor{}), 2);
  }
  SECTION("and refused to another end") {
    problem.end = 3;
    CHECK_THROWS_WITH(resume(), Catch::Contains("holds a path to t = 12.333") &&
                                    Catch::Contains(", and one to 3 is asked for."));
    CHECK(contents(file) == kept);
  }
  SECTION("and refused to the next end, both told apart") {
    problem.end = std::nextafter(problem.end, 0.0);
    CHECK_THROWS_WITH(resume(), Catch::Contains(detail::digits_of(double{37} / 3)) &&
                                    Catch::Contains(detail::digits_of(problem.end)));
  }
  SECTION("and refused from another start") {
    problem.start[1] = 0.9;
    CHECK_THROWS_WITH(resume(), Catch::Contains("holds a path whose start has component 1 = ") &&
                                    Catch::Contains("0.8") && Catch::Contains("0.9"));
    CHECK(contents(file) == kept);
  }
}
