/// @file c13_architecture.cpp
/// Statement.   The kernel of an infinitely wide network depends on its architecture only: not on
///              the initial values, and not on the data that it was trained on (claim C13; Jacot,
///              Gabriel & Hongler 2018, as told by Quanta Magazine 2021).
/// Hypotheses.  As of claim C12: layers z = W h/√n + b, gradient flow for a fixed time T.
/// Derivation.  Θ_0 is a mean over n units and tends to Θ^L, a formula of depth and φ, along
///              n^-1/2, whatever the seed. Training moves it by less (claim C12), whatever the
///              data.
/// Computation. Θ between five probes that no training has seen, of networks with one and two
///              hidden layers of gelu: before training, and after training on three data sets. Its
///              distance from Θ^L has to fall along n^-1/2, what three data sets make of one seed
///              has to come together at least so. With one hidden layer E Θ_0 = Θ^L at every width.
/// Control.     The other depth's formula: the mean of Θ_0 must be off that, visibly.
/// Not claimed. That the kernel of a network of finite width does not know its data: see claim B8.

#include "kernel/classical/infinite_width.hpp"
#include "nn/data/made.hpp"
#include "proofs/claims/wide_networks.hpp"

namespace pathkernel::claims {

namespace {

/// ‖Θ - Θ'‖/‖Θ'‖ of one depth.
struct Distances {
  WidthStudy before;              ///< Θ_0 from the formula
  WidthStudy other_depth;         ///< Θ_0 from the other depth's
  std::vector<WidthStudy> after;  ///< Θ_T from the formula, for each data set
  WidthStudy between;             ///< the largest between two data sets' Θ_T, of one seed
  double off = 0;                 ///< E Θ_0 from the formula, at any width, in standard errors
  double off_other = 0;           ///< from the other depth's formula, at the last width
};

/// Two labellings of six points on a circle, and two moons.
std::vector<Examples<double>> data_sets() {
  const Points<double> circle = points_on_circle(6);
  const Examples<double> smooth{6, 2, in_lanes(circle, 2), {1, 0.5, -1, 0.5, -0.5, 1}};
  const Examples<double> rough{6, 2, in_lanes(circle, 2), {1, -1, 1, -1, 1, 1}};
  return {smooth, rough, made_moons({.count = 6, .seed = 1})};
}
Points<double> probes() { return points_on_circle(5, 0.4); }

Matrix<double> formula(std::uint32_t layers, Scaling scaling) {
  const WideNetwork network{WideActivation::gelu, layers, 1.0, 0.0};
  return gram(NeuralTangentKernel{network, scaling}, probes());
}

/// How many standard errors the mean of some matrices is off, in the worst entry.
double errors_off(const std::vector<Matrix<double>>& samples, const Matrix<double>& expected) {
  double most = 0;
  for (std::size_t entry = 0; entry < expected.entries.size(); ++entry) {
    std::vector<double> numbers;
    for (const Matrix<double>& sample : samples) numbers.push_back(sample.entries[entry]);
    const Estimate mean = estimate(numbers);
    most = std::max(most, std::abs(mean.mean - expected.entries[entry]) / mean.error);
  }
  return most;
}

/// One network, trained on one data set after another from the same start. @return  Θ_0
Matrix<double> add_network(Distances& distances, std::uint32_t layers, std::uint32_t n,
                           std::uint64_t seed, Scaling scaling) {
  const Mlp mlp = wide_mlp(layers, n);
  const std::vector<double> w = initial_parameters<double>(mlp, seed);
  const Matrix<double> limit = formula(layers, scaling);
  std::vector<Matrix<double>> after;
  Matrix<double> before;
  for (const Examples<double>& data : data_sets()) {
    const Instance<double> instance{"", mlp, SquaredLoss{}, data, w, 1.0, probes()};
    const BeforeAndAfter ends = trained(instance, probes());
    before = ends.before.kernel;
    after.push_back(ends.after.kernel);
  }
  distances.before.add(n, relative_drift(before, limit));
  distances.other_depth.add(n, relative_drift(before, formula(3 - layers, scaling)));
  double between = 0;
  distances.after.resize(after.size());
  for (std::size_t set = 0; set < after.size(); ++set) {
    distances.after[set].add(n, relative_drift(after[set], limit));
    between = std::max(between, relative_drift(after[set], after[(set + 1) % after.size()]));
  }
  distances.between.add(n, between);
  return before;
}

Distances measured(const Trial& trial, std::uint32_t layers) {
  Distances distances;
  const Scaling scaling = trial.mistaken ? Scaling::in_front : Scaling::in_initial_values;
  const std::uint32_t first = trial.pick(8u, 4u);
  const std::uint32_t last = layers == 1 ? trial.pick(512u, 32u) : trial.pick(128u, 16u);
  const int seeds = trial.pick(24, 16);
  for (std::uint32_t n = first; n <= last; n *= 2) {
    std::vector<Matrix<double>> samples;
    for (int seed = 1; seed <= seeds; ++seed) {
      samples.push_back(
          add_network(distances, layers, n, static_cast<std::uint64_t>(seed), scaling));
      trial.progress(double(n) / last);
    }
    distances.off = std::max(distances.off, errors_off(samples, formula(layers, scaling)));
    distances.off_other = errors_off(samples, formula(3 - layers, scaling));
  }
  return distances;
}

bool along_root(const Estimate& p) { return std::abs(p.mean + 0.5) <= 3 * p.error + 0.1; }

void check(Evidence& evidence, const std::string& name, const Distances& d) {
  const std::string along = "-1/2 up to 3 errors and 0.1 of small widths";
  const auto check_root = [&](const std::string& what, const WidthStudy& study) {
    const Estimate p = study.exponent();
    evidence.condition(name + "; exponent of " + what, p.text(), along, along_root(p));
  };
  check_root("Θ_0 less the formula", d.before);
  for (std::size_t set = 0; set < d.after.size(); ++set)
    check_root("Θ_T less the formula, data set " + std::to_string(set + 1), d.after[set]);
  const Estimate between = d.between.exponent();
  evidence.condition(name + "; exponent between data sets", between.text(),
                     "<= -1/2 up to 2 errors", between.mean - 2 * between.error <= -0.5);
  evidence.must_fail(name + "; E Θ_0 off the other depth's formula, in standard errors",
                     decimal(d.off_other, 3), "> 6", d.off_other > 6);
}

Figure figure(const Distances& one, const Distances& two) {
  Figure figure{"c13_architecture",
                "What a wide network's kernel depends on",
                "Log-log: the distances of Θ_0 and of Θ_T from the formula fall together along "
                "n^-1/2; the distance between two trainings falls faster; that from the "
                "other depth's formula levels off near " +
                    decimal(one.other_depth.curve("").points.back()[1], 2) + " and " +
                    decimal(two.other_depth.curve("").points.back()[1], 2) + ".",
                {}};
  for (const auto& [title, d] :
       {std::pair("One hidden layer", &one), std::pair("Two hidden layers", &two)}) {
    Panel panel = against_width(title, "relative distance");
    panel.curves = {d->before.curve("Θ_0 from the formula"),
                    d->between.curve("between trainings, one seed"),
                    d->other_depth.curve("Θ_0 from the other depth's formula")};
    panel.curves.push_back(d->after.back().curve("Θ_T, trained on moons"));
    panel.curves.push_back(power_law("n^-1/2", panel.curves.front(), 0.5));
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(16, decision);
  const Distances one = measured(trial, 1), two = measured(trial, 2);
  check(evidence, "one hidden layer", one);
  check(evidence, "two hidden layers", two);
  evidence.within("one hidden layer, any n: E Θ_0 off the formula, in standard errors", one.off, 0,
                  6);
  evidence.conclude(Verdict::holds);
  decision.finding = "seeds differ from Θ^L as n^p, p = " + one.before.exponent().text() +
                     ", trainings of one seed from another as p = " + one.between.exponent().text();
  decision.figures.push_back(figure(one, two));
}

}  // namespace

Claim c13() {
  return {"C13", "a wide network's kernel depends on the architecture only", Verdict::holds,
          "the formula of networks whose offsets do not learn", decide};
}

}  // namespace pathkernel::claims
