#include "proofs/command_line/words.hpp"

#include <boost/program_options.hpp>
#include <sstream>

#include "proofs/command_line/losses.hpp"
#include "proofs/command_line/models.hpp"
#include "proofs/command_line/training.hpp"

namespace pathkernel {

namespace {

namespace po = boost::program_options;

constexpr const char* usage = R"(usage: proofs/run [CLAIM...] [options]

Verifies Theorem 1 of P. Domingos, "Every Model Learned by Gradient Descent Is
Approximately a Kernel Machine" (2020), by computation: on the O-rings of the
space shuttle, or on the data of --data. CLAIM is an id that --list shows.
Numbers are decimals or ratios such as 7/20, and are read exactly.

)";
constexpr const char* exit_statuses = R"(
exit status: 0 every verdict is the expected one, 1 one is not, 2 bad input,
             130 interrupted
)";

struct Described {
  const char* name;
  const char* text;
};
constexpr Described valued[] = {
    {"digits", "decimal digits, 16 to 100; by default 50"},
    {"data", "a CSV file with a header line; columns of numbers are features, standardised"},
    {"target", "the column to predict; of more than two words, each is a class"},
    {"positive",
     "the target's value that counts as 1, against the rest; by default the greater of two"},
    {"model", "one of the models below; by default both linear and mlp:4"},
    {"activation", "of hidden layers: tanh (the default), sigmoid, softplus, gelu, sin"},
    {"loss", "one of the losses below; by default what the target suggests"},
    {"until", "training time T; by default at most 50 over the number of examples"},
    {"regularizer", "R(w) of claim A15, see below; by default l2:1/10"},
    {"schedule", "mini-batches of claim A16, see below; by default batch:8"},
    {"momentum", "MU,GAMMA: trains by the flow of a heavy ball, MU w'' + GAMMA w' = -grad L"},
    {"learning-rate", "trains by gradient descent in --steps steps; no limit is taken"},
    {"steps", "how many steps of that rate"},
    {"checkpoint", "keep the path of the training in this file; what is there is gone on from"},
    {"top", "how many contributions are listed; by default 6"},
    {"json", "write what was decided to this file"},
    {"report", "write a report to this folder: index.html, report.md, report.json, figures"},
    {"jobs", "threads; by default as many as the machine has"},
};
constexpr Described flags[] = {
    {"drop-missing", "leave out rows with missing cells; they are refused otherwise"},
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

po::variables_map parsed(int argc, const char* const* argv) {
  po::options_description all = described_options();
  all.add_options()("claim", po::value<std::vector<std::string>>());
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

Words::Words(int argc, const char* const* argv) {
  for (const auto& [name, value] : parsed(argc, argv)) {
    if (const auto* several = boost::any_cast<std::vector<std::string>>(&value.value()))
      values_[name] = *several;
    else if (const auto* one = boost::any_cast<std::string>(&value.value()))
      values_[name] = {*one};
  }
}

std::string help_text() {
  std::ostringstream help;
  help << usage << described_options() << "\nmodels:\n"
       << models_text() << "\nlosses:\n"
       << losses_text() << "\nregularizers:\n"
       << regularizers_text() << "\nschedules:\n"
       << schedules_text() << exit_statuses;
  return help.str();
}

}  // namespace pathkernel
