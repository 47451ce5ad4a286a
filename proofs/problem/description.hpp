/// @file description.hpp
/// A problem in words: what is trained on what, and what the numbers that come of it mean.
///
/// Leaves out: how it is laid out, see report/.
#pragma once

#include "proofs/problem/problem.hpp"

namespace pathkernel {

/// A line about a problem: "data", and what that is.
struct DescribedLine {
  std::string what, text;
};

/// Data, loss, training, models, queries.
[[nodiscard]] std::vector<DescribedLine> description(const Problem& problem);

/// "gradient flow for T = 2; R = λ|w|²/2, λ = 1/10"
[[nodiscard]] std::string training_text(const Problem& problem, Variant variant);
/// "linear model 1-1 (R = λ|w|²/2, λ = 1/10)": a training's name among others.
[[nodiscard]] std::string training_name(const Problem& problem, const TrainingKey& key);

/// What Theorem 1 becomes for the training asked for.
struct Form {
  std::string b;       ///< "y_0 - ∫ ∇f·∇R dt"
  std::string kernel;  ///< "∫ Θ_t(x, x_i) dt"
};
[[nodiscard]] Form form_of(const Problem& problem);

/// What y is: "the log-odds of distress = 1".
[[nodiscard]] std::string meaning_of_output(const Problem& problem);

/// "lines 5, 9, 12", the first few of many.
[[nodiscard]] std::string list_of_lines(const std::vector<std::size_t>& lines);

}  // namespace pathkernel
