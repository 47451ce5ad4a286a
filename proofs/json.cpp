#include "proofs/json.hpp"

#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <sstream>

namespace pathkernel {

namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\', out += c;
    else if (static_cast<unsigned char>(c) < 0x20) {
      char code[7];
      std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(c));
      out += code;
    } else out += c;
  }
  return out + '"';
}

std::string quoted_or_null(const std::optional<std::string>& text) {
  return text ? quoted(*text) : "null";
}

const char* boolean(bool value) { return value ? "true" : "false"; }

std::string seconds(double value) {
  std::ostringstream text;
  text.precision(3);
  text << std::fixed << value;
  return quoted(text.str());
}

}  // namespace

std::string as_json(const Task& task, const Outcome& outcome) {
  bool as_expected = true;
  for (const Decision& decision : outcome.decisions) as_expected &= decision.as_expected();
  std::ostringstream out;
  out << "{\n  \"schema\": 1,\n  \"version\": " << quoted(PATHKERNEL_VERSION)
      << ",\n  \"digits\": " << task.digits << ",\n  \"as_expected\": " << boolean(as_expected)
      << ",\n  \"claims\": [";
  const char* separator = "\n";
  for (const Decision& decision : outcome.decisions) {
    out << separator << "    {\"id\": " << quoted(decision.id)
        << ", \"title\": " << quoted(decision.title)
        << ", \"verdict\": " << quoted(std::string(name_of(decision.verdict)))
        << ", \"as_expected\": " << boolean(decision.as_expected())
        << ",\n     \"residual\": " << quoted_or_null(decision.residual)
        << ", \"control\": " << quoted_or_null(decision.control)
        << ", \"seconds\": " << seconds(decision.seconds) << ",\n     \"cases\": [";
    const char* between = "\n";
    for (const Case& c : decision.cases) {
      out << between << "       {\"name\": " << quoted(c.name) << ", \"value\": " << quoted(c.value)
          << ", \"expected\": " << quoted(c.expected)
          << ", \"as_expected\": " << boolean(c.as_expected) << '}';
      between = ",\n";
    }
    out << "]}";
    separator = ",\n";
  }
  out << "\n  ]\n}\n";
  return out.str();
}

void write_whole(const std::filesystem::path& file, const std::string& text) {
  std::filesystem::path partial = file;
  partial += ".partial-" + std::to_string(getpid());
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
  std::filesystem::rename(partial, file);
}

}  // namespace pathkernel
