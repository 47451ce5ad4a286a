/// @file claim_text.hpp
/// What a claim's own file says on top of it, for the report: statement, hypotheses, derivation.
///
/// The comment that a reader of the source reads is the text that a reader of the report reads, so
/// that the two can't differ.
///
/// Leaves out: the rest of the file.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace pathkernel {

/// A line or more of running text; or a formula, which stood indented.
struct Paragraph {
  std::string text;
  bool formula = false;
};

/// "Statement", "Control", ... and what follows the word.
struct ClaimSection {
  std::string title;
  std::vector<Paragraph> paragraphs;
};

/// The sections of the comment that a claim's file begins with; none without that file.
/// @param id  of the claim: "A3" is in a file named a03_*.cpp, "A3-models" in a03-models.cpp
[[nodiscard]] std::vector<ClaimSection> claim_text(const std::filesystem::path& claims,
                                                   const std::string& id);

/// The name of that file; empty without it.
[[nodiscard]] std::string claim_file(const std::filesystem::path& claims, const std::string& id);

}  // namespace pathkernel
