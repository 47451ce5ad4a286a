/// @file verdict.hpp
/// What a claim's program says in the end, and the numbers it says it on.
///
/// A computation supports a theorem at sample points; it never proves one. `inconclusive` is for a
/// check that could not have failed, or a computation that did not get far enough to tell.
///
/// Leaves out: how verdicts are printed, see report.hpp.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proofs/verdict/figure.hpp"
#include "proofs/training/recorded_training.hpp"

namespace pathkernel {

enum class Verdict { holds, holds_under_condition, false_as_stated, inconclusive, shown };

[[nodiscard]] constexpr std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::holds: return "holds";
    case Verdict::holds_under_condition: return "holds-under-condition";
    case Verdict::false_as_stated: return "false-as-stated";
    case Verdict::inconclusive: return "inconclusive";
    case Verdict::shown: return "shown";
  }
  return "inconclusive";
}

/// The same for readers of sentences.
[[nodiscard]] constexpr std::string_view words_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::holds: return "holds";
    case Verdict::holds_under_condition: return "holds under a condition";
    case Verdict::false_as_stated: return "false as stated";
    case Verdict::inconclusive: return "inconclusive";
    case Verdict::shown: return "shown";
  }
  return "inconclusive";
}

/// One number that was looked at, and what was expected of it.
struct Case {
  std::string name;
  std::string value;
  std::string expected;
  bool as_expected = false;
};

/// What was decided of one claim.
struct Decision {
  std::string id;
  std::string title;
  Verdict expected = Verdict::holds;
  std::string mistake_named;  ///< what is done wrong on purpose when that is asked for
  std::string mistake;        ///< that was made on purpose; empty if none was
  Verdict verdict = Verdict::inconclusive;
  std::optional<std::string> residual;  ///< the largest that should vanish
  std::optional<std::string> control;   ///< the smallest that should not
  std::optional<std::string> defect;    ///< the largest of the paths that the residual was taken on
  bool on_the_data = false;             ///< and not on an instance of its own
  std::string finding;                  ///< one line: what the verdict rests on
  bool broken_off = false;  ///< a computation did not get far enough; the finding says why
  double seconds = 0;
  std::vector<Case> cases;
  std::vector<Table> tables;
  std::vector<Figure> figures;
  std::vector<RecordedTraining> trainings;  ///< those of an instance of its own

  /// With a mistake it is expected that the verdict is another than without, on the grounds of a
  /// number, and not since something could not be computed.
  [[nodiscard]] bool as_expected() const {
    const bool all = std::ranges::all_of(cases, &Case::as_expected);
    return mistake.empty() ? all && verdict == expected
                           : !all && verdict != expected && !broken_off;
  }
};

}  // namespace pathkernel
