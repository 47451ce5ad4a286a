/// @file machine_file_test.cpp
/// Kernel machines come back from a file as they were, and nothing else is taken for one.
#include "kernel/path/machine_file.hpp"

#include "tests/catch.hpp"
#include "tests/folder.hpp"
#include "tests/precision.hpp"
#include "tests/witnesses.hpp"

using namespace pathkernel;

namespace {

/// Two queries, two outputs, three examples.
template <class S>
MachinesAtQueries<S> machines() {
  MachinesAtQueries<S> all{{{S(1) / 3, S(-2)}, {S(0), S(1) / 7}}, {}};
  for (int j = 0; j < 4; ++j)
    all.machines.push_back({rationals<S>(6, 3 + j), rationals<S>(6, 11 + j), S(j) / 3, S(1) / 11, 2,
                            S(-j) / 13, S(j)});
  return all;
}

}  // namespace

TEMPLATE_TEST_CASE("kernel machines come back from a file, bitwise", "[machine_file]", double,
                   Real50) {
  using S = TestType;
  const Folder folder;
  const std::string file = folder / "machines";

  write_machines(file, machines<S>());

  const MachinesAtQueries<S> read = read_machines<S>(file);
  CHECK(read == machines<S>());
  CHECK(read.machines[3].undivided_prediction() ==
        machines<S>().machines[3].undivided_prediction());
  CHECK_FALSE(read.machines[2] == machines<S>().machines[3]);
}

TEST_CASE("a file that is no whole file of kernel machines is refused, with its line",
          "[machine_file]") {
  const Folder folder;
  const std::string file = folder / "machines";
  write_machines(file, machines<double>());
  const std::string whole = contents(file);
  const auto refused = [&](const std::string& from, const std::string& to) {
    std::string text = whole;
    text.replace(text.find(from), from.size(), to);
    std::ofstream(file) << text;
    return file;
  };

  CHECK_THROWS_WITH(read_machines<double>(folder / "none"),
                    Catch::Contains("kernel machines: the file") && Catch::Contains("none"));
  CHECK_THROWS_WITH(read_machines<double>(refused("whole\n", "")), Catch::Contains("cut off"));
  CHECK_THROWS_WITH(read_machines<double>(refused("machines 1", "machines 2")),
                    Catch::Contains("line 1: found \"pathkernel kernel machines 2\""));
  CHECK_THROWS_WITH(read_machines<double>(refused("outputs 2", "outputs 0")),
                    Catch::Contains("line 5: found \"outputs 0\", need \"outputs\" and a number"));
  CHECK_THROWS_WITH(read_machines<double>(refused("examples 3", "examples 4")),
                    Catch::Contains("line 9: found 6 numbers, need 8, kernels"));
  CHECK_THROWS_WITH(read_machines<double>(refused("bits 53", "bits 54")),
                    Catch::Contains("at most 53"));
  CHECK_THROWS_WITH(read_machines<double>(refused("whole\n", "whole\nmore\n")),
                    Catch::Contains("after \"whole\""));
}

TEST_CASE("machines that don't belong together are not saved", "[machine_file]") {
  const Folder folder;
  const std::string file = folder / "machines";
  MachinesAtQueries<double> all = machines<double>();

  SECTION("too few") {
    all.machines.pop_back();
    CHECK_THROWS_WITH(write_machines(file, all), Catch::Contains("one for each output at each"));
  }
  SECTION("of other examples") {
    all.machines[1].path_kernel.resize(4);
    CHECK_THROWS_WITH(write_machines(file, all), Catch::Contains("all must be of one training"));
  }
  SECTION("not finite") {
    all.machines[1].initial = std::numeric_limits<double>::infinity();
    CHECK_THROWS_WITH(write_machines(file, all), Catch::Contains("finite ones only"));
  }
  SECTION("queries of two spaces") {
    all.queries[1].push_back(1);
    CHECK_THROWS_WITH(write_machines(file, all), Catch::Contains("points of one space"));
  }
  SECTION("none") {
    CHECK_THROWS_WITH(write_machines(file, MachinesAtQueries<double>{}),
                      Catch::Contains("at least 1 of each"));
  }
  CHECK_FALSE(std::filesystem::exists(file));
}
