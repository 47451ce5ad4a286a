/// @file parameter_file_test.cpp
/// Parameters that outlive their process: saved, read again bitwise, refused where they don't fit.
#include "nn/parameters/parameter_file.hpp"

#include <bit>

#include "nn/models/mlp.hpp"
#include "nn/parameters/initial_values.hpp"
#include "tests/catch.hpp"
#include "tests/folder.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

std::vector<ParameterBlock> two_blocks() { return {{"W", {2, 3}}, {"b", {2, 1}, Role::offset}}; }

/// Two blocks in a file, and why they are not read from it when a part of its text is another.
struct SavedBlocks {
  Folder folder;
  std::string file = folder / "w";
  std::string text;
  std::vector<double> w{0.5, -0.7, 1.1, 0.25, 0, -3, 0, 1};

  SavedBlocks() {
    write_parameters(file, two_blocks(), w);
    text = contents(file);
  }
  template <class S = double>
  std::string refusal(const std::vector<ParameterBlock>& blocks = two_blocks()) const {
    try {
      (void)read_parameters<S>(file, blocks);
      return "none";
    } catch (const std::invalid_argument& error) {
      return error.what();
    }
  }
  std::string refusal_with(const std::string& from, const std::string& to) const {
    const std::size_t place = text.find(from);
    REQUIRE(place != text.npos);
    std::ofstream(file) << std::string(text).replace(place, from.size(), to);
    return refusal();
  }
  std::string line(int number) const {
    return "parameters: " + file + ", line " + std::to_string(number) + ": found ";
  }
};

}  // namespace

TEMPLATE_TEST_CASE("parameters that were saved are read again, bitwise", "[parameter_file]", double,
                   Real50, BoostReal<40>) {
  using S = TestType;
  using Limits = std::numeric_limits<S>;
  const Folder folder;
  const Mlp model{{3, 5, 2}};
  std::vector<S> w = rationals<S>(parameter_count(model.parameters()));
  w[0] = Limits::max();
  w[1] = -Limits::min();
  w[2] = Limits::denorm_min();
  w[3] = 1 + Limits::epsilon();
  for (std::size_t i = 4; i < 12; ++i) w[i] = w[i - 1] / 7;

  write_parameters(folder / "w", model.parameters(), w);

  CHECK(read_parameters<S>(folder / "w", model.parameters()) == w);
  CHECK(folder.holds_only("w"));

  SECTION("and saved a second time, in place of what was there") {
    w[4] = S(1) / 7;
    write_parameters(folder / "w", model.parameters(), w);
    CHECK(read_parameters<S>(folder / "w", model.parameters()) == w);
    CHECK(folder.holds_only("w"));
  }
  SECTION("so are initial values") {
    const std::vector<S> start = initial_parameters<S>(model, 1);
    write_parameters(folder / "w", model.parameters(), start);
    CHECK(read_parameters<S>(folder / "w", model.parameters()) == start);
  }
  SECTION("and none at all, of a model without any") {
    write_parameters(folder / "w", {}, std::vector<S>());
    CHECK(read_parameters<S>(folder / "w", {}).empty());
  }
}

TEST_CASE("the sign of a zero is kept too", "[parameter_file]") {
  const Folder folder;
  const std::vector<ParameterBlock> blocks{{"b", {1, 2}}};
  const double minus_zero = -0.0;
  write_parameters(folder / "w", blocks, std::vector<double>{minus_zero, 0});
  const std::vector<double> w = read_parameters<double>(folder / "w", blocks);
  CHECK(std::signbit(w[0]));
  CHECK_FALSE(std::signbit(w[1]));
}

TEST_CASE("a file of parameters is text that shows names, shapes and rows", "[parameter_file]") {
  const SavedBlocks saved;
  CHECK(saved.text ==
        "pathkernel parameters 1\n"
        "bits 53\n"
        "block W 2 x 3\n"
        "0.5 -0.69999999999999996 1.1000000000000001\n"
        "0.25 0 -3\n"
        "block b 2 x 1\n"
        "0\n"
        "1\n"
        "whole\n");
}

TEST_CASE("more bits read the decimal number that was written, fewer are refused",
          "[parameter_file]") {
  const SavedBlocks saved;
  const std::vector<Real50> w = read_parameters<Real50>(saved.file, two_blocks());

  CHECK(w[1] == Real50("-0.69999999999999996"));
  CHECK(w[1] != Real50(saved.w[1]));
  const std::vector<double> as_saved = read_parameters<double>(saved.file, two_blocks());
  CHECK(exactly<Real50>(as_saved)[1] == Real50(saved.w[1]));

  write_parameters(saved.file, two_blocks(), w);
  const int bits = std::numeric_limits<Real50>::digits;
  CHECK(saved.refusal() == saved.line(2) + std::to_string(bits) +
                               " bits, need at most 53, for this scalar type has no more; read it "
                               "in a type of as many, and round that.");
}

TEST_CASE("a file of other blocks is refused with both", "[parameter_file]") {
  const SavedBlocks saved;
  const auto message = [&](int line, const std::string& found, const std::string& needed) {
    return saved.line(line) + found + ", need " + needed + "; name a file saved for this model.";
  };
  const ParameterBlock W = two_blocks()[0], b = two_blocks()[1];

  CHECK(saved.refusal() == "none");  // the control
  CHECK(saved.refusal({W, {"c", {2, 1}}}) == message(6, "\"block b 2 x 1\"", "\"block c 2 x 1\""));
  CHECK(saved.refusal({W, {"b", {1, 2}}}) == message(6, "\"block b 2 x 1\"", "\"block b 1 x 2\""));
  CHECK(saved.refusal({b, W}) == message(3, "\"block W 2 x 3\"", "\"block b 2 x 1\""));
  CHECK(saved.refusal({W}) == message(6, "\"block b 2 x 1\"", "\"whole\""));
  CHECK(saved.refusal({W, b, b}) == message(9, "\"whole\"", "\"block b 2 x 1\""));
}

TEMPLATE_TEST_CASE("a file that is cut off, or none, is refused with the line", "[parameter_file]",
                   double, Real50) {
  using S = TestType;
  const SavedBlocks saved;

  for (std::size_t size = saved.text.size() - 1; size-- > 0;) {  // at first to "whol"
    std::filesystem::resize_file(saved.file, size);
    const std::string why = saved.refusal<S>();
    if (!why.starts_with("parameters: " + saved.file)) FAIL_CHECK(size << " characters: " << why);
    if (size == saved.text.find("whole"))
      CHECK(why == saved.line(9) + "the end, need more: the file is cut off; name a whole one.");
  }
  std::filesystem::remove(saved.file);
  CHECK(saved.refusal<S>() == "parameters: the file " + saved.file +
                                  " can't be opened for reading; name one that exists.");
}

TEST_CASE("a file whose text was changed is refused with what was found there",
          "[parameter_file]") {
  const SavedBlocks saved;
  const auto message = [&](int line, const std::string& found, const std::string& needed) {
    return saved.line(line) + found + ", need " + needed + "; name a file saved for this model.";
  };

  CHECK(saved.refusal_with("0.25", "0.5") == "none");  // the control
  CHECK(saved.refusal_with("parameters 1", "parameters 2") ==
        message(1, "\"pathkernel parameters 2\"", "\"pathkernel parameters 1\""));
  for (const std::string bits : {"bits", "bits x", "bits 53x", "bats 53"})
    CHECK(saved.refusal_with("bits 53", bits) ==
          message(2, '"' + bits + '"', "\"bits\" and a number"));
  for (const std::string word : {"x", "0x1", "1.2.3", "1e", "1e-", "--1", "-", ".", "e1", "nan",
                                 "inf", "-inf", "1e99999999999", "infinity", "1e999", "1,5", "1/2"})
    CHECK(saved.refusal_with("0.25", word) == message(5, '"' + word + '"', "a finite number"));
  CHECK(saved.refusal_with("0.25 0", "0.25") == message(5, "2 numbers", "3, a row of W"));
  CHECK(saved.refusal_with("0.25 0", "0.25 0 0") == message(5, "4 numbers", "3, a row of W"));
  CHECK(saved.refusal_with("0.25 0 -3\n", "") == message(5, "\"block\"", "a finite number"));
  CHECK(saved.refusal_with("whole\n", "whole\n1\n") ==
        message(10, "\"1\" after \"whole\"", "nothing there"));
}

TEMPLATE_TEST_CASE("in many digits, too, a word that is no finite number is refused",
                   "[parameter_file]", Real50, BoostReal<40>) {
  const Folder folder;
  const auto read = [&](const std::string& word) {
    std::ofstream(folder / "w") << "pathkernel parameters 1\nbits 53\nblock b 1 x 1\n" + word +
                                       "\nwhole\n";
    return read_parameters<TestType>(folder / "w", {{"b", {1, 1}}});
  };
  CHECK(read("0.5") == std::vector<TestType>{TestType(1) / 2});  // the control
  for (const std::string word : {"x", "0x1", "1.2.3", "1e", "1e-", "--1", "-", ".", "e1", "nan",
                                 "inf", "-inf", "1e99999999999"})
    CHECK_THROWS_WITH(read(word), Catch::Contains("line 4: found \"" + word + "\", need a finite"));
}

TEMPLATE_TEST_CASE("what would not be read again is not saved", "[parameter_file]", double,
                   Real50) {
  using S = TestType;
  const Folder folder;
  const auto save = [&](const std::vector<S>& w) {
    write_parameters(folder / "w", {{"W", {1, 2}}, {"b", {1, 1}}}, w);
  };
  save({1, 2, 3});
  const std::string before = contents(folder / "w");

  CHECK_THROWS_WITH(save({1, 2}), "parameters: 2 numbers to save for a model of 3.");
  CHECK_THROWS_WITH(save({1, std::numeric_limits<S>::infinity(), 3}),
                    "parameters: entry 1 of W is inf; a file holds finite numbers only.");
  CHECK_THROWS_WITH(save({1, 2, std::numeric_limits<S>::quiet_NaN()}),
                    "parameters: entry 0 of b is nan; a file holds finite numbers only.");
  CHECK(contents(folder / "w") == before);
  CHECK(folder.holds_only("w"));
}

TEST_CASE("where parameters can't be saved, what was there before still is", "[parameter_file]") {
  const SavedBlocks saved;
  const std::vector<double> other(8, 5);
  const auto check = [&](const std::string& file) {
    CHECK_THROWS_AS(write_parameters(file, two_blocks(), other), std::runtime_error);
    CHECK_THROWS_WITH(write_parameters(file, two_blocks(), other),
                      "parameters: " + file +
                          " can't be written; name a file in a folder that exists, that you may "
                          "write to, with room.");
  };

  SECTION("as in a folder that does not exist") { check(saved.folder / "none/w"); }
  SECTION("as under the name of a folder") {
    std::filesystem::create_directories(saved.folder / "none/w");
    check(saved.folder / "none");
    std::filesystem::remove_all(saved.folder / "none");
  }
  if (std::filesystem::exists("/dev/full")) SECTION("as on a disk that is full") {
      std::filesystem::create_symlink("/dev/full", saved.folder / "w.part");
      CHECK_THROWS_AS(write_parameters(saved.file, two_blocks(), other), std::runtime_error);
    }
  CHECK(contents(saved.file) == saved.text);
  CHECK(saved.folder.holds_only("w"));
}

TEST_CASE("a locale with other decimal points and grouped digits changes nothing",
          "[parameter_file]") {
  struct Grouped : std::numpunct<char> {
    char do_decimal_point() const override { return ','; }
    char do_thousands_sep() const override { return '.'; }
    std::string do_grouping() const override { return "\3"; }
  };
  const Folder folder;
  const std::vector<ParameterBlock> blocks{{"W", {1, 2000}}};
  const std::vector<double> w(2000, 12345.5);
  write_parameters(folder / "classic", blocks, w);
  const std::locale before = std::locale::global(std::locale(std::locale(), new Grouped));

  write_parameters(folder / "w", blocks, w);
  const bool same = read_parameters<double>(folder / "w", blocks) == w;

  std::locale::global(before);
  CHECK(same);
  CHECK(contents(folder / "w") == contents(folder / "classic"));
}

TEST_CASE("a name of several lines, or of words, is no obstacle", "[parameter_file]") {
  const Folder folder;
  const std::vector<ParameterBlock> blocks{{"two\nlines, and words 2 x 3", {1, 1}}};
  write_parameters(folder / "w", blocks, std::vector<double>{7});
  CHECK(read_parameters<double>(folder / "w", blocks) == std::vector<double>{7});
}
