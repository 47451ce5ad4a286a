/// @file learn_test.cpp
/// Learning as a whole: what it does against sums by hand, why it stops, and that the same call
/// gives the same w.
#include "nn/learning/learn.hpp"

#include "nn/layers/linear.hpp"
#include "nn/learning/adam.hpp"
#include "nn/learning/gradient_descent.hpp"
#include "nn/learning/line_search.hpp"
#include "nn/learning/momentum.hpp"
#include "nn/learning/progress_line.hpp"
#include "nn/models/mlp.hpp"
#include "tests/catch.hpp"
#include "tests/nn/made_examples.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

/// f_w(x) = w x, for L = Σ (w x_i - y_i)²/2, a quadratic in w with a = Σ x_i².
inline auto slope_model() {
  return RecordedModel{{{"w", {1, 1}}}, [](auto w, auto x) { return w[0] * x; }};
}

/// x = 1, 1 and y = 0: L = w².
template <class S>
Examples<S> two_zeros() {
  return made_examples<S>(1, {S(1), S(1)}, {S(0), S(0)});
}

/// Twelve examples, which a small network can follow.
template <class S>
Examples<S> twelve() {
  return made_examples<S>(1, rationals<S>(12), rationals<S>(12, 4));
}

}  // namespace

TEMPLATE_TEST_CASE("learning is (1 - εa)^k w_0 with a a sum over the examples", "[learn]", double,
                   Real50) {
  using S = TestType;
  const Learning<S> learning =
      learn(slope_model(), SquaredLoss{}, two_zeros<S>(), std::vector<S>{S(1)},
            GradientDescent<S>{S(1) / 4}, {.steps = 10});  // a = 2: halved in every step

  CHECK(learning.w()[0] == S(1) / 1024);
  CHECK(learning.state.steps == 10);
  CHECK(learning.reason == StopReason::steps_made);
  CHECK(learning.whole());
  REQUIRE(learning.losses.size() == 11);  // one before each step, and one after the last
  CHECK(learning.losses[0] == 1);
  CHECK(learning.losses[3] == S(1) / 64);
  CHECK(learning.epoch_losses == learning.losses);  // one batch an epoch
}

TEMPLATE_TEST_CASE("stochastic gradient descent steps along its batches' sums", "[learn]", double,
                   Real50) {
  using S = TestType;
  const Examples<S> data = twelve<S>();
  const S rate = S(1) / 7, lambda = S(1) / 3;
  const std::size_t steps = 9;
  for (const BatchSchedule& schedule :
       {BatchSchedule::fixed(12, {3, 3, 8}), BatchSchedule::cyclic(12, 5),
        BatchSchedule::shuffled(12, 5, 1), BatchSchedule::with_replacement(12, 5, 1)}) {
    S w = S(1) / 2;
    std::vector<S> losses;
    for (std::size_t k = 0; k <= steps; ++k) {
      S loss = lambda * w * w / 2, slope = lambda * w;
      for (const std::size_t i : schedule.batch(k)) {
        const S residual = w * data.x[i] - data.y[i];
        loss += residual * residual / 2;
        slope += residual * data.x[i];
      }
      losses.push_back(loss);
      if (k < steps) w -= rate * slope;
    }

    const Learning<S> learning = learn(
        slope_model(), SquaredLoss{}, data, std::vector<S>{S(1) / 2}, GradientDescent<S>{rate},
        {.schedule = schedule, .steps = steps, .regularizer = L2<S>{lambda}});

    CHECK(agreeing_digits(learning.w()[0], w, S(1)) >= all_digits<S> - 1);
    for (std::size_t k = 0; k <= steps; ++k)
      CHECK(agreeing_digits(learning.losses[k], losses[k], S(1)) >= all_digits<S> - 1);
    const std::size_t epoch = schedule.batches_per_epoch();
    REQUIRE(learning.epoch_losses.size() == (steps + 1) / epoch);
    if (epoch == 3)
      CHECK(learning.epoch_losses[1] ==
            learning.losses[3] + learning.losses[4] + learning.losses[5]);
  }
}

TEMPLATE_TEST_CASE("a learning that is gone on from its state is the same as in one go", "[learn]",
                   double, Real50) {
  using S = TestType;
  const Mlp model{{1, 3, 1}};
  const std::vector<S> start = rationals<S>(parameter_count(model.parameters()));
  const Examples<S> data = twelve<S>();
  const auto check = [&](const auto& method) {
    const auto run = [&](LearningState<S> from, std::size_t steps) {
      return learn(model, SquaredLoss{}, data, std::move(from), method,
                   {.schedule = BatchSchedule::shuffled(12, 5, 3), .steps = steps});
    };
    const Learning<S> whole = run(start, 14), half = run(start, 7), rest = run(half.state, 7);
    CHECK(rest.state == whole.state);  // bitwise
    CHECK(rest.losses.front() == half.losses.back());
    CHECK(rest.losses.back() == whole.losses.back());
    CHECK(half.w() != whole.w());
  };
  check(GradientDescent<S>{S(1) / 50});
  check(Nesterov<S>{S(1) / 100});
  check(AdamW<S>{});
  check(LineSearch<S>{});
}

TEST_CASE("threads do not show in what is learned", "[learn]") {
  Examples<double> data{400, 1, {}, {}, 1};
  for (int i = 0; i < 400; ++i) data.x.push_back(std::sin(i)), data.y.push_back(std::cos(i));
  const Mlp model{{1, 4, 1}};
  const auto learned = [&](std::size_t threads) {
    return learn(
        model, SquaredLoss{}, data, rationals<double>(parameter_count(model.parameters())),
        Adam<double>{},
        {.schedule = BatchSchedule::shuffled(400, 300, 1), .steps = 20, .threads = threads});
  };
  const Learning<double> one = learned(1), two = learned(2);

  CHECK(one.state == two.state);
  CHECK(one.losses == two.losses);
}

TEST_CASE("learning stops for the reason that was given, and says which", "[learn]") {
  const auto learned = [](LearningOptions<double> options, double rate = 0.25) {
    return learn(slope_model(), SquaredLoss{}, two_zeros<double>(), std::vector<double>{1},
                 GradientDescent<double>{rate}, options);  // w_k = 2^-k, L = w², ∇L = 2 w
  };

  const Learning<double> gradient = learned({.gradient_below = 0.1});
  CHECK(gradient.reason == StopReason::small_gradient);
  CHECK(gradient.state.steps == 5);  // 2/32 < 0.1

  const Learning<double> loss = learned({.loss_below = 0.1});
  CHECK(loss.reason == StopReason::small_loss);
  CHECK(loss.state.steps == 2);  // 1/16 < 0.1

  const Learning<double> still = learned({.patience = 4}, 1);  // w changes sign, and L stays
  CHECK(still.reason == StopReason::no_improvement);
  CHECK(still.state.steps == 4);

  const Observer<double> until_three = [](const auto& view) { return view.step < 3; };
  const Learning<double> watched = learned({.observers = {until_three}});
  CHECK(watched.reason == StopReason::observer);
  CHECK(watched.w() == std::vector<double>{0.125});  // what was reached is kept
  CHECK(watched.losses.size() == 4);
}

TEST_CASE("an observer sees the start and every step, with its loss, its batch and its gradient",
          "[learn]") {
  std::vector<std::size_t> steps, batches;
  std::vector<double> losses, w, gradients;
  const Observer<double> record = [&](const LearningView<double>& view) {
    steps.push_back(view.step);
    losses.push_back(view.loss);
    w.push_back(view.w[0]);
    gradients.push_back(view.gradient[0]);
    batches.push_back(view.batch[0]);
    return view.last == 2;
  };
  const Learning<double> learning =
      learn(slope_model(), SquaredLoss{}, two_zeros<double>(), std::vector<double>{1},
            GradientDescent<double>{0.5},
            {.schedule = BatchSchedule::cyclic(2, 1), .steps = 2, .observers = {record, record}});

  CHECK(steps == std::vector<std::size_t>{0, 0, 1, 1, 2, 2});
  CHECK(batches == std::vector<std::size_t>{0, 0, 1, 1, 0, 0});
  CHECK(w == std::vector<double>{1, 1, 0.5, 0.5, 0.25, 0.25});
  CHECK(gradients == w);
  CHECK(losses[2] == learning.losses[1]);

  SECTION("and what it throws goes through, even if it is a domain_error") {
    const Observer<double> angry = [](const auto&) -> bool { throw std::domain_error("mine"); };
    CHECK_THROWS_WITH(learn_as_far_as_possible(slope_model(), SquaredLoss{}, two_zeros<double>(),
                                               std::vector<double>{1}, GradientDescent<double>{0.5},
                                               {.observers = {angry}}),
                      "mine");
  }
}

TEMPLATE_TEST_CASE("a rate beyond 2/a is named as too large, with the losses", "[learn]", double,
                   Real50) {
  using S = TestType;
  const auto learned = [](const S& rate, LearningOptions<S> options = {}) {
    return learn_as_far_as_possible(slope_model(), SquaredLoss{}, two_zeros<S>(),
                                    std::vector<S>{S(1)}, GradientDescent<S>{rate}, options);
  };

  const Learning<S> diverged = learned(S(3) / 2);  // 1 - εa = -2: L grows by 4 a step

  CHECK(diverged.reason == StopReason::failure);
  CHECK(diverged.failure ==
        "nn: the loss grew 16 x in 2 steps, from 1 at step 0 to 16 at step 2; halve the learning "
        "rate.");
  CHECK(diverged.w() == std::vector<S>{S(4)});  // where it was noticed
  CHECK(diverged.losses == std::vector<S>{S(1), S(4), S(16)});
  CHECK_THROWS_AS(learn(slope_model(), SquaredLoss{}, two_zeros<S>(), std::vector<S>{S(1)},
                        GradientDescent<S>{S(3) / 2}),
                  std::domain_error);

  CHECK(learned(S(101) / 100).reason == StopReason::failure);  // slowly, but beyond 2/a = 1
  CHECK(learned(S(99) / 100).whole());                         // the control
  CHECK(learned(S(3) / 2, {.steps = 2, .largest_growth = S(20)}).whole());  // if it is allowed to
}

TEST_CASE("of mini-batches the epochs' sums are compared, and no alarm is false", "[learn]") {
  // Two examples that no w fits, taken in turn: the losses go up and down by far more than 10 x.
  const Examples<double> data = made_examples<double>(1, {1, 1}, {0, 1});
  const auto learned = [&](double rate) {
    return learn_as_far_as_possible(slope_model(), SquaredLoss{}, data, std::vector<double>{0.5},
                                    GradientDescent<double>{rate},
                                    {.schedule = BatchSchedule::cyclic(2, 1), .steps = 400});
  };

  const Learning<double> steady = learned(0.875);
  const auto [least, most] = std::ranges::minmax(steady.losses);
  CHECK(most > 3 * least);
  CHECK(steady.whole());
  CHECK_THAT(learned(2.25).failure, Catch::Contains("the loss of an epoch grew"));

  SECTION("nor of a loss that is tiny, and noisy") {
    LossWatch<double> watch(1, 10);
    watch.note(0, 1);
    watch.note(1, 1e-20);
    CHECK_NOTHROW(watch.note(2, 0.5));  // 5e19 x, yet below the first
    CHECK_THROWS_WITH(watch.note(3, 2), Catch::Contains("from 1e-20 at step 1 to 2 at step 3"));
  }
  SECTION("nor of draws with replacement, whose epochs differ in what is in them") {
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
      const LearningOptions<double> options{.schedule = BatchSchedule::with_replacement(2, 1, seed),
                                            .steps = 400};
      CHECK(learn(slope_model(), SquaredLoss{}, data, std::vector<double>{0.5},
                  GradientDescent<double>{0.875}, options)
                .whole());
    }
  }
  SECTION("nor of one that is negative") {
    LossWatch<double> watch(1, 10);
    for (const double loss : {-5, -100, 3, -1, 40}) CHECK_NOTHROW(watch.note(0, loss));
  }
  SECTION("nor of an epoch whose beginning was not seen") {
    LossWatch<double> watch(2, 10);
    watch.note(1, 1e-3);
    watch.note(2, 1);
    watch.note(3, 1);
    CHECK(watch.epochs() == std::vector<double>{2});
  }
}

TEST_CASE("a rate that is spent ends the learning, and nothing is lost", "[learn]") {
  const LearningRate<double> falling([](std::size_t k) { return 0.25 - 0.0625 * double(k); });
  const auto learned = learn_as_far_as_possible(slope_model(), SquaredLoss{}, two_zeros<double>(),
                                                std::vector<double>{1},
                                                GradientDescent<double>{falling}, {.steps = 9});

  CHECK(learned.reason == StopReason::failure);
  CHECK(learned.failure ==
        "nn: no step 4: nn: a learning rate of 0 at step 4; it must be above 0, and finite.");
  CHECK(learned.state.steps == 4);
  CHECK(learned.losses.size() == 5);

  const AdamW<double> growing{
      {.learning_rate = LearningRate<double>([](std::size_t k) { return k < 3 ? 0.5 : 4; })}, 0.25};
  CHECK_THROWS_WITH(
      learn(slope_model(), SquaredLoss{}, two_zeros<double>(), std::vector<double>{1}, growing),
      "nn: no step 3: nn: a decay of 0.25 at a learning rate of 4 in step 3; the product of both "
      "must stay below 1.");
}

TEST_CASE("a loss that is not finite ends the learning by name", "[learn]") {
  const auto learned = [](double start, double rate) {
    return learn_as_far_as_possible(slope_model(), SquaredLoss{}, two_zeros<double>(),
                                    std::vector<double>{start}, GradientDescent<double>{rate});
  };
  CHECK(learned(1e200, 0.1).failure ==
        "nn: the loss is inf at step 0, where learning begins; begin with other parameters.");
  CHECK(learned(1, 1e200).failure ==
        "nn: the loss is inf at step 1, after 1 the step before; halve the learning rate.");

  SECTION("and so does one that is not defined") {
    const RecordedModel root{{{"w", {1, 1}}}, [](auto w, auto) { return sqrt(w[0]); }};
    const Learning<double> learning =
        learn_as_far_as_possible(root, SquaredLoss{}, made_examples<double>(1, {0}, {0}),
                                 std::vector<double>{0.25}, GradientDescent<double>{1});
    CHECK_THAT(learning.failure, Catch::Contains("sqrt of -0.25"));
    CHECK(learning.state.steps == 1);
  }
}

TEST_CASE("a patience that an epoch outlasts, and a model with nothing to learn, are refused",
          "[learn]") {
  const auto learned = [](const auto& model, std::vector<double> w, std::size_t patience) {
    return learn(model, SquaredLoss{}, twelve<double>(), std::move(w),
                 GradientDescent<double>{0.01},
                 {.schedule = BatchSchedule::cyclic(12, 5), .steps = 6, .patience = patience});
  };
  CHECK_THROWS_WITH(
      learned(slope_model(), {1}, 2),
      "nn: a patience of 2 steps, where an epoch has 3; it must be at least as many.");
  CHECK_NOTHROW(learned(slope_model(), {1}, 3));  // the control
  CHECK_THROWS_WITH(learned(RecordedModel{{}, [](auto, auto x) { return x; }}, {}, 3),
                    "nn: a model without parameters; it can't learn.");
}

TEST_CASE("what can't be learned is refused before any work", "[learn]") {
  const Examples<double> data = two_zeros<double>();
  std::size_t observed = 0;
  const Observer<double> count = [&](const auto&) { return ++observed > 0; };
  const auto learned = [&](const Examples<double>& examples, const std::vector<double>& w,
                           double rate, LearningOptions<double> options = {}) {
    options.observers = {count};
    (void)learn(slope_model(), SquaredLoss{}, examples, w, GradientDescent<double>{rate}, options);
  };

  CHECK_THROWS_WITH(learned(made_examples<double>(1, {}, {}), {1}, 1),
                    "data: no examples; at least 1 is needed.");
  CHECK_THROWS_WITH(learned(data, {1, 2}, 1), "nn: 2 parameters for a model of 1.");
  CHECK_THROWS_WITH(learned(data, {std::nan("")}, 1), "nn: the start's parameter 0 is nan.");
  CHECK_THROWS_WITH(learned(data, {1}, 0), Catch::Contains("a learning rate of 0"));
  CHECK_THROWS_WITH(learned(data, {1}, 1, {.steps = 0}),
                    "nn: learning for 0 steps; it takes at least 1.");
  CHECK_THROWS_WITH(learned(data, {1}, 1, {.schedule = BatchSchedule::cyclic(5, 2)}),
                    "nn: a schedule of 5 examples for data of 2.");
  CHECK_THROWS_WITH(learned(data, {1}, 1, {.threads = 0}), Catch::Contains("0 threads"));
  CHECK_THROWS_WITH(learned(data, {1}, 1, {.gradient_below = 0}),
                    "nn: learning until a gradient is below 0, which none is; it must be above 0.");
  CHECK_THROWS_WITH(learned(data, {1}, 1, {.patience = 0}),
                    "nn: a patience of 0 steps; it must be at least 1.");
  CHECK_THROWS_WITH(learned(data, {1}, 1, {.largest_growth = 1}),
                    "nn: a largest growth of 1; it must be above 1.");
  CHECK_THROWS_WITH(learn(slope_model(), LogisticLoss{}, made_examples<double>(1, {1}, {2}),
                          std::vector<double>{1}, GradientDescent<double>{1}),
                    Catch::Contains("logistic loss of example 0, whose target is 2"));
  CHECK(observed == 0);
  CHECK_NOTHROW(learned(data, {1}, 0.25, {.steps = 1}));  // the control
  CHECK(observed == 2);
}

TEST_CASE("a progress line is written over, and only where it was asked for", "[learn]") {
  std::ostringstream out;
  const auto learned = [&](double seconds) {
    out.str("");
    ProgressLine line(out, seconds);
    (void)learn(slope_model(), SquaredLoss{}, two_zeros<double>(), std::vector<double>{1},
                GradientDescent<double>{0.5}, {.steps = 2, .observers = {std::ref(line)}});
  };
  learned(0);
  CHECK(out.str() ==
        "\rstep 0 of 2, loss 1"
        "\rstep 1 of 2, loss 0"
        "\rstep 2 of 2, loss 0\n");
  learned(3600);  // the first and the last, however quick the steps are
  CHECK(out.str() == "\rstep 0 of 2, loss 1\rstep 2 of 2, loss 0\n");

  SECTION("and a shorter text leaves nothing of a longer one") {
    out.str("");
    {
      ProgressLine line(out, 0);
      const double long_loss = 0.125, short_loss = 0;
      line(LearningView<double>{0, 2, {}, long_loss, {}, {}});
      line(LearningView<double>{1, 2, {}, short_loss, {}, {}});
    }
    CHECK(out.str() == "\rstep 0 of 2, loss 0.125\rstep 1 of 2, loss 0    \n");
  }
}
