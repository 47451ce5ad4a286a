#include "proofs/problem/description.hpp"

namespace pathkernel {

namespace {

std::string joined_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + printable(name);
  return text;
}

std::string list(const std::vector<ExactNumber>& numbers, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < std::min(most, numbers.size()); ++i)
    text += (i == 0 ? "" : ", ") + numbers[i].text();
  if (numbers.size() > most) text += ", ... (" + std::to_string(numbers.size()) + " in all)";
  return text;
}

std::string data_text(const Problem& problem) {
  const DataSet& data = problem.data;
  std::vector<std::string> features;
  for (const Feature& feature : data.features) features.push_back(feature.name);
  std::string text = printable(std::filesystem::path(data.source).filename().string()) + ": " +
                     std::to_string(data.count()) + " examples, " + joined_names(features);
  if (!problem.has_target()) return text;
  text += " -> " + printable(data.target.name);
  if (data.target.kind == Target::Kind::label)
    text += " (1: " + printable(data.target.positive) + ", 0: " + printable(data.target.rest) + ")";
  if (data.target.kind == Target::Kind::classes)
    text += " (" + joined_names(data.target.classes) + ")";
  return text;
}

std::string loss_text(const Problem& problem) {
  const bool number = problem.has_target() && problem.data.target.kind == Target::Kind::number;
  return problem.loss.text() + (number ? ", target standardised" : "") + ", summed; " +
         training_text(problem, problem.asked());
}

/// What a variant has beside the loss: a regularizer, mini-batches.
std::string additions(const Problem& problem, Variant variant) {
  if (variant == Variant::plain || variant == Variant::wrong) return "";
  std::string text;
  if (problem.regularizer || variant == Variant::regularized)
    text = "R = " + problem.tried_regularizer().text();
  if (problem.schedule || variant == Variant::batches)
    text += (text.empty() ? "" : "; ") + problem.tried_schedule().text(variant != Variant::steps);
  return text;
}

}  // namespace

std::string list_of_lines(const std::vector<std::size_t>& lines) {
  std::string text = lines.size() == 1 ? "line " : "lines ";
  for (std::size_t i = 0; i < std::min<std::size_t>(lines.size(), 10); ++i)
    text += (i == 0 ? "" : ", ") + std::to_string(lines[i]);
  return text + (lines.size() > 10 ? ", ..." : "");
}

std::vector<DescribedLine> description(const Problem& problem) {
  const DataSet& data = problem.data;
  std::vector<DescribedLine> lines{{"data", data_text(problem)}};
  if (!data.left_out.empty()) lines.push_back({"left out", joined_names(data.left_out)});
  if (const std::size_t count = data.dropped_lines.size(); count > 0)
    lines.push_back({"dropped", std::to_string(count) + (count == 1 ? " row" : " rows") +
                                    " with missing cells: " + list_of_lines(data.dropped_lines)});
  lines.push_back({"loss", loss_text(problem)});
  for (const Start& start : problem.starts)
    lines.push_back({"model", start.name + ", w(0) = " + list(start.w, 13)});
  std::string queries;
  for (const Query& query : problem.queries) queries += (queries.empty() ? "" : "; ") + query.name;
  lines.push_back({"queries", queries});
  if (problem.checkpoint) lines.push_back({"kept in", printable(*problem.checkpoint)});
  return lines;
}

std::string training_text(const Problem& problem, Variant variant) {
  const std::string kind = variant == Variant::momentum ? "heavy ball flow"
                           : variant == Variant::steps  ? "steps of gradient descent"
                                                        : "gradient flow";
  std::string text = kind + " for T = " + problem.until.text();
  if (variant == Variant::steps)
    text =
        std::to_string(problem.steps->count) + ' ' + kind + ", ε = " + problem.steps->rate.text();
  if (variant == Variant::momentum)
    text += ", μ = " + problem.momentum->mass.text() + ", γ = " + problem.momentum->friction.text();
  const std::string added = additions(problem, variant);
  return text + (added.empty() ? "" : "; " + added);
}

std::string training_name(const Problem& problem, const TrainingKey& key) {
  std::string text = key.variant == Variant::wrong      ? "control: 1.001 L"
                     : key.variant == Variant::momentum ? "heavy ball"
                     : key.variant == Variant::steps    ? "steps"
                                                        : "";
  const std::string added = additions(problem, key.variant);
  if (!text.empty() && !added.empty()) text += "; ";
  text += added;
  return problem.starts[key.start].name + (text.empty() ? "" : " (" + text + ")");
}

Form form_of(const Problem& problem) {
  const bool regularized = problem.regularizer.has_value();
  const std::string indicator = problem.schedule ? "I_i " : "";
  switch (problem.asked()) {
    case Variant::momentum:
      return {regularized ? "y_0 - ∫ A_s·∇R ds" : "y_0", "∫ " + indicator + "A_s(x)·∇f_s(x_i) ds"};
    case Variant::steps:
      return {regularized ? "y_0 - Σ ε G_s·∇R" : "y_0",
              "Σ_s ε " + indicator + "G_s(x)·∇f_s(x_i), G_s the mean of ∇f along step s"};
    default: return {regularized ? "y_0 - ∫ ∇f·∇R dt" : "y_0", "∫ " + indicator + "Θ_t(x, x_i) dt"};
  }
}

std::string meaning_of_output(const Problem& problem) {
  const Target& target = problem.data.target;
  const std::string positive = printable(target.name) + " = " + printable(target.positive);
  switch (problem.loss.kind) {
    case AnyLoss::Kind::likelihood: return "ln p(x) of the standardised features";
    case AnyLoss::Kind::likelihood_of_density: return "p(x) of the standardised features";
    case AnyLoss::Kind::logistic: return "the log-odds of " + positive;
    case AnyLoss::Kind::softmax:
      return "the logit of a class of " + printable(target.name) + "; the largest is predicted";
    case AnyLoss::Kind::smooth_hinge: return "a score, above 0 for " + positive;
    default: break;
  }
  if (target.kind == Target::Kind::label) return "1 for " + positive + ", 0 for the rest";
  if (target.kind == Target::Kind::classes)
    return "1 for a class of " + printable(target.name) + ", 0 for the rest";
  return printable(target.name) + ", in its own units; K and a_i are those of the standardised one";
}

}  // namespace pathkernel
