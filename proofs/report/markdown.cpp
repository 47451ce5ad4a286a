#include "proofs/report/markdown.hpp"

#include "proofs/report/markup.hpp"
#include "proofs/report/summary.hpp"

namespace pathkernel {

namespace {

/// Running text, in which Markdown must find no marks of its own.
std::string plain(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '*' || c == '_' || c == '<' || c == '`' || c == '|') out += '\\';
    out += c;
  }
  return out;
}

std::string section_text(const ClaimSection& section) {
  std::string out;
  for (const Paragraph& paragraph : section.paragraphs)
    out += (paragraph.formula ? "    " + paragraph.text : plain(paragraph.text)) + "\n\n";
  return out;
}

std::string claim_markdown(const ReportContent& content, const Decision& decision) {
  std::string out = "### " + decision.id + ". " + plain(decision.title) + "\n\n**" +
                    std::string(words_of(decision.verdict)) + "**" +
                    (decision.as_expected() ? "" : " (not the expected verdict)");
  if (decision.residual) out += ", residual " + *decision.residual;
  if (decision.control) out += ", control " + *decision.control;
  out += "\n\n";
  const std::vector<ClaimSection> text = claim_text(content.claims, decision.id);
  for (const ClaimSection& section : text)
    if (section.title == "Statement") out += section_text(section);
  if (!decision.finding.empty()) out += "> " + plain(decision.finding) + "\n\n";
  for (const Figure& figure : decision.figures) {
    for (std::size_t p = 0; p < figure.panels.size(); ++p)
      out += "![" + plain(figure.shows) + "](figures/" + figure.name + '-' + std::to_string(p + 1) +
             ".svg)\n";
    out += "\n*" + plain(figure.title) + "*: " + plain(figure.shows) + "\n\n";
  }
  for (const Table& table : decision.tables) out += markdown_table(table);
  for (const ClaimSection& section : text)
    if (section.title != "Statement") out += "*" + section.title + ".* " + section_text(section);
  return out;
}

}  // namespace

std::string as_markdown(const ReportContent& content) {
  const Outcome& outcome = content.outcome;
  std::string out = "# Is every model learned by gradient descent a kernel machine?\n\n" +
                    verdict_counts(outcome) +
                    (outcome.interrupted ? "; interrupted before the rest" : "") + ". " +
                    content.date + ", pathkernel " PATHKERNEL_VERSION ", " + outcome.number +
                    " for the data given, on " + content.machine + ".\n\n";
  if (!outcome.predictions.empty()) {
    out += "## " + plain(story_title(content.task)) + "\n\n" + plain(story_text(content.task)) +
           "\n\n" + markdown_table(problem_table(content.task)) +
           markdown_table(prediction_table(content.task, outcome));
    if (outcome.explanation)
      out += markdown_table(contribution_table(content.task, *outcome.explanation));
  }
  Table ledger{"", {"claim", "verdict", "what is claimed", "residual", "control"}, {}};
  for (const Decision& decision : outcome.decisions)
    ledger.rows.push_back({decision.id, std::string(words_of(decision.verdict)), decision.title,
                           decision.residual.value_or(""), decision.control.value_or("")});
  out += "## The ledger\n\n" + markdown_table(ledger) + "## Claim by claim\n\n";
  for (const Decision& decision : outcome.decisions) out += claim_markdown(content, decision);
  return out;
}

}  // namespace pathkernel
