/// @file written_report.hpp
/// A report in a folder: index.html, which needs no network; the same as report.md and report.json;
/// figures/ with their data, scripts and pictures.
///
/// Leaves out: what stands on the page, see page.hpp.
#pragma once

#include <filesystem>
#include <map>

#include "proofs/outcome.hpp"
#include "proofs/report/claim_text.hpp"

namespace pathkernel {

/// All that a report tells, whatever it is written as.
struct ReportContent {
  const Task& task;
  const Outcome& outcome;
  std::string date;              ///< "22 November 2026"
  std::string machine;           ///< "2 x ..., g++ 12.2"
  std::filesystem::path claims;  ///< the folder of the claims' files
  std::map<std::string, std::vector<std::string>> pictures = {};  ///< by figure: SVG by panel
};

/// Refuses a folder that can't be written to, and a machine that can't draw, before any work.
/// @throws std::invalid_argument
void require_reportable(const std::filesystem::path& folder);

/// Writes it all, index.html last. @throws std::runtime_error  if a file can't be written
void write_report(const std::filesystem::path& folder, const Task& task, const Outcome& outcome);

}  // namespace pathkernel
