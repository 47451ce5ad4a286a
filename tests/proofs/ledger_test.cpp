/// @file ledger_test.cpp
/// Every claim of the ledger is decided as expected on a small instance, and no longer so when its
/// own mistake is made: a verdict that no mistake can turn would say nothing.
#ifdef PATHKERNEL_PROOFS_PROGRAM

#include "tests/catch.hpp"
#include "tests/proofs/running.hpp"

using namespace pathkernel::tests;

namespace {

/// A1 to A27, B1 to B18, C1 to C16, D2 to D4.
std::vector<std::string> ids() {
  std::vector<std::string> all;
  const auto add = [&](char part, int first, int last) {
    for (int k = first; k <= last; ++k) all.push_back(part + std::to_string(k));
  };
  add('A', 1, 27);
  add('B', 1, 18);
  add('C', 1, 16);
  add('D', 2, 4);
  return all;
}

}  // namespace

TEST_CASE("the ledger has every claim, each with its file", "[proofs]") {
  const Folder folder;

  const Finished list = proofs(folder, "--list");

  CHECK(list.status == 0);
  for (const std::string& id : ids()) {
    INFO(id);
    CHECK_THAT("\n" + list.out, Catch::Contains("\n" + id + ' '));
  }
}

TEST_CASE("every claim is decided as expected on a small instance", "[proofs]") {
  const Folder folder;

  const bool draws = pathkernel::tests::run(folder, "command -v gnuplot").status == 0;
  const std::string report = (folder.path / "report").string();

  const Finished run =
      proofs(folder, "--all --small --digits 16" + (draws ? " --report " + report : ""));

  INFO(run.out << run.err);
  CHECK(run.status == 0);
  CHECK(run.err.empty());
  for (const std::string& id : ids()) CHECK_FALSE(row(run.out, id).empty());
  if (!draws) return;
  // Every claim has the words of its own file, and none those of another.
  const std::string page = contents(folder.path / "report" / "index.html");
  const std::size_t articles = occurrences(page, "<article ");
  CHECK(articles >= ids().size());
  CHECK(occurrences(page, "<h4>Computation</h4>") == articles);
  CHECK(occurrences(page, "<h4>Not claimed</h4>") == articles);
  for (const char* once : {"(claim A3),", "(claims A3 and A4 over the table"})
    CHECK(occurrences(page, once) == 1);
}

TEST_CASE("every verdict turns when its claim's mistake is made", "[proofs]") {
  const Folder folder;

  const Finished mistaken = proofs(folder, "--all --small --digits 16 --mistake");

  INFO(mistaken.out << mistaken.err);
  CHECK(mistaken.status == 0);
  CHECK(occurrences(mistaken.out, "; the verdict turned") >= ids().size());
  CHECK_THAT(mistaken.out, !Catch::Contains("DID NOT TURN"));
}

#endif
