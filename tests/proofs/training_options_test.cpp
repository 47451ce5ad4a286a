/// @file training_options_test.cpp
/// Trainings that proofs/run can be asked for: regularized, in mini-batches, with momentum, by
/// finite steps; and paths that are kept.
#ifdef PATHKERNEL_PROOFS_PROGRAM

#include "tests/proofs/program.hpp"

using namespace pathkernel::tests;

namespace {

/// A path's file as it was before its last step: that begins where the path then ended.
std::string without_last_step(const std::string& whole) {
  const std::size_t step = whole.rfind("\nstep ") + 1, arrived = whole.find("\narrived ") + 1;
  std::istringstream words(whole.substr(step, arrived - step));
  std::string word, start, length, stretch, sides, w;
  words >> word >> start >> length >> stretch >> sides;
  for (int p = static_cast<int>(number_after(whole, "\ndimension ")); p > 0; --p) {
    words >> word;
    w += " " + word;
  }
  const std::size_t end = whole.find("\nend ") + 1;
  return whole.substr(0, end) + "end " + start +
         whole.substr(whole.find('\n', end), step - whole.find('\n', end)) + "arrived" + w +
         "\nwhole\n";
}

}  // namespace

TEST_CASE("an option that asks for a training decides the claims about it", "[proofs]") {
  const Folder folder;
  const auto decided = [&](const std::string& options) {
    const Finished run =
        proofs(folder, "--digits 16 --until 1/2 --model mlp:2 --query 60 " + options);
    INFO(run.out << run.err);
    CHECK(run.status == 0);
    return run.out;
  };

  SECTION("a regularizer, A15") {
    for (const char* regularizer : {"l2:1/10", "smooth-l1:1/5,1/2", "elastic:1/5,1/10,1/2"}) {
      const std::string out = decided("--regularizer " + std::string(regularizer));
      CHECK(verdict_of(out, "A15") == "holds");
      CHECK_THAT(out,
                 Catch::Contains("1 of 1 verdicts") && Catch::Contains("b = y_0 - ∫ ∇f·∇R dt"));
    }
  }
  SECTION("a schedule, A16") {
    const std::string out = decided("--schedule batch:8,period:1/4,seed:1");
    CHECK(verdict_of(out, "A16") == "holds");
    CHECK_THAT(out,
               Catch::Contains("1 of 1 verdicts") &&
                   Catch::Contains("mini-batches of 8, each held for 1/4, shuffled with seed 1") &&
                   Catch::Contains("K = ∫ I_i Θ_t(x, x_i) dt"));
  }
  SECTION("both, in one training") {
    const std::string out = decided("--regularizer l2:1/3 --schedule batch:5");
    CHECK(verdict_of(out, "A15") == "holds");
    CHECK(verdict_of(out, "A16") == "holds");
    CHECK_THAT(out, Catch::Contains("2 of 2 verdicts"));
    const std::string training = "steps of order";
    CHECK(out.find(training) == out.rfind(training));
  }
  SECTION("momentum, A18") {
    const std::string out = decided("--momentum 1,1/2");
    CHECK(verdict_of(out, "A18-data") == "holds");
    CHECK_THAT(out, Catch::Contains("1 of 1 verdicts") &&
                        Catch::Contains("heavy ball flow for T = 1/2, μ = 1, γ = 1/2"));
  }
  SECTION("momentum with both") {
    const std::string out = decided("--momentum 1/3,0 --regularizer l2:1/10 --schedule batch:5");
    CHECK(verdict_of(out, "A18-data") == "holds");
    CHECK_THAT(out, Catch::Contains("b = y_0 - ∫ A_s·∇R ds") &&
                        Catch::Contains("mini-batches of 5, each held for T/8"));
  }
}

TEST_CASE("finite steps are explained exactly, A22; also with batches and a regularizer",
          "[proofs]") {
  const Folder folder;

  const Finished run =
      proofs(folder,
             "--digits 16 --model mlp:2 --learning-rate 1/10 --steps 30 --schedule "
             "batch:8,seed:1 --regularizer l2:1/10");
  const Finished linear = proofs(folder, "--model linear --learning-rate 1/10 --steps 5");

  CHECK(run.status == 0);
  CHECK(verdict_of(run.out, "A22-data") == "holds");
  CHECK_THAT(run.out, Catch::Contains("30 steps") && Catch::Contains("b = y_0 - Σ ε G_s·∇R"));
  CHECK(linear.status == 0);
  CHECK(residual_of(linear.out, "A22-data") < 1e-45);
}

TEST_CASE("a mistake turns the verdicts about the trainings asked for", "[proofs]") {
  const Folder folder;
  for (const char* options : {"--until 1/2 --momentum 1,1/2", "--learning-rate 1/10 --steps 30"}) {
    const Finished run =
        proofs(folder, "--digits 16 --mistake --model mlp:2 " + std::string(options));
    INFO(run.out << run.err);
    CHECK(run.status == 0);
    CHECK_THAT(run.out, Catch::Contains("the verdict turned"));
  }
}

TEST_CASE("a checkpoint is gone on from, and refused by another training", "[proofs]") {
  const Folder folder;
  const std::string file = (folder.path / "path.txt").string();
  const std::string ask = "A3 --digits 16 --until 1/2 --model linear --checkpoint " + file;
  CHECK(proofs(folder, ask).status == 0);
  const std::string whole = contents(file);
  CHECK_THAT(whole, Catch::StartsWith("pathkernel path 1") && Catch::Contains("gradient flow"));

  SECTION("a path that ends early is completed, by what is lacking and no more") {
    (void)folder.file("path.txt", without_last_step(whole));
    CHECK(proofs(folder, ask).status == 0);
    const std::string completed = contents(file);
    const std::string count = "right_hand_sides ", arrived = "\narrived ";
    CHECK(number_after(completed, count) == number_after(whole, count) + 1);
    CHECK(completed.substr(completed.find(arrived)) == whole.substr(whole.find(arrived)));
  }
  SECTION("a heavy ball's path is kept too, but not in the same file") {
    const std::string other = (folder.path / "ball.txt").string();
    const std::string ball = "--digits 16 --until 1/2 --model linear --momentum 1,1 --checkpoint ";
    CHECK(proofs(folder, ball + other).status == 0);
    CHECK_THAT(contents(other), Catch::Contains("momentum flow"));
    CHECK(proofs(folder, ball + file).status == 2);
  }
  SECTION("another training refuses it before any work") {
    const Finished other = proofs(folder, ask + " --loss squared");
    CHECK(other.status == 2);
    CHECK(other.out.empty());
    CHECK_THAT(other.err, Catch::Contains("path.txt") && Catch::Contains("Remove it"));
    CHECK(contents(file) == whole);
  }
}

#endif
