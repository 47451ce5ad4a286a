#include "proofs/options.hpp"

#include <boost/program_options.hpp>
#include <charconv>
#include <iomanip>
#include <sstream>
#include <thread>

#include "proofs/report/json.hpp"
#include "proofs/report/written_report.hpp"

namespace pathkernel {

namespace {

namespace po = boost::program_options;

constexpr std::string_view usage = R"(usage: proofs/run [CLAIM...] [options]

Verifies Theorem 1 of P. Domingos, "Every Model Learned by Gradient Descent Is
Approximately a Kernel Machine" (2020), by computation: on the O-rings of the
space shuttle, or on the data of --data. CLAIM is an id that --list shows.

)";
constexpr std::string_view exit_statuses = R"(
exit status: 0 every verdict is the expected one, 1 one is not, 2 bad input,
             130 interrupted
)";

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text)
    if (c == separator)
      parts.emplace_back();
    else
      parts.back() += c;
  return parts;
}

template <class Int>
Int whole_number(const std::string& what, const std::string& text, Int least, Int greatest) {
  Int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < least ||
      number > greatest)
    reject(what, ": found \"", text, "\", need a whole number from ", least, " to ", greatest, ".");
  return number;
}

ExactNumber number_in(const std::string& what, const std::string& text) {
  const std::optional<ExactNumber> number = ExactNumber::parse(text);
  if (!number) reject(what, ": found \"", text, "\", need a decimal or a ratio such as 7/20.");
  return *number;
}

Activation activation_in(const std::string& text) {
  std::string names;
  for (const auto& [name, activation] : activations) {
    if (!is_smooth(activation)) continue;  // Theorem 1 supposes that f has a derivative
    if (name == text) return activation;
    names += names.empty() ? "" : ", ";
    names += name;
  }
  reject("--activation: found \"", text, "\", need one of ", names, ".");
}

Start linear_start(std::uint32_t inputs) {
  const Linear model{inputs};
  Start start{"linear model " + std::to_string(inputs) + "-1", model,
              written_parameters(model.parameters())};
  if (inputs == 1) start.w = {ExactNumber("1/2"), ExactNumber("-1/4")};
  return start;
}

Start mlp_start(std::uint32_t inputs, const std::vector<std::uint32_t>& hidden,
                const std::string& activation) {
  Mlp model;
  model.activation = activation_in(activation);
  model.widths = {inputs};
  model.widths.insert(model.widths.end(), hidden.begin(), hidden.end());
  model.widths.push_back(1);
  std::string widths;
  for (const std::uint32_t width : model.widths)
    widths += (widths.empty() ? "" : "-") + std::to_string(width);
  Start start{activation + " network " + widths, model, written_parameters(model.parameters())};
  if (widths == "1-4-1") {
    start.w.clear();
    for (const int hundredths : {50, -70, 110, -30, 10, -20, 30, 40, 60, -40, 80, 20, 5})
      start.w.emplace_back(std::to_string(hundredths) + "/100");
  }
  return start;
}

Start start_in(const std::string& text, std::uint32_t inputs, const std::string& activation) {
  if (text == "linear") return linear_start(inputs);
  if (!text.starts_with("mlp:"))
    reject("--model: found \"", text, "\", need linear or mlp:H1,H2,... with the hidden widths.");
  std::vector<std::uint32_t> hidden;
  for (const std::string& width : split(text.substr(4), ','))
    hidden.push_back(whole_number<std::uint32_t>("--model, a hidden width", width, 1, 10000));
  return mlp_start(inputs, hidden, activation);
}

AnyLoss loss_of(const DataSet& data) {
  if (data.target.kind == Target::Kind::label) return LogisticLoss{};
  return SquaredLoss{};
}

std::string query_name(const DataSet& data, const std::vector<ExactNumber>& values,
                       const std::string& units) {
  if (values.size() == 1)
    return (units.empty() ? data.features.front().name + " " : "") + values.front().text() + units;
  std::string name;
  for (const ExactNumber& value : values) name += (name.empty() ? "(" : ", ") + value.text();
  return name + ")";
}

/// Queries as given; else, on anyone's data, the last example and the first.
std::vector<Query> queries_in(const DataSet& data, const std::vector<std::string>& texts,
                              const std::string& units) {
  std::vector<Query> queries;
  for (const std::string& text : texts) {
    std::vector<ExactNumber> values;
    for (const std::string& value : split(text, ','))
      values.push_back(number_in("--query " + text, value));
    if (values.size() != data.features.size())
      reject("--query ", text, ": found ", values.size(), " numbers, need ", data.features.size(),
             ", one for each feature column of ", data.source, ".");
    const auto same = [&](const Query& query) {
      return std::ranges::equal(query.values, values, [](const auto& a, const auto& b) {
        return a.compare(b) == std::weak_ordering::equivalent;
      });
    };
    if (std::ranges::none_of(queries, same))
      queries.push_back({query_name(data, values, units), values});
  }
  if (!queries.empty()) return queries;
  for (const std::size_t example : {data.count() - 1, std::size_t{0}}) {
    std::vector<ExactNumber> values;
    for (const Feature& feature : data.features) values.push_back(feature.cells[example]);
    queries.push_back({query_name(data, values, units), values});
  }
  return queries;
}

std::vector<std::string> claims_on_the_data() {
  std::vector<std::string> ids;
  for (const Decision& claim : listed_claims())
    if (claim.on_the_data) ids.push_back(claim.id);
  return ids;
}

/// Those named; else all; else those about the data given.
std::vector<std::string> claims_in(const std::vector<std::string>& asked, bool all,
                                   const std::vector<std::string>& known) {
  if (all && !asked.empty()) reject("--all and claim \"", asked.front(), "\"; give one of them.");
  if (all) return known;
  if (asked.empty()) return claims_on_the_data();
  std::vector<std::string> wanted;
  for (std::string id : asked) {
    for (char& c : id) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    if (std::ranges::find(wanted, id) != wanted.end()) continue;
    if (std::ranges::find(known, id) != known.end()) {
      wanted.push_back(id);
      continue;
    }
    std::string list;
    for (const std::string& k : known) list += (list.empty() ? "" : ", ") + k;
    reject("claim \"", id, "\" is not decided here; the claims are ", list, ".");
  }
  return wanted;
}

/// Refuses a file that could not be written in the end, before anything is computed.
std::filesystem::path writable(const std::filesystem::path& file) {
  if (!can_be_written(file))
    reject("--json \"", file.string(),
           "\": no file can be written there; name one in a folder that ",
           "exists and that you may write to, and no device or folder.");
  return file;
}

struct Described {
  const char* name;
  const char* text;
};
constexpr Described valued[] = {
    {"digits", "decimal digits, 16 to 100; by default 50"},
    {"data", "a CSV file with a header line; columns of numbers are features, standardised"},
    {"target", "the column to predict"},
    {"positive",
     "the target's value that counts as 1, against the rest; by default the greater of two"},
    {"model", "linear or mlp:H1,H2,... (hidden widths); by default both linear and mlp:4"},
    {"activation", "of the hidden layers: tanh (the default), sigmoid, softplus, sin"},
    {"loss", "squared or logistic; by default what the target suggests"},
    {"until", "training time T; by default at most 50 over the number of examples"},
    {"json", "write what was decided to this file"},
    {"report", "write a report to this folder: index.html, report.md, report.json, figures"},
    {"jobs", "threads; by default as many as the machine has"},
};
constexpr Described flags[] = {
    {"list", "show the claims and the verdicts expected of them"},
    {"all", "decide every claim, also those that bring an instance of their own"},
    {"small", "of these, a smaller one each: seconds instead of minutes"},
    {"mistake", "make the mistake that each claim names: every verdict has to turn"},
    {"quiet", "print the last line alone"},
    {"help", "show this text"},
    {"version", "show the version"},
};

po::options_description described_options() {
  po::options_description options("options");
  for (const auto& [name, text] : valued)
    options.add_options()(name, po::value<std::string>(), text);
  options.add_options()("query", po::value<std::vector<std::string>>(),
                        "V1,V2,...: a point to predict at, in the file's units; may be repeated");
  for (const auto& [name, text] : flags) options.add_options()(name, text);
  return options;
}

po::variables_map parsed(int argc, const char* const* argv,
                         const po::options_description& described) {
  po::options_description all;
  all.add(described).add_options()("claim", po::value<std::vector<std::string>>());
  po::positional_options_description positional;
  positional.add("claim", -1);
  // Long options alone: "-1.5" after --query is then a number, and no option is guessed.
  using namespace po::command_line_style;
  po::variables_map values;
  try {
    po::store(po::command_line_parser(argc, argv)
                  .options(all)
                  .positional(positional)
                  .style(allow_long | long_allow_adjacent | long_allow_next)
                  .run(),
              values);
  } catch (const po::error& error) {
    reject(error.what(), "; see proofs/run --help.");
  }
  return values;
}

/// The words of one command line, as Program_options found them.
class Words {
 public:
  explicit Words(po::variables_map values) : values_(std::move(values)) {}

  [[nodiscard]] bool has(const char* name) const { return values_.count(name) > 0; }
  [[nodiscard]] std::optional<std::string> text(const char* name) const {
    if (!has(name)) return std::nullopt;
    return values_[name].as<std::string>();
  }
  [[nodiscard]] std::vector<std::string> texts(const char* name) const {
    return has(name) ? values_[name].as<std::vector<std::string>>() : std::vector<std::string>();
  }

 private:
  po::variables_map values_;
};

std::string help_text() {
  std::ostringstream help;
  help << usage << described_options() << exit_statuses;
  return help.str();
}

std::string list_text() {
  std::ostringstream list;
  for (const Decision& claim : listed_claims())
    list << std::left << std::setw(5) << claim.id << std::setw(24) << name_of(claim.expected)
         << claim.title << '\n';
  return list.str();
}

/// The data of --data, or the O-rings that come with the program.
DataSet data_in(const Words& words) {
  if (!words.has("data") && words.has("target"))
    reject("--target names a column of --data FILE, which is missing.");
  if (words.has("data") && !words.has("target"))
    reject("--data needs --target COLUMN, the column to predict.");
  TargetOptions target;
  target.positive = words.text("positive");
  if (const std::optional<std::string> loss = words.text("loss")) {
    if (*loss != "squared" && *loss != "logistic")
      reject("--loss: found \"", *loss, "\", need squared or logistic.");
    target.kind = *loss == "squared" ? Target::Kind::number : Target::Kind::label;
  }
  const std::string file = words.text("data").value_or(PATHKERNEL_DATA_DIR "/o_ring.csv");
  return make_data_set(read_csv(file), words.text("target").value_or("distress"), target);
}

Problem problem_in(const Words& words) {
  Problem problem;
  problem.data = data_in(words);
  problem.loss = loss_of(problem.data);
  const bool o_rings = !words.has("data");
  problem.units = o_rings ? " °F" : "";
  const std::uint32_t inputs = static_cast<std::uint32_t>(problem.data.features.size());
  const std::string activation = words.text("activation").value_or("tanh");
  (void)activation_in(activation);  // refused even where no model uses it
  if (const std::optional<std::string> model = words.text("model"))
    problem.starts = {start_in(*model, inputs, activation)};
  else
    problem.starts = {linear_start(inputs), mlp_start(inputs, {4}, activation)};
  const std::optional<std::string> until = words.text("until");
  problem.until = until ? number_in("--until", *until) : default_time(problem.data.count());
  if (!problem.until.positive()) reject("--until: found ", *until, ", need a time above 0.");
  std::vector<std::string> queries = words.texts("query");
  if (o_rings && queries.empty()) queries = {"31", "53", "81"};
  problem.queries = queries_in(problem.data, queries, problem.units);
  problem.batch = std::min(problem.batch, (problem.data.count() + 1) / 2);
  return problem;
}

}  // namespace

Command parse_command_line(int argc, const char* const* argv,
                           const std::vector<std::string>& known) {
  for (int i = 1; i < argc; ++i)
    if (std::string_view(argv[i]) == "-h") return help_text();
  const Words words(parsed(argc, argv, described_options()));
  if (words.has("help")) return help_text();
  if (words.has("version")) return "pathkernel " PATHKERNEL_VERSION "\n";
  if (words.has("list")) return list_text();

  Request request;
  request.problem = problem_in(words);
  request.digits = whole_number("--digits", words.text("digits").value_or("50"), 16, 100);
  request.claims = claims_in(words.texts("claim"), words.has("all"), known);
  if (const std::optional<std::string> json = words.text("json")) request.json = writable(*json);
  if (const std::optional<std::string> folder = words.text("report")) {
    require_reportable(*folder);
    request.report = *folder;
  }
  request.quiet = words.has("quiet");
  request.trial.small = words.has("small");
  request.trial.mistaken = words.has("mistake");
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  request.jobs = whole_number("--jobs", words.text("jobs").value_or(std::to_string(cores)), 1u, 256u);
  return request;
}

}  // namespace pathkernel
