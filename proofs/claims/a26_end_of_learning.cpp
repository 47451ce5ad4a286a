/// @file a26_end_of_learning.cpp
/// Statement.   "The process terminates when the gradient is zero" (claim A26, section 2 of the
///              paper): so Theorem 1 should hold at the end of it.
/// Hypotheses.  ∇L locally Lipschitz. Then a flow that is not at rest never comes to rest: the
///              gradient is zero only in the limit T -> ∞.
/// Derivation.  Let w(T) -> w* exponentially, as it does to a minimum that is not flat across.
///              Then Θ_t -> Θ* and L'_i -> L*_i, with integrals of the differences that converge:
///                K_i = Θ*_i T + O(1),    S_i = L*_i Θ*_i T + O(1),    a_i = -L*_i + O(1/T).  (1)
///              K diverges wherever Θ*_i != 0. S_i converges if L*_i = 0, and then a_i -> 0: at
///              the end a_i K_i is 0 times ∞. Where the data can't be fitted some L*_i != 0 and S_i
///              diverges too, but Σ_i S_i = y_0 - y(T) always converges. ∎
/// Computation. T is doubled, until what should have converged has in all digits: for data that
///              the network fits, and for two examples that contradict each other. Θ* and L*_i are
///              read at the end of the path.
/// Control.     K(2T) - K(T) must not vanish; where data contradict, no more may S_i(2T) - S_i(T).
/// Not claimed. That L -> 0 is enough. For labels that can be separated the logistic loss tends to
///              0 while w grows like ln T, and Σ S_i with it: that is tried as well.

#include "nn/models/mlp.hpp"
#include "proofs/claims/claim.hpp"

namespace pathkernel::claims {

namespace {

using S = Digits60;

Instance<S> network(const std::string& name, const Examples<S>& data) {
  return {name, Mlp{{1, 1, 1}}, SquaredLoss{}, data, {S(3) / 2, S(1) / 5, S(1), S(0)},
          S(1), {{S(1) / 2}}};
}
Instance<S> fitted() {
  return network("2 examples, fitted", {2, 1, {S(-2), S(2)}, {S(1), S(-1) / 2}});
}
Instance<S> contradictory() {
  return network("3 examples, two in contradiction",
                 {3, 1, {S(-2), S(2), S(2)}, {S(1) / 2, S(1), S(-1) / 2}});
}
/// w·x with labels 1 at x = 1 and 0 at x = -1.
Instance<S> separable() {
  const RecordedModel line{{{"w", {1, 1}}}, [](auto w, auto x) { return w[0] * x; }};
  return {"logistic loss, separable",
          line,
          LogisticLoss{},
          {2, 1, {S(1), S(-1)}, {S(1), S(0)}},
          {S(0)},
          S(1),
          {{S(1)}}};
}

/// Digits to judge by.
int digits_of(const Trial& trial) { return trial.pick(50, 30); }

/// A training until T: one query's machine, and what stands at the end.
struct AtTime {
  S T;
  KernelMachine<S> machine;
  std::vector<S> theta, slope;  ///< Θ_T(x, x_i) and L'_i, by example
};

AtTime at_time(Evidence& evidence, const Trial& trial, Instance<S> instance, const S& T) {
  instance.until = T;
  const int digits = digits_of(trial) + 5;
  using std::pow;
  const Training<S> training =
      train(instance, {.method = Taylor{digits}, .tolerance = pow(S(10), -digits)});
  instance.name += ", T = " + decimal(T, 3);
  check_identity(evidence, instance, training);
  AtTime found{T, training.machines.front(), {}, {}};
  if (trial.mistaken)
    for (S& K : found.machine.path_kernel) K /= T;
  PathReader<S> along = reader(instance, training.path, instance.queries);
  along.go_to(T);
  for (std::size_t i = 0; i < along.columns(); ++i) {
    found.theta.push_back(along.kernel(0, i));
    found.slope.push_back(along.loss_derivative(i));
  }
  return found;
}

/// What the last doubling of T has added to Σ S_i.
Magnitude change_of_sum(const std::vector<AtTime>& doublings) {
  return magnitude(S(doublings.back().machine.undivided_prediction() -
                     doublings[doublings.size() - 2].machine.undivided_prediction()));
}

/// What the last doubling of T has added: nothing to Σ S_i, T Θ* to K; and how fast a_i -> -L*_i.
void check_end(Evidence& evidence, const std::string& name, const std::vector<AtTime>& doublings) {
  using std::abs;
  const AtTime& last = doublings.back();
  const AtTime& before = doublings[doublings.size() - 2];
  evidence.vanishes(
      name + ": Σ S_i, of 2T less of T",
      magnitude(S(last.machine.undivided_prediction() - before.machine.undivided_prediction())),
      size_of_terms(last.machine));
  S growth(0);
  for (std::size_t i = 0; i < last.theta.size(); ++i) {
    const S K = last.machine.path_kernel[i] - before.machine.path_kernel[i];
    keep_largest(growth, S(abs(S(K / before.T - last.theta[i]))));
    evidence.must_not_vanish(name + ": K_" + std::to_string(i + 1) + ", of 2T less of T",
                             magnitude(K));
  }
  evidence.vanishes(name + ": (K(2T) - K(T))/T - Θ*", magnitude(growth), magnitude(S(1)));
  std::vector<double> log_step, log_error;
  for (const AtTime& at : doublings) {
    log_step.push_back(-magnitude(at.T).log);
    const std::size_t i = at.theta.size() - 1;
    log_error.push_back(magnitude(S(at.machine.coefficient(i).value() + at.slope[i])).log);
  }
  evidence.order(name + ": the last a_i + L'_i by 1/T", log_step, log_error, 1, 0.05);
}

/// The largest of what the last doubling has added to one S_i.
Magnitude largest_change(const std::vector<AtTime>& doublings) {
  using std::abs;
  const std::vector<S>& last = doublings.back().machine.loss_weighted;
  const std::vector<S>& before = doublings[doublings.size() - 2].machine.loss_weighted;
  S largest(0);
  for (std::size_t i = 0; i < last.size(); ++i)
    keep_largest(largest, S(abs(S(last[i] - before[i]))));
  return magnitude(largest);
}

/// A curve for every example over T.
template <class F>
Panel panel(const std::string& title, const std::string& y, bool log_y,
            const std::vector<AtTime>& doublings, F value) {
  Panel panel{title, "T", y, true, log_y, {}, {}};
  for (std::size_t i = 0; i < doublings.front().theta.size(); ++i) {
    Curve curve{"i = " + std::to_string(i + 1), {}, Curve::Style::line_and_points};
    for (const AtTime& at : doublings)
      curve.points.push_back({static_cast<double>(at.T), static_cast<double>(S(value(at, i)))});
    panel.curves.push_back(std::move(curve));
  }
  return panel;
}

std::vector<Panel> panels(const std::string& title, const std::vector<AtTime>& doublings) {
  return {panel(title + ": K", "K(x, x_i)", true, doublings,
                [](const AtTime& at, std::size_t i) { return at.machine.path_kernel[i]; }),
          panel(title + ": S", "S_i(x)", false, doublings,
                [](const AtTime& at, std::size_t i) { return at.machine.loss_weighted[i]; }),
          panel(title + ": a", "a_i(x)", false, doublings,
                [](const AtTime& at, std::size_t i) { return at.machine.coefficient(i).value(); })};
}

/// T is doubled so often that what converges has done so.
std::vector<AtTime> doubled(Evidence& evidence, const Trial& trial, const Instance<S>& instance) {
  const int first = trial.pick(0, 5), last = trial.pick(7, 6);
  std::vector<AtTime> doublings;
  for (int k = first; k <= last; ++k) {
    doublings.push_back(at_time(evidence, trial, instance, S(1 << k)));
    trial.progress((k - first + 1.0) / (last - first + 1));
  }
  return doublings;
}

Figure figure_of(const std::vector<AtTime>& good, const std::vector<AtTime>& bad) {
  const AtTime &of_good = good.back(), &of_bad = bad.back();
  const std::vector<S>&rests = of_good.machine.loss_weighted, &runs = of_bad.machine.loss_weighted;
  Figure figure{
      "a26_end", "K, S_i and a_i as learning goes on",
      "Where the data are fitted K(x, x_2) grows in proportion to T, to " +
          decimal(of_good.machine.path_kernel[1], 3) + " at T = " + decimal(of_good.T, 3) +
          ", S_i(x) comes to rest at " + decimal(rests[0], 2) + " and " + decimal(rests[1], 3) +
          ", and both a_i(x) fall to 0. Where two " +
          "examples contradict each other S_2 and S_3 run away, to " + decimal(runs[1], 3) +
          " and " + decimal(runs[2], 3) + ", and a_2 and a_3 go to the residuals that stay, " +
          decimal(-of_bad.slope[1], 2) + " and " + decimal(-of_bad.slope[2], 2) + ".",
      panels("fitted", good)};
  const std::vector<Panel> others = panels("in contradiction", bad);
  figure.panels.insert(figure.panels.end(), others.begin() + 1, others.end());  // K is much alike
  return figure;
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(digits_of(trial), decision);
  const Instance<S> fits = fitted(), contradicts = contradictory(), grows = separable();
  const std::vector<AtTime> good = doubled(evidence, trial, fits),
                            bad = doubled(evidence, trial, contradicts),
                            endless = doubled(evidence, trial, grows);
  check_end(evidence, fits.name, good);
  evidence.vanishes(fits.name + ": S_i, of 2T less of T", largest_change(good),
                    size_of_terms(good.back().machine));
  check_end(evidence, contradicts.name, bad);
  evidence.must_not_vanish(contradicts.name + ": S_i, of 2T less of T", largest_change(bad));
  evidence.must_not_vanish(grows.name + ": S_i, of 2T less of T", largest_change(endless));
  evidence.within(grows.name + ": y = w, by ln T: slope",
                  std::exp(change_of_sum(endless).log) / std::log(2.0), 0.9, 1.1);
  evidence.conclude(Verdict::holds_under_condition);
  const AtTime& end = good.back();
  decision.finding =
      "at every finite T; as T -> ∞ without division only. At T = " + decimal(end.T, 3) +
      " K has grown to " + decimal(end.machine.path_kernel.back(), 4) +
      ", and the last doubling has changed S_i by " + largest_change(good).text +
      " where the data are fitted, by " + largest_change(bad).text +
      " where they contradict, and Σ S_i there by " + change_of_sum(bad).text;
  if (!trial.small) decision.figures.push_back(figure_of(good, bad));
}

}  // namespace

Claim a26() {
  return {"A26", "Learning ends where the gradient is zero: Theorem 1 as T -> ∞",
          Verdict::holds_under_condition,
          "K is taken for the mean of Θ_t: its factor T is forgotten", decide};
}

}  // namespace pathkernel::claims
