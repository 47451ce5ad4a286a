/// @file program_test.cpp
/// The program behind proofs/run, run as its users run it: verdicts, JSON, refusals, exit statuses.
#ifdef PATHKERNEL_PROOFS_PROGRAM

#include "tests/proofs/program.hpp"

using namespace pathkernel::tests;

TEST_CASE("the O-ring story is decided as expected in double", "[proofs]") {
  const Folder folder;
  const std::string json = (folder.path / "decided.json").string();

  const Finished run = proofs(folder, "--digits 16 --json " + json);

  CHECK(run.status == 0);
  CHECK(run.err.empty());  // no terminal, no progress
  for (const char* id : {"A2", "A3", "A6", "A15", "A16"})
    CHECK_THAT(row(run.out, id), Catch::StartsWith("holds "));
  CHECK_THAT(row(run.out, "A4"), Catch::StartsWith("holds-under-condition "));
  for (const char* part : {"Who speaks for the prediction at 31 °F", "6 of 6 verdicts as expected"})
    CHECK_THAT(run.out, Catch::Contains(part));
  const std::string text = contents(json);
  for (const char* part : {"\"schema\": 1", "\"digits\": 16", "\"as_expected\": true",
                           "\"id\": \"A16\"", "\"verdict\": \"holds-under-condition\"",
                           "without its loudest example", "on the flow of 1.001 L"})
    CHECK_THAT(text, Catch::Contains(part));
  CHECK_THAT(run.out, Catch::Contains("; no average where Θ_t changes sign: a = "));
  CHECK(number_after(run.out, "shows order ") > 4.5);                  // of 5, restarted
  CHECK(number_after(run.out, "if it restarts at switches, ") < 1.1);  // stepping across
  const auto files = std::filesystem::directory_iterator(folder.path);
  CHECK(std::distance(begin(files), end(files)) == 3);  // out, err, the JSON; nothing half written
}

TEST_CASE("one claim can be decided alone, to 50 digits", "[proofs]") {
  const Folder folder;

  const Finished run = proofs(folder, "a6 --model linear --digits 50");

  CHECK(run.status == 0);
  CHECK_THAT(run.out, Catch::Contains("1 of 1 verdicts as expected"));
  CHECK_THAT(run.out, Catch::Contains("60 digits"));
}

TEST_CASE("Theorem 1 leaves less than 1e-45 at 50 digits, less than 1e-95 at 100", "[proofs]") {
  const Folder folder;

  const Finished at_50 = proofs(folder, "A3 --model mlp:2 --until 1/2");
  const Finished at_100 = proofs(folder, "A3 --model mlp:2 --until 1/10 --digits 100");

  CHECK(at_50.status == 0);
  CHECK(number_after(row(at_50.out, "A3"), "holds") < 1e-45);  // the table's next column
  CHECK(at_100.status == 0);
  CHECK_THAT(at_100.out, Catch::Contains("120 digits"));
  CHECK(number_after(row(at_100.out, "A3"), "holds") < 1e-95);
}

TEST_CASE("what cannot be computed is inconclusive, and exit status 1", "[proofs]") {
  const Folder folder;

  const Finished far = proofs(folder, "A3 --digits 16 --model mlp:4 --query 1e6");
  const Finished endless = proofs(folder, "A3 --digits 16 --model linear --until 1e9");

  CHECK(far.status == 1);
  CHECK_THAT(far.out, Catch::Contains("inconclusive"));
  CHECK(endless.status == 1);
  CHECK_THAT(endless.out, Catch::Contains("inconclusive") &&
                              Catch::Contains("shorten the time", Catch::CaseSensitive::No));
  CHECK_THAT(endless.out, Catch::Contains("0 of 1 verdicts as expected"));
}

TEST_CASE("data on which a check is delicate get no false verdict", "[proofs]") {
  const Folder folder;
  const std::string points = folder.file("points.csv", "x,y\n1,2\n2,3\n3,5\n4,4\n5,1\n");
  const std::string exact =  // more features than examples: fitted exactly, and every S_i dies away
      folder.file("exact.csv", "a,b,c,d,y\n1,2,0,5,3\n2,1,4,1,1\n4,0,1,2,7\n");
  const std::string latin = folder.file("latin.csv", "temp\xe9,y\n1,2\n2,3\n3,5\n4,4\n");
  const std::string json = (folder.path / "decided.json").string();

  CHECK(proofs(folder, "--digits 16 --target y --data " + points).status == 0);
  CHECK(proofs(folder, "--digits 16 --target y --data " + exact).status == 0);
  CHECK(proofs(folder, "--digits 16 --target y --data " + latin + " --json " + json).status == 0);
  CHECK_THAT(contents(json), Catch::Contains("temp\\ufffd"));
  CHECK(proofs(folder, "--digits 16 --loss squared").status == 0);
  CHECK(proofs(folder, "--digits 16 --until 1/1000").status == 0);
  CHECK(proofs(folder, "--digits 16 --query 31 --query 31.0 --query 62/2").status == 0);
}

TEST_CASE("output that cannot be written is an error", "[proofs]") {
  const int status = std::system(PATHKERNEL_PROOFS_PROGRAM " --list >/dev/full 2>/dev/null");

  CHECK(WEXITSTATUS(status) == 1);
}

TEST_CASE("a file that is no regular file is not written over", "[proofs]") {
  const Folder folder;
  const std::string link = (folder.path / "link").string();
  std::filesystem::create_symlink("/dev/null", link);

  const Finished run = proofs(folder, "A6 --digits 16 --model linear --json " + link);

  CHECK(run.status == 2);
  CHECK_THAT(run.err, Catch::Contains("no file can be written there"));
  CHECK(std::filesystem::is_character_file("/dev/null"));
}

TEST_CASE("a query that the scalar cannot hold is refused before anything is printed", "[proofs]") {
  const Folder folder;

  const Finished run = proofs(folder, "--digits 16 --query 1e400");

  CHECK(run.status == 2);
  CHECK(run.out.empty());
  CHECK(is_one_line(run.err));
}

TEST_CASE("anyone's table is decided, text left out and numbers given in their units", "[proofs]") {
  const Folder folder;
  const std::string file =
      folder.file("houses.csv",
                  "name,area,rooms,price\n"
                  "a,50,2,100\nb,80,3,155\nc,120,4,270\nd,65,3,120\ne,95,3,200\n");

  const Finished run = proofs(folder, "--digits 16 --model mlp:2 --target price --data " + file +
                                          " --query 100,4 --query 60,2.5");

  CHECK(run.status == 0);
  CHECK_THAT(run.out, Catch::Contains("left out name"));
  CHECK_THAT(run.out, Catch::Contains("squared"));
  CHECK_THAT(run.out, Catch::Contains("(100, 4)"));
}

TEST_CASE("a feature of two values, whose kernels may vanish exactly, is no obstacle", "[proofs]") {
  const Folder folder;
  const std::string file = folder.file("binary.csv", "x,y\n0,a\n1,b\n0,b\n1,a\n");

  const Finished run = proofs(folder, "--digits 16 --target y --data " + file);

  CHECK(run.status == 0);
}

TEST_CASE("bad input gets one line, exit status 2, and leaves no file behind", "[proofs]") {
  const Folder folder;
  const std::string good = folder.file("good.csv", "x,y\n1,2\n2,3\n4,7\n");
  const std::string ragged = folder.file("ragged.csv", "x,y\n1,2\n2\n");
  const std::string word = folder.file("word.csv", "x,y\n1,2\nq,3\n2,5\n");
  const std::string nan = folder.file("nan.csv", "x,y\n1,2\nnan,3\n2,4\n");
  const std::string single = folder.file("single.csv", "x,y\n1,2\n");
  const std::string constant = folder.file("constant.csv", "x,y\n1,2\n1,3\n1,5\n");
  const std::string empty = folder.file("empty.csv", "");
  const std::vector<Refusal> refusals{
      {"--data " + (folder.path / "no.csv").string() + " --target y", {"no.csv", "no such file"}},
      {"--data " + empty + " --target y", {"empty.csv", "no text"}},
      {"--data " + ragged + " --target y", {"ragged.csv:3"}},
      {"--data " + word + " --target y", {"word.csv:3", "column 1 (x)", "q"}},
      {"--data " + nan + " --target y", {"nan.csv", "1 row, line 3", "--drop-missing"}},
      {"--data " + single + " --target y", {"single.csv", "a single example"}},
      {"--data " + constant + " --target y", {"constant.csv", "column 1 (x)"}},
      {"--data " + good + " --target z", {"good.csv", "\"z\"", "\"x\""}},
      {"--data " + good, {"--target"}},
      {"--data " + good + " --target y --query 1,2", {"found 2 numbers, need 1"}},
      {"--data " + good + " --target y --query one", {"--query", "\"one\""}},
      {"--digits 15", {"\"15\"", "16 to 100"}},
      {"--digits 101", {"\"101\"", "16 to 100"}},
      {"--until 0", {"--until", "above 0"}},
      {"--until -1/2", {"--until", "above 0"}},
      {"--model tree", {"--model", "\"tree\"", "mlp:H1,H2,..."}},
      {"--activation relu", {"\"relu\"", "no derivative at 0", "tanh"}},
      {"--loss hinge", {"\"hinge\"", "squared", "likelihood"}},
      {"B99", {"\"B99\"", "the nearest", "--list"}},
      {"--dighits 20", {"dighits", "--help"}},
      {"--json " + (folder.path / "none" / "x.json").string(), {"--json", "folder"}},
  };

  for (const Refusal& refusal : refusals) check_refused(folder, refusal);
}

TEST_CASE("nothing is written over the data", "[proofs]") {
  const Folder folder;
  const std::string text = "x,y\n1,2\n2,3\n4,7\n";
  const std::string file = folder.file("mine.csv", text);

  const Finished run = proofs(folder, "--data " + file + " --target y --json " + file);

  CHECK(run.status == 2);
  CHECK_THAT(run.err, Catch::Contains("written over"));
  CHECK(contents(file) == text);
}

TEST_CASE("--list, --help and --version answer without computing", "[proofs]") {
  const Folder folder;

  const Finished list = proofs(folder, "--list");
  const Finished help = proofs(folder, "--help");
  const Finished version = proofs(folder, "--version");

  CHECK(list.status == 0);
  CHECK_THAT(list.out, Catch::Contains("A15"));
  CHECK(help.status == 0);
  for (const char* option :
       {"--digits", "--data", "--target", "--positive", "--model", "--activation", "--loss",
        "--until", "--query", "--json", "--quiet", "exit status"})
    CHECK_THAT(help.out, Catch::Contains(option));
  CHECK(version.status == 0);
  CHECK_THAT(version.out, Catch::StartsWith("pathkernel "));
}

#endif
