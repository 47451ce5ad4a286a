/// @file report_test.cpp
/// The report of a run, opened by a browser that shows no window: on a phone's width everything is
/// there, nothing is wider than the screen, and nothing is complained of.
#ifdef PATHKERNEL_PROOFS_PROGRAM

#include "tests/catch.hpp"
#include "tests/proofs/running.hpp"

using namespace pathkernel::tests;

namespace {

bool is_installed(const Folder& folder, const std::string& program) {
  return run(folder, "command -v " + program).status == 0;
}

/// A page as the value of an attribute.
std::string as_attribute(const std::string& page) {
  std::string out;
  for (const char c : page) out += c == '&' ? "&amp;" : c == '"' ? "&quot;" : std::string(1, c);
  return out;
}

/// What is measured inside of a frame 360 pixels wide, once all is there.
constexpr const char* measure = R"(<script>
const frame = document.querySelector('iframe'), found = [];
frame.onload = () => {
  const page = frame.contentDocument, all = selector => [...page.querySelectorAll(selector)];
  const ids = all('[id]').map(element => element.id);
  found.push('wide=' + (page.documentElement.scrollWidth > 360));
  found.push('pictures=' + all('figure svg').filter(svg => {
    const box = svg.getBoundingClientRect();
    return svg.getAttribute('role') == 'img' && svg.getAttribute('aria-label').length > 40 &&
           box.width > 100 && box.height > 80 && svg.querySelectorAll('path').length > 3;
  }).length);
  found.push('figures=' + all('figure').length);
  found.push('captions=' + all('figcaption').length);
  found.push('twice=' + (ids.length - new Set(ids).size));
  found.push('nowhere=' +
             all('a[href^="#"]').filter(a => !page.getElementById(a.hash.slice(1))).length);
  found.push('fetched=' + all('script,[src],link[rel=stylesheet]').length);
  found.push('heads=' + all('table th[scope=col]').length);
  document.body.append('found ' + found.join(' ') + ' end');
};
frame.srcdoc = document.querySelector('textarea').dataset.page;
</script>)";

std::string seen_by_browser(const Folder& folder, const std::string& page) {
  const std::string wrapper = folder.file(
      "wrapper.html",
      "<!DOCTYPE html><meta charset=\"utf-8\"><body><iframe width=\"360\" height=\"800\" "
      "style=\"border:0\"></iframe><textarea hidden data-page=\"" +
          as_attribute(page) + "\"></textarea>" + measure);
  const Finished dump =
      run(folder,
          "timeout 120 chromium --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage "
          "--user-data-dir=" +
              (folder.path / "browser").string() +
              " --enable-logging=stderr --virtual-time-budget=5000 --dump-dom file://" + wrapper);
  const std::size_t begin = dump.out.rfind("found wide=");
  INFO(dump.err);
  CHECK_THAT(dump.err, !Catch::Contains("CONSOLE"));
  REQUIRE(begin != dump.out.npos);
  return dump.out.substr(begin, dump.out.find(" end", begin) - begin);
}

}  // namespace

TEST_CASE("a report has its page, text, JSON, and figures with data and scripts", "[proofs]") {
  const Folder folder;
  if (!is_installed(folder, "gnuplot")) {
    WARN("no gnuplot here; no report is written");
    return;
  }
  const std::filesystem::path report = folder.path / "report";

  const Finished decided = proofs(folder, "A5 A7 B3 --small --report " + report.string());

  INFO(decided.out << decided.err);
  REQUIRE(decided.status == 0);
  const std::string page = contents(report / "index.html");
  const std::string text = contents(report / "report.md");
  const std::string json = contents(report / "report.json");
  for (const char* id : {"A5", "A7", "B3"}) {
    CHECK_THAT(page, Catch::Contains("<article id=\"" + std::string(id) + '"'));
    CHECK_THAT(text, Catch::Contains("### " + std::string(id) + ". "));
    CHECK_THAT(json, Catch::Contains("\"id\": \"" + std::string(id) + '"'));
  }
  // The statement is the one that stands on top of the claim's file.
  CHECK_THAT(page, Catch::Contains("The path kernel is a kernel (claim A7)"));
  CHECK_THAT(text, Catch::Contains("The path kernel is a kernel (claim A7)"));
  for (const char* file : {"a05_poles.dat", "a05_poles.gnuplot", "a05_poles-1.svg",
                           "a05_poles-2.svg", "a07_gram.dat", "a07_gram.gnuplot", "a07_gram-1.svg"})
    CHECK(std::filesystem::file_size(report / "figures" / file) > 100);
  // A figure can be drawn anew where it lies, from its own script.
  CHECK(
      run(folder, "cd " + (report / "figures").string() + " && gnuplot a05_poles.gnuplot").status ==
      0);

  if (!is_installed(folder, "chromium")) {
    WARN("no chromium here; the page is not looked at by a browser");
    return;
  }
  const std::string seen = seen_by_browser(folder, page);
  INFO(seen);
  const auto drawn = static_cast<double>(occurrences(page, "<svg role=\"img\""));
  CHECK(drawn >= 5);
  CHECK_THAT(seen, Catch::Contains("wide=false"));
  CHECK(number_after(seen, "pictures=") == drawn);
  CHECK(number_after(seen, "figures=") == number_after(seen, "captions="));
  CHECK(number_after(seen, "twice=") == 0);
  CHECK(number_after(seen, "nowhere=") == 0);
  CHECK(number_after(seen, "fetched=") == 0);
  CHECK(number_after(seen, "heads=") > 3);
  // The control: a picture too wide, one that is lost, an error, are noticed.
  const std::string broken = seen_by_browser(
      folder,
      page + "<div id=\"A5\" style=\"width:900px\">wide<figure></figure></div><a href=\"#none\">");
  CHECK_THAT(broken, Catch::Contains("wide=true"));
  CHECK(number_after(broken, "figures=") == number_after(broken, "captions=") + 1);
  CHECK(number_after(broken, "twice=") == 1);
  CHECK(number_after(broken, "nowhere=") == 1);
}

TEST_CASE("Ctrl-C leaves what was decided in the report", "[proofs]") {
  const Folder folder;
  if (!is_installed(folder, "gnuplot")) return;
  const std::filesystem::path report = folder.path / "report";

  // The first of these is decided at once; the last takes minutes, as it is asked here.
  const Finished stopped =
      run(folder, "timeout --preserve-status --signal INT 3 " PATHKERNEL_PROOFS_PROGRAM
                  " B1 D2 --jobs 1 --report " +
                      report.string());

  INFO(stopped.out << stopped.err);
  CHECK(stopped.status == 130);
  CHECK_THAT(stopped.out, Catch::Contains("1 of 1 verdicts as expected; interrupted"));
  CHECK_THAT(contents(report / "index.html"), Catch::Contains("interrupted before the rest"));
  CHECK_THAT(contents(report / "index.html"), Catch::Contains("<article id=\"B1\""));
  CHECK_THAT(contents(report / "report.json"), Catch::Contains("\"interrupted\": true"));
}

TEST_CASE("the JSON of a run holds what is needed to compute its numbers anew", "[proofs]") {
  const Folder folder;
  const std::string json = (folder.path / "decided.json").string();

  const Finished decided = proofs(folder, "A6 --model linear --digits 16 --json " + json);

  CHECK(decided.status == 0);
  const std::string text = contents(json);
  for (const char* part : {"sum_over_examples(v", "\"w_0\": [\"0.5\", \"-0.25\"]", "\"T\": \"2\"",
                           "\"x\": [[\"", "\"y\": [[\"", "\"queries\": [[\"", "\"K\": [[\"",
                           "\"S\": [[\"", "\"b\": [\"", "\"y_T\": [\"", "\"w_T\": [\""})
    CHECK_THAT(text, Catch::Contains(part));
}

TEST_CASE("a report may go to a folder of any name, and replaces no page of another", "[proofs]") {
  const Folder folder;
  if (!is_installed(folder, "gnuplot")) return;
  std::filesystem::create_directories(folder.path / "site");
  const std::string page = folder.file("site/index.html", "a page of another");

  const Finished odd =
      proofs(folder, "A5 --small --report \"" + folder.path.string() + "/it's; touch injected\"");
  const Finished refused = proofs(folder, "A5 --small --report " + (folder.path / "site").string());

  CHECK(odd.status == 0);
  CHECK(std::filesystem::exists(folder.path / "it's; touch injected" / "index.html"));
  CHECK_FALSE(std::filesystem::exists("injected"));
  CHECK(refused.status == 2);
  CHECK(is_one_line(refused.err));
  CHECK(contents(page) == "a page of another");
}

TEST_CASE("a report that can't be written is refused before any work", "[proofs]") {
  const Folder folder;
  const std::string file = folder.file("taken", "a file");

  const Finished refused = proofs(folder, "A6 --report " + file + "/below");

  CHECK(refused.status == 2);
  CHECK(refused.out.empty());
  CHECK(is_one_line(refused.err));
  CHECK_THAT(refused.err, Catch::Contains("--report"));
}

#endif
