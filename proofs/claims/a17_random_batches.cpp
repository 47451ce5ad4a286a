/// @file a17_random_batches.cpp
/// Statement.   Stochastic gradient descent, w_{k+1} = w_k - ε Σ_i I_i(k) ∇ℓ_i(w_k), on batches of
///              |B| examples drawn anew at every step, tends to a flow as ε -> 0 (claim A17, Remark
///              5): that with I_i = |B|/m.
/// Hypotheses.  Each place in each batch drawn by itself, with replacement: I_i = 0, 1, 2, ... is a
///              multiplicity, and a batch's loss the plain sum over it. T fixed as ε -> 0.
/// Derivation.  I_i(t) = I_i(k) for k ε <= t < (k + 1) ε has mean |B|/m and variance
///                v = |B| (1/m) (1 - 1/m),    independent from step to step,                  (1)
///              so that for any φ, ∫ I_i φ dt is (|B|/m) ∫ φ dt, up to an error of mean square
///              ε v ∫ φ² dt. I_i itself tends to nothing: it tends to |B|/m *weakly*. Only such
///              integrals enter w, whose distance from the flow is therefore of order √ε. (A step's
///              own error, of order ε, is less.) ∎
/// Computation. Many trainings for each of several ε, by seeds that are given. The slope of ln of
///              the root mean square distance from the flow over ln ε is 1/2, in a band of 4
///              standard errors: of the mean of N squares of normal vectors the logarithm has a
///              deviation of at most √(2/N), its half of √(1/(2N)), and a line fitted to such
///              points has that over √Σ(ln ε - mean)². For φ = 1 and φ = t/T also the constant in
///              (1).
/// Control.     The flow with I_i = 1, as if the batches were the whole: no ε comes close to it.
/// Not claimed. The order for batches without replacement: an epoch takes every example once, its
///              errors cancel, and the order is nearer to 1. The figure shows it, and also that the
///              limit is missed if an example that is drawn twice is counted once.

#include "nn/learning/gradient_descent.hpp"
#include "nn/learning/learn.hpp"
#include "nn/models/mlp.hpp"
#include "proofs/claims/claim.hpp"
#include "proofs/claims/points_and_curves.hpp"

namespace pathkernel::claims {

namespace {

constexpr int m = 6, batch = 3;
constexpr double share = double{batch} / m;  ///< |B|/m

/// A flow on which every example has the same I_i. @param indicator  that
Instance<double> network(double indicator) {
  Instance<double> instance{"tanh network 1-2-1",
                            Mlp{{1, 2, 1}},
                            SquaredLoss{},
                            {m, 1, {-1.5, -1, -0.5, 0.5, 1, 1.5}, {-0.5, -1, 0, 1, 0.5, 0}},
                            {0.5, -0.75, 0.25, -0.25, 0.75, 0.5, 0},
                            3,
                            {{1}, {-2}}};
  instance.flow.batches = {{0, std::vector<double>(m, indicator)}};
  return instance;
}

/// Batches for one training: with replacement, or by mistake shuffled epochs, which are not
/// independent.
enum class Drawing { with_replacement, shuffled };

BatchSchedule schedule(Drawing drawing, std::uint64_t seed) {
  return drawing == Drawing::shuffled ? BatchSchedule::shuffled(m, batch, seed)
                                      : BatchSchedule::with_replacement(m, batch, seed);
}

/// w at the end of n steps of length T/n. @param watch  if given, is shown every step
std::vector<double> trained(const BatchSchedule& batches, int n,
                            const Observer<double>& watch = {}) {
  const Instance<double> instance = network(1);
  LearningOptions<double> options;
  options.schedule = batches;
  options.steps = static_cast<std::size_t>(n);
  options.largest_growth = 1e9;  // single batches differ as much as they like
  if (watch) options.observers = {watch};
  return learn(instance.model, instance.loss, instance.data, instance.w,
               GradientDescent<double>{LearningRate<double>(instance.until / n)}, options)
      .w();
}

double squared_distance(const std::vector<double>& w, const std::vector<double>& other) {
  double sum = 0;
  for (std::size_t p = 0; p < w.size(); ++p) sum += square(w[p] - other[p]);
  return sum;
}

/// Flows, one of which descent should tend to.
struct Flows {
  Training<double> right = train(network(share));
  Training<double> all = train(network(1));
  Training<double> once = train(network(1 - std::pow(1 - 1.0 / m, batch)));  ///< P(I_i > 0)
};

/// Mean squares over many trainings with steps of one length.
struct Means {
  double rate = 0;
  double from_right = 0, from_all = 0, from_once = 0;  ///< ‖w - w(T)‖², of three flows
  double output = 0;                                   ///< (y - (b - Σ S_i))², at the first query
  double integral = 0;                                 ///< (∫ (I_i - |B|/m) dt)², also over i
  double late = 0;    ///< (∫ (I_i - |B|/m) t/T dt)², also over i
  double itself = 0;  ///< (I_i - |B|/m)², also over i and steps
};

/// Adds one training with n steps to the means over so many.
void add_training(Means& mean, const BatchSchedule& batches, int n, int trainings,
                  const Flows& flows) {
  const double T = network(1).until;
  std::vector<double> integrals(m, -T * share), late(m, -T * share / 2);
  const std::vector<double> w = trained(batches, n, [&](const LearningView<double>& view) {
    if (view.step == view.last) return true;
    std::vector<double> indicator(m, 0);
    for (const std::size_t i : view.batch) indicator[i] += 1;
    for (std::size_t i = 0; i < m; ++i) {
      integrals[i] += mean.rate * indicator[i];
      late[i] += mean.rate * indicator[i] * (static_cast<double>(view.step) + 0.5) / n;
      mean.itself += square(indicator[i] - share) / m / n / trainings;
    }
    return true;
  });
  mean.from_right += squared_distance(w, flows.right.path.final_state()) / trainings;
  mean.from_all += squared_distance(w, flows.all.path.final_state()) / trainings;
  mean.from_once += squared_distance(w, flows.once.path.final_state()) / trainings;
  const Instance<double> instance = network(share);
  mean.output += square(output(instance.model, w, instance.queries.front()) -
                        flows.right.machines.front().undivided_prediction()) /
                 trainings;
  for (const double integral : integrals) mean.integral += square(integral) / m / trainings;
  for (const double integral : late) mean.late += square(integral) / m / trainings;
}

/// The means for n = `first`, 2 first, ..., `last` steps, each with trainings of its own.
std::vector<Means> study(const std::function<void(double)>& progress, Drawing drawing, int first,
                         int last, int trainings, const Flows& flows) {
  std::vector<Means> all;
  for (int n = first; n <= last; n *= 2) {
    Means mean;
    mean.rate = network(1).until / n;
    for (int k = 0; k < trainings; ++k) {
      const int seed = n * 1000 + k;
      add_training(mean, schedule(drawing, static_cast<std::uint64_t>(seed)), n, trainings, flows);
      if (k % 10 == 0) progress(double(n) / last * (0.5 + 0.5 * k / trainings));
    }
    all.push_back(mean);
  }
  return all;
}

/// √mean over ε, as a curve.
Curve curve(const std::string& label, const std::vector<Means>& study, double Means::*mean) {
  Curve curve{label, {}, Curve::Style::line_and_points};
  for (const Means& at : study) curve.points.push_back({at.rate, std::sqrt(at.*mean)});
  return curve;
}

/// The slope of the line fitted to ln y over ln x; and √Σ(ln x - mean)², by which an error of ln y
/// becomes one of the slope.
struct Fit {
  double slope = 0, spread = 0;
};
Fit fit(const CurvePoints& points) {
  const double n = static_cast<double>(points.size());
  double x = 0, y = 0, xx = 0, xy = 0;
  for (const auto& [a, b] : points) {
    x += std::log(a) / n;
    y += std::log(b) / n;
  }
  for (const auto& [a, b] : points) {
    xx += square(std::log(a) - x);
    xy += (std::log(a) - x) * (std::log(b) - y);
  }
  return {xy / xx, std::sqrt(xx)};
}

/// Slopes and the constant in (1).
void check(Evidence& evidence, const std::vector<Means>& study, int trainings) {
  for (const auto& [name, mean] : {std::pair("w, from the flow", &Means::from_right),
                                   {"y(1), from b - Σ S_i", &Means::output}}) {
    const Fit line = fit(curve(name, study, mean).points);
    const double band = 4 * std::sqrt(0.5 / trainings) / line.spread;
    evidence.within(std::string(name) + ": slope over ε", line.slope, 0.5 - band, 0.5 + band);
  }
  const double slope = fit(curve("", study, &Means::from_all).points).slope;
  evidence.must_fail("w, from the flow with I_i = 1: slope over ε", decimal(slope, 3),
                     "0.25 at most", slope < 0.25);
  // The m integrals have the sum 0, so that each training has m - 1 independent ones.
  const double v = share * (1 - 1.0 / m), T = network(1).until;
  const double rates = static_cast<double>(study.size());
  double ratio = 0, late = 0;  // ∫ φ² dt = T and T/3
  for (const Means& at : study) {
    ratio += at.integral / (at.rate * v * T) / rates;
    late += at.late / (at.rate * v * T / 3) / rates;
  }
  const double band = 4 * std::sqrt(2.0 / (trainings * (m - 1) * rates));
  evidence.within("(∫ (I_i - |B|/m) dt)² over ε v T, mean", ratio, 1 - band, 1 + band);
  evidence.within("(∫ (I_i - |B|/m) t/T dt)² over ε v T/3, mean", late, 1 - band, 1 + band);
  evidence.number("(I_i - |B|/m)² itself at the least ε, mean; v = " + decimal(v, 4),
                  decimal(study.back().itself, 4));
}

/// A weight on its way, in a training of n steps.
Curve way(int n) {
  Curve curve{"ε = T/" + std::to_string(n), {}, Curve::Style::line};
  const double T = network(1).until;
  (void)trained(schedule(Drawing::with_replacement, 1), n, [&](const LearningView<double>& view) {
    const auto step = static_cast<double>(view.step);
    if (view.step * 128 % static_cast<std::size_t>(n) == 0 || n <= 128)
      curve.points.push_back({T * step / n, view.w[0]});
    return true;
  });
  return curve;
}

Figure figure_of(const std::vector<Means>& found, const std::vector<Means>& shuffled,
                 const Path<double>& path) {
  const Curve flow{"the flow", curve_of(evenly_spaced(0.0, path.end(), 128),
                                        [&](double t) { return path.state(t)[0]; })};
  const auto slope = [](const std::vector<Means>& study, double Means::*mean) {
    return decimal(fit(curve("", study, mean).points).slope, 2);
  };
  return {"a17_batches",
          "Stochastic gradient descent and its flow",
          "Left, log-log: the distance of w from the flow falls with slope " +
              slope(found, &Means::from_right) + ", and that of ∫ I_i dt from its mean with " +
              slope(found, &Means::integral) + "; from the flow that counts no example twice it " +
              "is " + decimal(std::sqrt(found.back().from_once), 2) + " at the least ε; with " +
              "shuffled epochs it falls with slope " + slope(shuffled, &Means::from_right) +
              ". Right: a weight on its way at ε = T/32 and T/512, and on the flow's.",
          {{"Root mean square distances",
            "learning rate ε",
            "distance",
            true,
            true,
            {curve("w, from the flow", found, &Means::from_right),
             curve("from the flow without repeats", found, &Means::from_once),
             curve("∫ I_i dt, from its mean", found, &Means::integral),
             curve("w, shuffled epochs", shuffled, &Means::from_right)},
            {}},
           {"A weight on its way", "t", "w_1", false, false, {way(32), way(512), flow}, {}}}};
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(16, decision);
  const Flows flows;
  check_identity(evidence, network(share), flows.right);
  const int first = trial.pick(128, 64), last = trial.pick(4096, 512);
  const int trainings = trial.pick(400, 50);
  const Drawing drawing = trial.mistaken ? Drawing::shuffled : Drawing::with_replacement;
  const std::vector<Means> found = study([&](double done) { trial.progress(0.9 * done); }, drawing,
                                         first, last, trainings, flows);
  check(evidence, found, trainings);
  evidence.conclude(Verdict::holds);
  const double slope = fit(curve("", found, &Means::from_right).points).slope;
  decision.finding = "the distance from the flow falls as ε^" + decimal(slope, 3) + ", in " +
                     std::to_string(trainings) + " trainings for each of " +
                     std::to_string(found.size()) + " rates";
  const std::vector<Means> shuffled = study([&](double done) { trial.progress(0.9 + 0.1 * done); },
                                            Drawing::shuffled, first, last, trainings / 10, flows);
  if (!trial.small) decision.figures.push_back(figure_of(found, shuffled, flows.right.path));
}

}  // namespace

Claim a17() {
  return {"A17", "The limit of SGD: the flow with I_i = |B|/m, with an error of order √ε",
          Verdict::holds, "the batches are those of shuffled epochs, and so not independent",
          decide};
}

}  // namespace pathkernel::claims
