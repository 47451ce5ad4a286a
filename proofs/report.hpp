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
/// After it: one table of verdicts, and one of contributions.
void print_outcome(std::ostream& out, const Task& task, const Outcome& outcome);
/// "6 of 6 verdicts as expected".
[[nodiscard]] std::string last_line(const Outcome& outcome);

}  // namespace pathkernel
