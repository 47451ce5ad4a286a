#include "proofs/command_line/options.hpp"

#include <iomanip>
#include <sstream>
#include <thread>

#include "proofs/command_line/claims.hpp"
#include "proofs/command_line/data.hpp"
#include "proofs/command_line/losses.hpp"
#include "proofs/command_line/models.hpp"
#include "proofs/command_line/numbers.hpp"
#include "proofs/command_line/training.hpp"
#include "proofs/outcome.hpp"
#include "proofs/report/written_report.hpp"

namespace pathkernel {

namespace {

std::string list_text() {
  std::ostringstream list;
  for (const Decision& claim : listed_claims())
    list << std::left << std::setw(18) << claim.id << std::setw(24) << name_of(claim.expected)
         << claim.title << '\n';
  return list.str();
}

Problem problem_in(const Words& words) {
  Problem problem;
  const std::optional<AnyLoss> loss = loss_of_model(words, loss_in(words));
  problem.data = data_in(words, loss);
  problem.loss = loss.value_or(loss_suggested_by(problem.data.target));
  problem.units = words.has("data") ? "" : " °F";
  problem.starts = starts_in(words, static_cast<std::uint32_t>(problem.data.features.size()),
                             static_cast<std::uint32_t>(problem.outputs()), problem.loss);
  problem.queries = queries_in(words, problem.data, problem.units);
  read_training(words, problem);
  if (const std::optional<std::string> top = words.text("top"))
    problem.top = whole_number<std::size_t>("--top", *top, 1, 1000000);
  return problem;
}

/// A file to be written that is none of those to be read.
std::string writable_beside(const std::string& option, const std::string& file,
                            const Problem& problem) {
  std::error_code error;
  for (const std::string& other : {problem.data.source, problem.checkpoint.value_or("")})
    if (std::filesystem::equivalent(file, other, error))
      reject(option, " \"", file, "\" would be written over what is read; name another file.");
  return writable(option, file);
}

}  // namespace

Command parse_command_line(int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i)
    if (std::string_view(argv[i]) == "-h") return help_text();
  const Words words(argc, argv);
  if (words.has("help")) return help_text();
  if (words.has("version")) return "pathkernel " PATHKERNEL_VERSION "\n";
  if (words.has("list")) return list_text();

  Request request;
  request.problem = problem_in(words);
  request.digits = whole_number("--digits", words.text("digits").value_or("50"), 16, 100);
  request.claims = claims_in(words, request.problem);
  if (const std::optional<std::string> json = words.text("json"))
    request.json = writable_beside("--json", *json, request.problem);
  if (const std::optional<std::string> folder = words.text("report")) {
    require_reportable(*folder);
    request.report = *folder;
  }
  request.quiet = words.has("quiet");
  request.trial.small = words.has("small");
  request.trial.mistaken = words.has("mistake");
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  request.jobs =
      whole_number("--jobs", words.text("jobs").value_or(std::to_string(cores)), 1u, 256u);
  return request;
}

}  // namespace pathkernel
