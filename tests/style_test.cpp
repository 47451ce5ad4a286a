/// @file style_test.cpp
/// Rules of the house that a machine can check: exact constants, and what every header says of
/// itself.
#include <filesystem>
#include <fstream>
#include <regex>

#include "tests/catch.hpp"

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> library_headers() {
  std::vector<fs::path> headers;
  for (const char* folder : {"autodiff", "nn", "kernel"})
    for (const fs::directory_entry& entry :
         fs::recursive_directory_iterator(fs::path(PATHKERNEL_SOURCE_DIR) / folder))
      if (entry.path().extension() == ".hpp") headers.push_back(entry.path());
  return headers;
}

/// A floating literal outside of comments and strings, such as 0.1, .5, 1e-3 or 2.
bool has_floating_literal(std::string line) {
  line = std::regex_replace(line, std::regex(R"("([^"\\]|\\.)*")"), "");
  line = line.substr(0, line.find("//"));
  static const std::regex literal(
      R"((^|[^\w.])(\d[\d']*\.\d*|\.\d+|\d+[eE][-+]?\d+)([eE][-+]?\d+)?)");
  return std::regex_search(line, literal);
}

}  // namespace

TEST_CASE("the libraries hold no floating literal, which would be right to 16 digits", "[style]") {
  REQUIRE(library_headers().size() > 20);  // else the folder was not found, and nothing checked
  for (const fs::path& header : library_headers()) {
    std::ifstream file(header);
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
      INFO(header.string() << ':' << number << ": " << line);
      CHECK_FALSE(has_floating_literal(line));
    }
  }

  SECTION("and the check would find one") {
    CHECK(has_floating_literal("const S k = S(0.1);"));
    CHECK(has_floating_literal("h *= .5;"));
    CHECK(has_floating_literal("if (error < 1e-12) return;"));
    CHECK(has_floating_literal("x = 2. * y;"));
    CHECK_FALSE(has_floating_literal("at.adjoint, v1.x, 1'000'000, \"0.05\", w[2];  // 0.1"));
  }
}

TEST_CASE("no line of the sources is longer than 100 characters", "[style]") {
  std::size_t files = 0;
  for (const char* folder : {"autodiff", "nn", "kernel", "proofs", "tests"})
    for (const fs::directory_entry& entry :
         fs::recursive_directory_iterator(fs::path(PATHKERNEL_SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".hpp" && entry.path().extension() != ".cpp") continue;
      ++files;
      std::ifstream file(entry.path());
      std::string line;
      for (int number = 1; std::getline(file, line); ++number) {
        INFO(entry.path().string() << ':' << number);
        const auto continues = [](char c) {
          return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
        };
        CHECK(std::ranges::count_if(line, std::not_fn(continues)) <= 100);
      }
    }
  CHECK(files > 50);
}

TEST_CASE("every header says what it is and what it leaves out", "[style]") {
  for (const fs::path& header : library_headers()) {
    std::ifstream file(header);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    INFO(header.string());
    CHECK_THAT(text, Catch::StartsWith("/// @file " + header.filename().string()));
    CHECK_THAT(text, Catch::Contains("/// Leaves out: "));
    CHECK_THAT(text, Catch::Contains("#pragma once"));
  }
}

TEST_CASE("the tape in double needs no header but its own and the standard library's", "[style]") {
  std::vector<std::string> to_read{"autodiff/autodiff.hpp"};
  std::size_t standard = 0;
  for (std::size_t n = 0; n < to_read.size(); ++n) {  // grows while it is walked
    std::ifstream file(fs::path(PATHKERNEL_SOURCE_DIR) / to_read[n]);
    REQUIRE(file);
    static const std::regex include(R"(#include ([<"])([^>"]+)[>"])");
    std::string line;
    while (std::getline(file, line)) {
      std::smatch found;
      if (!std::regex_search(line, found, include)) continue;
      INFO(to_read[n] << ": " << line);
      if (found[1] == "<") {
        ++standard;
        CHECK(found[2].str().find_first_of("/.") == std::string::npos);  // <boost/...>, <mpfr.h>
      } else if (std::ranges::find(to_read, found[2].str()) == to_read.end()) {
        to_read.push_back(found[2]);
      }
    }
  }
  CHECK(to_read.size() > 25);  // else the headers were not found, and nothing checked
  CHECK(standard > 25);
}
