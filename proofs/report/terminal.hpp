/// @file report.hpp
/// What a run prints: the problem, the verdicts, and who speaks for the prediction.
///
/// Leaves out: the cases behind a verdict, which --json holds, unless they are not as expected.
#pragma once

#include <ostream>

#include "proofs/outcome.hpp"

namespace pathkernel {

/// Before the computation: data, models and their initial parameters, loss, T, queries.
void print_problem(std::ostream& out, const Task& task);
/// A table of verdicts, row by row as they come.
void print_header(std::ostream& out);
void print_row(std::ostream& out, const Decision& decision);
/// After it: what each verdict rests on, and who speaks for the prediction.
void print_outcome(std::ostream& out, const Task& task, const Outcome& outcome);
/// "6 of 6 verdicts as expected".
[[nodiscard]] std::string last_line(const Outcome& outcome);

}  // namespace pathkernel
