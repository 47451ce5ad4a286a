/// @file csv_test.cpp
/// The cells of a table, the lines its rows begin on, and every text or file that is no table.
#include "nn/data/csv.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/catch.hpp"

using namespace pathkernel;

namespace {

using Cells = std::vector<std::string>;

/// A folder for one test's files, removed with it.
struct Folder {
  std::filesystem::path path;
  explicit Folder(const std::string& name)
      : path(std::filesystem::temp_directory_path() / ("pathkernel_csv_test_" + name)) {
    std::filesystem::remove_all(path);
    std::filesystem::create_directory(path);
  }
  ~Folder() { std::filesystem::remove_all(path); }
};

}  // namespace

TEST_CASE("a table is its header, its rows, and the lines these begin on", "[csv]") {
  const CsvTable table = parse_csv("x,y\n1,2\n3,4\n", "a.csv");

  CHECK(table.source == "a.csv");
  CHECK(table.header == Cells{"x", "y"});
  CHECK(table.rows == std::vector<Cells>{{"1", "2"}, {"3", "4"}});
  CHECK(table.line_of_row == std::vector<std::size_t>{2, 3});
}

TEST_CASE("line ends, blanks, blank lines and a byte order mark are no part of a cell", "[csv]") {
  const std::vector<Cells> rows = {{"1", ""}, {"3 4", "5"}};
  for (const char* text :
       {"x,y\n1,\n3 4,5\n", "x,y\n1,\n3 4,5", "x,y\r\n1,\r\n3 4,5\r\n",
        "\xEF\xBB\xBFx,y\n1,\n3 4,5\n", "\n \n x\t, y\n\n1 ,\t \r\n\t\n  3 4,5 \n\n",
        "\"x\",\"y\"\n\"1\",\"\"\n \"3 4\" ,\t\"5\"\t\n"}) {
    CAPTURE(text);
    const CsvTable table = parse_csv(text, "a.csv");

    CHECK(table.header == Cells{"x", "y"});
    CHECK(table.rows == rows);
  }
  CHECK(parse_csv("\n\nx\n\n1\n \n2", "a.csv").line_of_row == std::vector<std::size_t>{5, 7});
}

TEST_CASE("a quoted cell holds commas, quotes, blanks and line ends", "[csv]") {
  const CsvTable table =
      parse_csv("x,y\n\"a, \"\"b\"\"\",\" c \"\n\"d\r\ne\n\",\"\"\"\"\n1,2", "a.csv");

  CHECK(table.rows == std::vector<Cells>{{"a, \"b\"", " c "}, {"d\r\ne\n", "\""}, {"1", "2"}});
  CHECK(table.line_of_row == std::vector<std::size_t>{2, 3, 6});
}

TEST_CASE("a blank line is skipped, but an empty cell in quotes is a row", "[csv]") {
  CHECK(parse_csv("x\n\n\"\"\n", "a.csv").rows == std::vector<Cells>{{""}});
}

TEST_CASE("a text that is no table is refused with its line and column", "[csv]") {
  const auto parsing = [](std::string_view text) { return parse_csv(text, "a.csv"); };

  CHECK_THROWS_AS(parsing(""), std::invalid_argument);
  CHECK_THROWS_WITH(parsing(""), "a.csv: found no text, need a header and rows; check the file.");
  CHECK_THROWS_WITH(parsing("\xEF\xBB\xBF \r\n"), Catch::Contains("found no text"));
  CHECK_THROWS_WITH(parsing("x,y\n\n"), "a.csv: found a header alone, need rows; add examples.");
  const std::string remedy = "; add what is missing, or put a cell with a comma in quotes.";
  CHECK_THROWS_WITH(parsing("x,y\n1,2\n\n1\n"),
                    "a.csv:4: found a row of length 1, need 2 as in the header" + remedy);
  CHECK_THROWS_WITH(parsing("x,y\n1,2,3\n"),
                    "a.csv:2: found a row of length 3, need 2 as in the header" + remedy);
  CHECK_THROWS_WITH(parsing("x,y,x\n1,2,3\n"),
                    "a.csv:1: column 3 (x): found the name of column 1, need a name of its own; "
                    "edit the header.");
  CHECK_THROWS_WITH(parsing("\nx,\n1,2\n"),
                    "a.csv:2: column 2: found no name, need a name; edit the header.");
  CHECK_THROWS_WITH(parsing("x,y\n1,\"2\n3,4\n"),
                    "a.csv:2: column 2 (y): found an open quote, need its end; add it.");
  CHECK_THROWS_WITH(parsing("\""), "a.csv:1: column 1: found an open quote, need its end; add it.");
  CHECK_THROWS_WITH(parsing(std::string_view("x,y\n1,\0", 7)),
                    "a.csv:2: column 2 (y): found a NUL byte, need text; save the table as CSV in "
                    "UTF-8.");

  for (const char* text : {"x\n\"a\"b\n", "x\na\"b\"\n", "x\n\"a\" \"b\"\n", "x\n5\"\n"}) {
    CAPTURE(text);
    CHECK_THROWS_WITH(
        parsing(text),
        "a.csv:2: column 1 (x): found a cell partly in quotes, need all of it in them, "
        "or none; write a quote inside a quoted cell twice.");
  }
}

TEST_CASE("a message stays on one line, and short", "[csv]") {
  CHECK(printable("a\nb\tc\x7F") == "a?b?c?");
  CHECK(printable(std::string(60, 'a')) == std::string(60, 'a'));
  CHECK(printable(std::string(61, 'a')) == std::string(60, 'a') + "...");
  CHECK(printable(std::string(59, 'a') + "\u00e9\u00e9") == std::string(59, 'a') + "...");
  CHECK_THROWS_WITH(parse_csv("\"x\n(m)\"\n\"1", "a.csv"),
                    Catch::Contains("a.csv:3: column 1 (x?(m)): "));
}

TEST_CASE("a file reads as its text does, and its path is the source", "[csv]") {
  const Folder folder("reads");
  const std::filesystem::path path = folder.path / "a.csv";
  const std::string text = "\xEF\xBB\xBFx,y\r\n1,\"2\r\n\"\r\n";
  std::ofstream(path, std::ios::binary) << text;

  const CsvTable table = read_csv(path);

  CHECK(table.source == path.string());
  CHECK(table.header == Cells{"x", "y"});
  CHECK(table.rows == std::vector<Cells>{{"1", "2\r\n"}});
  CHECK(table.line_of_row == std::vector<std::size_t>{2});
}

TEST_CASE("a path that leads to no text is refused", "[csv]") {
  const Folder folder("refuses");
  const std::string missing = (folder.path / "missing.csv").string();
  const std::string empty = (folder.path / "empty.csv").string();
  std::ofstream{empty};

  CHECK_THROWS_AS(read_csv(missing), std::invalid_argument);
  CHECK_THROWS_WITH(read_csv(missing),
                    missing + ": found no such file, need a CSV file; check the path.");
  CHECK_THROWS_WITH(
      read_csv(folder.path),
      folder.path.string() + ": found a directory, need a CSV file; name one of the files in it.");
  CHECK_THROWS_WITH(read_csv(empty),
                    empty + ": found no text, need a header and rows; check the file.");

  const std::string memory = "/proc/self/mem";  // Linux: it opens, but its first byte can't be read
  if (std::filesystem::exists(memory))
    CHECK_THROWS_WITH(read_csv(memory),
                      memory + ": found no access, need a CSV file; check its permissions.");
}
