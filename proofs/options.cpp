#include "proofs/options.hpp"

#include <unistd.h>

#include <boost/program_options.hpp>
#include <charconv>
#include <iomanip>
#include <sstream>

#include "proofs/outcome.hpp"

namespace pathkernel {

namespace {

namespace po = boost::program_options;

constexpr std::string_view usage = R"(usage: proofs/run [CLAIM...] [options]

Verifies Theorem 1 of P. Domingos, "Every Model Learned by Gradient Descent Is
Approximately a Kernel Machine" (2020), by computation: on the O-rings of the
space shuttle, or on the data of --data. CLAIM is an id that --list shows.

)";
constexpr std::string_view exit_statuses = R"(
exit status: 0 every verdict is the expected one, 1 one is not, 2 bad input
)";

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text)
    if (c == separator) parts.emplace_back();
    else parts.back() += c;
  return parts;
}

template <class Int>
Int whole_number(const std::string& what, const std::string& text, Int least, Int greatest) {
  Int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < least || number > greatest)
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

std::vector<std::string> claims_in(const std::vector<std::string>& asked,
                                   const std::vector<std::string>& known) {
  if (asked.empty()) return known;
  std::vector<std::string> wanted;
  for (std::string id : asked) {
    for (char& c : id) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
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
  std::filesystem::path folder = file.parent_path();
  if (folder.empty()) folder = ".";
  if (std::filesystem::is_directory(file) || !std::filesystem::is_directory(folder) ||
      access(folder.c_str(), W_OK) != 0)
    reject("--json ", file.string(), ": no file can be written there; name one in a folder that ",
           "exists and that you may write to.");
  return file;
}

po::options_description described_options() {
  po::options_description options("options");
  options.add_options()                                                                  //
      ("list", "show the claims and the verdicts expected of them")                      //
      ("digits", po::value<std::string>()->default_value("50"), "decimal digits, 16 to 100")  //
      ("data", po::value<std::string>(), "a CSV file with a header line; columns of numbers are "
       "features, standardised")                                                         //
      ("target", po::value<std::string>(), "the column to predict")                      //
      ("positive", po::value<std::string>(), "the target's value that counts as 1, against the rest; "
       "the greater of two by default")                                                  //
      ("model", po::value<std::string>(), "linear or mlp:H1,H2,... (hidden widths); both linear and "
       "mlp:4 by default")                                                               //
      ("activation", po::value<std::string>()->default_value("tanh"),
       "of the hidden layers: tanh, sigmoid, softplus, sin")                             //
      ("loss", po::value<std::string>(), "squared or logistic; by default what the target suggests")  //
      ("until", po::value<std::string>(), "training time T; by default at most 50 over the number of "
       "examples")                                                                       //
      ("query", po::value<std::vector<std::string>>(), "V1,V2,...: a point to predict at, in the "
       "file's units; may be repeated")                                                  //
      ("json", po::value<std::string>(), "write what was decided to this file")          //
      ("quiet", "print the last line alone")                                             //
      ("help", "show this text")                                                         //
      ("version", "show the version");
  return options;
}

po::variables_map parsed(int argc, const char* const* argv, const po::options_description& described) {
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

}  // namespace

Command parse_command_line(int argc, const char* const* argv, const std::vector<std::string>& known) {
  const po::options_description described = described_options();
  const po::variables_map values = parsed(argc, argv, described);
  const auto text = [&](const char* name) -> std::optional<std::string> {
    if (!values.count(name)) return std::nullopt;
    return values[name].as<std::string>();
  };
  const auto texts = [&](const char* name) {
    return values.count(name) ? values[name].as<std::vector<std::string>>()
                              : std::vector<std::string>();
  };

  if (values.count("help")) {
    std::ostringstream help;
    help << usage << described << exit_statuses;
    return help.str();
  }
  if (values.count("version")) return "pathkernel " PATHKERNEL_VERSION "\n";
  if (values.count("list")) {
    std::ostringstream list;
    for (const Decision& claim : listed_claims())
      list << std::left << std::setw(5) << claim.id << std::setw(24) << name_of(claim.expected)
           << claim.title << '\n';
    return list.str();
  }

  const bool story = !values.count("data");
  if (story && values.count("target")) reject("--target names a column of --data FILE, which is missing.");
  if (!story && !values.count("target")) reject("--data needs --target COLUMN, the column to predict.");
  TargetOptions target;
  target.positive = text("positive");
  if (const std::optional<std::string> loss = text("loss")) {
    if (*loss != "squared" && *loss != "logistic")
      reject("--loss: found \"", *loss, "\", need squared or logistic.");
    target.kind = *loss == "squared" ? Target::Kind::number : Target::Kind::label;
  }
  const std::filesystem::path file =
      story ? PATHKERNEL_DATA_DIR "/o_ring.csv" : *text("data");
  Request request;
  Problem& problem = request.problem;
  problem.data = make_data_set(read_csv(file), story ? "distress" : *text("target"), target);
  problem.loss = loss_of(problem.data);
  problem.units = story ? " °F" : "";
  const std::uint32_t inputs = static_cast<std::uint32_t>(problem.data.features.size());
  const std::string activation = values["activation"].as<std::string>();
  if (const std::optional<std::string> model = text("model"))
    problem.starts = {start_in(*model, inputs, activation)};
  else
    problem.starts = {linear_start(inputs), mlp_start(inputs, {4}, activation)};
  const std::optional<std::string> until = text("until");
  problem.until = until ? number_in("--until", *until) : default_time(problem.data.count());
  if (!problem.until.positive()) reject("--until: found ", *until, ", need a time above 0.");
  std::vector<std::string> queries = texts("query");
  if (story && queries.empty()) queries = {"31", "53", "81"};
  problem.queries = queries_in(problem.data, queries, problem.units);
  problem.batch = std::min(problem.batch, (problem.data.count() + 1) / 2);

  request.digits = whole_number("--digits", values["digits"].as<std::string>(), 16, 100);
  request.claims = claims_in(texts("claim"), known);
  if (const std::optional<std::string> json = text("json")) request.json = writable(*json);
  request.quiet = values.count("quiet") > 0;
  return request;
}

}  // namespace pathkernel
