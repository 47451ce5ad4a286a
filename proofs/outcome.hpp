/// @file outcome.hpp
/// What a run leaves behind, in text: decisions, and who speaks for a prediction.
///
/// Leaves out: how it is laid out, see report.hpp and json.hpp.
#pragma once

#include <functional>

#include "proofs/monitor.hpp"
#include "proofs/problem/problem.hpp"
#include "proofs/verdict/trial.hpp"
#include "proofs/verdict/verdict.hpp"

namespace pathkernel {

/// One line of a prediction's sum y = b + Σ contributions, in the target's own units.
struct Contribution {
  std::size_t example = 0;            ///< counted from 1, in the file's order
  std::vector<std::string> features;  ///< as written in the file
  std::string target;
  std::string path_kernel;  ///< empty where an example has several terms
  std::string coefficient;  ///< "none" where a_i does not exist; empty likewise
  std::string contribution;
};

/// A prediction taken apart.
struct Explanation {
  std::string model;
  std::string query;
  std::vector<Contribution> loudest;  ///< greatest in magnitude first
  std::size_t others = 0;             ///< examples not listed
  std::string others_contribution;
  std::string change;   ///< y - b, the sum of all contributions
  std::string initial;  ///< b, which is y_0 for the plain flow
  std::string trained;  ///< y

  /// Whether each example has one term, and so one K and one a_i to be shown.
  [[nodiscard]] bool has_terms() const {
    return !loudest.empty() && !loudest.front().path_kernel.empty();
  }
};

/// A prediction at a query, in the target's own units: trained = initial + change.
struct Prediction {
  std::string model, query, initial, change, trained;
};

struct Outcome {
  std::string number;  ///< the scalar type it was computed in: "double (53 bits)"
  std::vector<Decision> decisions;
  std::vector<std::string> trainings;  ///< one line each: steps, order, defect, nodes, seconds
  std::vector<RecordedTraining> records;  ///< of the same trainings
  std::vector<Prediction> predictions;
  std::optional<Explanation> explanation;
  bool interrupted = false;
};

/// What is to be decided.
struct Task {
  const Problem& problem;
  int digits;
  std::vector<std::string> claims;
  Trial trial = {};
  unsigned jobs = 1;  ///< threads
};

/// Who is told what comes, as it comes. No two calls at once.
struct Listener {
  std::function<void()> begin;  ///< the problem has been read; before anything long
  std::function<void(const Decision&)> decided;
};

/// Decides on the first rung of the ladder of scalar types that holds the digits with 10 to spare
/// (double for 16, which is what double has).
/// @throws std::invalid_argument  before `begin`, if that type cannot hold the problem
[[nodiscard]] Outcome decide(const Task& task, Monitor& monitor, const Listener& listener);

/// The ids, titles and expected verdicts of all claims, undecided.
[[nodiscard]] std::vector<Decision> listed_claims();

}  // namespace pathkernel
