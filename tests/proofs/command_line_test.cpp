/// @file command_line_test.cpp
/// What proofs/run can be told: models, losses and data of all kinds, and what it refuses.
#ifdef PATHKERNEL_PROOFS_PROGRAM

#include "tests/proofs/program.hpp"

using namespace pathkernel::tests;

namespace {

/// Six flowers: two features, a number and one of three words each.
std::string flowers(const Folder& folder) {
  return folder.file("flowers.csv",
                     "length,width,mass,kind\n"
                     "1,2,5,rose\n2,1,4,lily\n3,5,9,iris\n4,3,8,rose\n5,5,11,iris\n6,1,7,lily\n");
}

}  // namespace

TEST_CASE("a target of three words trains a softmax, and tells the classes apart", "[proofs]") {
  const Folder folder;
  const std::string json = (folder.path / "decided.json").string();

  const Finished run =
      proofs(folder, "--digits 16 --until 1/2 --model linear --target kind --data " +
                         flowers(folder) + " --query 1,2,5 --json " + json);

  INFO(run.out << run.err);
  CHECK(run.status == 0);
  for (const char* part :
       {"kind (iris, lily, rose)", "softmax cross-entropy", "(1, 2, 5), class rose (predicted)",
        "(1, 2, 5), class iris ", "Who speaks for the prediction at (1, 2, 5), class rose",
        "the logit of a class of kind"})
    CHECK_THAT(run.out, Catch::Contains(part));
  CHECK_THAT(contents(json), Catch::Contains("linear model 3-3 at (1, 2, 5), class lily"));
  SECTION("and one of them against the rest is a label") {
    const Finished one = proofs(folder, "A3 --digits 16 --until 1/2 --model linear --target kind " +
                                            ("--positive lily --data " + flowers(folder)));
    CHECK(one.status == 0);
    CHECK_THAT(one.out, Catch::Contains("(1: lily, 0: iris, rose)") && Catch::Contains("logistic"));
  }
}

TEST_CASE("every model keeps Theorem 1, with one output and with three", "[proofs]") {
  const Folder folder;
  for (const char* model : {"linear", "mlp:2", "ntk:2", "polynomial:2", "rbf:2", "perceptron",
                            "convolution:2,2", "attention:2,2", "transformer:1,2,2"})
    for (const char* target : {"kind", "mass"}) {
      const Finished run =
          proofs(folder, "A3 A6 --digits 16 --until 1/10 --model " + std::string(model) +
                             " --target " + target + " --data " + flowers(folder));
      INFO(run.out << run.err);
      CHECK(run.status == 0);
      CHECK_THAT(run.out, Catch::Contains("2 of 2 verdicts as expected"));
    }
}

TEST_CASE("a density is learned without a target", "[proofs]") {
  const Folder folder;
  const std::string file = folder.file("places.csv", "x,y\n1,2\n2,2.5\n5,1\n6,1\n");

  const Finished log_density = proofs(folder, "A3 A4 --digits 16 --until 1/10 --model mixture:2");
  const Finished density =
      proofs(folder, "A3 A4 --digits 16 --until 1/10 --model density:2 --data " + file);
  const Finished by_loss = proofs(folder, "A3 --digits 16 --until 1/10 --loss likelihood");

  CHECK(log_density.status == 0);
  CHECK_THAT(log_density.out,
             Catch::Contains("23 examples, temperature\n") && Catch::Contains("y is ln p(x)"));
  CHECK(density.status == 0);
  CHECK_THAT(density.out, Catch::Contains("x, y\n") && Catch::Contains("y is p(x)"));
  CHECK(by_loss.status == 0);
  CHECK_THAT(by_loss.out, Catch::Contains("mixture of 2 Gaussians"));
}

TEST_CASE("every loss keeps Theorem 1", "[proofs]") {
  const Folder folder;
  const auto holds = [&](const std::string& loss, const std::string& target) {
    const Finished run = proofs(folder, "A3 --digits 16 --until 1/10 --model mlp:2 --loss " + loss +
                                            " --target " + target + " --data " + flowers(folder));
    INFO(run.out << run.err);
    CHECK(run.status == 0);
    return run.out;
  };

  CHECK_THAT(holds("squared", "mass"), Catch::Contains("target standardised"));
  CHECK_THAT(holds("squared", "kind"), Catch::Contains("class iris"));
  CHECK_THAT(holds("softmax", "mass"), Catch::Contains("class 11"));
  CHECK_THAT(holds("pseudo-huber:1/2", "mass"), Catch::Contains("pseudo-Huber of width 1/2"));
  CHECK_THAT(holds("logistic", "kind --positive iris"), Catch::Contains("log-odds of kind = iris"));
  CHECK_THAT(holds("smooth-hinge:3 --positive iris", "kind"), Catch::Contains("a score, above 0"));
}

TEST_CASE("--top says how many contributions are listed", "[proofs]") {
  const Folder folder;

  const Finished two = proofs(folder, "A6 --digits 16 --until 1/10 --model linear --top 2");
  const Finished all = proofs(folder, "A6 --digits 16 --until 1/10 --model linear --top 99");

  CHECK_THAT(two.out, Catch::Contains("21 others"));
  CHECK_THAT(all.out, !Catch::Contains("others"));
}

TEST_CASE("rows with missing cells are named and refused, or dropped and counted", "[proofs]") {
  const Folder folder;
  const std::string file = folder.file("gaps.csv", "x,y\n1,2\n,3\n2,4\n3,NA\n4,3\n5,?\n7,5\n");
  const std::string ask = "A3 --digits 16 --model linear --target y --data " + file;

  const Finished dropped = proofs(folder, ask + " --drop-missing");

  check_refused(folder, {ask, {"gaps.csv", "3 rows, lines 3, 5, 7", "--drop-missing"}});
  CHECK(dropped.status == 0);
  CHECK_THAT(dropped.out, Catch::Contains("dropped  3 rows with missing cells: lines 3, 5, 7") &&
                              Catch::Contains("4 examples"));
}

TEST_CASE("an unknown claim is answered with the nearest ones", "[proofs]") {
  const Folder folder;
  check_refused(folder, {"A33", {"claim \"A33\"", "the nearest", "A3", "--list"}});
  check_refused(folder, {"A3x", {"the nearest", "A3"}});
  check_refused(folder, {"A18data", {"A18-data"}});
}

TEST_CASE("what is not possible, or does not go together, is refused with a sentence", "[proofs]") {
  const Folder folder;
  const std::string data = " --data " + flowers(folder) + " --target ";
  const std::string file = (folder.path / "path.txt").string();
  const std::vector<Refusal> refusals{
      {"--model mlp", {"\"mlp\"", "mlp:H1,H2,..."}},
      {"--model mlp:0", {"\"0\"", "1 to 10000"}},
      {"--model mlp:2,x", {"\"x\"", "whole number"}},
      {"--model linear:2", {"\"linear:2\""}},
      {"--model convolution:2,3", {"window of 3 on 1 feature"}},
      {"--model attention:2,3", {"2 heads of a width of 3"}},
      {"--model polynomial:10000", {"degree of 100 at most"}},
      {"--model mlp:10000,10000", {"parameters", "1000000 at most"}},
      {"--model linear --activation sin", {"--activation has no part in --model linear"}},
      {"--model linear --loss likelihood", {"--loss likelihood is of a density", "mixture"}},
      {"--model mixture:2 --loss squared", {"--loss squared of a density", "no target"}},
      {"--model mixture:2" + data + "mass", {"--target of a density"}},
      {"--loss pseudo-huber", {"\"pseudo-huber\"", "pseudo-huber:DELTA"}},
      {"--loss pseudo-huber:0", {"a width above 0"}},
      {"--loss logistic" + data + "kind", {"3 values", "--positive NAME"}},
      {"--loss softmax --positive iris" + data + "kind", {"positive value", "classes"}},
      {"--regularizer l1:1", {"\"l1:1\"", "smooth-l1:LAMBDA,DELTA"}},
      {"--regularizer l2:0", {"a weight above 0"}},
      {"--regularizer l2:x", {"\"x\"", "7/20"}},
      {"--schedule 8", {"\"8\"", "batch:B"}},
      {"--schedule period:1", {"batch:B"}},
      {"--schedule batch:23", {"\"23\"", "1 to 22"}},
      {"--schedule batch:8,period:0", {"a time above 0"}},
      {"--schedule batch:8,period:1e-30", {"more than 100000 batches"}},
      {"--schedule batch:8,seed:-1", {"\"-1\"", "whole number"}},
      {"--momentum 1", {"found 1 number", "MU,GAMMA"}},
      {"--momentum 0,1", {"a mass above 0"}},
      {"--momentum 1,-1", {"a friction of -1"}},
      {"--learning-rate 1/10", {"--steps"}},
      {"--steps 10", {"--learning-rate"}},
      {"--learning-rate 0 --steps 10", {"a rate above 0"}},
      {"--learning-rate 1 --steps 0", {"\"0\"", "whole number"}},
      {"--learning-rate 1 --steps 9 --until 1", {"--until is the time of a flow"}},
      {"--learning-rate 1 --steps 9 --momentum 1,1", {"give one of them"}},
      {"--learning-rate 1 --steps 9 --schedule batch:8,period:1", {"a period is of a flow's"}},
      {"--learning-rate 1 --steps 9 --model linear --checkpoint " + file, {"path of a flow"}},
      {"--checkpoint " + file, {"name its model with --model"}},
      {"--model linear --checkpoint " + (folder.path / "no" / "x").string(), {"--checkpoint"}},
      {"A15 --model linear --checkpoint " + file, {"--checkpoint", "none of these claims"}},
      {"A3 --momentum 1,1", {"--momentum has no part in A3", "A18-data"}},
      {"A18-data", {"A18-data", "--momentum MU,GAMMA"}},
      {"A22-data", {"--learning-rate R --steps N"}},
      {"A3 --all", {"give one of them"}},
      {"--top 0", {"\"0\"", "whole number"}},
  };

  for (const Refusal& refusal : refusals) check_refused(folder, refusal);
  CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("--help lists models, losses, regularizers and schedules", "[proofs]") {
  const Folder folder;

  const std::string help = proofs(folder, "--help").out;

  for (const char* part :
       {"transformer:HEADS,WIDTH,HIDDEN", "smooth-hinge:SHARPNESS", "elastic:LAMBDA1,LAMBDA2,DELTA",
        "batch:B[,period:P][,seed:N]", "--drop-missing", "--checkpoint", "--top", "--momentum",
        "--learning-rate", "--steps"})
    CHECK_THAT(help, Catch::Contains(part));
}

#endif
