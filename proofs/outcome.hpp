/// @file outcome.hpp
/// What a run leaves behind, in text: decisions, and who speaks for a prediction.
///
/// Leaves out: how it is laid out, see report.hpp and json.hpp.
#pragma once

#include "proofs/monitor.hpp"
#include "proofs/problem.hpp"
#include "proofs/verdict.hpp"

namespace pathkernel {

/// One line of a prediction's sum y = b + Σ contributions, in the target's own units.
struct Contribution {
  std::size_t example = 0;           ///< counted from 1, in the file's order
  std::vector<std::string> features;  ///< as written in the file
  std::string target;
  std::string path_kernel;
  std::string coefficient;  ///< "none" where a_i does not exist
  std::string contribution;
};

/// A prediction taken apart.
struct Explanation {
  std::string model;
  std::string query;
  std::vector<Contribution> loudest;  ///< greatest in magnitude first
  std::size_t others = 0;             ///< examples not listed
  std::string others_contribution;
  std::string change;   ///< y - y_0, the sum of all contributions
  std::string initial;  ///< b = y_0
  std::string trained;  ///< y
};

struct Outcome {
  std::string number;      ///< the scalar type it was computed in
  int working_digits = 0;  ///< of that type
  std::vector<Decision> decisions;
  std::vector<std::string> trainings;  ///< one line each: steps, order, defect, nodes, seconds
  std::optional<Explanation> explanation;
  bool interrupted = false;
};

/// What is to be decided.
struct Task {
  const Problem& problem;
  int digits;
  std::vector<std::string> claims;
};

/// Decides on the first rung of the ladder of scalar types that holds the digits with 10 to spare
/// (double for 16, which is what double has).
[[nodiscard]] Outcome decide(const Task& task, Monitor& monitor);

/// The ids, titles and expected verdicts of all claims, undecided.
[[nodiscard]] std::vector<Decision> listed_claims();

}  // namespace pathkernel
