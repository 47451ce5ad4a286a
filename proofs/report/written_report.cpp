#include "proofs/report/written_report.hpp"

#include <chrono>
#include <ctime>
#include <fstream>
#include <iomanip>
#include <sstream>
#include <thread>

#include "autodiff/error.hpp"
#include "proofs/report/drawing.hpp"
#include "proofs/report/json.hpp"
#include "proofs/report/markdown.hpp"
#include "proofs/report/page.hpp"
#include "proofs/report/whole_file.hpp"

namespace pathkernel {

namespace {

std::string today() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm local{};
  localtime_r(&now, &local);
  std::ostringstream text;
  text << std::put_time(&local, "%Y-%m-%d");
  return text.str();
}

/// "2 x AMD EPYC 7B13, compiled by g++ 12.2.0".
std::string machine() {
  std::ifstream cpus("/proc/cpuinfo");
  std::string line;
  std::string model = "processors";
  while (std::getline(cpus, line))
    if (line.starts_with("model name")) {
      model = line.substr(line.find(':') + 2);
      break;
    }
  const char* compiler =
#ifdef __clang__
      "clang++ " __clang_version__;
#else
      "g++ " __VERSION__;
#endif
  return std::to_string(std::max(1u, std::thread::hardware_concurrency())) + " x " + model +
         ", compiled by " + compiler;
}

}  // namespace

void require_reportable(const std::filesystem::path& folder) {
  if (!can_draw())
    reject("--report draws by gnuplot, which is not found; install it (Debian: gnuplot-nox).");
  std::error_code error;
  if (std::filesystem::exists(folder / "index.html", error) &&
      !std::filesystem::exists(folder / "report.json", error))
    reject("--report \"", folder.string(), "\": there is an index.html of something else; name ",
           "another folder.");
  // What has to be made for it is made when there is something to be written.
  std::filesystem::path there = std::filesystem::absolute(folder, error);
  while (!error && !std::filesystem::exists(there, error) && there.has_relative_path())
    there = there.parent_path();
  if (folder.empty() || error || !std::filesystem::is_directory(there, error) ||
      !can_be_written(there / "index.html"))
    reject("--report \"", folder.string(), "\": no folder can be written there; name one that ",
           "does not exist, or that you may write to.");
}

void write_report(const std::filesystem::path& folder, const Task& task, const Outcome& outcome) {
  std::filesystem::create_directories(folder / "figures");
  ReportContent content{task, outcome, today(), machine(), PATHKERNEL_CLAIMS_DIR};
  write_whole(folder / "report.json", as_json(task, outcome));
  std::string lost;  // a picture that can't be drawn must not take the report with it
  for (const Decision& decision : outcome.decisions)
    for (const Figure& figure : decision.figures) try {
        content.pictures[figure.name] = draw(figure, folder / "figures");
      } catch (const std::runtime_error& error) {
        lost = error.what();
      }
  write_whole(folder / "report.md", as_markdown(content));
  write_whole(folder / "index.html", as_page(content));
  if (!lost.empty()) throw std::runtime_error("the report lacks a picture: " + lost);
}

}  // namespace pathkernel
