#include "proofs/command_line/data.hpp"

#include "proofs/command_line/numbers.hpp"
#include "proofs/problem/description.hpp"

namespace pathkernel {

namespace {

/// The different cells of a column that are not empty; whether one of them is a number.
struct Seen {
  std::set<std::string> values;
  bool number = false;
};
Seen seen_in(const CsvTable& table, const std::string& name) {
  Seen seen;
  const auto column = std::ranges::find(table.header, name) - table.header.begin();
  for (const std::vector<std::string>& row : table.rows) {
    if (static_cast<std::size_t>(column) == row.size()) break;  // no such column: refused later
    const std::string& cell = row[static_cast<std::size_t>(column)];
    if (!cell.empty()) seen.values.insert(cell);
    seen.number = seen.number || ExactNumber::parse(cell);
  }
  return seen;
}

/// Numbers, a label or classes: what the loss is for, else what the column looks like.
std::optional<Target::Kind> kind_of(const Seen& target, const std::optional<AnyLoss>& loss,
                                    bool positive) {
  using Kind = AnyLoss::Kind;
  if (loss && loss->kind == Kind::softmax) return Target::Kind::classes;
  if (positive || (loss && (loss->kind == Kind::logistic || loss->kind == Kind::smooth_hinge)))
    return Target::Kind::label;
  if (loss && target.number) return Target::Kind::number;
  if (!target.number && target.values.size() > 2) return Target::Kind::classes;
  return std::nullopt;
}

/// Rows with missing cells are refused unless they may be dropped. @return  the lines of those
std::vector<std::size_t> missing_lines(const CsvTable& table, const std::string& target,
                                       bool dropped) {
  const std::vector<std::size_t> lines = without_missing(table, target).dropped_lines;
  if (!lines.empty() && !dropped)
    reject(table.source, ": found missing cells in ", lines.size(),
           lines.size() == 1 ? " row, " : " rows, ", list_of_lines(lines),
           "; fill them in, or leave such rows out with --drop-missing.");
  return lines;
}

/// Without the column of that name.
CsvTable without_column(CsvTable table, const std::string& name) {
  const auto at = std::ranges::find(table.header, name) - table.header.begin();
  table.header.erase(table.header.begin() + at);
  for (std::vector<std::string>& row : table.rows) row.erase(row.begin() + at);
  return table;
}

/// Features alone, which is what a density is of: every example has the label 0.
DataSet data_of_density(const CsvTable& table, bool drop_missing) {
  const std::vector<std::size_t> lines = missing_lines(table, "", drop_missing);
  const CsvTable complete = without_missing(table, "").table;
  if (complete.rows.size() < 2) reject_table(table, 0, 0, "a single example", "more", "add some");
  DataSet data = detail::columns_in(complete, "", {});
  if (data.features.empty())
    reject_table(table, 0, 0, "no column of numbers", "one", "add a feature");
  data.dropped_lines = lines;
  data.target.kind = Target::Kind::label;
  for (std::size_t i = 0; i < complete.rows.size(); ++i) data.target.cells.emplace_back(0);
  return data;
}

std::string query_name(const DataSet& data, const std::vector<ExactNumber>& values,
                       const std::string& units) {
  if (values.size() == 1)
    return (units.empty() ? printable(data.features.front().name) + " " : "") +
           values.front().text() + units;
  std::string name;
  for (const ExactNumber& value : values) name += (name.empty() ? "(" : ", ") + value.text();
  return name + ")";
}

std::vector<ExactNumber> query_in(const std::string& text, const DataSet& data) {
  std::vector<ExactNumber> values;
  for (const std::string& value : split(text, ','))
    values.push_back(number_in("--query " + text, value));
  if (values.size() != data.features.size())
    reject("--query ", text, ": found ", values.size(), " numbers, need ", data.features.size(),
           ", one for each feature column of ", data.source, ".");
  return values;
}

bool same_point(const std::vector<ExactNumber>& a, const std::vector<ExactNumber>& b) {
  return std::ranges::equal(a, b, [](const ExactNumber& u, const ExactNumber& v) {
    return u.compare(v) == std::weak_ordering::equivalent;
  });
}

}  // namespace

DataSet data_in(const Words& words, const std::optional<AnyLoss>& loss) {
  if (!words.has("data") && words.has("target"))
    reject("--target names a column of --data FILE, which is missing.");
  const bool drop = words.has("drop-missing");
  const CsvTable table = read_csv(words.text("data").value_or(PATHKERNEL_DATA_DIR "/o_ring.csv"));
  if (loss && loss->of_density()) {
    for (const char* option : {"target", "positive"})
      if (words.has(option))
        reject("--", option, " of a density, which has no target; leave it out, all columns of ",
               "numbers are features.");
    return data_of_density(words.has("data") ? table : without_column(table, "distress"), drop);
  }
  if (words.has("data") && !words.has("target"))
    reject("--data needs --target COLUMN, the column to predict; or the model of a density, such ",
           "as --model mixture:2.");
  const std::string target = words.text("target").value_or("distress");
  const TargetOptions options{kind_of(seen_in(table, target), loss, words.has("positive")),
                              words.text("positive")};
  (void)missing_lines(table, target, drop);
  return make_data_set(table, target, options, drop ? Missing::dropped : Missing::refused);
}

std::vector<Query> queries_in(const Words& words, const DataSet& data, const std::string& units) {
  std::vector<std::string> texts = words.texts("query");
  if (texts.empty() && !words.has("data")) texts = {"31", "53", "81"};  // of the O-rings
  std::vector<Query> queries;
  for (const std::string& text : texts) {
    const std::vector<ExactNumber> values = query_in(text, data);
    const auto same = [&](const Query& query) { return same_point(query.values, values); };
    if (std::ranges::none_of(queries, same))
      queries.push_back({query_name(data, values, units), values});
  }
  if (!queries.empty()) return queries;
  // The last example, and the first that is at another point.
  const auto values_of = [&](std::size_t example) {
    std::vector<ExactNumber> values;
    for (const Feature& feature : data.features) values.push_back(feature.cells[example]);
    return values;
  };
  const std::vector<ExactNumber> last = values_of(data.count() - 1);
  queries.push_back({query_name(data, last, units), last});
  for (std::size_t example = 0; example + 1 < data.count(); ++example)
    if (const std::vector<ExactNumber> values = values_of(example); !same_point(values, last)) {
      queries.push_back({query_name(data, values, units), values});
      break;
    }
  return queries;
}

}  // namespace pathkernel
