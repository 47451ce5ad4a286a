// The program behind tests/run --benchmarks: Catch2's own command line, and --json FILE.
// Exit status: Catch2's own; 2 if nothing can be written to FILE, found out before measuring.
#ifndef PATHKERNEL_CATCH3
#define CATCH_CONFIG_RUNNER
#endif
#include "tests/catch.hpp"

#include <iostream>
#include <optional>

#include "proofs/report/whole_file.hpp"
#include "tests/benchmarks/ratio_table.hpp"

namespace {

using namespace pathkernel;
#ifdef PATHKERNEL_CATCH3
namespace command_line = Catch::Clara;
#else
namespace command_line = Catch::clara;
#endif

int refuse(const std::string& json, const char* why) {
  std::cerr << "tests/run: --json \"" << json << "\": " << why << '\n';
  return 2;
}

int run(int argc, char** argv) {
  Catch::Session session;
  std::optional<std::string> json;
  session.cli(session.cli() |
              command_line::Opt(json, "FILE")["--json"]("write the ratios to this file, as JSON"));
  const int misread = session.applyCommandLine(argc, argv);
  if (misread != 0) return misread;
  if (json && !can_be_written(*json))
    return refuse(*json,
                  "no file can be written there; name one in a folder that exists and "
                  "that you may write to, and no device or folder.");

  const int status = session.run();
  if (!ratio_table().empty()) ratio_table().print(std::cout);
  if (!json) return status;
  if (status != 0 || ratio_table().empty()) {
    const int refused =
        refuse(*json, "not written, since not all that was asked for was measured.");
    return status != 0 ? status : refused;
  }
  write_whole(*json, ratio_table().as_json());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "tests/run: " << error.what() << '\n';
    return 1;
  }
}
