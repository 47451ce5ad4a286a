#include "proofs/report/summary.hpp"

#include <algorithm>

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
  const Problem& problem = task.problem;
  Table table{"What was trained", {"", ""}, {}};
  table.rows.push_back({"data", std::filesystem::path(problem.data.source).filename().string() +
                                    ": " + counted(problem.data.count(), "example")});
  table.rows.push_back({"T", problem.until.text()});
  for (const Start& start : problem.starts)
    table.rows.push_back({start.name, start.w.size() <= 30 ? "w(0) = " + all_of(start.w)
                                                           : counted(start.w.size(), "parameter") +
                                                                 ", in report.json"});
  std::string queries;
  for (const Query& query : problem.queries) queries += (queries.empty() ? "" : "; ") + query.name;
  table.rows.push_back({"asked at", queries});
  return table;
}

Table prediction_table(const Outcome& outcome) {
  Table table{
      "Predictions y = b + Σ a_i K(x, x_i)", {"model", "at", "b = y_0", "Σ a_i K", "y"}, {}};
  for (const Prediction& p : outcome.predictions)
    table.rows.push_back({p.model, p.query, p.initial, p.change, p.trained});
  return table;
}

Table contribution_table(const Task& task, const Explanation& explanation) {
  const DataSet& data = task.problem.data;
  Table table{
      "Who speaks for the prediction at " + explanation.query + ", by the " + explanation.model,
      {"example"},
      {}};
  for (const Feature& feature : data.features) table.header.push_back(feature.name);
  table.header.insert(table.header.end(), {data.target.name, "K(x, x_i)", "a_i", "contribution"});
  for (const Contribution& line : explanation.loudest) {
    std::vector<std::string> row{std::to_string(line.example)};
    row.insert(row.end(), line.features.begin(), line.features.end());
    row.insert(row.end(), {line.target, line.path_kernel, line.coefficient, line.contribution});
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
  total("y - y_0", explanation.change);
  total("b = y_0", explanation.initial);
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
