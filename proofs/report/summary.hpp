/// @file summary.hpp
/// What page and Markdown have in common: the tables of a run, as tables.
///
/// Leaves out: how a table looks.
#pragma once

#include "proofs/report/written_report.hpp"

namespace pathkernel {

/// "64 claims: 40 hold, ..."
[[nodiscard]] std::string verdict_counts(const Outcome& outcome);
/// What was trained on: data, loss, T, models and their w(0), queries.
[[nodiscard]] Table problem_table(const Task& task);
/// b, Σ a_i K and y of every model and query.
[[nodiscard]] Table prediction_table(const Task& task, const Outcome& outcome);
/// Who speaks for a prediction.
[[nodiscard]] Table contribution_table(const Task& task, const Explanation& explanation);
/// A claim's cases: name, value, what was expected.
[[nodiscard]] Table case_table(const Decision& decision);
/// What the data given are about: of the O-rings, their story; else what was asked.
[[nodiscard]] std::string story_title(const Task& task);
[[nodiscard]] std::string story_text(const Task& task);
/// The titles of the ledger's parts, by the first letter of a claim's id.
[[nodiscard]] std::string part_title(char part);

}  // namespace pathkernel
