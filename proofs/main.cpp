// The program behind proofs/run: reads the command line, decides the claims, prints and writes.
// Exit status: 0 every verdict as expected, 1 one is not, 2 bad input, 130 interrupted.

#include <unistd.h>

#include <csignal>
#include <iostream>

#include "proofs/json.hpp"
#include "proofs/options.hpp"
#include "proofs/report.hpp"

namespace {

using namespace pathkernel;

int run(const Request& request) {
  const Task task{request.problem, request.digits, request.claims};
  if (!request.quiet) print_problem(std::cout, task), std::cout << std::flush;

  std::signal(SIGINT, [](int) { Monitor::interrupted = true; });
  Monitor monitor(isatty(STDERR_FILENO) != 0);
  const Outcome outcome = decide(task, monitor);
  monitor.clear();

  if (!request.quiet) print_outcome(std::cout, task, outcome);
  std::cout << last_line(outcome) << std::endl;
  if (outcome.interrupted) return 130;
  if (request.json) write_whole(*request.json, as_json(task, outcome));
  return std::ranges::all_of(outcome.decisions, &Decision::as_expected) ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    std::vector<std::string> known;
    for (const Decision& claim : listed_claims()) known.push_back(claim.id);
    const Command command = parse_command_line(argc, argv, known);
    if (const std::string* text = std::get_if<std::string>(&command)) {
      std::cout << *text;
      return 0;
    }
    return run(std::get<Request>(command));
  } catch (const std::invalid_argument& error) {
    std::cerr << "proofs/run: " << error.what() << '\n';
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "proofs/run: " << error.what() << '\n';
    return 1;
  }
}
