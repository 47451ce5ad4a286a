#include "proofs/report/terminal.hpp"

#include <algorithm>
#include <iomanip>
#include <sstream>

#include "proofs/problem/description.hpp"

namespace pathkernel {

namespace {

/// Characters on a screen, of UTF-8 text: bytes that do not continue a character.
std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// Text from a file or an argument, fit for a line of a table: no control characters, not too long.
std::string shown(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '?';
  if (width(text) <= 60) return text;
  std::size_t end = 57;
  while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "...";
}

/// Rows of cells in columns as wide as they need be; the first row is the header.
class Columns {
 public:
  /// @param right  for each column, whether it is aligned right: numbers are
  explicit Columns(std::vector<bool> right) : right_(std::move(right)) {}

  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }

  void print(std::ostream& out) const {
    std::vector<std::size_t> widths(right_.size());
    for (const std::vector<std::string>& row : rows_)
      for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], width(row[c]));
    for (const std::vector<std::string>& row : rows_) {
      std::string line;
      for (std::size_t c = 0; c < row.size(); ++c) {
        const std::string blanks(widths[c] - width(row[c]), ' ');
        line += "  " + (right_[c] ? blanks + row[c] : row[c] + blanks);
      }
      out << line.substr(0, line.find_last_not_of(' ') + 1) << '\n';
    }
  }

 private:
  std::vector<bool> right_;
  std::vector<std::vector<std::string>> rows_;
};

/// A row of the table of verdicts, whose columns are known before its rows are.
void print_cells(std::ostream& out, const std::array<std::string, 7>& cells) {
  constexpr std::array<std::size_t, 7> widths{16, 21, 9, 9, 9, 7, 0};
  std::string line;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const std::size_t taken = width(cells[c]);
    const std::string blanks(widths[c] > taken ? widths[c] - taken : 0, ' ');
    const bool right = c >= 2 && c <= 5;
    line += "  " + (right ? blanks + cells[c] : cells[c] + blanks);
  }
  out << line.substr(0, line.find_last_not_of(' ') + 1) << '\n';
}

void print_predictions(std::ostream& out, const Problem& problem, const Outcome& outcome) {
  if (outcome.predictions.empty()) return;
  const Form form = form_of(problem);
  out << "\nPredictions y = b + Σ a_i K(x, x_i), K = " << form.kernel << ":\n\n";
  Columns table({false, false, true, true, true});
  table.add({"model", "at", "b = " + form.b, "Σ a_i K", "y"});
  for (const Prediction& p : outcome.predictions)
    table.add({p.model, p.query, p.initial, p.change, p.trained});
  table.print(out);
}

void print_contributions(std::ostream& out, const Problem& problem,
                         const Explanation& explanation) {
  out << "\nWho speaks for the prediction at " << explanation.query << ", by the "
      << explanation.model << ":\n\n";
  std::vector<std::string> header{"example"};
  for (const Feature& feature : problem.data.features) header.push_back(shown(feature.name));
  if (problem.has_target()) header.push_back(shown(problem.data.target.name));
  if (explanation.has_terms()) header.insert(header.end(), {"K(x, x_i)", "a_i"});
  header.push_back("contribution");
  const std::size_t columns = header.size();
  Columns table(std::vector<bool>(columns, true));
  table.add(header);
  for (const Contribution& line : explanation.loudest) {
    std::vector<std::string> row{std::to_string(line.example)};
    row.insert(row.end(), line.features.begin(), line.features.end());
    if (problem.has_target()) row.push_back(shown(line.target));
    if (explanation.has_terms()) row.insert(row.end(), {line.path_kernel, line.coefficient});
    row.push_back(line.contribution);
    table.add(row);
  }
  const auto total = [&](const std::string& name, const std::string& value) {
    std::vector<std::string> row(columns);
    row.front() = name;
    row.back() = value;
    table.add(row);
  };
  if (explanation.others > 0)
    total(std::to_string(explanation.others) + " others", explanation.others_contribution);
  const std::string b = form_of(problem).b;
  total(b == "y_0" ? "y - y_0" : "y - b", explanation.change);
  total("b = " + b, explanation.initial);
  total("y", explanation.trained);
  table.print(out);
  out << "\n  y is " << meaning_of_output(problem)
      << ". Contributions are not effects of leaving out.\n";
}

}  // namespace

void print_problem(std::ostream& out, const Task& task) {
  out << "Theorem 1 (Domingos 2020): y = Σ a_i K(x, x_i) + b, to " << task.digits << " digits\n\n";
  for (const DescribedLine& line : description(task.problem))
    out << "  " << std::left << std::setw(8) << line.what << ' ' << line.text << '\n';
  out << '\n';
}

void print_header(std::ostream& out) {
  print_cells(out,
              {"claim", "verdict", "residual", "defect", "control", "seconds", "what is claimed"});
  out << std::flush;
}

void print_row(std::ostream& out, const Decision& decision) {
  std::ostringstream seconds;
  seconds << std::fixed << std::setprecision(1) << decision.seconds;
  print_cells(out, {decision.id, std::string(name_of(decision.verdict)),
                    decision.residual.value_or("-"), decision.defect.value_or("-"),
                    decision.control.value_or("-"), seconds.str(), decision.title});
  out << std::flush;
}

void print_outcome(std::ostream& out, const Task& task, const Outcome& outcome) {
  out << "\n  residual: the largest that should vanish; defect: |w' + ∇L| of the paths it was "
         "taken on;\n"
         "  control: the smallest that should not; seconds: with the trainings that a claim "
         "shares\n\n";
  for (const Decision& decision : outcome.decisions) {
    out << "  " << std::left << std::setw(5) << decision.id << ' ' << decision.finding << '\n';
    if (!decision.mistake.empty())
      out << "        mistaken on purpose: " << decision.mistake
          << (decision.as_expected() ? "; the verdict turned\n" : "; THE VERDICT DID NOT TURN\n");
    for (const Case& c : decision.cases)
      if (!c.as_expected && decision.mistake.empty())
        out << "       NOT AS EXPECTED: " << c.name << ": " << c.value << ", expected "
            << c.expected << '\n';
  }
  out << "\n  computed in " << outcome.number << '\n';
  for (const std::string& training : outcome.trainings) out << "  " << training << '\n';
  print_predictions(out, task.problem, outcome);
  if (outcome.explanation) print_contributions(out, task.problem, *outcome.explanation);
  out << '\n';
}

std::string last_line(const Outcome& outcome) {
  const auto expected = std::ranges::count_if(outcome.decisions, &Decision::as_expected);
  return std::to_string(expected) + " of " + std::to_string(outcome.decisions.size()) +
         " verdicts as expected" + (outcome.interrupted ? "; interrupted before the rest" : "");
}

}  // namespace pathkernel
