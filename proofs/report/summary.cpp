#include "proofs/report/summary.hpp"

#include <algorithm>

#include "proofs/problem/description.hpp"
#include "proofs/report/markup.hpp"

namespace pathkernel {

namespace {

std::string all_of(const std::vector<ExactNumber>& numbers) {
  std::string text;
  for (const ExactNumber& number : numbers) text += (text.empty() ? "" : ", ") + number.text();
  return text;
}

}  // namespace

std::string verdict_counts(const Outcome& outcome) {
  std::string text = counted(outcome.decisions.size(), "claim") + " decided:";
  const char* separator = " ";
  for (const Verdict verdict : {Verdict::holds, Verdict::holds_under_condition,
                                Verdict::false_as_stated, Verdict::shown, Verdict::inconclusive}) {
    const auto count = std::ranges::count(outcome.decisions, verdict, &Decision::verdict);
    if (count == 0) continue;
    text += separator + std::to_string(count) + ' ' + std::string(words_of(verdict));
    separator = ", ";
  }
  return text;
}

Table problem_table(const Task& task) {
  Table table{"What was trained", {"", ""}, {}};
  for (const DescribedLine& line : description(task.problem))
    if (line.what != "model") table.rows.push_back({line.what, line.text});
  for (const Start& start : task.problem.starts)
    table.rows.push_back({start.name, start.w.size() <= 30 ? "w(0) = " + all_of(start.w)
                                                           : counted(start.w.size(), "parameter") +
                                                                 ", in report.json"});
  return table;
}

Table prediction_table(const Task& task, const Outcome& outcome) {
  const Form form = form_of(task.problem);
  Table table{"Predictions y = b + Σ a_i K(x, x_i), K = " + form.kernel,
              {"model", "at", "b = " + form.b, "Σ a_i K", "y"},
              {}};
  for (const Prediction& p : outcome.predictions)
    table.rows.push_back({p.model, p.query, p.initial, p.change, p.trained});
  return table;
}

Table contribution_table(const Task& task, const Explanation& explanation) {
  const Problem& problem = task.problem;
  Table table{
      "Who speaks for the prediction at " + explanation.query + ", by the " + explanation.model,
      {"example"},
      {}};
  for (const Feature& feature : problem.data.features) table.header.push_back(feature.name);
  if (problem.has_target()) table.header.push_back(problem.data.target.name);
  if (explanation.has_terms()) table.header.insert(table.header.end(), {"K(x, x_i)", "a_i"});
  table.header.push_back("contribution");
  for (const Contribution& line : explanation.loudest) {
    std::vector<std::string> row{std::to_string(line.example)};
    row.insert(row.end(), line.features.begin(), line.features.end());
    if (problem.has_target()) row.push_back(line.target);
    if (explanation.has_terms()) row.insert(row.end(), {line.path_kernel, line.coefficient});
    row.push_back(line.contribution);
    table.rows.push_back(std::move(row));
  }
  const auto total = [&](const std::string& name, const std::string& value) {
    std::vector<std::string> row(table.header.size());
    row.front() = name;
    row.back() = value;
    table.rows.push_back(std::move(row));
  };
  if (explanation.others > 0)
    total(counted(explanation.others, "other"), explanation.others_contribution);
  const std::string b = form_of(problem).b;
  total(b == "y_0" ? "y - y_0" : "y - b", explanation.change);
  total("b = " + b, explanation.initial);
  total("y", explanation.trained);
  return table;
}

Table case_table(const Decision& decision) {
  Table table{"Every number of " + decision.id, {"what", "value", "expected", ""}, {}};
  for (const Case& c : decision.cases)
    table.rows.push_back({c.name, c.value, c.expected, c.as_expected ? "" : "not as expected"});
  return table;
}

namespace {
bool of_the_o_rings(const Task& task) {
  return std::filesystem::path(task.problem.data.source).filename() == "o_ring.csv";
}
}  // namespace

std::string story_title(const Task& task) {
  if (of_the_o_rings(task)) return "The O-rings of the space shuttle";
  return task.problem.data.target.name + " in " +
         std::filesystem::path(task.problem.data.source).filename().string();
}

std::string story_text(const Task& task) {
  if (!of_the_o_rings(task))
    return "Models are trained on the data given, by gradient flow for the time T. Each prediction "
           "is then taken apart into what the untrained model said and one term for each example; "
           "the claims below check that nothing is missing, and what else is said of these terms.";
  return "On 28 January 1986 the space shuttle Challenger was launched at 31 °F, colder than ever "
         "before. Of 23 earlier launches we know the temperature and whether an O-ring of the "
         "boosters was in distress. Two models learn from these 23 examples by gradient flow and "
         "are asked about 31 °F. Each answer is then taken apart into what the untrained model "
         "said and one term for each launch: a kernel machine, whose examples can be asked how "
         "much they contributed.";
}

std::string part_title(char part) {
  switch (part) {
    case 'A': return "Theorem 1 and its remarks";
    case 'B': return "The paper's text and discussion";
    case 'C': return "The texts around the paper";
    case 'D': return "Beyond the texts";
  }
  return "Other claims";
}

}  // namespace pathkernel
