/// @file program.hpp
/// What the program behind proofs/run has said: a claim's row, or a refusal.
#pragma once

#ifdef PATHKERNEL_PROOFS_PROGRAM

#include "tests/catch.hpp"
#include "tests/proofs/running.hpp"

namespace pathkernel::tests {

/// What a claim's row says: the first of its words, and the number after it.
[[nodiscard]] inline std::string verdict_of(const std::string& out, const std::string& id) {
  const std::string words = row(out, id);
  return words.substr(0, words.find(' '));
}
[[nodiscard]] inline double residual_of(const std::string& out, const std::string& id) {
  return number_after(row(out, id), verdict_of(out, id));
}

/// A command line that is refused, and parts of what is said to it.
struct Refusal {
  std::string arguments;
  std::vector<std::string> says;
};

/// One line on the error stream, status 2, and nothing computed, printed or written.
inline void check_refused(const Folder& folder, const Refusal& refusal) {
  const std::string json = (folder.path / "never.json").string();
  const bool names_json = refusal.arguments.find("--json") != std::string::npos;

  const Finished run = proofs(folder, refusal.arguments + (names_json ? "" : " --json " + json));

  INFO(refusal.arguments << "\n" << run.out << run.err);
  CHECK(run.status == 2);
  CHECK(run.out.empty());
  CHECK(is_one_line(run.err));
  for (const std::string& part : refusal.says) CHECK_THAT(run.err, Catch::Contains(part));
  CHECK_FALSE(std::filesystem::exists(json));
}

}  // namespace pathkernel::tests

#endif
