#include "proofs/report/page.hpp"

#include <fstream>
#include <sstream>

#include "proofs/report/markup.hpp"
#include "proofs/report/summary.hpp"

namespace pathkernel {

namespace {

std::string style_sheet() {
  std::ostringstream text;
  text << std::ifstream(PATHKERNEL_REPORT_DIR "/page.css").rdbuf();
  return text.str();
}

std::string badge(Verdict verdict) {
  return "<span class=\"verdict " + std::string(name_of(verdict)) + "\">" +
         std::string(words_of(verdict)) + "</span>";
}

/// A picture says what it shows to those who can't see it.
std::string picture(std::string svg, const Figure& figure, const Panel& panel) {
  const std::string name = html(panel.title.empty() ? figure.title : panel.title) + ": ";
  return svg.replace(0, 4, "<svg role=\"img\" aria-label=\"" + name + html(figure.shows) + "\" ");
}

std::string figure_html(const ReportContent& content, const Figure& figure) {
  std::string out = "<figure id=\"figure-" + html(figure.name) + "\"><div class=\"panels\">\n";
  const auto drawn = content.pictures.find(figure.name);
  if (drawn == content.pictures.end()) return "";
  const std::vector<std::string>& pictures = drawn->second;
  for (std::size_t p = 0; p < pictures.size(); ++p)
    out += picture(pictures[p], figure, figure.panels[p]);
  const std::string file = "figures/" + html(figure.name);
  return out + "</div>\n<figcaption><b>" + formula_html(figure.title) + ".</b> " +
         formula_html(figure.shows) + " <a href=\"" + file + ".dat\">Numbers</a>, <a href=\"" +
         file + ".gnuplot\">script</a>.</figcaption></figure>\n";
}

std::string section_html(const ClaimSection& section) {
  std::string out;
  for (const Paragraph& paragraph : section.paragraphs)
    out += paragraph.formula ? "<div class=\"formula\">" + formula_html(paragraph.text) + "</div>\n"
                             : "<p>" + formula_html(paragraph.text) + "</p>\n";
  return out;
}

std::string numbers_html(const Decision& decision) {
  std::string out = "<dl class=\"numbers\">";
  const auto add = [&](const char* name, const std::optional<std::string>& value) {
    if (value) out += "<div><dt>" + std::string(name) + "</dt><dd>" + html(*value) + "</dd></div>";
  };
  add("residual", decision.residual);
  add("path's defect", decision.defect);
  add("control", decision.control);
  std::ostringstream seconds;
  seconds.precision(1);
  seconds << std::fixed << decision.seconds << " s";
  add("took", seconds.str());
  return out + "</dl>\n";
}

std::string claim_html(const ReportContent& content, const Decision& decision) {
  const std::vector<ClaimSection> text = claim_text(content.claims, decision.id);
  std::string out = "<article id=\"" + html(decision.id) + "\"><h3>" + html(decision.id) + ". " +
                    formula_html(decision.title) + "</h3>\n<p>" + badge(decision.verdict) +
                    (decision.as_expected() ? "" : " (not the expected verdict)") + "</p>\n";
  for (const ClaimSection& section : text)
    if (section.title == "Statement") out += section_html(section);
  if (!decision.finding.empty())
    out += "<p class=\"finding\">" + formula_html(decision.finding) + "</p>\n";
  out += numbers_html(decision);
  for (const Figure& figure : decision.figures) out += figure_html(content, figure);
  for (const Table& table : decision.tables) out += html_table(table);
  out += "<details><summary>Derivation, computation, controls of " + html(decision.id) +
         "</summary>\n";
  for (const ClaimSection& section : text)
    if (section.title != "Statement")
      out += "<h4>" + section.title + "</h4>\n" + section_html(section);
  if (!decision.mistake_named.empty())
    out += "<h4>Mistake that turns the verdict</h4>\n<p>" + formula_html(decision.mistake_named) +
           "</p>\n";
  if (!decision.cases.empty()) out += html_table(case_table(decision));
  return out + "</details></article>\n";
}

std::string ledger_html(const Outcome& outcome) {
  std::string out =
      "<h2 id=\"ledger\">The ledger</h2>\n<table class=\"ledger\"><caption>Every claim, its "
      "verdict, "
      "the largest number that should vanish, and the smallest that should not when the check is "
      "broken on purpose.</caption><thead><tr><th scope=\"col\">claim</th><th "
      "scope=\"col\">verdict</th><th scope=\"col\" class=\"number\">residual</th><th scope=\"col\" "
      "class=\"number\">control</th></tr></thead><tbody>\n";
  for (const Decision& decision : outcome.decisions)
    out += "<tr><td><a href=\"#" + html(decision.id) + "\">" + html(decision.id) + "</a></td><td>" +
           formula_html(decision.title) + "<br>" + badge(decision.verdict) +
           "</td><td class=\"number\">" + html(decision.residual.value_or("")) +
           "</td><td class=\"number\">" + html(decision.control.value_or("")) + "</td></tr>\n";
  return out + "</tbody></table>\n";
}

std::string story_html(const ReportContent& content) {
  const Outcome& outcome = content.outcome;
  if (outcome.predictions.empty()) return "";
  std::string out = "<h2 id=\"story\">" + html(story_title(content.task)) + "</h2>\n<p>" +
                    html(story_text(content.task)) + "</p>\n" +
                    html_table(problem_table(content.task)) +
                    html_table(prediction_table(content.task, outcome));
  if (outcome.explanation)
    out += html_table(contribution_table(content.task, *outcome.explanation));
  return out;
}

/// The claims on the data given, then those of each part.
std::string claims_html(const ReportContent& content) {
  std::string out;
  for (const Decision& decision : content.outcome.decisions)
    if (decision.on_the_data) out += claim_html(content, decision);
  char part = '\0';
  for (const Decision& decision : content.outcome.decisions) {
    if (decision.on_the_data) continue;
    if (decision.id.front() != part) {
      part = decision.id.front();
      out += "<h2 id=\"part-" + std::string(1, part) + "\">" + std::string(1, part) + ". " +
             html(part_title(part)) + "</h2>\n";
    }
    out += claim_html(content, decision);
  }
  return out;
}

}  // namespace

std::string as_page(const ReportContent& content) {
  const Outcome& outcome = content.outcome;
  return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<title>Theorem 1, computed</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>\n" +
         style_sheet() +
         "</style></head>\n<body><a class=\"skip\" href=\"#ledger\">To the ledger</a>\n<header>"
         "<h1>Is every model learned by gradient descent a kernel machine?</h1>\n"
         "<p>The claims of P. Domingos, <a href=\"https://arxiv.org/abs/2012.00152\">Every Model "
         "Learned by Gradient Descent Is Approximately a Kernel Machine</a> (2020), and of texts "
         "around it, each decided by a computation that could have failed.</p>\n<p>" +
         html(verdict_counts(outcome)) +
         (outcome.interrupted ? "; interrupted before the rest" : "") +
         ".</p>\n<p class=\"quiet\">" + html(content.date) +
         ", pathkernel " PATHKERNEL_VERSION ", " + html(outcome.number) +
         " for the data given, on " + html(content.machine) +
         ". The same as <a href=\"report.md\">text</a> and as <a href=\"report.json\">JSON</a>, "
         "which holds all numbers in full.</p></header>\n<main>\n" +
         story_html(content) + ledger_html(outcome) + claims_html(content) +
         "</main>\n</body></html>\n";
}

}  // namespace pathkernel
