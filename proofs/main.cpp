// The program behind proofs/run: reads the command line, decides the claims, prints and writes.
// Exit status: 0 every verdict as expected, 1 one is not, 2 bad input, 130 interrupted.

#include <unistd.h>

#include <csignal>
#include <iostream>

#include "proofs/command_line/options.hpp"
#include "proofs/report/json.hpp"
#include "proofs/report/terminal.hpp"
#include "proofs/report/whole_file.hpp"
#include "proofs/report/written_report.hpp"

namespace {

using namespace pathkernel;

int run(const Request& request) {
  const Task task{request.problem, request.digits, request.claims, request.trial, request.jobs};
  std::signal(SIGINT, [](int) {
    Monitor::interrupted = true;
    std::signal(SIGINT, SIG_DFL);  // who presses it twice means it
  });
  Monitor monitor(isatty(STDERR_FILENO) != 0);
  const Listener listener{[&] {
                            if (request.quiet) return;
                            print_problem(std::cout, task);
                            print_header(std::cout);
                          },
                          [&](const Decision& decision) {
                            if (!request.quiet) print_row(std::cout, decision);
                          }};
  const Outcome outcome = decide(task, monitor, listener);
  monitor.clear();

  if (!request.quiet) print_outcome(std::cout, task, outcome);
  if (request.json) write_whole(*request.json, as_json(task, outcome));
  if (request.report) {
    write_report(*request.report, task, outcome);
    if (!request.quiet)
      std::cout << "report: " << (*request.report / "index.html").string() << '\n';
  }
  std::cout << last_line(outcome) << std::endl;
  if (outcome.interrupted) return 130;
  return std::ranges::all_of(outcome.decisions, &Decision::as_expected) ? 0 : 1;
}

/// An error's text on one line, whatever a file or an argument had in it.
std::string one_line(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '?';
  return text;
}

int run(int argc, char** argv) {
  const Command command = parse_command_line(argc, argv);
  if (const Request* request = std::get_if<Request>(&command)) return run(*request);
  std::cout << std::get<std::string>(command);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const int status = run(argc, argv);
    if (!std::cout.flush()) throw std::runtime_error("the output could not be written.");
    return status;
  } catch (const std::invalid_argument& error) {
    std::cerr << "proofs/run: " << one_line(error.what()) << '\n';
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "proofs/run: " << one_line(error.what()) << '\n';
    return 1;
  }
}
