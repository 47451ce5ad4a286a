/// @file replay_threads_test.cpp
/// A replay cuts its batch into chunks and shares them out to threads: neither shows in the result,
/// and neither allocates.
#include <atomic>
#include <cstdlib>
#include <new>

#include "autodiff/autodiff.hpp"
#include "tests/catch.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

namespace {
std::atomic<std::size_t> allocations = 0;

void* counted(std::size_t size) {
  ++allocations;
  if (void* const room = std::malloc(size > 0 ? size : 1)) return room;
  throw std::bad_alloc();
}
}  // namespace

// All of this program's allocations come through here.
void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void operator delete(void* room) noexcept { std::free(room); }
void operator delete[](void* room) noexcept { std::free(room); }
void operator delete(void* room, std::size_t) noexcept { std::free(room); }
void operator delete[](void* room, std::size_t) noexcept { std::free(room); }

using namespace pathkernel;

namespace {

/// Outputs of every kind: per example, summed, and sums of what needs another sum first.
template <class S>
struct TwoPassProgram {
  Tape<S> tape;
  Var<S> w, x, each;
  std::vector<NodeId> outputs;

  TwoPassProgram() {
    w = input(tape, {3, 2}, rationals<S>(6, 1));
    x = example_input(tape, {2, 1}, rationals<S>(2, 5));
    each = sum(square(tanh(product(w, x))) / (1 + exp(sum(w))));
    const Var<S> total = sum_over_examples(each);
    const Var<S> d_total = gradient(total, {w}).front();
    // The deviation from the mean needs the mean: a second pass over the examples.
    const Var<S> deviation = sum_over_examples(square(each - total / 300));
    const Var<S> d_deviation = gradient(deviation, {w}).front();
    const Var<S> d_each = per_example_gradient(each, {w}).front();
    outputs = {each.id, total.id, d_total.id, deviation.id, d_deviation.id, d_each.id};
  }
};

template <class S>
std::vector<std::vector<S>> results(const TwoPassProgram<S>& program, std::size_t examples,
                                    std::size_t threads) {
  Replay<S> replay(program.tape, program.outputs, examples, threads);
  replay.set(program.x.id, rationals<S>(2 * examples, 3));
  replay.run();
  std::vector<std::vector<S>> all;
  for (const NodeId output : program.outputs) {
    const std::span<const S> entries = replay[output].entries();
    all.emplace_back(entries.begin(), entries.end());
  }
  return all;
}

/// The same, without chunks: recorded on all the examples.
template <class S>
std::vector<std::vector<S>> recorded_at_once(std::size_t examples) {
  Tape<S> tape(examples);
  const Var<S> w = input(tape, {3, 2}, rationals<S>(6, 1));
  const Var<S> x = example_input(tape, {2, 1}, rationals<S>(2 * examples, 3));
  const Var<S> each = sum(square(tanh(product(w, x))) / (1 + exp(sum(w))));
  const Var<S> total = sum_over_examples(each);
  const Var<S> deviation = sum_over_examples(square(each - total / 300));
  std::vector<std::vector<S>> all;
  for (const Var<S>& output :
       {each, total, gradient(total, {w}).front(), deviation, gradient(deviation, {w}).front(),
        per_example_gradient(each, {w}).front()}) {
    const std::span<const S> entries = output.block().entries();
    all.emplace_back(entries.begin(), entries.end());
  }
  return all;
}

}  // namespace

TEMPLATE_TEST_CASE("1, 2 and 7 threads give the same numbers, bit for bit", "[replay][threads]",
                   double, Real50) {
  const TwoPassProgram<TestType> program;
  for (const std::size_t examples : {1u, 7u, 33u, 64u, 129u, 1000u, 5003u}) {
    if (examples > 1000 && !std::is_same_v<TestType, double>) continue;
    INFO(examples << " examples");
    const auto alone = results(program, examples, 1);
    CHECK(results(program, examples, 2) == alone);
    CHECK(results(program, examples, 7) == alone);
  }

  SECTION("the control: other examples give other numbers") {
    CHECK(results(program, 1000, 2) != results(program, 999, 2));
  }
}

TEMPLATE_TEST_CASE("chunks change the order of additions, and nothing else", "[replay][threads]",
                   double, Real50) {
  using S = TestType;
  const TwoPassProgram<S> program;
  for (const std::size_t examples : {1u, 32u, 33u, 64u, 65u, 128u, 129u, 300u}) {
    INFO(examples << " examples");
    const auto in_chunks = results(program, examples, 1);
    const auto at_once = recorded_at_once<S>(examples);
    REQUIRE(in_chunks.size() == at_once.size());
    for (std::size_t output = 0; output < in_chunks.size(); ++output) {
      REQUIRE(in_chunks[output].size() == at_once[output].size());
      for (std::size_t i = 0; i < in_chunks[output].size(); ++i)
        CHECK(agreeing_digits(in_chunks[output][i], at_once[output][i]) >= all_digits<S> - 4);
    }
  }
}

TEST_CASE("a small batch has two chunks, a large one chunks of 128 lanes", "[replay][threads]") {
  CHECK(lanes_per_chunk<double>(1) == 1);
  CHECK(lanes_per_chunk<double>(32) == 32);
  CHECK(lanes_per_chunk<double>(64) == 32);
  CHECK(lanes_per_chunk<double>(65) == 64);
  CHECK(lanes_per_chunk<double>(256) == 128);
  CHECK(lanes_per_chunk<double>(60'000) == 128);
  CHECK(lanes_per_chunk<Real50>(5) == 5);
  CHECK(lanes_per_chunk<Real50>(64) == 8);
}

TEST_CASE("large sums of a small batch are the same for any number of threads",
          "[replay][threads]") {
  Tape<double> tape;
  const Var<double> w = input(tape, {110, 100}, rationals<double>(11'000, 1));
  const Var<double> x = example_input(tape, {100, 1}, rationals<double>(100, 5));
  const Var<double> y = sum_over_examples(sum(square(product(w, x))));
  const Var<double> dy_dw = gradient(y, {w}).front();  // 11,000 numbers: threads add the parts
  const auto on = [&](std::size_t threads) {
    Replay<double> replay(tape, std::array{dy_dw.id}, 70, threads);
    replay.set(x.id, rationals<double>(7'000, 3));
    replay.run();
    const std::span<const double> entries = replay[dy_dw.id].entries();
    return std::vector<double>(entries.begin(), entries.end());
  };
  const std::vector<double> alone = on(1);
  CHECK(on(2) == alone);
  CHECK(on(3) == alone);

  // The witness: dy/dw_rk = 2 Σ_e (Σ_j w_rj x_je) x_ke, in the row r = 109.
  const std::vector<double> x_values = rationals<double>(7'000, 3);
  const std::span<const double> row = w.block().entries().subspan(10'900);
  for (std::size_t k = 0; k < 100; ++k) {
    double expected = 0;
    for (std::size_t e = 0; e < 70; ++e) {
      double product_re = 0;
      for (std::size_t j = 0; j < 100; ++j) product_re += row[j] * x_values[j * 70 + e];
      expected += 2 * product_re * x_values[k * 70 + e];
    }
    CHECK(agreeing_digits(alone[10'900 + k], expected) >= all_digits<double> - 4);
  }
}

TEST_CASE("work between runs is shared out to the replay's threads, each part once",
          "[replay][threads]") {
  const TwoPassProgram<double> program;
  for (const std::size_t threads : {1u, 3u}) {
    Replay<double> replay(program.tape, program.outputs, 10, threads);
    std::vector<int> parts(100);
    replay.share_out(100, [&](std::size_t part, std::size_t) { ++parts[part]; });
    CHECK(std::ranges::count(parts, 1) == 100);
  }
}

TEST_CASE("a run allocates nothing, on one thread or on three", "[replay][threads]") {
  const TwoPassProgram<double> program;
  const std::vector<double> w = rationals<double>(6, 11);
  for (const std::size_t threads : {1u, 3u}) {
    Replay<double> replay(program.tape, program.outputs, 1000, threads);
    const std::size_t before_inputs = allocations;
    replay.set(program.x.id, rationals<double>(2000, 3));
    CHECK(allocations > before_inputs);  // the control: the vector just made is counted

    const std::size_t before = allocations;
    for (int run = 0; run < 3; ++run) {
      replay.set(program.w.id, w);
      replay.run();
    }
    const std::size_t after = allocations;
    CHECK(after == before);
  }
}

TEST_CASE("what one thread refuses reaches the caller, and the replay can go on",
          "[replay][threads]") {
  Tape<double> tape;
  const Var<double> x = example_input(tape, {}, std::array{double{1}});
  const Var<double> y = sum_over_examples(log(x));
  Replay<double> replay(tape, std::array{y.id}, 1000, 3);
  std::vector<double> values(1000, 1);

  values[700] = -2;
  replay.set(x.id, values);
  CHECK_THROWS_WITH(replay.run(), Catch::Contains("log of -2"));

  values[700] = 1;
  replay.set(x.id, values);
  CHECK_NOTHROW(replay.run());
  CHECK(*replay[y.id].data == 0);
}

TEST_CASE("blocks between instructions are kept for a chunk only, and can't be read",
          "[replay][threads]") {
  Tape<double> tape;
  const Var<double> x = example_input(tape, {}, std::array{double{1}});
  const Var<double> between = exp(x);
  const Var<double> y = sin(between);
  Replay<double> replay(tape, std::array{y.id}, 1);

  CHECK_THROWS_WITH(replay[between.id],
                    Catch::Contains("is not kept for all examples; name it among the outputs."));
  CHECK_NOTHROW(replay[y.id]);
}

TEST_CASE("an input can be written where it is read", "[replay]") {
  const TwoPassProgram<double> program;
  Replay<double> replay(program.tape, program.outputs);
  const std::span<double> w = replay.input(program.w.id);
  std::ranges::copy(rationals<double>(6, 11), w.begin());
  replay.run();

  Replay<double> other(program.tape, program.outputs);
  other.set(program.w.id, rationals<double>(6, 11));
  other.run();
  for (const NodeId output : program.outputs)
    CHECK(std::ranges::equal(replay[output].entries(), other[output].entries()));
  CHECK_THROWS_WITH(replay.input(program.each.id), Catch::Contains("is no input"));
}

TEST_CASE("a pool needs at least the caller's own thread", "[threads]") {
  CHECK_THROWS_WITH(ThreadPool(0), Catch::Contains("0 threads"));
  ThreadPool pool(3);
  std::vector<int> parts(100);
  pool.run(100, [&](std::size_t part, std::size_t) { ++parts[part]; });
  CHECK(std::ranges::count(parts, 1) == 100);  // each part once
}
