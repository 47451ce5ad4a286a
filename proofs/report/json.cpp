#include "proofs/report/json.hpp"

#include <sstream>

#include "proofs/problem/description.hpp"
#include "proofs/report/json_text.hpp"

namespace pathkernel {

namespace {

std::string quoted_or_null(const std::optional<std::string>& text) {
  return text ? json_string(*text) : "null";
}

const char* boolean(bool value) { return value ? "true" : "false"; }

std::string seconds(double value) {
  std::ostringstream text;
  text.precision(3);
  text << std::fixed << value;
  return json_string(text.str());
}

/// A training, indented as deep as a claim's cases are.
std::string json_training(const RecordedTraining& training) {
  std::string out = "       {\"name\": " + json_string(training.name) +
                    ",\n        \"loss_of_all_examples\": " + json_string(training.program);
  const auto add = [&](const char* name, const std::string& value) {
    out += std::string(",\n        \"") + name + "\": " + value;
  };
  add("training", json_string(training.training));
  add("w_0", json_list(training.w));
  add("T", json_string(training.until));
  add("x", json_rows(training.x));
  add("y", json_rows(training.y));
  add("queries", json_rows(training.queries));
  add("batches", json_rows(training.batches));
  add("outputs", std::to_string(training.outputs));
  add("K", json_rows(training.path_kernel));
  add("S", json_rows(training.loss_weighted));
  add("b", json_list(training.b));
  add("y_T", json_list(training.y_trained));
  add("w_T", json_list(training.w_trained));
  return out + '}';
}

std::string json_trainings(const std::vector<RecordedTraining>& trainings) {
  std::string out = "[";
  for (const RecordedTraining& training : trainings)
    out += (out.size() > 1 ? ",\n" : "\n") + json_training(training);
  return out + ']';
}

std::string json_tables(const std::vector<Table>& tables) {
  std::string out = "[";
  for (const Table& table : tables)
    out += (out.size() > 1 ? ",\n" : "\n") + std::string("       {\"title\": ") +
           json_string(table.title) + ", \"header\": " + json_list(table.header) +
           ",\n        \"rows\": " + json_rows(table.rows) + '}';
  return out + ']';
}

/// What a figure shows, in words, and the file of its numbers beside a report.
std::string json_figures(const std::vector<Figure>& figures) {
  std::string out = "[";
  for (const Figure& figure : figures)
    out += (out.size() > 1 ? ",\n" : "\n") + std::string("       {\"title\": ") +
           json_string(figure.title) + ", \"shows\": " + json_string(figure.shows) +
           ", \"numbers\": " + json_string("figures/" + figure.name + ".dat") + '}';
  return out + ']';
}

}  // namespace

std::string as_json(const Task& task, const Outcome& outcome) {
  bool as_expected = !outcome.interrupted;
  for (const Decision& decision : outcome.decisions) as_expected &= decision.as_expected();
  std::ostringstream out;
  out << "{\n  \"schema\": 1,\n  \"version\": " << json_string(PATHKERNEL_VERSION)
      << ",\n  \"digits\": " << task.digits << ",\n  \"as_expected\": " << boolean(as_expected)
      << ",\n  \"interrupted\": " << boolean(outcome.interrupted) << ",\n  \"problem\": [";
  const char* comma = "\n";
  for (const DescribedLine& line : description(task.problem)) {
    out << comma << "    {\"what\": " << json_string(line.what)
        << ", \"text\": " << json_string(line.text) << '}';
    comma = ",\n";
  }
  out << "],\n  \"claims\": [";
  const char* separator = "\n";
  for (const Decision& decision : outcome.decisions) {
    out << separator << "    {\"id\": " << json_string(decision.id)
        << ", \"title\": " << json_string(decision.title)
        << ", \"verdict\": " << json_string(std::string(name_of(decision.verdict)))
        << ", \"expected\": " << json_string(std::string(name_of(decision.expected)))
        << ", \"as_expected\": " << boolean(decision.as_expected()) << ",\n     \"mistake\": "
        << (decision.mistake.empty() ? "null" : json_string(decision.mistake))
        << ", \"finding\": " << json_string(decision.finding)
        << ",\n     \"residual\": " << quoted_or_null(decision.residual)
        << ", \"control\": " << quoted_or_null(decision.control)
        << ", \"seconds\": " << seconds(decision.seconds) << ",\n     \"cases\": [";
    const char* between = "\n";
    for (const Case& c : decision.cases) {
      out << between << "       {\"name\": " << json_string(c.name)
          << ", \"value\": " << json_string(c.value)
          << ", \"expected\": " << json_string(c.expected)
          << ", \"as_expected\": " << boolean(c.as_expected) << '}';
      between = ",\n";
    }
    out << "],\n     \"tables\": " << json_tables(decision.tables)
        << ",\n     \"figures\": " << json_figures(decision.figures)
        << ",\n     \"trainings\": " << json_trainings(decision.trainings) << '}';
    separator = ",\n";
  }
  out << "\n  ],\n  \"trainings_on_the_data\": " << json_trainings(outcome.records) << "\n}\n";
  return out.str();
}

}  // namespace pathkernel
