/// @file c10_random_labels.cpp
/// Statement.   Networks can fit random labels (claim C10; Zhang et al., Understanding deep
///              learning requires rethinking generalization, 2017).
/// Hypotheses.  No two equal inputs; a network with more parameters than labels to fit.
/// Derivation.  Along gradient flow dL/dt = -L'ᵀ Θ L', so a loss that is convex in the outputs can
///              tend to 0 for any labels as long as Θ, between the examples, stays positive
///              definite: at the start it is a matrix that does not know the labels.
/// Computation. Small pictures of five figures, labels drawn by a die. A network of one hidden
///              layer is trained by Adam on these, and on the figures' own labels. Both losses have
///              to vanish; on new pictures the one network is right, the other one guesses.
///              Beside them a linear model of 325 parameters on the random labels, which can't.
/// Control.     None: a demonstration. The mistake shows what could go wrong.
/// Not claimed. That every network fits any labels in any time; why the one generalises.

#include "nn/data/made_pictures.hpp"
#include "nn/learning/adam.hpp"
#include "nn/learning/learn.hpp"
#include "nn/parameters/initial_values.hpp"
#include "proofs/claims/claim.hpp"

namespace pathkernel::claims {

namespace {

constexpr std::size_t classes = 5;

Examples<double> pictures(std::size_t count, std::uint64_t seed) {
  return made_pictures({.count = count, .noise = 0.2, .seed = seed});
}
/// The same pictures with labels that have nothing to do with them.
Examples<double> with_random_labels(Examples<double> data) {
  Generator die(10);
  std::vector<std::size_t> labels;
  for (std::size_t i = 0; i < data.count; ++i) labels.push_back(die.below(classes));
  data.y = one_hot<double>(labels, classes);
  return data;
}
/// The first half of them, each twice.
Examples<double> twice_the_half(const Examples<double>& data) {
  std::vector<std::size_t> which;
  for (std::size_t i = 0; i < data.count; ++i) which.push_back(i / 2);
  return selected(data, which);
}

struct Fit {
  std::string name;
  std::vector<double> losses = {};  ///< L/m before each step, and at the end
  double right = 0, right_on_new = 0;
};

/// The share of the pictures whose label has the largest output.
double right(const ModelOn<double>& model, const std::vector<double>& w,
             const Examples<double>& data) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < data.count; ++i) {
    std::vector<double> x, y;
    for (std::size_t j = i; j < data.x.size(); j += data.count) x.push_back(data.x[j]);
    for (std::size_t j = i; j < data.y.size(); j += data.count) y.push_back(data.y[j]);
    const std::vector<double> f = outputs(model, w, x);
    count += std::ranges::max_element(f) - f.begin() == std::ranges::max_element(y) - y.begin();
  }
  return double(count) / double(data.count);
}

Fit fit(const Trial& trial, const std::string& name, const Mlp& mlp, const Examples<double>& data) {
  const ModelOn<double> model = mlp;
  const Observer<double> progress = [&](const LearningView<double>& view) {
    trial.progress(double(view.step) / double(view.last));
    return true;
  };
  const Learning<double> learned =
      learn(model, LossOn<double>(SoftmaxCrossEntropy{}), data, initial_parameters<double>(mlp, 1),
            Adam<double>{.learning_rate = 0.01},
            {.steps = trial.pick<std::size_t>(600, 200), .observers = {progress}});
  Fit result{name, learned.losses};
  for (double& loss : result.losses) loss /= double(data.count);
  result.right = right(model, learned.w(), data);
  result.right_on_new = right(model, learned.w(), pictures(trial.pick<std::size_t>(500, 100), 2));
  return result;
}

Figure figure(const std::vector<Fit>& fits) {
  Panel panel{.title = "Adam, rate 0.01",
              .x_label = "step",
              .y_label = "loss for each example",
              .log_y = true};
  for (const Fit& fit : fits) {
    Curve curve{fit.name, {}};
    const std::size_t every = std::max<std::size_t>(1, fit.losses.size() / 200);
    for (std::size_t k = 0; k < fit.losses.size(); k += every)
      curve.points.push_back({double(k), fit.losses[k]});
    panel.curves.push_back(std::move(curve));
  }
  return {"c10_random_labels",
          "A network fits random labels",
          "The loss of the network falls to " + decimal(fits[0].losses.back(), 2) +
              " on true labels and, later, to " + decimal(fits[1].losses.back(), 2) +
              " on random ones; that of a linear model on random labels levels off near " +
              decimal(fits[2].losses.back(), 2) + ".",
          {panel}};
}

/// Two networks on true and on random labels, and the linear model.
void check(Evidence& evidence, const std::vector<Fit>& fits) {
  for (const Fit& fit : {fits[0], fits[1]}) {
    evidence.within(fit.name + ": loss at the end, as a share",
                    fit.losses.back() / fit.losses.front(), 0, 0.05);
    evidence.within(fit.name + ": of that at half the steps",
                    fit.losses.back() / fit.losses[fit.losses.size() / 2], 0, 0.5);
    evidence.within(fit.name + ": right", fit.right, 1, 1);
  }
  evidence.within(fits[0].name + ": right on new pictures", fits[0].right_on_new, 0.7, 1);
  evidence.within(fits[1].name + ": right on new pictures", fits[1].right_on_new, 0, 0.4);
  evidence.within(fits[2].name + ": loss at the end, as a share",
                  fits[2].losses.back() / fits[2].losses.front(), 0.2, 1);
}

void decide(const Trial& trial, Decision& decision) {
  Evidence evidence(16, decision);
  Examples<double> data = pictures(trial.pick<std::size_t>(600, 200), 1);
  if (trial.mistaken) data = twice_the_half(data);
  const Examples<double> random = with_random_labels(data);
  const Mlp network{{64, trial.pick(96u, 48u), classes}, Activation::tanh};
  const std::vector<Fit> fits{fit(trial, "network, true labels", network, data),
                              fit(trial, "network, random labels", network, random),
                              fit(trial, "linear, random labels", Mlp{{64, classes}}, random)};
  Table table{"After training", {"", "loss/m at first", "at the end", "right", "on new ones"}, {}};
  for (const Fit& fit : fits)
    table.rows.push_back({fit.name, decimal(fit.losses.front(), 3), decimal(fit.losses.back(), 3),
                          decimal(fit.right, 3), decimal(fit.right_on_new, 3)});
  check(evidence, fits);
  evidence.conclude(Verdict::shown);
  decision.finding = "random labels: all of " + std::to_string(data.count) + " fitted, " +
                     decimal(100 * fits[1].right_on_new, 2) +
                     " % right on new pictures; true: " + decimal(100 * fits[0].right_on_new, 2) +
                     " %";
  decision.tables.push_back(std::move(table));
  decision.figures.push_back(figure(fits));
}

}  // namespace

Claim c10() {
  return {"C10", "networks can fit random labels", Verdict::shown,
          "every picture is there twice, with a label drawn for each", decide};
}

}  // namespace pathkernel::claims
