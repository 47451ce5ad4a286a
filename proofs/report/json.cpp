#include "proofs/report/json.hpp"

#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <sstream>
#include <string_view>

namespace pathkernel {

namespace {

/// Bytes of the UTF-8 character that begins there; 0 if none does.
std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t length = byte(0) < 0x80                      ? 1
                             : byte(0) >= 0xC2 && byte(0) < 0xE0 ? 2
                             : byte(0) >= 0xE0 && byte(0) < 0xF0 ? 3
                             : byte(0) >= 0xF0 && byte(0) < 0xF5 ? 4
                                                                 : 0;
  if (length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0) != 0x80) return 0;
  return length;
}

/// A JSON string. What is not UTF-8, a name from a Latin-1 file say, becomes U+FFFD.
std::string json_string(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const std::size_t length = character_length(text);
    const unsigned char first = static_cast<unsigned char>(text.front());
    if (length == 0) {
      out += "\\ufffd";
    } else if (first < 0x20) {
      char code[7];
      std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(first));
      out += code;
    } else {
      if (first == '"' || first == '\\') out += '\\';
      out += text.substr(0, length);
    }
    text.remove_prefix(std::max<std::size_t>(1, length));
  }
  return out + '"';
}

/// Where a file's text goes before it has its name.
std::filesystem::path partial_of(const std::filesystem::path& file) {
  std::filesystem::path partial = file;
  return partial += ".partial-" + std::to_string(getpid());
}

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

std::string json_list(const Decimals& numbers) {
  std::string out = "[";
  for (const std::string& number : numbers)
    out += (out.size() > 1 ? ", " : "") + json_string(number);
  return out + ']';
}

std::string json_rows(const std::vector<Decimals>& rows) {
  std::string out = "[";
  for (const Decimals& row : rows) out += (out.size() > 1 ? ",\n          " : "") + json_list(row);
  return out + ']';
}

/// A training, indented as deep as a claim's cases are.
std::string json_training(const RecordedTraining& training) {
  std::string out = "       {\"name\": " + json_string(training.name) +
                    ",\n        \"loss_of_all_examples\": " + json_string(training.program);
  const auto add = [&](const char* name, const std::string& value) {
    out += std::string(",\n        \"") + name + "\": " + value;
  };
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

}  // namespace

std::string as_json(const Task& task, const Outcome& outcome) {
  bool as_expected = true;
  for (const Decision& decision : outcome.decisions) as_expected &= decision.as_expected();
  std::ostringstream out;
  out << "{\n  \"schema\": 1,\n  \"version\": " << json_string(PATHKERNEL_VERSION)
      << ",\n  \"digits\": " << task.digits << ",\n  \"as_expected\": " << boolean(as_expected)
      << ",\n  \"claims\": [";
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
    out << "],\n     \"trainings\": " << json_trainings(decision.trainings) << '}';
    separator = ",\n";
  }
  out << "\n  ],\n  \"trainings_on_the_data\": " << json_trainings(outcome.records) << "\n}\n";
  return out.str();
}

bool can_be_written(const std::filesystem::path& named) {
  std::error_code error;
  const std::filesystem::path file = std::filesystem::weakly_canonical(named, error);
  if (named.empty() || error) return false;
  if (std::filesystem::exists(file, error) && !std::filesystem::is_regular_file(file, error))
    return false;
  const bool opened = std::ofstream(partial_of(file)).is_open();
  if (opened) std::filesystem::remove(partial_of(file), error);
  return opened;
}

void write_whole(const std::filesystem::path& named, const std::string& text) {
  // Through a link, the file that it leads to is replaced, and the link stays.
  const std::filesystem::path file = std::filesystem::weakly_canonical(named);
  const std::filesystem::path partial = partial_of(file);
  {
    std::ofstream out(partial, std::ios::binary);
    out << text;
    out.close();
    if (!out) {
      std::error_code ignored;
      std::filesystem::remove(partial, ignored);
      throw std::runtime_error(file.string() + ": could not be written; is the disk full?");
    }
  }
  std::error_code error;
  std::filesystem::rename(partial, file, error);
  if (error) {
    std::error_code ignored;
    std::filesystem::remove(partial, ignored);
    throw std::runtime_error(file.string() + ": could not be written: " + error.message());
  }
}

}  // namespace pathkernel
