#include "proofs/command_line/losses.hpp"

#include "proofs/command_line/numbers.hpp"

namespace pathkernel {

namespace {

using LossKind = AnyLoss::Kind;

struct NamedLoss {
  Possibility possibility;
  LossKind kind;
  const char* constant;  ///< what its number is; null if it has none
};
constexpr NamedLoss losses[] = {
    {{"squared", "|f - y|²/2, of numbers; of words, y is 0 or 1"}, LossKind::squared, nullptr},
    {{"logistic", "f the log-odds of one of two values"}, LossKind::logistic, nullptr},
    {{"softmax", "f a logit for each of the target's values, the classes"},
     LossKind::softmax,
     nullptr},
    {{"pseudo-huber:DELTA", "squared near y, |f - y| farther away than DELTA"},
     LossKind::pseudo_huber,
     "a width"},
    {{"smooth-hinge:SHARPNESS", "f a score, y = -1 or 1; the hinge as the sharpness grows"},
     LossKind::smooth_hinge,
     "a sharpness"},
    {{"likelihood", "-ln p(x), of a density; it has no target"}, LossKind::likelihood, nullptr},
};

std::vector<Possibility> possibilities() {
  std::vector<Possibility> all;
  for (const NamedLoss& loss : losses) all.push_back(loss.possibility);
  return all;
}

}  // namespace

std::string losses_text() { return lines_of(possibilities()); }

std::optional<AnyLoss> loss_in(const Words& words) {
  const std::optional<std::string> text = words.text("loss");
  if (!text) return std::nullopt;
  const NameWithArguments asked = name_with_arguments(*text);
  for (const NamedLoss& loss : losses) {
    if (loss.possibility.name() != asked.name) continue;
    if (asked.arguments.size() != (loss.constant ? 1 : 0)) break;
    if (!loss.constant) return AnyLoss{.kind = loss.kind};
    return AnyLoss{loss.kind,
                   positive_number_in("--loss " + *text, asked.arguments.front(), loss.constant)};
  }
  reject_possibility("--loss", *text, possibilities());
}

AnyLoss loss_suggested_by(const Target& target) {
  if (target.kind == Target::Kind::label) return {.kind = LossKind::logistic};
  if (target.kind == Target::Kind::classes) return {.kind = LossKind::softmax};
  return {.kind = LossKind::squared};
}

}  // namespace pathkernel
