#include "proofs/command_line/training.hpp"

#include "proofs/command_line/numbers.hpp"
#include "proofs/report/whole_file.hpp"

namespace pathkernel {

namespace {

const std::vector<Possibility> regularizers{
    {"l2:LAMBDA", "λ|w|²/2"},
    {"smooth-l1:LAMBDA,DELTA", "λ Σ √(w² + δ²)"},
    {"elastic:LAMBDA1,LAMBDA2,DELTA", "λ_1 Σ √(w² + δ²) + λ_2 |w|²/2"},
};
const std::vector<Possibility> schedules{
    {"batch:B[,period:P][,seed:N]",
     "B examples at a time, each batch for the time P (T/8); with a seed, shuffled"},
};

AnyRegularizer regularizer_in(const std::string& text) {
  const NameWithArguments asked = name_with_arguments(text);
  const auto number = [&](std::size_t k, const char* need) {
    return positive_number_in("--regularizer " + text, asked.arguments[k], need);
  };
  using enum AnyRegularizer::Kind;
  const std::size_t found = asked.arguments.size();
  if (asked.name == "l2" && found == 1) return {.kind = l2, .l2 = number(0, "a weight")};
  if (asked.name == "smooth-l1" && found == 2)
    return {.kind = smooth_l1, .l1 = number(0, "a weight"), .delta = number(1, "a width")};
  if (asked.name == "elastic" && found == 3)
    return {elastic, number(0, "a weight"), number(1, "a weight"), number(2, "a width")};
  reject_possibility("--regularizer", text, regularizers);
}

AnySchedule schedule_in(const std::string& text, std::size_t examples) {
  const std::string what = "--schedule " + text;
  AnySchedule schedule{.batch = 0};
  for (const std::string& part : split(text, ',')) {
    const std::size_t colon = std::min(part.find(':'), part.size());
    const std::string name = part.substr(0, colon);
    const std::string value = colon < part.size() ? part.substr(colon + 1) : "";
    if (name == "batch")
      schedule.batch = whole_number<std::size_t>(what + ", batch", value, 1, examples - 1);
    else if (name == "period")
      schedule.period = positive_number_in(what + ", period", value, "a time");
    else if (name == "seed")
      schedule.seed = whole_number<std::uint64_t>(what + ", seed", value, 0, UINT64_MAX);
    else
      reject_possibility("--schedule", text, schedules);
  }
  if (schedule.batch == 0) reject_possibility("--schedule", text, schedules);
  return schedule;
}

AnyMomentum momentum_in(const std::string& text) {
  const std::string what = "--momentum " + text;
  const std::vector<std::string> numbers = split(text, ',');
  if (numbers.size() != 2)
    reject(what, ": found ", numbers.size(), numbers.size() == 1 ? " number" : " numbers",
           ", need MU,GAMMA: a mass and a friction.");
  const ExactNumber friction = number_in(what, numbers[1]);
  if (friction.compare(0) < 0)
    reject(what, ": found a friction of ", numbers[1], ", need 0 or more.");
  return {positive_number_in(what, numbers[0], "a mass"), friction};
}

FiniteSteps steps_in(const std::string& rate, const std::string& steps) {
  return {positive_number_in("--learning-rate", rate, "a rate"),
          whole_number<std::size_t>("--steps", steps, 1, 1000000)};
}

/// A flow restarts at every switch, and keeps what each batch holds.
void require_moderate(const ExactNumber& period, const ExactNumber& until) {
  constexpr int most = 100000;
  if (until.as<double>() > most * period.as<double>())
    reject("--schedule: a period of ", period.text(), " is more than ", most,
           " batches until T = ", until.text(), "; give a longer one, or a smaller T.");
}

/// Refuses what does not go together.
void require_compatible(const Words& words, const Problem& problem) {
  if (words.has("learning-rate") != words.has("steps"))
    reject("--learning-rate and --steps belong together; give both, or none.");
  if (problem.steps && problem.momentum)
    reject(
        "--momentum is of a flow here, and --learning-rate makes finite steps; give one of them.");
  if (problem.steps && words.has("until"))
    reject("--until is the time of a flow; so many steps of a learning rate end by themselves. ",
           "Leave it out.");
  if (problem.steps && problem.schedule && problem.schedule->period)
    reject("--schedule: a period is of a flow's batches; with --learning-rate each step has the ",
           "next batch. Leave it out.");
  if (problem.schedule && problem.schedule->period && !problem.steps)
    require_moderate(*problem.schedule->period, problem.until);
  if (!problem.checkpoint) return;
  if (problem.steps)
    reject(
        "--checkpoint keeps the path of a flow, and steps are quickly made again; leave it out.");
  if (problem.starts.size() > 1)
    reject("--checkpoint keeps the path of one training; name its model with --model.");
}

}  // namespace

std::string regularizers_text() { return lines_of(regularizers); }
std::string schedules_text() { return lines_of(schedules); }

std::string writable(const std::string& option, const std::string& file) {
  if (!can_be_written(file))
    reject(option, " \"", file, "\": no file can be written there; name one in a folder that ",
           "exists and that you may write to, and no device or folder.");
  return file;
}

void read_training(const Words& words, Problem& problem) {
  const std::optional<std::string> until = words.text("until");
  problem.until =
      until ? positive_number_in("--until", *until, "a time") : default_time(problem.data.count());
  if (const auto text = words.text("regularizer")) problem.regularizer = regularizer_in(*text);
  if (const auto text = words.text("schedule"))
    problem.schedule = schedule_in(*text, problem.data.count());
  if (const auto text = words.text("momentum")) problem.momentum = momentum_in(*text);
  if (words.has("learning-rate") && words.has("steps"))
    problem.steps = steps_in(*words.text("learning-rate"), *words.text("steps"));
  if (const auto file = words.text("checkpoint"))
    problem.checkpoint = writable("--checkpoint", *file);
  require_compatible(words, problem);
}

}  // namespace pathkernel
