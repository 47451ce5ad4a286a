/// @file a10_dependence.cpp
/// Statement.   The a_i and b depend on x, and the outputs on the training points enter through
///              kernels alone (claim A10, Remark 1): they solve
///                dy_j/dt = -Σ_i L'(y_i, y*_i) Θ_t(x_j, x_i),
///              in which the model is not asked any more.
/// Hypotheses.  Those of claim A3.
/// Derivation.  Claim A2's last line at x = x_j: L'_i is a function of y_i and y*_i. ∎
/// Computation. The spread of each a_i, and of b, over three queries. The outputs replayed from
///              y(0) by Runge and Kutta's method of order 4, which is shown the recorded Θ_t and
///              nothing else: its error beside the trained model has to fall with that order, and
///              to 10^-6 when three step lengths are extrapolated to 0 (Richardson).
/// Control.     With Θ_0 at every t the replay ends elsewhere however small its steps.
/// Not claimed. That the a_i vary little where the data lie.

#include "proofs/claims/o_rings.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

/// dy/dt of all examples, from Θ_t alone.
std::vector<S> slopes(const PathReader<S>& at, const Examples<S>& data, const std::vector<S>& y) {
  using std::exp;
  std::vector<S> slope(data.count, S(0));
  for (std::size_t i = 0; i < data.count; ++i) {
    const S derivative = 1 / (1 + exp(S(-y[i]))) - data.y[i];  // of the logistic loss
    for (std::size_t j = 0; j < data.count; ++j) slope[j] -= derivative * at.kernel(j, i);
  }
  return slope;
}

std::vector<S> moved(std::vector<S> y, const std::vector<S>& slope, const S& h) {
  for (std::size_t j = 0; j < y.size(); ++j) y[j] += h * slope[j];
  return y;
}

/// y(T) replayed in n steps; `frozen` looks at Θ_0 only.
std::vector<S> replayed(const Trial& trial, const Instance<S>& instance, PathReader<S>& at, int n,
                        bool frozen) {
  at.go_to(S(0));
  std::vector<S> y;
  for (std::size_t j = 0; j < instance.data.count; ++j) y.push_back(at.output(j));
  const S h = instance.until / n;
  const auto look = [&](const S& t, const std::vector<S>& there) {
    if (!frozen) at.go_to(t);
    return slopes(at, instance.data, there);
  };
  for (int step = 0; step < n; ++step) {
    trial.progress(static_cast<double>(step) / n);
    const S t = h * step, middle = t + h / 2, end = step + 1 == n ? instance.until : S(t + h);
    const std::vector<S> k1 = look(t, y), k2 = look(middle, moved(y, k1, h / 2)),
                         k3 = look(middle, moved(y, k2, h / 2)), k4 = look(end, moved(y, k3, h));
    for (std::size_t j = 0; j < y.size(); ++j)
      y[j] += h / 6 * (k1[j] + 2 * k2[j] + 2 * k3[j] + k4[j]);
  }
  return y;
}

S error(const std::vector<S>& y, PathReader<S>& at, const S& until) {
  using std::abs;
  at.go_to(until);
  S largest(0);
  for (std::size_t j = 0; j < y.size(); ++j) keep_largest(largest, S(abs(S(y[j] - at.output(j)))));
  return largest;
}

/// What two step lengths, h and h/2, say of h = 0. @param factor  by which the error falls
std::vector<S> extrapolated(const std::vector<S>& whole, std::vector<S> half, int factor) {
  for (std::size_t j = 0; j < half.size(); ++j) half[j] += (half[j] - whole[j]) / (factor - 1);
  return half;
}

void check_replay(const Trial& trial, const Instance<S>& instance, const Path<S>& path,
                  Evidence& evidence) {
  PathReader<S> at = reader(instance, path, points_of(instance.data));
  std::vector<double> log_step, log_error;
  std::vector<std::vector<S>> ends;
  for (const int n : {32, 64, 128}) {
    log_step.push_back(std::log(static_cast<double>(instance.until) / n));
    ends.push_back(replayed(trial, instance, at, n, trial.mistaken));
    log_error.push_back(magnitude(error(ends.back(), at, instance.until)).log);
    trial.progress(0.3 + 0.005 * n);
  }
  evidence.order("outputs replayed from Θ_t", log_step, log_error, 4);
  const std::vector<S> limit =
      extrapolated(extrapolated(ends[0], ends[1], 16), extrapolated(ends[1], ends[2], 16), 32);
  const S left = error(limit, at, instance.until);
  evidence.condition("extrapolated to steps of length 0: error", magnitude(left).text, "below 1e-6",
                     left < S(1) / 1'000'000);
  const S frozen = error(replayed(trial, instance, at, 128, true), at, instance.until);
  evidence.must_not_vanish("replayed from Θ_0", magnitude(frozen));
}

/// The largest over the examples of how far a_i spreads over the queries; and how far b does.
std::array<S, 2> spreads(const std::vector<KernelMachine<S>>& machines) {
  S of_a(0);
  for (std::size_t i = 0; i < machines.front().examples(); ++i) {
    std::vector<S> a;
    for (const KernelMachine<S>& machine : machines)
      if (const std::optional<S> found = machine.coefficient(i)) a.push_back(*found);
    if (a.size() > 1) keep_largest(of_a, S(std::ranges::max(a) - std::ranges::min(a)));
  }
  const auto [least, greatest] = std::ranges::minmax(machines, {}, &KernelMachine<S>::initial);
  return {of_a, greatest.b() - least.b()};
}

/// "3 of 7": how many of the flights with or without distress push a prediction up.
std::string pushing_up(const Instance<S>& instance, const KernelMachine<S>& machine,
                       bool distress) {
  std::size_t up = 0, all = 0;
  for (std::size_t i = 0; i < machine.examples(); ++i) {
    if ((instance.data.y[i] == 1) != distress) continue;
    ++all;
    if (machine.contribution(i) > 0) ++up;
  }
  return std::to_string(up) + " of " + std::to_string(all);
}

Figure contributions(const Instance<S>& instance, const Training<S>& training) {
  Panel a{"", "flight", "a_i"}, added{"", "flight", "-S_i, log-odds"};
  const std::array<const char*, 3> queries{"31 °F", "53 °F", "81 °F"};
  for (std::size_t q = 0; q < queries.size(); ++q) {
    const KernelMachine<S>& machine = training.machines[q];
    a.curves.push_back(
        {queries[q],
         by_number(machine.examples(),
                   [&](std::size_t i) { return machine.coefficient(i).value_or(S(0)); }),
         Curve::Style::line_and_points});
    added.curves.push_back(
        {queries[q],
         by_number(machine.examples(), [&](std::size_t i) { return machine.contribution(i); }),
         Curve::Style::line_and_points});
  }
  return {"a10_contributions",
          "What each flight says, asked about three temperatures",
          "Left, the a_i of all flights, one curve for each temperature asked about: the three "
          "curves differ, so the a_i are no constants. Right, what each flight adds to the "
          "prediction: at 31 °F " +
              pushing_up(instance, training.machines[0], true) +
              " flights in distress push up and " +
              pushing_up(instance, training.machines[0], false) + " of the others; at 81 °F " +
              pushing_up(instance, training.machines[2], true) + " and " +
              pushing_up(instance, training.machines[2], false) + ".",
          {a, added}};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(50, decision);
  const Instance<S> instance = o_rings<S>(trial.small);
  TrainingOptions<S> options;
  options.progress = trial.progress;
  const Training<S> training = train(instance, options);
  trial.progress(0.3);
  const auto [of_a, of_b] = spreads(training.machines);
  for (const auto& [name, spread] : {std::pair("an a_i", of_a), {"b", of_b}})
    evidence.condition("spread of " + std::string(name) + " over the queries", decimal(spread, 3),
                       "above 0.1", spread > S(1) / 10);
  check_identity(evidence, instance, training);
  check_replay(trial, instance, training.path, evidence);
  evidence.conclude(Verdict::holds);
  decision.finding = "an a_i moves by " + decimal(of_a, 3) + " and b by " + decimal(of_b, 3) +
                     " between the queries; Θ_t alone gives the outputs back, to order 4";
  decision.figures.push_back(contributions(instance, training));
}

}  // namespace

Claim a10() {
  return {"A10", "a_i and b depend on x; outputs enter through kernels only", Verdict::holds,
          "the outputs are replayed from Θ_0 instead of Θ_t", decide};
}

}  // namespace pathkernel::claims
